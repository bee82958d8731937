"""Rows 22 to 32 of the table of attacks: hostile proposals, issues, names and files, and what becomes of each.

Where a row is shown elsewhere in full, the test here holds the one thing that would matter most.
"""

import json
import re
import struct
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage import report, schemas
from maillage.conf import pelican_settings
from maillage.contents import check_contents
from maillage.contribute import answers, blocks, comment, inert, sections
from maillage.contribute.events import UnreadableEventError, read_issue
from maillage.contribute.questions import forms
from maillage.contribute.review import Card, Hunk, Review, Told
from maillage.contribute.reviewing import is_outside
from maillage.exchange.spreadsheet import safe
from maillage.pictures import tells_place
from maillage.pipeline import read_network
from maillage.problems import Location, Problem
from maillage.repair import repaired

from tests.conftest import PROJECT
from tests.test_duplicates import run
from tests.test_receive import body_of, event, receive

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def test_22_no_reader_but_markdown_and_no_other_file_in_content(territory: Path) -> None:
    settings_ = pelican_settings(str(PROJECT / "pelicanconf.py"))
    assert settings_["READERS"] == {"rst": None, "html": None, "htm": None}
    assert settings_["JINJA_ENVIRONMENT"]["autoescape"] is True
    folder = territory / "content" / "pages"
    folder.mkdir(parents=True)
    for name in ("a.rst", "a.html", "a.svg", "a.js"):
        (folder / name).write_text("x", encoding="utf-8")
    assert {problem.code for problem in check_contents(territory)} == {"content-wrong-file"}
    assert is_outside("plugins/maillage/x.md")


@pytest.mark.parametrize("cell", ["=1+1", "@x", "+a", "-a", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠x"])
def test_23_no_cell_of_a_spreadsheet_is_a_formula(cell: str) -> None:
    assert not re.match(r"[\s=+\-@＝＋－＠]", safe(cell))


def test_24_a_line_end_in_a_field_begins_no_line_of_a_calendar(territory: Path) -> None:
    body = body_of(forms()["evenement"], title="Fête\r\nBEGIN:VALARM\r\nX")
    receive(territory, event("evenement", body))
    made = read_network(territory).require().events
    assert all("\n" not in one.title and "\r" not in one.title for one in made.values())


HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "a\nb",
    "::add-mask::x",
    "::stop-commands::x",
    "%0A::error::x",
    "a,b:c",
    "x\r\n::set-env name=PATH::y",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_25_names_command_nothing(text: str) -> None:
    told = report.annotations(
        [
            Problem(
                "unknown-reference",
                Location(f"actors/{text}.yaml", 1, 1),
                {"id": text, "kind": "actor", "folder": text},
            )
        ],
        "fr",
    )
    assert len(told.splitlines()) == 1
    assert told.startswith("::error file=actors/")
    assert not re.search(r"[\r\n]::", told)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_25_no_workflow_puts_others_words_into_a_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    for script in re.findall(r"run: (?:\|\n((?:\s{10,}.*\n)+)|(.*))", text):
        assert "${{" not in "".join(script), path.name


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/x.yml",
        "plugins/maillage/load.py",
        "conftest.py",
        "pyproject.toml",
        "territory.yaml",
        "Makefile",
        "theme/x.html",
        ".devcontainer/devcontainer.json",
        "content/x.html",
        "actor/x.yaml",
    ],
)
def test_26_files_that_are_no_records_are_flagged(path: str) -> None:
    assert is_outside(path)


