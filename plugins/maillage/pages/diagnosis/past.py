"""How the directory grew, month by month, and what changed since each month began: one page and its table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from maillage import phrases
from maillage.derive.curve import Month as Counted
from maillage.derive.curve import Since, months, since
from maillage.exchange import spreadsheet
from maillage.i18n import N_
from maillage.model import Record, Skill
from maillage.pages.cards import Link
from maillage.pages.site import File, Page, Site

FILE, CHART = "histoire.csv", "histoire.svg"
BACK = 12
"""Months since whose beginning the changes are told."""
TITLE = N_("L’annuaire et le réseau, mois par mois")
SHOWN = 30
"""New records that are named for each kind and month."""
KINDS = {
    "actor": N_("Acteurs"),
    "skill": N_("Compétences"),
    "event": N_("Événements"),
    "equipment": N_("Matériel"),
    "contribution": N_("Contributions"),
    "badge": N_("Badges"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """One line of the table."""

    name: str
    actors: str
    open: int
    met: int
    exchanges: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What a kind of record went through since a day."""

    kind: str
    came: int
    changed: int
    left: int
    new: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SinceDay:
    """All that changed since a day."""

    id: str
    name: str
    kinds: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """The page."""

    title: str
    up: Link
    months: tuple[Month, ...]
    since: tuple[SinceDay, ...]
    known: bool
    table: str
    chart: str
    said: str


def address(site: Site) -> str:
    """Path of the page."""
    return f"{site.urls.section('diagnosis')}histoire/"


def pages(site: Site, up: Link) -> Iterator[Page | File]:
    """The page and its table."""
    found = months(site.network, site.changes, site.today)
    past = Past(
        title=site.translate("Ce qui a changé"),
        up=up,
        months=tuple(_month(site, one) for one in reversed(found)),
        since=tuple(_since(site, found)),
        known=any(one.actors is not None for one in found),
        table=f"{address(site)}{FILE}",
        chart=f"{address(site)}{CHART}" if len(found) > 1 else "",
        said=_said(site, found),
    )
    yield Page(address(site), "past.html", past)
    yield File(past.table, _table(site, found))
    if past.chart:
        yield File(past.chart, _chart(site, found))


def _month(site: Site, one: Counted) -> Month:
    name = phrases.month(one.first.year, one.first.month, site.territory.language)
    return Month(name, "?" if one.actors is None else str(one.actors), one.open, one.met, one.exchanges)


def _chart(site: Site, found: tuple[Counted, ...]) -> bytes:
    from maillage import charts  # Pygal is only imported where a chart is drawn

    _ = site.translate
    series: dict[str, list[int | None]] = {
        _("Acteurs à la fin du mois"): [one.actors for one in found],
        _("Besoins ouverts à la fin du mois"): [one.open for one in found],
        _("Échanges"): [one.exchanges for one in found],
    }
    return charts.lines(_(TITLE), [f"{one.first:%m/%Y}" for one in found], series)


def _said(site: Site, found: tuple[Counted, ...]) -> str:
    """What the chart shows, in a sentence: the first and the last month."""
    _ = site.translate
    first, last = found[0], found[-1]
    words = _("De {first} à {last} : {actors}, de {open} à {still} besoins ouverts, {exchanges} échanges en tout.")
    known = [one.actors for one in found if one.actors is not None]
    actors = _("{n} acteurs").format(n=known[-1]) if known else _("nous ne savons pas combien d’acteurs")
    if len(known) > 1:
        actors = _("de {before} à {now} acteurs").format(before=known[0], now=known[-1])
    return words.format(
        first=_month(site, first).name,
        last=_month(site, last).name,
        actors=actors,
        open=first.open,
        still=last.open,
        exchanges=sum(one.exchanges for one in found),
    )


def _since(site: Site, found: tuple[Counted, ...]) -> Iterator[SinceDay]:
    if not site.changes:
        return
    begin = site.changes[0].day.replace(day=1)
    for one in reversed([month for month in found[-BACK:] if month.first >= begin]):
        changed = since(site.network, site.changes, one.first)
        kinds = tuple(_changed(site, kind, changed[kind]) for kind in KINDS if kind in changed)
        yield SinceDay(f"depuis-{one.first:%Y-%m}", _day(site, one.first), kinds)


def _day(site: Site, day: date) -> str:
    return site.translate("Depuis le {day}").format(day=phrases.short_day(day, site.territory.language))


def _changed(site: Site, kind: str, found: Since) -> Changed:
    records = site.network.records(kind)
    links = [
        Link(records[one].label, site.urls.record(_section(kind, records[one]), one)) for one in found.came[:SHOWN]
    ]
    return Changed(site.translate(KINDS[kind]), len(found.came), len(found.changed), found.left, tuple(links))


def _section(kind: str, record: Record) -> str:
    """The section that a record's page is in: professions have their own."""
    return "profession" if isinstance(record, Skill) and record.kind == "profession" else kind


def _table(site: Site, found: tuple[Counted, ...]) -> bytes:
    _ = site.translate
    month, actors, waiting = _("Mois"), _("Acteurs à la fin du mois"), _("Besoins ouverts à la fin du mois")
    met, exchanges, method = _("Besoins satisfaits"), _("Échanges"), _("Méthode")
    rows = [
        {
            month: f"{one.first:%Y-%m}", actors: "" if one.actors is None else str(one.actors), waiting: str(one.open),
            met: str(one.met), exchanges: str(one.exchanges),
            method: site.urls.absolute(f"{site.urls.section('diagnosis')}methode/#histoire"),
        }
        for one in found
    ]  # fmt: skip
    return spreadsheet.table((month, actors, waiting, met, exchanges, method), rows)
