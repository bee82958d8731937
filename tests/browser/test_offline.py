"""The site without a network: nothing kept until asked, what is kept is read, said, renewed and erased."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Visit, until
from tests.demo import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
KEPT = "async () => ({caches: await caches.keys(), local: Object.keys(localStorage), workers: (await navigator.serviceWorker.getRegistrations()).length})"


@pytest.fixture
def own(site: Path, tmp_path: Path, browser: Browser) -> Iterator[tuple[Visit, Path]]:
    """A visitor of a copy of the site, which may change or go away."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    with served(folder) as address:
        visit = Visit(browser, address)
        yield visit, folder
        visit.context.close()


def keep(page: Page, code: str = "54") -> None:
    page.locator("[data-department]").select_option(code)
    expect(page.locator("[data-weight]")).to_have_text(re.compile(r"\d+ pages, \d,\d Mo"))
    page.get_by_role("button", name="Le garder").click()
    expect(page.locator("[data-status]")).to_contain_text("est gardé dans cet appareil")
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "() => navigator.serviceWorker.controller !== null")


def test_nothing_is_kept_until_it_is_asked_for(visit: Visit) -> None:
    for path in ("", "carte/", "recherche/", "contribuer/besoin/", "hors-ligne/"):
        page = visit.open(path)
    assert page.evaluate(KEPT) == {"caches": [], "local": [], "workers": 0}
    assert visit.context.cookies() == []
    assert visit.wrong == []


def test_a_department_is_read_without_a_network_and_erased(own: tuple[Visit, Path]) -> None:
    visit, folder = own
    page = visit.open("hors-ligne/")
    keep(page)
    said = json.loads((folder / "hors-ligne" / "54.json").read_bytes())
    expect(page.locator("[data-kept] li")).to_contain_text(
        f"Meurthe-et-Moselle : {said['pages']} pages, {said['bytes'] / 1e6:.1f} Mo".replace(".", ",")
    )
    visit.context.set_offline(True)
    for path in said["paths"]:
        page.goto(visit.address + path)
        assert page.url == visit.address + path
        expect(page.locator("[data-missing]:visible")).to_have_count(0)
    page.goto(visit.address + "territoires/54/")
    expect(page.locator("h1")).to_have_text("Meurthe-et-Moselle")
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomStyle") == "double"
    page.goto(visit.address + "territoires/57/")
    expect(page.get_by_text("la page demandée n’est pas gardée")).to_be_visible()
    page.get_by_role("link", name="Meurthe-et-Moselle – ").first.click()
    expect(page.locator("h1")).to_have_text("Meurthe-et-Moselle")
    visit.context.set_offline(False)
    page = visit.open("hors-ligne/")
    page.get_by_role("button", name="Effacer : Meurthe-et-Moselle").click()
    expect(page.locator("[data-kept]")).to_have_text("Aucun département.")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("[data-status]")).to_contain_text("ne garde plus rien")
    assert page.evaluate(KEPT) == {"caches": [], "local": [], "workers": 0}


def test_pages_that_were_read_are_kept_when_the_box_is_ticked(own: tuple[Visit, Path]) -> None:
    visit, _ = own
    page = visit.open("hors-ligne/")
    page.get_by_label("Garder les 200 dernières pages lues").check()
    expect(page.locator("[data-status]")).to_contain_text("seront gardées")
    until(page, "() => navigator.serviceWorker.controller !== null")
    visit.open("acteurs/atelier-des-quatre-fils/")
    visit.open("besoins/")
    visit.context.set_offline(True)
    page.goto(visit.address + "acteurs/atelier-des-quatre-fils/?de=plus")
    expect(page.locator("h1")).to_contain_text("Quatre Fils")
    page.goto(visit.address + "hors-ligne/")
    expect(page.get_by_label("Garder les 200 dernières pages lues")).to_be_checked()
    page.get_by_label("Garder les 200 dernières pages lues").uncheck()
    expect(page.locator("[data-status]")).to_contain_text("sont effacées")
    assert [name.split(":")[2] for name in page.evaluate(KEPT)["caches"]] == ["base"]


def test_what_the_network_says_comes_before_what_is_kept(own: tuple[Visit, Path]) -> None:
    visit, folder = own
    keep(visit.open("hors-ligne/"))
    home = folder / "territoires" / "54" / "index.html"
    home.write_text(home.read_text(encoding="utf-8").replace("<h1>", "<h1>Nouveau : "), encoding="utf-8")
    expect(visit.open("territoires/54/?neuf").locator("h1")).to_have_text("Nouveau : Meurthe-et-Moselle")


