"""Needs meet offers: who could help, nearest first, then where it is learnt, then what is close to it.

No pair of people is ever scored: what counts is the skill (or the equipment) and the distance; at one distance, the lot
of the day. Each question looks at a few cells of a grid, so that the whole is linear in the number of records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from maillage.derive.nearby import Near, Nearby, Point
from maillage.derive.occurrences import Occurrence
from maillage.derive.places import NOWHERE, Place
from maillage.derive.recognition import draw
from maillage.model import Actor, Equipment, Event, Need, Skill
from maillage.network import Network, Seeker

MOST = 10
"""Suggestions for one question, at most."""
_EVENTS, _SKILLS = 2, 2
"""Places kept for events and for close skills, where there are any; all the others are for actors."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Helper:
    """Who could help, how far they are (km, or None), and the equipment they would lend."""

    actor: Actor
    km: int | None
    loan: Equipment | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a need may meet: actors, then events, then skills close to it; ten in all at most.

    ``meant`` are the skills that its words seem to speak of, where it names none: the others are then found by these.
    """

    helpers: tuple[Helper, ...] = ()
    events: tuple[Event, ...] = ()
    skills: tuple[Skill, ...] = ()
    meant: tuple[Skill, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """In one territory: how many actors bring a skill, how many open needs seek it."""

    brought: int
    sought: int


def coming(occurrences: Iterable[Occurrence], today: date) -> tuple[Event, ...]:
    """Events that are not over nor called off, in the order of their next dates."""
    found = {
        one.event.id: one.event for one in occurrences if one.last_day >= today and one.event.status != "cancelled"
    }
    return tuple(found.values())


class Matching:
    """Answers questions about a network on a day. Each grid is made on the first question that needs it."""

    def __init__(
        self,
        network: Network,
        places: Mapping[str, Place],
        today: date,
        events: Sequence[Event],
        meant: Callable[[Need], Sequence[str]],
    ) -> None:
        """``events`` are those to come, soonest first; ``meant`` finds the skills that a need in words speaks of."""
        self.network = network
        self.places = places
        self.today = today
        self.meant = meant
        self._teaching = _grouped((skill, event) for event in events for skill in dict.fromkeys(event.skills))
        self._bringers: dict[str, Nearby[Actor]] = {}
        self._seekers: dict[str, Nearby[Seeker]] = {}

    @cached_property
    def open_needs(self) -> tuple[Seeker, ...]:
        """Needs that still wait for an answer."""
        return tuple(one for one in self.network.needs if one.need.is_open(self.today))

    @cached_property
    def lots(self) -> Mapping[str, bytes]:
        """What each actor drew today."""
        return {identifier: draw(identifier, self.today) for identifier in self.network.actors}

    def events_for(self, skill: str) -> tuple[Event, ...]:
        """Events to come where a skill is learnt, soonest first."""
        return self._teaching.get(skill, ())

    def open_for(self, key: str) -> tuple[Seeker, ...]:
        """Open needs for ``skill/<id>`` or ``equipment/<id>``."""
        return self._open_by_key.get(key, ())

    def answers(self, seeker: Seeker) -> Answers:
        """What a need may meet."""
        need, own = seeker.need, seeker.actor.id
        meant = self.meant_by.get(seeker.id, ())
        sought = (need.skill,) if need.skill else meant
        events = tuple({event.id: event for skill in sought for event in self.events_for(skill)}.values())[:_EVENTS]
        skills = self._close(need.skill)[:_SKILLS] if need.skill else ()
        room = MOST - len(events) - len(skills) - len(meant)
        helpers = self._lenders(need.equipment, seeker)[:room] if need.equipment else []
        for skill in sought:
            taken = {own, *(one.actor.id for one in helpers)}
            helpers += self._near_bringers(skill, own, room - len(helpers), taken)
        return Answers(tuple(helpers), events, skills, tuple(self.network.skills[one] for one in meant))

    def could_help(self, actor: Actor) -> tuple[Near[Seeker], ...]:
        """Open needs that an actor's skills or equipment answer, nearest first; then those whose words speak of its skills."""
        skills = dict.fromkeys(offer.skill for offer in actor.offers)
        keys = [*(f"skill/{one}" for one in skills), *(f"equipment/{one.id}" for one in self._lent_by(actor))]
        sure = self._seeking_any(keys, actor)
        return tuple([*sure, *self._seeking_any([f"words/{one}" for one in skills], actor)][:MOST])

    def could_be_helped(self, actor: Actor) -> tuple[tuple[Helper, Seeker], ...]:
        """Who could answer an actor's open needs, each once, need after need."""
        found: dict[str, tuple[Helper, Seeker]] = {}
        for position, need in enumerate(actor.needs, start=1):
            if need.is_open(self.today):
                seeker = Seeker(actor, need, position)
                for helper in self.answers(seeker).helpers:
                    found.setdefault(helper.actor.id, (helper, seeker))
        return tuple(found.values())[:MOST]

    def balance(self, skill: str) -> Mapping[str, Balance]:
        """For one skill: brought and sought, by department, in the order of codes. Unknown places are under ``""``."""
        return self._balances.get(skill, {})

    def sought_in(self, code: str) -> tuple[Skill, ...]:
        """Skills that open needs of a department or an EPCI seek, in the order of ids."""
        return tuple(self.network.skills[skill] for skill in sorted(self._sought_in.get(code, ())))

    def brought_in(self, skill: str, code: str) -> bool:
        """Whether somebody of a department or an EPCI brings a skill."""
        return skill in self._brought_in.get(code, ())

    @cached_property
    def meant_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each open need that names neither skill nor equipment, the skills that its words speak of."""
        asked = ((one.id, one.need) for one in self.open_needs if not (one.need.skill or one.need.equipment))
        return {identifier: meant for identifier, need in asked if (meant := tuple(self.meant(need)))}

    # ---- How ----

    def _seeking_any(self, keys: Iterable[str], actor: Actor) -> list[Near[Seeker]]:
        """Open needs under any of several keys, each once, nearest first."""
        found = {near.item.id: near for key in keys for near in self._near_seekers(key, actor)}
        return sorted(found.values(), key=self._order)

    def _lent_by(self, actor: Actor) -> tuple[Equipment, ...]:
        return self._equipment_of.get(actor.id, ())

    def _order(self, near: Near[Seeker]) -> tuple[bool, int, bytes, str]:
        return near.km is None, near.km or 0, self.lots[near.item.actor.id], near.item.id

    def _point(self, actor: Actor) -> Point | None:
        return self.places.get(actor.id, NOWHERE).point

    def _near_bringers(self, skill: str, own: str, room: int, taken: set[str]) -> list[Helper]:
        grid = self._bringers.get(skill)
        if grid is None:
            bringers = {one.actor.id: one.actor for one in self.network.bringers(skill) if one.actor.status is None}
            grid = Nearby(bringers.values(), self._point, lambda actor: self.lots[actor.id])
            self._bringers[skill] = grid
        point = self._point(self.network.actors[own])
        return [Helper(near.item, near.km) for near in grid.nearest(point, room, lambda one: one.id not in taken)]

    def _near_seekers(self, key: str, actor: Actor) -> list[Near[Seeker]]:
        grid = self._seekers.get(key)
        if grid is None:
            found = self._open_by_key.get(key, ())
            grid = Nearby(found, lambda one: self._point(one.actor), lambda one: self.lots[one.actor.id])
            self._seekers[key] = grid
        return grid.nearest(self._point(actor), MOST, lambda one: one.actor.id != actor.id)

    def _lenders(self, equipment: str, seeker: Seeker) -> list[Helper]:
        """Who holds the item that is sought, then who has one of the same category, nearest first."""
        wanted = self.network.equipment[equipment]
        first = _holder(wanted)
        point, own = self._point(seeker.actor), seeker.actor.id
        grid = self._same_category(wanted.category)
        near = grid.nearest(point, MOST, lambda item: item.id != wanted.id and _holder(item) != own)
        helpers = {} if first == own else {first: Helper(self.network.actors[first], None, wanted)}
        for one in near:
            helpers.setdefault(_holder(one.item), Helper(self.network.actors[_holder(one.item)], one.km, one.item))
        return list(helpers.values())

    def _same_category(self, category: str) -> Nearby[Equipment]:
        grid = self._categories.get(category)
        if grid is None:
            items = [item for item in self.network.equipment.values() if item.category == category]
            grid = Nearby(items, lambda item: self._point(self.network.actors[_holder(item)]), self._lot_of_item)
            self._categories[category] = grid
        return grid

    def _lot_of_item(self, item: Equipment) -> bytes:
        return self.lots[_holder(item)]

    @cached_property
    def _categories(self) -> dict[str, Nearby[Equipment]]:
        return {}

    @cached_property
    def _equipment_of(self) -> Mapping[str, tuple[Equipment, ...]]:
        return _grouped((_holder(item), item) for item in self.network.equipment.values())

    @cached_property
    def _open_by_key(self) -> Mapping[str, tuple[Seeker, ...]]:
        pairs = [(f"skill/{one.need.skill}", one) for one in self.open_needs if one.need.skill]
        pairs += [(f"equipment/{one.need.equipment}", one) for one in self.open_needs if one.need.equipment]
        pairs += [(f"words/{skill}", one) for one in self.open_needs for skill in self.meant_by.get(one.id, ())]
        return _grouped(pairs)

    def _close(self, skill: str) -> tuple[Skill, ...]:
        """Narrower skills, then related ones, of those that somebody brings."""
        network = self.network
        near = [*(one.id for one in network.narrower(skill)), *network.skills[skill].related]
        return tuple(network.skills[one] for one in dict.fromkeys(near) if one != skill and network.bringers(one))

    @cached_property
    def _balances(self) -> Mapping[str, Mapping[str, Balance]]:
        brought, sought = self._counted(self._bringing()), self._counted(self._seeking())
        found: dict[str, dict[str, Balance]] = defaultdict(dict)
        for skill, department in sorted({*brought, *sought}):
            found[skill][department] = Balance(brought.get((skill, department), 0), sought.get((skill, department), 0))
        return found

    def _bringing(self) -> Iterable[tuple[str, Actor]]:
        for actor in self.network.actors.values():
            for skill in dict.fromkeys(offer.skill for offer in actor.offers):
                yield skill, actor

    def _seeking(self) -> Iterable[tuple[str, Actor]]:
        for seeker in self.open_needs:
            if seeker.need.skill:
                yield seeker.need.skill, seeker.actor

    def _counted(self, pairs: Iterable[tuple[str, Actor]]) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = defaultdict(int)
        for skill, actor in pairs:
            found[skill, self.places[actor.id].department or ""] += 1
        return found

    @cached_property
    def _sought_in(self) -> Mapping[str, frozenset[str]]:
        return self._by_area(self._seeking())

    @cached_property
    def _brought_in(self) -> Mapping[str, frozenset[str]]:
        return self._by_area(self._bringing())

    def _by_area(self, pairs: Iterable[tuple[str, Actor]]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for skill, actor in pairs:
            place = self.places[actor.id]
            for code in (place.department, place.epci):
                if code:
                    found[code].add(skill)
        return {code: frozenset(skills) for code, skills in found.items()}


def _holder(item: Equipment) -> str:
    return item.held_by or item.owner


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}
