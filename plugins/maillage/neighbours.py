"""Other directories whose entries ours shows beside its own: what is known of each, and how their entries are told apart.

An entry of a neighbour is called ``toul--fablab``: no id of ours holds two hyphens in a row, so that none can be mistaken.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

SIGN = "--"
LATE = 30
"""Days without an answer after which a neighbour, and each of its entries, is said to be silent."""
LOST = 180
"""Days without an answer after which its entries leave the default lists and the figures."""
Silence = Literal["never", "heard", "late", "lost"]


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of a neighbour that was not taken: ``why`` is a sentence, ``params`` fill its holes."""

    kind: str
    id: str
    why: str
    params: dict[str, str] = {}


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a neighbour could not be read, since which day."""

    since: date
    why: str
    params: dict[str, str] = {}


class Neighbour(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the last visits to a neighbour brought. ``seen`` is the last day that it answered, by our own clock.

    ``pages`` gives for a kind the address of an entry's own page, with ``{id}`` for its id; ``answers`` what to say in the
    next visit so that only news is sent (address → ETag, Last-Modified); ``refused`` a few of the ``refusals``.
    """

    slug: str
    name: str
    url: str
    format: str = "maillage"
    licence: str = ""
    timezone: str = ""
    pages: dict[str, str] = {}
    seen: date | None = None
    fault: Fault | None = None
    counts: dict[str, int] = {}
    refusals: int = 0
    refused: tuple[Refusal, ...] = ()
    answers: dict[str, tuple[str, str]] = {}

    def silence(self, today: date) -> Silence:
        """How long ago it answered."""
        if self.seen is None:
            return "never"
        days = (today - self.seen).days
        return "heard" if days < LATE else "late" if days < LOST else "lost"

    def page(self, kind: str, identifier: str) -> str:
        """The address of an entry's own page; that of the neighbour where it has none that is known."""
        pattern = self.pages.get(kind, "")
        return pattern.replace("{id}", identifier.partition(SIGN)[2]) if pattern else self.url


def filled(words: str, params: Mapping[str, str]) -> str:
    """A sentence with its holes filled; neither is ours alone, so that nothing but plain names is a hole."""
    return re.sub(r"\{([a-z]+)\}", lambda hole: params.get(hole[1], hole[0]), words)


def is_ours(identifier: str) -> bool:
    """Whether an id is that of a record of this territory."""
    return SIGN not in identifier


def joined(slug: str, identifier: str) -> str:
    """How an entry of a neighbour is called here."""
    return f"{slug}{SIGN}{identifier}"
