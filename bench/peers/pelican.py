"""Stock Pelican: each page of ours a Markdown page that holds, as HTML, what stands between our header and our footer.

Its theme is that header and footer; what is not a page is copied (``STATIC_PATHS``). It fills no template of ours.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from maillage.pages.site import File, Page
from maillage.urls import save_as
from peers.inventory import TEMPLATES, Inventory, put

SOURCE = TEMPLATES / "pelican"
SHARED = '<meta name="color-scheme"'
LAST = 'agenda.atom" title="Agenda">\n'
MAIN = '<main id="contenu" tabindex="-1">\n'
END = "</body>\n</html>"


@dataclass(frozen=True)
class Cut:
    """A page of ours in pieces: what all have in their head, what is its own there, and its body;
    scripts that stand after the footer are put before it."""

    shared: str
    head: str
    top: str
    main: str
    bottom: str


def write(inventory: Inventory, root: Path) -> None:
    """Write the site's sources below ``root``."""
    tops: dict[str, str] = {}
    cut = None
    for item in inventory.published():
        made = File(save_as(item.path), inventory.rendered(item)) if isinstance(item, Page) else item
        if not isinstance(item, Page) or b'<header class="top">' not in made.content:
            put(root / "content" / "files", made)
            continue
        cut = _cut(made.content.decode())
        nav = inventory.section(item.path)
        tops[nav] = cut.top
        put(
            root / "content" / "pages",
            File(f"{made.path.removesuffix('.html')}.md", _markdown(item, nav, cut).encode()),
        )
    assert cut
    shell = {"csp": inventory.shell.csp(), "head": cut.shared, "tops": tops, "bottom": cut.bottom}
    (root / "shell.json").write_text(json.dumps(shell), encoding="utf-8")
    (root / "theme" / "templates").mkdir(parents=True)
    shutil.copy(SOURCE / "page.html", root / "theme" / "templates")
    shutil.copy(SOURCE / "pelicanconf.py", root)


def _cut(text: str) -> Cut:
    head, _, body = text.partition("</head>\n<body>\n")
    shared, last, own = (SHARED + head.partition(SHARED)[2]).partition(LAST)
    top, _, rest = body.partition(MAIN)
    main, _, rest = rest.rpartition("</main>\n")
    footer, end, scripts = rest.partition("</footer>\n")
    return Cut(shared + last, own, top, main + scripts.removesuffix(END), footer + end + END)


def _markdown(page: Page, nav: str, cut: Cut) -> str:
    """A page's head as Markdown's metadata (one line each) and its body, which Markdown leaves as it is."""
    context = page.context
    about = getattr(context, "summary", "") or ""
    lines = {
        "Title": context.title, "Slug": page.path.strip("/").replace("/", "-") or "index", "URL": page.path, "Save_as": save_as(page.path),
        "Nav": nav, "About": about, "Head": " ".join(cut.head.split("\n")),
    }  # fmt: skip
    head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
    return f"{head}\n<div>\n{''.join(line for line in cut.main.splitlines(keepends=True) if line.strip())}</div>\n"
