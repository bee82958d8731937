"""How an event comes back: ``repeat`` and ``rrule`` read into one form, on the clock of the wall.

Of RFC 5545 (3.3.10) are taken the parts that calendar programs agree on: days, weeks, months, years with
BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS. Parts below the day (BYHOUR…) are refused, so that a day names one date of
a series at most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from maillage.model import Event, Repeat

HORIZON = timedelta(days=36525)
"""How far from its start a series is followed: a century, so that a rule that never fits ends too."""
MAX_DATES = 5000
"""How many dates of a series are ever made (a daily event: more than 13 years)."""
WEEK_DAY = re.compile(r"mo|tu|we|th|fr|sa|su")
MONTH_DAY = re.compile(r"(-1|[1-5])(mo|tu|we|th|fr|sa|su)")

_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBERED = "[+-]?[0-9]{1,2}"
_GRAMMAR = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,3}"),
    "UNTIL": re.compile("[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "WKST": re.compile(_DAY),
    "BYDAY": re.compile(f"(?:{_NUMBERED})?{_DAY}(?:,(?:{_NUMBERED})?{_DAY})*"),
    "BYMONTHDAY": re.compile(f"{_NUMBERED}(?:,{_NUMBERED})*"),
    "BYMONTH": re.compile("[0-9]{1,2}(?:,[0-9]{1,2})*"),
    "BYSETPOS": re.compile("[+-]?[0-9]{1,3}(?:,[+-]?[0-9]{1,3})*"),
}
_LARGEST = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 366}
_FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}


class BadRuleError(ValueError):
    """A rule that cannot be followed; its text is the part at fault."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One rhythm: ``parts`` of an RRULE without its end; ``until`` (last local start, included) or ``count``."""

    parts: tuple[tuple[str, str], ...]
    until: datetime | None = None
    count: int | None = None

    def starts(self, first: datetime, last: date) -> Iterator[datetime]:
        """Local starts from ``first`` to the end of day ``last``; neither ``count`` nor clocks are looked at."""
        end = min(datetime.combine(last, time.max), _later(first, HORIZON))
        if self.until is not None:
            end = min(end, self.until)
        return iter(_rule(self.parts, first).replace(until=end))


def recurrence(event: Event, zone: ZoneInfo) -> Recurrence | None:
    """The rhythm of an event, None if it takes place once. Raises BadRuleError for an unreadable ``rrule``."""
    if event.repeat is not None:
        return _from_repeat(event.repeat)
    return None if event.rrule is None else _from_rrule(event.rrule, zone)


def is_one_of(rule: Recurrence, start: datetime) -> bool:
    """Whether the start that an event gives is itself a date of its rhythm."""
    return next(_rule(rule.parts, start).replace(until=start).__iter__(), None) == start


def misfits(repeat: Repeat) -> Iterator[int]:
    """Positions in ``on`` of days that do not go with ``every``, or with the first day of the list.

    A week takes names of days; a month takes numbered days or days of the month, not both; a day takes none.
    """
    numbered = bool(repeat.on) and isinstance(repeat.on[0], str)
    for position, day in enumerate(repeat.on):
        if repeat.every == "week":
            fits = isinstance(day, str) and WEEK_DAY.fullmatch(day) is not None
        elif repeat.every == "month" and isinstance(day, str):
            fits = numbered and MONTH_DAY.fullmatch(day) is not None
        else:
            fits = repeat.every == "month" and not numbered
        if not fits:
            yield position


def _from_repeat(repeat: Repeat) -> Recurrence:
    parts = [("FREQ", _FREQUENCIES[repeat.every])]
    if repeat.interval > 1:
        parts.append(("INTERVAL", str(repeat.interval)))
    parts.append(("WKST", "MO"))
    if repeat.on:
        key = "BYDAY" if isinstance(repeat.on[0], str) else "BYMONTHDAY"
        parts.append((key, ",".join(str(day).upper() for day in repeat.on)))
    until = None if repeat.until is None else _end_of_day(repeat.until)
    return Recurrence(tuple(parts), until, repeat.count)


def check_rule(text: str) -> None:
    """Raise BadRuleError for a rule that we do not follow; other programs run without end on some of these (INTERVAL=0)."""
    _from_rrule(text, ZoneInfo("UTC"))


def _from_rrule(text: str, zone: ZoneInfo) -> Recurrence:
    parts: dict[str, str] = {}
    for part in text.split(";"):
        key, _, value = part.partition("=")
        known = key in _GRAMMAR and key not in parts
        if not (known and _GRAMMAR[key].fullmatch(value) and _in_range(key, value)):
            raise BadRuleError(part)
        parts[key] = value
    _check_together(parts)
    until, count = parts.pop("UNTIL", None), parts.pop("COUNT", None)
    parts.setdefault("WKST", "MO")
    end = _until(until, zone) if until else None
    return Recurrence(tuple(parts.items()), end, int(count) if count else None)


def _in_range(key: str, value: str) -> bool:
    if key == "BYDAY":
        return all(1 <= abs(int(number)) <= 53 for number in re.findall(_NUMBERED, value))
    largest = _LARGEST.get(key)
    return largest is None or all(1 <= abs(int(number)) <= largest for number in value.split(","))


def _check_together(parts: dict[str, str]) -> None:
    """What RFC 5545 forbids between parts (the notes below the table of 3.3.10)."""
    frequency = parts.get("FREQ", "")
    if not frequency:
        raise BadRuleError("FREQ")
    if frequency in {"DAILY", "WEEKLY"} and re.search("[0-9]", parts.get("BYDAY", "")):
        raise BadRuleError(f"BYDAY={parts['BYDAY']}")
    if frequency == "WEEKLY" and "BYMONTHDAY" in parts:
        raise BadRuleError("BYMONTHDAY")
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH"}:
        raise BadRuleError("BYSETPOS")
    if {"UNTIL", "COUNT"} <= parts.keys():
        raise BadRuleError("UNTIL, COUNT")


def _until(text: str, zone: ZoneInfo) -> datetime:
    """The last local start that an UNTIL allows: a day counts whole, an instant (Z) goes on the local clock."""
    try:
        until = datetime.fromisoformat(text)
    except ValueError:
        raise BadRuleError(f"UNTIL={text}") from None
    if until.tzinfo is not None:
        return until.astimezone(zone).replace(tzinfo=None)
    return until if "T" in text else _end_of_day(until.date())


def _end_of_day(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59))


def _later(moment: datetime, span: timedelta) -> datetime:
    return moment + span if datetime.max - moment > span else datetime.max


@lru_cache(maxsize=1024)
def _rule(parts: tuple[tuple[str, str], ...], first: datetime) -> rrule:
    rule = rrulestr(";".join(f"{key}={value}" for key, value in parts), dtstart=first)
    if not isinstance(rule, rrule):  # a set, which one line of text never makes
        raise TypeError(parts)
    return rule
