"""How old the word behind a record is, and what that makes of it (``territory.yaml: freshness``)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

from maillage.model import Record
from maillage.settings import Freshness

State = Literal["fresh", "to-confirm", "archived", "unknown"]
"""``unknown``: nobody ever vouched for it, so that nothing is known of its age."""


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another: 2026-01-31 to 2026-02-28 is none yet."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def state_on(verified: date | None, limits: Freshness, today: date) -> State:
    """What a record last confirmed on a day is ``today``."""
    if verified is None:
        return "unknown"
    age = months_between(verified, today)
    if age >= limits.archive_after:
        return "archived"
    return "to-confirm" if age >= limits.confirm_after else "fresh"


def state(record: Record, limits: Freshness, today: date) -> State:
    """What a record is ``today``.

    One that a source still gives (an import brought it, and none has missed it since) is never archived by its age alone:
    that it exists is said anew with each import; a directory just brought in would else show nothing.
    """
    found = state_on(record.verified.on if record.verified else None, limits, today)
    return "to-confirm" if found == "archived" and _still_given(record) else found


def _still_given(record: Record) -> bool:
    given = record.source is not None and record.source.id is not None
    return given and getattr(record, "status", None) != "gone-from-source"


def census(records: Iterable[Record], limits: Freshness, today: date) -> dict[State, int]:
    """How many records are in each state; every state is there, were it with none."""
    counted = Counter(state(record, limits, today) for record in records)
    return {
        "fresh": counted["fresh"],
        "to-confirm": counted["to-confirm"],
        "archived": counted["archived"],
        "unknown": counted["unknown"],
    }
