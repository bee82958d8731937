"""Borders of departments and EPCI, light enough to be the map's own background: coarse to begin with, finer on demand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maillage import gazetteer

Feature = dict[str, Any]
Bounds = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east corners, each ``(latitude, longitude)``."""
FINE = 0.001
"""Degrees (some 100 m) between the points of a border seen from near."""
COARSE = (0.005, 0.01)
"""Degrees between the points of a border seen from afar: of a few departments, of many."""
MANY = 20


def coarse(departments: Sequence[str]) -> list[Feature]:
    """The departments as GeoJSON features, rounded to what a screen shows of all of them together."""
    step = COARSE[len(departments) > MANY]
    shapes = ((code, gazetteer.outline(code)) for code in departments)
    features = [_feature(code, shape, step) for code, shape in shapes if shape is not None]
    return [feature for feature in features if feature["geometry"]["coordinates"]]


def levelled(levels: Mapping[str, str]) -> list[Feature]:
    """Areas by code, each with its level, as GeoJSON features; those whose border is not known are not there."""
    step = COARSE[len(levels) > MANY]
    shapes = ((code, gazetteer.outline(code)) for code in levels)
    features = [_feature(code, shape, step, levels[code]) for code, shape in shapes if shape is not None]
    return [feature for feature in features if feature["geometry"]["coordinates"]]


def _feature(code: str, shape: Any, step: float, level: str = "department") -> Feature:
    rings = [[[round(x * step, 3), round(y * step, 3)] for x, y in ring] for ring in _rings(shape["coordinates"], step)]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return {"type": "Feature", "id": code, "properties": {"level": level}, "geometry": geometry}


def fine(department: str) -> bytes:
    """A department and its EPCI as JSON: ``[code, level, rings]``, a ring being x, y, then steps of thousandths of a degree."""
    codes = [*((epci.code, "epci") for epci in gazetteer.epcis_of(department)), (department, "department")]
    shapes = []
    for code, level in codes:
        shape = gazetteer.outline(code)
        if shape is not None:
            shapes.append([code, level, [[*_steps(ring)] for ring in _rings(shape["coordinates"], FINE)]])
    return json.dumps({"shapes": shapes}, separators=(",", ":")).encode()


def bounds(shapes: Sequence[Feature]) -> Bounds | None:
    """South-west and north-east corners of features; None where there are none."""
    boxes = [box(shape["geometry"]["coordinates"]) for shape in shapes]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return ((min(south), min(west)), (max(north), max(east)))


def box(coordinates: Any) -> tuple[float, float, float, float]:
    """West, south, east, north of GeoJSON coordinates of any depth."""
    points = [*_corners(coordinates)]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _corners(part)


def _rings(coordinates: Any, step: float) -> Iterator[list[tuple[int, int]]]:
    """Rings in whole steps, points that fall together said once; what is smaller than a step is left out."""
    if isinstance(coordinates[0][0], int | float):
        points = [(round(x / step), round(y / step)) for x, y in coordinates]
        kept = [point for position, point in enumerate(points) if not position or point != points[position - 1]]
        if len(kept) > 3:
            yield kept
    else:
        for part in coordinates:
            yield from _rings(part, step)


def _steps(ring: Sequence[tuple[int, int]]) -> Iterator[int]:
    last_x = last_y = 0
    for x, y in ring:
        yield x - last_x
        yield y - last_y
        last_x, last_y = x, y