def test_a_department_that_changed_is_said_and_renewed(own: tuple[Visit, Path]) -> None:
    visit, folder = own
    keep(visit.open("hors-ligne/"))
    for path in (folder / "hors-ligne" / "index.json", folder / "hors-ligne" / "54.json"):
        said = json.loads(path.read_bytes())
        for one in said if isinstance(said, list) else [said]:
            one["version"] = "autre"
        path.write_text(json.dumps(said), encoding="utf-8")
    page = visit.open("hors-ligne/")
    expect(page.locator("[data-kept]")).to_contain_text("Des pages ont changé depuis.")
    page.get_by_role("button", name="Mettre à jour : Meurthe-et-Moselle").click()
    expect(page.locator("[data-kept]")).not_to_contain_text("ont changé")


def test_a_new_version_is_told_and_taken_on_demand(own: tuple[Visit, Path]) -> None:
    visit, folder = own
    page = visit.open("hors-ligne/")
    keep(page)
    before = page.evaluate(KEPT)["caches"]
    worker = folder / "sw.js"
    worker.write_text(
        re.sub('"version": "[0-9a-f]+"', '"version": "neuve"', worker.read_text(encoding="utf-8")), encoding="utf-8"
    )
    page = visit.open("besoins/")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.get_by_role("button", name="La prendre").click()
    until(
        page,
        "async () => (await caches.keys()).filter((name) => name.includes(':base:')).join().endsWith('base:neuve')",
    )
    until(page, "() => navigator.serviceWorker.controller?.state === 'activated'")
    expect(page.get_by_role("button", name="La prendre")).to_be_hidden()
    after = page.evaluate(KEPT)["caches"]
    assert len(after) == len(before) == 2
    assert sum(name.endswith("base:neuve") for name in after) == 1


def test_a_department_that_cannot_be_brought_whole_is_not_kept(own: tuple[Visit, Path]) -> None:
    visit, folder = own
    shutil.rmtree(folder / "territoires" / "54")
    page = visit.open("hors-ligne/")
    page.locator("[data-department]").select_option("54")
    page.get_by_role("button", name="Le garder").click()
    expect(page.locator("[data-status]")).to_contain_text("n’a pas pu être gardé en entier")
    expect(page.locator("[data-kept]")).to_have_text("Aucun département.")


def test_a_draft_is_erased_with_the_rest(visit: Visit) -> None:
    visit.open("contribuer/besoin/").evaluate("localStorage.setItem('maillage:brouillon:besoin', '{}')")
    visit.open("hors-ligne/").get_by_role("button", name="Tout effacer").click()
    expect(visit.page.locator("[data-status]")).to_contain_text("ne garde plus rien")
    assert visit.page.evaluate("localStorage.length") == 0


def test_a_dead_script_leaves_every_page_readable(browser: Browser, address: str) -> None:
    here = Visit(browser, address)
    here.context.route("**/*.js", lambda route: route.abort())
    for path, seen in (("", ".need"), ("acteurs/", ".card.actor"), ("acteurs/atelier-des-quatre-fils/", "address"), ("agenda/", ".event"),
                       ("carte/", "details[data-department]"), ("recherche/", "#q"), ("contribuer/besoin/", "form.proposal"), ("hors-ligne/", "dl")):  # fmt: skip
        page = here.open(path)
        expect(page.locator(seen).first).to_be_visible()
        expect(page.locator("h1")).to_be_visible()
    here.context.close()


def test_no_page_asks_anything_of_anybody_else(browser: Browser, site: Path, address: str) -> None:
    """Every foreign request is refused, whatever sends it; none is even tried. All kinds of pages and some of each kind."""
    here = Visit(browser, address)
    tried: list[str] = []

    def only_here(route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url.startswith((address, "data:", "blob:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            tried.append(url)
            route.abort()  # type: ignore[attr-defined]

    here.context.route("**/*", only_here)
    kinds: dict[str, list[str]] = {}
    for file in sorted(site.rglob("index.html")):
        path = file.parent.relative_to(site).as_posix()
        kinds.setdefault(path.split("/")[0] + str(path.count("/")), []).append(path)
    for paths in kinds.values():
        for path in paths[:3]:
            here.page.goto(f"{address}{path}/")
    here.context.close()
    assert len(kinds) > 20
    assert tried == []
