"""What every page is made from: the network, the settings and the day, gathered once and never changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from maillage.cache import digest
from maillage.derive.occurrences import Occurrence
from maillage.derive.places import Place
from maillage.kinds import KINDS
from maillage.model import Record
from maillage.network import Network
from maillage.settings import Territory
from maillage.urls import Urls

COLOURS = "couleurs.css"
"""The style sheet of a territory that has an accent of its own."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page to render: ``path`` as in :mod:`maillage.urls` (``acteurs/x/``), template and typed context."""

    path: str
    template: str
    context: object


@dataclass(frozen=True, slots=True)
class File:
    """One file that needs no template (calendar, feed, data): its path and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Lot:
    """Pages and files that are made in one go, by a pure function of the site, and only when they may have changed.

    ``name`` is the lot's own and stays the same from build to build. ``shows`` is all that its pages take from records and
    from the day, as plain data (digests of records will do): while it stays the same, nothing of the lot is made again.
    None stands for the whole site and the day, which is never wrong: only what is large need say more.
    """

    name: str
    make: Callable[[], Iterable[Page | File]]
    shows: object = None


@dataclass(frozen=True)
class Site:
    """The pages' only source. ``today`` is read once, at the edge; nothing below knows the time.

    ``marks`` has for the file of each record a digest of its bytes; records without one get theirs here.
    """

    network: Network
    urls: Urls
    today: date
    translate: Callable[[str], str]
    occurrences: tuple[Occurrence, ...]
    places: Mapping[str, Place]
    marks: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def territory(self) -> Territory:
        """The territory's settings."""
        return self.network.territory

    def mark(self, record: Record) -> bytes:
        """What changes whenever something in a record does."""
        return self.marks.get(record.path) or digest(record)

    @cached_property
    def everything(self) -> bytes:
        """What changes whenever any record, or the day, does."""
        network = self.network
        kinds = (network.records(kind.name).values() for kind in KINDS)
        return digest(self.today, [(record.path, self.mark(record)) for records in kinds for record in records])
