"""Formats for others: what is written is what the standards ask, and hostile text stays text."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.derive.places import Place
from maillage.exchange import geojson, jsonld, records, vcard
from maillage.model import Actor, Event, Skill, build
from maillage.network import Network
from maillage.settings import Area, Territory
from maillage.urls import Urls

TERRITORY = Territory(name="Essai", area=Area())
URLS = Urls(TERRITORY, "https://exemple.org/essai")
TOUL = Place((48.6757, 5.8915), False, "Toul", "54528", "54", "200070563")
SOUDURE = build(Skill, "soudure", "s", {"name": "Soudure", "family": "fabrication-et-reparation"})


def actor(**said: Any) -> Actor:
    return build(Actor, "ada", "actors/ada.yaml", {"name": "Ada", "kind": "place", **said})


def network(one: Actor) -> Network:
    return Network(TERRITORY, {"ada": one}, {"soudure": SOUDURE})


@given(st.text(max_size=80))
def test_nothing_closes_the_script(text: str) -> None:
    markup = jsonld.script({"name": text, "x": "</script><img>&\u2028"})
    inside = markup.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search(r"[<>&\u2028\u2029]", inside)
    assert json.loads(inside)["name"] == text


def test_an_actor_seeks_and_offers() -> None:
    one = actor(offers=["soudure"], needs=[{"skill": "soudure", "title": "Qui ?", "opened": "2026-01-01"}])
    thing = jsonld.actor_jsonld(one, network(one), URLS, TOUL)
    assert thing["@id"] == "https://exemple.org/essai/acteurs/ada/"
    service = {
        "@type": "Service",
        "serviceType": "Soudure",
        "category": "https://exemple.org/essai/competences/soudure/",
    }
    assert [one["itemOffered"] for one in (*thing["seeks"], *thing["makesOffer"])] == [service, service]
    assert thing["knowsAbout"][0]["@id"] == "https://exemple.org/essai/competences/soudure/"
    assert thing["geo"] == {"@type": "GeoCoordinates", "latitude": 48.6757, "longitude": 5.8915}


def test_a_person_has_no_point_in_linked_data_nor_in_a_card() -> None:
    one = actor(kind="person", consent={"on": "2026-01-01", "by": "Ada"})
    assert "geo" not in jsonld.actor_jsonld(one, network(one), URLS, TOUL)
    assert b"GEO" not in vcard.vcard(one, TOUL, URLS)


def test_a_cancelled_event_says_so() -> None:
    one = build(Event, "e", "e", {"title": "E", "start": "2026-11-28", "organisers": ["ada"], "status": "cancelled"})
    thing = jsonld.event_jsonld(one, network(actor()), URLS, ())
    assert (thing["eventStatus"], thing["startDate"]) == ("https://schema.org/EventCancelled", "2026-11-28")


def test_geojson_has_longitude_first_and_says_what_is_approximate() -> None:
    near = Place((48.6757, 5.8915), True, "Toul", "54528", "54", None)
    one = actor(summary="</script>")
    found = json.loads(geojson.collection([one, actor()], {"ada": near}, URLS, TERRITORY))
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [5.8915, 48.6757]}
    assert found["features"][0]["properties"]["approximate"] is True
    assert json.loads(geojson.collection([one], {"ada": Place()}, URLS, TERRITORY))["features"] == []


@settings(max_examples=200)
@given(st.text(min_size=1, max_size=120))
def test_a_card_is_folded_and_escaped(name: str) -> None:
    content = vcard.vcard(actor(name=name, summary=name), TOUL, URLS)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = content.decode().replace("\r\n ", "")
    assert sum(line.startswith("FN:") for line in unfolded.split("\r\n")) == 1


def test_records_are_written_field_for_field() -> None:
    one = actor(offers=[{"skill": "soudure", "as": ["help"]}], verified={"on": "2026-10-02"})
    found = json.loads(records.records_json("actor", {"ada": one}, TERRITORY, URLS))
    assert found["licence"] == "Licence Ouverte 2.0"
    assert found["records"]["ada"]["offers"] == [{"skill": "soudure", "as": ["help"]}]
    assert found["records"]["ada"]["verified"] == {"on": "2026-10-02"}
