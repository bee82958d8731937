"""The map of the diagnosis: each EPCI (or department, where there is no other) in the state of most of its people.

Folium draws it (docs/explanation/map.md). The table of the same areas is on the page: the map adds nothing to it but where
things are. What is not known has a pattern of its own, and never the look of an absence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from maillage import outlines, phrases
from maillage.derive.coverage import People, State
from maillage.derive.diagnosis import MIDDLE, Diagnosis
from maillage.pages.cards import Link
from maillage.pages.diagnosis.shown import Row, Sign, area_name, row, signs
from maillage.pages.diagnosis.tables import address
from maillage.pages.site import File, Page, Site

STEPS = 4
"""Shades of an area most of whose people have help near: a quarter of its people each."""


@dataclass(frozen=True, slots=True)
class Area:
    """One line of the table: the area's code, and what the map shows of it."""

    code: str
    row: Row


@dataclass(frozen=True, slots=True)
class ChoroplethPage:
    """The page: Folium's element, its script, and the table that says the same."""

    title: str
    up: Link
    html: Markup
    name: str
    script: str
    legend: tuple[Sign, ...]
    areas: tuple[Area, ...]
    words: str


def where(site: Site) -> str:
    """Path of the page."""
    return f"{site.urls.section('diagnosis')}carte/"


def pages(site: Site, found: Diagnosis, up: Link) -> Iterator[Page | File]:
    """The page and its script; none where no border is known."""
    people = {code: report.figures[0].people[MIDDLE] for code, report in found.reports.items() if code}
    groups = {code: one for code, one in people.items() if len(code) > 3} or people
    shapes = outlines.levelled({code: level(one) for code, one in groups.items()})
    bounds = outlines.bounds(shapes)
    if bounds is None:
        return
    from maillage import maps  # Folium takes a third of a second to import: only where a map is drawn

    departments = outlines.coarse([code for code in people if len(code) <= 3])
    drawn = maps.draw([*shapes, *departments], bounds, alive=True)
    script = File(f"{where(site)}carte.js", drawn.script.encode())
    yield script
    names = {code: area_name(site, code) for code in groups}
    areas = tuple(
        Area(code, row(site, names[code], address(site, code), groups[code]))
        for code in sorted(groups, key=lambda one: (phrases.order(names[one]), one))
    )
    yield Page(
        where(site),
        "choropleth.html",
        ChoroplethPage(
            title=site.translate("Carte du diagnostic"),
            up=up,
            html=Markup(drawn.html),  # noqa: S704 - Folium's empty element
            name=drawn.map_name,
            script=script.path,
            legend=signs(site),
            areas=areas,
            words=site.translate("Carte des mêmes chiffres que le tableau"),
        ),
    )


def level(people: People) -> str:
    """The class of an area: the state of most of its people (where two are equal, the surer one), and its shade if covered.

    Where nobody is counted, nothing is known.
    """
    if not people.total:
        return "unknown"
    most = max(State, key=lambda state: (people.people[state], -state))
    if most is not State.COVERED:
        return most.name.lower().replace("_", "-")
    share = people.people[State.COVERED] / people.total
    return f"covered outline-shade-{min(STEPS, 1 + int(share * STEPS))}"
