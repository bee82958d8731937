"""The figures as tables to take away: each with what it counts, so that nobody has to trust a picture."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage import gazetteer, phrases
from maillage.derive.coverage import RADII, State
from maillage.derive.diagnosis import Diagnosis, Report
from maillage.derive.questions import label, questions
from maillage.exchange import spreadsheet
from maillage.pages.diagnosis.words import CRITERIA, STATES, ages
from maillage.pages.site import File, Site

COVERAGE, SKILLS, TOWNS = "couverture.csv", "competences.csv", "communes.csv"
HOURS, REST = "horaires.csv", "indicateurs.csv"


@dataclass(frozen=True, slots=True)
class Table:
    """One table to take away."""

    name: str
    path: str


def address(site: Site, code: str) -> str:
    """Path of the page of an area, and of the tables beside it; the whole territory has no code."""
    section = site.urls.section("diagnosis")
    return f"{section}{code.lower()}/" if code else section


def listed(site: Site, code: str) -> tuple[Table, ...]:
    """The tables of an area."""
    _ = site.translate
    names = {
        COVERAGE: _("Qui est couvert, pour quoi, à quelle distance"),
        SKILLS: _("Compétences apportées et cherchées"),
        HOURS: _("Qui trouve quelqu’un d’ouvert, heure par heure"),
        REST: _("Besoins, langues, liens, fraîcheur et fiches : tous les autres chiffres"),
    }
    if not code:
        names[TOWNS] = _("Chaque commune, avec sa distance à l’aide la plus proche")
    return tuple(Table(name, f"{address(site, code)}{file}") for file, name in names.items())


def of_area(site: Site, report: Report) -> Iterator[File]:
    """The tables of one area."""
    where = address(site, report.code)
    yield File(f"{where}{COVERAGE}", _coverage(site, report))
    yield File(f"{where}{SKILLS}", _skills(site, report))
    yield File(f"{where}{HOURS}", _hours(site, report))
    yield File(f"{where}{REST}", _rest(site, report))


def of_whole(site: Site, found: Diagnosis) -> Iterator[File]:
    """The tables that are made once."""
    yield File(f"{address(site, '')}{TOWNS}", _towns(site, found))


def _method(site: Site) -> dict[str, str]:
    _ = site.translate
    return {
        _("Méthode"): site.urls.absolute(f"{site.urls.section('diagnosis')}methode/"),
        _("Jour"): site.today.isoformat(),
    }


def _coverage(site: Site, report: Report) -> bytes:
    _ = site.translate
    about = _method(site)
    states = [_(STATES[state]) for state in State]
    headings = [
        *(_("Question"), _("Groupe"), _("Distance (km)")),
        *(_("Habitants : {state}").format(state=state) for state in states),
        *(_("Communes : {state}").format(state=state) for state in states),
        *(_("Fiches qui disent oui"), _("Fiches qui ne disent rien")),
    ]
    rows: Iterable[list[str | int]] = (
        [name, figure.question.group, radius, *counts.people, *counts.communes, figure.yes, figure.unsaid]
        for figure, name in zip(report.figures, _labels(site), strict=True)
        for radius, counts in figure.people.items()
    )
    return _tabled(headings, rows, about)


def _tabled(headings: Sequence[str], rows: Iterable[Sequence[str | int]], about: Mapping[str, str]) -> bytes:
    """A table, each row with the method and the day."""
    said = [spreadsheet.safe(value) for value in about.values()]
    return spreadsheet.heading([*headings, *about]) + spreadsheet.lines([*row, *said] for row in rows)


def _labels(site: Site) -> list[str]:
    return [label(question, site.territory.language, site.translate) for question in questions()]


def _skills(site: Site, report: Report) -> bytes:
    _ = site.translate
    about = _method(site)
    skill, brought, sought = _("Compétence"), _("Acteurs qui l’apportent"), _("Besoins ouverts")
    met, days, planned = _("Besoins satisfaits"), _("Délai médian (jours)"), _("Formations à venir")
    rows = (
        {
            skill: site.network.skills[one.skill].name, brought: str(one.brought), sought: str(one.sought),
            met: str(one.met), days: "" if one.days is None else str(one.days), planned: str(one.planned), **about,
        }
        for one in report.balances
    )  # fmt: skip
    return spreadsheet.table((skill, brought, sought, met, days, planned, *about), rows)


def _hours(site: Site, report: Report) -> bytes:
    _ = site.translate
    names = [wide for _short, wide in phrases.weekdays(site.territory.language)]
    states = [_("Habitants : {state}").format(state=_(STATES[state])) for state in State]
    rows = (
        [names[day], hour, *counts]
        for day, hours in enumerate(report.week.people.tolist())
        for hour, counts in enumerate(hours)
    )
    return _tabled([_("Jour de la semaine"), _("Heure"), *states], rows, _method(site))


def _rest(site: Site, report: Report) -> bytes:
    _ = site.translate
    headings = [_("Chiffre"), _("Précision"), _("Valeur"), _("Sur")]
    return _tabled(headings, _indicators(site, report), _method(site))


def _indicators(site: Site, report: Report) -> Iterator[tuple[str, str, str | int, str | int]]:
    """Figure, of what, value, out of how many (empty where that has no sense)."""
    _, every = site.translate, report.actors
    yield _("Habitants"), "", report.population, ""
    yield _("Fiches sans lieu connu"), "", report.unplaced, every
    yield _("Fiches placées au centre de leur commune"), "", report.approximate, every
    waits, shape = report.waits, report.shape
    for name, count in ((_("ouverts"), waits.open), (_("satisfaits"), waits.met), (_("passés de date"), waits.expired)):
        yield _("Besoins"), name, count, waits.open + waits.met + waits.expired
    yield _("Délai médian (jours)"), "", "" if waits.days is None else waits.days, ""
    for code, count in report.languages.spoken.items():
        yield _("Langues"), phrases.language_name(code, site.territory.language), count, every
    yield _("Fiches sans langue"), "", report.languages.unsaid, every
    yield _("Familles d’acteurs liés"), "", len(shape.families), ""
    yield _("Fiches sans lien connu"), "", shape.alone, every
    yield _("Structures qui font le pont"), "", len(shape.bridges), ""
    yield _("Événements qui ont réuni des familles"), "", len(shape.events), ""
    for fact in report.facts:
        source = next(one.source for one in site.context if one.id == fact.source)
        said = (
            f"{source.indicators[fact.indicator].name} ({source.source}, {source.date.isoformat()}, {source.licence})"
        )
        yield said, _("valeur"), "" if fact.value is None else f"{fact.value:.1f}", ""
        yield said, _("communes connues"), fact.known, fact.communes
        for state, count in zip(State, fact.concerned, strict=False):
            yield said, _(STATES[state]), count, sum(fact.concerned)
    for name, count in ages(site, report):
        yield _("Fraîcheur des fiches"), name, count, every
    for criterion, (have, asked) in report.quality.criteria.items():
        yield _("Ce que les fiches disent"), _(CRITERIA[criterion]), have, asked


def _towns(site: Site, found: Diagnosis) -> bytes:
    _ = site.translate
    about = _method(site)
    code, name, department, epci = _("Code INSEE"), _("Commune"), _("Département"), _("Intercommunalité")
    people, nearest = _("Habitants"), _("Aide la plus proche (km)")
    states = {radius: _("À {radius} km").format(radius=radius) for radius in RADII}
    reach = found.reaches[0]
    rows = []
    for position, commune in enumerate(found.towns.communes):
        group = gazetteer.epci(commune.epci) if commune.epci else None
        distance = float(reach.distance[position])
        rows.append({
            code: commune.code, name: commune.name, department: commune.department, epci: group.name if group else "",
            people: "" if commune.population is None else str(commune.population),
            nearest: f"{distance:.1f}" if distance < 1000 else "",
            **{states[radius]: _(STATES[State(int(reach.states[radius][position]))]) for radius in RADII}, **about,
        })  # fmt: skip
    return spreadsheet.table((code, name, department, epci, people, nearest, *states.values(), *about), rows)
