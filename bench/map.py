"""``python -m bench.map [10000 100000] [--places FILE.csv]``: the map's page with many points, in a slowed-down Chromium.

The page, its script and its data are made by the program's own functions from actors kept in memory, served as a host would
(text compressed, the file of points not), and opened with the processor slowed down four times.
"""

import argparse
import csv
import functools
import gzip
import http.server
import itertools
import mimetypes
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from maillage import gazetteer, render
from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.model import Actor, Location
from maillage.network import Network
from maillage.pages import map as map_pages
from maillage.pages import search as search_pages
from maillage.pages.around import Around
from maillage.pages.cards import Cards
from maillage.pages.site import File
from maillage.settings import Area, Territory
from maillage.urls import save_as
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

SLOWER = 4
KINDS = ("collective", "organisation", "public-service", "place")
READY = """
new MutationObserver((_, watching) => {
  if (!document.querySelector("[data-ready]")) return;
  watching.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => (window.readyAt = performance.now())));
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
"""
FRAMES = """
window.frames_ = [];
const count = (now) => { frames_.push(now); window.counting && requestAnimationFrame(count); };
window.counting = true;
requestAnimationFrame(count);
"""


@dataclass(frozen=True, order=True)
class Visit:
    """One visit with the processor slowed down: seconds, bytes, frames a second and the longest frame in milliseconds."""

    ready: float
    bytes: int
    data: int
    frames: float
    worst: float
    near: float


@dataclass(frozen=True)
class Cost:
    """Time of the processor itself, not slowed down, which the machine's other work does not change: milliseconds."""

    ready: float
    frame: float


def invented(count: int) -> list[Actor]:
    """Actors around the communes of Grand Est, the same every time."""
    dice = random.Random(20261124)
    codes = [department.code for department in gazetteer.departments_of_region("44")]
    communes = [one for code in codes for one in gazetteer.communes_of(code).values() if one.lat is not None]
    return [_actor(number, dice, dice.choice(communes)) for number in range(count)]


def _actor(number: int, dice: random.Random, commune: gazetteer.Commune) -> Actor:
    lat, lon = (round((value or 0) + dice.gauss(0, 0.01), 5) for value in (commune.lat, commune.lon))
    where = Location(f"{dice.randrange(1, 90)} rue de l’Exemple", None, commune.postcodes[0] if commune.postcodes else None,
                     commune.name, commune.code, lat, lon)  # fmt: skip
    return Actor(id=f"acteur-{number}", path="", name=f"Acteur {number}", kind=dice.choice(KINDS), location=where)


def of_table(file: Path) -> list[Actor]:
    """Actors of a table with the columns id, nom, adresse, code_postal, commune, code_insee, latitude, longitude."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["latitude"]]
    return [
        Actor(id=row["id"], path="", name=row["nom"], kind="public-service",
              location=Location(row["adresse"], None, row["code_postal"], row["commune"], row["code_insee"],
                                float(row["latitude"]), float(row["longitude"])))
        for row in rows
    ]  # fmt: skip


def build(actors: list[Actor], area: Area, folder: Path) -> float:
    """Write the map's page with all it asks for; the seconds it took."""
    network = Network(Territory(name="Banc d’essai", area=area), {actor.id: actor for actor in actors})
    theme = theme_path()
    environment = Environment(
        autoescape=True, extensions=["jinja2.ext.i18n"], loader=FileSystemLoader(theme / "templates")
    )
    render.prepare(environment, "fr")
    site = make_site(network, "", date(2026, 11, 24))
    around = render.shell(site, frozenset())
    cards = Cards(site)
    _ = cards.actors
    started = time.perf_counter()
    pages = [*map_pages.pages(site, cards)]
    took = time.perf_counter() - started
    pages += search_pages.pages(site, cards)
    pages += (file for lot in search_pages.lots(site, Around(site)) for file in lot.make())
    for one in pages:
        target = folder / save_as(one.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.content if isinstance(one, File) else render.render(environment, one, around))
    shutil.copytree(theme / "static", folder / "theme")
    return took


