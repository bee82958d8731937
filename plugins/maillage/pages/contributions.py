"""Recognition without ranking: one wall per role, one page per deed, and figures of the network as a whole."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from markupsafe import Markup

from maillage import gazetteer, markup, phrases
from maillage.derive import figures
from maillage.derive.figures import Figures, Season
from maillage.derive.recognition import Deed
from maillage.exchange import spreadsheet
from maillage.model import Contribution
from maillage.pages.cards import Cards, Link, Upkeep
from maillage.pages.deeds import DeedCard, Deeds, Role
from maillage.pages.site import File, Page, Site

LATEST = 18
WALL = 120
"""Actors on one page of a wall."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the figures: where or when, and the numbers in words."""

    label: str
    path: str
    hours: str
    hands: str
    exchanges: str


@dataclass(frozen=True, slots=True)
class Contributions:
    """The first page of the section."""

    title: str
    roles: tuple[Role, ...]
    latest: tuple[DeedCard, ...]
    whole: Line | None
    seasons: tuple[Line, ...]
    departments: tuple[Line, ...]
    table: str
    feed: str
    badges: str


@dataclass(frozen=True, slots=True)
class Brick:
    """Somebody on a wall, with one thing they did; None: they kept the directory itself."""

    actor: Link
    place: str
    deed: DeedCard | None


@dataclass(frozen=True, slots=True)
class Wall:
    """Everybody in a role, in the order of the day."""

    title: str
    role: Role
    day: str
    bricks: tuple[Brick, ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """One thing done for the network."""

    title: str
    summary: str
    what: str
    deed: DeedCard
    description: Markup
    skills: tuple[Link, ...]
    event: Link | None
    equipment: Link | None
    practice: Link | None
    need: Link | None
    evidence: tuple[Link, ...]
    upkeep: Upkeep


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The first page, the walls, and the table of the network's figures."""
    deeds = Deeds(cards)
    season_lines = figures.by_season(site.network)
    department_lines = figures.by_department(site.network, site.places)
    yield _first(site, cards, deeds, season_lines, department_lines)
    for role in deeds.roles:
        yield from _wall(site, cards, deeds, role)
    if site.network.contributions:
        yield File(table_path(site), _table(site, season_lines, department_lines))


def records(site: Site, cards: Cards) -> Iterator[tuple[Contribution, Callable[[], Iterable[Page]]]]:
    """Each contribution that may be shown, with what makes its page."""
    deeds = Deeds(cards)
    for deed in cards.recognition.deeds:
        yield deed.contribution, partial(_record, site, cards, deeds, deed)


def _record(site: Site, cards: Cards, deeds: Deeds, deed: Deed) -> Iterator[Page]:
    yield Page(site.urls.record("contribution", deed.id), "contribution.html", _deed(site, cards, deeds, deed))


def table_path(site: Site) -> str:
    """Where the figures are to take away."""
    return f"{site.urls.section('data')}entraide.csv"


SeasonLines = list[tuple[Season | None, Figures]]
DepartmentLines = list[tuple[str | None, Figures]]


def _first(site: Site, cards: Cards, deeds: Deeds, seasons: SeasonLines, departments: DepartmentLines) -> Page:
    _ = site.translate
    section = site.urls.section("contribution")
    whole = figures.whole(site.network)
    context = Contributions(
        title=_("Ce que l’on fait les uns pour les autres"),
        roles=deeds.roles,
        latest=tuple(deeds.card(deed) for deed in islice(cards.recognition.deeds, LATEST)),
        whole=_line(site, "", "", whole) if whole else None,
        seasons=tuple(_line(site, _season(site, key), "", one) for key, one in seasons),
        departments=tuple(_line(site, _department(site, key), _territory(site, key), one) for key, one in departments),
        table=table_path(site) if site.network.contributions else "",
        feed=f"{section}contributions.atom" if cards.recognition.deeds else "",
        badges=site.urls.section("badge") if site.network.badges else "",
    )
    return Page(section, "contributions.html", context)


def _line(site: Site, label: str, path: str, one: Figures) -> Line:
    language = site.territory.language
    hours = phrases.number(round(one.hours), language) if one.hours else "–"
    return Line(label, path, hours, phrases.number(one.hands, language), phrases.number(one.exchanges, language))


def _season(site: Site, season: Season | None) -> str:
    _ = site.translate
    if season is None:
        return _("Autres saisons")
    year, part = season
    names = (_("Hiver {before}-{year}"), _("Printemps {year}"), _("Été {year}"), _("Automne {year}"))
    return names[part].format(year=year, before=year - 1)


def _department(site: Site, code: str | None) -> str:
    if code is None:
        return site.translate("Autres départements")
    found = gazetteer.department(code)
    return f"{found.name} ({code})" if found else site.translate("Lieu inconnu")


def _territory(site: Site, code: str | None) -> str:
    from maillage.pages.territories import covered

    return site.urls.record("territory", code) if code and code in covered(site) else ""


def _table(site: Site, seasons: SeasonLines, departments: DepartmentLines) -> bytes:
    """The same figures for a spreadsheet."""
    _ = site.translate
    head = (_("regroupé par"), _("quoi"), _("heures"), _("mains"), _("échanges entre structures"))
    lines = [(_("saison"), _season(site, key), one) for key, one in seasons]
    lines += [(_("département"), _department(site, key), one) for key, one in departments]
    cells = ((kind, label, f"{one.hours:g}", str(one.hands), str(one.exchanges)) for kind, label, one in lines)
    return spreadsheet.table(head, (dict(zip(head, row, strict=True)) for row in cells))


def _wall(site: Site, cards: Cards, deeds: Deeds, role: Role) -> Iterator[Page]:
    bricks = [
        Brick(cards.actor_link(actor), cards.actors[actor].place, deeds.card(deed) if deed else None)
        for actor, deed in cards.recognition.wall(role.id, site.today)
    ]
    numbers = max(1, -(-len(bricks) // WALL))
    for number in range(1, numbers + 1):
        context = Wall(
            title=role.label,
            role=role,
            day=phrases.day(site.today, cards.language),
            bricks=tuple(bricks[(number - 1) * WALL : number * WALL]),
            previous=_numbered(role.path, number - 1) if number > 1 else None,
            next=_numbered(role.path, number + 1) if number < numbers else None,
        )
        yield Page(_numbered(role.path, number), "wall.html", context)


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"


def _deed(site: Site, cards: Cards, deeds: Deeds, deed: Deed) -> ContributionPage:
    one, network = deed.contribution, site.network
    need = network.need(one.need) if one.need else None
    return ContributionPage(
        title=one.label,
        summary=one.summary or "",
        what=one.what if one.name else "",
        deed=deeds.card(deed),
        description=markup.markdown_html(one.description, top_heading=2) if one.description else Markup(""),
        skills=tuple(cards.skill_link(skill) for skill in one.skills),
        event=Link(network.events[one.event].title, site.urls.record("event", one.event)) if one.event else None,
        equipment=Link(network.equipment[one.equipment].name, site.urls.record("equipment", one.equipment))
        if one.equipment
        else None,
        practice=Link(network.practices[one.practice].title, site.urls.record("practice", one.practice))
        if one.practice
        else None,
        need=Link(cards.meetings.title(need), f"{site.urls.record('actor', need.actor.id)}#{need.id}", need.actor.name)
        if need
        else None,
        evidence=tuple(Link(url.split("/")[2].removeprefix("www."), url) for url in one.evidence),
        upkeep=cards.upkeep(one),
    )
