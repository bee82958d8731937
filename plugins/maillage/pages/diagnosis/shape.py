"""The shape of the network in an area, in words and links: families, structures that bridge, events that brought together."""

from dataclasses import dataclass

from maillage import phrases
from maillage.derive.shape import Family as Found
from maillage.derive.shape import Shape as Counted
from maillage.pages.cards import Cards, Link

SHOWN = 12
"""Structures that a family names, families that are told, events that are named: more would be a list, not a shape."""


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its size in words, some of its structures by name."""

    words: str
    structures: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What the section shows."""

    sentences: tuple[str, ...]
    families: tuple[Family, ...]
    bridges: tuple[Link, ...]
    events: tuple[Link, ...]


def shape(cards: Cards, found: Counted) -> Shape:
    """The shape, ready for its template."""
    site, _ = cards.site, cards.site.translate
    sentences = []
    if found.families:
        sentences.append(
            _("{n} familles d’acteurs, sans aucun lien connu entre elles.").format(n=len(found.families))
            if len(found.families) > 1
            else _("Tous les acteurs qui ont un lien connu forment une seule famille.")
        )
    if found.alone:
        sentences.append(_("{n} fiches ne disent aucun lien avec personne : nous ne savons pas.").format(n=found.alone))
    events = [Link(site.network.events[event].title, site.urls.record("event", event)) for event, _n in found.events]
    return Shape(
        tuple(sentences),
        tuple(_family(cards, one) for one in found.families[:SHOWN]) if len(found.families) > 1 else (),
        _named([actor_link(cards, one) for one in found.bridges]),
        _named(events)[:SHOWN],
    )


def _family(cards: Cards, found: Found) -> Family:
    _ = cards.site.translate
    links = _named([actor_link(cards, one) for one in found.structures])
    return Family(_("{n} acteurs").format(n=found.size), links[:SHOWN], max(0, len(links) - SHOWN))


def actor_link(cards: Cards, identifier: str) -> Link:
    """The page of an actor, under its name."""
    return Link(cards.site.network.actors[identifier].name, cards.site.urls.record("actor", identifier))


def _named(links: list[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (phrases.order(link.label), link.path)))