def test_26_records_are_not_flagged_and_who_reads_what_is_written() -> None:
    assert not any(map(is_outside, ("actors/a.yaml", "content/pages/a.md", "events/x/a.yaml", "imports/a.jsonl")))
    owners = (PROJECT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    for folder in ("*", "/actors/", "/skills/", "/events/", "/equipment/", "/content/", "/.github/", "/plugins/"):
        assert re.search(rf"^{re.escape(folder)}\s+@", owners, re.MULTILINE), folder


def test_26_jobs_that_read_proposals_have_no_right_and_no_secret() -> None:
    text = (PROJECT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert "permissions: {}" in text
    assert "write" not in re.sub(r"#.*", "", text)
    assert "secrets." not in text
    speak = (PROJECT / ".github" / "workflows" / "answer.yml").read_text(encoding="utf-8")
    assert "workflow_run" in speak
    assert "head_sha" not in re.sub(r"#.*", "", speak)  # what is checked out is the main branch


NOISE = [
    "@everyone",
    "@maillage-demo/maintainers",
    "![x](https://evil.example.org/pixel.png)",
    "<img src=https://evil.example.org/p.png>",
    "https://evil.example.org/",
    "www.evil.example.org",
    "#1",
    "GH-1",
    "a/b#1",
    "!12",
    "/close",
    "```\nfin",
    "</details>",
    "| a | b |",
    "[x](javascript:alert(1))",
    "- [ ] x",
    "&commat;everyone",
    "\u202eenversé",
    "~label",
    "$1",
]


def noisy(text: str) -> Review:
    return Review(
        number=1,
        problems=[Told(text, 3, "error", text, text)],
        repairs=[Hunk(text, 1, 2, text)],
        cards=[Card(text, text, text, text)],
        good=[text],
        outside=[text],
    )


def outside_code(text: str) -> str:
    """A comment without what stands in code, where a forge finds neither mention nor link."""
    text = re.sub(r"^(`{3,})[a-z]*\n.*?\n\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    return re.sub(r"\]\([^()\s]*\)", "]", text)  # the address of a link that is ours


@pytest.mark.parametrize("text", NOISE)
def test_27_a_comment_calls_nobody_and_loads_nothing(text: str) -> None:
    body = comment.body(noisy(text), comment.Where(edit="https://f.org/a/b/edit/x"), "fr")
    shown = outside_code(body)
    assert not re.search(r"@\w", shown)
    assert "![" not in shown
    assert not re.search(r"<(?!br>|!-- maillage:review -->)", shown)
    assert not re.search(r"https?://", shown)
    assert not re.search(r"(?<![\w/])#[0-9]|GH-[0-9]|![0-9]", shown)
    assert not re.search(r"^/\w", shown, re.MULTILINE)
    assert "\u202e" not in body
    assert len(body) <= inert.LONGEST


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_27_whatever_is_written(text: str) -> None:
    shown = inert.words(text)
    assert not re.search(r"@\w|[\r\n<>]|://|#[0-9]", shown)
    assert not re.search(r"(?<!\\)[`*_\[\]|]", shown)
    fenced = inert.code(text, "suggestion")
    fence = fenced.split("\n", 1)[0].removesuffix("suggestion")
    assert fenced.split("\n")[1:-1].count(fence) == 0
    assert "\n" not in inert.short_code(text)


def test_27_a_huge_review_is_cut_outside_a_fence() -> None:
    made = Review(
        number=1,
        problems=[Told("a", 1, "error", "x" * 600, "y" * 600)] * 200,
        repairs=[Hunk("a", 1, 2, "z\n" * 2000)] * 200,
    )
    body = comment.body(made, comment.Where(), "fr")
    assert 5_000 < len(body) <= inert.LONGEST
    assert len(re.findall(r"^```", body, re.MULTILINE)) % 2 == 0


LONG = [
    "a" * 65536,
    "a-" * 32768,
    "0" * 65536,
    "1/" * 32768,
    "a." * 32768,
    "@" * 65536,
    "### " * 16384,
    "\n### Nom" * 8000,
    '"' * 65536,
    "--- 8< ---" * 6500,
    " " * 65536,
    "`" * 65536,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_28_no_pattern_hangs_on_64_kib(text: str) -> None:
    start = time.perf_counter()
    sections.read(text, forms()["acteur"].labels)
    blocks.read(f"--- 8< --- actors/a.yaml --- 8< ---\n{text}\n--- >8 ---")
    inert.words(text)
    inert.code(text)
    answers.lines(text)
    for form in ("phone", "date", "url", "id"):
        repaired(form, text)
    for definition in schemas.raw("common")["$defs"].values():
        if "pattern" in definition:
            re.search(definition["pattern"], text)
    assert time.perf_counter() - start < 5  # far from any timing: a pattern that hangs takes years


def test_29_a_name_in_other_letters_is_told_to_be_like_another(territory: Path) -> None:
    (territory / "actors" / "faux.yaml").write_text(
        "name: Médiаthèque de Tоul\nkind: place\nlocation: {municipality: Toul, postcode: '54200'}\nverified: {on: 2026-10-02}\n",
        encoding="utf-8",
    )
    told = run(territory, "duplicates")[1]
    assert "lettres d’un autre alphabet" in told


def test_30_a_persons_mobile_and_address_are_told_or_left_out(territory: Path) -> None:
    body = body_of(forms()["acteur"], kind="Personne", name="Camille Exemple").replace("+33353010203", "06 12 34 56 78")
    assert receive(territory, event("acteur", body))[0] == 0
    assert {problem.code for problem in read_network(territory).problems} == {"mobile-number"}


def test_31_a_second_label_changes_nothing(territory: Path) -> None:
    body = (
        body_of(forms()["acteur"])
        + "\n### Nom\n\nPirate\n\n### Identifiant\n\n../../pwned\n\n### verified\n\n2030-01-01\n"
    )
    assert receive(territory, event("acteur", body))[0] == 0
    made = {one.id for one in read_network(territory).documents if one.kind == "actor"}
    assert made == {"mediatheque", "fablab-de-toul"}
    data = next(one.data for one in read_network(territory).documents if one.id == "fablab-de-toul")
    assert data["name"] == "Fablab de Toul"
    assert data["verified"]["on"] == "2026-11-20"


YAML_TEXTS = [
    "a: b",
    "- x",
    "!!python/object/apply:os.system ['x']",
    "&a [*a]",
    "'\"",
    "# x",
    "|",
    "null",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "${x}",
    "yes",
    "x\n  y: z",
]


@pytest.mark.parametrize("text", YAML_TEXTS)
def test_31_an_answer_is_a_text_and_nothing_else(territory: Path, text: str) -> None:
    assert receive(territory, event("acteur", body_of(forms()["acteur"], summary=text)))[0] == 0
    data = next(one.data for one in read_network(territory).documents if one.id == "fablab-de-toul")
    assert data["summary"] == re.sub(r"\s+", " ", text).strip()


BAD_EVENTS: list[Any] = [
    [],
    {},
    {"issue": None},
    {
        "issue": {
            "number": "12; rm -rf /",
            "title": "t",
            "body": "b",
            "user": {"login": "a", "id": 1},
            "created_at": "2026-01-01",
        }
    },
    {"issue": {"number": 1, "title": "t", "body": "b", "user": {"login": "a\nb", "id": 1}, "created_at": "2026-01-01"}},
    {"issue": {"number": 1, "title": "t", "body": "b", "user": {"login": "$(x)", "id": 1}, "created_at": "2026-01-01"}},
    {"issue": {"number": True, "title": "t", "body": "b", "user": {"login": "a", "id": 1}, "created_at": "2026-01-01"}},
    {"issue": {"number": 1, "title": "t", "body": "b", "user": {"login": "a", "id": 1}, "created_at": "hier"}},
    {
        "issue": {
            "number": 1,
            "title": "t",
            "body": "b",
            "user": {"login": "a", "id": 1},
            "created_at": "2026-01-01",
            "pull_request": {"url": "x"},
        }
    },
    {"object_kind": "issue", "object_attributes": {}},
]


@pytest.mark.parametrize("told", BAD_EVENTS, ids=range(len(BAD_EVENTS)))
def test_31_an_event_that_is_none_is_refused(told: Any) -> None:
    with pytest.raises(UnreadableEventError):
        read_issue(json.dumps(told).encode())


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000, b" " * (6 << 20)], ids=range(5))
def test_31_bytes_that_are_no_event_are_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableEventError):
        read_issue(raw)


