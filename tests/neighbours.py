"""Neighbouring directories on this machine, over real HTTP: sound, hostile, slow or dead, as a test wants them."""

import gzip
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from maillage import render
from maillage.cache import digest
from maillage.derive.places import departments_of
from maillage.exchange import forgotten
from maillage.exchange.federation.visits import Report, Round, visit_all
from maillage.exchange.federation.web import Limits
from maillage.generator import make_site
from maillage.network import Network
from maillage.output import Output
from maillage.pages.files import sitemap
from maillage.pages.sections import all_lots
from maillage.peers.joining import Joined, join
from maillage.pipeline import read_network, read_territory

from tests.road import ENVIRONMENT

TODAY = date(2026, 11, 24)
LOOPBACK = Limits(timeout=30.0, patience=100.0, loopback=True)
SKILL = {"name": "Impression 3D", "family": "fabrication-et-reparation"}
ACTOR: dict[str, Any] = {
    "name": "Fablab de Verdun",
    "kind": "organisation",
    "verified": {"on": "2026-10-01"},
    "location": {"municipality": "Verdun", "postcode": "55100"},
    "offers": ["impression-3d"],
}
EVENT = {"title": "Portes ouvertes", "start": "2026-12-05T14:00", "end": "2026-12-05T17:00", "organisers": ["fablab"]}

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@dataclass
class Neighbour:
    """A directory being served: ``pages`` are bodies (or whole behaviours) by path; ``asked`` what was asked, with answers."""

    pages: dict[str, bytes | Answer] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def publish(self, kind: str, records: dict[str, Any], licence: str = "Licence Ouverte 2.0") -> None:
        """Put the records of a kind where a site like ours has them."""
        names = {"actor": "acteurs", "skill": "competences", "event": "evenements"}
        head = {"format": "maillage/1", "territory": "Voisin", "url": self.url, "licence": licence, "kind": kind}
        self.pages[f"/donnees/{names[kind]}.json"] = json.dumps({**head, "records": records}).encode()


@contextmanager
def neighbour(**records: dict[str, Any]) -> Iterator[Neighbour]:
    """A directory served for the time of a test, with these records by kind."""
    made = Neighbour()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.headers.append(dict(self.headers))
            page = made.pages.get(self.path)
            if callable(page):
                made.asked.append((self.path, 0))
                page(self)
                return
            mark = f'"{sha256(page).hexdigest()[:16]}"' if page is not None else ""
            status = 404 if page is None else 304 if self.headers.get("If-None-Match") == mark else 200
            made.asked.append((self.path, status))
            body = gzip.compress(page) if page and status == 200 else b""
            self.send_response(status)
            if mark:
                self.send_header("ETag", mark)
            if body:
                self.send_header("Content-Encoding", "gzip")
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that hangs up on a hostile answer is what the tests want."""

    with Server(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_address[1]}/"
        for kind, found in records.items():
            made.publish(kind, found)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


def dead() -> str:
    """An address of this machine at which nobody answers."""
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        return f"http://127.0.0.1:{server.server_address[1]}/"


def peers(root: Path, *addresses: str | dict[str, Any]) -> None:
    """Make these the neighbours of a territory."""
    said = [one if isinstance(one, dict) else {"url": one} for one in addresses]
    rows = [{"name": f"Voisin {number}", **one} for number, one in enumerate(said, start=1)]
    path = root / "territory.yaml"
    text = path.read_text(encoding="utf-8").split("peers:")[0]
    path.write_text(f"{text}peers: {json.dumps(rows)}\n", encoding="utf-8")


def federate(root: Path, day: date = TODAY, limits: Limits = LOOPBACK) -> list[Report]:
    territory, problems = read_territory(root)
    assert territory is not None, problems
    unwanted = forgotten.load(root).holds
    return visit_all(Round(root, territory, departments_of(territory.area), day, unwanted, limits))


def joined(root: Path) -> Joined:
    network = read_network(root).require()
    return join(root, network, forgotten.load(root).holds, digest(forgotten.load(root).marks))


def network(root: Path) -> Network:
    return joined(root).network


def build(root: Path, day: date = TODAY) -> Path:
    """The site of a territory, with the neighbours that it keeps."""
    result = read_network(root)
    site = make_site(result.require(), "https://exemple.org", day, result, joined(root))
    around = render.shell(site, frozenset())
    with Output(root / "output", root, digest(site.territory)) as output:
        output.publish(
            all_lots(site),
            partial(render.render, ENVIRONMENT, around=around),
            whole=site.everything,
            last=partial(sitemap, site),
        )
    return root / "output"


def page(folder: Path, path: str) -> str:
    return (folder / path / "index.html").read_text(encoding="utf-8")


def why(report: Report) -> str:
    assert report.neighbour.fault is not None
    return report.neighbour.fault.why


def sound() -> dict[str, dict[str, Any]]:
    return {"skill": {"impression-3d": SKILL}, "actor": {"fablab": ACTOR}, "event": {"portes-ouvertes": EVENT}}
