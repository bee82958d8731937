"""Calendars, read back by others: icalendar with recurring-ical-events, and ical.js (what Thunderbird uses)."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from maillage.calendars import Calendars
from maillage.derive import occurrences as when
from maillage.derive.occurrences import Occurrence, occurrences
from maillage.model import Actor, Event, build
from maillage.network import Network
from maillage.pipeline import read_network
from maillage.settings import Area, Territory
from maillage.urls import Urls

from tests.conftest import PROJECT
from tests.node import told_by

ZONE = "Europe/Paris"
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
ACTOR = build(Actor, "ada", "actors/ada.yaml", {"name": "Ada", "kind": "collective"})
TERRITORY = Territory(name="Essai", area=Area())
Dates = list[tuple[object, object]]


def event(**said: Any) -> Event:
    return build(Event, "essai", "events/essai.yaml", {"title": "Essai", "organisers": ["ada"], **said})


def ics(*events: Event) -> bytes:
    made = Calendars(Network(TERRITORY, {"ada": ACTOR}), Urls(TERRITORY), {}, str)
    return made.calendar("Essai", events)


def ours(found: tuple[Occurrence, ...]) -> Dates:
    def told(moment: date) -> object:
        return int(moment.timestamp()) if isinstance(moment, datetime) else moment.isoformat()

    return sorted(((told(one.start), told(one.end)) for one in found if FIRST <= one.first_day <= LAST), key=str)


def python_reader(content: bytes) -> Dates:
    def told(moment: date) -> object:
        return int(moment.timestamp()) if isinstance(moment, datetime) else moment.isoformat()

    found = recurring_ical_events.of(Calendar.from_ical(content)).between(FIRST, date(2028, 1, 1))
    dates = [(one["DTSTART"].dt, one["DTEND"].dt if "DTEND" in one else one["DTSTART"].dt) for one in found]
    return sorted(((told(start), told(end)) for start, end in dates), key=str)


def thunderbird(files: list[Path]) -> list[Dates]:
    told = told_by("ical_occurrences.mjs", FIRST.isoformat(), LAST.isoformat(), *map(str, files))
    return [sorted(((one[0], one[1]) for one in dates), key=str) for dates in told]


CASES: dict[str, dict[str, Any]] = {
    "once": {"start": "2026-11-28T14:00", "end": "2026-11-28T17:00"},
    "no end": {"start": "2026-11-28T14:00"},
    "one day": {"start": "2026-11-28"},
    "three days": {"start": "2026-11-27", "end": "2026-11-29"},
    "weekly across both clock changes": {"start": "2026-10-01T14:00", "duration": "2h", "repeat": {"every": "week", "until": "2027-05-01"}},
    "weekly on two days": {"start": "2026-11-02T09:00", "duration": "1h", "repeat": {"every": "week", "on": ["mo", "th"], "count": 9}},
    "second Saturday": {"start": "2026-11-14T10:00", "duration": "3h", "repeat": {"every": "month", "on": ["2sa"], "count": 8}},
    "last day of the month": {"start": "2026-11-30", "repeat": {"every": "month", "on": [-1], "count": 6}},
    "every other week but one": {
        "start": "2026-11-03T18:00", "duration": "90min", "repeat": {"every": "week", "interval": 2, "until": "2027-02-28"},
        "except": ["2026-12-29"],
    },
    "moved": {
        "start": "2026-11-03T18:00", "duration": "2h", "repeat": {"every": "week", "count": 6},
        "moved": [{"from": "2026-11-17T18:00", "to": "2026-11-18T19:00"}],
    },
    "an hour that the clock skips": {"start": "2027-03-14T02:30", "duration": "30min", "repeat": {"every": "week", "count": 4}},
    "an hour that comes twice": {"start": "2026-10-18T02:30", "duration": "30min", "repeat": {"every": "week", "count": 4}},
    "through the night of the change": {"start": "2026-10-24T22:00", "end": "2026-10-25T06:00"},
    "a rule": {"start": "2026-11-03T18:00", "duration": "1h", "rrule": "FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=7"},
    "elsewhere": {"start": "2026-11-03T18:00", "timezone": "America/Guadeloupe", "repeat": {"every": "day", "count": 3}},
    "cancelled": {"start": "2026-11-03T18:00", "status": "cancelled", "reason": "Neige", "repeat": {"every": "day", "count": 3}},
}  # fmt: skip


@pytest.mark.parametrize("said", CASES.values(), ids=CASES)
def test_python_reads_the_same_dates(said: dict[str, Any]) -> None:
    one = event(**said)
    assert list(when.check(one, ZONE)) == []
    assert python_reader(ics(one)) == ours(occurrences(one, timezone=ZONE, first=FIRST, last=LAST))


def test_thunderbird_reads_the_same_dates(tmp_path: Path) -> None:
    # Of an hour that comes twice ical.js takes the second; RFC 5545 (3.3.5) says the first, as we do.
    cases = {name: said for name, said in CASES.items() if name != "an hour that comes twice"}
    files = []
    for number, said in enumerate(cases.values()):
        files.append(tmp_path / f"{number}.ics")
        files[-1].write_bytes(ics(event(**said)))
    expected = [ours(occurrences(event(**said), timezone=ZONE, first=FIRST, last=LAST)) for said in cases.values()]
    assert dict(zip(cases, thunderbird(files), strict=True)) == dict(zip(cases, expected, strict=True))


def test_the_demonstration_is_read_the_same_by_both(tmp_path: Path) -> None:
    network = read_network(PROJECT, use_cache=False).require()
    made = Calendars(network, Urls(network.territory), _places(network), str)
    content = made.calendar("Tout", network.events.values())
    expected = [
        one
        for event_ in network.events.values()
        for one in ours(occurrences(event_, timezone=network.territory.timezone, first=FIRST, last=LAST))
    ]
    assert python_reader(content) == sorted(expected, key=str)
    file = tmp_path / "all.ics"
    file.write_bytes(content)
    assert thunderbird([file]) == [sorted(expected, key=str)]


def _places(network: Network) -> Any:
    from maillage.derive.places import place_of

    return {actor.id: place_of(actor.location) for actor in network.actors.values()}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_out_of_its_property(title: str, reason: str) -> None:
    one = event(start="2026-11-28T14:00", status="cancelled", reason=reason, summary=reason)
    content = ics(
        build(
            Event,
            "essai",
            "e.yaml",
            {"title": title or "x", "organisers": ["ada"], "start": one.start, "reason": reason},
        )
    )
    read = Calendar.from_ical(content)
    assert [part.name for part in read.walk()].count("VEVENT") == 1
    assert b"BEGIN:VEVENT" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_cancelled_event_stays_and_says_so() -> None:
    (one,) = Calendar.from_ical(ics(event(start="2026-11-28", status="cancelled", reason="Neige"))).walk("VEVENT")
    assert one["STATUS"] == "CANCELLED"
    assert "Neige" in one["DESCRIPTION"]


def test_the_same_bytes_every_time() -> None:
    assert ics(event(**CASES["moved"])) == ics(event(**CASES["moved"]))
