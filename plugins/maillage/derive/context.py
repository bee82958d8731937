"""What others know of communes, crossed with who has help near: how many of the people concerned have none that we know of.

Of an indicator that counts people, those people are concerned. Of a share, that part of the people of each commune. Of an
index, whose figures only have an order, those who live where it is worst: communes from the worst on, to a quarter of all
people of whom it is known. A commune whose figure is not known is counted for nobody, and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from maillage.derive.coverage import Floats, Groups, State, States, Towns, city_of
from maillage.outside import Indicator, Outside

Flags: TypeAlias = npt.NDArray[np.bool_]
WORST = 0.25
"""Part of the people who live where an index is worst."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One indicator in one area.

    ``value`` is the sum (people) or the mean by inhabitant (percent, index); None where nothing is known. ``concerned`` are
    people by state of the commune they live in; empty where the source does not say which end is a difficulty.
    """

    source: str
    indicator: str
    value: float | None
    concerned: tuple[int, ...]
    known: int
    communes: int


def facts(
    towns: Towns, states: States, areas: Mapping[str, Sequence[int]], context: Sequence[Outside]
) -> dict[str, tuple[Fact, ...]]:
    """The facts of each area, in the order of the sources and of their indicators; ``states`` of the communes."""
    groups = Groups([*areas.values()])
    found: dict[str, list[Fact]] = {code: [] for code in areas}
    for outside in context:
        for name, indicator in outside.source.indicators.items():
            figures = figures_of(towns, indicator, outside.values[name])
            for code, fact in zip(
                areas, _of_each(towns, states, groups, figures, (outside.id, name, indicator)), strict=True
            ):
                found[code].append(fact)
    return {code: tuple(some) for code, some in found.items()}


def figures_of(towns: Towns, indicator: Indicator, values: Mapping[str, float]) -> Floats:
    """A figure for each commune, NaN where it is not known. A district of a city has the city's share or index."""
    split = indicator.unit == "people"
    cities = ("" if split else city_of(one.code) or "" for one in towns.communes)
    pairs = zip(towns.communes, cities, strict=True)
    return np.array([values.get(one.code, values.get(city, np.nan)) for one, city in pairs], dtype=np.float64)


def _of_each(
    towns: Towns, states: States, groups: Groups, figures: Floats, what: tuple[str, str, Indicator]
) -> list[Fact]:
    source, name, indicator = what
    known = ~np.isnan(figures)
    people, filled = np.where(known, towns.population, 0.0), np.where(known, figures, 0.0)
    weights = concerned(indicator, people, filled, known)

    def summed(values: Floats) -> Floats:
        return np.bincount(groups.owners, values[groups.members], groups.count).astype(np.float64)

    counted, every = summed(known.astype(np.float64)), summed(np.ones(len(figures)))
    if indicator.unit == "people":
        means = np.where(counted > 0, summed(filled), np.nan)
    else:
        inhabitants = summed(people)
        means = np.divide(
            summed(filled * people), inhabitants, out=np.full(groups.count, np.nan), where=inhabitants > 0
        )
    by_state = None
    if weights is not None:
        cells = groups.owners * len(State) + states[groups.members]
        by_state = np.bincount(cells, weights=weights[groups.members], minlength=groups.count * len(State))
    return [
        Fact(
            source,
            name,
            None if np.isnan(means[place]) else float(means[place]),
            () if by_state is None else tuple(round(float(one)) for one in by_state[place * 4 : place * 4 + 4]),
            int(counted[place]),
            int(every[place]),
        )
        for place in range(groups.count)
    ]


def concerned(indicator: Indicator, people: Floats, figures: Floats, known: Flags) -> Floats | None:
    """How many people of each commune an indicator is about; None where the source does not say which end is a difficulty."""
    if indicator.unit == "people":
        return figures
    if indicator.worse is None:
        return None
    if indicator.unit == "percent":
        return people * (figures if indicator.worse == "high" else 100 - figures) / 100 * known
    return np.where(_worst(indicator, people, figures, known), people, 0.0)


def _worst(indicator: Indicator, people: Floats, figures: Floats, known: Flags) -> Flags:
    """The communes from the worst on, to a quarter of the people; those that have the figure of the last one are in."""
    if not known.any() or not people.sum():
        return np.zeros(len(figures), dtype=bool)
    order = np.argsort(-figures if indicator.worse == "high" else figures, kind="stable")
    order = order[known[order]]
    last = order[np.searchsorted(np.cumsum(people[order]), WORST * people.sum())]
    reached: Flags = known & (figures >= figures[last] if indicator.worse == "high" else figures <= figures[last])
    return reached
