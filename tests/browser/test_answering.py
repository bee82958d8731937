"""From the page of a consultation to an answer that ``maillage check`` accepts, by somebody who is in no directory."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from maillage.governance import pieces
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_forms import (
    HOSTILE,
    carried,
    choose,
    control,
    demo,
    flaws,
    prepare,
    problems,
    record,
    visit,
    way,
)
from tests.browser.test_pages import Visit

__all__ = ["demo", "visit"]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CONSULTATION = "consultations/ou-manque-t-il-une-porte/"


def opened(visit: Visit) -> Page:
    """The form, reached from the consultation's page."""
    page = visit.open(CONSULTATION)
    page.get_by_role("link", name="Répondre", exact=True).click()
    page.wait_for_selector("[data-ready]:not([data-ready=failed])", state="attached")
    return page


def test_somebody_who_is_in_no_directory_answers_in_two_clicks(visit: Visit, demo: Path) -> None:
    page = opened(visit)
    control(page, "description.q1").fill("Le café.\n## 2\nToujours le café.")
    control(page, "signed").fill("Lou, de Toul")
    expect(page.locator("[data-card]")).to_contain_text("Lou, de Toul")
    path, text = carried(prepare(page))
    assert path == "content/answers/ou-manque-t-il-une-porte-lou-de-toul.md"
    assert problems(demo, path, text) == []
    head = record(text.split("---\n")[1])
    assert (head["consultation"], head["signed"]) == ("ou-manque-t-il-une-porte", "Lou, de Toul")
    assert [one.question for one in pieces(text.split("---\n", 2)[2])] == [1]
    mailed = parse_qs(urlsplit(way(page, "mail")).query)["body"][0]
    assert f"--- 8< --- {path} --- 8< ---" in mailed
    assert path in unquote(way(page, "issue"))


def test_an_actor_answers_every_question_in_hostile_words(visit: Visit, demo: Path) -> None:
    page = opened(visit)
    fields = page.locator("[data-at^='description.q']")
    for number in range(fields.count()):
        fields.nth(number).fill(HOSTILE.replace("\u202e ", "").replace("\u2028 ", ""))
    choose(page, "by.0", "quatre fils", "Atelier des Quatre Fils")
    path, text = carried(prepare(page))
    assert path.endswith("-atelier-des-quatre-fils.md")
    assert problems(demo, path, text) == []
    assert [one.question for one in pieces(text.split("---\n", 2)[2])] == list(range(1, fields.count() + 1))
    assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0


def test_an_answer_without_a_name_or_words_is_told_what_is_missing(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_role("button", name="Préparer ma proposition").click()
    expect(page.locator("[data-summary]")).to_contain_text("Qui répond ?")
    expect(page.locator("[data-result]")).to_be_hidden()


def test_axe_finds_nothing_and_the_form_is_there_without_scripts(browser: Browser, address: str) -> None:
    here = Visit(browser, address, bypass_csp=True, viewport={"width": 360, "height": 740})
    page = opened(here)
    assert flaws(page) == []
    here.context.close()
    plain = Visit(browser, address, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = plain.open(f"{CONSULTATION}repondre/")
    expect(page.locator("[name='description.q1']")).to_be_visible()
    expect(page.get_by_role("button", name="Envoyer par courriel")).to_be_visible()
    sheet = str(page.get_by_role("link", name="la feuille").get_attribute("href"))
    assert page.request.get(address + sheet.lstrip("/")).body().startswith(b"%PDF-")
    plain.context.close()
