"""Events as iCalendar (RFC 5545) for people's own agendas. The only home of the icalendar library.

One event is one VEVENT with its RRULE; dates left out are EXDATE, moved ones are VEVENTs with a RECURRENCE-ID. Dates
on which a clock change makes programs disagree (a start that is skipped, an end that comes an hour sooner or later)
are written out too, for ten years. Nothing is read from the clock: DTSTAMP is the day somebody last vouched.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, vDuration, vRecur
from icalendar import Event as Component

from maillage.derive.clocks import changes, vtimezone
from maillage.derive.occurrences import Occurrence, clock, local_starts, occurrence_at, occurrences
from maillage.derive.places import Place
from maillage.derive.recurrence import Recurrence, recurrence
from maillage.i18n import N_
from maillage.markup import plain
from maillage.model import Booking, Equipment, Event, Location, Period, When, parse_when
from maillage.network import Network
from maillage.urls import Urls
from maillage.vocabularies import vocabulary

REFRESH = timedelta(days=1)
"""How often programs that subscribe should look again."""
YEARS = 10
"""For how long clock changes inside a series are written out."""
_DAY = timedelta(days=1)
_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_PREFIX = {
    "cancelled": N_("Annulé : {title}"),
    "postponed": N_("Reporté : {title}"),
    "full": N_("Complet : {title}"),
}


class Calendars:
    """Makes the calendars of a site; each event is written once, however many calendars it is in."""

    def __init__(
        self, network: Network, urls: Urls, places: Mapping[str, Place], translate: Callable[[str], str]
    ) -> None:
        """Take what events refer to: actors, addresses of pages, resolved places, words."""
        self.network, self.urls, self.places, self.translate = network, urls, places, translate
        self.host = urlsplit(urls.origin).hostname or "maillage"
        self._written: dict[str, bytes] = {}

    def calendar(self, name: str, events: Iterable[Event], path: str = "") -> bytes:
        """The calendar of some events, published at ``path``."""
        found = sorted(events, key=lambda event: (event.start, event.id))
        head = self._head(name, path).to_ical()
        end = head.index(b"END:VCALENDAR")
        return b"".join([head[:end], self._zones(found), *map(self._event, found), head[end:]])

    def loans(self, item: Equipment, path: str) -> bytes:
        """The loans and the maintenance of an item, as whole days; published at ``path``."""
        made = self._head(item.name, path)
        taken: list[tuple[Period, str]] = [
            (one, self.translate("Prêt : {name}").format(name=self._borrower(one))) for one in item.bookings
        ]
        taken += [(one, self.translate("Entretien")) for one in item.maintenance]
        vouched = item.verified.on if item.verified else None
        for period, words in sorted(taken, key=lambda pair: (pair[0].first, pair[0].last, pair[1])):
            one = Component()
            name = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}-{getattr(period, 'by', 'entretien')}"
            one.add("uid", f"{item.id}-{name}@{self.host}")
            one.add("dtstamp", datetime.combine(vouched or period.first, time(0), UTC))
            one.add("summary", f"{item.name} – {words}")
            one.add("dtstart", period.first)
            one.add("dtend", period.last + _DAY)
            made.add_component(one)
        if not taken:
            head = made.to_ical()
            end = head.index(b"END:VCALENDAR")
            return b"".join([head[:end], self._zones(()), head[end:]])
        return bytes(made.to_ical())

    def _borrower(self, booking: Booking) -> str:
        return self.network.actors[booking.by].name

    def _head(self, name: str, path: str) -> Calendar:
        made = Calendar()
        made.add("prodid", "-//Maillage//Agenda//FR")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", vDuration(REFRESH))
        if self.urls.origin and path:
            made.add("source", self.urls.absolute(path), parameters={"VALUE": "URI"})
        return made

    def _zones(self, events: Sequence[Event]) -> bytes:
        """The zones that are used; the territory's at least, since a calendar may not be empty."""
        first: dict[str, int] = {}
        for event in events:
            if not event.all_day:
                key = self._zone_of(event)
                first[key] = min(first.get(key, 9999), *map(_year, [event.start, *(one.target for one in event.moved)]))
        first = first or {self.network.territory.timezone: 2000}
        return "".join(vtimezone(key, year) for key, year in sorted(first.items())).encode()

    def _zone_of(self, event: Event) -> str:
        return event.timezone or self.network.territory.timezone

    def _event(self, event: Event) -> bytes:
        if event.id not in self._written:
            parts = (part.to_ical() for part in self._components(event))
            self._written[event.id] = b"".join(parts)
        return self._written[event.id]

    def _components(self, event: Event) -> Iterator[Component]:
        key = self._zone_of(event)
        zone = ZoneInfo(key)
        rule = recurrence(event, zone)
        if rule is None:
            for one in occurrences(event, timezone=key, first=date.min, last=date.max):
                yield self._dated(one)
            return
        matters = _clocks_matter(event, key)
        yield self._series(event, rule, zone, matters=matters)
        ends = (_naive(parse_when(text)).date() for one in event.moved for text in (one.origin, one.target))
        reach = max(ends, default=date.min)
        for one in occurrences(
            event, timezone=key, first=date.min, last=max(reach, _reach(event) if matters else reach)
        ):
            if one.moved_from is not None or not _is_regular(one):
                override = self._dated(one)
                override.add("recurrence-id", one.moved_from or one.start)
                yield override

    def _series(self, event: Event, rule: Recurrence, zone: ZoneInfo, *, matters: bool) -> Component:
        start = _naive(event.first)
        skipped: list[datetime] = []
        if matters:
            starts = list(local_starts(event, zone, _reach(event)))
            skipped = [local for local, exists in starts if not exists]
            if rule.count is not None and skipped:  # programs count what the clock skips: say the last date instead
                rule = Recurrence(rule.parts, max(local for local, exists in starts if exists))
        first = occurrence_at(event, start, zone)
        made = self._dated(first)
        if not _is_regular(first):  # the other dates have the usual length; this one is among the overrides
            made.pop("dtend")
            made.add("duration", event.length)
        made.add("rrule", vRecur.from_ical(_rrule(event, rule, zone)))
        left_out = [_naive(parse_when(text), start.time()) for text in event.exceptions]
        if left_out or skipped:
            all_of_them = sorted({*left_out, *skipped})
            made.add("exdate", [one.date() if event.all_day else one.replace(tzinfo=zone) for one in all_of_them])
        return made

    def _dated(self, one: Occurrence) -> Component:
        """A date of an event with everything that is said of it."""
        event, made = one.event, Component()
        made.add("uid", f"{event.id}@{self.host}")
        made.add("dtstamp", datetime.combine(_vouched(event), time(0), UTC))
        title = _PREFIX.get(event.status)
        made.add("summary", self.translate(title).format(title=event.title) if title else event.title)
        made.add("dtstart", one.start)
        if one.end != one.start:
            repeated = isinstance(one.end, datetime) and one.end.fold  # only UTC can name the second of two hours
            made.add("dtend", one.end.astimezone(UTC) if repeated and isinstance(one.end, datetime) else one.end)
        made.add("status", _STATUS.get(event.status, "CONFIRMED"))
        made.add("categories", self._categories(event))
        for name, value in (
            ("description", self._description(event)),
            ("location", self._location(event)),
            ("url", self._page(event) or event.url),
            ("geo", self._point(event)),
        ):
            if value:
                made.add(name, value)
        return made

    def _categories(self, event: Event) -> list[str]:
        kind = vocabulary("event-kinds").label(event.kind, self.network.territory.language)
        return [kind, *(self.network.skills[skill].name for skill in event.skills)]

    def _description(self, event: Event) -> str:
        registration = event.registration.url if event.registration else None
        parts = (
            event.reason,
            event.summary,
            plain(event.description) if event.description else None,
            event.access_notes,
            self.translate("Inscription : {url}").format(url=registration) if registration else None,
            event.url,
            self._page(event),
        )
        return "\n\n".join(part for part in parts if part)

    def _page(self, event: Event) -> str | None:
        return self.urls.absolute(self.urls.record("event", event.id)) if self.urls.origin else None

    def _location(self, event: Event) -> str | None:
        place = event.place
        if place is None:
            return event.url if event.mode == "online" else None
        if isinstance(place, str):
            actor = self.network.actors[place]
            return ", ".join([actor.name, *_address(actor.location)])
        return ", ".join(_address(place))

    def _point(self, event: Event) -> tuple[float, float] | None:
        """The point of the place itself; the middle of a commune would send people astray."""
        if not isinstance(event.place, str):
            return event.place.point if event.place else None
        place = self.places[event.place]
        return None if place.approximate else place.point


