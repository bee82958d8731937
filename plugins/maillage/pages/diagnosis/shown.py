"""What a page of the diagnosis shows, in words and shares ready for its template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from maillage import gazetteer, phrases
from maillage.derive.coverage import RADII, People, State
from maillage.derive.demand import Balance
from maillage.derive.diagnosis import MIDDLE, WHOLE, Diagnosis, Figure, Report
from maillage.derive.questions import ANYBODY, GROUPS, Question, label
from maillage.pages.cards import Cards, Link
from maillage.pages.diagnosis.shape import Shape, shape
from maillage.pages.diagnosis.tables import Table, address, listed
from maillage.pages.diagnosis.told import Told, told
from maillage.pages.diagnosis.week import Grid, grid
from maillage.pages.diagnosis.words import CRITERIA, SIGNS, STATES, ages, percent, question_sentence, sentences
from maillage.pages.site import Site

MOST = 30


@dataclass(frozen=True, slots=True)
class Share:
    """One state of a row: its sign, people as a percentage, and where its part of the bar begins and how long it is (0–100)."""

    state: str
    sign: str
    words: str
    begin: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of shares."""

    name: str
    path: str
    people: str
    shares: tuple[Share, ...]
    said: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the legend."""

    state: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Town:
    """A commune that nobody is known to serve."""

    name: str
    people: str
    distance: str


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill's balance."""

    skill: Link
    brought: int
    sought: int
    met: int
    wait: str
    planned: int


