"""Which pages there are: one module per section, each a pure function from the site to pages and files.

A new section is a module with ``pages(site, cards)`` and its name in ``SECTIONS``. Where it has a page for each of many
records, ``records(site, cards)`` yields each record with what makes its pages, so that only those near an edit are made.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from maillage.pages import (
    actors,
    agenda,
    badges,
    contributions,
    diagnosis,
    equipment,
    exports,
    files,
    gallery,
    home,
    information,
    large,
    learning,
    map,  # noqa: A004
    needs,
    offline,
    search,
    skills,
    territories,
)
from maillage.pages.around import Around
from maillage.pages.cards import Cards
from maillage.pages.forms import pages as forms
from maillage.pages.site import File, Lot, Page, Sheet, Site

SECTIONS = (
    (home, ""),
    (actors, "actor"),
    (skills, "skill"),
    (needs, ""),
    (agenda, "event"),
    (equipment, "equipment"),
    (territories, ""),
    (contributions, "contribution"),
    (badges, ""),
    (learning, ""),
    (diagnosis, ""),
    (forms, ""),
    (map, ""),
    (search, ""),
    (offline, ""),
    (gallery, ""),
)
"""Sections, and the kind of record of which each has pages one by one."""


IN_PASSING = (diagnosis,)
"""Sections that say nothing of an actor's own texts (summary, description, contact, hours, links), only whether there are any."""


def all_lots(site: Site, content: Sequence[tuple[str, str]] = ()) -> Iterator[Lot]:
    """Everything there is to publish; ``content``: (title, path) of the Markdown pages that Pelican makes."""
    cards, around = Cards(site), Around(site)
    for section, kind in SECTIONS:
        shows = site.in_passing if section in IN_PASSING else None
        yield Lot(section.__name__, partial(section.pages, site, cards), shows)
        for record, make in section.records(site, cards) if kind else ():
            yield Lot(f"{kind}/{record.id}", make, around.of(kind, record))
    yield Lot("information", partial(information.pages, site, cards, content))
    yield Lot("files", partial(files.files, site))
    yield Lot("exports", partial(exports.files, site))
    yield Lot("booklets", partial(_booklets, site), [(sheet.path, sheet.key) for sheet in _sheets(site)])
    yield from search.lots(site)
    yield from large.lots(site, around)


def _sheets(site: Site) -> Iterator[Sheet]:
    return (sheet for sheets in site.sheets.values() for sheet in sheets)


def _booklets(site: Site) -> Iterator[File]:
    return (File(sheet.path, sheet.make()) for sheet in _sheets(site))


def all_pages(site: Site, content: Sequence[tuple[str, str]] = ()) -> Iterator[Page | File]:
    """Every page and file of the site."""
    for lot in all_lots(site, content):
        yield from lot.make()
