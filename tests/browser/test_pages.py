"""What people do, in a real browser: read, reach everything by keyboard, go without scripts, on a narrow screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Visit:
    """A page that remembers what it should not have done."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self.wrong.append(asked.url) if self.foreign(asked.url) else None)

    def foreign(self, url: str) -> bool:
        return not url.startswith((self.address, "data:", "blob:"))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        if path.startswith("carte/") and self.page.evaluate("typeof L") != "undefined":
            self.page.wait_for_selector("[data-ready]")
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    opened = Visit(browser, address)
    yield opened
    opened.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, scheme: str) -> None:
    here = Visit(browser, address, color_scheme=scheme, bypass_csp=True)
    found = []
    for name, path in PAGES.items():
        page = here.open(path)
        page.add_script_tag(path=str(AXE))
        for violation in page.evaluate("options => axe.run(document, options)", WCAG)["violations"]:
            where = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"{name}: {violation['id']}: {violation['help']} {where}")
    here.context.close()
    assert found == []


def test_no_page_asks_elsewhere_or_fails(visit: Visit) -> None:
    for path in PAGES.values():
        visit.open(path)
    assert visit.wrong == []


@pytest.mark.parametrize("width", [320, 360, 1280, 1600])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    here = Visit(browser, address, viewport={"width": width, "height": 740})
    wide = [name for name, path in PAGES.items()
            if here.open(path).evaluate("document.documentElement.scrollWidth") > width]  # fmt: skip
    here.context.close()
    assert wide == []


def test_the_keyboard_reaches_content_navigation_and_search(visit: Visit) -> None:
    page = visit.open("acteurs/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.reload()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"/besoins/", "/agenda/", "/carte/", "q"} <= set(reached)


def test_the_search_narrows_the_list_and_stays_in_the_address(visit: Visit) -> None:
    page = visit.open("acteurs/")
    page.locator("#q").fill("ateliér QUATRE fils")
    expect(page.locator("[role=status]").first).to_contain_text("1 acteur")
    expect(page.locator("[data-results] a")).to_have_text("Atelier des Quatre Fils")
    assert "q=" in page.url
    page.reload()
    expect(page.locator("[data-results] a")).to_have_count(1)
    page.locator("#q").fill("zzzz")
    expect(page.locator("[role=status]").first).to_contain_text("Personne")
    expect(page.locator("[data-browse]")).to_be_visible()


def test_a_hostile_search_stays_text(visit: Visit) -> None:
    page = visit.open("acteurs/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.locator("#q")).to_have_value("<img src=x onerror=alert(1)>")
    page.locator("#q").fill("‮🙂" * 5000)
    expect(page.locator("[data-browse]")).to_be_visible()
    assert visit.wrong == []


def test_the_home_page_leads_to_the_search(visit: Visit) -> None:
    page = visit.open("")
    page.locator("#q").fill("imprimante 3d")
    page.keyboard.press("Enter")
    page.wait_for_url("**/acteurs/?q=*")
    expect(page.locator("[data-results] a").first).to_be_visible()


def test_everything_is_read_without_scripts(browser: Browser, address: str) -> None:
    here = Visit(browser, address, java_script_enabled=False)
    page = here.open("carte/")
    expect(page.locator("noscript p").first).to_be_attached()
    page.locator("details[data-department='54'] summary").click()
    expect(page.locator("details[data-department='54'] a").first).to_be_visible()
    expect(here.open("besoins/").locator(".need").first).to_be_visible()
    expect(here.open("agenda/").locator(".event").first).to_be_visible()
    expect(here.open("acteurs/").locator(".card.actor").first).to_be_visible()
    expect(here.open("agenda/2026/12/").locator("table.month a").first).to_be_visible()
    here.context.close()


def test_paper_keeps_what_matters(visit: Visit) -> None:
    page = visit.open(PAGES["actor"])
    page.emulate_media(media="print")
    expect(page.locator(".main-nav")).to_be_hidden()
    expect(page.locator("address")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
