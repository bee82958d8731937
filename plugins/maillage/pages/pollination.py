"""Pollination drawn: families of practices as rows tied by lines, an inline SVG of the same bytes every time.

The list beside each drawing says the same in words, so that the drawing is hidden from screen readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.derive.practices import Step
from maillage.model import Practice
from maillage.pages.links import Link
from maillage.pages.practice_cards import PracticeCard, Practices

WIDTH, ROW, INDENT, DOT = 340, 30, 18, 6
"""Units of the drawing; at 360 pixels one is nearly a pixel, so that the words stay legible."""
LETTER = 7.4
"""Width of a letter at most, on average."""
DEEPEST = 6
"""Generations that are set in further; later ones stand below each other."""
ROWS = 40
"""Rows of one drawing; the list holds all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its dot, its words cut to the drawing's width, and the page it leads to. ``kind`` is empty for an actor."""

    x: int
    y: int
    words: str
    path: str
    kind: str
    failed: bool = False

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + DOT + 8


@dataclass(frozen=True, slots=True)
class Taken:
    """One link of pollination in words: who took it up, when, and what was changed. ``card`` is empty for an actor."""

    by: Link
    card: PracticeCard | None
    note: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A practice of a family and those who took it up."""

    card: PracticeCard
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A family of practices: the drawing (``rows`` and the ``lines`` between them) and the list that says the same."""

    title: str
    height: int
    rows: tuple[Row, ...]
    lines: tuple[str, ...]
    branches: tuple[Branch, ...]
    left: int
    width: int = WIDTH


def taken(made: Practices, practice: Practice) -> Iterator[Taken]:
    """Everybody who took a practice up: articles first, then actors who did not write of it here."""
    for identifier in made.pollination.children.get(practice.id, ()):
        child = made.all[identifier]
        note = next((one.note or "" for one in child.reuses if one.practice == practice.id), "")
        card = made.card(child)
        yield Taken(Link(card.title, card.path), card, note)
    for one in practice.reused_by:
        yield Taken(made.cards.actor_link(one.actor), None, one.note or "")


def graph(made: Practices, steps: tuple[Step, ...]) -> Graph:
    """The drawing and the list of a family."""
    rows: list[Row] = []
    lines: list[str] = []
    at: dict[int, Row] = {}
    for number, step in enumerate(steps):
        row = _row(made, step, len(rows))
        at[number] = row
        lines += [_line(at[parent], row, rows) for parent in step.parents]
        rows.append(row)
        for one in step.practice.reused_by:
            leaf = _leaf(made, one.actor, step.depth + 1, len(rows))
            lines.append(_line(row, leaf, rows))
            rows.append(leaf)
    shown = tuple(rows[:ROWS])
    last = shown[-1].y
    branches = tuple(
        Branch(made.card(step.practice), tuple(taken(made, step.practice)))
        for step in steps
        if made.pollination.is_reused(step.practice.id)
    )
    kept = tuple(line for line in lines if float(line.rsplit(" ", 1)[-1]) <= last)
    return Graph(steps[0].practice.title, last + ROW // 2, shown, kept, branches, len(rows) - len(shown))


def _row(made: Practices, step: Step, number: int) -> Row:
    card = made.card(step.practice)
    x, y = _spot(step.depth, number)
    return Row(x, y, _cut(card.title, x), card.path, card.kind, card.failed)


def _leaf(made: Practices, actor: str, depth: int, number: int) -> Row:
    link = made.cards.actor_link(actor)
    x, y = _spot(depth, number)
    return Row(x, y, _cut(link.label, x), link.path, "")


def _spot(depth: int, number: int) -> tuple[int, int]:
    return DOT * 2 + min(depth, DEEPEST) * INDENT, ROW // 2 + number * ROW


def _cut(words: str, x: int) -> str:
    room = int((WIDTH - x - DOT - 12) / LETTER)
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"


def _line(parent: Row, child: Row, above: list[Row]) -> str:
    """Down from the one that was taken up, then across to the one that took it up; round any dot that stands in the way."""
    crossed = any(row.x == parent.x and parent.y < row.y < child.y for row in above)
    if crossed or child.x <= parent.x:
        bend = parent.x - INDENT
        return f"M {parent.x} {parent.y} C {bend} {parent.y + ROW // 2} {bend} {child.y} {child.x} {child.y}"
    return f"M {parent.x} {parent.y} V {child.y - DOT * 2} Q {parent.x} {child.y} {child.x} {child.y}"


def alone(practice: Practice) -> Step:
    """A practice as a family of its own."""
    return Step(practice, 0, ())
