"""Events, once or in series."""

from datetime import date, timedelta
from typing import Literal

import msgspec

from maillage.model.base import Location, Part, Record, When, parse_duration, parse_when


class Repeat(Part, frozen=True):
    """How an event comes back; ``on`` holds ``mo``…``su``, ``2sa``, ``-1fr`` or days of the month."""

    every: Literal["day", "week", "month"]
    interval: int = 1
    on: tuple[str | int, ...] = ()
    until: date | None = None
    count: int | None = None


class Move(Part, frozen=True):
    """One date of a series put elsewhere; ``origin`` and ``target`` are ``from`` and ``to`` in the file."""

    origin: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")


class Registration(Part, frozen=True):
    """How to register."""

    url: str | None = None
    deadline: date | None = None
    capacity: int | None = None


class Event(Record, frozen=True, kw_only=True):
    """Something that happens, once or in a series. Times are local to ``timezone`` (the territory's if None)."""

    title: str
    start: str
    organisers: tuple[str, ...]
    easy_read: str | None = None
    end: str | None = None
    duration: str | None = None
    timezone: str | None = None
    repeat: Repeat | None = None
    rrule: str | None = None
    exceptions: tuple[str, ...] = msgspec.field(default=(), name="except")
    moved: tuple[Move, ...] = ()
    status: Literal["confirmed", "cancelled", "postponed", "full"] = "confirmed"
    reason: str | None = None
    kind: str = "meeting"
    mode: Literal["on-site", "online", "hybrid"] = "on-site"
    place: str | Location | None = None
    url: str | None = None
    skills: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    registration: Registration | None = None
    access_notes: str | None = None

    @property
    def first(self) -> When:
        """The first start, local."""
        return parse_when(self.start)

    @property
    def all_day(self) -> bool:
        """Whether it is a matter of days, without hours."""
        return "T" not in self.start

    @property
    def length(self) -> timedelta:
        """From start to end. A day event ends with its last day, so one day is ``timedelta(days=1)``."""
        if self.duration is not None:
            return parse_duration(self.duration)
        if self.end is None:
            return timedelta(days=1) if self.all_day else timedelta(0)
        span = parse_when(self.end) - self.first
        return span + timedelta(days=1) if self.all_day else span
