"""What people do, in a real browser: read, reach everything by keyboard, go without scripts, on a narrow screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visit import Visit
from tests.demo import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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
