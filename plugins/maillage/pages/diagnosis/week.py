"""The week of an area as a table: who finds somebody open, hour by hour, and what is not known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from maillage import phrases
from maillage.derive.coverage import State
from maillage.derive.week import DAYS, HOURS, REACH_KM
from maillage.derive.week import Week as Found
from maillage.i18n import N_
from maillage.pages.diagnosis.words import SIGNS, people_in_ten, points
from maillage.pages.site import Site

CAPTION = N_(
    "Habitants sur 100 qui ont quelqu’un d’ouvert à moins de 10 km, une semaine ordinaire. « ? » : des horaires ne sont pas connus. « ○ » : personne de connu n’est ouvert."
)
FIRST, LAST = 7, 22
"""Hours that the table shows; the file has all of them."""
Shares: TypeAlias = tuple[float, float, float, float]
STEPS = 4
"""Shades of those who find somebody open."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of one day: a state and its shade (1 to 4), the share or the sign shown, and what it says aloud."""

    state: str
    shade: int
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Hour:
    """One line of the table."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table, with what it shows said in sentences; without hours where nobody is counted."""

    days: tuple[tuple[str, str], ...]
    hours: tuple[Hour, ...]
    sentences: tuple[str, ...]
    caption: str = ""


def grid(site: Site, found: Found) -> Grid:
    """The week of an area."""
    _ = site.translate
    if not found.total:
        return Grid((), (), ())
    shares = found.shares
    hours = tuple(
        Hour(_("{hour} h").format(hour=hour), tuple(_cell(site, shares[day][hour]) for day in range(DAYS)))
        for hour in range(FIRST, LAST)
    )
    return Grid(
        tuple((short.rstrip("."), wide) for short, wide in phrases.weekdays(site.territory.language)),
        hours,
        tuple(_sentences(site, shares)),
        _(CAPTION),
    )


def _cell(site: Site, shares: Shares) -> Cell:
    _ = site.translate
    covered, declared, unknown, _none = shares
    if covered + declared > 0:
        text = str(points(covered + declared))
        return Cell("covered", min(STEPS, 1 + int((covered + declared) * STEPS)), text, "")
    if unknown > 0:
        return Cell("unknown", 0, SIGNS[State.UNKNOWN], _("on ne sait pas"))
    return Cell("not-covered", 0, SIGNS[State.NOT_COVERED], _("personne de connu"))


def _sentences(site: Site, shares: Sequence[Sequence[Shares]]) -> Iterator[str]:
    _ = site.translate
    open_to = {(day, hour): sum(shares[day][hour][:2]) for day in range(DAYS) for hour in range(HOURS)}
    names = [wide for _short, wide in phrases.weekdays(site.territory.language)]
    most = max(open_to.values())
    if not most:
        yield _("Nous ne connaissons les horaires de personne à moins de {radius} km d’un habitant d’ici.").format(
            radius=REACH_KM
        )
        return
    day, hour = next(when for when, share in open_to.items() if share == most)
    yield _(
        "Au mieux, le {day} entre {begin} et {end}, quelqu’un est ouvert à moins de {radius} km : {people}."
    ).format(
        day=names[day],
        begin=_clock(hour, site),
        end=_clock(hour + 1, site),
        radius=REACH_KM,
        people=people_in_ten(most, _),
    )
    shut = [day for day in range(DAYS) if not any(open_to[day, hour] for hour in range(HOURS))]
    doubtful = [day for day in shut if any(shares[day][hour][State.UNKNOWN] for hour in range(HOURS))]
    language = site.territory.language
    for days, said in (
        ([day for day in shut if day not in doubtful], _("Personne de connu n’est ouvert ces jours-là : {days}.")),
        (doubtful, _("Nous ne savons pas si quelqu’un est ouvert ces jours-là : {days}.")),
    ):
        if days:
            yield said.format(days=phrases.listed([names[day] for day in days], language))
    late = [(day, hour) for day in range(5) for hour in (18, 19, 20)]
    best = max(open_to[when] for when in late)
    unknown = not best and any(shares[day][hour][State.UNKNOWN] for day, hour in late)
    people = _("nous ne savons pas") if unknown else people_in_ten(best, _)
    yield _("En semaine après 18 h : {people}.").format(people=people)


def _clock(hour: int, site: Site) -> str:
    return phrases.hour(datetime(2000, 1, 1, hour % HOURS), site.territory.language)
