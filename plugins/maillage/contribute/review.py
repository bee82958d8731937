"""What is to be said of a proposal: found where its files are read, told where comments are written.

The two are different jobs: the first reads strangers' files and has no right, the second has a right and reads no file of
theirs. Between them goes a :class:`Review` as JSON, and the second believes nothing in it but that it is text.
"""

from difflib import SequenceMatcher
from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=2000)]
Path = Annotated[str, msgspec.Meta(max_length=300)]
LARGEST = 512 * 1024
MOST = 200


class Told(msgspec.Struct, frozen=True):
    """A problem: where, what, how to repair it."""

    path: Path
    line: int
    severity: Annotated[str, msgspec.Meta(max_length=10)]
    message: Text
    repair: Text


class Hunk(msgspec.Struct, frozen=True):
    """Lines ``first`` to ``last`` (from 1) of a file, and what could stand there instead."""

    path: Path
    first: int
    last: int
    text: Annotated[str, msgspec.Meta(max_length=8000)]


class Card(msgspec.Struct, frozen=True):
    """A record as its card will look."""

    path: Path
    title: Text
    meta: Text
    summary: Text


class Pair(msgspec.Struct, frozen=True):
    """Two records that may be one, and why."""

    first: Text
    second: Text
    reasons: Text


class Touched(msgspec.Struct, frozen=True):
    """A record that names one of those that change."""

    path: Path
    name: Text
    of: Text


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it; every list is cut at :data:`MOST`, ``more`` says how many problems were cut."""

    number: Annotated[int, msgspec.Meta(ge=1)] = 1
    problems: Annotated[list[Told], msgspec.Meta(max_length=MOST)] = []
    more: int = 0
    repairs: Annotated[list[Hunk], msgspec.Meta(max_length=MOST)] = []
    duplicates: Annotated[list[Pair], msgspec.Meta(max_length=MOST)] = []
    touched: Annotated[list[Touched], msgspec.Meta(max_length=MOST)] = []
    cards: Annotated[list[Card], msgspec.Meta(max_length=MOST)] = []
    good: Annotated[list[Text], msgspec.Meta(max_length=MOST)] = []
    outside: Annotated[list[Path], msgspec.Meta(max_length=MOST)] = []
    labels: Annotated[list[Annotated[str, msgspec.Meta(max_length=60)]], msgspec.Meta(max_length=MOST)] = []

    @property
    def is_well(self) -> bool:
        """Whether there is nothing that anybody has to do."""
        return not (self.problems or self.duplicates or self.outside or self.repairs)


class UntrustworthyError(ValueError):
    """What claims to be a review is none."""


def decode(raw: bytes) -> Review:
    """Read what the other job wrote. Raises UntrustworthyError for anything but a review of decent size."""
    if len(raw) > LARGEST:
        raise UntrustworthyError("too large")
    try:
        return msgspec.json.decode(raw, type=Review)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UntrustworthyError(str(error)[:200]) from error


def hunks(path: str, before: str, after: str) -> list[Hunk]:
    """The lines that a repair changes, each run with what would stand there."""
    old, new = before.splitlines(), after.splitlines()
    made = []
    for what, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "insert":  # a suggestion stands in place of lines: take the one before with it
            first, start = max(first - 1, 0), max(start - 1, 0)
        if what != "equal":
            made.append(Hunk(path, first + 1, max(last, first + 1), "\n".join(new[start:end])[:8000]))
    return made
