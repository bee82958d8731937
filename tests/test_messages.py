"""Records between scissors and answers below labels, whatever mail programs and people did to them."""

import json
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.contribute import blocks, sections
from maillage.contribute.mail import message
from maillage.contribute.questions import AGREED, forms
from maillage.load import parse
from maillage.pipeline import read_network

from tests.test_duplicates import run

# ---- Records between scissors, through mail programs ----

TEXT = 'name: "Atelier « du Gué » : on y répare, on y fabrique, on y apprend, et l’on y boit un café le samedi"\nkind: place\nneeds:\n  - text: Une salle\n    opened: "2026-11-20"\nverified:\n  "on": "2026-11-20"\n'
MESSAGE = f"Bonjour,\n\n--- 8< --- actors/atelier.yaml --- 8< ---\n{TEXT}--- >8 ---\n\nLou\n"


def wrapped(text: str, width: int) -> str:
    """What a mail program does to long lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        while len(line) > width and " " in line[1:width].strip():
            cut = line.rindex(" ", 1, width)
            lines.append(line[:cut])
            line = line[cut + 1 :]
        lines.append(line)
    return "\n".join(lines)


SENT = {
    "as it is": MESSAGE,
    "with CRLF": MESSAGE.replace("\n", "\r\n"),
    "wrapped": wrapped(MESSAGE, 60),
    "flowed": wrapped(MESSAGE, 70).replace("\n", " \n"),
    "quoted": "".join(f"> {line}\n" for line in MESSAGE.split("\n")),
    "quoted twice": "".join(f">> {line}\n" for line in MESSAGE.split("\n")),
    "long dashes": MESSAGE.replace("---", "—"),
    "no-break spaces": MESSAGE.replace("  ", "\u00a0\u00a0"),
}


@pytest.mark.parametrize("how", SENT)
def test_a_record_comes_back_whatever_a_mail_program_did(how: str) -> None:
    assert blocks.read(SENT[how]) == [blocks.Block("actors/atelier.yaml", TEXT.replace("\u00a0", " "))]


def as_mailed(text: str) -> str:
    """A text as the site's forms put it into a message: one line, and nothing that a mail program would change."""
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = re.sub(
        r"[\x7f-\x9f\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ud800-\udfff]",
        lambda one: f"\\u{ord(one[0]):04x}",
        quoted,
    )
    return re.sub(r"(?<= ) |(?<=^\") | (?=\"$)", r"\\u0020", quoted)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.text(max_size=120), min_size=1, max_size=4),
    st.sampled_from([60, 72, 78, 10_000]),
    st.sampled_from(["", "> ", ">> ", "| "]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_text_comes_back_as_it_was_written(texts: list[str], width: int, quote: str, end: str) -> None:
    record = "".join(f"  - {as_mailed(text)}\n" for text in texts)
    sent = wrapped(f"--- 8< --- actors/a.yaml --- 8< ---\nname: A\naliases:\n{record}--- >8 ---\n", width)
    sent = end.join(f"{quote}{line}" for line in sent.split("\n"))
    found = blocks.read(sent)
    assert [one.path for one in found] == ["actors/a.yaml"]
    read = parse(found[0].text, "")
    if isinstance(read, dict):
        assert read == {"name": "A", "aliases": texts}
    else:  # a character that no record may hold: refused, never changed
        assert {one.code for one in read} == {"hidden-character"}


@pytest.mark.parametrize(
    "path",
    [
        "../x.yaml",
        "actors/../x.yaml",
        "plugins/x.yaml",
        "actors/X.yaml",
        "actors/x.yml",
        "actors/.yaml",
        "/actors/x.yaml",
        "actors//x.yaml",
        f"actors/{'x' * 65}.yaml",
        "x.yaml",
        "",
    ],
)
def test_no_other_file_can_be_named(path: str) -> None:
    assert not blocks.fit(path)
    assert blocks.read(f"--- 8< --- {path} --- 8< ---\nname: A\n--- >8 ---\n") == []


def mail(text: str, kind: str = "plain", charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "lou@exemple.org",
        "bonjour@exemple.org",
        "Ajouter : Atelier (actors/atelier)",
    )
    made.set_content(text, subtype=kind, charset=charset)
    return bytes(made)


@pytest.mark.parametrize(
    "raw",
    [
        mail(MESSAGE),
        mail(MESSAGE.replace("«", "-").replace("»", "-").replace("’", "'"), charset="iso-8859-1"),
        mail(
            f"<html><head><style>p{{}}</style></head><body>{MESSAGE.replace('<', '&lt;').replace('>8', '&gt;8').replace('  ', '&nbsp; ').replace(chr(10), '<br>')}</body></html>",
            "html",
        ),
        MESSAGE.encode(),
    ],
)
def test_an_email_becomes_a_record(territory: Path, raw: bytes) -> None:
    (territory.parent / "a.eml").write_bytes(raw)
    code, told = run(territory, "import", "mail", str(territory.parent / "a.eml"))
    assert code == 0, told
    assert "actors/atelier.yaml" in told
    assert read_network(territory).require().actors["atelier"].needs[0].text == "Une salle"


def test_an_email_without_a_record_is_told(territory: Path) -> None:
    (territory.parent / "a.eml").write_bytes(mail("Bonjour"))
    code, told = run(territory, "import", "mail", str(territory.parent / "a.eml"))
    assert code == 1
    assert "rien n’a été pris" in told
    assert message(b"Bonjour") == ("", "Bonjour")


# ---- Sections ----


def test_known_labels_only_and_the_first_wins() -> None:
    body = "### Nom\r\n\r\nA\r\n\r\n### Inconnu\n\nreste\n\n### Nom\n\nB\n\n### Commune\n\n_No response_\n"
    assert sections.read(body, ["Nom", "Commune"]) == {"Nom": "A\n\n### Inconnu\n\nreste\n\n### Nom\n\nB"}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([one.label for one in forms()["acteur"].questions]), st.text(max_size=60)), max_size=8
    )
)
def test_answers_are_only_those_that_were_written_first(pairs: list[tuple[str, str]]) -> None:
    pairs = [(label, text.replace("\r", " ").replace("\n", " ").replace("#", "")) for label, text in pairs]
    body = "".join(f"### {label}\n\n{text}\n\n" for label, text in pairs)
    first = dict(reversed(pairs))
    found = sections.read(body, [one.label for one in forms()["acteur"].questions])
    assert found.keys() <= first.keys()
    assert all(found[label].startswith(first[label].strip()) for label in found if first[label].strip())


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_form_asks_each_thing_once(language: str) -> None:
    for form in forms(language).values():
        assert len(set(form.labels)) == len(form.labels), form.slug
        assert len({one.id for one in form.questions}) == len(form.questions), form.slug
    assert AGREED.required
