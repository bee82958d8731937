"""``python -m bench.search 10000``: our search beside Pagefind and MiniSearch, in one run: making, bytes, answers.

Bytes are what the browser received, headers too, from a server that compresses. Times are those of the page, from the question to
the list shown, with the processor slowed down four times. Pagefind (``pagefind[bin]``) is looked for where ``PAGEFIND`` says (a Python
that has it), MiniSearch in the folder ``MINISEARCH``; a peer that is not there is left out.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import territory

PROJECT = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "imprimante nancy",
    "réparation vélo",
    "impots epinal",
    "54200",
    "fablab",
    "aide internet metz",
    "soudur",
    "jardin partage",
    "acteur 77",
)
SLOWED = 4
WORK = {"ScriptDuration", "RecalcStyleDuration", "LayoutDuration"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
MAKE_OURS = """
import sys, time
from pathlib import Path
from maillage.generator import make_site, today
from maillage.pipeline import read_network
from maillage.search.files import files
from maillage.search.world import World
network = read_network(Path(sys.argv[1])).require()
site = make_site(network, "", today(network.territory))
started = time.process_time()
world = World(network, site.urls, site.today, site.places, site.occurrences, site.translate)
made = sum(len(content) for _, content in files(world))
print(time.process_time() - started)
"""
MAKE_MINISEARCH = """
import { readFileSync, writeFileSync } from "node:fs";
const { default: MiniSearch } = await import(`${process.argv[2]}/node_modules/minisearch/dist/es/index.js`);
const rows = JSON.parse(readFileSync(process.argv[3]));
const index = new MiniSearch({ fields: ["name", "place", "text"], storeFields: ["name", "place"] });
index.addAll(rows);
writeFileSync(process.argv[4], JSON.stringify(index));
"""
PAGE_PAGEFIND = """<!doctype html><script type="module">
window.ask = async (question) => {
  window.engine ??= await import("/pagefind/pagefind.js");
  const started = performance.now();
  const { results } = await window.engine.search(question);
  await Promise.all(results.slice(0, 10).map((one) => one.data()));
  return [results.length, performance.now() - started];
};
window.ready = true;</script>"""
PAGE_MINISEARCH = """<!doctype html><script type="module">
import MiniSearch from "/minisearch.js";
window.ask = async (question) => {
  const started = performance.now();
  window.engine ??= MiniSearch.loadJSON(await (await fetch("/minisearch.json")).text(), { fields: ["name", "place", "text"], storeFields: ["name", "place"] });
  const results = window.engine.search(question, { combineWith: "AND", prefix: true, fuzzy: 0.2 });
  return [results.length, performance.now() - started];
};
window.ready = true;</script>"""
ASK_OURS = """(question) => new Promise((resolve) => {
  const started = performance.now();
  document.addEventListener("maillage:selection", ({ detail }) => resolve([detail.positions?.length ?? 0, performance.now() - started]), { once: true });
  document.querySelector("#q").value = question;
  document.querySelector("form[data-search]").requestSubmit();
})"""


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, text compressed, as hosts do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or the second of two small writes waits 40 ms for the first one's acknowledgement
    wbufsize = -1

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.server.files += 1  # type: ignore[attr-defined]
        kind = self.guess_type(str(path))
        self.send_response(200)
        if kind.startswith("text/") or kind.endswith(("json", "javascript", "svg+xml")):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass

    def setup(self) -> None:
        super().setup()
        send = self.wfile.write

        def counted(data: Any) -> int:
            self.server.sent += len(data)  # type: ignore[attr-defined]
            return send(data)

        self.wfile.write = counted  # type: ignore[method-assign, assignment]


class Server(http.server.ThreadingHTTPServer):
    """Counts what it sends: bytes, with headers, and files. The browser's own count misses what workers ask for."""

    sent = 0
    files = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def take(self) -> tuple[int, int]:
        """What was sent since the last time."""
        taken, self.sent, self.files = (self.sent, self.files), 0, 0
        return taken


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    handler = functools.partial(Compressing, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def worked(session: CDPSession) -> float:
    """Milliseconds of its own time that the page has spent on scripts, styles and layout."""
    found = session.send("Performance.getMetrics")["metrics"]
    return 1000 * sum(float(one["value"]) for one in found if one["name"] in WORK)


def measure(browser: Browser, server: Server, path: str, ready: str, ask: str) -> dict[str, float]:
    """One cold visit: the first question with all that it needs, then the others."""
    page = browser.new_context(bypass_csp=True).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(server.address + path)
    page.wait_for_function(ready)
    page.evaluate(ask, QUESTIONS[0])
    page.wait_for_load_state("networkidle")
    first, files = server.take()
    times, works, sizes = [], [], []
    for question in QUESTIONS[1:]:
        before = worked(session)
        _, took = page.evaluate(ask, question)
        works.append(worked(session) - before)
        page.wait_for_load_state("networkidle")
        times.append(took)
        sizes.append(server.take()[0])
    page.context.close()
    return {"first": first / 1000, "files": files, "next": statistics.median(sizes) / 1000, "most": max(sizes) / 1000,
            "time": statistics.median(times), "slowest": max(times), "work": statistics.median(works)}  # fmt: skip


def run(command: list[str], folder: Path) -> tuple[float, float, str]:
    """Processor seconds, largest MiB and the output of a whole process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024, done.stdout


def rows_of(output: Path) -> list[dict[str, object]]:
    """The same documents for MiniSearch, from the site's own export."""
    rows: list[dict[str, object]] = []
    for file in sorted((output / "recherche" / "cards").glob("*.json"), key=lambda file: int(file.stem)):
        rows += [
            {"id": f"{file.stem}-{at}", "name": row[0], "place": row[3], "text": row[4]}
            for at, row in enumerate(json.loads(file.read_bytes()))
        ]
    return rows


def main() -> None:
    """Print one Markdown table per size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=[10_000])
    options.add_argument("--keep", type=Path, help="folder of a territory that was built before")
    given = options.parse_args()
    chromium = os.environ.get("MAILLAGE_CHROMIUM") or shutil.which("chromium")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            root = given.keep or Path(name) / "root"
            print(
                f"\n| {size} actors | made, s of processor | MiB | first search, kB (files) | next, kB (most) | next, ms at 1/4 speed (most); of work |\n|---|---|---|---|---|---|",
                flush=True,
            )
            if not given.keep:
                territory.write(root, size)
            built, peak, _ = run([str(Path(sys.executable).parent / "pelican"), "-s", "pelicanconf.py"], root)
            print(f"| the whole site | {built:.1f} | {peak:.0f} | | | |", flush=True)
            _, _, text = run([sys.executable, "-c", MAKE_OURS, str(root)], root)
            ours(browser, root / "output", f"{float(text):.2f} ({100 * float(text) / built:.0f} %)")
            pagefind(browser, root / "output")
            minisearch(browser, root / "output", Path(name))
            browser.close()


def show(what: str, made: str, peak: str, found: dict[str, float]) -> None:
    print(f"| {what} | {made} | {peak} | {found['first']:.0f} ({found['files']:.0f}) | {found['next']:.1f} ({found['most']:.1f}) "
          f"| {found['time']:.0f} ({found['slowest']:.0f}); {found['work']:.0f} |", flush=True)  # fmt: skip


def ours(browser: Browser, output: Path, made: str) -> None:
    with served(output) as server:
        found = measure(browser, server, "recherche/", "!document.querySelector('[data-tools]').hidden", ASK_OURS)
    show("ours", made, "", found)


def pagefind(browser: Browser, output: Path) -> None:
    python = os.environ.get("PAGEFIND")
    if not python:
        return
    command = [python, "-m", "pagefind", "--site", str(output), "--glob", "acteurs/*/index.html", "--silent"]
    seconds, peak, _ = run(command, output)
    (output / "pagefind.html").write_text(PAGE_PAGEFIND, encoding="utf-8")
    with served(output) as server:
        show(
            "Pagefind",
            f"{seconds:.1f}",
            f"{peak:.0f}",
            measure(browser, server, "pagefind.html", "window.ready", "(question) => ask(question)"),
        )
    shutil.rmtree(output / "pagefind")
    (output / "pagefind.html").unlink()


def minisearch(browser: Browser, output: Path, folder: Path) -> None:
    where = os.environ.get("MINISEARCH")
    if not where:
        return
    (folder / "rows.json").write_text(json.dumps(rows_of(output)), encoding="utf-8")
    (folder / "make.mjs").write_text(MAKE_MINISEARCH, encoding="utf-8")
    node = str(Path(sys.executable).parent / "node")
    seconds, peak, _ = run([node, "make.mjs", where, "rows.json", "minisearch.json"], folder)
    shutil.copy(Path(where) / "node_modules" / "minisearch" / "dist" / "es" / "index.js", folder / "minisearch.js")
    (folder / "minisearch.html").write_text(PAGE_MINISEARCH, encoding="utf-8")
    with served(folder) as server:
        show("MiniSearch, without the descriptions", f"{seconds:.1f}", f"{peak:.0f}",
             measure(browser, server, "minisearch.html", "window.ready", "(question) => ask(question)"))  # fmt: skip


if __name__ == "__main__":
    main()
