"""Whether a place is open at a moment, by the rules that :mod:`maillage.derive.hours` reads.

``theme/static/js/search/hours.js`` decides the same in the browser. Both are held to the opening_hours library.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

from maillage.derive.hours import MONTHS, Rule, parse

SATURDAY = 5
_DAY = timedelta(days=1)
_LAST = 31


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm that Meeus printed)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, proof = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - proof + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, _LAST)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Public holidays that hold in all of France; the two more of Alsace-Moselle are not known here."""
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (1, 39, 50)
    return frozenset([*(date(year, *day) for day in fixed), *(easter(year) + after * _DAY for after in moving)])


def is_open(notation: str, moment: datetime) -> bool | None:
    """Whether it is open at a local moment; None where the notation is not understood or says it in words only."""
    rules = parse(notation)
    if rules is None:
        return None
    today, before = _rule_of(rules, moment.date()), _rule_of(rules, moment.date() - _DAY)
    return _state(today, before, f"{moment:%H:%M}")


def week(notation: str, monday: date) -> tuple[bool | None, ...] | None:
    """What :func:`is_open` says at half past each hour of a week, Monday at 0:30 first; None where it is not understood."""
    rules = parse(notation)
    if rules is None:
        return None
    holding = [_rule_of(rules, monday + day * _DAY) for day in range(-1, 7)]
    return tuple(_state(today, before, f"{hour:02}:30") for before, today in pairwise(holding) for hour in range(24))


def _state(today: Rule | None, before: Rule | None, time: str) -> bool | None:
    """Whether the rules of a day and of the day before say that it is open at a time (``09:30``)."""
    if before and any(end < begin and time < end for begin, end in before.spans):
        return None if before.comment else True
    if today is None:
        return False
    if today.always or any(begin <= time < end or (end < begin and time >= begin) for begin, end in today.spans):
        return None if today.comment else True
    return None if today.comment and not today.spans else False


@cache
def opens_on(notation: str, weekday: int) -> bool:
    """Whether it opens on a day of the week (Monday is 0) in some week of a common year."""
    rules = parse(notation)
    if rules is None:
        return False
    first = date(2026, 1, 5) + weekday * _DAY
    found = (_rule_of(rules, first + 7 * week * _DAY) for week in range(52))
    return any(rule is not None and (rule.always or rule.spans) for rule in found)


def _rule_of(rules: Sequence[Rule], day: date) -> Rule | None:
    """The rule that holds on a day: the last that speaks of it; a fallback only where none does."""
    chosen: Rule | None = None
    for rule in rules:
        if _speaks_of(rule, day) and not (rule.fallback and chosen):
            chosen = rule
    return chosen


def _speaks_of(rule: Rule, day: date) -> bool:
    """School holidays are not known, so a rule for them alone never holds."""
    if rule.season and not _in_season(rule.season, day):
        return False
    holiday = "PH" in rule.days and day in holidays(day.year)
    return not rule.days or day.weekday() in rule.days or holiday


def _in_season(season: str, day: date) -> bool:
    """``Jul-Aug``, ``Dec 24-Jan 02``, ``Jul 1-15``, ``Mar``, ``May 1``; both ends included, the turn of the year too."""
    ends = list(_ends(season))
    first, last = ends[0], ends[-1]
    here = (day.month, day.day)
    begin = (first[0], first[1] or 1)
    end = (last[0], last[1] or _LAST)
    return begin <= here <= end if begin <= end else here >= begin or here <= end


def _ends(season: str) -> Iterator[tuple[int, int]]:
    """(month, day) of each end; day 0 is a whole month, and an end that names no month is in the first one's."""
    month = 0
    for part in season.split("-"):
        name = re.match(r"[A-Z][a-z]{2}", part)
        month = MONTHS.index(name[0]) + 1 if name else month
        digits = re.search(r"[0-9]+", part)
        yield month, int(digits[0]) if digits else 0
