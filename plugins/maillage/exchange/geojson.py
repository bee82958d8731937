"""GeoJSON (RFC 7946) of the actors that have a point. Longitude first, as the standard wants."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from maillage.derive.places import Place
from maillage.model import Actor
from maillage.settings import Territory
from maillage.urls import Urls


def collection(actors: Iterable[Actor], places: Mapping[str, Place], urls: Urls, territory: Territory) -> bytes:
    """A FeatureCollection; an actor whose point is the commune's says ``approximate``. No point, no feature."""
    head, between, tail = ends(territory)
    return (
        head + between.join(packed(actor, places[actor.id], urls) for actor in actors if places[actor.id].point) + tail
    )


def ends(territory: Territory) -> tuple[bytes, bytes, bytes]:
    """What stands before, between and after the features of a collection."""
    head = {"type": "FeatureCollection", "name": territory.name, "licence": territory.licence.data, "features": []}
    return msgspec.json.encode(head)[:-2], b",", b"]}"


def packed(actor: Actor, place: Place, urls: Urls) -> bytes:
    """One actor as the bytes of a Feature."""
    return msgspec.json.encode(feature(actor, place, urls))


def feature(actor: Actor, place: Place, urls: Urls) -> dict[str, Any]:
    """One actor as a Feature."""
    latitude, longitude = place.point or (None, None)
    location = actor.location
    properties = {
        "name": actor.name,
        "kind": actor.kind,
        "url": urls.absolute(urls.record("actor", actor.id)),
        "summary": actor.summary,
        "street": location.street if location else None,
        "postcode": location.postcode if location else None,
        "municipality": place.municipality,
        "insee": place.commune,
        "approximate": place.approximate,
        "phones": list(actor.contact.phones),
        "emails": list(actor.contact.emails),
        "opening_hours": actor.opening_hours,
        "services": list(actor.services),
        "skills": [offer.skill for offer in actor.offers],
        "verified": actor.verified.on.isoformat() if actor.verified else None,
        "source": actor.source.name if actor.source else None,
    }
    kept = {key: value for key, value in properties.items() if value not in (None, [], "")}
    return {
        "type": "Feature",
        "id": actor.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": kept,
    }
