"""Where one learns: what a training would answer, what nobody teaches, and the way to a profession."""

from datetime import date, timedelta
from typing import Any

from maillage.derive.matching import Matching, coming
from maillage.derive.occurrences import all_occurrences
from maillage.derive.places import Place
from maillage.derive.training import Training
from maillage.model import Actor, Equipment, Event, Skill, build
from maillage.network import Network
from maillage.settings import Area, Territory

TODAY = date(2026, 11, 24)
FAMILY = {"family": "fabrication-et-reparation"}
SKILLS = {
    "soudure": {"name": "Soudure", **FAMILY},
    "tricot": {"name": "Tricot", **FAMILY},
    "forge": {
        "name": "Forge",
        "kind": "profession",
        "skills": ["soudure", "tricot"],
        "activities": ["Forge."],
        **FAMILY,
    },
}
NEED = {"opened": "2026-10-01"}
ACTORS: dict[str, Any] = {
    "a54": {"needs": [{"skill": "soudure", **NEED}, {"equipment": "poste", **NEED}]},
    "b57": {"needs": [{"skill": "soudure", **NEED}]},
    "c54": {"needs": [{"skill": "soudure", **NEED, "met": {"on": "2026-11-01"}}, {"skill": "tricot", **NEED}]},
    "host": {"offers": [{"skill": "soudure", "as": ["training"]}, {"skill": "tricot", "as": ["loan"]}]},
}
PLACES = {
    "a54": Place((48.7, 6.2), department="54"),
    "b57": Place((49.1, 6.2), department="57"),
    "c54": Place((48.6, 6.0), department="54"),
    "host": Place((49.1, 6.1), department="57"),
}
EVENT = {
    "title": "Souder",
    "kind": "training",
    "start": "2026-12-05T10:00",
    "organisers": ["host"],
    "skills": ["soudure"],
}
POSTE = {"name": "Poste", "category": "soudure", "owner": "host", "terms": "Un jour.", "training": ["soudure"]}


def training(**more: Any) -> Training:
    def made(cls: Any, table: dict[str, Any]) -> Any:
        return {key: build(cls, key, f"x/{key}.yaml", value) for key, value in sorted(table.items())}

    actors = {key: {"name": key, "kind": "collective", **value} for key, value in ACTORS.items()}
    events = made(Event, {"souder": {**EVENT, **more}})
    network = Network(
        Territory(name="Essai", area=Area()),
        made(Actor, actors),
        made(Skill, SKILLS),
        events,
        made(Equipment, {"poste": POSTE}),
    )
    dates = all_occurrences(events.values(), timezone="Europe/Paris", first=TODAY, last=TODAY + timedelta(days=90))
    return Training(Matching(network, PLACES, TODAY, coming(dates, TODAY), lambda _need: ()))


def test_a_training_tells_the_open_needs_it_would_answer_nearest_first() -> None:
    made = training()
    reach = made.reach(made.network.events["souder"], PLACES["host"].point)
    assert [seeker.id for seeker in reach.needs] == ["b57-1", "a54-1", "a54-2"] or [
        seeker.id for seeker in reach.needs
    ] == ["b57-1", "a54-2", "a54-1"]
    assert (reach.number, reach.departments) == (3, ("54", "57"))
    assert [item.id for item in reach.equipment] == ["poste"]


def test_what_is_sought_and_taught_nowhere_is_told() -> None:
    assert [skill.id for skill in training().untaught()] == ["tricot"]
    assert [skill.id for skill in training(skills=["tricot"]).untaught()] == ["soudure"]


def test_the_way_to_a_profession_names_events_and_teachers_and_what_is_missing() -> None:
    made = training()
    steps = [
        (step.skill.id, [event.id for event in step.events], [actor.id for actor in step.teachers])
        for step in made.path(made.network.skills["forge"])
    ]
    assert steps == [("soudure", ["souder"], ["host"]), ("tricot", [], [])]