def _address(location: Location | None) -> Iterator[str]:
    if location is not None:
        town = " ".join(part for part in (location.postcode, location.municipality) if part)
        yield from (part for part in (location.street, location.extra, town) if part)


def _vouched(event: Event) -> date:
    return event.verified.on if event.verified else _naive(event.first).date()


def _rrule(event: Event, rule: Recurrence, zone: ZoneInfo) -> str:
    parts = [f"{key}={value}" for key, value in rule.parts]
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    elif rule.until is not None and event.all_day:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    elif rule.until is not None:
        parts.append(f"UNTIL={clock(rule.until, zone).astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return ";".join(parts)


def _is_regular(one: Occurrence) -> bool:
    """Whether a date is as long on the clock of the wall as in hours gone by, as most programs suppose."""
    if not isinstance(one.start, datetime) or not isinstance(one.end, datetime):
        return True
    wall = one.end.replace(tzinfo=None) - one.start.replace(tzinfo=None)
    elapsed = one.end.astimezone(UTC) - one.start.astimezone(UTC)
    return wall == elapsed == one.event.length


def _clocks_matter(event: Event, key: str) -> bool:
    """Whether a change of the clocks could fall inside a date of the series, going by hours of the day."""
    if event.all_day:
        return False
    start = _naive(event.first)
    if event.length >= _DAY:
        return True
    for change in changes(key, start.year, min(start.year + YEARS, 9980)):
        early, late = change.hidden
        begin = datetime.combine(early.date(), start.time())
        for shifted in (begin - _DAY, begin, begin + _DAY):
            if shifted <= late and shifted + event.length >= early:
                return True
    return False


def _reach(event: Event) -> date:
    first = _naive(event.first).date()
    return first.replace(year=min(first.year + YEARS, 9980), day=min(first.day, 28))


def _year(text: str) -> int:
    return int(text[:4])


def _naive(when: When, at: time = time(0)) -> datetime:
    return when if isinstance(when, datetime) else datetime.combine(when, at)
