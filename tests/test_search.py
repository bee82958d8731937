"""The search: words, shards, facets and places, as the browser's own modules read the index that the build made."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from maillage.derive.opening import is_open
from maillage.exchange.spreadsheet import safe
from maillage.gazetteer.distance import distance_km
from maillage.network import Network
from maillage.pipeline import read_network
from maillage.search.files import files
from maillage.search.shards import file_name, number, partition
from maillage.search.sources import sources_of
from maillage.search.stopwords import stop_words
from maillage.search.words import words
from maillage.search.world import Document

from tests.conftest import PROJECT
from tests.searching import answers, drive, world_of, write_index

WORDS = [
    ("L’atelier d'Épinal", ["atelier", "epinal"]),
    ("Cœur, cæcum, Straße, Łódź", ["coeur", "caecum", "strasse", "lodz"]),
    ("imprimante 3D ; 3 D", ["imprimante", "3d", "3"]),
    ("Saint-Dié-des-Vosges (88100)", ["saint", "die", "des", "vosges", "88100"]),
    ("مرحبا بالعالم 🙂 Привет", ["مرحبا", "بالعالم", "привет"]),
    ("<b>gras</b>&amp;", ["gras", "amp"]),
    ("a" * 60, ["a" * 40]),
    ("", []),
]


@pytest.fixture(scope="module")
def demo() -> Network:
    return read_network(PROJECT, use_cache=False).require()


@pytest.fixture(scope="module")
def index(demo: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_index(demo, tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_words_are_bare(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_build_and_browser_see_the_same_words(index: Path, demo: Network) -> None:
    texts = [text for text, _ in WORDS]
    texts += [
        record.description or record.label
        for kind in ("actor", "skill", "event")
        for record in demo.records(kind).values()
    ]
    assert answers(index, {"do": "words", "texts": texts}) == [[words(text) for text in texts]]


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=6), unique=True).map(sorted), st.integers(1, 20))
def test_every_key_is_in_the_one_file_that_its_beginning_names(keys: list[str], limit: int) -> None:
    runs = list(partition(keys, [len(key) for key in keys], limit))
    assert [key for _, start, stop in runs for key in keys[start:stop]] == keys
    assert len({prefix for prefix, _, _ in runs}) == len(runs)
    for prefix, start, stop in runs:
        assert all(key.startswith(prefix) for key in keys[start:stop])
        assert stop - start == 1 or sum(map(len, keys[start:stop])) <= limit


def test_file_names_are_safe() -> None:
    assert file_name("../é:") == "_2e_2e_2f_e9_3a"
    assert [number(value, 2) for value in (0, 63, 64)] == ["00", "0_", "10"]


def hits(answer: dict[str, Any], kind: str = "actor") -> list[str]:
    return [hit["title"] for group in answer["groups"] if group["kind"] == kind for hit in group["hits"]]


FOUND = [
    ("an accent left out", "?q=epinal scierie", "actor", "La Scierie aux idées"),
    ("an apostrophe", "?q=l'atelier du gue", "actor", "L’Atelier du Gué"),
    ("a plural", "?q=imprimantes", "skill", "Impression 3D"),
    ("a synonym of a skill", "?q=filament", "skill", "Impression 3D"),
    ("whoever brings that skill", "?q=filament", "actor", "La Forge de la Suize"),
    ("a letter wrong", "?q=souduze", "skill", "Électronique et soudure"),
    ("two letters exchanged", "?q=etsitac chevalemnet", "actor", "Le Petit Chevalement"),
    ("the beginning of a word", "?q=cheval", "actor", "Le Petit Chevalement"),
    ("a verb for a noun", "?q=réparer téléphone", "skill", "Réparation de téléphone"),
    ("English", "?q=3d printing", "skill", "Impression 3D"),
    ("a postcode", "?q=54200", "actor", "Atelier des Bricoles"),
    ("a place and a thing", "?q=imprimante 3d toul", "actor", "Atelier des Bricoles"),
]


def test_what_people_type_is_understood(index: Path) -> None:
    found = answers(index, *({"do": "find", "search": search} for _, search, _, _ in FOUND))
    missed = [
        why for (why, _, kind, title), answer in zip(FOUND, found, strict=True) if title not in hits(answer, kind)
    ]
    assert missed == []


def test_words_that_say_nothing_are_kept_in_names() -> None:
    assert "die" in stop_words("de")
    assert words("Saint-Dié") == ["saint", "die"]


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "x" * 10_000,
    "a b " * 2500,
    "‮שלום‬",
    "🙂🙂",
    "%00",
    "\\",
    "constructor",
    "__proto__",
    "to",
]


def test_no_question_breaks_it(index: Path) -> None:
    for asked, found in zip(
        HOSTILE, drive(index, *({"do": "find", "search": f"?q={asked}"} for asked in HOSTILE)), strict=True
    ):
        assert "error" not in found, asked


def test_unknown_values_are_left_aside_and_told(index: Path) -> None:
    search = "?q=atelier&dept=54&dept=999&kind=dragon&near=north&in=moon&lat=1&within=-3"
    answer = answers(index, {"do": "find", "search": search})[0]
    assert sorted(answer["unknown"]) == ["999", "dragon", "moon", "north"]
    assert answer["address"] == "?lat=1&q=atelier&dept=54"


def test_a_file_that_fails_is_an_error_that_may_pass(index: Path) -> None:
    broken = [
        {"do": "fail", "prefix": "t-"},
        {"do": "find", "search": "?q=atelier"},
        {"do": "fail", "prefix": ""},
        {"do": "find", "search": "?q=atelier"},
    ]
    found = drive(index, *broken)
    assert "error" in found[1]
    assert hits(found[3]["answer"])


CHOICES = [
    "",
    "&dept=54",
    "&dept=54&dept=57",
    "&kind=place&cost=gratuit",
    "&with=needs&dept=54",
    "&skill=impression-3d",
    "&lang=de&open=sa",
]
COUNTED = [
    "kind",
    "skill",
    "need",
    "family",
    "dept",
    "epci",
    "service",
    "audience",
    "access",
    "cost",
    "support",
    "lang",
    "open",
    "with",
]


def test_facets_count_what_they_would_leave(index: Path, demo: Network) -> None:
    """Each count is what one finds by choosing that value alone in its facet, words and other facets kept."""
    documents = [document for source in sources_of(world_of(demo)) for document in source.read(world_of(demo))]
    for asked in ("", "atelier"):
        everything = answers(index, {"do": "find", "search": f"?q={asked}", "most": 10_000})[0]
        met = {hit["position"] for group in everything["groups"] for hit in group["hits"]}
        found = answers(
            index,
            *({"do": "find", "search": f"?q={asked}{choice}", "most": 10_000, "facets": COUNTED} for choice in CHOICES),
        )
        for choice, answer in zip(CHOICES, found, strict=True):
            chosen = parse_qs(choice)
            assert answer["counts"] == {key: expected(documents, met, chosen, key) for key in COUNTED}, choice
            inside = sorted(one for one in met if keeps(documents[one], chosen, ""))
            assert sorted(hit["position"] for group in answer["groups"] for hit in group["hits"]) == inside
            actors = [one for one in inside if one < len(demo.actors)]
            assert answer["selection"] == (actors if asked or choice else None)


def keeps(document: Document, chosen: dict[str, list[str]], besides: str) -> bool:
    return all(set(ids) & set(document.values.get(key, ())) for key, ids in chosen.items() if key != besides)


def expected(documents: list[Document], met: set[int], chosen: dict[str, list[str]], key: str) -> dict[str, int]:
    counts = Counter(
        value for one in met if keeps(documents[one], chosen, key) for value in set(documents[one].values.get(key, ()))
    )
    return dict(sorted(counts.items())) if counts else {}


def test_open_now_is_what_the_build_says(index: Path, demo: Network) -> None:
    for now, there in (("2026-11-28T10:30:00Z", "2026-11-28T11:30"), ("2026-07-15T12:00:00Z", "2026-07-15T14:00")):
        answer = answers(index, {"do": "find", "search": "?open=now", "now": now, "most": 1000})[0]
        open_ = [
            one.name
            for one in demo.actors.values()
            if one.opening_hours and is_open(one.opening_hours, datetime.fromisoformat(there))
        ]
        assert sorted(hits(answer)) == sorted(open_)
        assert open_


def test_near_is_by_distance(index: Path, demo: Network) -> None:
    toul = (48.675, 5.892)
    answer = answers(index, {"do": "find", "search": "?near=48.675,5.892&within=60&in=actor", "most": 1000})[0]
    places = world_of(demo).places
    far = {one.name: distance_km(*toul, *point) for one in demo.actors.values() if (point := places[one.id].point)}
    assert hits(answer) == [name for name, km in sorted(far.items(), key=lambda item: item[1]) if km <= 60]


def test_facets_count_within_the_distance(index: Path) -> None:
    search = "?near=48.675,5.892&within=60&kind=place"
    answer = answers(index, {"do": "find", "search": search, "most": 1000, "facets": ["kind"]})[0]
    assert answer["counts"]["kind"]["place"] == len(hits(answer)) == len(answer["selection"])
    everything = answers(index, {"do": "find", "search": "?near=48.675,5.892&within=60", "most": 1000})[0]
    assert sum(answer["counts"]["kind"].values()) == len(hits(everything))


def test_good_answers_come_before_possible_ones_each_by_distance(index: Path) -> None:
    answer = answers(index, {"do": "find", "search": "?q=imprimante 3d&near=48.69,6.18", "most": 1000})[0]
    group = next(group for group in answer["groups"] if group["kind"] == "actor")
    far = [hit["far"] for hit in group["hits"]]
    assert far[: group["sure"]] == sorted(far[: group["sure"]])
    assert far[group["sure"] :] == sorted(far[group["sure"] :])
    assert 0 < group["sure"] < len(far)


def test_distances_are_said_as_people_do(index: Path) -> None:
    far = [[0.01, False], [0.21, False], [0.99, False], [3.24, False], [12.4, True], [128.6, False]]
    words_ = {"away": "à {distance}", "about": "à environ {distance}"}
    said = answers(index, {"do": "distance", "far": far, "words": words_, "language": "fr"})[0]
    plain = [one.replace("\u202f", " ").replace("\u00a0", " ") for one in said]
    assert plain == ["à 50 m", "à 200 m", "à 1 km", "à 3,2 km", "à environ 12 km", "à 129 km"]


SLIPS = [("soudure", "soudure", 0), ("souduer", "soudure", 1), ("soudre", "soudure", 1), ("souddure", "soudure", 1),
         ("xouduer", "soudure", 2), ("abcd", "soudure", 3), ("", "ab", 2)]  # fmt: skip


def test_slips_of_the_finger_are_counted(index: Path) -> None:
    pairs = [pair[:2] for pair in SLIPS]
    assert answers(index, {"do": "slips", "pairs": pairs, "most": 2})[0] == [min(count, 3) for _, _, count in SLIPS]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("toul", "Toul"), ("54200", "Toul"), ("St Dié", "Saint-Dié-des-Vosges"), ("vandoeuvre", "Vandœuvre-lès-Nancy"),
     ("l'hopital", "L'Hôpital"), ("nanc", "Nancy"), ("<b>", None), ("t", None)],
)  # fmt: skip
def test_communes_are_found_by_name_and_postcode(index: Path, typed: str, found: str | None) -> None:
    towns = answers(index, {"do": "towns", "text": typed})[0]
    assert found in [town["label"].replace("’", "'") for town in towns] if found else towns == []


def test_a_search_reads_little(index: Path) -> None:
    first, following = drive(
        index, {"do": "find", "search": "?q=imprimante 3d toul"}, {"do": "find", "search": "?q=aide impots"}
    )
    assert first["bytes"] < 40_000
    assert following["bytes"] < 20_000


CARD = {
    "title": '=1+1; "Le" lieu',
    "path": "acteurs/x/",
    "meta": "Lieu",
    "place": "Toul (54)",
    "summary": "Un, deux\nthé ; " + "é" * 60,
}
DETAIL = {"street": "1 rue", "postcode": "54200", "town": "Toul", "phones": ["+352 12"], "emails": ["a@x.example"], "hours": ["Lundi : 9"],
          "point": [48.6, 5.9], "dates": [["20261128T130000Z", "20261128T160000Z"], ["20261205", "20261206"]]}  # fmt: skip


def test_a_table_runs_nothing(index: Path) -> None:
    text = answers(index, {"do": "csv", "rows": [{"card": CARD, "detail": DETAIL}], "headings": ["Nom"]})[0]
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert text.startswith("\ufeff")
    assert rows[1][:5] == ['\'=1+1; "Le" lieu', "Lieu", "1 rue", "54200", "Toul"]
    assert rows[1][6] == "'+352 12"
    assert [cell for cell in rows[1] if cell != safe(cell)] == []


def test_cards_and_dates_follow_their_standards(index: Path) -> None:
    rows = [{"card": CARD, "detail": DETAIL}]
    vcard, ics = answers(
        index, {"do": "vcards", "rows": rows}, {"do": "calendar", "rows": rows, "stamp": "20261124T100000Z"}
    )
    for text in (vcard, ics):
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "ADR:;;1 rue;Toul;;54200;\r\n" in vcard
    events = Calendar.from_ical(ics).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [CARD["title"]] * 2
    assert [event["DTSTART"].dt.isoformat() for event in events] == ["2026-11-28T13:00:00+00:00", "2026-12-05"]
    assert len({str(event["UID"]) for event in events}) == 2


def test_one_edit_changes_few_files(demo: Network, tmp_path: Path) -> None:
    before = dict(files(world_of(demo)))
    actor = demo.actors["forge-de-la-suize"]
    edited = msgspec.structs.replace(actor, summary=f"{actor.summary} Et des cerfs-volants.")
    after = dict(files(world_of(replace(demo, actors={**demo.actors, actor.id: edited}))))
    changed = [name for name in after if before.get(name) != after[name]]
    assert 3 <= len(changed) < 12, changed


def test_records_in_dormancy_are_left_out_unless_they_are_asked_for(index: Path, demo: Network) -> None:
    asleep = [
        document
        for source in sources_of(world_of(demo))
        for document in source.read(world_of(demo))
        if document.dormant
    ]
    assert asleep
    one = asleep[0]
    without, also, odd = answers(
        index,
        {"do": "find", "search": f"?q={one.title}", "most": 50, "facets": ["dept"]},
        {"do": "find", "search": f"?q={one.title}&dormant=1", "most": 50, "facets": ["dept"]},
        {"do": "find", "search": f"?q={one.title}&dormant=2", "most": 50},
    )
    found = {hit["title"]: hit["meta"] for group in also["groups"] for hit in group["hits"]}
    assert "en sommeil" in found[one.title]
    assert one.title not in {hit["title"] for group in without["groups"] for hit in group["hits"]}
    assert parse_qs(also["address"].removeprefix("?")) == {"q": [one.title], "dormant": ["1"]}
    assert (odd["unknown"], "dormant" in odd["address"]) == (["2"], False)
    assert sum(also["counts"]["dept"].values()) > sum(without["counts"]["dept"].values())


def test_without_dormant_records_nothing_more_is_asked_for(tmp_path: Path, demo: Network) -> None:
    fresh = {key: actor for key, actor in demo.actors.items() if actor.verified and actor.verified.on.year >= 2026}
    names = dict(files(world_of(replace(demo, actors=fresh, events={}, equipment={}, contributions={}, practices={}))))
    assert "dormant.json" not in names
    assert msgspec.json.decode(names["index.json"])["dormant"] == 0


@pytest.mark.parametrize(
    ("asked", "kind", "title"),
    [
        ("boucle magnétique", "equipment", "Boucle"),
        ("éteindre l’écho", "need", "écho"),
        ("trois onglets", "practice", "onglets"),
        ("expérience casque", "practice", "casques"),
        ("Camionnette marché", "practice", "table"),
    ],
)
def test_equipment_needs_and_practices_are_found(index: Path, asked: str, kind: str, title: str) -> None:
    (found,) = answers(index, {"do": "find", "search": f"?q={asked}", "most": 3})
    hits = {group["kind"]: [hit["title"] for hit in group["hits"]] for group in found["groups"]}
    assert any(title in one for one in hits[kind]), hits
