"""The site kept in somebody's device, when they ask for it: the page where one asks, the worker, and what a department holds.

Nothing is kept before that; every key that a browser may keep for us is in :data:`STORED`, which the page shows.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from maillage import gazetteer
from maillage.cache import digest, digest_of
from maillage.derive.places import departments_of
from maillage.i18n import N_, theme_path
from maillage.pages.cards import Cards, Link
from maillage.pages.site import COLOURS, File, Page, Site
from maillage.pages.territories import event_areas

WORKER = "js/offline/worker.js"
SHOWN_WITH = ("css/*.css", "img/maille.svg", "js/offline/page.js", "js/offline/store.js", "js/offline/main.js", "js/search/dom.js", "js/search/text.js")  # fmt: skip
"""Files of the theme that every kept page is shown with."""
ALWAYS = ("need", "event", "contribute", "offline")
"""Sections whose first page is kept with any department."""
STORED = (
    ("maillage:brouillon:…", "localStorage", N_("ce que vous avez commencé à écrire dans un formulaire"), N_("dès que vous écrivez ; la page le dit"), N_("l’envoi, ou « Oublier » dans le formulaire, ou « Tout effacer » ici")),
    ("maillage:…:seen", N_("cache du navigateur"), N_("les 200 dernières pages lues, et leur présentation"), N_("si vous cochez la case ci-dessus"), N_("la case décochée, ou « Tout effacer »")),
    ("maillage:…:department:…", N_("cache du navigateur"), N_("les pages d’un département"), N_("si vous choisissez « Le garder »"), N_("« Effacer », ou « Tout effacer »")),
    ("maillage:…:base:…", N_("cache du navigateur"), N_("cette page et les feuilles de style, et le programme sw.js qui répond sans réseau"), N_("avec l’un des deux précédents"), N_("« Tout effacer » ; l’ancienne version part quand la nouvelle arrive")),
)  # fmt: skip
"""Key, where it is, what is in it, when it is kept, until when."""


class Kept(Protocol):
    """A published page: its size in bytes, and what changes with what it shows."""

    @property
    def size(self) -> int: ...  # noqa: D102

    @property
    def content(self) -> bytes: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Stored:
    """One key that this site may keep in a device."""

    key: str
    where: str
    what: str
    when: str
    until: str


@dataclass(frozen=True, slots=True)
class Offline:
    """The page where one asks for it, sees it, and erases it."""

    title: str
    departments: tuple[Link, ...]
    list: str
    words: dict[str, str]
    stored: tuple[Stored, ...]


def pages(site: Site, _cards: Cards) -> Iterator[Page | File]:
    """The page and the worker."""
    section, _ = site.urls.section("offline"), site.translate
    codes = departments_of(site.territory.area)
    departments = tuple(Link(f"{gazetteer.area_name(code)} ({code})", "", code) for code in codes)
    stored = tuple(Stored(key, *map(_, rest)) for key, *rest in STORED)
    context = Offline(_("Sans réseau"), departments, f"{section}index.json", _words(site), stored)
    yield Page(section, "offline.html", context)
    yield File("sw.js", _worker(site))


def _worker(site: Site) -> bytes:
    """The worker lies at the top of the site: a browser lets it answer only for what is below it."""
    folder, urls, theme = theme_path() / "static", site.urls, site.territory.theme
    files = sorted(path for pattern in SHOWN_WITH for path in folder.glob(pattern))
    core = [urls.to(urls.section("offline")), *(urls.asset(path.relative_to(folder).as_posix()) for path in files)]
    core += [urls.to(path) for path in (COLOURS if theme.accent or theme.fonts else None, theme.logo) if path]
    source = (folder / WORKER).read_bytes()
    version = digest(core, source, theme, _words(site), [digest_of(path.read_bytes()) for path in files]).hex()
    settings = {"base": urls.base, "version": version, "core": core, "offline": core[0]}
    return f"const SITE = {json.dumps(settings, ensure_ascii=False)};\n".encode() + source


def bundles(site: Site, published: Mapping[str, Kept]) -> Iterator[File]:
    """What keeping each department means: its pages and their size; ``published`` is every page by its path."""
    section, listed = site.urls.section("offline"), []
    for code, paths in sorted(_paths(site, published).items()):
        chosen = {path: published[path] for path in paths if path in published}
        version = digest([(path, kept.content) for path, kept in chosen.items()]).hex()
        bundle = {"code": code, "name": gazetteer.area_name(code), "pages": len(chosen), "bytes": sum(kept.size for kept in chosen.values()), "version": version}  # fmt: skip
        listed.append(bundle)
        yield File(f"{section}{code.lower()}.json", _json(bundle | {"paths": list(chosen)}))
    yield File(f"{section}index.json", _json(listed))


def _paths(site: Site, published: Mapping[str, Kept]) -> dict[str, list[str]]:
    """The pages of each department, some of which may not exist."""
    urls, found = site.urls, defaultdict[str, list[str]](list)
    codes = departments_of(site.territory.area)
    lists = f"{urls.section('actor')}departement/"
    epci: dict[str, dict[str, None]] = defaultdict(dict)
    for actor in site.network.actors.values():
        place = site.places[actor.id]
        if place.department:
            found[place.department].append(urls.record("actor", actor.id))
            if place.epci:
                epci[place.department][place.epci] = None
    for path in published:
        if path.startswith(lists):
            found[path.removeprefix(lists).split("/")[0].upper()].append(path)
    coming = {one.event.id: one.event for one in site.occurrences if one.last_day >= site.today}
    for event in coming.values():
        for code in dict.fromkeys(event_areas(site, event)):
            if code in codes:
                found[code].append(urls.record("event", event.id))
    always = ["", *map(urls.section, ALWAYS)]
    return {
        code: [*always, *(urls.record("territory", one) for one in (code, *sorted(epci[code]))), *dict.fromkeys(found[code])]
        for code in codes
    }  # fmt: skip


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _words(site: Site) -> dict[str, str]:
    _ = site.translate
    return {
        "size": _("{size} Mo"),
        "weight": _("{pages} pages, {size}"),
        "unknown": _("On ne peut pas savoir maintenant combien cela pèse."),
        "coming": _("{done} pages sur {all}…"),
        "kept": _("{name} est gardé dans cet appareil : {pages} pages, {size}."),
        "failed": _(
            "{name} n’a pas pu être gardé en entier. Réessayez quand le réseau va mieux : rien n’a été changé."
        ),
        "line": _("{name} : {pages} pages, {size}, du {day}."),
        "newer": _("Des pages ont changé depuis."),
        "renew": _("Mettre à jour"),
        "erase": _("Effacer"),
        "erased": _("{name} n’est plus dans cet appareil."),
        "none": _("Aucun département."),
        "seen": _("Les pages que vous lisez seront gardées."),
        "unseen": _("Les pages lues sont effacées, et ne sont plus gardées."),
        "nothing": _("Ce site ne garde plus rien dans cet appareil."),
    }
