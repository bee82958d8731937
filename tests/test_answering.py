"""Consultations: answers side by side, and how one answers: a form of its own, those who are in no directory, every way."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from maillage import schemas
from maillage.cli.proposing import tree_at
from maillage.contribute.receive import receive
from maillage.governance import pieces
from maillage.load import parse
from maillage.pages import consultations
from maillage.pages.cards import Cards
from maillage.pages.site import File, Page
from maillage.pipeline import read_network
from maillage.validate import findings

from tests.test_forms_browser_side import hostile, node
from tests.test_governance import Answer, build, contexts, network, site

HEAD = {"consultation": "que-changer", "date": "2026-11-12"}
ASKED = "---\ntitle: Que changer ?\nopens: 2026-11-01\nquestions: [Que garder ?, Qu’enlever ?]\n---\n"


def test_each_question_has_a_field_and_the_sheet_of_paper_too() -> None:
    here = site()
    ((_one, make),) = consultations.records(here, Cards(here))
    page, form, sheet = make()
    assert isinstance(page, Page)
    assert isinstance(form, Page)
    assert isinstance(sheet, File)
    assert form.path == "consultations/que-changer/repondre/"
    asked = [(one.at, one.label) for one in form.context.first]  # type: ignore[attr-defined]
    assert asked[:2] == [("description.q1", "1. Que garder ?"), ("description.q2", "2. Qu’enlever ?")]
    assert [at for at, _ in asked[2:]] == ["by", "signed"]
    assert form.context.fixed == (("consultation", "que-changer"),)  # type: ignore[attr-defined]
    assert sheet.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet.content)) == 1


def test_a_closed_consultation_has_no_form() -> None:
    here = site(date(2027, 2, 1))
    ((_one, make),) = consultations.records(here, Cards(here))
    assert [one.path for one in make()] == ["consultations/que-changer/"]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"by": ["ada"]}, []),
        ({"signed": "Lou, de Toul"}, []),
        ({"by": ["ada"], "signed": "Lou"}, []),
        ({}, ["missing-one-of"]),
        ({"signed": ""}, ["empty-text"]),
    ],
)
def test_an_answer_is_somebodys(more: dict[str, Any], codes: list[str]) -> None:
    data = {**HEAD, "description": "Oui.", **more}
    assert [code for code, _, _ in findings("answer", data)] == codes


def test_who_signs_and_is_in_no_directory_is_heard_by_name() -> None:
    given = {**HEAD, "signed": "Lou, de Toul", "description": "## 1\n\nLe café."}
    lou = build(Answer, "lou", "content/answers/lou.md", given)
    page = contexts(site(answers={**network().answers, "lou": lou}))["consultations/que-changer/"]
    first, second = page.questions
    assert "Lou, de Toul" in [said.voice.signed for said in first.said]
    assert "Lou, de Toul" in second.silent


def written(texts: list[str]) -> list[dict[str, Any]]:
    return list(node("answers", records=[{"description": {"q1": one, "q3": f"{one}\n## 2"}} for one in texts]))


def test_two_hundred_hostile_answers_stay_under_their_own_question() -> None:
    texts = [text.strip() for text in hostile(200) if text.strip()]
    for text, made in zip(texts, written(texts), strict=True):
        assert [one.question for one in pieces(made["description"])] == [1, 3], text


ANSWER = {**HEAD, "by": ["mediatheque"], "description": "## 1\n\nLe café : pour tous.\n\n## 2\n\nRien, « — » \\##."}


@pytest.mark.parametrize("quote", ["", "> "])
def test_an_answer_goes_through_the_forge_and_through_mail(territory: Path, quote: str) -> None:
    folder = territory / "content" / "consultations"
    folder.mkdir(parents=True)
    (folder / "que-changer.md").write_text(ASKED, encoding="utf-8")
    path = "content/answers/que-changer-lou.md"
    made = {"path": path, "data": ANSWER, "schema": schemas.bundled("answer"), "name": "Lou", "base": ""}
    block = node("ways", made=made, known={"forge": None, "email": None, "longest": 7500})["block"]
    message = "\n".join(f"{quote}{line}" for line in block.split("\n"))
    proposal = receive("", (), message, tree_at(territory, date(2026, 11, 24)))
    assert proposal.problems == []
    assert parse(proposal.texts[path], path) == ANSWER
    (territory / path).parent.mkdir()
    (territory / path).write_text(proposal.texts[path], encoding="utf-8")
    assert read_network(territory).problems == ()
    assert json.dumps(read_network(territory).require().answers["que-changer-lou"].by) == '["mediatheque"]'


def test_answers_stand_side_by_side_under_each_question() -> None:
    page = contexts(site())["consultations/que-changer/"]
    first, second = page.questions
    assert [[by.label for by in said.voice.by] for said in first.said] == [["Bea"], []]
    assert [[by.label for by in said.voice.by] for said in second.said] == [["Ada", "Cid"]]
    assert first.silent == ("Ada",)
    assert [str(said.text) for said in page.besides] == ["<p>Bonjour.</p>\n"]
    assert "javascript" not in str(second.said[0].text)


@pytest.mark.parametrize(
    ("day", "state", "answered"),
    [
        ("2026-10-31", "coming", False),
        ("2026-11-01", "open", True),
        ("2027-01-31", "open", True),
        ("2027-02-01", "closed", False),
    ],
)
def test_a_consultation_is_answered_while_it_is_open(day: str, state: str, answered: bool) -> None:
    page = contexts(site(date.fromisoformat(day)))["consultations/que-changer/"]
    assert page.state == state
    assert bool(page.form) is bool(page.blank) is bool(page.new) is bool(page.mail) is answered


def test_the_prefilled_answer_is_one_that_the_check_takes() -> None:
    blank = contexts(site())["consultations/que-changer/"].blank
    data = parse(blank, "content/answers/x.md")
    assert isinstance(data, dict)
    assert list(findings("answer", data)) == []
    assert [one.question for one in pieces(data["description"])] == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rien.", [(None, "Rien.")]),
        ("## 1\n\nOui.", [(1, "Oui.")]),
        ("## 2. Et après ?\nOui.\n\n### Plus\n\nNon.", [(2, "Oui.\n\n### Plus\n\nNon.")]),
        ("## Deux\n\nOui.", [(0, "Oui.")]),
        ("```\n## 1\n```", [(None, "```\n## 1\n```")]),
        ("## 1\n\n## 2\n\nOui.", [(1, ""), (2, "Oui.")]),
        ("", []),
    ],
)
def test_an_answer_is_read_by_question(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert [(one.question, one.text) for one in pieces(text)] == expected
