"""The records, as frozen structures that answer questions about themselves. Nothing here reads a file or a clock.

They are msgspec structures: frozen dataclasses in all but name, filled from checked data at the speed of C.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar

import msgspec

ActorKind = Literal["person", "collective", "organisation", "public-service", "place"]
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


class Contact(Part, frozen=True):
    """How to reach an actor; the first of each list is the principal one."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    booking: str | None = None


class Link(Part, frozen=True):
    """A site or an account; ``kind`` is an id of the vocabulary ``link-kinds``."""

    url: str
    kind: str = "website"


class Identifiers(Part, frozen=True):
    """Official identifiers; none is compulsory."""

    siret: str | None = None
    rna: str | None = None
    ridet: str | None = None
    osm: str | None = None
    wikidata: str | None = None
    git: str | None = None


class Offer(Part, frozen=True):
    """A skill brought; ``ways`` (``as`` in the file) are ids of the vocabulary ``offer-ways``."""

    skill: str
    note: str | None = None
    ways: tuple[str, ...] = msgspec.field(default=(), name="as")


class Met(Part, frozen=True):
    """How a need found its answer."""

    on: date
    by: tuple[str, ...] = ()
    outcome: str | None = None
    thanks: str | None = None


class Need(Part, frozen=True):
    """What an actor looks for: a skill, equipment, or something said in words."""

    opened: date
    skill: str | None = None
    equipment: str | None = None
    text: str | None = None
    title: str | None = None
    note: str | None = None
    until: date | None = None
    met: Met | None = None

    def is_open(self, today: date) -> bool:
        """Whether it still waits for an answer on ``today``."""
        return self.met is None and (self.until is None or self.until >= today)


class CharterSignature(Part, frozen=True):
    """Which version of the charter was signed, and when."""

    version: str
    signed: date


class Consent(Part, frozen=True):
    """A person's agreement to be listed; ``shared``: in the directories of neighbours too."""

    on: date
    by: str
    shared: bool = False


class Actor(Record, frozen=True, kw_only=True):
    """Somebody who helps or looks for help."""

    name: str
    kind: ActorKind
    status: Literal["gone-from-source"] | None = None
    location: Location | None = None
    serves: tuple[str, ...] = ()
    opening_hours: str | None = None
    contact: Contact = Contact()
    links: tuple[Link, ...] = ()
    identifiers: Identifiers = Identifiers()
    typologies: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    other_labels: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    acceslibre: str | None = None
    languages: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    needs: tuple[Need, ...] = ()
    member_of: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    parent: str | None = None
    distinct: tuple[str, ...] = ()
    also_from: tuple[Source, ...] = ()
    charter: CharterSignature | None = None
    recognition: Literal["public", "hidden"] = "public"
    consent: Consent | None = None


class Alignment(Part, frozen=True):
    """The same skill in another framework (ESCO, ROME, RNCP, DigComp, Pix)."""

    framework: str
    code: str
    url: str | None = None


class Skill(Record, frozen=True, kw_only=True):
    """Something one can do and others look for; or a profession, which gathers several."""

    name: str
    family: str
    kind: Literal["skill", "profession"] = "skill"
    broader: str | None = None
    related: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    mednum: str | None = None
    alignments: tuple[Alignment, ...] = ()
    skills: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


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


class Period(Part, frozen=True):
    """From one day to another, both included."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")


class Booking(Period, frozen=True, kw_only=True):
    """A loan, planned or past."""

    by: str
    event: str | None = None
    note: str | None = None


class Maintenance(Period, frozen=True, kw_only=True):
    """Days when the equipment cannot be lent."""

    note: str | None = None


class Equipment(Record, frozen=True, kw_only=True):
    """Something the network lends."""

    name: str
    category: str
    owner: str
    terms: str
    quantity: int = 1
    held_by: str | None = None
    condition: str | None = None
    value: float | None = None
    insurance: str | None = None
    deposit: float | None = None
    fee: float | None = None
    training: tuple[str, ...] = ()
    transport: str | None = None
    manual: str | None = None
    bookings: tuple[Booking, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()


class Endorsement(Part, frozen=True):
    """Somebody else who saw it and confirms it."""

    actor: str
    words: str | None = None
    on: date | None = None


class Contribution(Record, frozen=True, kw_only=True):
    """One thing done for the network. ``hours`` says how long it lasted, never who gave how much."""

    what: str
    on: date | Period
    by: tuple[str, ...]
    roles: tuple[str, ...]
    name: str | None = None
    beneficiaries: tuple[str, ...] = msgspec.field(default=(), name="for")
    hours: float | None = None
    skills: tuple[str, ...] = ()
    event: str | None = None
    equipment: str | None = None
    need: str | None = None
    practice: str | None = None
    evidence: tuple[str, ...] = ()
    endorsed_by: tuple[Endorsement, ...] = ()

    @property
    def label(self) -> str:
        """Its title, else what was done."""
        return self.name or self.what

    @property
    def period(self) -> Period:
        """From the first day to the last."""
        return self.on if isinstance(self.on, Period) else Period(self.on, self.on)


class Badge(Record, frozen=True, kw_only=True):
    """The sign of a role held and endorsed by others: one per role, without level or number."""

    name: str
    role: str
    criteria: str


class Reuse(Part, frozen=True):
    """A practice that another takes up, and what was changed on the way."""

    practice: str
    note: str | None = None


class Reused(Part, frozen=True):
    """Somebody who took a practice up without writing of it here."""

    actor: str
    on: date | None = None
    note: str | None = None


class Reading(Part, frozen=True):
    """Something to read elsewhere."""

    url: str
    title: str | None = None


class Practice(Record, frozen=True, kw_only=True):
    """An article of the observatory: what was seen, learnt, done, tried or kept watch of. ``failed`` is as welcome as the rest."""

    title: str
    kind: str
    date: Day | None = None
    actors: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    reused_by: tuple[Reused, ...] = ()
    failed: str | None = None
    learnt: str | None = None
    readings: tuple[Reading, ...] = ()


T = TypeVar("T", bound=Record)


_SHORTHANDS: dict[type[Record], tuple[tuple[str, str], ...]] = {
    Actor: (("offers", "skill"),),
    Contribution: (("endorsed_by", "actor"),),
    Practice: (("reuses", "practice"), ("reused_by", "actor")),
}
"""Lists whose items may be written as an id alone: the field, and the key that the id stands for."""


def build(cls: type[T], identifier: str, path: str, data: dict[str, Any]) -> T:
    """Make a record from data that its schema accepted."""
    for field, key in _SHORTHANDS.get(cls, ()):
        if field in data:
            data = {**data, field: [{key: one} if isinstance(one, str) else one for one in data[field]]}
    return msgspec.convert({**data, "id": identifier, "path": path}, cls)
