"""schema.org linked data for actors, skills and events, as ``<script type="application/ld+json">``."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from markupsafe import Markup

from maillage.derive.occurrences import Occurrence
from maillage.derive.places import Place
from maillage.model import Actor, Event, Location, Practice, Skill
from maillage.network import Network
from maillage.urls import Urls

Thing = dict[str, Any]
CONTEXT = "https://schema.org"
LICENCES = {"Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence"}
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TYPES = {"person": "Person", "public-service": "GovernmentOffice", "place": "LocalBusiness"}
_STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}
_MODES = {"on-site": "Offline", "online": "Online", "hybrid": "Mixed"}


def script(thing: Thing) -> Markup:
    """A thing as a script element that no text inside it can close."""
    text = msgspec.json.encode(thing).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - < > & are escaped above


ENDS = (f'{{"@context":"{CONTEXT}","@graph":['.encode(), b",", b"]}")
"""What stands before, between and after the things of a document of many."""


def packed(thing: Thing) -> bytes:
    """A thing as one of many in a document that says the context once."""
    return msgspec.json.encode({key: value for key, value in thing.items() if key != "@context"})


def dataset_jsonld(name: str, text: str, page: str, licence: str, files: Sequence[tuple[str, str, str]]) -> Thing:
    """The whole directory as a Dataset; ``files``: (title, media type, address). Catalogues (DCAT) read the same."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": page,
        "name": name,
        "description": text,
        "url": page,
        "license": LICENCES.get(licence, licence),
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "name": title, "encodingFormat": media, "contentUrl": address}
            for title, media, address in files
        ],
    }


def said(thing: Thing) -> Thing:
    """A thing without what is not known."""
    return {key: value for key, value in thing.items() if value not in (None, "", [], {}, ())}


def practice_jsonld(practice: Practice, network: Network, urls: Urls) -> Thing:
    """An article of the observatory (``Article``), what it is about and what it is based on; ``practice`` as it may be published."""
    identifier = urls.absolute(urls.record("practice", practice.id))
    skills = (network.skills[one] for one in practice.skills)
    return said(
        {
            "@context": CONTEXT,
            "@type": "Article",
            "@id": identifier,
            "url": identifier,
            "headline": practice.title,
            "description": practice.summary,
            "articleSection": practice.kind,
            "datePublished": practice.date.isoformat() if practice.date else None,
            "author": [
                {
                    "@type": _type(network.actors[one]),
                    "@id": urls.absolute(urls.record("actor", one)),
                    "name": network.actors[one].name,
                }
                for one in practice.actors
            ],
            "about": [
                {"@type": "DefinedTerm", "@id": urls.absolute(urls.record(skill.kind, skill.id)), "name": skill.name}
                for skill in skills
            ],
            "isBasedOn": [urls.absolute(urls.record("practice", one.practice)) for one in practice.reuses],
            "citation": [one.url for one in practice.readings],
        }
    )


def actor_jsonld(actor: Actor, network: Network, urls: Urls, place: Place) -> Thing:
    """An actor, what it offers (``makesOffer``) and what it seeks (``seeks``)."""
    identifier = urls.absolute(urls.record("actor", actor.id))
    type_ = _type(actor)
    point = _geo(place) if type_ != "Person" and not place.approximate else None
    return said(
        {
            "@context": CONTEXT,
            "@type": type_,
            "@id": identifier,
            "url": identifier,
            "name": actor.name,
            "description": actor.summary,
            "address": _address(actor.location),
            "geo": point if type_ != "Organization" else None,
            "location": {"@type": "Place", "geo": point} if point and type_ == "Organization" else None,
            "telephone": actor.contact.phones[0] if actor.contact.phones else None,
            "email": actor.contact.emails[0] if actor.contact.emails else None,
            "openingHours": actor.opening_hours if type_ != "Person" else None,
            "sameAs": [link.url for link in actor.links],
            "knowsLanguage": list(actor.languages),
            "knowsAbout": [_term(network.skills[offer.skill], urls) for offer in actor.offers],
            "makesOffer": [
                {"@type": "Offer", "itemOffered": _service(offer.skill, network, urls)} for offer in actor.offers
            ],
            "seeks": [
                said(
                    {
                        "@type": "Demand",
                        "name": need.title or need.text,
                        "itemOffered": _service(need.skill, network, urls),
                        "validThrough": need.until.isoformat() if need.until else None,
                    }
                )
                for need in actor.needs
                if need.met is None
            ],
            "memberOf": [
                {"@type": "Organization", "@id": urls.absolute(urls.record("actor", other))}
                for other in actor.member_of
            ],
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in (("SIRET", actor.identifiers.siret), ("RNA", actor.identifiers.rna))
                if value
            ],
        }
    )


def _type(actor: Actor) -> str:
    """The narrowest type of schema.org that fits. Only what is a Place too (a LocalBusiness) has a point and hours."""
    if "bib" in actor.typologies and actor.kind != "person":
        return "Library"
    return _TYPES.get(actor.kind, "LocalBusiness" if actor.opening_hours else "Organization")


