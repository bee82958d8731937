"""What every page is made from: the network, the settings and the day, gathered once and never changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.derive.occurrences import Occurrence
from maillage.derive.places import Place
from maillage.exchange.badges.signing import Signer
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


@dataclass(frozen=True)
class Site:
    """The pages' only source. ``today`` is read once, at the edge; nothing below knows the time.

    ``credits`` are names of the history of the files, with the role in which they kept the directory;
    ``signer`` signs badges, where the job that publishes holds a key.
    """

    network: Network
    urls: Urls
    today: date
    translate: Callable[[str], str]
    occurrences: tuple[Occurrence, ...]
    places: Mapping[str, Place]
    credits: frozenset[tuple[str, str]] = frozenset()
    signer: Signer | None = None

    @property
    def territory(self) -> Territory:
        """The territory's settings."""
        return self.network.territory
