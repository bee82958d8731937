"""The figures as tables to take away: each with what it counts, so that nobody has to trust a picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage import gazetteer
from maillage.derive.coverage import RADII, State
from maillage.derive.diagnosis import Diagnosis, Report
from maillage.derive.questions import label
from maillage.exchange import spreadsheet
from maillage.pages.diagnosis.words import STATES
from maillage.pages.site import File, Site

COVERAGE, SKILLS, TOWNS = "couverture.csv", "competences.csv", "communes.csv"


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
    }
    if not code:
        names[TOWNS] = _("Chaque commune, avec sa distance à l’aide la plus proche")
    return tuple(Table(name, f"{address(site, code)}{file}") for file, name in names.items())


def of_area(site: Site, report: Report) -> Iterator[File]:
    """The tables of one area."""
    where = address(site, report.code)
    yield File(f"{where}{COVERAGE}", _coverage(site, report))
    yield File(f"{where}{SKILLS}", _skills(site, report))


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
    question, group, distance = _("Question"), _("Groupe"), _("Distance (km)")
    yes, unsaid = _("Fiches qui disent oui"), _("Fiches qui ne disent rien")
    people = {state: _("Habitants : {state}").format(state=_(STATES[state])) for state in State}
    communes = {state: _("Communes : {state}").format(state=_(STATES[state])) for state in State}
    rows = []
    for figure in report.figures:
        for radius in RADII:
            counts = figure.people[radius]
            rows.append({
                question: label(figure.question, site.territory.language, _), group: figure.question.group, distance: str(radius),
                **{people[state]: str(counts.people[state]) for state in State},
                **{communes[state]: str(counts.communes[state]) for state in State},
                yes: str(figure.yes), unsaid: str(figure.unsaid), **about,
            })  # fmt: skip
    headings = (question, group, distance, *people.values(), *communes.values(), yes, unsaid, *about)
    return spreadsheet.table(headings, rows)


def _skills(site: Site, report: Report) -> bytes:
    _ = site.translate
    about = _method(site)
    skill, brought, sought = _("Compétence"), _("Acteurs qui l’apportent"), _("Besoins ouverts")
    met, days = _("Besoins satisfaits"), _("Délai médian (jours)")
    rows = (
        {
            skill: site.network.skills[one.skill].name, brought: str(one.brought), sought: str(one.sought),
            met: str(one.met), days: "" if one.days is None else str(one.days), **about,
        }
        for one in report.balances
    )  # fmt: skip
    return spreadsheet.table((skill, brought, sought, met, days, *about), rows)


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
