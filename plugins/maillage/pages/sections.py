"""Which pages there are: one module per section, each a pure function from the site to pages and files.

A new section is a module with ``pages(site, cards)`` and its name in ``SECTIONS``. Where it has a page for each of many
records, ``records(site, cards)`` yields each record with what makes its pages, so that only those near an edit are made.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from types import ModuleType

from maillage.kinds import kind_of
from maillage.pages import (
    actors,
    agenda,
    badges,
    charter,
    committees,
    consultations,
    contributions,
    decisions,
    diagnosis,
    easy,
    equipment,
    exports,
    federation,
    feeds,
    files,
    gallery,
    home,
    information,
    large,
    learning,
    map,  # noqa: A004
    needs,
    observatory,
    offline,
    search,
    skills,
    territories,
    ties,
)
from maillage.pages.around import Around
from maillage.pages.cards import Cards
from maillage.pages.forms import pages as forms
from maillage.pages.site import File, Lot, Page, Sheet, Site, View

SECTIONS = (
    (search, ""),
    (home, ""),
    (actors, "actor"),
    (skills, "skill"),
    (needs, ""),
    (agenda, "event"),
    (equipment, "equipment"),
    (territories, ""),
    (charter, ""),
    (decisions, "decision"),
    (committees, "committee"),
    (consultations, "consultation"),
    (contributions, "contribution"),
    (badges, ""),
    (observatory, "practice"),
    (ties, ""),
    (learning, ""),
    (diagnosis, ""),
    (forms, ""),
    (map, ""),
    (offline, ""),
    (easy, ""),
    (gallery, ""),
)
"""Sections, and the kind of record of which each has pages one by one. The search is first: the process that read the records, and so
holds most, begins with it, and leaves to another the figures, whose libraries are large (:data:`TOGETHER`)."""


SHOWS: Mapping[ModuleType, View] = {
    home: "passing",
    actors: "listed",
    skills: "passing",
    needs: "passing",
    agenda: "passing",
    territories: "passing",
    contributions: "passing",
    badges: "passing",
    learning: "passing",
    charter: "passing",
    ties: "passing",
    forms: "passing",
    map: "passing",
    easy: "passing",
    search: "found",
}
"""What a section sees of the records of others (:mod:`maillage.glance`): one that is not here may show everything of them."""


TOGETHER: Mapping[ModuleType, str] = {search: "search", diagnosis: "figures", territories: "figures", map: "figures"}
"""What takes longest, by what it is made with: SciPy counts for the diagnosis and for territories, Folium draws for it and the map."""


def _shows(site: Site, section: ModuleType) -> object:
    if section is diagnosis:
        return diagnosis.shows(site)
    return site.seen(SHOWS[section]) if section in SHOWS else None


def all_lots(site: Site, content: Sequence[tuple[str, str]] = ()) -> Iterator[Lot]:
    """Everything there is to publish; ``content``: (title, path) of the Markdown pages that Pelican makes."""
    cards, around = Cards(site), Around(site)
    for section, kind in SECTIONS:
        shows = _shows(site, section)
        yield Lot(section.__name__, partial(section.pages, site, cards), shows, TOGETHER.get(section, ""))
        for record, make in section.records(site, cards) if kind else ():
            yield Lot(f"{kind}/{record.id}", make, around.of(kind, record))
    yield Lot("information", partial(information.pages, site, cards, content))
    for make in (files.files, feeds.feeds, exports.files):
        yield Lot(make.__module__, partial(make, site), site.seen("listed"))
    yield Lot("booklets", partial(_booklets, site), [(sheet.path, sheet.key) for sheet in _sheets(site)])
    if site.network.neighbours:
        yield Lot("federation", partial(federation.pages, site, cards))
    if site.urls.origin:
        yield Lot("diagnosis.sheets", partial(diagnosis.sheets, site, cards), diagnosis.shows(site))
    yield from search.lots(site, around)
    yield from forms.lots(site, around)
    yield from territories.lots(site, cards, TOGETHER[territories])
    yield from large.lots(site, around)


def lots_of(site: Site, paths: Collection[str]) -> Iterator[Lot]:
    """The lots of the records in these files alone: the pages that whoever edits them waits for."""
    cards, around = Cards(site), Around(site)
    kinds = {found.name for path in paths if (found := kind_of(path))}
    for section, kind in SECTIONS:
        for record, make in section.records(site, cards) if kind in kinds else ():
            if record.path in paths:
                yield Lot(f"{kind}/{record.id}", make, around.of(kind, record))


def _sheets(site: Site) -> Iterator[Sheet]:
    return (sheet for sheets in site.sheets.values() for sheet in sheets)


def _booklets(site: Site) -> Iterator[File]:
    return (File(sheet.path, sheet.make()) for sheet in _sheets(site))


def all_pages(site: Site, content: Sequence[tuple[str, str]] = ()) -> Iterator[Page | File]:
    """Every page and file of the site."""
    for lot in all_lots(site, content):
        yield from lot.make()
