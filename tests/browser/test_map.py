"""The map in a real browser: by keyboard, following a selection, with files that fail, on a narrow screen, in another site."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Visit, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOCUS = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
MARK = "document.activeElement.dataset.mark"
SELECT = """positions => document.dispatchEvent(
    new CustomEvent("maillage:selection", { detail: { positions: positions && Uint32Array.from(positions) } }))"""


def select(page: Page, *positions: int) -> None:
    """Announce a selection as the search does; none at all means everything."""
    expect(page.locator("[data-shown]")).to_be_attached()  # the search has said what it selects, and will be silent
    page.evaluate(SELECT, [*positions] or None)
    page.wait_for_timeout(400)


def test_the_keyboard_walks_to_a_point_opens_and_closes_it(visit: Visit) -> None:
    page = visit.open("carte/")
    select(page, 3, 30, 60)
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Tab")
    walked = {page.evaluate(MARK)}
    for arrow in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 4:
        if len(walked) == 3:
            break
        page.keyboard.press(arrow)
        page.wait_for_timeout(250)
        walked.add(page.evaluate(MARK))
        assert page.evaluate("getComputedStyle(document.activeElement.firstChild).outlineStyle") == "solid"
    assert len(walked) == 3
    until(page, f"({FOCUS}).split(',').length > 2")  # name, kind, address
    here = page.evaluate(FOCUS)
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a")).to_be_focused()
    expect(page.locator(".leaflet-popup")).to_have_attribute("role", "dialog")
    assert here.startswith(page.locator(".popup-name").inner_text())
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.wait_for_timeout(200)
    assert page.evaluate(FOCUS) == here
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/acteurs/*/")
    assert visit.wrong == []


def test_a_group_opens_into_its_points_and_keeps_the_focus(visit: Visit) -> None:
    page = visit.open("carte/")
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Tab")
    seen: list[str] = []
    for _ in range(12):
        seen.append(page.evaluate(MARK))
        page.keyboard.press("Enter")
        until(page, f"document.querySelector('.leaflet-popup') || {MARK} && {MARK} !== {seen[-1]!r}")
        if page.locator(".leaflet-popup").count():
            break
    assert len(seen) > 1  # groups first, then what cannot be taken apart
    expect(page.locator(".leaflet-popup-content a").first).to_be_focused()


def test_a_selection_narrows_the_map_and_is_told(visit: Visit) -> None:
    page = visit.open("carte/")
    every = _total(page)
    select(page, 3, 30, 60)
    expect(page.locator(".mark")).to_have_count(3)
    expect(page.locator("[data-map-status]")).to_have_text("3 acteurs sur la carte")
    select(page, 5)
    expect(page.locator("[data-map-status]")).to_have_text("1 acteur sur la carte")
    select(page)
    expect(page.locator("[data-map-status]")).to_have_text("")
    page.wait_for_timeout(400)
    assert _total(page) == every
    assert visit.wrong == []


def test_words_and_facets_drive_the_list_and_the_map_together(visit: Visit) -> None:
    page = visit.open("carte/")
    page.locator("#q").fill("soudure")
    expect(page.locator("[data-map-status]")).to_contain_text("sur la carte")
    expect(page.locator("[data-browse]")).to_be_hidden()
    listed = int(page.locator("[data-group=actor] h2 .count").inner_text())
    assert listed == _total(page) + _nowhere(page)
    page.locator("[data-filters] summary").first.click()
    page.locator("[data-facet=dept]").evaluate("box => (box.open = true)")
    page.locator("input[name=dept][value='54']").check()
    expect(page.locator("[data-group=actor] h2 .count")).not_to_have_text(str(listed))
    page.wait_for_timeout(600)
    assert int(page.locator("[data-group=actor] h2 .count").inner_text()) == _total(page) + _nowhere(page)
    assert "q=soudure" in page.url
    assert "dept=54" in page.url
    page.locator("[data-clear]").click()
    expect(page.locator("[data-browse]")).to_be_visible()
    expect(page.locator("[data-map-status]")).to_have_text("")
    assert visit.wrong == []


def _nowhere(page: Page) -> int:
    parts = page.locator("[data-map-status]").inner_text().split(" · ")
    return int(parts[1].split()[0]) if len(parts) > 1 else 0


def test_a_place_chosen_on_the_map_sorts_the_list_by_distance(visit: Visit) -> None:
    page = visit.open("carte/")
    page.locator(".leaflet-container").press("Enter")
    expect(page.get_by_role("button", name="Chercher autour d’ici")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**near=*")
    expect(page.locator(".card-far").first).to_be_visible()
    expect(page.locator(".around")).to_have_count(1)


def _total(page: Page) -> int:
    return sum(int(text) if text.isdigit() else 1 for text in page.locator(".mark").all_inner_texts())


def test_the_map_shows_every_actor_with_a_place_once(visit: Visit) -> None:
    page = visit.open("carte/")
    assert _total(page) == page.locator("[data-browse] li[data-position]").count() - _without_place(page)


def _without_place(page: Page) -> int:
    note = page.locator("[data-browse] > p.quiet")
    return int(note.inner_text().split()[0]) if note.count() else 0


def test_detailed_tiles_are_asked_for_only_after_a_click(browser: Browser, address: str) -> None:
    here = Visit(browser, address, bypass_csp=True)
    here.context.route("**/*openstreetmap.org/**", lambda route: route.abort())
    page = here.open("carte/")
    assert here.wrong == []
    expect(page.locator(".tiles p").first).to_contain_text("openstreetmap.org")
    page.locator(".tiles button").click()
    page.wait_for_timeout(500)
    assert any("openstreetmap.org" in url for url in here.wrong)
    here.context.close()


def test_the_list_is_there_without_scripts(browser: Browser, address: str) -> None:
    here = Visit(browser, address, java_script_enabled=False)
    page = here.open("carte/")
    expect(page.locator("noscript p").first).to_be_attached()
    page.locator("details[data-department='54'] summary").click()
    expect(page.locator("details[data-department='54'] a").first).to_be_visible()
    here.open("carte/integrer/")
    expect(page.locator("a[data-list]")).to_be_visible()
    here.context.close()


def test_points_that_cannot_be_had_leave_a_message_and_the_list(browser: Browser, address: str) -> None:
    here = Visit(browser, address)
    here.context.route("**/points.bin", lambda route: route.abort())
    page = here.context.new_page()
    page.goto(f"{address}carte/")
    expect(page.locator(".map-failed")).to_contain_text("n’a pas pu être chargée")
    expect(page.locator("[data-browse] details").first).to_be_visible()
    here.context.close()


def test_words_that_cannot_be_had_are_asked_for_again(visit: Visit) -> None:
    page = visit.open("carte/")
    visit.context.route("**/lieux/*.json", lambda route: route.abort())
    page.reload()
    page.wait_for_selector("[data-ready]")
    select(page, 3)
    page.locator(".mark").press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("n’ont pas pu être chargés")
    visit.context.unroute("**/lieux/*.json")
    page.locator(".leaflet-popup-content button").click()
    expect(page.locator(".popup-name")).to_be_visible()


def test_a_site_built_anew_is_said_and_not_mixed_up(visit: Visit) -> None:
    visit.context.route("**/lieux/*.json", lambda route: route.fulfill(json={"version": "another", "rows": []}))
    page = visit.open("carte/")
    select(page, 3)
    page.locator(".mark").press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("rechargez la page")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_holds_the_map_and_its_popup(browser: Browser, address: str, scheme: str) -> None:
    here = Visit(browser, address, viewport={"width": 360, "height": 740}, has_touch=True, color_scheme=scheme)
    page = here.open("carte/")
    select(page, 3)
    page.locator(".mark span").tap()
    frame, popup = page.locator(".map-frame").bounding_box(), page.locator(".leaflet-popup").bounding_box()
    assert frame
    assert popup
    assert frame["x"] <= popup["x"]
    assert popup["x"] + popup["width"] <= frame["x"] + frame["width"] <= 360
    here.context.close()


def test_those_whom_movement_disturbs_see_none(browser: Browser, address: str) -> None:
    here = Visit(browser, address, reduced_motion="reduce")
    page = here.open("carte/")
    options = "window[document.querySelector('[data-map]').dataset.map].options"
    assert page.evaluate(f"[{options}.zoomAnimation, {options}.inertia]") == [False, False]
    here.context.close()


@contextmanager
def another_site(folder: Path, body: str) -> Iterator[str]:
    """A page of somebody else, on a port of its own."""
    head = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Une commune</title><h1>Une commune</h1>'
    (folder / "index.html").write_text(f"{head}{body}", encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_another_site_shows_the_map_in_a_frame(browser: Browser, address: str, tmp_path: Path) -> None:
    body = f'<iframe src="{address}carte/integrer/?langue=en" title="Carte" width="600" height="520"></iframe>'
    with another_site(tmp_path, body) as host:
        page = browser.new_page()
        page.goto(host)
        inside = page.frame_locator("iframe")
        expect(inside.locator("[data-ready]")).to_be_visible()
        expect(inside.locator("html")).to_have_attribute("lang", "en")
        expect(inside.locator("a[data-list]")).to_have_attribute("target", "_blank")
        inside.locator(".mark").first.press("Enter")
        page.close()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("?territoire=54", "10 acteurs sur la carte"),
        ("?territoire=54,55&kind=place", "5 acteurs sur la carte"),
        ("?territoire=245400676", "3 acteurs sur la carte"),
    ],
)
def test_a_frame_shows_what_its_address_asks_for(visit: Visit, asked: str, told: str) -> None:
    page = visit.open(f"carte/integrer/{asked}")
    expect(page.locator("[data-map-status]")).to_have_text(told)
    assert "dept=" in (page.locator("a[data-list]").get_attribute("href") or "") or "epci=" in page.url
    page.goto(str(page.locator("a[data-list]").evaluate("link => link.href")))
    expect(page.locator("[data-map-status]")).to_have_text(told)
    assert visit.wrong == []


def test_a_frame_says_what_it_does_not_know(visit: Visit) -> None:
    page = visit.open("carte/integrer/?territoire=zz%3Cimg%20src%3Dx%3E")
    expect(page.locator("[data-note]")).to_contain_text("ZZ<IMG SRC=X>")
    assert _total(page) > 50


def test_a_frame_whose_choice_cannot_be_had_says_so(visit: Visit) -> None:
    visit.context.route("**/recherche/index.json", lambda route: route.abort())
    page = visit.open("carte/integrer/?territoire=54")
    expect(page.locator("[data-note]")).to_contain_text("montre tout")


def test_a_component_of_one_line_brings_the_map_when_it_is_seen(browser: Browser, address: str, tmp_path: Path) -> None:
    body = f"""<div style="height: 6000px"></div>
      <script src="{address}theme/js/maillage-carte.js" async></script>
      <maillage-carte territoire="54" lang="de"><a href="{address}carte/">La carte du réseau</a></maillage-carte>"""
    with another_site(tmp_path, body) as host:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(host)
        page.wait_for_timeout(400)
        assert not any("points.bin" in url for url in asked)
        expect(page.locator("maillage-carte iframe")).to_have_attribute("title", "La carte du réseau")
        page.locator("maillage-carte").scroll_into_view_if_needed()
        expect(page.frame_locator("iframe").locator("[data-ready]")).to_be_visible()
        expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "de")
        expect(page.frame_locator("iframe").locator("[data-map-status]")).to_have_text("10 Akteure auf der Karte")
        expect(page.locator("maillage-carte > a")).to_be_visible()
        page.close()


def test_the_observatory_is_shown_on_the_map_when_one_asks(visit: Visit) -> None:
    page = visit.open("carte/")
    expect(page.locator(".pin-practice")).to_have_count(1)  # in the legend alone
    page.get_by_label("Montrer aussi ce que raconte l’observatoire").check()
    expect(page.locator(".leaflet-marker-icon .pin-practice")).not_to_have_count(0)
    assert "observatoire=1" in page.url
    page.locator(".leaflet-marker-icon:has(.pin-practice)").first.focus()
    assert page.evaluate(FOCUS)
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/observatoire/*/")
    page.go_back()
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".leaflet-marker-icon .pin-practice")).not_to_have_count(0)
    page.get_by_label("Montrer aussi ce que raconte l’observatoire").uncheck()
    expect(page.locator(".leaflet-marker-icon .pin-practice")).to_have_count(0)
    assert "observatoire=1" not in page.url
    assert visit.wrong == []
