from datetime import date, datetime, timedelta
from typing import Any

import pytest
from maillage.model import Actor, Event, Location, Need, Skill, build, parse_duration, parse_when

EVENT = {"title": "T", "organisers": ["a"], "start": "2026-11-28T14:00"}
LENGTHS: list[tuple[dict[str, Any], timedelta]] = [
    ({}, timedelta(0)),
    ({"end": "2026-11-28T17:30"}, timedelta(hours=3, minutes=30)),
    ({"duration": "45min"}, timedelta(minutes=45)),
    ({"duration": "1h30"}, timedelta(minutes=90)),
    ({"start": "2026-11-28"}, timedelta(days=1)),
    ({"start": "2026-11-28", "end": "2026-11-29"}, timedelta(days=2)),
    ({"start": "2026-11-28", "duration": "3d"}, timedelta(days=3)),
]


@pytest.mark.parametrize(("said", "length"), LENGTHS)
def test_how_long_an_event_lasts(said: dict[str, Any], length: timedelta) -> None:
    assert build(Event, "e", "events/e.yaml", EVENT | said).length == length


def test_days_and_times_are_told_apart() -> None:
    assert parse_when("2026-11-28") == date(2026, 11, 28)
    assert parse_when("2026-11-28T14:00") == datetime(2026, 11, 28, 14, 0)
    assert parse_duration("2h") == timedelta(hours=2)


def test_an_offer_may_be_a_skill_alone() -> None:
    data = {"name": "A", "kind": "place", "offers": ["soudure", {"skill": "couture", "as": ["training"]}]}
    first, second = build(Actor, "a", "actors/a.yaml", data).offers
    assert (first.skill, first.ways) == ("soudure", ())
    assert (second.skill, second.ways) == ("couture", ("training",))


def test_a_need_is_open_until_it_is_met_or_past() -> None:
    need = Need(opened=date(2026, 1, 1), until=date(2026, 6, 30))
    assert need.is_open(date(2026, 6, 30))
    assert not need.is_open(date(2026, 7, 1))


def test_half_a_point_is_no_point() -> None:
    assert Location(lat=48.0).point is None
    assert Location(lat=48.0, lon=5.0).point == (48.0, 5.0)


def test_a_record_cannot_be_changed() -> None:
    skill = build(Skill, "s", "skills/s.yaml", {"name": "S", "family": "f"})
    with pytest.raises(AttributeError):
        skill.name = "T"  # type: ignore[misc]
    assert skill.label == "S"
