"""Hugo: a page for each folder of ours, added from data files by a content adapter, its quickest road for records.

The other files of a folder (cards, calendars, profiles, tables, feeds) are further output formats of its page.
"""

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from maillage.pages.site import File
from peers.inventory import TEMPLATES, Inventory, Made, put
from peers.languages import Go
from peers.tables import tables
from peers.translate import Translator

SOURCE = TEMPLATES / "hugo"
MEDIA = {
    ".json": "application/json", ".jsonld": "application/ld+json", ".geojson": "application/geo+json", ".vcf": "text/vcard",
    ".ics": "text/calendar", ".csv": "text/csv", ".atom": "application/atom+xml", ".xml": "application/xml",
}  # fmt: skip
FORMAT = '[outputFormats.{name}]\nmediaType = "{media}"\nbaseName = "{base}"\nisPlainText = true\n'
PAGE = '{{{{- $page := index hugo.Data "{data}" .Params.key -}}}}\n{{{{- $path := .Params.key -}}}}\n'


@dataclass
class Folder:
    """A page of Hugo: where it is, what stands around it and the files that are made of it."""

    key: str
    layout: str = "none"
    title: str = ""
    nav: str = ""
    outputs: list[str] = field(default_factory=list)


def write(inventory: Inventory, root: Path) -> None:
    """Write the site's sources below ``root``; data are streamed, not kept."""
    folders: dict[str, Folder] = {}
    kinds: dict[str, str] = {}
    paths: dict[str, str] = {}
    translator = Translator(inventory, Go())
    with tables(root / "data", "{}") as data:
        for item in inventory.items(translator.refused()):
            if isinstance(item, File):
                put(root / "static", item)
                continue
            folder, name = _place(item, folders)
            kinds[name] = item.kind
            if not item.is_page:
                paths[name] = item.path
            data.add(name, item.data, folder.key)
    (root / "data" / "folders.json").write_text(
        json.dumps(_describe(folders.values()), ensure_ascii=False), encoding="utf-8"
    )
    (root / "content").mkdir()
    shutil.copy(SOURCE / "_content.gotmpl", root / "content")
    _settings(root, paths)
    _layouts(translator, root, kinds, paths)


def _place(item: Made, folders: dict[str, Folder]) -> tuple[Folder, str]:
    """The folder of a file, and the name of its layout or of its output format."""
    path = PurePosixPath(item.path)
    key = path.stem if item.is_page and path.name != "index.html" else str(path.parent)
    folder = folders.setdefault(key, Folder(key))
    if item.is_page:
        name = folder.layout = item.kind.removesuffix(".html").replace(
            "404", "not-found"
        )  # a name Hugo keeps for itself
        folder.title, folder.nav = item.data["title"], item.section
        folder.outputs.insert(0, "html")
    else:
        name = re.sub(r"\W", "_", path.name)
        folder.outputs.append(name)
    return folder, name


def _describe(folders: Iterable[Folder]) -> list[dict[str, object]]:
    """What the content adapter is told of each folder; sections first, as they hold the others."""
    folders = list(folders)
    above = {str(parent) for folder in folders for parent in PurePosixPath(folder.key).parents}
    return [
        {
            "path": "/" if folder.key == "." else folder.key,
            "kind": "home" if folder.key == "." else "section" if folder.key in above else "page",
            "url": "/404.html" if folder.key == "404" else "",
            **asdict(folder),
        }
        for folder in folders
    ]


def _settings(root: Path, paths: dict[str, str]) -> None:
    text = (SOURCE / "hugo.toml").read_text(encoding="utf-8")
    for name, path in paths.items():
        media = MEDIA[Path(path).suffix]
        text += FORMAT.format(name=name, media=media, base=Path(path).stem)
    (root / "hugo.toml").write_text(text, encoding="utf-8")


def _layouts(translator: Translator, root: Path, kinds: dict[str, str], paths: dict[str, str]) -> None:
    partials = root / "layouts" / "_partials"
    partials.mkdir(parents=True)
    (partials / "top.html").write_text(translator.top(), encoding="utf-8")
    for name, kind in kinds.items():
        if kind.endswith(".html"):
            text, file = PAGE.format(data=name) + translator.page(kind), f"{name}.html"
        else:
            text = (SOURCE / kind).read_bytes().decode().replace("FORMAT", name)
            file = f"all.{name}{Path(paths[name]).suffix}"
        (root / "layouts" / file).write_text(text, encoding="utf-8", newline="")
