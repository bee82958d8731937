"""The dates on which events take place: series, exceptions, moved dates, clock changes, whole days.

A series lives on the clock of the wall: what begins at 14:00 begins at 14:00 all year. Around a clock change
the rules are those of RFC 5545: a local time that occurs twice (autumn) means the first of the two; one that
does not exist (spring) is no date of the series, and does not count in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maillage.derive.recurrence import MAX_DATES, BadRuleError, Recurrence, is_one_of, misfits, recurrence
from maillage.model import Event, Move, When, parse_when
from maillage.problems import Finding, Pointer

Said = list[tuple[Pointer, str]]
"""Values of an event that are dates or date-times, with where they stand."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of an event.

    ``start`` and ``end`` are aware datetimes; of an ``all_day`` event they are dates, the end excluded.
    ``moved_from`` is the start it was planned for, if the date was moved.
    """

    event: Event
    start: When
    end: When
    all_day: bool
    moved_from: When | None = None

    @property
    def first_day(self) -> date:
        """The local day it begins."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date:
        """The local day it ends, included. What ends at midnight ends the day before."""
        if not isinstance(self.end, datetime):
            return self.end - timedelta(days=1)
        at_midnight = self.end.time() == time(0) and self.end > self.start
        return self.end.date() - timedelta(days=int(at_midnight))

    @property
    def spans_days(self) -> bool:
        """Whether it ends on a later day than it begins."""
        return self.last_day > self.first_day


def occurrences(event: Event, *, timezone: str, first: date, last: date) -> tuple[Occurrence, ...]:
    """The dates of an event that touch the days ``first`` to ``last`` (both included), in order.

    ``timezone`` holds where the event says none. Raises BadRuleError for a rule that :func:`check` refuses.
    """
    zone = ZoneInfo(event.timezone or timezone)
    moves = {_day(parse_when(move.origin)): move for move in event.moved}
    reach = max([last, *moves])
    planned = _planned(event, zone, reach)
    found = [occurrence_at(event, start, zone, _move_of(moves, start)) for start in planned]
    inside = [one for one in found if one.first_day <= last and one.last_day >= first]
    return tuple(sorted(inside, key=lambda one: _instant(one, zone)))


def all_occurrences(events: Iterable[Event], *, timezone: str, first: date, last: date) -> tuple[Occurrence, ...]:
    """The dates of all events that touch the days ``first`` to ``last``, by start, then by the event's id."""
    zone = ZoneInfo(timezone)
    found = [one for event in events for one in occurrences(event, timezone=timezone, first=first, last=last)]
    return tuple(sorted(found, key=lambda one: (_instant(one, zone), one.event.id)))


def local_starts(event: Event, zone: ZoneInfo, last: date) -> Iterator[tuple[datetime, bool]]:
    """Starts of the series on the clock of the wall up to ``last``, before exceptions and moves.

    Each comes with whether that local time exists; those that do not are no dates and do not count.
    """
    start, rule = _naive(event.first), recurrence(event, zone)
    left = MAX_DATES if rule is None or rule.count is None else min(rule.count, MAX_DATES)
    for moment in [start] if rule is None else rule.starts(start, last):
        exists = event.all_day or to_aware(moment, zone) is not None
        yield moment, exists
        left -= exists
        if left == 0:
            return