@dataclass(frozen=True, slots=True)
class Brief:
    """Who has help at what distance, for any page that speaks of an area."""

    sentences: tuple[str, ...]
    legend: tuple[Sign, ...]
    distances: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the diagnosis."""

    title: str
    code: str
    up: Link | None
    about: str
    sentences: tuple[str, ...]
    brief: Brief
    map: str
    questions: tuple[tuple[str, tuple[Row, ...]], ...]
    parts: tuple[Row, ...]
    towns: tuple[Town, ...]
    missing: tuple[Link, ...]
    balances: tuple[Skill, ...]
    waits: tuple[str, ...]
    nobody: tuple[tuple[str, tuple[str, ...]], ...]
    spoken: tuple[tuple[str, int], ...]
    unspoken: str
    week: Grid
    shape: Shape
    outside: tuple[Told, ...]
    ages: tuple[tuple[str, int], ...]
    fullness: tuple[tuple[str, str], ...]
    quality: str
    sure: tuple[str, ...]
    tables: tuple[Table, ...]
    sheets: str


def has_sheets(site: Site, code: str) -> bool:
    """Whether an area has sheets of paper on the site: each EPCI, where the site is published."""
    return bool(site.urls.origin) and len(code) > 3


def sheets_path(site: Site, code: str) -> str:
    """Path of the sheets of an area."""
    return f"{address(site, code)}diagnostic.pdf"


def page(site: Site, cards: Cards, found: Diagnosis, report: Report) -> Page:
    """The page of one area."""
    _ = site.translate
    name = area_name(site, report.code)
    return Page(
        title=_("Diagnostic : {area}").format(area=name) if report.code else _("Bien se connaître, bien compter"),
        code=report.code,
        up=Link(_("Diagnostic"), address(site, WHOLE)) if report.code else None,
        about=_about(site, report),
        sentences=(*sentences(report.figures[0].people, _), *_old(site, report)),
        brief=brief(site, report.figures[0].people),
        map=map_path(site, ANYBODY) if _has_maps(found) else "",
        questions=tuple(_questions(site, found, report)),
        parts=tuple(_parts(site, found, report.code)),
        towns=tuple(_towns(site, found, report.code)),
        missing=tuple(cards.skill_link(one.skill) for one in report.balances if one.sought and not one.brought),
        balances=tuple(_balance(cards, one) for one in report.balances if one.sought or one.met),
        waits=tuple(_waits(site, report)),
        nobody=tuple(_nobody(site, report)),
        spoken=tuple(
            (phrases.language_name(code, site.territory.language), count)
            for code, count in report.languages.spoken.items()
        ),
        unspoken=_("{n} fiches ne disent aucune langue.").format(n=report.languages.unsaid),
        week=grid(site, report.week),
        shape=shape(cards, report.shape),
        outside=told(site, report),
        ages=ages(site, report),
        fullness=tuple(
            (_(CRITERIA[key]), _("{have} sur {asked}").format(have=have, asked=asked))
            for key, (have, asked) in report.quality.criteria.items()
            if asked
        ),
        quality=percent(report.quality.score, _) if report.quality.score is not None else "",
        sure=tuple(_sure(site, report)),
        tables=listed(site, report.code),
        sheets=sheets_path(site, report.code) if has_sheets(site, report.code) else "",
    )


def brief(site: Site, people: Mapping[int, People]) -> Brief:
    """The first question of an area, by radius."""
    _ = site.translate
    return Brief(
        sentences(people, _),
        signs(site),
        tuple(row(site, _("à moins de {radius} km").format(radius=radius), "", people[radius]) for radius in RADII),
    )


def signs(site: Site) -> tuple[Sign, ...]:
    """The legend of the four states."""
    names = {state: state.name.lower().replace("_", "-") for state in State}
    return tuple(Sign(names[state], SIGNS[state], site.translate(STATES[state])) for state in State)


def area_name(site: Site, code: str) -> str:
    """What people call an area."""
    known = gazetteer.department(code) or gazetteer.epci(code)
    return known.name if known else site.territory.name


def _about(site: Site, report: Report) -> str:
    _ = site.translate
    words = _("{people} habitants, {communes} communes, {actors} fiches d’acteurs")
    return words.format(
        people=phrases.number(report.population, site.territory.language),
        communes=phrases.number(report.communes, site.territory.language),
        actors=phrases.number(report.actors, site.territory.language),
    )


def row(site: Site, name: str, path: str, people: People, said: str = "", note: str = "") -> Row:
    """One line of a table of shares."""
    total = people.total
    shares, begin = [], 0.0
    for state in State:
        share = people.people[state] / total if total else 0.0
        words = percent(share, site.translate) if total else site.translate("inconnu")
        shares.append(
            Share(state.name.lower().replace("_", "-"), SIGNS[state], words, round(begin, 2), round(share * 100, 2))
        )
        begin += share * 100
    return Row(name, path, phrases.number(total, site.territory.language), tuple(shares), said, note)


def mapped(found: Diagnosis) -> list[str]:
    """The codes of the areas on the maps: each EPCI, or each department where there is none."""
    return [code for code in found.reports if len(code) > 3] or [code for code in found.reports if code]


def map_path(site: Site, question: Question) -> str:
    """Path of the map of a question."""
    where = f"{site.urls.section('diagnosis')}carte/"
    return where if question == ANYBODY else f"{where}{question.id}/"


def _has_maps(found: Diagnosis) -> bool:
    return any(gazetteer.outline(code) is not None for code in mapped(found))


def _questions(site: Site, found: Diagnosis, report: Report) -> Iterator[tuple[str, tuple[Row, ...]]]:
    _ = site.translate
    answered = {figure.question for figure in found.reports[WHOLE].figures if figure.yes} if _has_maps(found) else set()
    for group, figures in groupby(report.figures[1:], key=lambda figure: figure.question.group):
        yield _(GROUPS[group][1]), tuple(_question(site, figure, figure.question in answered) for figure in figures)


def _question(site: Site, figure: Figure, has_map: bool) -> Row:
    _ = site.translate
    name = label(figure.question, site.territory.language, _)
    note = _("Fiches d’ici qui disent oui : {yes} ; qui ne disent rien : {unsaid}").format(
        yes=figure.yes, unsaid=figure.unsaid
    )
    path = map_path(site, figure.question) if has_map else ""
    return row(site, name, path, figure.people[MIDDLE], question_sentence(figure, name, _), note)


def _parts(site: Site, found: Diagnosis, code: str) -> Iterator[Row]:
    """Departments of the whole, EPCI of a department (or of the whole, where it is made of EPCI), in the order of names."""
    if len(code) == 9:
        return
    here = {commune.epci for commune in found.towns.communes if commune.department == code}
    departments = [one for one in found.reports if 0 < len(one) <= 3]
    chosen = [one for one in found.reports if one in here] if code else departments
    for one in sorted(chosen, key=lambda one: area_name(site, one)):
        people = found.reports[one].figures[0].people[MIDDLE]
        yield row(site, area_name(site, one), address(site, one), people)


def _towns(site: Site, found: Diagnosis, code: str) -> Iterator[Town]:
    _, language = site.translate, site.territory.language
    inside = set(found.towns.positions(code)) if code else None
    shown = 0
    for position in found.worst:
        if inside is not None and position not in inside:
            continue
        commune, distance = found.towns.communes[position], float(found.reaches[0].distance[position])
        away = _("la plus proche à {km} km").format(km=round(distance)) if distance < 1000 else ""
        yield Town(commune.name, phrases.number(commune.population or 0, language), away)
        shown += 1
        if shown == MOST:
            return


def _balance(cards: Cards, one: Balance) -> Skill:
    _ = cards.site.translate
    wait = "" if one.days is None else _("{days} jours").format(days=one.days)
    return Skill(cards.skill_link(one.skill), one.brought, one.sought, one.met, wait, one.planned)


def _waits(site: Site, report: Report) -> Iterator[str]:
    """How needs fared, whatever they ask for."""
    _, waits = site.translate, report.waits
    if not (waits.open or waits.met or waits.expired):
        return
    yield _("{open} besoins ouverts, {met} satisfaits, {expired} passés de date sans réponse.").format(
        open=waits.open, met=waits.met, expired=waits.expired
    )
    if waits.days is not None:
        yield _("La moitié des réponses sont venues en {days} jours ou moins.").format(days=waits.days)


def _nobody(site: Site, report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What no record of the area declares, by group; nothing is said where there is no record, or where none is asked."""
    _ = site.translate
    for group, figures in groupby(report.figures[1:], key=lambda figure: figure.question.group):
        missing = tuple(label(one.question, site.territory.language, _) for one in figures if not one.yes)
        if missing and report.actors:
            yield _(GROUPS[group][1]), missing


