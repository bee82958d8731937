"""Actors with what they bring and need, and skills."""

from datetime import date
from typing import Literal

import msgspec

from maillage.model.base import Location, Part, Record, Source

ActorKind = Literal["person", "collective", "organisation", "public-service", "place"]


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
    easy_read: str | None = None
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
    easy_read: str | None = None
    kind: Literal["skill", "profession"] = "skill"
    broader: str | None = None
    related: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    mednum: str | None = None
    alignments: tuple[Alignment, ...] = ()
    skills: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
