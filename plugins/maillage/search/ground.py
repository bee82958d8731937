"""Where things are and when they are open, by ranges of positions: a range is an area, asked for only when it is near."""

from collections.abc import Iterator, Sequence
from math import ceil, floor

from msgspec.json import encode

from maillage.search.shards import bits
from maillage.search.world import Document

RANGE = 1024
"""Positions in one file."""
_SCALE = 100_000
"""Coordinates are whole numbers of 0.00001 degree: about a metre."""
_BOX = 100

Box = tuple[int, int, int, int] | None


def places(documents: Sequence[Document]) -> Iterator[tuple[str, bytes, Box]]:
    """``(name, content, box)`` for each range; the box (south, west, north, east, in 0.01 degree) is for the manifest.

    Coordinates are steps from the one before; null is an unknown place. ``approximate`` has a bit for each position, six
    to a digit, the first the highest.
    """
    for start in range(0, len(documents), RANGE):
        chosen = documents[start : start + RANGE]
        points = [one.point for one in chosen]
        known = [point for point in points if point]
        content = {
            "lat": _steps([round(point[0] * _SCALE) if point else None for point in points]),
            "lon": _steps([round(point[1] * _SCALE) if point else None for point in points]),
            "approximate": bits([at for at, one in enumerate(chosen) if one.approximate]),
        }
        yield f"places/{start // RANGE}.json", encode(content), _box(known)


def hours(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Opening hours of each range: the notations that occur and, for each position, which one (-1: not said)."""
    for start in range(0, len(documents), RANGE):
        notations: dict[str, int] = {"": -1}
        of = [notations.setdefault(one.opening_hours, len(notations) - 1) for one in documents[start : start + RANGE]]
        yield f"hours/{start // RANGE}.json", encode({"notations": list(notations)[1:], "of": of})


def _steps(values: Sequence[int | None]) -> list[int | None]:
    steps: list[int | None] = []
    before = 0
    for value in values:
        steps.append(None if value is None else value - before)
        before = before if value is None else value
    return steps


def _box(points: Sequence[tuple[float, float]]) -> Box:
    if not points:
        return None
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    return (
        floor(min(latitudes) * _BOX),
        floor(min(longitudes) * _BOX),
        ceil(max(latitudes) * _BOX),
        ceil(max(longitudes) * _BOX),
    )
