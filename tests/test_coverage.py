"""Who is served, recomputed by hand: four communes on a line, 1° of latitude (111.2 km) or less apart."""

import math
from dataclasses import replace

import pytest
from maillage.derive.coverage import Groups, Helper, People, State, Towns, counted, reach, tally
from maillage.derive.questions import ANYBODY, Answer, answers, questions
from maillage.gazetteer import Commune
from maillage.gazetteer.distance import distance_km
from maillage.model import Actor, Skill, build

C, D, U, N = State.COVERED, State.DECLARED, State.UNKNOWN, State.NOT_COVERED
YES, UNSAID, NO = Answer.YES, Answer.UNSAID, Answer.NO


def commune(code: str, lat: float | None, population: int | None = 100, epci: str | None = "200000001") -> Commune:
    return Commune(code, f"C{code}", code[:2], epci, (), population, lat, 0.0 if lat is not None else None)


LINE = [
    commune("01001", 48.0),
    commune("01002", 48.06),
    commune("01003", 48.15),
    commune("02001", 49.0, 50, "200000002"),
]
"""0, 6.7, 16.7 and 111 km from the first."""
DOOR = Helper((48.0, 0.0), frozenset(), None, (YES,))

CASES = [
    ("nobody is known", [], [N, N, N, N]),
    ("one door in the first commune, 10 km around", [DOOR], [C, C, N, N]),
    ("it says no", [replace(DOOR, answers=(NO,))], [N, N, N, N]),
    ("it does not say", [replace(DOOR, answers=(UNSAID,))], [U, U, N, N]),
    ("it serves a department", [replace(DOOR, serves=frozenset(["02"]))], [C, C, N, D]),
    ("it serves an EPCI, a commune, and one of elsewhere", [replace(DOOR, serves=frozenset(["200000002", "01003", "99999"]))], [C, C, D, D]),
    ("it serves, and does not say for what", [Helper(None, frozenset(["01"]), None, (UNSAID,))], [U, U, U, N]),
    ("it moves in a department, nobody knows where", [Helper(None, frozenset(), "01", (YES,))], [U, U, U, N]),
    ("what is sure wins over what is not", [DOOR, Helper(None, frozenset(), "01", (UNSAID,))], [C, C, U, N]),
]  # fmt: skip


@pytest.mark.parametrize(("helpers", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_state_of_each_commune_at_ten_kilometres(helpers: list[Helper], expected: list[State]) -> None:
    assert reach(Towns(LINE), helpers, 0).states[10].tolist() == expected


def test_a_commune_whose_place_is_unknown_is_unknown_and_never_an_absence() -> None:
    towns = Towns([*LINE, commune("01009", None)])
    assert reach(towns, [DOOR], 0).states[20].tolist() == [C, C, C, N, U]
    assert math.isinf(reach(towns, [DOOR], 0).distance[4])


def test_people_and_communes_are_counted_by_state() -> None:
    towns = Towns([*LINE, commune("01009", 48.0, None)])
    states = reach(towns, [DOOR], 0).states[10]
    whole, second = tally(towns, states, Groups([range(5), towns.positions("02")]))
    assert whole == People((200, 0, 0, 150), (3, 0, 0, 2))
    assert second == People((0, 0, 0, 50), (0, 0, 0, 1))


def test_distances_are_those_of_the_globe_even_across_the_date_line() -> None:
    pairs = [((-16.5, 179.9), (-16.5, -179.9)), ((48.0, 7.0), (48.5, 7.5)), ((-21.1, 55.5), (-20.9, 55.3))]
    for there, here in pairs:
        towns = Towns([Commune("01001", "x", "01", None, (), 1, *there)])
        found = reach(towns, [replace(DOOR, point=here)], 0).distance[0]
        assert found == pytest.approx(distance_km(*there, *here), rel=1e-9)


def test_an_empty_territory_is_no_error() -> None:
    towns = Towns([])
    assert tally(towns, reach(towns, [DOOR], 0).states[5], Groups([[]])) == [People((0, 0, 0, 0), (0, 0, 0, 0))]


def test_paris_is_counted_by_its_districts_and_served_as_a_whole() -> None:
    paris = [commune("75056", 48.85, 2_000_000), commune("75101", 48.86, 15_000), commune("75102", 48.87, 20_000)]
    towns = Towns(counted(paris))
    assert towns.population.sum() == 35_000
    assert towns.within(["75056"]).tolist() == [True, True]


SKILLS = {"soudure": build(Skill, "soudure", "", {"name": "S", "family": "fabrication-et-reparation"})}


def said(data: dict[str, object], *, doubtful: bool = False) -> dict[str, Answer]:
    actor = build(Actor, "a", "", {"name": "A", "kind": "place", **data})
    return dict(zip((one.id for one in questions()), answers(actor, SKILLS, doubtful=doubtful), strict=True))


SAID = [
    ({}, "all", YES),
    ({}, "services-aide-aux-demarches-administratives", UNSAID),
    ({"services": ["aide-aux-demarches-administratives"]}, "services-aide-aux-demarches-administratives", YES),
    ({"services": ["loisirs-et-creations-numeriques"]}, "services-aide-aux-demarches-administratives", NO),
    ({"offers": ["soudure"]}, "families-fabrication-et-reparation", YES),
    ({"offers": ["soudure"]}, "families-demarches-et-droits", NO),
    ({"kind": "person", "offers": ["soudure"]}, "families-fabrication-et-reparation", YES),
    ({"kind": "person"}, "all", NO),
    ({"fees": ["payant"]}, "fees-gratuit", NO),
    ({"access": ["ce-lieu-n-accueille-pas-de-public"]}, "all", NO),
    ({"access": ["ce-lieu-n-accueille-pas-de-public"]}, "access-se-presenter", NO),
    ({"access": ["ce-lieu-n-accueille-pas-de-public", "telephoner"]}, "access-telephoner", YES),
]


@pytest.mark.parametrize(("data", "question", "expected"), SAID)
def test_what_is_not_said_is_not_no(data: dict[str, object], question: str, expected: Answer) -> None:
    assert said(data)[question] is expected


def test_a_doubtful_record_says_no_yes() -> None:
    assert said({}, doubtful=True)["all"] is UNSAID
    assert said({"fees": ["payant"]}, doubtful=True)["fees-gratuit"] is NO


def test_the_first_question_is_anybody() -> None:
    assert questions()[0] == ANYBODY
    assert len({one.id for one in questions()}) == len(questions())
