import json

from maillage import gazetteer, outlines

LORRAINE = ("54", "55", "57", "88")


def test_borders_seen_from_afar_are_light_and_hold_their_ground() -> None:
    shapes = outlines.coarse(LORRAINE)
    assert [shape["id"] for shape in shapes] == [*LORRAINE]
    assert len(json.dumps(shapes)) < 70_000
    (south, west), (north, east) = outlines.bounds(shapes) or ((0, 0), (0, 0))
    assert (round(south, 1), round(west, 1), round(north, 1), round(east, 1)) == (47.8, 4.9, 49.6, 7.6)


def test_the_wider_the_territory_the_coarser() -> None:
    france = [department.code for department in gazetteer.departments()]
    assert len(json.dumps(outlines.coarse(france)[0])) < len(json.dumps(outlines.coarse(france[:4])[0])) / 1.3


def test_borders_in_detail_are_steps_of_thousandths() -> None:
    shapes = {code: (level, rings) for code, level, rings in json.loads(outlines.fine("54"))["shapes"]}
    assert shapes["54"][0] == "department"
    assert shapes["245400676"][0] == "epci"  # the one around Nancy
    for _, rings in shapes.values():
        for ring in rings:
            assert (sum(ring[2::2]), sum(ring[3::2])) == (0, 0)  # closed: it comes back to where it began


def test_nothing_is_drawn_where_no_border_is_known() -> None:
    assert outlines.coarse([]) == []
    assert outlines.bounds([]) is None
    assert json.loads(outlines.fine("00"))["shapes"] == []
