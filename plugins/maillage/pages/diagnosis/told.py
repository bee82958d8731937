"""What others know of an area, beside what the directory knows: each figure with its source, its date and its licence."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage import phrases
from maillage.derive.context import Fact
from maillage.derive.coverage import State
from maillage.derive.diagnosis import MIDDLE, Report
from maillage.outside import Outside
from maillage.pages.diagnosis.words import people_in_ten
from maillage.pages.site import Site


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in words: what it is in the area, and what it says with who helps where."""

    name: str
    value: str
    crossed: str


@dataclass(frozen=True, slots=True)
class Told:
    """All figures of one source."""

    lines: tuple[Line, ...]
    source: str
    url: str


def told(site: Site, report: Report) -> tuple[Told, ...]:
    """The figures of an area by source; none where there is no source."""
    return tuple(_source(site, one, [fact for fact in report.facts if fact.source == one.id]) for one in site.context)


def _source(site: Site, one: Outside, facts: list[Fact]) -> Told:
    words = site.translate("Source : {source}, au {day}, {licence}.").format(
        source=one.source.source,
        day=phrases.short_day(one.source.date, site.territory.language),
        licence=one.source.licence,
    )
    return Told(tuple(_lines(site, one, facts)), words, one.source.url or "")


def _lines(site: Site, one: Outside, facts: list[Fact]) -> Iterator[Line]:
    _, language = site.translate, site.territory.language
    for fact in facts:
        indicator = one.source.indicators[fact.indicator]
        if fact.value is None:
            yield Line(indicator.name, _("nous ne savons pas"), "")
            continue
        number = phrases.number(round(fact.value) if indicator.unit == "people" else round(fact.value, 1), language)
        value = _("{points} %").format(points=number) if indicator.unit == "percent" else number
        if fact.known < fact.communes:
            value += " " + _("({known} communes connues sur {all})").format(known=fact.known, all=fact.communes)
        yield Line(indicator.name, value, _crossed(site, indicator.unit, fact))


def _crossed(site: Site, unit: str, fact: Fact) -> str:
    _, total = site.translate, sum(fact.concerned)
    if not total:
        return ""
    who = {
        "people": _("Parmi ces {n} habitants"),
        "percent": _("Parmi les {n} habitants pour qui c’est une difficulté"),
        "index": _("Parmi les {n} habitants des communes où c’est le plus difficile"),
    }[unit].format(n=phrases.number(total, site.territory.language))
    none, unknown = (fact.concerned[state] / total for state in (State.NOT_COVERED, State.UNKNOWN))
    said = _("{who}, sans aucune aide connue à moins de {radius} km : {none}.")
    if unknown:
        said = _("{who}, sans aucune aide connue à moins de {radius} km : {none} ; {unknown} : on ne sait pas.")
    return said.format(who=who, radius=MIDDLE, none=people_in_ten(none, _), unknown=people_in_ten(unknown, _))
