import re

from maillage import maps

OUTLINE = {
    "type": "Feature",
    "id": "54",
    "properties": {"name": "</script>${alert(1)}`<img src=x onerror=alert(1)>", "level": "department"},
    "geometry": {"type": "Polygon", "coordinates": [[[5, 48], [6, 48], [6, 49], [5, 48]]]},
}
BOUNDS = ((48.0, 5.0), (49.0, 6.0))


def test_the_same_map_every_time() -> None:
    assert maps.draw([OUTLINE], BOUNDS) == maps.draw([OUTLINE], BOUNDS)


def test_nothing_comes_from_elsewhere_and_no_id_is_random() -> None:
    drawn = maps.draw([OUTLINE], BOUNDS)
    assert not re.search(r"https?://|[0-9a-f]{16,}", drawn.html + drawn.script)
    assert not re.search(r"<script|<style|style=| on\w+=", drawn.html)


def test_the_script_leaves_its_objects_under_the_names_it_says() -> None:
    drawn = maps.draw([OUTLINE], BOUNDS)
    assert f"var {drawn.map_name} = L.map(" in drawn.script
    assert f'id="{drawn.map_name}"' in drawn.html


def test_names_in_outlines_are_strings_of_json() -> None:
    script = maps.draw([OUTLINE], BOUNDS).script
    assert "</script>" not in script
    assert "<img" not in script
