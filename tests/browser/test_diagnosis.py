"""The diagnosis in a real browser: its map tells what its table tells, and the table is enough by itself."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_map_says_the_line_of_the_table_and_leads_to_the_area(visit: Visit) -> None:
    page = visit.open("diagnostic/carte/")
    expect(page.locator("[data-areas-map][data-ready]")).to_be_visible()
    area = page.locator("[data-areas-map] path.outline-covered, [data-areas-map] path.outline-declared").first
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    where = (
        box["x"] + box["width"] / 2,
        box["y"] + box["height"] / 2,
    )  # one point: a chosen area moves among the others
    page.mouse.move(*where)
    said = page.locator("[data-areas-said]")
    expect(said).to_contain_text("%")
    name = (said.text_content() or "").split(" · ")[0]
    page.mouse.click(*where)
    page.mouse.click(*where)
    expect(page.locator("h1")).to_contain_text(name)
    assert visit.wrong == []


def test_each_state_has_a_pattern_of_its_own(visit: Visit) -> None:
    page = visit.open("diagnostic/carte/")
    fills = [
        page.locator(f".keys .outline-{state}").evaluate("one => getComputedStyle(one).fill")
        for state in ("covered", "declared", "unknown", "not-covered")
    ]
    assert len(set(fills)) == 4
    assert all("pattern" in fill for fill in fills[1:])


def test_without_scripts_the_table_is_enough(browser: Browser, address: str) -> None:
    here = Visit(browser, address, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = here.open("diagnostic/carte/")
    expect(page.locator("[data-areas-map]")).to_be_hidden()
    expect(page.locator("tr[data-code]").first).to_be_visible()
    page = here.open("diagnostic/200070563/")
    expect(page.locator("table.week th", has_text="lun").first).to_be_visible()
    expect(page.locator("table.week td.unknown .visually-hidden").first).to_have_text("on ne sait pas")
    here.context.close()


def test_the_map_of_a_question_looks_as_its_own_table_says(visit: Visit) -> None:
    page = visit.open("diagnostic/")
    page.locator("#what ~ details.territory a").first.click()
    expect(page.locator("[data-areas-map][data-ready]")).to_be_visible()
    assert "/diagnostic/carte/services-" in page.url
    for state in ("covered", "declared", "not-covered"):
        rows = page.locator(f'tr[data-level^="{state}"]').count()
        assert rows > 0
        assert page.locator(f"[data-areas-map] path.outline-{state}").count() == rows
    assert visit.wrong == []
