"""Every page type for everybody: other languages, big letters, wide spacing, forced colours, no movement, the keyboard alone."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_pages import AXE, WCAG
from tests.browser.visit import Visit
from tests.conftest import TESTS
from tests.demo import PAGES, build_demo, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FEW = (
    "home",
    "search",
    "actors",
    "actor",
    "needs",
    "map",
    "agenda",
    "month",
    "event",
    "diagnosis",
    "actor-form",
    "pool",
)
"""Pages that between them hold every component."""
TABLES = "table.wide, table.shares, table.pool-months"
"""Data tables may be wider than the screen (WCAG 1.4.10 leaves them their two dimensions)."""
TABS = 20
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"


@pytest.fixture(scope="session", params=["en", "de"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The demonstration in another language: the language and its address."""
    folder = build_demo(tmp_path_factory.mktemp(request.param) / "output", language=request.param)
    with served(folder) as base:
        yield request.param, f"{base}{request.param}/"


def test_axe_finds_nothing_in_other_languages(browser: Browser, edition: tuple[str, str]) -> None:
    language, address = edition
    here = Visit(browser, address, color_scheme="dark" if language == "de" else "light", bypass_csp=True)
    found = []
    for name, path in PAGES.items():
        page = here.open(path)
        assert page.evaluate("document.documentElement.lang") == language
        page.add_script_tag(path=str(AXE))
        violations = page.evaluate("options => axe.run(document, options)", WCAG)["violations"]
        found += [f"{name}: {one['id']} {[node['target'] for node in one['nodes'][:3]]}" for one in violations]
    here.context.close()
    assert found == []


def test_words_of_records_say_their_own_language(browser: Browser, edition: tuple[str, str]) -> None:
    _, address = edition
    here = Visit(browser, address)
    titles = "[...document.querySelectorAll('main .card-title, main h1')].map(one => one.closest('[lang]').lang)"
    assert set(here.open("besoins/").evaluate(titles)) == {"fr", edition[0]}
    assert "fr" in here.open("acteurs/").evaluate(titles)
    assert here.open("charte/").evaluate("document.querySelector('article .prose').lang") == "fr"
    here.context.close()


def test_letters_twice_as_big_and_far_apart_are_not_cut(browser: Browser, address: str) -> None:
    here = Visit(browser, address, viewport={"width": 1280, "height": 900}, bypass_csp=True)
    wide = []
    for name, path in PAGES.items():
        page = here.open(path)
        page.add_style_tag(content=f"html {{ font-size: 200% }} {TABLES} {{ display: none }}")
        wide += [f"{name}: big"] if sideways(page) else []
        page.add_style_tag(content=f"html {{ font-size: 100% }} {SPACED}")
        wide += [f"{name}: spaced"] if sideways(page) else []
    here.context.close()
    assert wide == []


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_forced_colours_keep_the_focus_and_the_state_in_sight(browser: Browser, address: str) -> None:
    here = Visit(browser, address, forced_colors="active", bypass_csp=True)
    for name in FEW:
        page = here.open(PAGES[name])
        for _ in range(5):
            page.keyboard.press("Tab")
            style = "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])(getComputedStyle(document.activeElement))"
            outline, width = page.evaluate(style)
            assert (outline != "none", width >= 2) == (True, True), name
        current = page.locator("[aria-current=page]").first
        if current.count():
            assert current.evaluate(
                "one => getComputedStyle(one).fontWeight >= 600 || getComputedStyle(one).borderBottomStyle != 'none'"
            )
    here.context.close()


def test_nothing_moves_for_those_whom_it_disturbs(browser: Browser, address: str) -> None:
    here = Visit(browser, address, reduced_motion="reduce")
    for name in FEW:
        page = here.open(PAGES[name])
        moving = "document.getAnimations().filter(one => one.playState === 'running').length"
        assert page.evaluate(moving) == 0, name
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto", name
    here.context.close()


WALK = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const shown = [one, ...one.children].map((part) => getComputedStyle(part));
  return { what: one.outerHTML.slice(0, 120), outline: shown.some((style) => style.outlineStyle !== "none"),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""
"""What has the focus, whether that is seen, and whether it is on the screen."""


def test_the_keyboard_walks_every_page_type_in_sight(browser: Browser, address: str) -> None:
    here = Visit(browser, address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    found = []
    for name, path in PAGES.items():
        page = here.open(path)
        places = []
        for _ in range(TABS):
            page.keyboard.press("Tab")
            seen = page.evaluate(WALK)
            if seen is None:
                break
            places.append(seen["what"])
            found += [f"{name}: no focus in sight: {seen['what']}"] if not seen["outline"] else []
            found += [f"{name}: focus out of sight: {seen['what']}"] if not seen["inside"] else []
        assert len(set(places)) > 5, f"{name}: the keyboard goes nowhere: {places[:5]}"
    here.context.close()
    assert found == []


def test_a_language_written_from_right_to_left_turns_the_page_round(browser: Browser, tmp_path: Path) -> None:
    """A pseudo-locale: Arabic, of which there is no catalogue, so that French words stand in a page that runs the other way."""
    root = tmp_path / "tiny"
    shutil.copytree(TESTS / "sites" / "tiny", root)
    file = root / "territory.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: fr", "language: ar"), encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", str(tmp_path / "output")]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    with served(tmp_path / "output") as base:
        here = Visit(browser, base, viewport={"width": 360, "height": 740})
        for path in ("", "acteurs/", "acteurs/atelier/", "agenda/", "besoins/", "contribuer/acteur/", "carte/"):
            page = here.open(path)
            assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
            assert not sideways(page), path
            brand = page.locator(".brand").bounding_box()
            assert brand is not None
            assert brand["x"] + brand["width"] > 330, path
        here.context.close()
