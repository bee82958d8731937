"""Where one learns: trainings with what they would answer, professions and the way that leads there."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from maillage import gazetteer, phrases
from maillage.derive.nearby import Point
from maillage.derive.places import departments_of, place_of
from maillage.derive.training import Reach, Step
from maillage.exchange import jsonld
from maillage.model import Event, Location, Skill
from maillage.pages.cards import Cards, EventCard, Link
from maillage.pages.site import File, Page, Site

TRAININGS = "formations"
"""Last part of the address of the list of trainings, in the agenda."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an event would answer: a sentence, the nearest needs, and what may be borrowed afterwards."""

    sentence: str
    departments: tuple[str, ...]
    needs: tuple[Link, ...]
    equipment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepCard:
    """One skill on the way to a profession."""

    skill: Link
    events: tuple[Link, ...]
    teachers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """A training in the list."""

    event: EventCard
    skills: tuple[Link, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class TrainingList:
    """Trainings to come, and what is sought that none of them teaches."""

    title: str
    trainings: tuple[TrainingCard, ...]
    untaught: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ProfessionCard:
    """A profession in the list."""

    name: str
    path: str
    text: str
    skills: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ProfessionList:
    """All professions."""

    title: str
    professions: tuple[ProfessionCard, ...]
    jsonld: Markup


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The list of trainings, that of professions, and both sets of terms as linked data."""
    yield Page(trainings_path(site), "trainings.html", _trainings(site, cards))
    if site.network.professions:
        yield Page(site.urls.section("profession"), "professions.html", _professions(site, cards))
    yield File(f"{site.urls.section('data')}competences.jsonld", _linked(_sets(site)))


def trainings_path(site: Site) -> str:
    """Where the list of trainings is."""
    return f"{site.urls.section('event')}{TRAININGS}/"


def _trainings(site: Site, cards: Cards) -> TrainingList:
    cards_of = [
        TrainingCard(
            card,
            tuple(cards.skill_link(skill) for skill in event.skills),
            sentence(site, cards.meetings.training.reach(event, point_of(site, event))),
        )
        for event, card in cards.next_dates
        if event.kind == "training"
    ]
    untaught = tuple(cards.skill_link(skill.id) for skill in cards.meetings.training.untaught())
    return TrainingList(site.translate("Formations"), tuple(cards_of), untaught)


def _professions(site: Site, cards: Cards) -> ProfessionList:
    found = tuple(
        ProfessionCard(
            one.name,
            site.urls.record("profession", one.id),
            one.summary or "",
            tuple(cards.skill_link(skill) for skill in one.skills),
        )
        for one in sorted(site.network.professions, key=lambda one: (phrases.order(one.name), one.id))
    )
    title = site.translate("Métiers")
    described = jsonld.term_set(site.network.professions, title, site.urls.section("profession"), site.urls)
    return ProfessionList(title, found, jsonld.script(described))


def _linked(things: Iterator[jsonld.Thing]) -> bytes:
    head, between, tail = jsonld.ENDS
    return head + between.join(map(jsonld.packed, things)) + tail


def _sets(site: Site) -> Iterator[jsonld.Thing]:
    skills = [skill for skill in site.network.skills.values() if skill.kind == "skill"]
    for title, terms, section in (
        (site.translate("Compétences"), skills, "skill"),
        (site.translate("Métiers"), site.network.professions, "profession"),
    ):
        if terms:
            yield jsonld.term_set(terms, title, site.urls.section(section), site.urls)


def answered(site: Site, cards: Cards, event: Event) -> Answered | None:
    """What an event to come would answer; None where nothing open waits for it."""
    reach = cards.meetings.training.reach(event, point_of(site, event))
    if not reach.number and not reach.equipment:
        return None
    return Answered(
        sentence(site, reach),
        tuple(_department(code) for code in reach.departments),
        tuple(cards.meetings.need_link(seeker) for seeker in reach.needs),
        tuple(item.name for item in reach.equipment),
    )


def _department(code: str) -> str:
    found = gazetteer.department(code)
    return found.name if found else code


def sentence(site: Site, reach: Reach) -> str:
    """``Répondrait à 7 besoins ouverts dans 3 départements.``; empty where there are none."""
    _ = site.translate
    if reach.number == 0:
        return ""
    if reach.number == 1:
        return _("Répondrait à un besoin ouvert.")
    if len(reach.departments) < 2:
        return _("Répondrait à {needs} besoins ouverts.").format(needs=reach.number)
    words = _("Répondrait à {needs} besoins ouverts dans {departments} départements.")
    return words.format(needs=reach.number, departments=len(reach.departments))


def point_of(site: Site, event: Event) -> Point | None:
    """Where an event is, else where its first organiser is."""
    if isinstance(event.place, Location):
        return place_of(event.place, departments_of(site.territory.area)).point
    return site.places[event.place or event.organisers[0]].point


def way_to(cards: Cards, profession: Skill) -> tuple[StepCard, ...]:
    """The skills of a profession, each with where it is learnt and who teaches it."""
    return tuple(_step(cards, step) for step in cards.meetings.training.path(profession))


def _step(cards: Cards, step: Step) -> StepCard:
    return StepCard(
        cards.skill_link(step.skill.id),
        tuple(cards.meetings.event(event) for event in step.events),
        tuple(cards.actor_link(actor.id, cards.actors[actor.id].place) for actor in step.teachers),
    )
