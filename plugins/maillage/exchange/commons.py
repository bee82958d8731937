"""The pool as the Commons API says it: items, owners, places and free days, in one file that nobody needs to serve.

Source of the shapes: https://github.com/wielebenwir/commons-api. A slot is said to be available while a piece is left.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from maillage.derive.availability import YEAR, steps
from maillage.derive.places import Place
from maillage.model import Equipment
from maillage.network import Network
from maillage.urls import Urls

PROJECT = "maillage"


def document(network: Network, urls: Urls, places: Mapping[str, Place], today: date) -> bytes:
    """Everything that is lent, and the days of the coming year on which it can be had."""
    items = network.equipment.values()
    zone = ZoneInfo(network.territory.timezone)
    owners = sorted({item.owner for item in items})
    holders = sorted({_holder(item) for item in items})
    territory = network.territory
    made = {
        "projects": [{"id": PROJECT, "name": territory.name, "url": urls.absolute(""), "language": territory.language}],
        "owners": [{"id": one, "name": network.actors[one].name, "url": _page(urls, "actor", one)} for one in owners],
        "locations": {
            "type": "FeatureCollection",
            "features": [_location(network, urls, one, places[one]) for one in holders],
        },
        "items": [_item(item, urls) for item in items],
        "availability": [slot for item in items for slot in _slots(item, today, zone)],
    }
    return msgspec.json.encode(made)


def _holder(item: Equipment) -> str:
    return item.held_by or item.owner


def _page(urls: Urls, kind: str, identifier: str) -> str:
    return urls.absolute(urls.record(kind, identifier))


def _location(network: Network, urls: Urls, identifier: str, place: Place) -> dict[str, Any]:
    """Where things are fetched; an actor whose place nobody knows has no geometry (RFC 7946, 3.2)."""
    point = place.point
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    properties = {"name": network.actors[identifier].name, "url": _page(urls, "actor", identifier)}
    return {"type": "Feature", "id": identifier, "geometry": geometry, "properties": {"id": identifier, **properties}}


def _item(item: Equipment, urls: Urls) -> dict[str, str]:
    said = {"description": item.summary} if item.summary else {}
    known = {"id": item.id, "name": item.name, "url": _page(urls, "equipment", item.id)}
    return {**known, **said, "ownerId": item.owner, "projectId": PROJECT}


def _slots(item: Equipment, today: date, zone: ZoneInfo) -> Iterator[dict[str, str]]:
    """Runs of days with a piece left, as local midnights; ``end`` is the midnight after the last."""
    runs: list[tuple[date, date]] = []
    for step in steps(item, today, today + timedelta(days=YEAR)):
        if step.maintenance or step.lent >= item.quantity:
            continue
        if runs and runs[-1][1] == step.start:
            runs[-1] = (runs[-1][0], step.end)
        else:
            runs.append((step.start, step.end))
    for start, end in runs:
        yield {
            "start": datetime.combine(start, time(0), zone).isoformat(),
            "end": datetime.combine(end, time(0), zone).isoformat(),
            "locationId": _holder(item),
            "itemId": item.id,
            "statusId": "available",
            "statusName": "available",
        }
