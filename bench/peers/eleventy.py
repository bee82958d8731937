"""Eleventy: plain JavaScript templates, its quickest, each over the rows of one data file."""

import re
import shutil
from pathlib import Path, PurePosixPath

from maillage.pages.site import File
from peers.inventory import TEMPLATES, Inventory, put
from peers.languages import JavaScript
from peers.tables import tables
from peers.translate import Translator

SOURCE = TEMPLATES / "eleventy"


def write(inventory: Inventory, root: Path) -> None:
    """Write the site's sources below ``root``."""
    kinds: dict[str, str] = {}
    translator = Translator(inventory, JavaScript())
    with tables(root / "data") as data:
        for item in inventory.items(translator.refused()):
            if isinstance(item, File):
                put(root / "static", item)
                continue
            name = re.sub(r"\W", "_", item.kind if item.is_page else PurePosixPath(item.path).name)
            kinds[name] = item.kind
            data.add(name, {"path": item.path, "nav": item.section, "data": item.data})
    shutil.copy(SOURCE / "eleventy.config.js", root)
    common = (SOURCE / "common.js").read_text(encoding="utf-8")
    common = common.replace("TOP", translator.top()).replace("NAME", inventory.shell.name)
    (root / "common.js").write_text(common, encoding="utf-8")
    (root / "src").mkdir()
    for name, kind in kinds.items():
        text = (SOURCE / ("page.js" if kind.endswith(".html") else f"{kind}.js")).read_text(encoding="utf-8")
        text = text.replace("DATA", name)
        if kind.endswith(".html"):
            text = text.replace("BODY", translator.page(kind))
        (root / "src" / f"{name}.11ty.js").write_text(text, encoding="utf-8")
