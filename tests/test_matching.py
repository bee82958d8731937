"""Needs meet offers: nearest first, then where it is learnt, then what is close; ten at most, nobody scored."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage.derive.matching import MOST, Matching, coming
from maillage.derive.nearby import Nearby
from maillage.derive.occurrences import all_occurrences
from maillage.derive.places import NOWHERE, Place
from maillage.gazetteer.distance import distance_km
from maillage.model import Actor, Equipment, Event, Skill, build
from maillage.network import Network, Seeker
from maillage.search.meant import Meant
from maillage.settings import Area, Territory

TODAY = date(2026, 11, 24)
TERRITORY = Territory(name="Essai", area=Area(departments=("54",)))
POINTS = st.tuples(st.floats(41, 51), st.floats(-5, 9))


def lot(item: int) -> bytes:
    return item.to_bytes(4, "big")


@given(st.lists(POINTS, max_size=120), POINTS, st.integers(1, 12))
def test_the_grid_finds_what_looking_at_everything_finds(points: list[Any], here: Any, most: int) -> None:
    grid = Nearby(range(len(points)), points.__getitem__, lot)
    found = [(near.km, near.item) for near in grid.nearest(here, most)]
    everything = sorted((round(distance_km(*here, *point)), item) for item, point in enumerate(points))
    assert found == everything[:most]


def test_the_grid_looks_at_a_few_cells_only() -> None:
    dice = random.Random(7)
    points = [(dice.uniform(47, 50), dice.uniform(3, 8)) for _ in range(5000)]
    grid = Nearby(range(5000), points.__getitem__, lot)
    looked: list[int] = []
    grid.nearest((48.5, 6.0), 10, lambda item: looked.append(item) or True)
    assert 10 <= len(looked) < 250


def actor(name: str, at: tuple[float, float] | None, **more: Any) -> tuple[str, dict[str, Any], Place]:
    data = {"name": name.title(), "kind": "collective", **more}
    return name, data, Place(at, department="54", epci="200070563") if at else NOWHERE


def matching(*actors: tuple[str, dict[str, Any], Place], today: date = TODAY, **tables: dict[str, Any]) -> Matching:
    def made(cls: Any, table: dict[str, Any]) -> Any:
        return {key: build(cls, key, f"x/{key}.yaml", value) for key, value in sorted(table.items())}

    family = {"family": "fabrication-et-reparation"}
    skills = {
        "soudure": {"name": "Soudure", "related": ["tricot"], **family},
        "brasure": {"name": "Brasure", "broader": "soudure", **family},
        "tricot": {"name": "Tricot", **family},
    }
    events = made(Event, tables.get("events", {}))
    network = Network(
        TERRITORY,
        made(Actor, {name: data for name, data, _ in actors}),
        made(Skill, skills),
        events,
        made(Equipment, tables.get("equipment", {})),
    )
    dates = all_occurrences(events.values(), timezone="Europe/Paris", first=today, last=today + timedelta(days=400))
    meant = Meant(network.skills.values(), "fr")
    placed = {name: place for name, _, place in actors}
    return Matching(network, placed, today, coming(dates, today), lambda one: meant.skills(one.text or ""))


def need(**more: Any) -> dict[str, Any]:
    return {"opened": "2026-10-01", **more}


SEEKER = actor("ada", (48.60, 6.00), needs=[need(skill="soudure")])


def ask(made: Matching, name: str = "ada") -> Any:
    one = made.network.actors[name]
    return made.answers(Seeker(one, one.needs[0], 1))


def test_the_nearest_come_first_and_those_without_a_place_last() -> None:
    far = actor("far", (48.60, 6.50), offers=["soudure"])
    near = actor("near", (48.61, 6.00), offers=["soudure"])
    nowhere = actor("nowhere", None, offers=["soudure"])
    answers = ask(matching(SEEKER, nowhere, far, near))
    assert [(one.actor.id, one.km) for one in answers.helpers] == [("near", 1), ("far", 37), ("nowhere", None)]


def test_events_then_close_skills_that_somebody_brings() -> None:
    events = {
        f"e{n}": {"title": f"E{n}", "start": f"2026-12-0{n}T10:00", "organisers": ["far"], "skills": ["soudure"]}
        for n in range(1, 5)
    }
    events["off"] = {**events["e1"], "start": "2026-11-30T10:00", "status": "cancelled", "reason": "Neige"}
    events["past"] = {**events["e1"], "start": "2026-11-01T10:00"}
    others = [actor(f"a{n}", (48.6, 6 + n / 20), offers=["soudure"]) for n in range(9)]
    answers = ask(matching(SEEKER, *others, actor("far", None, offers=["brasure", "tricot"]), events=events))
    assert [event.id for event in answers.events] == ["e1", "e2"]
    assert [skill.id for skill in answers.skills] == ["brasure", "tricot"]
    assert [one.actor.id for one in answers.helpers] == ["a0", "a1", "a2", "a3", "a4", "a5"]
    assert len(answers.helpers) + len(answers.events) + len(answers.skills) == MOST


def test_what_is_not_used_for_events_is_left_to_actors() -> None:
    others = [actor(f"a{n:02}", (48.6, 6 + n / 100), offers=["soudure"]) for n in range(15)]
    assert len(ask(matching(SEEKER, *others)).helpers) == MOST


def test_at_one_distance_the_order_changes_with_the_day() -> None:
    others = [actor(f"a{n}", (48.7, 6.1), offers=["soudure"]) for n in range(5)]
    firsts = set()
    for day in range(60):
        made = matching(SEEKER, *others, today=TODAY + timedelta(days=day))
        firsts.add(ask(made).helpers[0].actor.id)
    assert firsts == {"a0", "a1", "a2", "a3", "a4"}


def test_who_seeks_never_helps_itself_and_who_is_gone_is_not_proposed() -> None:
    own = actor("ada", (48.6, 6.0), offers=["soudure"], needs=[need(skill="soudure")])
    gone = actor("gone", (48.6, 6.0), offers=["soudure"], status="gone-from-source")
    made = matching(own, gone)
    assert ask(made).helpers == ()
    assert made.could_help(made.network.actors["ada"]) == ()


def test_equipment_is_lent_by_who_holds_it_then_by_who_has_the_like() -> None:
    seeker = actor("ada", (48.60, 6.00), needs=[need(equipment="valise")])
    item = {"name": "Valise", "category": "soudure", "terms": "Deux jours."}
    equipment = {
        "valise": {**item, "owner": "sam", "held_by": "lou"},
        "autre": {**item, "name": "Autre valise", "owner": "zoe"},
        "scie": {**item, "category": "bois", "owner": "sam"},
    }
    made = matching(
        seeker, actor("sam", (48.6, 6.0)), actor("lou", (48.9, 6.0)), actor("zoe", (48.7, 6.0)), equipment=equipment
    )
    assert [(one.actor.id, one.loan.id) for one in ask(made).helpers] == [("lou", "valise"), ("zoe", "autre")]
    assert [near.item.id for near in made.could_help(made.network.actors["lou"])] == ["ada-1"]


def test_each_actor_sees_whom_it_could_help_and_who_could_help_it() -> None:
    made = matching(
        SEEKER,
        actor("lou", (48.65, 6.0), offers=["soudure", "tricot"], needs=[need(skill="soudure", until="2026-11-23")]),
        actor("sam", (48.70, 6.0), needs=[need(skill="tricot"), need(skill="soudure")]),
    )
    lou = made.network.actors["lou"]
    assert [(near.item.id, near.km) for near in made.could_help(lou)] == [("ada-1", 6), ("sam-1", 6), ("sam-2", 6)] or [
        near.item.id for near in made.could_help(lou)
    ] == ["sam-1", "sam-2", "ada-1"]
    found = made.could_be_helped(made.network.actors["sam"])
    assert [(helper.actor.id, seeker.id) for helper, seeker in found] == [("lou", "sam-1")]
    assert made.could_be_helped(lou) == ()  # its need is over


def test_the_balance_counts_who_brings_and_what_is_open_by_department() -> None:
    made = matching(
        SEEKER,
        actor("lou", (48.6, 6.0), offers=["soudure", {"skill": "soudure", "note": "encore"}]),
        actor("sam", None, offers=["soudure"]),
        actor("met", (48.6, 6.0), needs=[need(skill="soudure", met={"on": "2026-11-01"})]),
    )
    found = {code: (one.brought, one.sought) for code, one in made.balance("soudure").items()}
    assert found == {"": (1, 0), "54": (1, 1)}
    assert made.balance("tricot") == {}
    assert [skill.id for skill in made.sought_in("54")] == ["soudure"]
    assert made.brought_in("soudure", "200070563")


@pytest.mark.parametrize("most", [0, 1, 10])
def test_never_more_than_was_asked(most: int) -> None:
    points = [(48.6, 6.0)] * 30
    assert len(Nearby(range(30), points.__getitem__, lot).nearest((48.6, 6.0), most)) == most
