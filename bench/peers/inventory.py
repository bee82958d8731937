"""What our build publishes, taken apart into the data that other generators make the same pages from.

Everything that is worked out (matches, distances, dates, coverage) is given to them ready-made, in their favour: they only
read data and fill templates.
"""

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader
from maillage.clock import today
from maillage.conf import pelican_settings
from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.pages.files import sitemap
from maillage.pages.sections import all_pages
from maillage.pages.site import File, Page, Site
from maillage.pipeline import read_network
from maillage.render import Shell, prepare, render, shell
from maillage.urls import save_as
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
READY = ("recherche/", "carte/", "contribuer/index/", "schemas/")
"""Folders whose files are copied as they are: indexes that a template cannot be expected to make, and our schemas."""
ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPT = ('<script type="application/ld+json">', "</script>")


@dataclass(frozen=True)
class Made:
    """One file a peer makes from data: ``kind`` is a template of ours, or json, lines, rows, atom or sitemap; ``section`` is where a\n    page's menu says that one is."""

    path: str
    kind: str
    data: Any
    section: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a page of HTML."""
        return self.kind.endswith(".html")


@dataclass
class Inventory:
    """A site: what stands around its pages, what is made, and which attributes of a template's context are HTML."""

    site: Site
    shell: Shell
    html: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def environment(self) -> Environment:
        """Our templates, as Pelican has them."""
        loader = FileSystemLoader(theme_path() / "templates")
        made = Environment(loader=loader, **pelican_settings(__file__)["JINJA_ENVIRONMENT"])
        prepare(made, self.site.territory.language)
        return made

    def published(self) -> Iterator[Page | File]:
        """Everything there is on our site, one after the other: nothing is kept."""
        pages = []
        for item in all_pages(self.site):
            if isinstance(item, Page):
                pages.append(item.path)
            yield item
        yield from sitemap(self.site, pages)
        theme = theme_path() / "static"
        for path in theme.rglob("*"):
            if path.is_file() and path.name != "README.md":
                yield File(f"theme/{path.relative_to(theme)}", path.read_bytes())

    def items(self, copied: frozenset[str]) -> Iterator[Made | File]:
        """The same as data, and as files to copy; among them the pages of the templates in ``copied``."""
        for item in self.published():
            if isinstance(item, File):
                yield data_of(item)
            elif item.template in copied:
                yield File(save_as(item.path), self.rendered(item))
            else:
                data = self._plain(item.template, "", item.context)
                yield Made(save_as(item.path), item.template, data, self.section(item.path))

    def rendered(self, page: Page) -> bytes:
        """A page as we make it."""
        return render(self.environment, page, self.shell)

    def section(self, path: str) -> str:
        """What the menu makes of a path: the page it is, or the section it is in. Two pages with the same have the same menu."""
        sections = [item.path for item in self.shell.navigation]
        return path if path in sections else next((f"{one}-" for one in sections if path.startswith(one)), "")

    def _plain(self, template: str, name: str, value: Any) -> Any:
        """A context as JSON has it; notes where it holds HTML."""
        if isinstance(value, Markup):
            if value.startswith(SCRIPT[0]):
                return json.loads(value.removeprefix(SCRIPT[0]).removesuffix(SCRIPT[1]))
            self.html.add((template, name))
            return str(value)
        if names := _names(type(value)):
            found = {one: self._plain(template, one, getattr(value, one)) for one in names}
            return {one: said for one, said in found.items() if said not in ("", None) and said is not False}
        if isinstance(value, dict):
            return {key: self._plain(template, key, one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._plain(template, name, one) for one in value]
        return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass."""
    return tuple(one.name for one in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def take(records: Path) -> Inventory:
    """The inventory of the territory that lies in ``records``."""
    network = read_network(records, use_cache=False).require()
    site = make_site(network, "", today(network.territory))
    return Inventory(site, shell(site, frozenset()))


def put(folder: Path, file: File) -> None:
    """Write a file below a folder."""
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.content)


def data_of(file: File) -> Made | File:
    """A file without template: as data, where a template can make it again."""
    path, content = file.path, file.content
    if path.startswith(READY):
        return file
    match Path(path).suffix:
        case ".json" | ".geojson" | ".jsonld":
            return Made(path, "json", json.loads(content))
        case ".vcf" | ".ics":
            return Made(path, "lines", content.decode().replace("\r\n ", "").split("\r\n")[:-1])
        case ".csv":
            text = content.decode("utf-8-sig")
            rows = csv.reader(io.StringIO(text), delimiter=";" if text.startswith('"') else ",")
            return Made(path, "rows", [[cell.replace('"', '""') for cell in row] for row in rows])
        case ".atom":
            return Made(path, "atom", _feed(ElementTree.fromstring(content)))
        case ".xml" if b"<urlset" in content:
            texts = (one.text or "" for one in ElementTree.fromstring(content).iter())
            return Made(path, "sitemap", [text for text in texts if text.strip()])
    return file


def _feed(top: ElementTree.Element) -> dict[str, Any]:
    return {**_element(top), "entries": [_element(one) for one in top.iter(f"{ATOM}entry")]}


def _element(one: ElementTree.Element) -> dict[str, Any]:
    names = ("title", "id", "updated", "published", "summary")
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in one.findall(f"{ATOM}link")]
    return {"links": links, **{name: one.findtext(f"{ATOM}{name}", "") for name in names}}
