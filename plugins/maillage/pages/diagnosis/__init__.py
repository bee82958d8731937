"""The territory counts itself: a page for the whole, one for each department and EPCI, and the tables behind them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maillage.pages.cards import Cards, Link
from maillage.pages.site import File, Page, Site

if TYPE_CHECKING:  # NumPy takes a fifth of a small build to import: only where the territory is counted
    from maillage.derive.diagnosis import Diagnosis


def shows(site: Site) -> object:
    """All that the diagnosis takes from records: of an actor's own texts only the hours, else whether there are any."""
    passing = site.seen("passing")
    hours = [actor.opening_hours for actor in site.network.actors.values()]
    return None if passing is None else (passing, hours, site.beside)


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """Pages and tables; none for a territory of which no commune is known."""
    from maillage.derive.diagnosis import WHOLE
    from maillage.pages.diagnosis import choropleth, past, shown, tables
    from maillage.pages.diagnosis.method import method
    from maillage.pages.diagnosis.tables import address

    found = count(site)
    if not found.towns.communes:
        return
    _ = site.translate
    up = Link(_("Diagnostic"), address(site, WHOLE))
    yield Page(f"{up.path}methode/", "method.html", method(_("Comment nous comptons"), up, _))
    yield from past.pages(site, up)
    yield from choropleth.pages(site, found, up)
    for report in found.reports.values():
        yield Page(address(site, report.code), "diagnosis.html", shown.page(site, cards, found, report))
        yield from tables.of_area(site, report)
    yield from tables.of_whole(site, found)


def sheets(site: Site, cards: Cards) -> Iterator[File]:
    """The sheets of paper of each EPCI: only where the site is published, and on demand (``maillage diagnosis``)."""
    from maillage.pages.diagnosis import printed, shown

    found = count(site)
    for report in found.reports.values():
        if shown.has_sheets(site, report.code):
            page = shown.page(site, cards, found, report)
            yield File(shown.sheets_path(site, report.code), printed.sheets(site, page, report))


def count(site: Site) -> "Diagnosis":
    """The diagnosis of a site, on its day."""
    from maillage.derive.diagnosis import diagnose

    coming = {one.event.id: one.event for one in site.occurrences if one.last_day >= site.today}
    held = [event for event in coming.values() if event.status != "cancelled"]
    return diagnose(site.network, site.places, site.today, held, site.context)
