"""The agenda: what comes, month grids, past years, and one page per event."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from markupsafe import Markup

from maillage import markup, phrases
from maillage.derive.occurrences import Occurrence
from maillage.exchange import jsonld
from maillage.model import Event
from maillage.pages import rhythm
from maillage.pages.cards import Cards, EventCard, Link, Upkeep
from maillage.pages.learning import Answered, answered, trainings_path
from maillage.pages.site import Page, Site

MOST = 120
"""How many dates the list of what comes shows; the months show all of them."""


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month that has something."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class DayGroup:
    """One day of the list, with its events."""

    day: str
    iso: str
    events: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What comes, by day."""

    title: str
    days: tuple[DayGroup, ...]
    months: tuple[MonthLink, ...]
    years: tuple[Link, ...]
    calendar: str
    feed: str
    trainings: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a grid; ``number`` 0 is a day of another month."""

    number: int
    iso: str
    today: bool
    events: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One month as a table of weeks."""

    title: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Cell, ...], ...]
    previous: MonthLink | None
    next: MonthLink | None
    empty: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The archive of a year that is over."""

    title: str
    days: tuple[DayGroup, ...]
    months: tuple[MonthLink, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything an event's page says."""

    title: str
    summary: str
    easy_read: str
    kind_label: str
    mode_label: str
    status: str
    status_label: str
    reason: str
    description: Markup
    dates: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    series: bool
    rhythm: str
    place: Link | None
    address: tuple[str, ...]
    organisers: tuple[Link, ...]
    answered: Answered | None
    skills: tuple[Link, ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    url: str
    registration_url: str
    deadline: str
    access_notes: str
    calendar: str
    timezone: str
    upkeep: Upkeep
    jsonld: Markup


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """What comes, the months and the years that are over."""
    by_day = _by_day(site, cards)
    months = sorted({(day.year, day.month) for day in by_day})
    yield Page(site.urls.section("event"), "agenda.html", _agenda(site, by_day, months))
    for position, month in enumerate(months):
        yield Page(_month_path(site, *month), "month.html", _month(site, by_day, months, position))
    for year in sorted({year for year, _ in months if year < site.today.year}):
        yield Page(f"{site.urls.section('event')}{year}/", "year.html", _year(site, by_day, months, year))


def records(site: Site, cards: Cards) -> Iterator[tuple[Event, Callable[[], Iterable[Page]]]]:
    """Each event with what makes its page."""
    dates: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in site.occurrences:
        dates[occurrence.event.id].append(occurrence)
    for event in site.network.events.values():
        yield event, partial(_record, site, cards, event, dates.get(event.id, []))


def _record(site: Site, cards: Cards, event: Event, dates: list[Occurrence]) -> Iterator[Page]:
    yield Page(site.urls.record("event", event.id), "event.html", _event(site, cards, event, dates))


Days = dict[date, list[tuple[Occurrence, EventCard]]]


def _by_day(site: Site, cards: Cards) -> Days:
    """Every day with what takes place on it; an event of several days is on each of them (at most 31)."""
    days: Days = defaultdict(list)
    for occurrence in site.occurrences:
        card = cards.event(occurrence)
        span = min((occurrence.last_day - occurrence.first_day).days, 31)
        for offset in range(span + 1):
            days[occurrence.first_day + timedelta(days=offset)].append((occurrence, card))
    return days


def _month_path(site: Site, year: int, month: int) -> str:
    return f"{site.urls.section('event')}{year}/{month:02}/"


def _month_link(site: Site, year: int, month: int) -> MonthLink:
    return MonthLink(phrases.month(year, month, site.territory.language), _month_path(site, year, month))


def _agenda(site: Site, by_day: Days, months: list[tuple[int, int]]) -> Agenda:
    now = (site.today.year, site.today.month)
    section = site.urls.section("event")
    coming = [day for day in sorted(by_day) if day >= site.today]
    return Agenda(
        title=site.translate("Agenda"),
        days=tuple(_groups(site, by_day, coming, most=MOST)),
        months=tuple(_month_link(site, *month) for month in months if month >= now),
        years=tuple(
            Link(str(year), f"{section}{year}/")
            for year in sorted({year for year, _ in months}, reverse=True)
            if year < now[0]
        ),
        calendar=f"{section}agenda.ics",
        feed=f"{section}agenda.atom",
        trainings=trainings_path(site),
    )


def _groups(site: Site, by_day: Days, days: list[date], most: int = 100_000) -> Iterator[DayGroup]:
    """Days with the events that begin on them (today: also those that go on); the heading says the day."""
    shown = 0
    for day in days:
        events = tuple(
            card if occurrence.spans_days else replace(card, day="")
            for occurrence, card in by_day[day]
            if occurrence.first_day == day or (day == site.today == days[0])
        )
        if events:
            yield DayGroup(phrases.day(day, site.territory.language), day.isoformat(), events)
        shown += len(events)
        if shown >= most:
            return


def _month(site: Site, by_day: Days, months: list[tuple[int, int]], position: int) -> Month:
    year, month = months[position]
    first = date(year, month, 1)
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday.year * 12 + monday.month <= year * 12 + month:
        weeks.append(tuple(_cell(site, by_day, monday + timedelta(days=offset), month) for offset in range(7)))
        monday += timedelta(days=7)
    return Month(
        title=phrases.month(year, month, site.territory.language),
        weekdays=phrases.weekdays(site.territory.language),
        weeks=tuple(weeks),
        previous=_month_link(site, *months[position - 1]) if position else None,
        next=_month_link(site, *months[position + 1]) if position + 1 < len(months) else None,
        empty=False,
    )


def _cell(site: Site, by_day: Days, day: date, month: int) -> Cell:
    if day.month != month:
        return Cell(0, "", False, ())
    return Cell(day.day, day.isoformat(), day == site.today, tuple(card for _, card in by_day.get(day, [])))


def _year(site: Site, by_day: Days, months: list[tuple[int, int]], year: int) -> Year:
    days = [day for day in sorted(by_day) if day.year == year]
    return Year(
        title=site.translate("Agenda {year}").format(year=year),
        days=tuple(_groups(site, by_day, days)),
        months=tuple(_month_link(site, *month) for month in months if month[0] == year),
    )


def _event(site: Site, cards: Cards, event: Event, dates: list[Occurrence]) -> EventPage:
    coming = [one for one in dates if one.last_day >= site.today]
    past = [one for one in dates if one.last_day < site.today]
    registration = event.registration
    spoken = rhythm.words(event, cards.language, site.translate)
    return EventPage(
        title=event.title,
        summary=event.summary or "",
        easy_read=event.easy_read or "",
        kind_label=cards.label("event-kinds", event.kind),
        mode_label=cards.label("event-modes", event.mode),
        status=event.status,
        status_label="" if event.status == "confirmed" else cards.label("event-statuses", event.status),
        reason=event.reason or "",
        description=markup.markdown_html(event.description, top_heading=3) if event.description else Markup(""),
        dates=tuple(cards.event(one) for one in coming[: 6 if spoken else 12]),
        past=tuple(cards.event(one) for one in past[-6:]),
        series=len(dates) > 1,
        rhythm=spoken,
        place=cards.actor_link(event.place) if isinstance(event.place, str) else None,
        address=tuple(_address(site, event)),
        organisers=tuple(cards.actor_link(identifier) for identifier in event.organisers),
        answered=answered(site, cards, event) if coming and event.status != "cancelled" else None,
        skills=tuple(cards.skill_link(identifier) for identifier in event.skills),
        facts=tuple(_facts(site, cards, event)),
        url=event.url or "",
        registration_url=(registration.url or "") if registration else "",
        deadline=phrases.day(registration.deadline, cards.language) if registration and registration.deadline else "",
        access_notes=event.access_notes or "",
        calendar=f"{site.urls.record('event', event.id)}evenement.ics",
        timezone=event.timezone if event.timezone and event.timezone != site.territory.timezone else "",
        upkeep=cards.upkeep(event),
        jsonld=jsonld.script(jsonld.event_jsonld(event, site.network, site.urls, tuple(coming[:3] or dates[-1:]))),
    )


def _address(site: Site, event: Event) -> Iterator[str]:
    actor = site.network.actors.get(event.place) if isinstance(event.place, str) else None
    location = actor.location if actor else event.place
    if location is None or isinstance(location, str):
        return
    town = " ".join(part for part in (location.postcode, location.municipality) if part)
    yield from (line for line in (location.street, location.extra, town) if line)


def _facts(site: Site, cards: Cards, event: Event) -> Iterator[tuple[str, tuple[str, ...]]]:
    _ = site.translate
    if event.audiences:
        yield _("Publics"), tuple(cards.label("audiences", value) for value in event.audiences)
    if event.fees:
        yield _("Frais"), tuple(cards.label("fees", value) for value in event.fees)
    if event.languages:
        yield _("Langues"), tuple(phrases.language_name(code, cards.language) for code in event.languages)
    if event.equipment:
        yield _("Matériel"), tuple(site.network.equipment[identifier].name for identifier in event.equipment)
    if event.registration and event.registration.capacity:
        yield _("Places"), (str(event.registration.capacity),)
