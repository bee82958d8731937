"""Neighbouring directories on this machine, over real HTTP: sound, hostile, slow or dead, as a test wants them."""

import gzip
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

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
