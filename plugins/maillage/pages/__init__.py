"""Which pages there are: one module per section, each a pure function from the site to pages and files."""

from collections.abc import Iterator, Sequence

from maillage.pages import (
    actors,
    agenda,
    badges,
    contributions,
    exports,
    files,
    home,
    information,
    learning,
    map,  # noqa: A004 - the section of the map
    needs,
    skills,
    territories,
)
from maillage.pages.cards import Cards
from maillage.pages.site import File, Page, Site


def all_pages(site: Site, content: Sequence[tuple[str, str]] = ()) -> Iterator[Page | File]:
    """Every page and file of the site; ``content``: (title, path) of the Markdown pages that Pelican makes."""
    cards = Cards(site)
    for section in (home, actors, skills, needs, agenda, territories, contributions, badges, learning):
        yield from section.pages(site, cards)
    yield from information.pages(site, cards, content)
    yield from map.pages(site, cards)
    yield from files.files(site)
    yield from exports.files(site)
