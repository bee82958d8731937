"""A small map drawn at build: borders and dots as an inline SVG; the list beside it says the same."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from maillage import outlines
from maillage.pages.links import Link

WIDTH, MARGIN, RADIUS = 340, 12, 7
Mark = tuple[tuple[float, float], str, tuple[Link, ...]]
"""A point (latitude, longitude), its name, and what is there."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the drawing, and what is there."""

    x: float
    y: float
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SpotMap:
    """Borders as paths, dots from north to south; the dots are also the list, by name."""

    height: int
    borders: tuple[str, ...]
    dots: tuple[Dot, ...]
    width: int = WIDTH
    radius: int = RADIUS

    @property
    def places(self) -> tuple[Dot, ...]:
        """The dots as a list, by name."""
        return tuple(sorted(self.dots, key=lambda dot: dot.name))


def draw(shapes: Sequence[dict[str, Any]], marks: Sequence[Mark]) -> SpotMap | None:
    """The map of ``shapes`` (GeoJSON features) with ``marks`` on it; None where there is nothing to show."""
    corners = outlines.bounds(shapes) or _corners([point for point, _, _ in marks])
    if corners is None or not marks:
        return None
    sheet = _Sheet(corners)
    borders = tuple(
        "".join(_ring(sheet, ring) for polygon in shape["geometry"]["coordinates"] for ring in polygon)
        for shape in shapes
    )
    dots = tuple(Dot(*sheet.at(*point), name, links) for point, name, links in marks if sheet.holds(*point))
    return SpotMap(sheet.height, borders, tuple(sorted(dots, key=lambda dot: (dot.y, dot.x, dot.name))))


def _corners(points: Sequence[tuple[float, float]]) -> outlines.Bounds | None:
    if not points:
        return None
    latitudes, longitudes = zip(*points, strict=True)
    return ((min(latitudes) - 0.1, min(longitudes) - 0.1), (max(latitudes) + 0.1, max(longitudes) + 0.1))


class _Sheet:
    """Degrees to units: flat, true to shape in the middle, which is enough for a few hundred kilometres."""

    def __init__(self, corners: outlines.Bounds) -> None:
        (self.south, self.west), (self.north, self.east) = corners
        self.flat = math.cos(math.radians((self.south + self.north) / 2))
        self.scale = (WIDTH - 2 * MARGIN) / ((self.east - self.west) * self.flat)
        self.height = math.ceil((self.north - self.south) * self.scale) + 2 * MARGIN

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = MARGIN + (longitude - self.west) * self.flat * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def _ring(sheet: _Sheet, ring: Sequence[Sequence[float]]) -> str:
    return f"M{' '.join(_pairs(sheet, ring))}Z"


def _pairs(sheet: _Sheet, ring: Sequence[Sequence[float]]) -> Iterator[str]:
    last = None
    for longitude, latitude in ring:
        here = tuple(map(round, sheet.at(latitude, longitude)))
        if here != last:
            yield f"{here[0]} {here[1]}"
        last = here
