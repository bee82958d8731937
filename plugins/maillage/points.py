"""Points as a browser wants them: one small file for all of them, and shards with the words of those one looks at.

``points.bin`` is a little-endian count of bytes (4), that much JSON (``version``, ``count``), then for each position the
steps from the one before it, of x and of y, as zigzag varints (as in Protocol Buffers), then a byte of marks for each.
Positions are those of :mod:`maillage.derive.order`: neighbours follow each other, so that most steps are short.

x and y are whole numbers of 24 bits over the square that web maps call the world (Web Mercator, EPSG:3857; 2.4 m at the
equator, 1.6 m in France). A mark is the rank of a sign, its high bit set where the place is approximate.
"""

import json
import math
from collections.abc import Sequence
from typing import NamedTuple

WORLD = 1 << 24
NOWHERE = WORLD - 1
"""x and y of what has no point: the last south-eastern corner of the world, in the sea."""
SHARD = 128
"""Positions in one file of words."""
APPROXIMATE = 0x80


class Spot(NamedTuple):
    """Where something stands, in world units, and its mark."""

    x: int
    y: int
    mark: int


def spot(point: tuple[float, float] | None, sign: int, approximate: bool = False) -> Spot:
    """A place (latitude, longitude) or nowhere, with the rank of its sign (0–127)."""
    x, y = project(*point) if point else (NOWHERE, NOWHERE)
    return Spot(x, y, sign | (APPROXIMATE if approximate else 0))


def project(latitude: float, longitude: float) -> tuple[int, int]:
    """Degrees to world units, from the north-west; latitudes beyond 85° are drawn at the edge, as web maps do."""
    sine = math.sin(math.radians(max(-85.05, min(85.05, latitude))))
    x = (longitude + 180) / 360
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return _unit(x), _unit(y)


def _unit(share: float) -> int:
    return max(0, min(NOWHERE - 1, int(share * WORLD)))


def encode(spots: Sequence[Spot], version: str) -> bytes:
    """The file of all points; ``version`` is repeated in each shard, so that a page never mixes two builds."""
    head = json.dumps({"version": version, "count": len(spots)}, separators=(",", ":")).encode()
    steps = bytearray()
    last_x = last_y = 0
    for x, y, _ in spots:
        _varint(steps, x - last_x)
        _varint(steps, y - last_y)
        last_x, last_y = x, y
    return b"".join((len(head).to_bytes(4, "little"), head, steps, bytes(one.mark for one in spots)))


def _varint(into: bytearray, value: int) -> None:
    rest = value << 1 if value >= 0 else (-value << 1) - 1
    while rest > 0x7F:
        into.append(rest & 0x7F | 0x80)
        rest >>= 7
    into.append(rest)
