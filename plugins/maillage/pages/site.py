"""What every page is made from: the network, the settings and the day, gathered once and never changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from maillage.cache import digest
from maillage.derive.occurrences import Occurrence
from maillage.derive.places import Place
from maillage.exchange.badges.signing import Signer
from maillage.history import Change
from maillage.kinds import KINDS
from maillage.model import Need, Record
from maillage.network import Network
from maillage.outside import Outside
from maillage.reading import Mark
from maillage.search.meant import Meant
from maillage.settings import Territory
from maillage.urls import Urls

View = Literal["found", "listed", "passing"]
"""How much of other records a page can show (:mod:`maillage.glance`)."""
COLOURS = "couleurs.css"
"""The style sheet of a territory that has an accent or letters of its own."""


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
class Part:
    """A piece of a large file: ``key`` changes whenever what it holds may, and it is only made when it did."""

    key: bytes
    make: Callable[[], bytes]


class Joined(File):
    """A large file made of parts, one for each record: after an edit, the parts of all others are kept as they are."""

    __slots__ = ("between", "head", "parts", "tail")
    head: bytes
    parts: Sequence[Part]
    between: bytes
    tail: bytes

    def __init__(self, path: str, parts: Sequence[Part], head: bytes = b"", between: bytes = b"", tail: bytes = b""):
        """``between`` stands between two parts, ``head`` before the first and ``tail`` after the last."""
        given = {"path": path, "parts": parts, "head": head, "between": between, "tail": tail}
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @property
    def content(self) -> bytes:
        """The whole file's bytes."""
        return self.head + self.between.join(part.make() for part in self.parts) + self.tail


@dataclass(frozen=True, slots=True)
class Lot:
    """Pages and files that are made in one go, by a pure function of the site, and only when they may have changed.

    ``name`` is the lot's own and stays the same from build to build. ``shows`` is all that its pages take from records and
    from the day, as plain data (digests of records will do): while it stays the same, nothing of the lot is made again.
    None stands for the whole site and the day, which is never wrong: only what is large need say more. Lots that are
    ``together`` (a name of their own) need the same costly library or count: one process makes them all, and begins with
    them, so that no processor waits for what takes longest.
    """

    name: str
    make: Callable[[], Iterable[Page | File]]
    shows: object = None
    together: str = ""

    @property
    def is_small(self) -> bool:
        """Whether it is one of many, named after their kind (``actor/fablab-de-toul``)."""
        return "/" in self.name


@dataclass(frozen=True, slots=True)
class Sheet:
    """A booklet or poster of a territory: ``key`` changes whenever its bytes do; ``size`` is in bytes."""

    path: str
    label: str
    pages: int
    size: int
    key: bytes
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Site:
    """The pages' only source. ``today`` is read once, at the edge; nothing below knows the time.

    ``marks`` has for the file of each record what changes with it; without them, every change is one of everything;
    ``credits`` are names of the history of the files, with the role in which they kept the directory;
    ``signer`` signs badges, where the job that publishes holds a key; ``sheets`` are the booklets of each territory, where
    they are published; ``changes`` are those of git's history, None where it is not known;
    ``context`` is what others know of communes; ``gallery`` asks for the page of all components.
    """

    network: Network
    urls: Urls
    today: date
    translate: Callable[[str], str]
    occurrences: tuple[Occurrence, ...]
    places: Mapping[str, Place]
    marks: Mapping[str, Mark] = field(default_factory=dict)
    credits: frozenset[tuple[str, str]] = frozenset()
    signer: Signer | None = None
    sheets: Mapping[str, tuple[Sheet, ...]] = field(default_factory=dict)
    changes: tuple[Change, ...] | None = None
    context: tuple[Outside, ...] = ()
    gallery: bool = False

    @property
    def territory(self) -> Territory:
        """The territory's settings."""
        return self.network.territory

    def meant(self, need: Need) -> tuple[str, ...]:
        """The skills that a need speaks of, by its words alone."""
        return self._meant.skills(f"{need.title or ''} {need.text or ''}")

    @cached_property
    def _meant(self) -> Meant:
        return Meant(self.network.skills.values(), self.territory.language)

    def mark(self, record: Record) -> bytes:
        """What changes whenever something in a record does."""
        mark = self.marks.get(record.path)
        return mark.whole if mark else digest(record)

    @property
    def beside(self) -> object:
        """What changes with what is known besides the records: their history, and what others know of communes."""
        history = self.changes and (len(self.changes), repr(self.changes[-1]))
        return history, [(one.id, one.source, one.values) for one in self.context]

    @cached_property
    def everything(self) -> bytes:
        """What changes whenever any record, the day, or what is known besides does."""
        kinds = (self.network.records(kind.name).values() for kind in KINDS)
        told = [(record.path, self.mark(record)) for records in kinds for record in records]
        return digest(self.today, told, self._neighbours, self.beside)

    def seen(self, view: View) -> object:
        """What changes with all that a page about everybody shows, where it sees no more than ``view`` of each record.

        None, which is everything, where files have no marks.
        """
        if view not in self._seen:
            network = self.network
            records = [record for kind in KINDS for record in network.records(kind.name).values()]
            marks = [self.marks.get(record.path) for record in records]
            seen = [(getattr(mark, view), mark.refers) for mark in marks if mark]
            self._seen[view] = None if None in marks else digest(self.today, view, seen, self._neighbours)
        return self._seen[view]

    @cached_property
    def _seen(self) -> dict[View, object]:
        return {}

    @property
    def _neighbours(self) -> object:
        return [*self.network.neighbours.values(), *self.network.twins.items()]
