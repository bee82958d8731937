"""What a training would answer, and which way leads to a profession."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from maillage import phrases
from maillage.derive.matching import MOST, Matching
from maillage.derive.nearby import Nearby, Point
from maillage.model import Actor, Equipment, Event, Skill
from maillage.network import Network, Seeker

TEACHING = frozenset({"training", "mentoring"})
"""Ways of bringing a skill by which others learn it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Open needs that an event would answer: the nearest ten, how many in all, in which departments."""

    needs: tuple[Seeker, ...]
    number: int
    departments: tuple[str, ...]
    equipment: tuple[Equipment, ...]
    """What may be borrowed once one has learnt it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One skill on the way to a profession: where it is learnt soon, and who teaches it."""

    skill: Skill
    events: tuple[Event, ...]
    teachers: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    grid: Nearby[Seeker]
    number: int
    departments: tuple[str, ...]


class Training:
    """Questions about learning, asked of a network on a day."""

    def __init__(self, matching: Matching) -> None:
        """``matching`` knows the open needs and the events to come."""
        self.matching = matching
        self._groups: dict[tuple[str, ...], _Group] = {}

    @property
    def network(self) -> Network:
        """The network."""
        return self.matching.network

    def reach(self, event: Event, point: Point | None) -> Reach:
        """What an event held at a point would answer. Events that teach the same share one grid."""
        unlocked = {item.id: item for skill in event.skills for item in self._needing.get(skill, ())}
        keys = [f"skill/{skill}" for skill in event.skills]
        keys += [f"equipment/{item}" for item in dict.fromkeys([*event.equipment, *unlocked])]
        group = self._group(tuple(sorted(set(keys))))
        return Reach(
            needs=tuple(one.item for one in group.grid.nearest(point, MOST)),
            number=group.number,
            departments=group.departments,
            equipment=tuple(unlocked[name] for name in sorted(unlocked)),
        )

    def _group(self, keys: tuple[str, ...]) -> "_Group":
        if keys not in self._groups:
            found = {seeker.id: seeker for key in keys for seeker in self.matching.open_for(key)}
            codes = {self.matching.places[seeker.actor.id].department for seeker in found.values()}
            grid = Nearby(found.values(), self._point, lambda one: self.matching.lots[one.actor.id])
            self._groups[keys] = _Group(grid, len(found), tuple(sorted(code for code in codes if code)))
        return self._groups[keys]

    def untaught(self) -> tuple[Skill, ...]:
        """Skills that open needs seek and no event to come teaches, in the order of names."""
        sought = {one.need.skill for one in self.matching.open_needs if one.need.skill}
        missing = (self.network.skills[skill] for skill in sought if not self.matching.events_for(skill))
        return tuple(sorted(missing, key=lambda skill: (phrases.order(skill.name), skill.id)))

    def path(self, profession: Skill) -> Iterator[Step]:
        """The skills of a profession in the order of its record, each with where it is learnt."""
        for identifier in profession.skills:
            yield Step(
                self.network.skills[identifier],
                self.matching.events_for(identifier)[:2],
                self._teachers.get(identifier, ())[:3],
            )

    def _point(self, seeker: Seeker) -> Point | None:
        return self.matching.places[seeker.actor.id].point

    @cached_property
    def _needing(self) -> Mapping[str, tuple[Equipment, ...]]:
        found: dict[str, list[Equipment]] = defaultdict(list)
        for item in self.network.equipment.values():
            for skill in item.training:
                found[skill].append(item)
        return {skill: tuple(items) for skill, items in found.items()}

    @cached_property
    def _teachers(self) -> Mapping[str, tuple[Actor, ...]]:
        """Who teaches each skill, in the order of the day."""
        found: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in sorted(self.network.actors.values(), key=lambda actor: self.matching.lots[actor.id]):
            for offer in actor.offers:
                if TEACHING.intersection(offer.ways):
                    found[offer.skill][actor.id] = actor
        return {skill: tuple(actors.values()) for skill, actors in found.items()}