def _old(site: Site, report: Report) -> Iterator[str]:
    """That records are too old to be counted as help is said first: it explains all the rest."""
    if report.ages["archived"]:
        _ = site.translate
        many = _(
            "{n} fiches sur {all} n’ont pas été confirmées depuis {months} mois : elles comptent comme des inconnues."
        )
        one = _("Une fiche sur {all} n’a pas été confirmée depuis {months} mois : elle compte comme une inconnue.")
        words = one if report.ages["archived"] == 1 else many
        months = site.territory.freshness.archive_after
        yield words.format(n=report.ages["archived"], all=report.actors, months=months)


def _sure(site: Site, report: Report) -> Iterator[str]:
    """What weakens the figures, said with them."""
    _ = site.translate
    if report.unplaced:
        yield _("{n} fiches n’ont pas de lieu connu : elles ne comptent pour aucune distance.").format(
            n=report.unplaced
        )
    if report.approximate:
        yield _("{n} fiches sont placées au centre de leur commune.").format(n=report.approximate)
    if report.without_population:
        yield _("{n} communes sont sans population connue : personne n’y est compté.").format(
            n=report.without_population
        )
    yield _(
        "Ce que l’annuaire ne connaît pas n’est pas compté, ni ce qui est ouvert de l’autre côté de la limite du territoire."
    )
