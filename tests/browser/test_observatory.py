"""The observatory and the network seen, as people use them: tell a practice, follow what was taken up, read the ties."""

import pytest
from maillage.load import parse
from maillage.validate import is_valid
from playwright.sync_api import Browser, expect

from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_one_follows_an_idea_from_place_to_place_by_keyboard(visit: Visit) -> None:
    page = visit.open("observatoire/")
    family = page.locator(".family", has_text="Une feuille à trois onglets").first
    family.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(family.locator("details li a", has_text="Les trois onglets montent dans le bus").first).to_be_visible()
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('svg') === null"))
    assert all(reached)  # the drawing takes no tab: the list says the same
    family.locator("details li a", has_text="Les trois onglets montent dans le bus").first.click()
    expect(page.get_by_role("heading", name="Ce qui n’a pas marché")).to_be_visible()
    page.locator(".taken a", has_text="Qui j’appelle").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("au dos de la carte")
    assert visit.wrong == []


def test_a_person_tells_a_practice_and_a_sound_article_comes_out(visit: Visit) -> None:
    page = visit.open("contribuer/pratique/")
    page.locator("[data-at=title]").fill("Le banc : une chaise pour deux")
    page.locator("[data-at=kind]").select_option("experiment")
    page.locator("[data-at=description]").fill("On s’assoit.\n\nPuis on **parle**.\n\n---\n\nEt voilà.")
    page.locator("[data-at=failed]").fill("Le lundi, il pleuvait.")
    page.locator("form.proposal button[type=submit]").click()
    direct = page.locator("[data-name=direct] a").first
    expect(direct).to_be_visible()
    address = direct.get_attribute("href") or ""
    text = page.evaluate("address => new URL(address).searchParams.get('value')", address)
    name = page.evaluate("address => new URL(address).searchParams.get('filename')", address)
    assert name == "content/observatory/le-banc-une-chaise-pour-deux.md"
    data = parse(text, name)
    assert isinstance(data, dict)
    assert is_valid("practice", data)
    assert data["description"] == "On s’assoit.\n\nPuis on **parle**.\n\n---\n\nEt voilà."
    assert (data["title"], data["failed"]) == ("Le banc : une chaise pour deux", "Le lundi, il pleuvait.")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_drawing_of_the_network_can_be_read_and_moved_in_by_keyboard(
    browser: Browser, address: str, width: int
) -> None:
    here = Visit(browser, address, viewport={"width": width, "height": 740})
    page = here.open("reseau/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    frame = page.locator(".network-frame")
    size = page.locator(".network-name").first.evaluate(
        "(text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a"
    )
    assert size >= 12
    frame.focus()
    if frame.evaluate("(box) => box.scrollWidth > box.clientWidth"):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
        assert frame.evaluate("(box) => box.scrollLeft") > 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None
    rows = page.locator("section[aria-labelledby=ties] tbody tr").count()
    assert rows == page.locator(".network line").count()
    here.context.close()
    assert here.wrong == []


def test_dormant_records_are_asked_for_by_a_box_and_kept_in_the_address(visit: Visit) -> None:
    page = visit.open("acteurs/en-sommeil/")
    name = page.locator("main .card-title").first.inner_text()
    page = visit.open(f"recherche/?q={name}")
    expect(page.locator("[data-dormant] input")).to_be_attached()
    expect(page.locator("[data-results]")).not_to_contain_text(name)
    page.locator("[data-filters]").evaluate("(box) => { box.open = true; }")
    page.locator("[data-dormant] input").check()
    expect(page.locator("[data-results]")).to_contain_text(name)
    expect(page.locator("[data-results]")).to_contain_text("en sommeil")
    assert "dormant=1" in page.url
    page.go_back()
    expect(page.locator("[data-dormant] input")).not_to_be_checked()
    expect(page.locator("[data-results]")).not_to_contain_text(name)
    assert visit.wrong == []
