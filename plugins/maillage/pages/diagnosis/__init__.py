"""The territory counts itself: a page for the whole, one for each department and EPCI, and the tables behind them."""

from collections.abc import Iterator

from maillage.derive.diagnosis import WHOLE, diagnose
from maillage.pages.cards import Cards, Link
from maillage.pages.diagnosis import shown, tables
from maillage.pages.diagnosis.method import method
from maillage.pages.diagnosis.tables import address
from maillage.pages.site import File, Page, Site


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """Pages and tables; none for a territory of which no commune is known."""
    found = diagnose(site.network, site.places, site.today)
    if not found.towns.communes:
        return
    _ = site.translate
    up = Link(_("Diagnostic"), address(site, WHOLE))
    yield Page(f"{up.path}methode/", "method.html", method(_("Comment nous comptons"), up, _))
    for report in found.reports.values():
        yield Page(address(site, report.code), "diagnosis.html", shown.page(site, cards, found, report))
        yield from tables.of_area(site, report)
    yield from tables.of_whole(site, found)