def test_32_no_drawing_that_can_run_and_no_heavy_image(territory: Path) -> None:
    folder = territory / "content" / "images"
    folder.mkdir(parents=True)
    (folder / "a.svg").write_text("<svg onload='x'/>", encoding="utf-8")
    (folder / "b.png").write_bytes(b"x" * (2 << 20))
    assert {problem.code for problem in check_contents(territory)} == {"content-wrong-file", "content-too-large"}


GPS = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0"
PLAIN = GPS.replace(b"\x25\x88", b"\x0f\x01")


def image(kind: str, tiff: bytes) -> bytes:
    if kind == "jpg":
        return b"\xff\xd8\xff\xe0\0\x04ab\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff + b"\xff\xd9"
    if kind == "png":
        return (
            b"\x89PNG\r\n\x1a\n"
            + struct.pack(">I4s", 1, b"abcd")
            + b"x1234"
            + struct.pack(">I4s", len(tiff), b"eXIf")
            + tiff
            + b"1234"
        )
    return (
        b"RIFF\0\0\0\0WEBP" + struct.pack("<4sI", b"VP8 ", 1) + b"x\0" + struct.pack("<4sI", b"EXIF", len(tiff)) + tiff
    )


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_32_a_photo_does_not_tell_where_it_was_taken(kind: str) -> None:
    assert tells_place(image(kind, GPS))
    assert not tells_place(image(kind, PLAIN))
    assert tells_place(b"\xff\xd8<x:xmpmeta exif:GPSLatitude='48'/>")
    assert not any(tells_place(image(kind, GPS)[:end]) for end in range(30))


@settings(max_examples=200)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\0\x60Exif\0\0MM", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]),
)
def test_32_no_image_breaks_the_check(raw: bytes, head: bytes) -> None:
    assert tells_place(head + raw) in {True, False}
