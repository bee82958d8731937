"""What every record is made of, and what every kind has."""

import re
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

When = date | datetime
Day = date
"""A local day, or a local day and time; the event's time zone says which instant that is."""


def parse_when(text: str) -> When:
    """Read ``2026-11-28`` as a date and ``2026-11-28T14:00`` as a local date-time.

    Raises ValueError where the calendar has no such day.
    """
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def parse_duration(text: str) -> timedelta:
    """Read ``45min``, ``2h``, ``1h30`` or ``3d``; the schema has already refused any other form."""
    if minutes := re.fullmatch(r"([0-9]+)min", text):
        return timedelta(minutes=int(minutes[1]))
    if hours := re.fullmatch(r"([0-9]+)h([0-9]{2})?", text):
        return timedelta(hours=int(hours[1]), minutes=int(hours[2] or 0))
    return timedelta(days=int(text.removesuffix("d")))


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of everything below: immutable, comparable, and written back without what was not said."""


class Verified(Part, frozen=True):
    """When somebody last vouched for the record, and who."""

    on: date
    by: str | None = None


class Mednum(Part, frozen=True):
    """Cells of the national standard that our fields cannot hold exactly, kept letter for letter."""

    raw: dict[str, str] = {}


class Source(Part, frozen=True):
    """Where a record was taken from."""

    name: str | None = None
    url: str | None = None
    licence: str | None = None
    id: str | None = None
    mednum: Mednum | None = None


class Translation(Part, frozen=True):
    """The texts of a record in another language."""

    name: str | None = None
    title: str | None = None
    summary: str | None = None
    easy_read: str | None = None
    description: str | None = None


class Geocoded(Part, frozen=True):
    """Which service found a point, when, and how sure it was (0 to 1)."""

    by: str
    on: date
    score: float | None = None


class Location(Part, frozen=True):
    """Where something is. Without ``lat``/``lon`` the commune's point is used, and said to be so (see derive.places)."""

    street: str | None = None
    extra: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    insee: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Literal["exact", "street", "municipality"] | None = None
    geocoded: Geocoded | None = None
    mobile: tuple[str, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """``(latitude, longitude)`` in degrees (WGS 84) as the record gives it, or None."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Record(Part, frozen=True):
    """What every kind has. ``id`` is the file's name, ``path`` the file, relative to the project's root."""

    id: str
    path: str
    summary: str | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()
    verified: Verified | None = None
    source: Source | None = None
    translations: dict[str, Translation] = {}

    @property
    def label(self) -> str:
        """What people call it."""
        return str(getattr(self, "name", "") or getattr(self, "title", ""))
