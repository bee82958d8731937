"""Events as iCalendar (RFC 5545) for people's own agendas. The only home of the icalendar library.

A series is written as its dates, one VEVENT each, in UTC: exceptions, moved dates and clock changes are then the same in
every program, and no reader has to compute a rule. Whole days are dates, their end excluded, as the standard wants.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

from maillage.derive.occurrences import Occurrence
from maillage.model import Location
from maillage.network import Network
from maillage.urls import Urls

REFRESH = timedelta(hours=12)
_STATUS = {"confirmed": "CONFIRMED", "full": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "CANCELLED"}


def calendar(name: str, dates: Iterable[Occurrence], network: Network, urls: Urls) -> bytes:
    """The calendar of some dates, the same bytes every time: DTSTAMP is when the event was last vouched for."""
    made = Calendar()
    made.add("prodid", "-//Maillage//Agenda//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    for one in dates:
        made.add_component(_event(one, network, urls))
    content: bytes = made.to_ical()
    return content


def _event(one: Occurrence, network: Network, urls: Urls) -> Event:
    event = one.event
    made = Event()
    planned = one.moved_from or one.start
    host = urls.origin.removeprefix("https://").removeprefix("http://").split("/")[0] or "maillage"
    made.add("uid", f"{event.id}-{_stamp(planned)}@{host}")
    made.add("dtstamp", _midnight(event.verified.on if event.verified else one.first_day))
    made.add("summary", event.title)
    made.add("dtstart", _moment(one.start))
    if one.end != one.start:
        made.add("dtend", _moment(one.end))
    made.add("status", _STATUS[event.status])
    description = "\n\n".join(part for part in (event.reason, event.summary, event.access_notes) if part)
    if description:
        made.add("description", description)
    if where := _where(one, network):
        made.add("location", where)
    if urls.origin or event.url:
        made.add("url", urls.absolute(urls.record("event", event.id)) if urls.origin else event.url)
    return made


def _stamp(when: date) -> str:
    return f"{when:%Y%m%dT%H%M}" if isinstance(when, datetime) else f"{when:%Y%m%d}"


def _moment(when: date) -> date:
    return when.astimezone(UTC) if isinstance(when, datetime) else when


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _where(one: Occurrence, network: Network) -> str:
    place = one.event.place
    if isinstance(place, str):
        actor = network.actors[place]
        return ", ".join(part for part in (actor.name, _address(actor.location)) if part)
    return _address(place)


def _address(location: Location | None) -> str:
    if location is None:
        return ""
    town = " ".join(part for part in (location.postcode, location.municipality) if part)
    return ", ".join(part for part in (location.street, town) if part)
