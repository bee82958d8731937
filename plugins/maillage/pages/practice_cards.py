"""Practices of the observatory as other pages show them: a card each, and the places of each in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from maillage import phrases
from maillage.derive import practices, recognition
from maillage.derive.practices import Pollination, Spot
from maillage.model import Practice
from maillage.pages.links import Link

if TYPE_CHECKING:
    from maillage.pages.cards import Cards

MOST = 30
"""Practices on the page of an actor, a skill, an equipment or a territory, the newest."""


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """A practice in a list. ``failed`` and ``reused`` are said in words, never counted."""

    title: str
    path: str
    kind: str
    kind_label: str
    day: str
    iso: str
    summary: str
    by: tuple[Link, ...]
    place: str
    failed: bool
    reused: bool


class Practices:
    """Makes cards of practices for one site, each once. Whoever asked for discretion is on none."""

    def __init__(self, cards: "Cards") -> None:
        """``cards`` gives the site, its words and its links."""
        self.cards = cards
        self.site = cards.site
        self._made: dict[str, PracticeCard] = {}

    @cached_property
    def all(self) -> dict[str, Practice]:
        """Every practice as it may be published, the newest first."""
        shown = practices.public(self.site.network.practices.values(), self._hidden)
        return {one.id: one for one in sorted(shown.values(), key=practices.order)}

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return recognition.hidden(self.site.network.actors)

    @cached_property
    def pollination(self) -> Pollination:
        """Who took up what."""
        return Pollination(self.all)

    def card(self, practice: Practice) -> PracticeCard:
        """A practice on one card."""
        if practice.id not in self._made:
            self._made[practice.id] = self._card(practice)
        return self._made[practice.id]

    def _card(self, practice: Practice) -> PracticeCard:
        cards = self.cards
        return PracticeCard(
            title=practice.title,
            path=self.site.urls.record("practice", practice.id),
            kind=practice.kind,
            kind_label=cards.label("practice-kinds", practice.kind),
            day=phrases.short_day(practice.date, cards.language) if practice.date else "",
            iso=practice.date.isoformat() if practice.date else "",
            summary=practice.summary or "",
            by=tuple(cards.actor_link(actor) for actor in practice.actors),
            place=", ".join(spot.name for spot in self.spots(practice)[:2]),
            failed=practice.failed is not None,
            reused=bool(self.site.network.reusing(practice.id) or practice.reused_by),
        )

    def spots(self, practice: Practice) -> tuple[Spot, ...]:
        """Where a practice is."""
        return practices.spots(practice, self.site.places)

    def of(self, kind: str, identifier: str) -> tuple[PracticeCard, ...]:
        """The practices that an actor, a skill or an equipment has a part in, the newest first."""
        if kind == "actor" and identifier in self._hidden:
            return ()
        found = self.site.network.practices_of(kind, identifier)
        return self._cards(practices.public(found, self._hidden).values())

    def within(self, code: str) -> tuple[PracticeCard, ...]:
        """The practices of a department or an EPCI, the newest first."""
        return self._cards(self._by_area.get(code, ()))

    @cached_property
    def _by_area(self) -> dict[str, list[Practice]]:
        return practices.by_area(list(self.all.values()), self.site.places)

    def _cards(self, found: Iterable[Practice]) -> tuple[PracticeCard, ...]:
        return tuple(map(self.card, sorted(found, key=practices.order)[:MOST]))
