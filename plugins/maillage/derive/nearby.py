"""The nearest few of many points, by a grid: each question looks at the cells around it, never at everything."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, cos, floor, radians, sqrt
from typing import Generic, TypeVar

from maillage.gazetteer.distance import distance_km

T = TypeVar("T")
Point = tuple[float, float]
"""Latitude and longitude, in degrees (WGS 84)."""

_PER_CELL = 2
_KM_PER_DEGREE = 111.0
_CAUTION = 0.9
"""Meridians come together away from the equator: the least distance to a ring of cells is taken a little smaller."""
_SMALLEST = 0.01
_FEW = 40
"""Up to so many, looking at each is quicker than looking for cells."""


@dataclass(frozen=True, slots=True)
class Near(Generic[T]):
    """Something found, and how far it is in whole kilometres; None where one of the two places is not known."""

    item: T
    km: int | None


class Nearby(Generic[T]):
    """Items on a grid. Those at one distance (to the kilometre) come in the order of their lots.

    ``where`` gives an item's point or None, ``lot`` what it drew today, so that no name is always first.
    """

    def __init__(self, items: Iterable[T], where: Callable[[T], Point | None], lot: Callable[[T], bytes]) -> None:
        """Put every item into its cell; the cells are so large that each holds a few items."""
        self._items = sorted(items, key=lot)
        self._lot = lot
        placed = [(point, item) for item in self._items if (point := where(item)) is not None]
        self._placed = placed
        self._placeless = [item for item in self._items if where(item) is None]
        self._cells: dict[tuple[int, int], list[tuple[Point, T]]] = defaultdict(list)
        lats, lons = [point[0] for point, _ in placed], [point[1] for point, _ in placed]
        height, width = (max(lats) - min(lats), max(lons) - min(lons)) if placed else (0.0, 0.0)
        north = cos(radians(min(85.0, max((abs(lat) for lat in lats), default=0.0))))
        self._size = max(_SMALLEST, sqrt(height * width * north * _PER_CELL / max(1, len(placed))))
        self._wide = self._size / north  # as many kilometres as a cell is high, where meridians are closest
        self._farthest = ceil(max(height / self._size, width / self._wide)) + 1
        self._ring_km = self._size * _KM_PER_DEGREE * _CAUTION
        for point, item in placed:
            self._cells[self._cell(point)].append((point, item))
        self._corners = self._bounds()

    def _cell(self, point: Point) -> tuple[int, int]:
        return floor(point[0] / self._size), floor(point[1] / self._wide)

    def _bounds(self) -> tuple[int, int, int, int]:
        rows, columns = [row for row, _ in self._cells], [column for _, column in self._cells]
        return (min(rows), max(rows), min(columns), max(columns)) if rows else (0, -1, 0, -1)

    def nearest(self, point: Point | None, most: int, keep: Callable[[T], bool] = lambda _: True) -> list[Near[T]]:
        """At most ``most`` items that ``keep`` accepts, the nearest first; those without a place come last.

        Without a point nothing is near: items come in the order of the day.
        """
        if point is None:
            return [Near(item, None) for item in _first(self._items, most, keep)]
        found = self._each(point, keep) if len(self._placed) <= _FEW else self._around(point, most, keep)
        near = [Near(item, round(km)) for km, item in found]
        near.sort(key=lambda one: (one.km, self._lot(one.item)))
        rest = _first(self._placeless, most - len(near), keep)
        return [*near[:most], *(Near(item, None) for item in rest)]

    def _each(self, point: Point, keep: Callable[[T], bool]) -> list[tuple[float, T]]:
        return [(distance_km(*point, *other), item) for other, item in self._placed if keep(item)]

    def _around(self, point: Point, most: int, keep: Callable[[T], bool]) -> list[tuple[float, T]]:
        """Everything kept in growing rings of cells, until no farther ring can hold anything nearer."""
        row, column = self._cell(point)
        low, high, left, right = self._corners
        start = max(0, low - row, row - high, left - column, column - right)
        found: list[tuple[float, T]] = []
        for ring in range(start, start + self._farthest + 1):
            for cell in self._ring(row, column, ring):
                for other, item in self._cells.get(cell, ()):
                    if keep(item):
                        found.append((distance_km(*point, *other), item))
            if len(found) >= most:
                found.sort(key=lambda one: one[0])
                if ring * self._ring_km > found[most - 1][0] + 1:
                    break
        return found

    def _ring(self, row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
        """Cells at a distance of ``ring`` cells, of those that are within the bounds of all that is placed."""
        low, high, left, right = self._corners
        if ring == 0:
            yield row, column
            return
        for across in range(max(left, column - ring), min(right, column + ring) + 1):
            yield row - ring, across
            yield row + ring, across
        for down in range(max(low, row - ring + 1), min(high, row + ring - 1) + 1):
            yield down, column - ring
            yield down, column + ring


def _first(items: Iterable[T], most: int, keep: Callable[[T], bool]) -> list[T]:
    found: list[T] = []
    for item in items:
        if len(found) >= most:
            break
        if keep(item):
            found.append(item)
    return found
