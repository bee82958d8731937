"""The records of how the network decides: charter, decisions and minutes, committees, consultations and their answers."""

import re
from datetime import date
from typing import Literal

import msgspec

from maillage.model import Part, Record

Day = date
"""A day: a field is called ``date``."""
Status = Literal["proposed", "adopted", "superseded", "declined"]
_NUMBERED = re.compile(r"##[ \t]+([0-9]{1,2})\b.*")
_HEADING = re.compile(r"##[ \t].*|##")
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")


class Charter(Record, frozen=True, kw_only=True):
    """One version of the charter; ``description`` is its text. Without ``date`` it is a draft that nobody adopted yet."""

    title: str
    version: str
    date: Day | None = None
    decision: str | None = None


class Decision(Record, frozen=True, kw_only=True):
    """A decision, the minutes of a meeting, or a rule of how to decide. ``until`` is the last day to object to a proposal."""

    title: str
    date: Day
    status: Status
    kind: Literal["decision", "minutes", "rules"] = "decision"
    supersedes: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    committee: str | None = None
    event: str | None = None
    minutes: str | None = None
    until: Day | None = None
    review: Day | None = None


class Term(Part, frozen=True):
    """A seat held from a day on; ``last`` is the last day, None while no end is known."""

    actor: str
    first: date = msgspec.field(name="from")
    last: date | None = msgspec.field(default=None, name="to")
    role: str | None = None

    def holds(self, day: date) -> bool:
        """Whether the seat is held on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


class Committee(Record, frozen=True, kw_only=True):
    """A few who look after something; ``seats`` is how many there are to fill, where that is fixed."""

    name: str
    seats: int | None = None
    members: tuple[Term, ...] = ()
    joining: str | None = None
    meets: str | None = None
    email: str | None = None
    ended: date | None = None


class Consultation(Record, frozen=True, kw_only=True):
    """Questions put to the territory; ``closes`` is the last day to answer, ``outcome`` what came of it."""

    title: str
    opens: date
    questions: tuple[str, ...]
    closes: date | None = None
    asked_by: tuple[str, ...] = ()
    outcome: str | None = None
    decision: str | None = None

    def state(self, today: date) -> Literal["coming", "open", "closed"]:
        """Whether one may answer on ``today``."""
        if today < self.opens:
            return "coming"
        return "closed" if self.closes is not None and self.closes < today else "open"


class Answer(Record, frozen=True, kw_only=True):
    """What somebody answers to a consultation: in ``description``, below ``## 1``, ``## 2``… what they say to each question.

    ``by`` are actors of the directory; ``signed`` is the name of somebody who is none.
    """

    consultation: str
    date: Day
    by: tuple[str, ...] = ()
    signed: str | None = None
    title: str | None = None


class Said(Part, frozen=True):
    """A piece of an answer: the line of the text (from 0) that its heading is on, the question (None: none), the words."""

    line: int
    question: int | None
    text: str


def pieces(text: str) -> tuple[Said, ...]:
    """An answer by question, in the order of the text; what stands before the first heading answers no question.

    >>> [(one.question, one.text) for one in pieces("Bonjour.\\n\\n## 2. Et ensuite ?\\nLe bus.")]
    [(None, 'Bonjour.'), (2, 'Le bus.')]
    """
    found: list[tuple[int, int | None, list[str]]] = [(0, None, [])]
    fence = ""
    for number, line in enumerate(text.splitlines()):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if not fence and _HEADING.fullmatch(line):
            numbered = _NUMBERED.fullmatch(line)
            found.append((number, int(numbered[1]) if numbered else 0, []))
        else:
            found[-1][2].append(line)
    made = (Said(line, question, "\n".join(lines).strip()) for line, question, lines in found)
    return tuple(one for one in made if one.text or one.question is not None)