def term_set(terms: Iterable[Skill], name: str, section: str, urls: Urls) -> Thing:
    """Skills or professions as one DefinedTermSet, each with its meaning and its place in other frameworks."""
    identifier = urls.absolute(section)
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": identifier,
        "url": identifier,
        "name": name,
        "hasDefinedTerm": [
            said({**_term(term, urls), "description": term.summary, **_elsewhere(term)})
            for term in sorted(terms, key=lambda term: term.id)
        ],
    }


def _elsewhere(skill: Skill) -> Thing:
    """The same in ESCO, ROME, RNCP, DigComp or Pix."""
    return {
        "alternateName": list(skill.synonyms),
        "sameAs": [one.url for one in skill.alignments if one.url],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one.framework, "value": one.code} for one in skill.alignments
        ],
    }


def skill_jsonld(skill: Skill, network: Network, urls: Urls) -> Thing:
    """A skill as a DefinedTerm, a profession as an Occupation."""
    if skill.kind == "skill":
        return {"@context": CONTEXT, **_term(skill, urls), **said({"description": skill.summary, **_elsewhere(skill)})}
    identifier = urls.absolute(urls.record("profession", skill.id))
    return said(
        {
            "@context": CONTEXT,
            "@type": "Occupation",
            "@id": identifier,
            "url": identifier,
            "name": skill.name,
            "description": skill.summary,
            "responsibilities": list(skill.activities),
            "skills": [_term(network.skills[other], urls) for other in skill.skills],
            "occupationalCategory": [
                {"@type": "CategoryCode", "inCodeSet": one.framework.upper(), "codeValue": one.code}
                for one in skill.alignments
            ],
        }
    )


def event_jsonld(event: Event, network: Network, urls: Urls, dates: Sequence[Occurrence]) -> Thing:
    """An event with its next dates; a series holds them as ``subEvent``."""
    identifier = urls.absolute(urls.record("event", event.id))
    base = {
        "@type": "EducationEvent" if event.kind == "training" else "Event",
        "name": event.title,
        "description": event.summary,
        "url": identifier,
        "eventStatus": f"{CONTEXT}/{_STATUS.get(event.status, 'EventScheduled')}",
        "eventAttendanceMode": f"{CONTEXT}/{_MODES[event.mode]}EventAttendanceMode",
        "location": _where(event, network, urls),
        "organizer": [_party(network.actors[identifier_], urls) for identifier_ in event.organisers],
        "teaches": [_term(network.skills[skill], urls) for skill in event.skills] if event.kind == "training" else None,
        "isAccessibleForFree": True if event.fees == ("gratuit",) else None,
        "inLanguage": list(event.languages),
    }
    starts = [_dates(one) for one in dates]
    first = starts[0] if starts else {"startDate": event.start}
    others = [said({**base, **when}) for when in starts[1:]]
    return said({"@context": CONTEXT, "@id": identifier, **base, **first, "subEvent": others})


def _dates(occurrence: Occurrence) -> Thing:
    if isinstance(occurrence.start, datetime):
        return {"startDate": occurrence.start.isoformat(), "endDate": occurrence.end.isoformat()}
    return {"startDate": occurrence.start.isoformat(), "endDate": occurrence.last_day.isoformat()}


def _where(event: Event, network: Network, urls: Urls) -> list[Thing]:
    places: list[Thing] = []
    if isinstance(event.place, str):
        host = network.actors[event.place]
        places.append(said({"@type": "Place", "name": host.name, "address": _address(host.location)}))
    elif event.place is not None:
        places.append(said({"@type": "Place", "address": _address(event.place)}))
    if event.mode != "on-site":
        address = event.url or urls.absolute(urls.record("event", event.id))
        places.append({"@type": "VirtualLocation", "url": address})
    return places


def _party(actor: Actor, urls: Urls) -> Thing:
    kind = "Person" if actor.kind == "person" else "Organization"
    return {"@type": kind, "name": actor.name, "url": urls.absolute(urls.record("actor", actor.id))}


def _service(skill: str | None, network: Network, urls: Urls) -> Thing | None:
    if not skill:
        return None
    known = network.skills[skill]
    return {"@type": "Service", "serviceType": known.name, "category": urls.absolute(urls.record(known.kind, known.id))}


def _term(skill: Skill, urls: Urls) -> Thing:
    identifier = urls.absolute(urls.record(skill.kind, skill.id))
    collection = urls.absolute(urls.section(skill.kind))
    return {
        "@type": "DefinedTerm",
        "@id": identifier,
        "name": skill.name,
        "termCode": skill.id,
        "inDefinedTermSet": collection,
    }


def _address(location: Location | None) -> Thing | None:
    if location is None:
        return None
    found = said(
        {
            "streetAddress": location.street,
            "postalCode": location.postcode,
            "addressLocality": location.municipality,
        }
    )
    return {"@type": "PostalAddress", **found, "addressCountry": "FR"} if found else None


def _geo(place: Place) -> Thing | None:
    if place.point is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place.point[0], "longitude": place.point[1]}
