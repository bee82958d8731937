"""When the clocks of a time zone change, and the VTIMEZONE (RFC 5545, 3.6.5) that says so to calendar programs.

Made from the IANA data that Python reads, so every zone is right, and checked against it: where the changes of a
zone follow two yearly rules they are written as rules, which hold for ever; elsewhere each change is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import chain
from zoneinfo import ZoneInfo

LAST_YEAR = 2037
"""Year up to which changes that follow no rule are written (later ones are anybody's guess)."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the local time at which it happens (on the old clock), offsets before and after, the new name."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def hidden(self) -> tuple[datetime, datetime]:
        """First and last local time that are skipped (or said twice): the order is that of the hours."""
        other = self.local + (self.after - self.before)
        return min(self.local, other), max(self.local, other)


@cache
def changes(key: str, first: int, last: int) -> tuple[Change, ...]:
    """Every change of the clocks of zone ``key`` in the years ``first`` to ``last``, both included."""
    zone = ZoneInfo(key)
    found = []
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while day < end:
        following = day + timedelta(days=1)
        if _offset(day, zone) != _offset(following, zone):
            found.append(_change(day, following, zone))
        day = following
    return tuple(found)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _change(early: datetime, late: datetime, zone: ZoneInfo) -> Change:
    """The change between two instants, found by halving, to the second."""
    before = _offset(early, zone)
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    return Change(
        (late + before).replace(tzinfo=None), before, _offset(late, zone), late.astimezone(zone).tzname() or ""
    )


@cache
def vtimezone(key: str, first: int) -> str:
    """The VTIMEZONE component of zone ``key`` for times from the year ``first`` on; lines end with CRLF."""
    first = min(max(first, 1971), 9980)  # before there is local mean time, after it Python has no dates
    found = changes(key, first - 1, max(LAST_YEAR, first + 10))
    if not found:
        start = datetime(first - 1, 1, 1, tzinfo=UTC)
        offset, name = _offset(start, ZoneInfo(key)), start.astimezone(ZoneInfo(key)).tzname() or key
        parts = [_part(Change(start.replace(tzinfo=None), offset, offset, name))]
    else:
        parts = _by_rule(found) or [_part(change) for change in found]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}", *chain.from_iterable(parts), "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines)


def _by_rule(found: Sequence[Change]) -> list[list[str]]:
    """Two parts with a yearly rule each, or nothing where the changes follow none."""
    kinds = {(change.before, change.after, change.local.time()) for change in found}
    years = found[-1].local.year - found[0].local.year + 1
    if len(kinds) != 2 or len(found) != 2 * years:
        return []
    parts = []
    for first in found[:2]:
        same = [change.local.date() for change in found if change.after == first.after]
        rule = _rule(same)
        if rule is None:
            return []
        parts.append(_part(first, rule))
    return parts


def _rule(days: Sequence[date]) -> str | None:
    """``FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`` for days that are the last (or nth) of their name in one month."""
    if len({(day.month, day.weekday()) for day in days}) != 1:
        return None
    if all((day + timedelta(days=7)).month != day.month for day in days):
        number = -1
    elif len(numbers := {(day.day - 1) // 7 + 1 for day in days}) == 1:
        number = numbers.pop()
    else:
        return None
    return f"FREQ=YEARLY;BYMONTH={days[0].month};BYDAY={number}{_DAYS[days[0].weekday()]}"


def _part(change: Change, rule: str | None = None) -> list[str]:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.local:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_written(change.before)}",
        f"TZOFFSETTO:{_written(change.after)}",
        f"TZNAME:{change.name}",
        f"END:{kind}",
    ]


def _written(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta(0) else '+'}{minutes // 60:02}{minutes % 60:02}"
