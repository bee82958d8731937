"""What changed between two texts, paragraph by paragraph and word by word, to be read by people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from maillage.markup import plain

ALIKE = 0.4
"""From what share of words in common (0 to 1) two paragraphs are one that was changed."""
LONGEST = 1_500
"""Words of a paragraph beyond which it is not compared word by word: the time grows with their square."""
MOST = 40
"""Paragraphs in a row that are tried with each other; in longer runs, each is said to be gone or new."""
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|[0-9]+[.)])[ \t]+")
_WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or item of a list, as plain words."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph of either text: it stayed, came, went, or was changed in its words."""

    kind: Literal["same", "added", "removed", "changed"]
    heading: bool
    pieces: tuple[Piece, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a Markdown text; each item of a list is one of its own."""
    found: list[Block] = []
    for part in re.split(r"\n[ \t]*\n", text):
        lines: list[str] = []
        for line in part.splitlines():
            if lines and (_ITEM.match(line) or line.startswith("#") or lines[-1].startswith("#")):
                found += _block(lines)
                lines = []
            lines.append(line)
        found += _block(lines)
    return tuple(found)


def _block(lines: Sequence[str]) -> Iterator[Block]:
    text = "\n".join(lines).strip()
    item = _ITEM.match(text)
    words = plain(text[item.end() :] if item else text)
    if words:
        yield Block(words, text.startswith("#"))


def compare(old: str, new: str) -> tuple[Change, ...]:
    """Both texts (Markdown) as one list of paragraphs, in the order of reading."""
    before, after = blocks(old), blocks(new)
    changes: list[Change] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            changes += (_whole("same", block) for block in after[c:d])
        else:
            changes += _replaced(before[a:b], after[c:d])
    return tuple(changes)


def _whole(kind: Literal["same", "added", "removed"], block: Block) -> Change:
    return Change(kind, block.heading, (Piece(kind, block.text),))


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Change]:
    """Paragraphs that gave way to others: those that are alike are paired, in order; the rest went or came."""
    pairs = _pairs(old, new) if len(old) <= MOST and len(new) <= MOST else []
    here, there = 0, 0
    for left, right in [*pairs, (len(old), len(new))]:
        yield from (_whole("removed", block) for block in old[here:left])
        yield from (_whole("added", block) for block in new[there:right])
        if left < len(old):
            yield Change("changed", new[right].heading, tuple(_words(old[left].text, new[right].text)))
        here, there = left + 1, right + 1


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """The pairs, in order, whose likeness is greatest in all."""
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, left in enumerate(old, start=1):
        for j, right in enumerate(new, start=1):
            found = max(best[i - 1][j], best[i][j - 1], key=lambda one: one[0])
            alike = likeness(left, right)
            total, pairs = best[i - 1][j - 1]
            if alike >= ALIKE and total + alike > found[0]:
                found = (total + alike, [*pairs, (i - 1, j - 1)])
            best[i][j] = found
    return best[-1][-1][1]


def likeness(left: Block, right: Block) -> float:
    """The share of words in common, 0 to 1; 0 between a heading and a paragraph, and for what is too long to be compared."""
    a, b = _WORDS.findall(left.text), _WORDS.findall(right.text)
    if left.heading != right.heading or max(len(a), len(b)) > LONGEST:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _words(old: str, new: str) -> Iterator[Piece]:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(b[k:m]))
            continue
        if i < j:
            yield Piece("removed", "".join(a[i:j]))
        if k < m:
            yield Piece("added", "".join(b[k:m]))
