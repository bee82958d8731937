"""The whole network in memory: one aggregate that answers questions, so that pages ask and never search."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from maillage.governance import Answer, Charter, Committee, Consultation, Decision
from maillage.model import Actor, Badge, Contribution, Equipment, Event, Need, Offer, Practice, Record, Skill
from maillage.neighbours import SIGN, Neighbour, is_ours
from maillage.settings import Territory

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Seeker:
    """A need with the actor who has it; ``position`` counts from 1 in the actor's file."""

    actor: Actor
    need: Need
    position: int

    @property
    def id(self) -> str:
        """A stable name for the need: the actor's id and its position."""
        return f"{self.actor.id}-{self.position}"


@dataclass(frozen=True, slots=True)
class Bringer:
    """An actor with the offer that makes it the answer to a question."""

    actor: Actor
    offer: Offer


@dataclass(frozen=True)
class Network:
    """Every record of a territory, by id, with the links between them.

    Entries of ``neighbours`` (by slug) are among the actors, skills and events, under ids that say so; ``twins`` are the
    other entries that are, in all likelihood, the same actor. All indexes are made in one pass each, on first use, and hold records in the order of their ids.
    """

    territory: Territory
    actors: Mapping[str, Actor] = field(default_factory=dict)
    skills: Mapping[str, Skill] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    contributions: Mapping[str, Contribution] = field(default_factory=dict)
    badges: Mapping[str, Badge] = field(default_factory=dict)
    practices: Mapping[str, Practice] = field(default_factory=dict)

    charters: Mapping[str, Charter] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    committees: Mapping[str, Committee] = field(default_factory=dict)
    consultations: Mapping[str, Consultation] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def neighbour(self, identifier: str) -> Neighbour | None:
        """The directory that a record comes from; None for one of ours."""
        return self.neighbours.get(identifier.partition(SIGN)[0]) if SIGN in identifier else None

    @cached_property
    def own_actors(self) -> Mapping[str, Actor]:
        """The actors of this territory alone."""
        return _own(self.actors) if self.neighbours else self.actors

    @cached_property
    def counted(self) -> tuple[Actor, ...]:
        """Every actor once: of those that seem to be one in several directories, ours, else the first."""
        return tuple(
            actor
            for actor in self.actors.values()
            if is_ours(actor.id) or not any(is_ours(one) or one < actor.id for one in self.twins.get(actor.id, ()))
        )

    @cached_property
    def own_skills(self) -> Mapping[str, Skill]:
        """The skills of this territory alone."""
        return _own(self.skills) if self.neighbours else self.skills

    @cached_property
    def own_events(self) -> Mapping[str, Event]:
        """The events of this territory alone."""
        return _own(self.events) if self.neighbours else self.events

    def records(self, kind: str) -> Mapping[str, Record]:
        """All records of a kind, by id."""
        tables: dict[str, Mapping[str, Record]] = {
            "actor": self.actors,
            "skill": self.skills,
            "event": self.events,
            "equipment": self.equipment,
            "contribution": self.contributions,
            "badge": self.badges,
            "charter": self.charters,
            "decision": self.decisions,
            "committee": self.committees,
            "consultation": self.consultations,
            "answer": self.answers,
            "practice": self.practices,
        }
        return tables[kind]

    @property
    def deciding(self) -> Mapping[str, bool]:
        """The sections of how the network decides, and whether there is anything to show in each."""
        sections = ("charter", "committee", "consultation")
        there = {name: bool(self.records(name)) for name in sections}
        return {**there, "decision": bool(self.decisions) or there["committee"] or there["consultation"]}

    @property
    def filled(self) -> Mapping[str, bool]:
        """The sections that are only there when somebody filled them, and whether they are."""
        kinds: tuple[Mapping[str, Actor | Skill | Event | Equipment], ...]
        kinds = (self.actors, self.skills, self.events, self.equipment)
        return {**self.deciding, "easy": any(one.easy_read for records in kinds for one in records.values())}

    @cached_property
    def professions(self) -> tuple[Skill, ...]:
        """The skills that are professions."""
        return tuple(skill for skill in self.skills.values() if skill.kind == "profession")

    @cached_property
    def needs(self) -> tuple[Seeker, ...]:
        """Every need of everybody, met or not."""
        return tuple(
            Seeker(actor, need, position)
            for actor in self.actors.values()
            for position, need in enumerate(actor.needs, start=1)
        )

    def need(self, identifier: str) -> Seeker | None:
        """The need of an id (an actor's id and a position), if there is one."""
        return self._needs_by_id.get(identifier)

    def bringers(self, skill: str) -> tuple[Bringer, ...]:
        """Who brings a skill (or practises a profession)."""
        return self._bringers.get(skill, ())

    def seekers(self, skill: str) -> tuple[Seeker, ...]:
        """Needs, met or not, for a skill."""
        return self._seekers.get(skill, ())

    def events_of(self, actor: str) -> tuple[Event, ...]:
        """Events that an actor organises or hosts."""
        return self._events_of.get(actor, ())

    def events_teaching(self, skill: str) -> tuple[Event, ...]:
        """Events where a skill is learnt."""
        return self._events_teaching.get(skill, ())

    def members(self, actor: str) -> tuple[Actor, ...]:
        """Actors that say they are members of another."""
        return self._members.get(actor, ())

    def partners(self, actor: str) -> tuple[Actor, ...]:
        """Partners, said by either side."""
        return self._partners.get(actor, ())

    def children(self, actor: str) -> tuple[Actor, ...]:
        """Actors whose parent structure this is."""
        return self._children.get(actor, ())

    def narrower(self, skill: str) -> tuple[Skill, ...]:
        """Skills that a broader one holds."""
        return self._narrower.get(skill, ())

    def professions_using(self, skill: str) -> tuple[Skill, ...]:
        """Professions that call for a skill."""
        return self._professions_using.get(skill, ())

    def practices_of(self, kind: str, identifier: str) -> tuple[Practice, ...]:
        """Practices that an actor, a skill or an equipment has a part in."""
        return self._practices_of.get(f"{kind}/{identifier}", ())

    def reusing(self, practice: str) -> tuple[Practice, ...]:
        """Practices that took another up."""
        return self._reusing.get(practice, ())

    @cached_property
    def _practices_of(self) -> dict[str, tuple[Practice, ...]]:
        def named(practice: Practice) -> list[str]:
            actors = dict.fromkeys([*practice.actors, *(one.actor for one in practice.reused_by)])
            fields = (("actor", actors), ("skill", practice.skills), ("equipment", practice.equipment))
            return [f"{kind}/{identifier}" for kind, found in fields for identifier in found]

        return _index(self.practices.values(), named)

    @cached_property
    def _reusing(self) -> dict[str, tuple[Practice, ...]]:
        return _index(self.practices.values(), lambda practice: [reuse.practice for reuse in practice.reuses])

    @cached_property
    def _needs_by_id(self) -> dict[str, Seeker]:
        return {seeker.id: seeker for seeker in self.needs}

    @cached_property
    def _bringers(self) -> dict[str, tuple[Bringer, ...]]:
        return _group((offer.skill, Bringer(actor, offer)) for actor in self.actors.values() for offer in actor.offers)

    @cached_property
    def _seekers(self) -> dict[str, tuple[Seeker, ...]]:
        return _group((seeker.need.skill, seeker) for seeker in self.needs if seeker.need.skill)

    @cached_property
    def _events_of(self) -> dict[str, tuple[Event, ...]]:
        def hands(event: Event) -> list[str]:
            hosts = [event.place] if isinstance(event.place, str) else []
            return list(dict.fromkeys([*event.organisers, *hosts]))

        return _index(self.events.values(), hands)

    @cached_property
    def _events_teaching(self) -> dict[str, tuple[Event, ...]]:
        return _index(self.events.values(), lambda event: event.skills)

    @cached_property
    def _members(self) -> dict[str, tuple[Actor, ...]]:
        return _index(self.actors.values(), lambda actor: actor.member_of)

    @cached_property
    def _partners(self) -> dict[str, tuple[Actor, ...]]:
        pairs = {
            pair
            for actor in self.actors
            for partner in self.actors[actor].partners
            for pair in ((actor, partner), (partner, actor))
        }
        return _group((left, self.actors[right]) for left, right in sorted(pairs))

    @cached_property
    def _children(self) -> dict[str, tuple[Actor, ...]]:
        return _index(self.actors.values(), lambda actor: [actor.parent] if actor.parent else [])

    @cached_property
    def _narrower(self) -> dict[str, tuple[Skill, ...]]:
        return _index(self.skills.values(), lambda skill: [skill.broader] if skill.broader else [])

    @cached_property
    def _professions_using(self) -> dict[str, tuple[Skill, ...]]:
        return _index(self.professions, lambda profession: profession.skills)


def _own(records: Mapping[str, R]) -> dict[str, R]:
    return {identifier: record for identifier, record in records.items() if is_ours(identifier)}


def _index(records: Iterable[R], keys: Callable[[R], Iterable[str]]) -> dict[str, tuple[R, ...]]:
    return _group((key, record) for record in records for key in keys(record))


def _group(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for key, record in pairs:
        groups[key].append(record)
    return {key: tuple(records) for key, records in groups.items()}
