"""The search: words, shards, facets and places, as the browser's own modules read the index that the build made."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage.network import Network
from maillage.pipeline import read_network
from maillage.search.postings import STOP
from maillage.search.shards import file_name, number, partition
from maillage.search.words import words

from tests.conftest import PROJECT
from tests.searching import answers, drive, write_index

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
    assert "die" in STOP
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
