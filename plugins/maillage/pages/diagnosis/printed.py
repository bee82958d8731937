"""The diagnosis of an area on two sheets of paper, for those who decide there: a tagged PDF that a screen reader reads too.

Typst sets it, as it sets the forms to be filled in by hand. The same content gives the same bytes.
"""

from collections.abc import Iterator
from importlib import resources

from maillage import phrases
from maillage.derive.diagnosis import Report
from maillage.pages import typesetting
from maillage.pages.diagnosis.shown import Page, Row
from maillage.pages.site import Site

SHOWN = 8
"""Lines of each part: what does not fit on two sheets is on the site."""


def sheets(site: Site, page: Page, report: Report) -> bytes:
    """Two A4 sheets."""
    _ = site.translate
    services = page.questions[0] if page.questions else ("", ())
    data = {
        "language": site.territory.language,
        "title": page.title,
        "site": site.territory.name,
        "day": phrases.short_day(site.today, site.territory.language),
        "about": page.about,
        "sentences": page.sentences,
        "reach": _("Une aide, à quelle distance ?"),
        "legend": [{"sign": one.sign, "words": one.words} for one in page.brief.legend],
        "distance": _("Distance"),
        "distances": [_line(row) for row in page.brief.distances],
        "what": _("À moins de 10 km, pour quoi ?"),
        "question": services[0],
        "services": [_line(row) for row in services[1]],
        "far": [row.said for row in services[1]][:SHOWN],
        "parts": [{"title": title, "lines": lines} for title, lines in _parts(site, page) if lines],
        "when": _("Quand quelqu’un est-il ouvert ?"),
        "opened": page.week.sentences,
        "hour": _("Heure"),
        "week": _week(page),
        "trust": _("Ce que valent ces chiffres"),
        "sure": [*_records(site, page, report), *page.sure],
        "method": _("Comment chaque chiffre est fait, et ce qu’il ne dit pas : {address}").format(
            address=site.urls.absolute(f"{site.urls.section('diagnosis')}methode/")
        ),
    }
    source = resources.files(__package__).joinpath("printed.typ").read_bytes()
    return typesetting.pdf(source, data)


def _line(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "widths": [share.width for share in row.shares],
        "words": [share.words for share in row.shares],
    }


def _week(page: Page) -> dict[str, object]:
    """The table of the hours, and what its signs are."""
    rows = [[hour.name, *(cell.text for cell in hour.cells)] for hour in page.week.hours]
    return {"days": [short for short, _wide in page.week.days], "rows": rows, "caption": page.week.caption}


def _parts(site: Site, page: Page) -> Iterator[tuple[str, list[str]]]:
    """The second sheet: what is missing, what is sought, where nobody is known, who is linked."""
    _ = site.translate
    yield _("Ce que personne ne déclare ici"), [f"{name} – {', '.join(values)}" for name, values in page.nobody]
    missing = [link.label for link in page.missing]
    sought = [_("Cherché, et que personne n’apporte ici :") + " " + ", ".join(missing[:SHOWN])] if missing else []
    yield _("Ce que l’on cherche et ce que l’on apporte"), [*page.waits, *sought]
    towns = [_("{town} : {people} habitants").format(town=one.name, people=one.people) for one in page.towns[:SHOWN]]
    yield _("Là où nous ne connaissons personne"), towns
    for one in page.outside:
        lines = [f"{line.name} – {line.value}. {line.crossed}".strip() for line in one.lines]
        yield _("Ce que d’autres savent d’ici"), [*lines[:SHOWN], one.source]
    yield _("Qui est relié à qui"), list(page.shape.sentences)


def _records(site: Site, page: Page, report: Report) -> Iterator[str]:
    _ = site.translate
    yield _("{n} fiches : {ages}.").format(
        n=report.actors, ages=", ".join(f"{count} {words}" for words, count in page.ages if count) or "0"
    )
    if page.quality:
        yield _("Ce que les fiches disent, de ce qu’elles pourraient dire : {share}.").format(share=page.quality)
