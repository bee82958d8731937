"""What a person takes along of a result: on paper, as a table, in an address book or a calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice

from maillage import phrases
from maillage.derive import hours
from maillage.derive.occurrences import Occurrence
from maillage.derive.places import Place
from maillage.model import Actor
from maillage.search.world import Details, World

DATES = 12
"""Dates of a series that are kept: a season."""


def _kept(**values: object) -> Details:
    return {name: value for name, value in values.items() if value}


def of_actor(world: World, actor: Actor, place: Place) -> Details:
    """Address, hours in words, ways to reach and to get in, of what the record says."""
    location = actor.location
    person = actor.kind == "person"
    return _kept(
        street=location and location.street,
        extra=location and location.extra,
        postcode=location and location.postcode,
        town=place.municipality,
        hours=_hours(actor.opening_hours or "", world.language),
        phones=[phrases.phone(number) for number in actor.contact.phones],
        emails=list(actor.contact.emails),
        booking=actor.contact.booking,
        site=next((link.url for link in actor.links), None),
        access=[world.label("access", way) for way in actor.access],
        cost=[world.label("fees", fee) for fee in actor.fees],
        point=None if person or place.approximate else place.point,
        person=person,
    )


@cache
def _hours(notation: str, language: str) -> list[str]:
    """One line a rule; the notation itself where it is not understood. Many actors share one."""
    if not notation:
        return []
    said = hours.words(notation, language)
    return [f"{days} : {times}" for days, times in said] if said else [notation]


def of_event(where: str, dates: Sequence[Occurrence]) -> Details:
    """Where, and the next dates as iCalendar writes them: days, or instants in UTC."""
    return _kept(where=where, dates=[[_stamp(one.start), _stamp(one.end)] for one in islice(dates, DATES)])


def _stamp(when: date) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{when:%Y%m%d}"
