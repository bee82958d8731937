"""When somebody is open within reach, hour by hour of an ordinary week, and when nobody is.

Each commune has one of the four states of :mod:`maillage.derive.coverage` at each hour: a door that is open within
reach; an actor that says it comes, at that hour; hours that are not told or not understood; nobody known to be open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from maillage.derive.coverage import Helper, State, Towns, sphere
from maillage.derive.opening import holidays, week
from maillage.derive.questions import Answer
from maillage.gazetteer.distance import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from scipy.sparse import csr_array  # a fifth of a second to import: only where somebody is counted

REACH_KM = 10
DAYS, HOURS = 7, 24
SILENT = bytes([Answer.UNSAID]) * (DAYS * HOURS)
"""Hours of whom no hour is known."""
Counts: TypeAlias = npt.NDArray[np.int64]
Sparse: TypeAlias = "csr_array[Any, tuple[int, int]]"


@dataclass(frozen=True, slots=True)
class Week:
    """People of an area in each state: ``people[day, hour, state]``, Monday first. No two of them are compared or hashed."""

    people: Counts

    @property
    def total(self) -> int:
        """All people counted."""
        return int(self.people[0, 0].sum())

    @property
    def shares(self) -> list[list[tuple[float, float, float, float]]]:
        """For each day and hour, the part of the people in each state, from 0 to 1; all nothing where nobody is counted."""
        parts = self.people / (self.total or 1)
        return [[(hour[0], hour[1], hour[2], hour[3]) for hour in day] for day in parts.tolist()]


def ordinary_monday(today: date) -> date:
    """The first Monday from ``today`` on whose week has no public holiday."""
    monday = today + timedelta(days=-today.weekday() % DAYS)
    while any(monday + timedelta(days=day) in holidays((monday + timedelta(days=day)).year) for day in range(DAYS)):
        monday += timedelta(days=DAYS)
    return monday


@lru_cache(maxsize=65536)
def timetable(notation: str | None, monday: date) -> bytes:
    """For each hour of the week an :class:`Answer`; all unsaid where the notation is absent or not understood."""
    said = week(notation, monday) if notation else None
    if said is None:
        return SILENT
    return bytes(Answer.UNSAID if one is None else Answer.YES if one else Answer.NO for one in said)


def weeks(towns: Towns, helpers: Sequence[tuple[Helper, bytes]], areas: Mapping[str, Sequence[int]]) -> dict[str, Week]:
    """The week of each area. ``helpers`` with their timetables: those who say no to the first question are no door."""
    doors = [
        (one, hours if one.answers[0] is Answer.YES else SILENT)
        for one, hours in helpers
        if one.answers[0] is not Answer.NO
    ]
    tables = {hours: position for position, hours in enumerate(dict.fromkeys(hours for _, hours in doors))}
    said = np.frombuffer(b"".join(tables) or b"", dtype=np.int8).reshape(len(tables), DAYS, HOURS)
    near = _near(towns, doors, tables)
    declared, perhaps = _declared(towns, doors, tables)
    weights = _weights(towns, areas)
    people = np.zeros((len(areas), DAYS, HOURS, len(State)), dtype=np.int64)
    for day in range(DAYS):
        sure, maybe = (
            (said[:, day] == Answer.YES).astype(np.float32),
            (said[:, day] == Answer.UNSAID).astype(np.float32),
        )
        conditions = [near @ sure > 0, declared @ sure > 0, (near + declared) @ maybe + perhaps > 0]
        states = np.select(conditions, [*map(int, list(State)[:3])], State.NOT_COVERED)
        for state in State:
            people[:, day, :, state] = np.rint(weights @ (states == state).astype(np.float64))
    return {code: Week(people[position]) for position, code in enumerate(areas)}


def _near(towns: Towns, doors: Sequence[tuple[Helper, bytes]], tables: Mapping[bytes, int]) -> Sparse:
    """Towns × timetables: how many doors with that timetable are within reach."""
    placed = [(one.point, tables[hours]) for one, hours in doors if one.point is not None]
    if not placed or not towns.placed.any():
        none = np.empty(0, dtype=np.intp)
        return _counted(towns, none, none, len(tables))
    from scipy.spatial import cKDTree

    chord = 2 * np.sin(REACH_KM / EARTH_RADIUS_KM / 2)
    here = np.flatnonzero(towns.placed)
    found = cKDTree(towns.xyz[here]).query_ball_point(sphere([point for point, _ in placed]), chord)
    lengths = [len(one) for one in found]
    rows = here[np.fromiter((town for one in found for town in one), dtype=np.intp, count=sum(lengths))]
    return _counted(towns, rows, np.repeat([table for _, table in placed], lengths), len(tables))


def _declared(
    towns: Towns, doors: Sequence[tuple[Helper, bytes]], tables: Mapping[bytes, int]
) -> tuple[Sparse, npt.NDArray[np.float32]]:
    """Towns × timetables of those who say they serve them; and where somebody may come who does not say where it goes."""
    served = {(code, tables[hours]) for one, hours in doors for code in one.serves}
    pairs = [(towns.positions(code), table) for code, table in sorted(served)]
    rows = np.fromiter((town for found, _ in pairs for town in found), dtype=np.intp)
    columns = np.repeat(np.array([table for _, table in pairs], dtype=np.intp), [len(found) for found, _ in pairs])
    perhaps = towns.within({one.roams for one, _ in doors if one.roams}) | ~towns.placed
    return _counted(towns, rows, columns, len(tables)), perhaps.astype(np.float32)[:, None]


def _counted(towns: Towns, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], width: int) -> Sparse:
    from scipy.sparse import csr_array

    ones = np.ones(len(rows), dtype=np.float32)
    return csr_array((ones, (rows, columns)), shape=(len(towns.communes), width))


def _weights(towns: Towns, areas: Mapping[str, Sequence[int]]) -> Sparse:
    """Areas × towns: the people of each."""
    from scipy.sparse import csr_array

    columns = np.fromiter((town for members in areas.values() for town in members), dtype=np.intp)
    rows = np.repeat(np.arange(len(areas)), [len(members) for members in areas.values()])
    return csr_array((towns.population[columns], (rows, columns)), shape=(len(areas), len(towns.communes)))
