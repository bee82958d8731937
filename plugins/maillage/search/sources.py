"""The table of what can be found: each kind with the documents that stand for it. A new kind is a row here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from maillage import phrases
from maillage.derive import opening
from maillage.derive.freshness import state
from maillage.derive.occurrences import Occurrence
from maillage.derive.order import actor_order
from maillage.derive.places import Place, place_of
from maillage.derive.practices import public as public_practices
from maillage.derive.practices import spots
from maillage.derive.recognition import hidden, public
from maillage.i18n import N_, SOURCE_LANGUAGE
from maillage.model import Actor, Event, Practice, Record, Skill
from maillage.network import Seeker
from maillage.search import details
from maillage.search.facets import directory_of, skill_words
from maillage.search.words import words
from maillage.search.world import Document, World
from maillage.vocabularies import vocabulary

NAME, ALIAS, TOWN, SUMMARY, STREET, TEXT = 12, 8, 9, 5, 3, 2
"""How much a word weighs, by where it stands."""

_SHORT_NAME, _LONG_NAME = 3, 7
_DEPARTMENT = 3
"""Characters of a department's code at most; an EPCI's has nine."""
_SPELT = 3
"""Words that initials stand for, at least: fewer are found by themselves."""


@dataclass(frozen=True, slots=True)
class Source:
    """A group of results: ``kind`` stands in addresses, ``label`` above the group."""

    kind: str
    label: str
    read: Callable[[World], Iterator[Document]]


def _name_level(name: str) -> int:
    """A word of a short name says more than one of a long name."""
    count = len(name.split())
    return NAME if count <= _SHORT_NAME else NAME - 1 if count <= _LONG_NAME else NAME - 2


@cache
def _abbreviations() -> tuple[dict[str, list[tuple[str, frozenset[str]]]], dict[str, str]]:
    """Usual initials of kinds of structure with the words they stand for, by one of these; and initials with how they are written out."""
    terms = (term for term in vocabulary("typologies").terms.values() if term.code)
    rows = ((str(term.code), words(term.labels[SOURCE_LANGUAGE]), term.labels[SOURCE_LANGUAGE]) for term in terms)
    known = [(code, spelt, label) for code, spelt, label in rows if code.isupper() and len(set(spelt)) >= _SPELT]
    by_word: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for code, spelt, _ in known:
        by_word[max(spelt, key=len)].append((code, frozenset(spelt)))
    return by_word, {code.lower(): label for code, _, label in known}


def _spelt(name: str) -> Iterator[str]:
    """Initials of a name that is written out, and words of one that is not: CCAS, centre communal d’action sociale."""
    by_word, labels = _abbreviations()
    found = dict.fromkeys(words(name))
    for word in found:
        if word in labels:
            yield labels[word]
        for code, spelt in by_word.get(word, ()):
            if found.keys() >= spelt:
                yield code


def _texts(record: Record) -> list[tuple[int, str]]:
    texts = [(TEXT, record.description or ""), (SUMMARY, record.summary or "")]
    for text in record.translations.values():
        texts += [(TEXT, text.description or ""), (SUMMARY, text.summary or ""), (ALIAS, text.name or text.title or "")]
    texts += [(ALIAS, alias) for alias in record.aliases]
    return [*texts, (_name_level(record.label), record.label)]


def _areas(place: Place) -> dict[str, tuple[str, ...]]:
    return {"dept": (place.department,) if place.department else (), "epci": (place.epci,) if place.epci else ()}


def _families(world: World, skills: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(world.network.skills[skill].family for skill in skills))


def _actors(world: World) -> Iterator[Document]:
    for identifier in actor_order(world.network.actors, world.places):
        yield _actor(world, world.network.actors[identifier])


def _actor(world: World, actor: Actor) -> Document:
    place, location = world.places[actor.id], actor.location
    dormant = state(actor, world.network.territory.freshness, world.today) == "archived"
    kind = world.label("actor-kinds", actor.kind)
    texts = _texts(actor)
    if location:
        texts += [(STREET, location.street or ""), (STREET, location.extra or "")]
        texts += [(TOWN, location.postcode or "")]
    texts += [(ALIAS, other) for other in _spelt(actor.name)]
    texts += [(TOWN, place.municipality or ""), (TEXT, " ".join(actor.other_labels))]
    texts += [(SUMMARY, offer.note) for offer in actor.offers if offer.note]
    return Document(
        id=actor.id,
        path=world.urls.record("actor", actor.id),
        title=actor.name,
        meta=_with_origin(
            world, actor.id, world.translate("{kind}, fiche en sommeil").format(kind=kind) if dormant else kind
        ),
        place=place.said,
        summary=actor.summary or "",
        texts=texts,
        values=_actor_values(world, actor, place),
        point=place.point,
        approximate=place.approximate,
        opening_hours=actor.opening_hours or "",
        details=details.of_actor(world, actor, place),
        dormant=dormant,
    )


def _with_origin(world: World, identifier: str, meta: str) -> str:
    """What stands beside a name; for an entry of a neighbour also which one, and when it was seen there."""
    where = world.network.neighbour(identifier)
    if where is None:
        return meta
    seen = phrases.short_day(where.seen, world.language) if where.seen else ""
    said = world.translate("de l’annuaire {name}, vu le {day}")
    return f"{meta} · {said.format(name=where.name, day=seen)}"


def _actor_values(world: World, actor: Actor, place: Place) -> dict[str, tuple[str, ...]]:
    wanted = [need for need in actor.needs if need.is_open(world.today)]
    offered = [offer.skill for offer in actor.offers]
    flags = {
        "needs": bool(wanted),
        "charter": actor.charter is not None,
        "fresh": state(actor, world.network.territory.freshness, world.today) == "fresh",
    }
    return {
        "kind": (actor.kind,),
        "service": actor.services,
        "skill": tuple(offered),
        "need": tuple(need.skill for need in wanted if need.skill),
        "family": _families(world, offered),
        **_areas(place),
        "open": ("sa",) if actor.opening_hours and opening.opens_on(actor.opening_hours, opening.SATURDAY) else (),
        "audience": actor.audiences,
        "care": actor.care,
        "access": actor.access,
        "cost": actor.fees,
        "support": actor.support,
        "lang": actor.languages,
        "programme": actor.programmes,
        "from": directory_of(world, actor.id),
        "with": tuple(flag for flag, holds in flags.items() if holds),
    }


def _skills(world: World, kind: str) -> Iterator[Document]:
    for skill in world.network.skills.values():
        if skill.kind == kind:
            yield _skill(world, skill)


def _skill(world: World, skill: Skill) -> Document:
    texts = _texts(skill)
    texts += [(ALIAS + 2, word) for word in skill.synonyms]
    texts += [(SUMMARY, activity) for activity in skill.activities]
    texts += [(TEXT, world.network.skills[one].name) for one in skill.skills]
    return Document(
        id=skill.id,
        path=world.urls.record(skill.kind, skill.id),
        title=skill.name,
        meta=world.label("skill-families", skill.family),
        place="",
        summary=skill.summary or "",
        texts=texts,
        values={"family": (skill.family,)},
    )


def _needs(world: World) -> Iterator[Document]:
    by_actor: dict[str, list[Seeker]] = defaultdict(list)
    for seeker in world.network.needs:
        if seeker.need.is_open(world.today):
            by_actor[seeker.actor.id].append(seeker)
    for identifier in actor_order(by_actor, world.places):
        yield from (_need(world, seeker) for seeker in by_actor[identifier])


def _need(world: World, seeker: Seeker) -> Document:
    need, place = seeker.need, world.places[seeker.actor.id]
    title = need.title or (world.network.skills[need.skill].name if need.skill else need.text or "")
    texts = [(TEXT, seeker.actor.name), (TOWN, place.municipality or "")]
    texts += [(SUMMARY, need.note or ""), (SUMMARY, need.text or "")]
    if need.skill:
        texts += skill_words(world, need.skill, ALIAS)
    return Document(
        id=seeker.id,
        path=f"{world.urls.record('actor', seeker.actor.id)}#{seeker.id}",
        title=title,
        meta=_with_origin(world, seeker.actor.id, seeker.actor.name),
        place=place.said,
        summary=need.note or (need.text or "" if need.title else ""),
        texts=[*texts, (_name_level(title), title)],
        values={
            "need": (need.skill,) if need.skill else (),
            "family": _families(world, [need.skill] if need.skill else []),
            **_areas(place),
        },
        point=place.point,
        approximate=place.approximate,
    )


def _events(world: World) -> Iterator[Document]:
    coming: dict[str, list[Occurrence]] = {}
    for occurrence in world.occurrences:
        if occurrence.last_day >= world.today:
            coming.setdefault(occurrence.event.id, []).append(occurrence)
    for event in world.network.events.values():
        if event.id in coming:
            yield _event(world, event, coming[event.id])


def _event_place(world: World, event: Event) -> tuple[Place, str]:
    if isinstance(event.place, str):
        place = world.places[event.place]
        return place, f"{world.network.actors[event.place].name}, {place.said}".rstrip(", ")
    place = place_of(event.place)
    return place, world.label("event-modes", "online") if event.mode == "online" else place.said


def _event(world: World, event: Event, dates: list[Occurrence]) -> Document:
    place, where = _event_place(world, event)
    organisers = " ".join(world.network.actors[one].name for one in event.organisers)
    texts = [*_texts(event), (TOWN, where), (SUMMARY, organisers), (ALIAS, world.label("event-kinds", event.kind))]
    return Document(
        id=event.id,
        path=world.urls.record("event", event.id),
        title=event.title,
        meta=_with_origin(world, event.id, phrases.day(dates[0].first_day, world.language)),
        place=where,
        summary=event.summary or "",
        texts=texts,
        values={
            "skill": event.skills,
            "family": _families(world, event.skills),
            **_areas(place),
            "audience": event.audiences,
            "cost": event.fees,
            "lang": event.languages,
            "from": directory_of(world, event.id),
        },
        point=place.point,
        approximate=place.approximate,
        details=details.of_event(where, dates),
    )


def _others(world: World, kind: str) -> Iterator[Document]:
    """Any kind of record that has nothing of its own to say: its name and its texts."""
    for record in public(world.network, kind).values():
        owner = world.places.get(str(getattr(record, "owner", "")))
        yield Document(
            id=record.id,
            path=world.urls.record(kind, record.id),
            title=record.label,
            meta="",
            place=owner.said if owner else "",
            summary=record.summary or "",
            texts=[*_texts(record), (TOWN, owner.municipality or "" if owner else "")],
            values=_areas(owner) if owner else {},
            point=owner.point if owner else None,
            approximate=bool(owner and owner.approximate),
        )


def _practices(world: World) -> Iterator[Document]:
    for practice in public_practices(world.network.practices.values(), hidden(world.network.actors)).values():
        yield _practice(world, practice)


def _practice(world: World, practice: Practice) -> Document:
    """An article: what it says, its lessons, who it is by, the skills and equipment it is about, and where it was."""
    network, where = world.network, spots(practice, world.places)
    names = [network.actors[one].name for one in practice.actors]
    texts = [
        *_texts(practice),
        (TEXT, practice.failed or ""),
        (TEXT, practice.learnt or ""),
        (SUMMARY, " ".join(names)),
    ]
    texts += [(ALIAS, world.label("practice-kinds", practice.kind))]
    texts += [(SUMMARY, network.equipment[one].name) for one in practice.equipment]
    texts += [(SUMMARY, network.events[one].title) for one in practice.events]
    if practice.failed:  # what its page says above it
        texts.append((SUMMARY, world.translate("Ce qui n’a pas marché")))
    texts += [(TOWN, spot.name) for spot in where]
    for skill in practice.skills:
        texts += skill_words(world, skill, SUMMARY)
    codes = list(dict.fromkeys(code for spot in where for code in spot.codes))
    return Document(
        id=practice.id,
        path=world.urls.record("practice", practice.id),
        title=practice.title,
        meta=world.label("practice-kinds", practice.kind),
        place=where[0].name if where else "",
        summary=practice.summary or "",
        texts=texts,
        values={
            "skill": practice.skills,
            "family": _families(world, practice.skills),
            "dept": tuple(code for code in codes if len(code) <= _DEPARTMENT),
            "epci": tuple(code for code in codes if len(code) > _DEPARTMENT),
        },
        point=next((spot.point for spot in where if spot.point), None),
        approximate=True,
    )


SOURCES: tuple[Source, ...] = (
    Source("actor", N_("Acteurs"), _actors),
    Source("skill", N_("Compétences"), partial(_skills, kind="skill")),
    Source("profession", N_("Métiers"), partial(_skills, kind="profession")),
    Source("event", N_("Événements"), _events),
    Source("need", N_("Besoins ouverts"), _needs),
    Source("equipment", N_("Matériel"), partial(_others, kind="equipment")),
    Source("practice", N_("Observatoire"), _practices),
    Source("decision", N_("Décisions et comptes rendus"), partial(_others, kind="decision")),
    Source("committee", N_("Comités"), partial(_others, kind="committee")),
    Source("consultation", N_("Consultations"), partial(_others, kind="consultation")),
)


def sources_of(world: World) -> Iterator[Source]:
    """The sources whose pages this site has."""
    return (source for source in SOURCES if source.kind in world.urls.sections)
