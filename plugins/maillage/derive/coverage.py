"""Who has help within reach, and who has not: communes against actors, on the globe, for every question at once.

Four states, never three: *covered* (a door within the distance), *declared* (an actor says it serves the commune),
*unknown* (a record within reach does not say, or the commune's place is not known) and *not covered*. A commune is a point,
its town hall; distances are as the crow flies.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from maillage.derive.questions import Answer
from maillage.gazetteer import Commune
from maillage.gazetteer.distance import EARTH_RADIUS_KM

RADII = (5, 10, 20)
"""Kilometres."""
Floats: TypeAlias = npt.NDArray[np.float64]
States: TypeAlias = npt.NDArray[np.int8]


class State(IntEnum):
    """What is known of a commune for a question."""

    COVERED = 0
    DECLARED = 1
    UNKNOWN = 2
    NOT_COVERED = 3


_CITIES = {"751": "75056", "6938": "69123", "132": "13055"}
"""Paris, Lyon and Marseille are counted by their municipal districts: INSEE's codes of these begin like that."""


def city_of(code: str) -> str | None:
    """The code of the city that a municipal district is part of."""
    return next((city for start, city in _CITIES.items() if code.startswith(start)), None)


def counted(communes: Iterable[Commune]) -> tuple[Commune, ...]:
    """Communes without the three cities whose districts are among them: nobody is counted twice."""
    whole = tuple(communes)
    cities = {city_of(one.code) for one in whole}
    return tuple(one for one in whole if one.code not in cities)


@dataclass(frozen=True, slots=True)
class Helper:
    """An actor as coverage sees it.

    ``point`` is where its door is (None: none, or not known); ``serves`` the codes of communes, EPCI and departments it says
    it serves; ``roams`` a department it moves in without saying where; ``answers`` in the order of the questions.
    """

    point: tuple[float, float] | None
    serves: frozenset[str]
    roams: str | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class People:
    """How many people are in each state; ``communes`` likewise. Those of communes without population are in none."""

    people: tuple[int, int, int, int]
    communes: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """All people counted."""
        return sum(self.people)


@dataclass(frozen=True, slots=True)
class Reach:
    """One question over all communes: kilometres to the nearest door (inf: none), and the state for each radius."""

    distance: Floats
    states: Mapping[int, States]


class Towns:
    """The communes of a territory as arrays, in the order given."""

    def __init__(self, communes: Sequence[Commune]) -> None:
        """Keep the communes; one without a point has NaN for coordinates, one without population counts nobody."""
        self.communes = communes
        self.placed = np.array([one.lat is not None and one.lon is not None for one in communes], dtype=bool)
        self.xyz = sphere([(one.lat or 0.0, one.lon or 0.0) for one in communes])
        self.population = np.array([one.population or 0 for one in communes], dtype=np.float64)
        self._positions: dict[str, list[int]] = {}
        for position, one in enumerate(communes):
            for code in (one.code, one.epci, one.department, city_of(one.code)):
                if code:
                    self._positions.setdefault(code, []).append(position)

    def positions(self, code: str) -> Sequence[int]:
        """Where the communes of a commune, EPCI or department are in the arrays."""
        return self._positions.get(code, [])

    def within(self, codes: Collection[str]) -> npt.NDArray[np.bool_]:
        """Which communes the codes of communes, EPCI or departments hold; codes from elsewhere hold none."""
        mask = np.zeros(len(self.communes), dtype=bool)
        for code in codes:
            mask[self.positions(code)] = True
        return mask


def reach(towns: Towns, helpers: Sequence[Helper], question: int) -> Reach:
    """Distances and states of every commune for the question at a position of the answers."""
    yes = [one for one in helpers if one.answers[question] is Answer.YES]
    unsaid = [one for one in helpers if one.answers[question] is Answer.UNSAID]
    distance = _nearest(towns, yes)
    doubt = np.minimum(_nearest(towns, unsaid), np.where(towns.placed, np.inf, 0.0))
    declared = towns.within({code for one in yes for code in one.serves})
    perhaps = {code for one in unsaid for code in one.serves} | {one.roams for one in (*yes, *unsaid) if one.roams}
    maybe = towns.within(perhaps)
    states = {}
    for radius in RADII:
        conditions = [distance <= radius, declared, (doubt <= radius) | maybe]
        states[radius] = np.select(conditions, [*map(int, list(State)[:3])], State.NOT_COVERED).astype(np.int8)
    return Reach(distance, states)


class Groups:
    """Groups of communes, as arrays that every question is counted with: ``members`` of all of them, and whose each is."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        """Take the positions of the communes of each group."""
        self.count = len(groups)
        self.members = np.fromiter((position for group in groups for position in group), dtype=np.intp)
        self.owners = np.repeat(np.arange(len(groups)), [len(group) for group in groups])


def tally(towns: Towns, states: States, groups: Groups) -> list[People]:
    """People and communes in each state, for each group: one pass over all of them."""
    cells, size = groups.owners * len(State) + states[groups.members], groups.count * len(State)
    people = np.bincount(cells, weights=towns.population[groups.members], minlength=size)
    communes = np.bincount(cells, minlength=size)
    return [People(some, others) for some, others in zip(_fours(people), _fours(communes), strict=True)]


def _fours(counts: npt.NDArray[np.float64] | npt.NDArray[np.intp]) -> list[tuple[int, int, int, int]]:
    whole: list[int] = np.rint(counts).astype(np.int64).tolist()
    return [(whole[at], whole[at + 1], whole[at + 2], whole[at + 3]) for at in range(0, len(whole), len(State))]


def _nearest(towns: Towns, helpers: Sequence[Helper]) -> Floats:
    """Kilometres from each commune to the nearest point; inf where there is none, or the commune's is not known."""
    points = [one.point for one in helpers if one.point is not None]
    if not points or not len(towns.communes):
        return np.full(len(towns.communes), np.inf)
    from scipy.spatial import cKDTree  # a fifth of a second to import: only where somebody is counted

    chord, _ = cKDTree(sphere(points)).query(towns.xyz)
    arc = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, chord / 2))
    return np.where(towns.placed, arc, np.inf)


def sphere(points: Sequence[tuple[float, float]]) -> Floats:
    """Points on the unit sphere, so that neither poles nor the date line are special."""
    degrees = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2))
    lat, lon = degrees[:, 0], degrees[:, 1]
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
