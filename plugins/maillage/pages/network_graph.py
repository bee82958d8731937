"""A graph drawn at build: places by igraph (Kamada and Kawai, from a circle: nothing random), an inline SVG of whole numbers.

Each connected part is laid out by itself and put beside the others; labels never cover each other. At most
:data:`DRAWN` dots are drawn: beyond, one would see a ball of wool (see :mod:`maillage.pages.ties` for what is drawn then).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

DRAWN = 120
WIDE, HIGH = 118, 66
"""Room between two neighbours, in units (pixels where the drawing has its own size)."""
LETTER, BOX, DOT, LONGEST = 7, 26, 10, 24
"""Width of a letter, height of a label, radius of a dot, letters of a label at most."""
SHEET, GAP, EDGE = 1060, 34, 16
"""Width that parts are put side by side in, room between two parts, margin."""
_ROOM = SHEET - LONGEST * LETTER - 2 * DOT
"""Between the leftmost dot and the rightmost: what the last label leaves."""
_MOVES = 100


@dataclass(frozen=True, slots=True)
class Dot:
    """Something to draw: ``sign`` stands in its circle, ``mark`` puts a ring around it."""

    label: str
    path: str
    sign: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line between the dots of two positions: ``kind`` is its class, ``title`` says what it is, ``weight`` from 1 to 6."""

    one: int
    other: int
    kind: str
    title: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A dot at its place, its words cut to what there is room for."""

    x: int
    y: int
    words: str
    dot: Dot


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line between two places."""

    x1: int
    y1: int
    x2: int
    y2: int
    line: Line


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing, of its own size in pixels."""

    width: int
    height: int
    dots: tuple[Placed, ...]
    lines: tuple[Drawn, ...]
    radius: int = DOT


def draw(dots: Sequence[Dot], lines: Sequence[Line]) -> Drawing:
    """Dots and the lines between them, each connected part by itself, the widest first."""
    from igraph import Graph  # a tenth of a second to import: only where something is drawn

    graph = Graph(n=len(dots), edges=[(line.one, line.other) for line in lines])
    parts = sorted((sorted(part) for part in graph.connected_components()), key=lambda part: (-len(part), part))
    blocks = [_block(dots, part, graph.induced_subgraph(part)) for part in parts]
    placed: list[Placed | None] = [None] * len(dots)
    for part, spots in zip(parts, _packed(blocks), strict=True):
        for position, spot in zip(part, spots, strict=True):
            placed[position] = spot
    return _drawing([spot for spot in placed if spot is not None], lines)


def _block(dots: Sequence[Dot], part: Sequence[int], graph: Any) -> list[Placed]:
    """One connected part, its top left corner at 0, 0."""
    layout = list(graph.layout_kamada_kawai()) if len(part) > 2 else [(0.0, row * 0.5) for row in range(len(part))]
    across = [x for x, _ in layout]
    wide = min(WIDE, _ROOM / max(max(across) - min(across), 1))
    spots = [
        Placed(round(x * wide), round(y * HIGH), _cut(dots[position].label), dots[position])
        for position, (x, y) in zip(part, layout, strict=True)
    ]
    return _at_corner(_apart(spots))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _span(spot: Placed) -> tuple[int, int]:
    """From where to where a dot and its label reach."""
    return spot.x - DOT - 2, spot.x + DOT + 6 + LETTER * len(spot.words)


def _apart(spots: list[Placed]) -> list[Placed]:
    """The same, each moved down until it covers none of those above it."""
    made: dict[int, Placed] = {}
    for number in sorted(range(len(spots)), key=lambda one: (spots[one].y, spots[one].x, one)):
        here = spots[number]
        for _ in range(_MOVES):
            below = [other.y + BOX for other in made.values() if _covers(here, other)]
            if not below:
                break
            here = replace(here, y=max(below))
        made[number] = here
    return [made[number] for number in range(len(spots))]


def _covers(one: Placed, other: Placed) -> bool:
    (left, right), (start, end) = _span(one), _span(other)
    return left < end and start < right and abs(one.y - other.y) < BOX


def _at_corner(spots: list[Placed]) -> list[Placed]:
    left, top = min(_span(spot)[0] for spot in spots), min(spot.y for spot in spots) - BOX // 2
    return [replace(spot, x=spot.x - left, y=spot.y - top) for spot in spots]


def _packed(blocks: Sequence[list[Placed]]) -> Iterator[list[Placed]]:
    """Blocks in rows, as words are set on a page."""
    x = y = tall = 0
    for block in blocks:
        width, height = max(_span(spot)[1] for spot in block), max(spot.y for spot in block) + BOX // 2
        if x and x + width > SHEET:
            x, y, tall = 0, y + tall + GAP, 0
        yield [replace(spot, x=spot.x + x, y=spot.y + y) for spot in block]
        x, tall = x + width + GAP, max(tall, height)


def _drawing(spots: Sequence[Placed], lines: Sequence[Line]) -> Drawing:
    moved = [replace(spot, x=spot.x + EDGE, y=spot.y + EDGE) for spot in spots]
    return Drawing(
        width=max((_span(spot)[1] for spot in moved), default=0) + EDGE,
        height=max((spot.y for spot in moved), default=0) + BOX // 2 + EDGE,
        dots=tuple(moved),
        lines=tuple(
            Drawn(moved[line.one].x, moved[line.one].y, moved[line.other].x, moved[line.other].y, line)
            for line in lines
        ),
    )
