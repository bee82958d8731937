"""The maps of the diagnosis, one for each question: each EPCI (or department, where there is no other) in the state of most of its people.

Folium draws their borders once, in a script that all share; the table of each says which state each area is in (docs/explanation/map.md). The table of the same areas is on the page: the map adds nothing to it but where
things are. What is not known has a pattern of its own, and never the look of an absence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from maillage import outlines, phrases
from maillage.derive.coverage import People, State
from maillage.derive.diagnosis import MIDDLE, WHOLE, Diagnosis, Figure
from maillage.derive.questions import ANYBODY, label
from maillage.pages.cards import Link
from maillage.pages.diagnosis.shown import Row, Sign, area_name, map_path, mapped, row, signs
from maillage.pages.diagnosis.tables import address
from maillage.pages.diagnosis.words import question_sentence
from maillage.pages.site import File, Page, Site

STEPS = 4
"""Shades of an area most of whose people have help near: a quarter of its people each."""


@dataclass(frozen=True, slots=True)
class Area:
    """One line of the table: the area's code, the classes of its shape on the map, and what is said of it."""

    code: str
    level: str
    row: Row


@dataclass(frozen=True, slots=True)
class ChoroplethPage:
    """The page of a question: Folium's element, its script, and the table that says the same."""

    title: str
    up: Link
    said: str
    html: Markup
    name: str
    script: str
    legend: tuple[Sign, ...]
    caption: str
    areas: tuple[Area, ...]
    words: str


def pages(site: Site, found: Diagnosis, up: Link) -> Iterator[Page | File]:
    """A page for each question to which somebody says yes, and the script that they share; none where no border is known."""
    codes = mapped(found)
    shapes = outlines.levelled(dict.fromkeys(codes, "area"))
    bounds = outlines.bounds(shapes)
    if bounds is None:
        return
    from maillage import maps  # Folium takes a third of a second to import: only where a map is drawn

    departments = outlines.coarse([code for code in found.reports if 0 < len(code) <= 3])
    drawn = maps.draw([*shapes, *departments], bounds, alive=True)
    script = File(f"{map_path(site, ANYBODY)}carte.js", drawn.script.encode())
    yield script
    names = {code: area_name(site, code) for code in codes}
    ordered = {code: names[code] for code in sorted(codes, key=lambda one: (phrases.order(names[one]), one))}
    for position, figure in enumerate(found.reports[WHOLE].figures):
        if figure.question == ANYBODY or figure.yes:
            yield Page(
                map_path(site, figure.question),
                "choropleth.html",
                ChoroplethPage(
                    **_titles(site, figure),
                    up=up,
                    html=Markup(drawn.html),  # noqa: S704 - Folium's empty element
                    name=drawn.map_name,
                    script=script.path,
                    legend=signs(site),
                    areas=tuple(_areas(site, found, position, ordered)),
                    words=site.translate("Carte des mêmes chiffres que le tableau"),
                ),
            )


def _titles(site: Site, figure: Figure) -> dict[str, str]:
    """What the page of a question says over its map and over its table."""
    _ = site.translate
    if figure.question == ANYBODY:
        caption = _("Part des habitants qui ont une aide à moins de 10 km")
        return {"title": _("Carte du diagnostic"), "said": "", "caption": caption}
    name = label(figure.question, site.territory.language, _)
    return {
        "title": _("Carte : {question}").format(question=name),
        "said": question_sentence(figure, name, _),
        "caption": _("{question} : part des habitants qui ont cela à moins de 10 km").format(question=name),
    }


def _areas(site: Site, found: Diagnosis, position: int, names: Mapping[str, str]) -> Iterator[Area]:
    for code, name in names.items():
        people = found.reports[code].figures[position].people[MIDDLE]
        yield Area(code, level(people), row(site, name, address(site, code), people))


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