def to_aware(local: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant of a local time: the first of two where it occurs twice, None where the clock skips it."""
    aware = local.replace(tzinfo=zone)
    back = aware.astimezone(UTC).astimezone(zone)
    return aware if back.replace(tzinfo=None, fold=0) == local else None


def _planned(event: Event, zone: ZoneInfo, last: date) -> Iterator[datetime]:
    """Local starts that exist and are not excluded."""
    wholly = {when for text in event.exceptions if not isinstance(when := parse_when(text), datetime)}
    exactly = {when for text in event.exceptions if isinstance(when := parse_when(text), datetime)}
    for start, exists in local_starts(event, zone, last):
        if exists and start.date() not in wholly and start not in exactly:
            yield start


def occurrence_at(event: Event, planned: datetime, zone: ZoneInfo, move: Move | None = None) -> Occurrence:
    """The date that begins at the local time ``planned``, or where ``move`` puts it."""
    start = planned if move is None else _naive(parse_when(move.target), planned.time())
    if event.all_day:
        day = start.date()
        return Occurrence(event, day, day + event.length, True, planned.date() if move else None)
    begin = clock(start, zone)
    return Occurrence(event, begin, _end(event, begin, zone), False, clock(planned, zone) if move else None)


def _move_of(moves: Mapping[date, Move], planned: datetime) -> Move | None:
    move = moves.get(planned.date())
    return move if move and _naive(parse_when(move.origin), planned.time()) == planned else None


def _end(event: Event, begin: datetime, zone: ZoneInfo) -> datetime:
    """An end is a time on the wall, even in the night of a clock change; hours of duration are elapsed time."""
    if event.duration is not None and not event.duration.endswith("d"):
        return (begin.astimezone(UTC) + event.length).astimezone(zone)
    end = clock(begin.replace(tzinfo=None, fold=0) + event.length, zone)
    return max(end, begin, key=lambda moment: moment.astimezone(UTC))


def clock(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a local time; one that the clock skips has the offset of before (RFC 5545, 3.3.5)."""
    return to_aware(local, zone) or local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _naive(when: When, at: time = time(0)) -> datetime:
    return when if isinstance(when, datetime) else datetime.combine(when, at)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _instant(one: Occurrence, zone: ZoneInfo) -> datetime:
    start = one.start if isinstance(one.start, datetime) else datetime.combine(one.start, time(0), zone)
    return start.astimezone(UTC)


def check(event: Event, timezone: str) -> Iterator[Finding]:
    """What is wrong with the times of an event that its schema accepted; ``timezone`` is the territory's."""
    zone = ZoneInfo(event.timezone or timezone)
    mixed = list(_check_forms(event))
    yield from mixed
    yield from _check_clock(event, zone)
    if not mixed and event.end is not None and event.length < timedelta(days=int(event.all_day)):
        yield "end-before-start", ("end",), {"end": event.end, "start": event.start}
    bad_rule = list(_check_rule(event, zone))
    yield from bad_rule
    yield from _check_deadline(event)
    if not mixed and not bad_rule:
        yield from _check_dates(event, zone)


def _check_forms(event: Event) -> Iterator[Finding]:
    """Days with days, hours with hours. An exception may name a whole day of an event that has hours."""
    said = [*_ends(event), *_targets(event), *(_excluded(event) + _origins(event) if event.all_day else [])]
    for pointer, text in said:
        if ("T" in text) == event.all_day:
            field = ".".join(str(key) for key in pointer if isinstance(key, str))
            yield "mixed-day-and-time", pointer, {"field": field, "start": event.start}
    if event.all_day and event.duration is not None and not event.duration.endswith("d"):
        yield "mixed-day-and-time", ("duration",), {"field": "duration", "start": event.start}


def _check_clock(event: Event, zone: ZoneInfo) -> Iterator[Finding]:
    for pointer, text in [(("start",), event.start), *_ends(event), *_targets(event)]:
        when = parse_when(text)
        if isinstance(when, datetime) and to_aware(when, zone) is None:
            yield "time-skipped-by-clock", pointer, {"start": text}


def _check_rule(event: Event, zone: ZoneInfo) -> Iterator[Finding]:
    if event.repeat is not None:
        for position in misfits(event.repeat):
            day, every = event.repeat.on[position], event.repeat.every
            yield "bad-repeat-day", ("repeat", "on", position), {"value": day, "every": every}
    try:
        rule = recurrence(event, zone)
    except BadRuleError as error:
        yield "bad-rrule", ("rrule",), {"value": event.rrule or "", "reason": str(error)}
        return
    if rule is not None and rule.until is not None and rule.until < _naive(event.first):
        pointer: Pointer = ("rrule",) if event.repeat is None else ("repeat", "until")
        yield "until-before-start", pointer, {"until": rule.until.date().isoformat(), "start": event.start}


def _check_deadline(event: Event) -> Iterator[Finding]:
    """Only of what takes place once: one may join a series under way."""
    deadline = event.registration.deadline if event.registration else None
    if deadline is not None and not event.repeat and not event.rrule and deadline > _day(event.first):
        where: Pointer = ("registration", "deadline")
        yield "deadline-after-start", where, {"deadline": deadline.isoformat(), "start": event.start}


def _check_dates(event: Event, zone: ZoneInfo) -> Iterator[Finding]:
    """Start, exceptions and moved dates must be dates of the series, else they would be without effect."""
    rule: Recurrence | None = recurrence(event, zone)
    if rule is not None and not is_one_of(rule, _naive(event.first)):
        yield "no-such-occurrence", ("start",), {"value": event.start}
        return
    if not (wanted := _excluded(event) + _origins(event)):
        return
    reach = max(_day(parse_when(text)) for _, text in wanted)
    starts = [start for start, exists in local_starts(event, zone, reach) if exists]
    planned = set(_planned(event, zone, reach))
    for pointer, text in wanted:
        known = starts if pointer[0] == "except" else planned
        when = parse_when(text)
        if not any(start == when if isinstance(when, datetime) else start.date() == when for start in known):
            yield "no-such-occurrence", pointer, {"value": text}


def _ends(event: Event) -> Said:
    return [] if event.end is None else [(("end",), event.end)]


def _excluded(event: Event) -> Said:
    return [(("except", position), text) for position, text in enumerate(event.exceptions)]


def _origins(event: Event) -> Said:
    return [(("moved", position, "from"), move.origin) for position, move in enumerate(event.moved)]


def _targets(event: Event) -> Said:
    return [(("moved", position, "to"), move.target) for position, move in enumerate(event.moved)]
