"""The observatory's questions: which practice took up which, who took one up without writing of it, and where each is.

Whoever asked for discretion (``recognition: hidden``) is named in no answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from maillage import gazetteer
from maillage.derive.places import Place
from maillage.model import Actor, Practice


def order(practice: Practice) -> tuple[int, str]:
    """The newest first; those without a date last; then by id."""
    return (-practice.date.toordinal() if practice.date else 0, practice.id)


def public(practices: Iterable[Practice], discreet: frozenset[str]) -> dict[str, Practice]:
    """Practices as they may be published, by id: the discreet are not named in them."""
    return {one.id: _without(one, discreet) for one in practices}


def _without(practice: Practice, discreet: frozenset[str]) -> Practice:
    named = {*practice.actors, *(one.actor for one in practice.reused_by)}
    if discreet.isdisjoint(named):
        return practice
    return msgspec.structs.replace(
        practice,
        actors=tuple(one for one in practice.actors if one not in discreet),
        reused_by=tuple(one for one in practice.reused_by if one.actor not in discreet),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One practice in a family: ``depth`` generations after the first, ``parents`` the rows of those it took up."""

    practice: Practice
    depth: int
    parents: tuple[int, ...]


@dataclass(frozen=True)
class Pollination:
    """Who took up what, over all practices (as they may be published)."""

    practices: Mapping[str, Practice]

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """For each practice that was taken up, those that did, in the order of ids."""
        found: dict[str, list[str]] = defaultdict(list)
        for practice in self.practices.values():
            for reuse in practice.reuses:
                if reuse.practice in self.practices:
                    found[reuse.practice].append(practice.id)
        return {identifier: tuple(ids) for identifier, ids in found.items()}

    def parents(self, identifier: str) -> tuple[str, ...]:
        """The practices that one took up."""
        return tuple(one.practice for one in self.practices[identifier].reuses if one.practice in self.practices)

    def is_reused(self, identifier: str) -> bool:
        """Whether anybody took a practice up, in an article or not."""
        return identifier in self.children or bool(self.practices[identifier].reused_by)

    def families(self) -> Iterator[tuple[Step, ...]]:
        """Practices tied by reuse, a family at a time, each row after those it took up; one that stands alone is in none.

        A family begins with its oldest. Every link is walked once.
        """
        seen: set[str] = set()
        for start in self.practices:
            if start in seen or not (self.parents(start) or start in self.children):
                continue
            ids = self._connected(start)
            seen |= ids
            yield tuple(self._steps(ids))

    def _connected(self, start: str) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for other in (*self.parents(here), *self.children.get(here, ())):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def _steps(self, ids: set[str]) -> Iterator[Step]:
        """Rows of a family: a practice follows the last of its parents as closely as can be, as a branch follows its tree."""
        missing = {one: len(self.parents(one)) for one in ids}
        waiting = sorted((one for one in ids if not missing[one]), key=self._age, reverse=True)
        rows: dict[str, int] = {}
        depths: dict[str, int] = {}
        while waiting:
            here = waiting.pop()
            parents = self.parents(here)
            depths[here] = max((depths[one] + 1 for one in parents), default=0)
            rows[here] = len(rows)
            yield Step(self.practices[here], depths[here], tuple(sorted(rows[one] for one in parents)))
            free = []
            for child in self.children.get(here, ()):
                missing[child] -= 1
                if not missing[child]:
                    free.append(child)
            waiting += sorted(free, key=self._age, reverse=True)

    def _age(self, identifier: str) -> tuple[int, str]:
        practice = self.practices[identifier]
        return (practice.date.toordinal() if practice.date else 0, identifier)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a practice: its name, its point (latitude, longitude) where one is known, and the areas it is in."""

    name: str
    point: tuple[float, float] | None
    codes: tuple[str, ...]


def spots(practice: Practice, places: Mapping[str, Place]) -> tuple[Spot, ...]:
    """Where a practice is: the places it names, else those of its actors; each once."""
    named = [_area(code) for code in practice.places]
    found = named or [spot for spot in (_of(places[actor]) for actor in practice.actors if actor in places) if spot]
    return tuple(dict.fromkeys(found))


def _of(place: Place) -> Spot | None:
    """The commune of an actor: an article tells of a place, never of a door."""
    if place.commune and (commune := gazetteer.commune(place.commune)):
        return _area(commune.code)
    return _area(place.department) if place.department else None


def _area(code: str) -> Spot:
    if len(code) == 5 and (commune := gazetteer.commune(code)):
        point = None if commune.lat is None or commune.lon is None else (commune.lat, commune.lon)
        codes = [one for one in (commune.department, commune.epci) if one]
        return Spot(f"{commune.name} ({commune.department})", point, tuple(codes))
    if epci := gazetteer.epci(code):
        return Spot(epci.name, None, (code, *epci.departments))
    department = gazetteer.department(code)
    return Spot(f"{department.name} ({code})" if department else code, None, (code,))


def by_area(practices: Sequence[Practice], places: Mapping[str, Place]) -> dict[str, list[Practice]]:
    """Practices by the code of each department and EPCI they are in, in the order given."""
    found: dict[str, list[Practice]] = defaultdict(list)
    for practice in practices:
        for code in dict.fromkeys(code for spot in spots(practice, places) for code in spot.codes):
            found[code].append(practice)
    return found


def authors(practice: Practice, actors: Mapping[str, Actor]) -> tuple[Actor, ...]:
    """Who did, saw or wrote it."""
    return tuple(actors[one] for one in practice.actors)
