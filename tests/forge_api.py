"""A forge that only remembers: what was asked of it, and the answers it was given beforehand."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeForge:
    """``answers``: (verb, way without its query) → what is answered; ``asked``: (verb, way with its query, data)."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Any] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    def done(self) -> list[tuple[str, str, Any]]:
        """What was asked that changes something."""
        return [one for one in self.asked if one[0] != "GET"]


@contextmanager
def forge() -> Iterator[FakeForge]:
    """A forge on this machine, until the end of the block."""
    fake = FakeForge()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(length)) if length else None
            way = self.path.split("?")[0]
            fake.asked.append((self.command, self.path, data))
            fake.headers.append(dict(self.headers))
            known = fake.answers.get((self.command, way), 404)
            if isinstance(known, list) and "page=" in self.path and "page=1" not in self.path.split("&"):
                known = [] if "&page=1" not in self.path else known
            status = known if isinstance(known, int) else 200
            body = b"" if isinstance(known, int) else json.dumps(known).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        fake.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield fake
        server.shutdown()
