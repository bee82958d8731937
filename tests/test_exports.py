"""Every file for other programs, held to its standard, on the whole demonstration."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import listparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from maillage.exchange import spreadsheet

from tests.conftest import TESTS
from tests.demo import build_demo
from tests.node import told_by
from tests.test_mednum_export import refused_by_frictionless

STANDARDS = TESTS / "standards"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("exports") / "output", "publishconf.py")


def schema(name: str) -> dict[str, Any]:
    return dict(json.loads((STANDARDS / name / "schema.json").read_text(encoding="utf-8")))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("hsds", "donnees/hsds.json"),
        ("geojson", "donnees/acteurs.geojson"),
        ("geojson", "territoires/54/acteurs.geojson"),
    ],
)
def test_a_file_is_as_its_standard_wants(name: str, file: str, data: Path) -> None:
    errors = Draft202012Validator(schema(name), format_checker=FormatChecker()).iter_errors(read(data / file))
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []


@pytest.mark.parametrize(
    ("kind", "file"),
    [("actor", "acteurs"), ("skill", "competences"), ("event", "evenements"), ("contribution", "contributions")],
)
def test_our_json_is_as_its_published_schema_says(kind: str, file: str, data: Path) -> None:
    content = read(data / f"donnees/{file}.json")
    assert content["format"] == "maillage/1"
    assert len(content["records"]) > 30
    errors = Draft202012Validator(read(data / f"schemas/export-{kind}.json")).iter_errors(content)
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []


def test_murmurations_profiles_are_valid_listed_and_say_nobody_s_home(data: Path) -> None:
    definitions = schema("murmurations")["definitions"]
    addresses = read(data / "donnees/murmurations.json")
    assert len(addresses) == len(set(addresses)) > 150
    kinds = set()
    for address in addresses:
        profile = read(data / address.split("/", 3)[3])
        (linked,) = profile["linked_schemas"]
        kinds.add((linked, profile.get("exchange_type")))
        assert [error.message for error in Draft7Validator(definitions[linked]).iter_errors(profile)] == [], address
    assert len(kinds) == 4


def test_persons_are_nowhere_more_precise_than_their_commune(data: Path) -> None:
    persons = {
        name for name, record in read(data / "donnees/acteurs.json")["records"].items() if record["kind"] == "person"
    }
    assert persons
    names = {
        record["name"] for name, record in read(data / "donnees/acteurs.json")["records"].items() if name in persons
    }
    assert not names & {service["name"] for service in read(data / "donnees/hsds.json")}
    with (data / "donnees/lieux.csv").open(encoding="utf-8", newline="") as file:
        assert not names & {row["nom"] for row in csv.DictReader(file)}
    for feature in read(data / "donnees/acteurs.geojson")["features"]:
        if feature["id"] in persons:
            assert feature["properties"]["approximate"]


def test_linked_data_is_one_graph_with_each_thing_once(data: Path) -> None:
    things = read(data / "donnees/annuaire.jsonld")["@graph"]
    identifiers = [thing["@id"] for thing in things]
    assert len(identifiers) == len(set(identifiers)) > 150
    assert all(thing["@type"] and "@context" not in thing for thing in things)


def test_linked_data_uses_the_terms_of_schema_org_where_they_belong(data: Path) -> None:
    assert told_by("schema_org_errors.mjs", str(data / "donnees/annuaire.jsonld")) == []


def test_the_checker_of_linked_data_finds_what_is_wrong(tmp_path: Path) -> None:
    graph = [
        {"@type": "Place", "email": "a@exemple.org"},
        {"@type": "Event", "name": 3},
        {"@type": "Organization", "name": "A"},
    ]
    (tmp_path / "x.jsonld").write_text(json.dumps({"@graph": graph}), encoding="utf-8")
    assert len(told_by("schema_org_errors.mjs", str(tmp_path / "x.jsonld"))) == 2


def test_cards_are_read_by_an_address_book(data: Path) -> None:
    files = sorted(data.rglob("contact.vcf"))
    cards = told_by("cards.mjs", *map(str, files))
    records = read(data / "donnees/acteurs.json")["records"]
    assert len(cards) == len(records) > 30
    for file, card in zip(files, cards, strict=True):
        said = {name: value for name, _, value in card}
        record = records[file.parent.name]
        assert (said["version"], said["fn"]) == ("4.0", record["name"])
        assert ("tel" in said) == bool(record.get("contact", {}).get("phones"))
    together = (data / "donnees/acteurs.vcf").read_bytes()
    assert together.count(b"BEGIN:VCARD\r\n") == together.count(b"END:VCARD\r\n") == len(cards)
    assert all(file.read_bytes() in together for file in files)


def test_feeds_are_read_by_a_reader_of_feeds(data: Path) -> None:
    files = sorted(data.rglob("*.atom"))
    assert files
    for file in files:
        feed = feedparser.parse(file.read_bytes())
        assert (feed.bozo, feed.version) == (False, "atom10"), file
        assert feed.feed.id
        assert feed.feed.title
        assert feed.feed.updated_parsed
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        assert all(entry.title and entry.link and entry.updated_parsed for entry in feed.entries)


def test_the_places_of_the_site_are_as_the_standard_says_but_for_addresses_nobody_knows(data: Path) -> None:
    refused = refused_by_frictionless(data / "donnees/lieux.csv")
    assert {column for _, column in refused} == {"adresse"}
    with (data / "donnees/lieux.csv").open(encoding="utf-8", newline="") as file:
        empty = [number for number, row in enumerate(csv.DictReader(file), start=2) if not row["adresse"]]
    assert sorted(row for row, _ in refused) == empty


def test_the_list_of_feeds_names_every_feed_there_is(data: Path) -> None:
    root = ET.fromstring((data / "donnees/fils.opml").read_text(encoding="utf-8"))
    assert root.attrib == {"version": "2.0"}
    listed = {outline.attrib["xmlUrl"].split("/", 3)[3] for outline in root.iter("outline")}
    there = {path.relative_to(data).as_posix() for path in data.rglob("*.atom")}
    assert listed == there
    read = listparser.parse((data / "donnees/fils.opml").read_text(encoding="utf-8"))
    assert not read.bozo
    assert {feed.url.split("/", 3)[3] for feed in read.feeds} == there
    assert all(feed.title for feed in read.feeds)


def test_the_page_of_data_lists_files_that_exist_and_every_format(data: Path) -> None:
    page = (data / "donnees/index.html").read_text(encoding="utf-8")
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    files = re.findall(r'href="/([^"]+)"', table)
    assert all((data / file).is_file() for file in files)
    assert {Path(file).suffix for file in files} == {
        ".csv",
        ".geojson",
        ".json",
        ".jsonld",
        ".vcf",
        ".ics",
        ".atom",
        ".opml",
    }
    assert table.count("Licence Ouverte 2.0") == len(files)
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(json.loads(script)["distribution"]) == len(files)


def test_tables_open_in_a_spreadsheet(data: Path) -> None:
    for name in ("acteurs", "besoins"):
        content = (data / f"donnees/{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert len(rows) > 20
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"), ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"), (" +A1", "' +A1"), ("@x", "'@x"), ("\tx", "'\tx"), ("＝1", "'＝1"),
        ("-1", "-1"), ("48.5", "48.5"), ("-3,5", "-3,5"), ("a=b", "a=b"), ("0353010203", "0353010203"), ("", ""), ("-x", "'-x"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: str, safe: str) -> None:
    assert spreadsheet.safe(cell) == safe


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")), min_size=2, max_size=2)
    )
)
def test_a_table_reads_back(rows: list[list[str]]) -> None:
    content = spreadsheet.table(["a", "b"], [dict(zip("ab", row, strict=True)) for row in rows]).decode("utf-8-sig")
    read_back = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert read_back == [["a", "b"], *([spreadsheet.safe(cell) for cell in row] for row in rows)]
