"""What the network does, counted as a whole: hours, hands, exchanges; by territory and by season, never by person.

Where fewer than three actors took part, a number would say what one of them gave: such cells are put together with others
until at least three stand behind each number, and nothing is left out of the sum.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from maillage.derive.places import NOWHERE, Place
from maillage.model import Contribution
from maillage.network import Network

FEWEST = 3
"""Actors who must stand behind a number that is shown."""

K = TypeVar("K", str, tuple[int, int])

Season = tuple[int, int]
"""A year and a season of it: 0 winter (from December of the year before), 1 spring, 2 summer, 3 autumn."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Hours that things lasted, hands that took part, exchanges from one structure to another."""

    hours: float
    hands: int
    exchanges: int


@dataclass(slots=True)
class _Cell:
    hours: float = 0.0
    exchanges: int = 0
    actors: set[str] = field(default_factory=set)

    def add(self, contribution: Contribution, exchange: bool) -> None:
        self.hours += contribution.hours or 0.0
        self.exchanges += exchange
        self.actors.update(contribution.by)

    def join(self, other: "_Cell") -> None:
        self.hours += other.hours
        self.exchanges += other.exchanges
        self.actors |= other.actors

    @property
    def figures(self) -> Figures:
        return Figures(self.hours, len(self.actors), self.exchanges)


def season_of(day: date) -> Season:
    """The season of a day, by whole months."""
    return (day.year + day.month // 12, day.month % 12 // 3)


def whole(network: Network) -> Figures | None:
    """The figures of the whole network; None where too few took part."""
    cells = _cells(network, lambda _: [""])
    return cells[""].figures if cells and len(cells[""].actors) >= FEWEST else None


def by_season(network: Network) -> list[tuple[Season | None, Figures]]:
    """The figures of each season, in order; None gathers those in which too few took part."""
    return _safe(_cells(network, lambda one: [season_of(one.period.first)]))


def by_department(network: Network, places: Mapping[str, Place]) -> list[tuple[str | None, Figures]]:
    """The figures of each department of those who took part, in the order of codes; None gathers the others."""

    def where(contribution: Contribution) -> Iterable[str]:
        return sorted({places.get(actor, NOWHERE).department or "" for actor in contribution.by})

    return _safe(_cells(network, where))


def _cells(network: Network, keys: Callable[[Contribution], Iterable[K]]) -> dict[K, _Cell]:
    found: dict[K, _Cell] = {}
    for contribution in network.contributions.values():
        exchange = _is_exchange(network, contribution)
        for key in keys(contribution):
            found.setdefault(key, _Cell()).add(contribution, exchange)
    return found


def _is_exchange(network: Network, contribution: Contribution) -> bool:
    """Whether one structure did something for another."""
    givers = {actor for actor in contribution.by if network.actors[actor].kind != "person"}
    takers = {actor for actor in contribution.beneficiaries if network.actors[actor].kind != "person"}
    return any(giver != taker for giver in givers for taker in takers)


def _safe(cells: dict[K, _Cell]) -> list[tuple[K | None, Figures]]:
    rest = _Cell()
    kept = dict(cells)
    for key in sorted(cells, key=lambda key: (len(cells[key].actors), key)):
        if len(cells[key].actors) >= FEWEST and (not rest.actors or len(rest.actors) >= FEWEST):
            break
        rest.join(kept.pop(key))
    shown: list[tuple[K | None, Figures]] = [(key, kept[key].figures) for key in sorted(kept)]
    if len(rest.actors) >= FEWEST:
        shown.append((None, rest.figures))
    return shown
