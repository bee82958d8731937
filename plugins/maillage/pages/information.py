"""Pages about the directory itself: its data, its map of pages, and the page of lost addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from maillage import phrases
from maillage.exchange import jsonld
from maillage.kinds import KINDS
from maillage.pages.cards import Cards, Link
from maillage.pages.exports import Export, listed
from maillage.pages.learning import trainings_path
from maillage.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class Data:
    """Every export, with the licence."""

    title: str
    licence: str
    exports: tuple[Export, ...]
    schemas: tuple[Link, ...]
    jsonld: Markup


@dataclass(frozen=True, slots=True)
class Map:
    """The map of pages: sections, and what is in them."""

    title: str
    sections: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """The page of an address that leads nowhere."""

    title: str
    ways: tuple[Link, ...]


def pages(site: Site, _cards: Cards, content: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """``content``: (title, path) of the Markdown pages, for the map of pages."""
    yield Page(site.urls.section("data"), "data.html", _data(site))
    yield Page(site.urls.section("sitemap"), "sitemap.html", _map(site, content))
    yield Page("404.html", "404.html", Lost(site.translate("Page introuvable"), _sections(site)))


def _data(site: Site) -> Data:
    _, urls = site.translate, site.urls
    exports = listed(site)
    schemas = tuple(Link(f"{kind.name}.json", f"schemas/{kind.name}.json") for kind in KINDS)
    formats = tuple(Link(f"export-{kind.name}.json", f"schemas/export-{kind.name}.json") for kind in KINDS)
    territory = site.territory
    dataset = jsonld.dataset_jsonld(
        territory.name,
        territory.tagline or territory.name,
        urls.absolute(urls.section("data")),
        territory.licence.data,
        [(f"{export.name} : {export.what}", export.media, urls.absolute(export.path)) for export in exports],
    )
    return Data(_("Données"), territory.licence.data, exports, (*schemas, *formats), jsonld.script(dataset))


def _sections(site: Site) -> tuple[Link, ...]:
    _ = site.translate
    names = (
        (_("Accueil"), ""),
        (_("Besoins"), site.urls.section("need")),
        (_("Acteurs"), site.urls.section("actor")),
        (_("Compétences"), site.urls.section("skill")),
        (_("Agenda"), site.urls.section("event")),
        (_("Carte"), site.urls.section("map")),
        (_("Territoires"), site.urls.section("territory")),
        (_("Contributions"), site.urls.section("contribution")),
        (_("Observatoire"), site.urls.section("practice")),
        (_("Le réseau vu d’ensemble"), site.urls.section("network")),
        (_("Contribuer"), site.urls.section("contribute")),
        (_("Données"), site.urls.section("data")),
    )
    return tuple(Link(label, path) for label, path in names)


def _deciding(site: Site) -> Iterator[Link]:
    """What there is of how the network decides."""
    _, there = site.translate, site.network.deciding
    names = (
        (_("Charte"), "charter"),
        (_("Gouvernance"), "decision"),
        (_("Comités"), "committee"),
        (_("Consultations"), "consultation"),
    )
    return (Link(label, site.urls.section(name)) for label, name in names if there[name])


def _map(site: Site, content: Sequence[tuple[str, str]]) -> Map:
    _ = site.translate
    professions = tuple(
        Link(profession.name, site.urls.record("profession", profession.id)) for profession in site.network.professions
    )
    about = tuple(Link(title, path) for title, path in sorted(content, key=lambda page: phrases.order(page[0])))
    more = [Link(_("Besoins satisfaits"), f"{site.urls.section('need')}resolus/")]
    more.append(Link(_("Formations"), trainings_path(site)))
    if site.network.badges:
        more.append(Link(_("Badges"), site.urls.section("badge")))
    if site.network.filled["easy"]:
        more.append(Link(_("Facile à lire"), site.urls.section("easy")))
    sections = (
        (_("L’annuaire"), (*_sections(site), *more)),
        (_("Décider ensemble"), tuple(_deciding(site))),
        (_("Métiers"), professions),
        (_("Le réseau"), about),
    )
    return Map(_("Plan du site"), tuple(section for section in sections if section[1]))
