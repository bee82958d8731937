"""A list of dates, as agendas publish them, as few records as say exactly the same."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from maillage.exchange.events.fields import when

Timing = tuple[datetime, datetime]
WEEK = ("mo", "tu", "we", "th", "fr", "sa", "su")
DAY = timedelta(days=1)


def series(timings: Sequence[Timing], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Start, end, and what repeats: one record for each pair of hours, each date of which is one of ``timings``.

    Dates that make no rhythm (more exceptions than dates) become records of their own.
    """
    by_hours: dict[tuple[time, time, int], list[Timing]] = defaultdict(list)
    for begin, end in sorted({(begin.astimezone(zone), end.astimezone(zone)) for begin, end in timings}):
        by_hours[begin.time(), end.time(), (end.date() - begin.date()).days].append((begin, end))
    made = [record for group in by_hours.values() for record in _group(group, zone)]
    return sorted(made, key=lambda record: str(record["start"]))


def _group(group: list[Timing], zone: ZoneInfo) -> list[dict[str, Any]]:
    first = group[0]
    alone = {"start": when(first[0], zone), **({"end": when(first[1], zone)} if first[1] > first[0] else {})}
    days = [begin.date() for begin, _ in group]
    if len(days) == 1:
        return [alone]
    if len(set(days)) < len(days):
        return [record for one in group for record in _group([one], zone)]
    rhythm, missing = _rhythm(days)
    if len(missing) > len(days):
        return [record for one in group for record in _group([one], zone)]
    excepted = [f"{day.isoformat()}T{first[0]:%H:%M}" for day in missing]
    return [{**alone, "repeat": rhythm, **({"except": excepted} if excepted else {})}]


def _rhythm(days: Sequence[date]) -> tuple[dict[str, Any], list[date]]:
    """The rhythm with the fewest exceptions: every day, or every week on the days that occur."""
    until = {"until": days[-1].isoformat()}
    weekdays = sorted({day.weekday() for day in days})
    daily: tuple[dict[str, Any], list[date]] = ({"every": "day", **until}, _missing(days, set(range(7))))
    weekly = ({"every": "week", "on": [WEEK[day] for day in weekdays], **until}, _missing(days, set(weekdays)))
    return min(daily, weekly, key=lambda choice: len(choice[1]))


def _missing(days: Sequence[date], weekdays: set[int]) -> list[date]:
    known = set(days)
    span = (days[0] + DAY * step for step in range((days[-1] - days[0]).days + 1))
    return [day for day in span if day.weekday() in weekdays and day not in known]
