"""What a schema cannot say: dates in order, places that agree, needs that hold together. One record at a time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from maillage.derive import availability, governance, occurrences
from maillage.derive.places import check_area, check_location
from maillage.load import Document
from maillage.model import Equipment, Event, build
from maillage.problems import Finding, Pointer


def check(document: Document, departments: Sequence[str], timezone: str) -> Iterator[Finding]:
    """Findings of every rule for a document that its schema accepted."""
    data = document.data
    yield from governance.check_record(document.kind, data)
    if isinstance(data.get("location"), dict):
        yield from check_location(data["location"], ("location",), departments)
    if document.kind == "actor":
        yield from _actor(data)
    elif document.kind == "event":
        if isinstance(data.get("place"), dict):
            yield from check_location(data["place"], ("place",), departments)
        yield from occurrences.check(build(Event, document.id, document.path, data), timezone)
    elif document.kind == "contribution":
        yield from _contribution(data)
    elif document.kind == "practice":
        yield from _practice(document.id, data)
    elif document.kind == "equipment":
        yield from availability.check(build(Equipment, document.id, document.path, data))


def _actor(data: dict[str, Any]) -> Iterator[Finding]:
    yield from check_area(data.get("serves", []), ("serves",))
    if "status" in data:
        yield data["status"], ("status",), {}
    for position, need in enumerate(data.get("needs", [])):
        yield from _need(need, position)
    if data["kind"] == "person":
        for position, phone in enumerate(data.get("contact", {}).get("phones", [])):
            if phone.startswith(("+336", "+337")):
                yield "mobile-number", ("contact", "phones", position), {}


def _need(need: dict[str, Any], position: int) -> Iterator[Finding]:
    opened = need["opened"]
    if "met" in need and need["met"]["on"] < opened:
        yield (
            "met-before-opened",
            ("needs", position, "met", "on"),
            {"met": need["met"]["on"], "opened": opened},
        )
    if need.get("until", opened) < opened:
        yield "until-before-opened", ("needs", position, "until"), {"until": need["until"], "opened": opened}


def _contribution(data: dict[str, Any]) -> Iterator[Finding]:
    when = data["on"]
    first, last = (when["from"], when["to"]) if isinstance(when, dict) else (when, when)
    if last < first:
        yield "period-reversed", ("on", "to"), {"start": first, "end": last}
    elif data.get("hours", 0) > (most := 24 * ((date.fromisoformat(last) - date.fromisoformat(first)).days + 1)):
        yield "hours-over-days", ("hours",), {"hours": data["hours"], "most": most}
    for position, one in enumerate(data.get("endorsed_by", [])):
        simple = isinstance(one, str)
        actor = one if simple else one["actor"]
        at: Pointer = ("endorsed_by", position) if simple else ("endorsed_by", position, "actor")
        if actor in data["by"]:
            yield "self-endorsement", at, {"id": actor}
        if not simple and one.get("on", first) < first:
            yield "endorsed-before-done", ("endorsed_by", position, "on"), {"endorsed": one["on"], "done": first}


def _practice(identifier: str, data: dict[str, Any]) -> Iterator[Finding]:
    yield from check_area(data.get("places", []), ("places",))
    made = data.get("date", "")
    for position, one in enumerate(data.get("reused_by", [])):
        simple = isinstance(one, str)
        actor = one if simple else one["actor"]
        if actor in data.get("actors", []):
            at: Pointer = ("reused_by", position) if simple else ("reused_by", position, "actor")
            yield "reused-by-its-maker", at, {"id": actor}
        if not simple and made and one.get("on", made) < made:
            params: dict[str, str | int | float] = {"date": one["on"], "other": identifier, "origin": made}
            yield "reused-before-made", ("reused_by", position, "on"), params