class Host(http.server.SimpleHTTPRequestHandler):
    """Sends text compressed, as hosts of static sites do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "svg+xml"))
        body = _packed(path) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of ``folder`` on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def visit(browser: Browser, address: str) -> Visit:
    """Open the map, drag it whole, then near Nancy."""
    with opened(browser) as (page, tools):
        received: dict[str, int] = {}
        names: dict[str, str] = {}
        tools.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
        tools.on(
            "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
        )
        tools.send("Network.enable")
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        ready = open_map(page, address)
        data = sum(size for key, size in received.items() if names.get(key, "").endswith("points.bin"))
        total = sum(received.values())
        frames, worst = drag(page, tools)
        look_at_nancy(page)
        near, _ = drag(page, tools)
    return Visit(ready, total, data, frames, worst, near)


def cost(browser: Browser, address: str) -> Cost:
    """What opening the map and dragging it whole cost the page's main thread."""
    with opened(browser) as (page, tools):
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        open_map(page, address)
        ready = busy(tools)
        page.wait_for_timeout(2000)  # what the search does afterwards is not the map's
        before = busy(tools)
        drag(page, tools)
        return Cost(1000 * ready, 1000 * (busy(tools) - before) / int(page.evaluate("frames_.length")))


def busy(tools: CDPSession) -> float:
    """Seconds of the processor that the page's main thread has used."""
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


@contextmanager
def opened(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """A page that has seen nothing yet, with the browser's own tools."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    yield page, context.new_cdp_session(page)
    context.close()


def open_map(page: Page, address: str) -> float:
    """Seconds from asking for the page until its marks are painted and answer."""
    page.add_init_script(READY)
    page.goto(f"{address}carte/")
    page.wait_for_function("window.readyAt", timeout=60_000)
    return float(page.evaluate("readyAt")) / 1000


def look_at_nancy(page: Page) -> None:
    """Somewhere with many points, in detail."""
    page.evaluate("window[document.querySelector('[data-map]').dataset.map].setView([48.69, 6.18], 12)")
    page.wait_for_timeout(1500)


def drag(page: Page, tools: CDPSession, seconds: float = 3) -> tuple[float, float]:
    """Drag the map to and fro; frames a second, and the longest pause between two of them in milliseconds."""
    page.locator(".map-frame").scroll_into_view_if_needed()
    box = page.locator(".map-frame").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2 + 7, box["y"] + box["height"] / 2 + 7
    pointer = {"x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
    tools.send("Input.dispatchMouseEvent", {"type": "mousePressed", **pointer})
    page.evaluate(FRAMES)
    started = time.perf_counter()
    while (passed := time.perf_counter() - started) < seconds:
        swing = 500 * abs((passed % 2) - 1) - 250
        tools.send("Input.dispatchMouseEvent", {"type": "mouseMoved", **pointer, "x": x + swing, "y": y + swing / 3})
        time.sleep(0.008)
    times = page.evaluate("(window.counting = false, frames_)")
    tools.send("Input.dispatchMouseEvent", {"type": "mouseReleased", **pointer})
    gaps = [later - sooner for sooner, later in itertools.pairwise(times)]
    return 1000 * len(gaps) / sum(gaps), max(gaps)


def row(browser: Browser, actors: list[Actor], area: Area, rounds: int) -> str:
    """A row of the table: the middle of several visits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "output"
        took = build(actors, area, folder)
        with served(folder) as address:
            spent = cost(browser, address)
            one = sorted(visit(browser, address) for _ in range(rounds))[rounds // 2]
    cells = (
        f"{len(actors):,}",
        f"{took:.1f}",
        f"{one.data / 1000:.0f}",
        f"{one.bytes / 1000:.0f}",
        f"{one.ready:.2f}",
        f"{spent.ready:.0f}",
        f"{one.frames:.0f}",
        f"{one.near:.0f}",
        f"{one.worst:.0f}",
        f"{spent.frame:.1f}",
    )
    return f"| {' | '.join(cells)} |"


HEAD = (
    "points",
    "data made, s",
    "points.bin, kB",
    "all, kB",
    f"interactive at 1/{SLOWER}, s",
    "processor, ms",
    f"frames/s at 1/{SLOWER}",
    "near",
    "longest, ms",
    "processor per frame, ms",
)


def main() -> None:
    """Print one row per size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000, 100_000])
    options.add_argument("--places", type=Path, help="also the places of this table, over all France")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    found = os.environ.get("MAILLAGE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    sets = [(invented(size), Area(regions=("44",))) for size in given.sizes]
    if given.places:
        sets.append((of_table(given.places), Area(departments=tuple(one.code for one in gazetteer.departments()))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        print(f"Chromium {browser.version}, medians of {given.rounds} visits\n")
        print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
        for actors, area in sets:
            print(row(browser, actors, area, given.rounds), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
