"""OpenAgenda's events: the JSON of its API, of the open-data export that carries the same, or lists made from them."""

import json
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from maillage.exchange.events.fields import Context, is_link, place, plain, stem, when
from maillage.exchange.events.timings import Timing, series
from maillage.exchange.mednum.importer import Note, Outcome, Taken
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_

Item = Mapping[str, Any]
NAMES = {
    "uid": ("uid", "slug", "id"),
    "title": ("title", "title_fr"),
    "summary": ("description", "description_fr"),
    "text": ("longDescription", "longdescription_fr", "long_description"),
    "url": ("canonicalUrl", "canonicalurl", "url", "onlineAccessLink"),
    "place": ("location.name", "location_name"),
    "address": ("location.address", "location_address"),
    "city": ("location.city", "location_city"),
    "postcode": ("location.postalCode", "location_postalcode"),
    "insee": ("location.insee", "location_insee"),
    "lat": ("location.latitude", "latitude"),
    "lon": ("location.longitude", "longitude"),
    "first": ("firstTiming.begin", "firstdate_begin", "first_date"),
    "first_end": ("firstTiming.end", "firstdate_end"),
    "last": ("lastTiming.end", "lastdate_end", "last_date"),
}
"""Where each thing stands in the three shapes in which these events are published."""
CANCELLED = 6
"""OpenAgenda's status of an event that was called off (4 is postponed, 5 is full)."""
STATUSES = {4: "postponed", 5: "full", CANCELLED: "cancelled"}


def read_openagenda(content: bytes, context: Context) -> Outcome:
    """Every event as records. Raises UnreadableFileError where the file is no such JSON."""
    outcome = Outcome()
    for number, item in enumerate(_items(content), start=1):
        outcome.read += 1
        title = plain(_say(item, "title"), "title")
        uid = _say(item, "uid")
        if not title or not uid:
            outcome.refused.append(Note(number, N_("l’événement n’a pas de titre ou pas d’identifiant")))
            continue
        times = list(_times(item, context, number, outcome))
        if not times:
            outcome.refused.append(Note(number, N_("l’événement n’a pas de date lisible")))
        for position, said in enumerate(times):
            data = {"title": title, **said, **_rest(item, context), "source": context.origin(uid)}
            key = (context.source, uid, position)
            outcome.taken.append(Taken(number, key, stem(title, str(said["start"])), data))
    return outcome


def _items(content: bytes) -> Iterator[Item]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(N_("le JSON est mal formé : {error}"), error=str(error)[:200]) from error
    if isinstance(data, dict):
        data = next((data[key] for key in ("events", "results", "records") if isinstance(data.get(key), list)), None)
    if not isinstance(data, list) or not any(isinstance(item, dict) for item in data):
        raise UnreadableFileError(N_("le JSON ne contient pas de liste d’événements"))
    for item in data:
        inside = item.get("fields", item) if isinstance(item, dict) else {}
        yield inside if isinstance(inside, dict) else {}


def _find(item: Item, name: str) -> Any:
    for path in NAMES[name]:
        value: Any = item
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, Mapping):
            value = value.get("fr") or next(iter(value.values()), None)
        if value not in (None, "", []):
            return value
    return None


def _say(item: Item, name: str) -> str:
    value = _find(item, name)
    return str(value) if isinstance(value, str | int | float) else ""


def _times(item: Item, context: Context, number: int, outcome: Outcome) -> Iterator[dict[str, Any]]:
    timings, lost = _timings(item)
    if lost and timings:
        outcome.corrected.append(Note(number, N_("{count} dates ne se lisent pas : laissées"), {"count": lost}))
    if timings:
        yield from series(timings, context.zone)
        return
    first, last = _instant(_find(item, "first")), _instant(_find(item, "last"))
    end = _instant(_find(item, "first_end"))
    if first is None:
        return
    if last is not None and last.astimezone(context.zone).date() > first.astimezone(context.zone).date():
        outcome.corrected.append(
            Note(number, N_("les heures de chaque jour ne sont pas dans le fichier : jours entiers"))
        )
        yield {"start": when(first, context.zone)[:10], "end": when(last, context.zone)[:10]}
        return
    end = end or last
    yield {"start": when(first, context.zone), **({"end": when(end, context.zone)} if end and end > first else {})}


def _timings(item: Item) -> tuple[list[Timing], int]:
    """The dates that can be read, and how many cannot."""
    said = item.get("timings")
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except (ValueError, RecursionError):
            return [], 0
    listed = said if isinstance(said, list) else []
    found = []
    for one in listed:
        begin, end = (_instant(one.get(key)) if isinstance(one, Mapping) else None for key in ("begin", "end"))
        if begin is not None:
            found.append((begin, max(begin, end) if end else begin))
    return found, len(listed) - len(found)


def _instant(text: Any) -> datetime | None:
    """A moment with its offset; without one nobody knows when it is. The first and last years have no neighbours."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo and MINYEAR < moment.year < MAXYEAR else None


def _rest(item: Item, context: Context) -> dict[str, Any]:
    summary, text, url = (_say(item, name) for name in ("summary", "text", "url"))
    status = STATUSES.get(_status(item))
    made = {
        "summary": plain(summary, "summary"),
        "description": plain(text, "description"),
        "url": url if is_link(url) else "",
        "status": status,
        "organisers": [context.organiser],
        "place": _place(item, context),
    }
    return {key: value for key, value in made.items() if value}


def _status(item: Item) -> int:
    said = item.get("status")
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except (ValueError, RecursionError):
            return 0
    if isinstance(said, Mapping):
        said = said.get("id")
    return said if isinstance(said, int) else 0


def _place(item: Item, context: Context) -> str | dict[str, Any] | None:
    name = _say(item, "place")
    known = {"municipality": _say(item, "city"), "postcode": _say(item, "postcode"), "insee": _say(item, "insee")}
    try:
        coordinates = item.get("location_coordinates") or (_find(item, "lat"), _find(item, "lon"))
        point = (float(coordinates[0]), float(coordinates[1]))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        point = None
    found = place(context, name) if name else None
    if isinstance(found, str):
        return found
    address = _say(item, "address")
    made = place(context, address or name, point, **known)
    if isinstance(made, dict) and name and address:
        made.setdefault("extra", plain(name, "street"))
    return made
