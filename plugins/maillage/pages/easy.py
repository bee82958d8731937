"""The page of those who need easy words: every text that is easy to read, and where one asks for help."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from maillage import phrases
from maillage.model import Record
from maillage.pages.cards import Cards, Link
from maillage.pages.site import Page, Site

Some = TypeVar("Some", bound=Record)


@dataclass(frozen=True, slots=True)
class Easy:
    """A record in easy words; ``when`` is said of events alone."""

    link: Link
    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What there is of one kind; ``id`` is where a link finds it on the page."""

    id: str
    name: str
    texts: tuple[Easy, ...]


@dataclass(frozen=True, slots=True)
class EasyPage:
    """All easy texts by kind, and how to reach the people who keep the directory."""

    title: str
    email: str
    phone: Link | None
    groups: tuple[Group, ...]


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """One page, where somebody wrote an easy text."""
    if site.network.filled["easy"]:
        yield Page(site.urls.section("easy"), "easy.html", _page(site, cards))


def _page(site: Site, cards: Cards) -> EasyPage:
    _, contact = site.translate, site.territory.contact
    groups = (
        Group("actors", _("Qui peut aider"), tuple(_actors(site, cards))),
        Group("events", _("Les rendez-vous"), tuple(_events(site, cards))),
        Group("skills", _("Ce que l’on peut apprendre"), tuple(_skills(site, cards))),
        Group("equipment", _("Ce que l’on peut emprunter"), tuple(_equipment(site))),
    )
    return EasyPage(
        title=_("Facile à lire"),
        email=contact.email or "",
        phone=Link(phrases.phone(contact.phone), f"tel:{contact.phone}") if contact.phone else None,
        groups=tuple(group for group in groups if group.texts),
    )


def _actors(site: Site, cards: Cards) -> Iterator[Easy]:
    for identifier in cards.listed:
        if text := site.network.actors[identifier].easy_read:
            yield Easy(cards.actor_link(identifier), text)


def _events(site: Site, cards: Cards) -> Iterator[Easy]:
    for event, card in cards.next_dates:
        if event.easy_read:
            when = f"{card.day}, {card.hours}" if card.hours else card.day
            yield Easy(Link(event.title, site.urls.record("event", event.id)), event.easy_read, when)


def _skills(site: Site, cards: Cards) -> Iterator[Easy]:
    for skill in _by_name(site.network.skills.values()):
        if skill.easy_read:
            yield Easy(cards.skill_link(skill.id), skill.easy_read)


def _equipment(site: Site) -> Iterator[Easy]:
    for item in _by_name(site.network.equipment.values()):
        if item.easy_read:
            yield Easy(Link(item.name, site.urls.record("equipment", item.id)), item.easy_read)


def _by_name(records: Iterable[Some]) -> list[Some]:
    return sorted(records, key=lambda one: (phrases.order(one.label), one.id))
