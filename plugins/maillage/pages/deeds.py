"""What contributions look like on the pages that show them: roles with their sign, deeds as cards; nothing is added up."""

from dataclasses import dataclass
from functools import cached_property

from maillage import phrases
from maillage.derive.recognition import Deed
from maillage.pages.cards import Cards, Link
from maillage.repair import folded
from maillage.vocabularies import vocabulary

MOST = 24
"""Deeds on an actor's page, the latest."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its words, its wall and its sign."""

    id: str
    label: str
    path: str
    sign: str


@dataclass(frozen=True, slots=True)
class Praise:
    """Somebody who confirms, and their words."""

    by: Link
    words: str


@dataclass(frozen=True, slots=True)
class DeedCard:
    """One thing done: who, when, for whom, in which roles, and who confirms it."""

    id: str
    label: str
    path: str
    when: str
    when_iso: str
    by: tuple[Link, ...]
    beneficiaries: tuple[Link, ...]
    roles: tuple[Role, ...]
    praise: tuple[Praise, ...]
    endorsed: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the network owes an actor: roles, badges, the latest deeds; ``keeps``: the directory itself."""

    roles: tuple[Role, ...]
    badges: tuple[Link, ...]
    deeds: tuple[DeedCard, ...]
    received: tuple[Link, ...]
    keeps: bool


class Deeds:
    """Makes roles and cards of deeds for one site; each card once."""

    def __init__(self, cards: Cards) -> None:
        """``cards`` gives the site, its words and its links."""
        self.cards = cards
        self.site = cards.site
        self._made: dict[str, DeedCard] = {}

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Every role, in the order of their list, which is no rank."""
        section = self.site.urls.section("contribution")
        words = vocabulary("roles")
        return tuple(
            Role(
                role,
                words.label(role, self.cards.language),
                f"{section}role/{folded(words.label(role))}/",
                sign_path(section, role),
            )
            for role in words.ids
        )

    @cached_property
    def role(self) -> dict[str, Role]:
        """Roles by id."""
        return {role.id: role for role in self.roles}

    def of(self, actor: str) -> Recognised:
        """What is said on an actor's own page."""
        known = self.cards.recognition
        held = known.roles_of(actor)
        return Recognised(
            roles=tuple(role for role in self.roles if role.id in held),
            badges=tuple(link for role, link in self._badges if (role, actor) in known.first_endorsed),
            deeds=tuple(self.card(deed) for deed in known.by_actor.get(actor, ())[:MOST]),
            received=tuple(self._received(deed) for deed in known.for_actor.get(actor, ())[:MOST]),
            keeps=any(actor in keepers for keepers in known.keepers.values()),
        )

    def _received(self, deed: Deed) -> Link:
        names = ", ".join(self.site.network.actors[actor].name for actor in deed.by)
        return Link(
            deed.contribution.label, self.site.urls.record("contribution", deed.id), f"{names}, {self.when(deed)}"
        )

    @cached_property
    def _badges(self) -> list[tuple[str, Link]]:
        """Roles with their badges, in the order of the badges' names."""
        badges = sorted(self.site.network.badges.values(), key=lambda badge: (phrases.order(badge.name), badge.id))
        return [(badge.role, Link(badge.name, self.site.urls.record("badge", badge.id))) for badge in badges]

    def card(self, deed: Deed) -> DeedCard:
        """A deed on one card."""
        if deed.id not in self._made:
            self._made[deed.id] = self._card(deed)
        return self._made[deed.id]

    def _card(self, deed: Deed) -> DeedCard:
        one, cards = deed.contribution, self.cards
        return DeedCard(
            id=deed.id,
            label=one.label,
            path=self.site.urls.record("contribution", deed.id),
            when=self.when(deed),
            when_iso=deed.day.isoformat(),
            by=tuple(cards.actor_link(actor) for actor in deed.by),
            beneficiaries=tuple(cards.actor_link(actor) for actor in deed.beneficiaries),
            roles=tuple(self.role[role] for role in one.roles),
            praise=tuple(Praise(cards.actor_link(said.actor), said.words or "") for said in deed.endorsements),
            endorsed=deed.endorsed,
        )

    def when(self, deed: Deed) -> str:
        """The day, or from the first day to the last."""
        period, language = deed.contribution.period, self.cards.language
        first, last = phrases.short_day(period.first, language), phrases.short_day(period.last, language)
        return first if first == last else f"{first} – {last}"


def sign_path(section: str, role: str) -> str:
    """Where the sign of a role is."""
    return f"{section}signes/{role}.svg"
