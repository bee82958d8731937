"""The shape of a tiny network, drawn by hand: A – B – C and D – E, an event that brought them together, F alone."""

from datetime import date

from maillage.derive.shape import Family, links_of
from maillage.model import Actor, Contribution, Equipment, Event, build
from maillage.network import Network
from maillage.settings import Area, Territory

TODAY = date(2026, 11, 24)


def actor(identifier: str, **data: object) -> Actor:
    return build(Actor, identifier, "", {"name": identifier, "kind": "organisation", **data})


ACTORS = (
    actor("a", partners=["b"]),
    actor("b"),
    actor("c", needs=[{"text": "Un coup de main", "opened": "2026-01-01", "met": {"on": "2026-02-01", "by": ["b"]}}]),
    actor("d", kind="person", member_of=["e"]),
    actor("e"),
    actor("f"),
)
FETE = {"title": "Fête", "organisers": ["a"], "place": "e"}
EVENTS = (
    build(Event, "fete", "", {**FETE, "start": "2026-06-01T10:00"}),
    build(Event, "plus-tard", "", {**FETE, "start": "2027-06-01T10:00"}),
    build(Event, "entre-soi", "", {**FETE, "start": "2026-06-01T10:00", "place": "b"}),
)


def network(**more: object) -> Network:
    actors, events = {one.id: one for one in ACTORS}, {one.id: one for one in EVENTS}
    return Network(Territory(name="T", area=Area()), actors, {}, events, **more)  # type: ignore[arg-type]


def test_families_bridges_and_events_that_brought_them_together() -> None:
    whole = links_of(network(), TODAY).of(ACTORS)
    assert whole.families == (Family(3, ("a", "b", "c")), Family(2, ("e",)))
    assert whole.alone == 1
    assert whole.bridges == ("b",)
    assert whole.events == (("fete", 2),)


def test_an_area_shows_its_part_of_the_families_of_all() -> None:
    part = links_of(network(), TODAY).of([ACTORS[0], ACTORS[2], ACTORS[5]])
    assert part.families == (Family(2, ("a", "c")),)
    assert (part.alone, part.bridges, part.events) == (1, (), (("fete", 2),))


def test_a_person_is_never_named_even_where_it_holds_all_together() -> None:
    people = (actor("x", partners=["lou"]), actor("lou", kind="person", partners=["y"]), actor("y"))
    found = links_of(Network(Territory(name="T", area=Area()), {one.id: one for one in people}), TODAY).of(people)
    assert found.families == (Family(3, ("x", "y")),)
    assert found.bridges == ()


def test_the_discreet_are_never_named() -> None:
    people = (actor("x", partners=["zoe"]), actor("zoe", recognition="hidden", partners=["y"]), actor("y"))
    found = links_of(Network(Territory(name="T", area=Area()), {one.id: one for one in people}), TODAY).of(people)
    assert found.families == (Family(3, ("x", "y")),)
    assert found.bridges == ()


def test_what_was_done_together_and_what_was_lent_are_links() -> None:
    deed = build(
        Contribution, "k", "", {"what": "K", "on": "2026-05-01", "by": ["a"], "roles": ["a-aide"], "for": ["f"]}
    )
    item = build(Equipment, "m", "", {
        "name": "M", "category": "x", "owner": "f", "terms": "x",
        "bookings": [
            {"from": "2026-05-01", "to": "2026-05-02", "by": "e"},
            {"from": "2027-05-01", "to": "2027-05-02", "by": "c"},
        ],
    })  # fmt: skip
    found = links_of(network(contributions={"k": deed}, equipment={"m": item}), TODAY).of(ACTORS)
    assert [one.size for one in found.families] == [6]
    assert found.bridges == ("a", "b", "e", "f")


def test_a_network_of_nobody_has_no_shape() -> None:
    assert links_of(Network(Territory(name="T", area=Area())), TODAY).of(()).families == ()
