"""The pictures of CONTRIBUTING.md, made from the real site and a real review; and the ways on a page, by keyboard.

``UPDATE_PICTURES=1 python -m pytest tests/browser/test_contributing.py`` makes the pictures anew. A usual run makes them too, and
fails where what they show is no longer there.
"""

import os
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from maillage.contribute import comment
from maillage.contribute.review import Card, Hunk, Pair, Review, Told
from markdown import markdown
from playwright.sync_api import Browser, Page

from tests.conftest import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
IMAGES = PROJECT / "docs" / "images"
REVIEW = Review(
    number=12,
    problems=[
        Told(
            "actors/atelier-du-pont.yaml",
            9,
            "error",
            "« 03 53 01 02 03 » n’a pas la forme attendue : Numéro international, sans espace.",
            "Écrivez par exemple : +33353010203",
        )
    ],
    repairs=[Hunk("actors/atelier-du-pont.yaml", 9, 9, '  phones: ["+33353010203"]')],
    duplicates=[
        Pair(
            "actors/atelier-du-pont.yaml",
            "atelier-des-quatre-fils",
            "Cette fiche ressemble à « atelier-des-quatre-fils » (noms proches, même commune).",
        )
    ],
    cards=[
        Card(
            "actors/atelier-du-pont.yaml",
            "Atelier du Pont",
            "Lieu · Toul (54)",
            "On y répare, on y apprend, le café est offert.",
        )
    ],
    good=["Atelier du Pont : la commune est reconnue, la fiche sera sur la carte."],
)
SHEET = "body{font:16px/1.5 sans-serif;margin:0;padding:24px;max-width:680px;color:#1f2328;background:#fff}pre{background:#f6f8fa;padding:12px;border-radius:6px;overflow:auto}code{font:14px monospace}blockquote{margin:0;padding:4px 14px;border-left:4px solid #d0d7de;color:#59636e}"


def picture(name: str, raw: bytes) -> None:
    """Keep a picture when asked to; else hold the kept one to what it should be."""
    path = IMAGES / name
    if os.environ.get("UPDATE_PICTURES"):
        path.write_bytes(raw)
    kept = path.read_bytes()
    assert kept.startswith(b"\x89PNG")
    assert len(kept) < 120_000
    new, old = (struct.unpack(">II", one[16:24]) for one in (raw, kept))
    assert abs(new[0] - old[0]) <= 8
    assert old[1] / 2 <= new[1] <= old[1] * 2  # other fonts break lines elsewhere


def page_of(browser: Browser, **options: object) -> Page:
    return browser.new_context(locale="fr-FR", **options).new_page()  # type: ignore[arg-type]


def test_the_foot_of_a_record_offers_to_confirm_and_to_correct(browser: Browser, address: str) -> None:
    page = page_of(browser, viewport={"width": 720, "height": 900})
    page.goto(f"{address}acteurs/atelier-des-quatre-fils/")
    foot = page.locator("footer.upkeep")
    picture("contribuer-fiche.png", foot.screenshot())
    confirm = foot.get_by_role("link", name="C’est toujours vrai").get_attribute("href") or ""
    asked = parse_qs(urlsplit(confirm).query)
    assert "actors/atelier-des-quatre-fils.yaml" in asked["body"][0]
    foot.get_by_role("link", name="C’est toujours vrai").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("Corriger")
    page.context.close()


def test_a_person_is_told_how_to_take_the_record_back(browser: Browser, address: str) -> None:
    page = page_of(browser, viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page.goto(f"{address}acteurs/anouk-zellinger/")
    link = page.get_by_role("link", name="Retirer cette fiche")
    assert "anouk-zellinger" in (link.get_attribute("href") or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_the_answer_to_a_proposal_can_be_read(browser: Browser, tmp_path: Path) -> None:
    words = comment.body(REVIEW, comment.Where(edit="https://exemple.org/edit/x"), "fr")
    shown_by_a_forge = markdown(words, extensions=["fenced_code"])
    html = f"<!doctype html><meta charset=utf-8><style>{SHEET}</style><main>{shown_by_a_forge}</main>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    page = page_of(browser, viewport={"width": 720, "height": 900})
    page.goto((tmp_path / "a.html").as_uri())
    shown = page.locator("main").inner_text()
    assert "La machine propose" in shown
    assert "\u200b" not in page.locator("pre").inner_text()
    picture("contribuer-reponse.png", page.locator("body").screenshot())
    page.context.close()
