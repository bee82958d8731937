"""When the network's equipment is free, lent or looked after; how much it serves; and loans that cannot both be.

A loan takes one piece; days of maintenance take all of them. Days are local and both ends count. Everything is read off
the steps between an item's own periods, never day by day: linear in its bookings, after sorting them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import pairwise

from maillage.model import Booking, Equipment, Period
from maillage.problems import Finding

DAY = timedelta(days=1)
YEAR = 365
"""Days over which use is counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """Days in a row that are alike: ``lent`` pieces are away, ``maintenance`` takes the rest. ``end`` is the day after."""

    start: date
    end: date
    lent: int
    maintenance: bool

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` on, and of them those with a piece left, with all away, and in maintenance: they sum to ``days``."""

    first: date
    days: int
    free: int
    lent: int
    maintenance: int


@dataclass(frozen=True, slots=True)
class Use:
    """Days lent out of those there were, counted for each piece."""

    lent: int
    days: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 where there was nothing to lend."""
        return self.lent / self.days if self.days else 0.0

    def __add__(self, other: "Use") -> "Use":
        """The use of both together."""
        return Use(self.lent + other.lent, self.days + other.days)


def steps(item: Equipment, start: date, end: date) -> Iterator[Step]:
    """The days from ``start`` to the day before ``end`` as steps, without a gap."""
    changes: dict[date, list[int]] = {start: [0, 0], end: [0, 0]}
    for which, periods in enumerate((item.bookings, item.maintenance)):
        for period in periods:
            if period.last >= start and period.first < end:
                changes.setdefault(max(period.first, start), [0, 0])[which] += 1
                changes.setdefault(min(period.last + DAY, end), [0, 0])[which] -= 1
    lent = kept = 0
    for here, after in pairwise(sorted(changes)):
        lent, kept = lent + changes[here][0], kept + changes[here][1]
        yield Step(here, after, lent, kept > 0)


def months(item: Equipment, today: date, count: int = 12) -> tuple[Span, ...]:
    """This month from today on, and the whole months after it."""
    starts = [today, *(_month(today, ahead) for ahead in range(1, count + 1))]
    totals = [[0, 0, 0] for _ in range(count)]
    position = 0
    for step in steps(item, today, starts[-1]):
        state = 2 if step.maintenance else int(step.lent >= item.quantity)
        here = step.start
        while here < step.end:
            until = min(step.end, starts[position + 1])
            totals[position][state] += (until - here).days
            here = until
            position += here == starts[position + 1]
    return tuple(
        Span(first, (after - first).days, *total)
        for (first, after), total in zip(pairwise(starts), totals, strict=True)
    )


def _month(day: date, ahead: int) -> date:
    years, month = divmod(day.month - 1 + ahead, 12)
    return date(day.year + years, month + 1, 1)


def use(item: Equipment, today: date) -> Use:
    """Of the 365 days that end yesterday, those on which each piece was lent."""
    lent = sum(step.days * min(step.lent, item.quantity) for step in steps(item, today - YEAR * DAY, today))
    return Use(lent, YEAR * item.quantity)


def pool_use(items: Iterable[Equipment], today: date) -> Use:
    """The same for all items together, each piece counted alike."""
    return sum((use(item, today) for item in items), Use(0, 0))


def next_free(item: Equipment, today: date, within: int = YEAR) -> date | None:
    """The first day with a piece left, today if there is one; None where there is none within so many days."""
    found = (step.start for step in steps(item, today, today + within * DAY) if _is_free(step, item.quantity))
    return next(found, None)


def _is_free(step: Step, quantity: int) -> bool:
    return not step.maintenance and step.lent < quantity


def upcoming(item: Equipment, today: date) -> tuple[Booking, ...]:
    """Loans that are not over, soonest first."""
    return tuple(sorted((one for one in item.bookings if one.last >= today), key=lambda one: (one.first, one.last)))


def check(item: Equipment) -> Iterator[Finding]:
    """Periods that end before they begin, loans asked for when they had begun, on days of maintenance, or more than there are pieces."""
    for field, periods in (("bookings", item.bookings), ("maintenance", item.maintenance)):
        for position, period in enumerate(periods):
            if period.last < period.first:
                params: dict[str, str | int | float] = {"start": str(period.first), "end": str(period.last)}
                yield "period-reversed", (field, position, "to"), params
    for position, booking in enumerate(item.bookings):
        if booking.asked and booking.asked > booking.first:
            said: dict[str, str | int | float] = {"booking": _named(booking), "asked": str(booking.asked)}
            yield "booked-in-the-past", ("bookings", position, "from"), said
    sound = [(position, one) for position, one in enumerate(item.bookings) if one.last >= one.first]
    sound.sort(key=lambda pair: (pair[1].first, pair[0]))
    yield from _in_maintenance(sound, [one for one in item.maintenance if one.last >= one.first])
    yield from _over_quantity(sound, item.quantity)


def _in_maintenance(bookings: Sequence[tuple[int, Booking]], closed: Sequence[Period]) -> Iterator[Finding]:
    """Closed periods are joined where they touch, so that one look finds the only one that can be in the way."""
    joined: list[Period] = []
    for period in sorted(closed, key=lambda one: one.first):
        if joined and period.first <= joined[-1].last:
            joined[-1] = Period(joined[-1].first, max(joined[-1].last, period.last))
        else:
            joined.append(Period(period.first, period.last))
    starts = [period.first for period in joined]
    for position, booking in bookings:
        before = bisect_right(starts, booking.last) - 1
        if before >= 0 and joined[before].last >= booking.first:
            yield (
                "booked-in-maintenance",
                ("bookings", position, "from"),
                {"booking": _named(booking), "start": str(joined[before].first), "end": str(joined[before].last)},
            )


def _over_quantity(bookings: Sequence[tuple[int, Booking]], quantity: int) -> Iterator[Finding]:
    """Each loan for which nothing is left, with the one that ends first among those in its way."""
    away: list[tuple[date, int, Booking]] = []
    for position, booking in bookings:
        while away and away[0][0] < booking.first:
            heappop(away)
        if len(away) < quantity:
            heappush(away, (booking.last, position, booking))
            continue
        names: dict[str, str | int | float] = {"booking": _named(booking), "other": _named(away[0][2])}
        yield "booked-twice", ("bookings", position, "from"), {**names, "quantity": quantity}


def _named(booking: Booking) -> str:
    return f"{booking.by}, {booking.first} → {booking.last}"
