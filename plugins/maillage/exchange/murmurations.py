"""Murmurations profiles: one JSON for each actor, each offer and each open need, and the list of their addresses.

Schemas of the Murmurations library: ``organizations_schema-v1.0.0``, ``people_schema-v0.1.0``, ``offers_wants_schema-v0.1.0``.
A person's profile gives the commune and no point.
"""

import json
from typing import Any

from maillage.derive.places import Place
from maillage.model import Actor, Need, Offer
from maillage.network import Network
from maillage.urls import Urls

Profile = dict[str, Any]
MOST_TAGS = 100


def actor_profile(actor: Actor, network: Network, place: Place, urls: Urls) -> Profile:
    """An organisation, or a person who agreed to be listed."""
    page = urls.absolute(urls.record("actor", actor.id))
    person = actor.kind == "person"
    tags = list(dict.fromkeys(network.skills[offer.skill].name for offer in actor.offers))[:MOST_TAGS]
    made = {
        "linked_schemas": ["people_schema-v0.1.0" if person else "organizations_schema-v1.0.0"],
        "name": actor.name,
        "primary_url": page,
        "tags": tags or [str(actor.kind)],
        "description": actor.summary,
        "locality": place.municipality if person else None,
        "full_address": None if person else _address(actor),
        "country_iso_3166": "FR" if place.commune else None,
        "geolocation": None if person or place.point is None else {"lat": place.point[0], "lon": place.point[1]},
        "telephone": actor.contact.phones[0] if actor.contact.phones else None,
        "contact_details": {"email": actor.contact.emails[0]} if actor.contact.emails and not person else None,
        "urls": None if person else [{"name": link.kind, "url": link.url} for link in actor.links],
        "geographic_scope": None if person else "local",
        "status": None if person else "active",
        "relationships": None
        if person
        else [
            {"predicate_url": "https://schema.org/memberOf", "object_url": urls.absolute(urls.record("actor", other))}
            for other in actor.member_of
        ],
    }
    return _said(made)


def offer_profile(actor: Actor, offer: Offer, network: Network, place: Place, urls: Urls) -> Profile:
    """A skill that an actor brings."""
    skill = network.skills[offer.skill]
    kinds = ["borrow-lend"] if "loan" in offer.ways else ["receive-donate"]
    return _exchange(
        "offer", skill.name, offer.note or skill.summary or skill.name, kinds, [skill.name], actor, place, urls
    )


def need_profile(actor: Actor, need: Need, network: Network, place: Place, urls: Urls) -> Profile:
    """What an actor looks for."""
    skill = network.skills.get(need.skill or "")
    equipment = network.equipment.get(need.equipment or "")
    what = skill or equipment
    title = need.title or need.text or (what.label if what else "")
    kinds = ["borrow-lend"] if equipment else ["receive-donate"]
    tags = [what.label if what else actor.kind]
    made = _exchange("want", title, need.note or need.text or title, kinds, tags, actor, place, urls)
    return made | ({"item_type": "good"} if equipment else {})


def _exchange(
    kind: str, title: str, text: str, kinds: list[str], tags: list[str], actor: Actor, place: Place, urls: Urls
) -> Profile:
    page = urls.absolute(urls.record("actor", actor.id))
    point = None if actor.kind == "person" or place.point is None else {"lat": place.point[0], "lon": place.point[1]}
    return _said(
        {
            "linked_schemas": ["offers_wants_schema-v0.1.0"],
            "exchange_type": kind,
            "item_type": "service",
            "transaction_type": kinds,
            "tags": tags,
            "title": title,
            "description": text,
            "geographic_scope": "local",
            "geolocation": point,
            "contact_details": {"contact_form": page},
            "details_url": page,
        }
    )


def _address(actor: Actor) -> str:
    location = actor.location
    if location is None:
        return ""
    town = " ".join(filter(None, (location.postcode, location.municipality)))
    return ", ".join(filter(None, (location.street, location.extra, town)))


def _said(profile: Profile) -> Profile:
    return {key: value for key, value in profile.items() if value not in (None, "", [], {})}


def encoded(profile: Profile | list[str]) -> bytes:
    """A profile, or the list of addresses, as bytes."""
    return json.dumps(profile, ensure_ascii=False, separators=(",", ":")).encode()
