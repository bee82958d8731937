"""The map's page: the list of the same entries first, then the map, then how to show it on another site."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from maillage import gazetteer
from maillage.derive.order import actor_order
from maillage.pages import embed, map_view, observatory
from maillage.pages.cards import ActorCard, Cards
from maillage.pages.map_view import MapView
from maillage.pages.search import Panel, search_panel
from maillage.pages.site import File, Page, Site

LISTED = 500
"""Up to so many actors the page lists them itself; beyond, it leads to the lists of each department."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor in the list, with the position that the map knows it by."""

    card: ActorCard
    position: int


@dataclass(frozen=True, slots=True)
class Group:
    """A department and its entries; ``path`` is the page that lists them all, empty where no department is known."""

    code: str
    name: str
    path: str
    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """Everything the page of the map shows."""

    title: str
    groups: tuple[Group, ...]
    total: int
    without_point: int
    search: Panel
    map: MapView
    snippet: embed.Snippet
    practices: str


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The page, the pages for other sites, and the files that the map asks for."""
    shell, files = map_view.shell(site)
    yield from files
    yield from map_view.data(site, cards, shell)
    yield from embed.pages(site, shell)
    view = map_view.view(site, shell, site.territory.language, site.translate)
    context = MapPage(
        title=site.translate("Carte"),
        groups=_groups(site, cards),
        total=len(cards.listed),
        without_point=sum(site.places[identifier].point is None for identifier in cards.listed),
        search=search_panel(site),
        map=view,
        snippet=embed.snippet(site),
        practices=observatory.points_path(site) if observatory.points(cards) else "",
    )
    yield Page(site.urls.section("map"), "map.html", context)


def _groups(site: Site, cards: Cards) -> tuple[Group, ...]:
    found: dict[str, list[Entry]] = defaultdict(list)
    positions = {
        identifier: position for position, identifier in enumerate(actor_order(site.network.actors, site.places))
    }
    for identifier, card in cards.listed.items():
        found[site.places[identifier].department or ""].append(Entry(card, positions[identifier]))
    listed = len(positions) <= LISTED
    section = site.urls.section("actor")
    return tuple(
        Group(
            code,
            f"{gazetteer.area_name(code)} ({code})" if code else site.translate("Sans commune connue"),
            f"{section}departement/{code.lower() or 'ailleurs'}/",
            len(group),
            tuple(group) if listed else (),
        )
        for code, group in sorted(found.items(), key=lambda item: (not item[0], item[0]))
    )
