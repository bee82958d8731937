"""Lists of actors that reach every one without a script: all, those that sleep, and one for each choice of each facet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage import gazetteer
from maillage.pages.cards import ActorCard, Cards, Link
from maillage.pages.site import File, Page, Site
from maillage.vocabularies import vocabulary

PAGE_SIZE = 100
DORMANT = "en-sommeil"
"""Last part of the address of the entries that left the default lists."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list: its name and its choices, each a page of its own."""

    name: str
    key: str
    choices: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ActorList:
    """One page of a list of actors."""

    title: str
    intro: str
    cards: tuple[ActorCard, ...]
    total: int
    facets: tuple[Facet, ...]
    previous: str | None
    next: str | None
    number: int
    numbers: int
    dormant: Link | None


def lists(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The default list, the dormant entries, and a list for each choice of each facet."""
    _ = site.translate
    everyone = tuple(cards.listed.values())
    section = site.urls.section("actor")
    yield from paged(section, _("Acteurs"), everyone, facets=facets(site, cards), dormant=_dormant(cards, section))
    if cards.dormant:
        yield from paged(f"{section}{DORMANT}/", _("Fiches en sommeil"), cards.dormant, intro=_dormant_intro(site))
    for name, key, choices in _groups(site, cards):
        for slug, label, ids in choices:
            chosen = tuple(cards.actors[identifier] for identifier in ids)
            yield from paged(f"{section}{key}/{slug}/", label, chosen, intro=name)


def facets(site: Site, cards: Cards) -> tuple[Facet, ...]:
    """The ways to narrow the list that need no script: each choice is a list of its own."""
    section = site.urls.section("actor")
    return tuple(
        Facet(name, key, tuple(Link(label, f"{section}{key}/{slug}/", str(len(ids))) for slug, label, ids in choices))
        for name, key, choices in _groups(site, cards)
        if choices
    )


def _dormant(cards: Cards, section: str) -> Link | None:
    return Link("", f"{section}{DORMANT}/", str(len(cards.dormant))) if cards.dormant else None


def _dormant_intro(site: Site) -> str:
    words = site.translate(
        "Personne ne les a confirmées depuis {months} mois : elles ne sont plus dans les listes ni sur la carte, mais elles ne sont pas effacées. Une de ces fiches est toujours vraie ? Ouvrez-la et dites-le."
    )
    return words.format(months=site.territory.freshness.archive_after)


Choice = tuple[str, str, list[str]]


def _groups(site: Site, cards: Cards) -> Iterator[tuple[str, str, list[Choice]]]:
    """``(words, key, [(slug, label, ids), …])`` for each facet; ids in the order of names; only choices with somebody."""
    _ = site.translate
    departments: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, list[str]] = defaultdict(list)
    services: dict[str, list[str]] = defaultdict(list)
    for identifier in cards.listed:
        actor = site.network.actors[identifier]
        departments[site.places[identifier].department or ""].append(identifier)
        kinds[actor.kind].append(identifier)
        for service in actor.services:
            services[service].append(identifier)
    yield (
        _("Par département"),
        "departement",
        [
            (
                code.lower() or "ailleurs",
                f"{gazetteer.area_name(code)} ({code})" if code else _("Sans commune connue"),
                ids,
            )
            for code, ids in sorted(departments.items(), key=lambda item: (not item[0], item[0]))
        ],
    )
    yield _("Par sorte"), "sorte", _choices(kinds, "actor-kinds", cards)
    yield _("Par service"), "service", _choices(services, "services", cards)


def _choices(groups: dict[str, list[str]], name: str, cards: Cards) -> list[Choice]:
    return [(term, cards.label(name, term), groups[term]) for term in vocabulary(name).ids if term in groups]


def paged(
    path: str,
    title: str,
    cards: Sequence[ActorCard],
    *,
    intro: str = "",
    facets: tuple[Facet, ...] = (),
    dormant: Link | None = None,
) -> Iterator[Page]:
    """A list spread over pages of :data:`PAGE_SIZE`, so that each stays light on a bad line."""
    numbers = max(1, -(-len(cards) // PAGE_SIZE))
    for number in range(1, numbers + 1):
        chosen = tuple(cards[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        context = ActorList(
            title=title,
            intro=intro,
            cards=chosen,
            total=len(cards),
            facets=facets if number == 1 else (),
            previous=_numbered(path, number - 1) if number > 1 else None,
            next=_numbered(path, number + 1) if number < numbers else None,
            number=number,
            numbers=numbers,
            dormant=dormant,
        )
        yield Page(_numbered(path, number), "actors.html", context)


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"
