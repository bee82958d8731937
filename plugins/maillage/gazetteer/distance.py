"""Distances on the globe, and whether a point lies in an outline. Degrees in (WGS 84), kilometres out."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Any

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG). The sphere is wrong by half a percent at most: enough for « 12 km away »."""

_PLANE_KM = 200

_Ring = Sequence[Sequence[float]]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points as the crow flies, by the haversine formula."""
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def inside(geometry: Mapping[str, Any], lat: float, lon: float) -> bool:
    """Whether a point lies in a GeoJSON Polygon or MultiPolygon, and in none of its holes.

    Rays are cast on the plane of latitudes and longitudes, as RFC 7946 draws edges. A point on the border itself may
    fall on either side. Raises ValueError for any other geometry.
    """
    return any(
        _in_ring(rings[0], lat, lon) and not any(_in_ring(hole, lat, lon) for hole in rings[1:])
        for rings in _polygons(geometry)
    )


def distance_to(geometry: Mapping[str, Any], lat: float, lon: float) -> float:
    """Kilometres from a point to the nearest edge of an outline; 0 inside it.

    Nearby, edges are measured on a plane that touches the globe at the point; farther than 200 km, where the plane is
    wrong, the distance is that of the nearest corner.
    """
    if inside(geometry, lat, lon):
        return 0.0
    rings = [ring for polygon in _polygons(geometry) for ring in polygon]
    north = radians(1) * EARTH_RADIUS_KM
    east = north * cos(radians(lat))
    nearest = min(
        _to_edge((x1 - lon) * east, (y1 - lat) * north, (x2 - lon) * east, (y2 - lat) * north)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
    if nearest < _PLANE_KM:
        return nearest
    return min(distance_km(lat, lon, y, x) for ring in rings for x, y in ring)


def _polygons(geometry: Mapping[str, Any]) -> Sequence[Sequence[_Ring]]:
    match geometry["type"]:
        case "Polygon":
            return [geometry["coordinates"]]
        case "MultiPolygon":
            polygons: Sequence[Sequence[_Ring]] = geometry["coordinates"]
            return polygons
    raise ValueError(f"an outline is a Polygon or a MultiPolygon, not a {geometry['type']}")


def _in_ring(ring: _Ring, lat: float, lon: float) -> bool:
    within = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
            within = not within
        x1, y1 = x2, y2
    return within


def _to_edge(x1: float, y1: float, x2: float, y2: float) -> float:
    """Distance from the origin to a segment of the plane."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return hypot(x1 + along * dx, y1 + along * dy)
