"""HSDS 3.0 (Open Referral): each actor that is no person as a service of its organisation, where it is and when it is open.

Lossy by nature: HSDS knows neither needs nor who brings what. Ids are UUIDs made from our addresses, so that they stay.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from maillage import gazetteer
from maillage.derive.places import Place
from maillage.model import Actor
from maillage.network import Network
from maillage.urls import Urls

Thing = dict[str, Any]


def service(actor: Actor, place: Place, network: Network, urls: Urls) -> bytes:
    """An actor as an HSDS service, with its organisation, location, phones and schedules inside, in JSON."""
    return msgspec.json.encode(_Service(actor, place, network, urls).service())


class _Service:
    def __init__(self, actor: Actor, place: Place, network: Network, urls: Urls) -> None:
        self.actor, self.place, self.network = actor, place, network
        self.page = urls.absolute(urls.record("actor", actor.id))
        self.urls = urls

    def _id(self, part: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{self.page}#{part}"))

    def service(self) -> Thing:
        actor = self.actor
        text = actor.description or actor.summary or actor.name
        made = {
            "id": self._id("service"),
            "name": actor.name,
            "description": text,
            "url": self.page,
            "email": actor.contact.emails[0] if actor.contact.emails else None,
            "status": "active",
            "assured_date": actor.verified.on.isoformat() if actor.verified else None,
            "organization": self._organization(text),
            "phones": [{"id": self._id(f"phone-{number}"), "number": number} for number in actor.contact.phones],
            "service_at_locations": self._locations(),
            "schedules": self._schedules(),
            "languages": [{"id": self._id(f"language-{code}"), "code": code} for code in actor.languages],
            "attributes": [self._attribute(offer.skill) for offer in actor.offers],
        }
        return _said(made)

    def _organization(self, text: str) -> Thing:
        numbers = (("FR-SIRET", self.actor.identifiers.siret), ("FR-RNA", self.actor.identifiers.rna))
        identifiers = [
            {
                "id": self._id(name),
                "organization_id": self._id("organization"),
                "identifier_type": name,
                "identifier": number,
            }
            for name, number in numbers
            if number
        ]
        made = {"id": self._id("organization"), "name": self.actor.name, "description": text, "website": self._site()}
        return _said({**made, "organization_identifiers": identifiers})

    def _site(self) -> str | None:
        return self.actor.links[0].url if self.actor.links else None

    def _locations(self) -> list[Thing]:
        location, place = self.actor.location, self.place
        if location is None:
            return []
        department = gazetteer.department(place.department) if place.department else None
        address = {
            "id": self._id("address"),
            "address_1": location.street,
            "address_2": location.extra,
            "city": place.municipality or location.municipality,
            "state_province": department.name if department else None,
            "postal_code": location.postcode,
            "country": "FR",
            "address_type": "physical",
        }
        whole = all(address[key] for key in ("address_1", "city", "state_province", "postal_code"))
        point = place.point if not place.approximate else None
        made = {
            "id": self._id("location"),
            "location_type": "physical",
            "name": self.actor.name,
            "latitude": point[0] if point else None,
            "longitude": point[1] if point else None,
            "addresses": [_said(address)] if whole else [],
        }
        return [{"id": self._id("service-at-location"), "location": _said(made)}]

    def _schedules(self) -> list[Thing]:
        hours = self.actor.opening_hours
        return [{"id": self._id("schedule"), "description": f"opening_hours: {hours}"}] if hours else []

    def _attribute(self, skill: str) -> Thing:
        known = self.network.skills[skill]
        page = self.urls.absolute(self.urls.record(known.kind, known.id))
        term = {
            "id": str(uuid5(NAMESPACE_URL, page)),
            "name": known.name,
            "description": known.summary or known.name,
            "term_uri": page,
        }
        return {"id": self._id(f"skill-{skill}"), "link_id": self._id("service"), "taxonomy_term": term}


def _said(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}
