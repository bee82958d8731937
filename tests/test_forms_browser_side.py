"""What the forms' own JavaScript writes and says, held to what the program itself writes and says. Node.js runs it."""

import copy
import json
import random
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import yaml
from maillage import kinds, schemas
from maillage.cli.proposing import tree_at
from maillage.contribute.receive import receive
from maillage.forge import LONGEST, ForgeLinks
from maillage.load import parse
from maillage.pages.forms.index import bucket
from maillage.repair import folded, repaired
from maillage.settings import Forge
from maillage.validate import findings
from maillage.yaml_writer import document

from tests.conftest import EXAMPLES, PROJECT
from tests.test_validate import HARD, full_example

SCRIPT = PROJECT / "tests" / "browser" / "forms.mjs"
MODULES = PROJECT / "theme" / "static" / "js" / "form"
KINDS = tuple(kind.name for kind in kinds.KINDS)


def node(task: str, **request: Any) -> Any:
    command = shutil.which("node", path=str(Path(sys.executable).parent))
    assert command, "Node.js is missing: make test installs it"
    said = json.dumps({"task": task, **request})
    done = subprocess.run([command, str(SCRIPT), str(MODULES)], input=said, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


PIECES = [
    *"\"'\\:#-?&*!|>%@`{}[],~= \t\n\r/.()_éœßΩ漢🙂",
    "\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\u00a0", "\u00ad", "\u061c", "\u200b", "\u200e", "\u2028", "\u2029", "\u202e", "\u202f",
    "\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff", "\U0001f468\u200d\U0001f469", "---", "...", ": ", " #", "- ", "<<", "yes", "NULL", "0x1", "1e3", "01000",
    "2026-11-24", "</script>", "{{x}}", "${x}", "--- >8 ---", "a" * 120, "mot ",
]  # fmt: skip


def hostile(count: int) -> list[str]:
    """Texts of pieces that YAML, JSON, addresses or mail could mistake; the same each time."""
    draw = random.Random(6)
    texts = ["".join(draw.choices(PIECES, k=draw.randint(1, 12))) for _ in range(count)]
    return [text for text in texts if text.strip()]


@pytest.mark.parametrize("form", ["file", "mail"])
def test_two_thousand_hostile_texts_come_back_identical(form: str) -> None:
    texts = hostile(2_100)
    assert len(texts) >= 2_000
    written = node(
        "write",
        records=[{"name": text, "aliases": [text]} for text in texts],
        schema=schemas.bundled("actor"),
        form=form,
    )
    for text, made in zip(texts, written, strict=True):
        assert yaml.safe_load(made) == {"name": text, "aliases": [text]}


def test_a_file_is_written_as_the_program_writes_it() -> None:
    for kind in KINDS:
        records = [full_example(kind)] + (
            [{"name": text, "summary": f"{text}\n{text}"} for text in hostile(300)] if kind == "actor" else []
        )
        for data, made in zip(
            records, node("write", records=records, schema=schemas.bundled(kind), form="file"), strict=True
        ):
            assert made == document(kind, data)


def test_in_a_mail_no_value_goes_over_a_line_and_nothing_is_there_that_mail_changes() -> None:
    texts = ["a\u00a0b", "a  b   c", " a", "a ", "a\nb", "l’été : 50 %", "x" * 60]
    for text, made in zip(
        texts,
        node("write", records=[{"name": text} for text in texts], schema=schemas.bundled("actor"), form="mail"),
        strict=True,
    ):
        assert yaml.safe_load(made) == {"name": text}
        assert made.count("\n") == 1
        assert "\u00a0" not in made
        assert "  " not in made


def mutated(value: Any, draw: random.Random) -> Any:
    if isinstance(value, dict) and value:
        key = draw.choice(sorted(value))
        act = draw.choice(["deeper", "deeper", "replace", "remove", "add"])
        if act == "remove":
            del value[key]
        elif act == "add":
            value[draw.choice(["x", "lat", "end", "skill"])] = draw.choice(HARD)
        else:
            value[key] = mutated(value[key], draw) if act == "deeper" else draw.choice(HARD)
        return value
    if isinstance(value, list) and value and draw.random() < 0.7:
        position = draw.randrange(len(value))
        value[position] = mutated(value[position], draw)
        return value
    return draw.choice(HARD)


WITHOUT = {"suggestion", "found", "expected", "reason", "value"}
"""Params that are words of the other language's own (types, numbers), or near words that a form does not need."""
BRACKETS = re.compile(r"[:\[{].*[\]}]$", re.DOTALL)
"""An example that is a list or a group: each language writes it its own way."""


def told(found: list[tuple[str, str, dict[str, Any]]]) -> set[tuple[str, str, str]]:
    return {
        (
            code,
            road,
            json.dumps(
                {key: BRACKETS.sub("", str(value)) for key, value in params.items() if key not in WITHOUT},
                sort_keys=True,
            ),
        )
        for code, road, params in found
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_says_what_maillage_check_says(kind: str) -> None:
    draw = random.Random(32)
    records = []
    for _ in range(400):
        record = copy.deepcopy(full_example(kind))
        for _ in range(draw.randint(1, 2)):
            record = mutated(record, draw)
        if isinstance(record, dict):
            records.append(record)
    wrong = [record for record in records if list(findings(kind, record))]
    assert len(wrong) > 150
    for record, said in zip(wrong, node("check", kind=kind, records=wrong, schema=schemas.bundled(kind)), strict=True):
        ours = told(
            [(code, ".".join(map(str, pointer)), dict(params)) for code, pointer, params in findings(kind, record)]
        )
        theirs = told([(one["code"], one["road"], one["params"]) for one in said])
        assert theirs == ours, json.dumps(record, ensure_ascii=False)


RULES = ["met-before-opened", "until-before-opened", "mobile-number", "end-before-start", "mixed-day-and-time", "until-before-start", "deadline-after-start", "booked-in-the-past"]  # fmt: skip


@pytest.mark.parametrize("code", RULES)
def test_a_rule_beyond_the_schema_is_told_in_the_browser_too(code: str) -> None:
    for kind, folder in (("actor", "actors"), ("equipment", "equipment"), ("event", "events")):
        for file in (EXAMPLES / "invalid" / code).glob(f"{folder}/*.yaml"):
            data = parse(file.read_text(encoding="utf-8"), "")
            assert not isinstance(data, list)
            (said,) = node("check", kind=kind, records=[data], schema=schemas.bundled(kind))
            assert code in {one["code"] for one in said}
            return
    pytest.fail(f"no example of {code}")


def test_a_repair_and_a_hash_are_the_same_on_both_sides() -> None:
    pairs = [("phone", "03 53 01 02 03"), ("phone", "0033 3.53.01.02.03"), ("phone", "12"), ("date", "2/4/2026"), ("date", "2026/4/2"),
             ("date", "2026-04-02 9h"), ("url", "exemple.org/a"), ("url", "pas une adresse"), ("id", "L’Été à Toul")]  # fmt: skip
    assert node("repaired", pairs=pairs) == [repaired(form, text) for form, text in pairs]
    texts = ["", "a", "fablab-de-toul", "site exemple.org/é?x", "phone +33353010203"]
    assert node("bucket", texts=texts, count=97) == [bucket(text, 97) for text in texts]
    names = ["L’Atelier du Gué", "ÉCOLE n° 2", "Straße", "", "Œuvre"]
    assert node("folded", texts=names) == [folded(name) for name in names]


def test_hours_and_dates_are_helped() -> None:
    notations = ["Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00", "Mo,We 09:00-12:00", "24/7", "PH off"]
    assert node("hours", notations=notations) == [*notations[:2], None, None]
    asked = [["2026-11-28", "week"], ["2026-11-28", "nth"], ["2026-01-31", "date"], ["2026-11-28", "last"]]
    assert node("next", asked=asked) == [
        ["2026-11-28", "2026-12-05", "2026-12-12", "2026-12-19"],
        ["2026-11-28", "2026-12-26", "2027-01-23", "2027-02-27"],
        ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"],
        ["2026-11-28", "2026-12-26", "2027-01-30", "2027-02-27"],
    ]


def test_names_that_are_alike() -> None:
    near, far = node(
        "alike", pairs=[["Atelier du Gué", "L’atelier du gue"], ["Atelier du Gué", "Médiathèque des Deux Rives"]]
    )
    assert near > 0.86 > far


DATA = {"name": "L’Atelier & co : 100 % « ça »", "kind": "place", "verified": {"on": "2026-11-24"}}
WAYS = [
    # forge, whether the file exists, what the first way is, and the host's page
    ("github", False, "address", "https://f.org/a/b/new/main?filename=actors/x.yaml&"),
    ("github", True, "page", "https://f.org/a/b/edit/main/actors/x.yaml"),
    ("gitlab", False, "page", "https://f.org/a/b/-/new/main?file_name=actors/x.yaml"),
    ("gitlab", True, "page", "https://f.org/a/b/-/edit/main/actors/x.yaml"),
    ("forgejo", False, "address", "https://f.org/a/b/_new/main/?filename=actors/x.yaml&"),
    ("forgejo", True, "page", "https://f.org/a/b/_edit/main/actors/x.yaml"),
]  # fmt: skip


def offered(kind: str, data: dict[str, Any], *, exists: bool = False) -> Any:
    links = ForgeLinks(Forge(kind=kind, url="https://f.org/a/b"))  # type: ignore[arg-type]
    known = {"forge": {"name": links.name, **links.addresses()}, "email": "bonjour@exemple.org", "longest": LONGEST}
    made = {
        "path": "actors/x.yaml",
        "data": data,
        "schema": schemas.bundled("actor"),
        "name": data["name"],
        "base": "0123456789ab" if exists else "",
    }
    return node("ways", made=made, known=known)


@pytest.mark.parametrize(("kind", "exists", "form", "begins"), WAYS)
def test_each_forge_has_its_ways_in_the_same_order(kind: str, exists: bool, form: str, begins: str) -> None:
    found = offered(kind, DATA, exists=exists)
    first, issue, mail = found["ways"]
    assert [one["name"] for one in found["ways"]] == ["direct", "issue", "mail"]
    assert first[form].startswith(begins)
    content = dict(parse_qsl(urlsplit(first["address"]).query))["value"] if form == "address" else first["text"]
    assert parse(content, "") == DATA
    carried = unquote(issue["address"])
    assert "name: " in carried
    assert "actors/x.yaml" in carried
    assert unquote(urlsplit(mail["address"]).query).replace("\r\n", "\n").endswith(found["block"])
    assert found["block"].startswith(
        "--- 8< --- actors/x.yaml --- 8< ---\n" + ("# base: 0123456789ab\n" if exists else "")
    )
    assert found["searched"].startswith("https://f.org/a/b/")


@pytest.mark.parametrize("kind", ["github", "gitlab", "forgejo"])
def test_what_is_too_long_for_an_address_is_copied(kind: str) -> None:
    data = {**DATA, "description": "Éé ! " * 1_500}
    direct, issue, mail = offered(kind, data)["ways"]
    for way in (direct, issue, mail):
        assert "address" not in way
        assert len(way["page"]) < LONGEST
        assert "Éé !" in way["text"]
    assert parse(direct["text"], "") == data


@pytest.mark.parametrize("kind", ["github", "forgejo"])
def test_no_address_is_longer_than_forges_take(kind: str) -> None:
    for size in range(1_000, 7_600, 550):
        for way in offered(kind, {**DATA, "description": "a" * size})["ways"]:
            assert len(way.get("address", "")) <= LONGEST


ARTICLES = [
    {
        "title": "Un banc : pour deux",
        "kind": "action",
        "description": "On s’assoit.\n\n---\n\nPuis : on **parle**.\n- un",
    },
    {"title": "Sans texte", "kind": "watch", "skills": ["impression-3d"], "failed": "Rien.\n\nPresque."},
    {
        "title": "x" * 150,
        "kind": "finding",
        "description": "Longue phrase qui va jusqu’au bout. " * 20 + "Fin.",
        "date": "2026-10-01",
    },
]


@pytest.mark.parametrize("data", ARTICLES)
def test_an_article_goes_through_the_forge_and_through_mail(territory: Path, data: dict[str, Any]) -> None:
    path = "content/observatory/x.md"
    made = {"path": path, "data": data, "schema": schemas.bundled("practice"), "name": data["title"], "base": ""}
    known = {"forge": None, "email": None, "longest": LONGEST}
    block = node("ways", made=made, known=known)["block"]
    mailed = "\n".join(f"> {line}" for line in block.split("\n"))
    tree = tree_at(territory, date(2026, 11, 24))
    for message in (block, mailed):
        proposal = receive("", (), message, tree)
        assert proposal.problems == []
        assert parse(proposal.texts[path], path) == data


def test_a_team_without_an_address_is_given_the_text() -> None:
    made = {"path": "actors/x.yaml", "data": DATA, "schema": schemas.bundled("actor"), "name": "x", "base": ""}
    (only,) = node("ways", made=made, known={"forge": None, "email": None, "longest": LONGEST})["ways"]
    assert only["name"] == "copy"
    assert only["text"].startswith("--- 8< --- actors/x.yaml")
