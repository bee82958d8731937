"""What the pages of a built site load: what it weighs over the wire, and whether any of it is somebody else's."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

MOST = 60_000
"""Bytes of a page over the wire, with all that shows it; without what draws the map."""
MAP = re.compile(r"vendor/leaflet|js/map|css/map|/carte/.*\.js$")
"""What draws the map. The list of the same places is in the page, before it."""
LOADED = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "frame": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "track": ("src",), "embed": ("src",), "object": ("data",), "input": ("src",), "body": ("background",), "base": ("href",),
    "image": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
    "apple-touch-icon",
}


class _Loads(HTMLParser):
    """The addresses that a browser asks for by itself, and the policy that binds it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in LOADED.get(tag, ()) if given.get(name)]
        if tag == "link" and RELATIONS & set(given.get("rel", "").split()):
            self.found.append(given["href"])
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        self.found += re.findall(r"url\(\s*['\"]?([^'\")]+)", given.get("style", ""))


def loads(page: Path) -> list[str]:
    """Addresses that a page loads by itself."""
    return _Loads(page.read_text(encoding="utf-8")).found


def policy(page: Path) -> str:
    """The content-security policy of a page; empty without one."""
    return _Loads(page.read_text(encoding="utf-8")).policy


def pages(folder: Path) -> Iterator[Path]:
    """Every page of a built site."""
    return (page for page in sorted(folder.rglob("*.html")) if "theme" not in page.relative_to(folder).parts)


def weight(page: Path, folder: Path) -> int:
    """Bytes of a page, its styles and its programs with all they import, each compressed."""
    files = {page}
    for address in loads(page):
        files |= _with_imports((folder / urlsplit(address).path.lstrip("/")).resolve())
    return sum(_size(file) for file in files if file.is_file() and not MAP.search(file.as_posix()))


@cache
def _size(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


@cache
def _imports(file: Path) -> frozenset[Path]:
    if file.suffix != ".js" or not file.is_file():
        return frozenset()
    names = re.findall(
        r"""^\s*(?:import|export)\b[^"';]*["']([^"']+)["']""", file.read_text(encoding="utf-8"), re.MULTILINE
    )
    return frozenset((file.parent / name).resolve() for name in names)


def _with_imports(file: Path) -> set[Path]:
    found, waiting = set[Path](), [file]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _imports(one)
    return found


def foreign(folder: Path) -> list[str]:
    """What any page, style sheet or drawing of a built site would load from elsewhere."""
    found = []
    for page in pages(folder):
        found += [f"{page.relative_to(folder)}: {address}" for address in loads(page) if urlsplit(address).netloc]
    for file in sorted([*folder.rglob("*.css"), *folder.rglob("*.svg")]):
        text = file.read_text(encoding="utf-8")
        asked = re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", text)
        found += [f"{file.relative_to(folder)}: {one}" for pair in asked for one in pair if urlsplit(one).netloc]
        if file.suffix == ".svg":
            found += [f"{file.relative_to(folder)}: {one}" for one in _Loads(text).found if urlsplit(one).netloc]
    return found
