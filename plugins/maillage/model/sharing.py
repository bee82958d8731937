"""What is lent, done, recognised and told: equipment, contributions, badges, practices."""

from datetime import date

import msgspec

from maillage.model.base import Day, Part, Record


class Period(Part, frozen=True):
    """From one day to another, both included."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")


class Booking(Period, frozen=True, kw_only=True):
    """A loan, planned or past."""

    by: str
    asked: date | None = None
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
    easy_read: str | None = None
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
