"""Badges: one page each, everybody who holds it in the order of names, and files that travel (Open Badges 3.0)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from maillage import markup, palette, phrases
from maillage.exchange.badges import signs
from maillage.exchange.badges.credentials import Credentials, Words
from maillage.exchange.badges.signing import public_key
from maillage.model import Badge
from maillage.pages.cards import Cards, Link, Upkeep
from maillage.pages.deeds import Deeds, Role, sign_path
from maillage.pages.site import File, Page, Site
from maillage.urls import Urls

PAGE_SIZE = 300


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """A badge in the list."""

    name: str
    path: str
    sign: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class BadgeList:
    """All badges, side by side."""

    title: str
    badges: tuple[BadgeCard, ...]
    signed: bool
    issuer: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a badge, and the files that say so; ``signed`` is empty where there is no key."""

    actor: Link
    claim: str
    signed: str


@dataclass(frozen=True, slots=True)
class BadgePage:
    """One badge."""

    title: str
    summary: str
    role: Role
    sign: str
    description: Markup
    criteria: str
    holders: tuple[Holder, ...]
    signed: bool
    achievement: str
    key: str
    upkeep: Upkeep
    previous: str | None
    next: str | None


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The signs of all roles; with badges, their list, their pages and what travels."""
    deeds = Deeds(cards)
    for role in deeds.roles:
        yield File(sign_path(site.urls.section("contribution"), role.id), _svg(site, role.id, role.label))
    if site.network.badges:
        yield _list(site, deeds)
        yield from _travelling(site, cards)
        for badge in site.network.badges.values():
            yield from _badge(site, cards, deeds, badge)


def _svg(site: Site, role: str, title: str) -> bytes:
    accent = palette.parse(site.territory.theme.accent or palette.ACCENT)
    ink = palette.legible(accent, palette.LIGHT)
    return signs.svg(role, title, palette.text(ink), palette.text(palette.LIGHT.sheet))


def _list(site: Site, deeds: Deeds) -> Page:
    found = tuple(
        BadgeCard(
            badge.name,
            site.urls.record("badge", badge.id),
            f"{site.urls.record('badge', badge.id)}badge.svg",
            deeds.role[badge.role].label,
            badge.summary or badge.description or "",
        )
        for badge in sorted(site.network.badges.values(), key=lambda badge: (phrases.order(badge.name), badge.id))
    )
    path = site.urls.section("badge")
    context = BadgeList(site.translate("Badges"), found, can_sign(site), f"{path}emetteur.json")
    return Page(path, "badges.html", context)


def can_sign(site: Site) -> bool:
    """Whether badges are signed: there is a key, and the address of the site, without which a signature says nothing."""
    return site.signer is not None and bool(site.urls.origin)


def credentials_of(site: Site) -> Credentials:
    """The documents of the site's network, in its words."""
    _ = site.translate
    words = Words(
        held=_("{actor} : {badge}"),
        confirmed=_("{who} le confirme. {words}"),
        network=_("Un réseau d’entraide."),
    )
    return Credentials(site.network, site.urls, words)


def key_path(urls: Urls, thumbprint: str) -> str:
    """Where a public key is published."""
    return f"{urls.section('badge')}cles/{thumbprint}.json"


def _travelling(site: Site, cards: Cards) -> Iterator[File]:
    """Issuer, keys, achievements and credentials. Files of the discreet are not made: they hold nothing in public."""
    made, urls = credentials_of(site), site.urls
    yield File(made.issuer_path, encoded(made.issuer_profile()))
    signer = site.signer if can_sign(site) else None
    if signer:
        yield File(key_path(urls, signer.thumbprint), encoded(signer.public))
    for x in site.territory.former_badge_keys:
        thumbprint, public = public_key(x)
        if signer is None or thumbprint != signer.thumbprint:
            yield File(key_path(urls, thumbprint), encoded(public))
    for badge in site.network.badges.values():
        yield File(made.achievement_path(badge), encoded(made.achievement_document(badge)))
        for actor in cards.recognition.holders.get(badge.role, ()):
            credential = made.credential(badge, actor, cards.recognition.first_endorsed[badge.role, actor])
            path = made.path(badge, actor)
            yield File(path, encoded(credential))
            if signer:
                address = urls.absolute(key_path(urls, signer.thumbprint))
                yield File(f"{path.removesuffix('.json')}.jws", signer.sign(credential, address))


def encoded(thing: Mapping[str, object]) -> bytes:
    """A document as readable JSON."""
    return f"{json.dumps(thing, ensure_ascii=False, indent=1)}\n".encode()


def _badge(site: Site, cards: Cards, deeds: Deeds, badge: Badge) -> Iterator[Page | File]:
    path, made, signed = site.urls.record("badge", badge.id), credentials_of(site), can_sign(site)
    sign = f"{path}badge.svg"
    yield File(sign, _svg(site, badge.role, badge.name))
    names = sorted(
        cards.recognition.holders.get(badge.role, ()), key=lambda one: (phrases.order(cards.actors[one].name), one)
    )
    holders = [
        Holder(
            cards.actor_link(actor, cards.actors[actor].place),
            made.path(badge, actor),
            f"{made.path(badge, actor).removesuffix('.json')}.jws" if signed else "",
        )
        for actor in names
    ]
    numbers = max(1, -(-len(holders) // PAGE_SIZE))
    for number in range(1, numbers + 1):
        context = BadgePage(
            title=badge.name,
            summary=badge.summary or "",
            role=deeds.role[badge.role],
            sign=sign,
            description=markup.markdown_html(badge.description, top_heading=2) if badge.description else Markup(""),
            criteria=badge.criteria,
            holders=tuple(holders[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
            signed=signed,
            achievement=made.achievement_path(badge),
            key=key_path(site.urls, site.signer.thumbprint) if signed and site.signer else "",
            upkeep=cards.upkeep(badge),
            previous=_numbered(path, number - 1) if number > 1 else None,
            next=_numbered(path, number + 1) if number < numbers else None,
        )
        yield Page(_numbered(path, number), "badge.html", context)


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"
