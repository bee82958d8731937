"""The map for other sites: a light page to put into a frame, in each language, and the lines that a webmaster copies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maillage.i18n import languages, page_translations
from maillage.pages import map_view
from maillage.pages.map_view import MapView, Shell
from maillage.pages.search import Panel, search_panel
from maillage.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """The map and little else: who made it, where the list is, what the signs mean."""

    title: str
    language: str
    languages: tuple[tuple[str, str], ...]
    search: Panel
    map: MapView
    list: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Snippet:
    """What a webmaster copies: addresses are full where the site knows its own."""

    address: str
    script: str
    list: str
    title: str


def path(site: Site, language: str = "") -> str:
    """Where the page of a language is; the site's own language is at the top."""
    below = "" if language in ("", site.territory.language) else f"{language}/"
    return f"{site.urls.section('map')}integrer/{below}"


def snippet(site: Site) -> Snippet:
    """Addresses and title for the lines to copy."""
    urls = site.urls
    script = urls.asset("js/maillage-carte.js").removeprefix(f"{urls.base}/")
    title = site.translate("Carte des acteurs – {name}").replace("{name}", site.territory.name)
    return Snippet(urls.absolute(path(site)), urls.absolute(script), urls.absolute(urls.section("map")), title)


def pages(site: Site, shell: Shell) -> Iterator[Page]:
    """One page for each language that the interface speaks."""
    spoken = tuple(
        (language, path(site, language)) for language in dict.fromkeys((site.territory.language, *languages()))
    )
    for language, address in spoken:
        translate = page_translations(language).gettext
        view = map_view.view(site, shell, language, translate, outside=True)
        title = translate("Carte des acteurs – {name}").replace("{name}", site.territory.name)
        context = EmbedPage(
            title, language, spoken, search_panel(site), view, site.urls.section("map"), _words(translate)
        )
        yield Page(address, "embed.html", context)


def _words(translate: Callable[[str], str]) -> dict[str, str]:
    _ = translate
    return {
        "list": _("Voir la liste (nouvel onglet)"),
        "site": _("Carte de"),
        "demo_title": _("Démonstration."),
        "demo": _("Les personnes, les lieux et les événements montrés ici sont inventés."),
        "unknown": _("Critères inconnus ici, laissés de côté : {values}."),
        "failed": _("Le choix demandé n’a pas pu être chargé : la carte montre tout."),
        "legend": _("Légende, clavier, fond de carte"),
    }
