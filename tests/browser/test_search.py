"""Searching in a real browser: type, narrow, go back, near a place, keep, by keyboard, without scripts, when a file fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_pages import AXE, WCAG
from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOUND = "[data-group=actor] .result a"


def test_the_home_page_leads_to_the_search(visit: Visit) -> None:
    page = visit.open("")
    page.locator("#q").fill("imprimante 3d")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=*")
    expect(page.locator(FOUND).first).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    assert visit.wrong == []


def test_the_search_follows_typing_and_stays_in_the_address(visit: Visit) -> None:
    page = visit.open("recherche/")
    page.wait_for_selector("[data-tools]:not([hidden])")
    page.locator("#q").fill("ateliér QUATRE fils")
    expect(page.locator(FOUND).first).to_have_text("Atelier des Quatre Fils")
    page.wait_for_url("**q=**")
    expect(page.locator("[data-browse]")).to_be_hidden()
    page.reload()
    expect(page.locator(FOUND).first).to_have_text("Atelier des Quatre Fils")
    page.locator("#q").fill("zzzzzzz")
    expect(page.locator("[data-status]")).to_contain_text("Rien ne correspond")
    expect(page.locator("[data-browse]")).to_be_visible()


def test_a_facet_narrows_counts_and_goes_back(visit: Visit) -> None:
    page = visit.open("recherche/?q=atelier")
    box = page.locator("[data-facet=dept]")
    choice = box.locator("li", has_text="Meurthe-et-Moselle")
    expect(choice.locator(".count")).to_have_text(re.compile(r"^\d+$"))
    count = int(choice.locator(".count").inner_text())
    choice.locator("input").check()
    page.wait_for_url("**dept=54**")
    expect(page.locator("[data-status]")).to_contain_text(f"{count} résultat")
    page.go_back()
    expect(choice.locator("input")).not_to_be_checked()
    page.go_forward()
    expect(choice.locator("input")).to_be_checked()
    assert visit.wrong == []


def test_near_a_commune_results_are_sorted_by_distance(visit: Visit) -> None:
    page = visit.open("recherche/?kind=place")
    page.locator("#near-place").fill("54200")
    page.locator("#near-place").press("Tab")
    page.wait_for_url("**near=**")
    expect(page.locator(FOUND).first).to_have_text("Atelier des Bricoles")
    expect(page.locator(".card-far").first).to_contain_text("à ")
    page.locator("#near-within").select_option("30")
    page.wait_for_url("**within=30**")
    expect(page.locator("[data-near]")).to_contain_text("restent dans cet appareil")
    assert visit.wrong == []


def test_the_device_is_asked_only_on_demand(browser: Browser, address: str) -> None:
    here = Visit(browser, address, geolocation={"latitude": 48.69, "longitude": 6.18}, permissions=["geolocation"])
    page = here.open("recherche/?q=atelier")
    expect(page.locator(FOUND).first).to_be_visible()
    assert "near" not in page.url
    page.locator("[data-locate]").click()
    page.wait_for_url("**near=48.69**")
    expect(page.locator(".card-far").first).to_be_visible()
    assert here.wrong == []
    here.context.close()


def test_a_click_on_a_map_says_where(visit: Visit) -> None:
    page = visit.open("recherche/?q=atelier")
    expect(page.locator(FOUND).first).to_be_visible()
    page.evaluate("document.dispatchEvent(new CustomEvent('maillage:near', {detail: {lat: 48.675, lon: 5.892}}))")
    page.wait_for_url("**near=48.6750%2C5.8920**")
    expect(page.locator(FOUND).first).to_have_text("Atelier des Bricoles")
    expect(page.locator("#near-place")).to_have_value("le point choisi")


def test_near_me_goes_on_without_a_network(visit: Visit) -> None:
    page = visit.open("recherche/?q=atelier&near=48.67,5.89&place=Toul")
    expect(page.locator(".card-far").first).to_be_visible()
    visit.context.set_offline(True)
    page.locator("#near-within").select_option("100")
    page.wait_for_url("**within=100**")
    expect(page.locator(".card-far").first).to_be_visible()


def test_hostile_searches_stay_text(visit: Visit) -> None:
    page = visit.open("recherche/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&dept=%3Cb%3E")
    expect(page.locator("#q")).to_have_value("<img src=x onerror=alert(1)>")
    expect(page.locator("[data-note]")).to_contain_text("<b>")
    for text in ("‮🙂" * 5000, "שלום", "🙂"):
        page.locator("#q").fill(text)
        page.wait_for_timeout(300)
        expect(page.locator("[data-browse]")).to_be_visible()
    assert visit.wrong == []


@pytest.mark.parametrize("file", ["index.json", "t-*", "cards/*"])
def test_when_a_file_fails_the_lists_stay(browser: Browser, address: str, file: str) -> None:
    here = Visit(browser, address)
    here.context.route(f"**/recherche/{file}", lambda route: route.abort())
    page = here.open("recherche/?q=atelier")
    expect(page.locator("[data-status]")).to_contain_text("n’a pas pu être chargée")
    expect(page.locator("[data-browse] a").first).to_be_visible()
    here.context.unroute(f"**/recherche/{file}")
    page.locator("#q").fill("ateliers")
    page.keyboard.press("Enter")
    expect(page.locator(FOUND).first).to_be_visible()
    here.context.close()


def test_without_a_worker_the_page_fetches_by_itself(browser: Browser, address: str) -> None:
    here = Visit(browser, address)
    here.context.route("**/search/reader.js", lambda route: route.abort())
    page = here.open("recherche/?q=atelier")
    expect(page.locator(FOUND).first).to_be_visible()
    page.locator("#q").fill("quatre fils")
    expect(page.locator(FOUND).first).to_have_text("Atelier des Quatre Fils")
    here.context.close()


def test_a_choice_made_while_another_is_shown_can_be_gone_back_from(visit: Visit) -> None:
    page = visit.open("recherche/?q=atelier")
    expect(page.locator(FOUND).first).to_be_visible()
    page.evaluate("""
        document.querySelector('[data-facet=dept] input').click();
        document.querySelector('#q').value = 'atelier quatre';
        document.querySelector('#q').form.requestSubmit();
    """)
    page.wait_for_url("**q=atelier+quatre**dept=**")
    page.go_back()
    page.wait_for_url("**/recherche/?q=atelier")
    expect(page.locator("#q")).to_have_value("atelier")
    assert visit.wrong == []


def test_without_scripts_the_form_leads_to_lists(browser: Browser, address: str) -> None:
    here = Visit(browser, address, java_script_enabled=False)
    page = here.open("recherche/?q=atelier")
    expect(page.locator("[data-browse] a").first).to_be_visible()
    for words, path in (("Par compétence", "competences/"), ("Par lieu", "territoires/"), ("Par sorte", "acteurs/")):
        page = here.open("recherche/")
        page.get_by_role("button", name=words).click()
        page.wait_for_url(f"**/{path}*")
    here.context.close()


@pytest.fixture
def found(browser: Browser, address: str) -> Iterator[Visit]:
    here = Visit(browser, address, bypass_csp=True, viewport={"width": 360, "height": 740})
    page = here.open("recherche/?q=imprimante&near=48.67,5.89&place=Toul&dept=54&zzz=1")
    expect(page.locator(FOUND).first).to_be_visible()
    yield here
    here.context.close()


def test_results_are_accessible_and_narrow(found: Visit) -> None:
    page = found.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("[data-filters] > summary").click()
    page.locator("[data-facet=skill] > summary").click()
    page.add_script_tag(path=str(AXE))
    wrong = page.evaluate("options => axe.run(document, options)", WCAG)["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in wrong] == []


def test_more_results_come_by_keyboard(visit: Visit) -> None:
    page = visit.open("recherche/?q=atelier")
    more = page.locator("[data-group=actor] .more button")
    expect(more).to_be_visible()
    before = page.locator(FOUND).count()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(FOUND).nth(before)).to_be_focused()


def test_results_are_kept(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("recherche/?q=atelier")
    expect(page.locator("[data-keep]")).to_be_visible()
    for value, begins in (("csv", "\ufeff"), ("vcard", "BEGIN:VCARD\r\n"), ("ics", "BEGIN:VCALENDAR\r\n")):
        with page.expect_download() as waiting:
            page.locator(f"[data-keep] button[value={value}]").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.read_bytes().decode().startswith(begins)
    assert visit.wrong == []


def test_the_list_on_paper_fits_one_sheet(visit: Visit) -> None:
    page = visit.open("recherche/?q=imprimante+3d")
    expect(page.locator(FOUND).first).to_be_visible()
    page.evaluate("window.print = () => { document.body.dataset.printed = '1'; }")
    page.locator("[data-keep] button[value=print]").click()
    page.wait_for_selector("body[data-printed]")
    page.emulate_media(media="print")
    expect(page.locator(".on-paper").first).to_be_visible()
    expect(page.locator("[data-facets]")).to_be_hidden()
    assert page.pdf(format="A4").count(b"/Type /Page\n") + page.pdf(format="A4").count(b"/Type /Page/") <= 1
