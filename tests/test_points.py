import json
import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage import points
from maillage.points import Spot

UNITS = st.integers(0, points.NOWHERE)
SPOTS = st.lists(st.builds(Spot, UNITS, UNITS, st.integers(0, 255)))


def decode(data: bytes) -> tuple[dict[str, object], list[Spot]]:
    """Reads the file as its description says, in plain steps."""
    start = 4 + int.from_bytes(data[:4], "little")
    head = json.loads(data[4:start])
    marks = data[len(data) - head["count"] :] if head["count"] else b""
    steps = _steps(data[start : len(data) - head["count"]])
    found, x, y = [], 0, 0
    for mark in marks:
        x, y = x + next(steps), y + next(steps)
        found.append(Spot(x, y, mark))
    assert next(steps, None) is None
    return head, found


def _steps(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield (value >> 1) ^ -(value & 1)
            value = shift = 0


@given(SPOTS)
def test_every_point_comes_back(spots: list[Spot]) -> None:
    head, found = decode(points.encode(spots, "cafe0123"))
    assert found == spots
    assert head == {"version": "cafe0123", "count": len(spots)}


@pytest.mark.parametrize("point", [(0.0, 0.0), (48.85837, 2.294481), (-21.115, 55.536), (-51.7, -176.2)])
def test_degrees_become_units_of_the_web_s_world(point: tuple[float, float]) -> None:
    latitude, longitude = point
    across = (longitude + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2  # as tiles of web maps are numbered
    assert points.project(latitude, longitude) == pytest.approx((across * points.WORLD, down * points.WORLD), abs=1)


@pytest.mark.parametrize("point", [(90.0, 180.0), (-90.0, -180.0)])
def test_the_poles_are_drawn_at_the_edge(point: tuple[float, float]) -> None:
    assert all(0 <= value < points.NOWHERE for value in points.project(*point))


def test_neighbours_take_few_bytes() -> None:
    spots = [points.spot((48.69 + number / 1000, 6.18), 1) for number in range(1000)]
    assert len(points.encode(spots, "cafe0123")) < 5 * len(spots)


def test_what_has_no_place_is_marked_so() -> None:
    assert points.spot(None, 3) == Spot(points.NOWHERE, points.NOWHERE, 3)
    assert points.spot((48.0, 6.0), 2, approximate=True).mark == 2 | points.APPROXIMATE
