"""The search: one page with the form, the facets and the lists that need no script, and the files the browser asks for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from maillage.i18n import N_
from maillage.pages.actor_lists import Facet, facets
from maillage.pages.around import Around
from maillage.pages.cards import Cards, Link
from maillage.pages.site import File, Lot, Page, Site
from maillage.search import communes
from maillage.search.files import actor_blocks, details_after, details_of, files
from maillage.search.world import World
from maillage.vocabularies import vocabulary

STEMMERS = tuple(f"vendor/@orama/stemmers-3.1.18/{language}.js" for language in ("fr", "en", "de"))
MODULES = ("main", "facets", "fetching", "find", "hours", "near", "index", "lexicon", "packed", "text", "state", "keep", "cards", "dom",
           "exports", "place", "towns", "results", "distance")  # fmt: skip
"""All that the page loads, named in its head: a bad line should not wait for one to name the next."""
DISTANCES = (5, 10, 20, 30, 50, 100)
"""Kilometres to choose from."""

_WORDS = {
    "one": N_("1 résultat"),
    "many": N_("{n} résultats"),
    "none": N_("Rien ne correspond. Essayez un autre mot, moins de critères, ou les listes ci-dessous."),
    "partial": N_("Rien ne réunit tous les mots : voici ce qui s’en approche le plus."),
    "unknown": N_("Critères inconnus ici, laissés de côté : {values}."),
    "failed": N_("La recherche n’a pas pu être chargée ; les listes ci-dessous disent tout."),
    "more": N_("{n} de plus : {group}"),
    "lessSure": N_("Moins sûr, du plus proche au plus lointain :"),
    "now": N_("ouvert maintenant"),
    "choose": N_("Chercher dans : {facet}"),
    "shorten": N_("raccourcir la liste"),
    "away": N_("à {distance}"),
    "about": N_("à environ {distance} (centre de la commune)"),
    "here": N_("ma position"),
    "clicked": N_("le point choisi"),
    "nowhere": N_("Cette commune n’est pas connue ici."),
    "locating": N_("Recherche de la position…"),
    "unlocated": N_("L’appareil n’a pas donné sa position."),
    "dormant": N_("avec les fiches en sommeil"),
    "empty": N_("Aucun de ces résultats n’a de quoi remplir ce fichier."),
}
_COLUMNS = (
    N_("Nom"), N_("Sorte"), N_("Adresse"), N_("Code postal"), N_("Commune"), N_("Horaires"), N_("Téléphone"), N_("Courriel"),
    N_("Site"), N_("Comment venir"), N_("Frais"), N_("Résumé"), N_("Fiche"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """What the form, the facets and the list need, on whichever page they stand: see ``macros/search.html``."""

    path: str
    root: str
    stemmers: str
    modules: tuple[str, ...]
    distances: tuple[int, ...]
    words: dict[str, object]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of the search, and the ways that need no script: by kind, by place, by skill, by what else there is."""

    title: str
    panel: Panel
    facets: tuple[Facet, ...]
    sections: tuple[Link, ...]


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The page, then the files of the index."""
    section = site.urls.section("search")
    yield Page(section, "search.html", _page(site, cards))
    yield from _files(site, files, _world(site))


def _world(site: Site) -> World:
    return World(site.network, site.urls, site.today, site.places, site.occurrences, site.translate)


def lots(site: Site, around: Around) -> Iterator[Lot]:
    """What a person takes along of a result, which says all of it; and the communes, which change with the area alone."""
    world = _world(site)
    blocks, last = actor_blocks(world)
    for first, actors in blocks:
        shows = [around.own("actor", site.network.actors[one]) for one in actors]
        yield Lot(f"search-details/{first}", partial(_files, site, details_of, world, first, actors), shows)
    others = site.seen("found")
    found = None if others is None else (others, [around.own("actor", site.network.actors[one]) for one in last])
    yield Lot("search-details", partial(_files, site, details_after, world, last), found)
    codes = communes.departments(site.territory.area, site.places.values())
    yield Lot("communes", partial(_files, site, communes.files, codes), (site.urls.section("search"), *codes))


def _files(site: Site, make: Callable[..., Iterator[tuple[str, bytes]]], *given: object) -> Iterator[File]:
    section = site.urls.section("search")
    return (File(f"{section}{name}", content) for name, content in make(*given))


def search_panel(site: Site) -> Panel:
    """The search as any page may hold it."""
    _ = site.translate
    words: dict[str, object] = {name: _(text) for name, text in _WORDS.items()}
    words["columns"] = [_(text) for text in _COLUMNS]
    return Panel(
        path=site.urls.section("search"),
        root=site.urls.to(""),
        stemmers=" ".join(site.urls.asset(name) for name in STEMMERS),
        modules=tuple(f"js/search/{name}.js" for name in MODULES),
        distances=DISTANCES,
        words=words,
    )


def _page(site: Site, cards: Cards) -> SearchPage:
    _ = site.translate
    skills = site.urls.section("skill")
    present = {skill.family for skill in site.network.skills.values()}
    families = tuple(
        Link(cards.label("skill-families", family), f"{skills}#{family}")
        for family in vocabulary("skill-families").ids
        if family in present
    )
    names = (("actor", _("Acteurs")), ("skill", _("Compétences et métiers")), ("need", _("Besoins ouverts")))
    sections = [Link(label, site.urls.section(name)) for name, label in names]
    sections += [Link(_("Agenda"), site.urls.section("event")), Link(_("Territoires"), site.urls.section("territory"))]
    return SearchPage(
        title=_("Chercher"),
        panel=search_panel(site),
        facets=(*facets(site, cards), *([Facet(_("Par compétence"), "competence", families)] if families else [])),
        sections=tuple(sections),
    )
