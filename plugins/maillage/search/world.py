"""What the index is made from, and the shape of what is found: one document for each thing that can be found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from maillage.derive.occurrences import Occurrence
from maillage.derive.places import Place
from maillage.network import Network
from maillage.urls import Urls
from maillage.vocabularies import vocabulary


@dataclass(frozen=True)
class World:
    """The network, with what is known of its places and dates, on the day the site is built."""

    network: Network
    urls: Urls
    today: date
    places: Mapping[str, Place]
    occurrences: tuple[Occurrence, ...]
    translate: Callable[[str], str]

    @property
    def language(self) -> str:
        """The language of the site."""
        return self.network.territory.language

    def label(self, name: str, identifier: str) -> str:
        """Words for an id of a vocabulary."""
        return vocabulary(name).label(identifier, self.language)


Details = Mapping[str, object]


@dataclass(slots=True)
class Document:
    """One thing to find.

    ``path`` is where it is read; ``texts`` are (level, text): how much a word weighs there, 1 to 15; ``values`` are its
    choices by facet; ``details`` is what a person takes along: address, hours, phone; what is ``dormant`` (confirmed too
    long ago) left the lists, and is only found by who asks for it.
    """

    id: str
    path: str
    title: str
    meta: str
    place: str
    summary: str
    texts: list[tuple[int, str]]
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    approximate: bool = False
    opening_hours: str = ""
    details: Details = field(default_factory=dict)
    dormant: bool = False
