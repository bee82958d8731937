"""Serves the published folder to browsers of this machine, with what makes a page load itself again.

The files stay as they were published: the script and the problems are put into a page on its way to the browser.
"""

import http.server
import json
import threading
from functools import partial
from html import escape
from pathlib import Path

from maillage.cli.live.state import State
from maillage.i18n import translator

HERE = Path(__file__).parent
OWN = {"/.live/live.js": "text/javascript", "/.live/live.css": "text/css"}
CHANGES = "/.live/changes"
BEAT = 15.0
"""Seconds after which a browser that hears nothing is told that we are still there."""


def serve(folder: Path, port: int, state: State, language: str) -> http.server.ThreadingHTTPServer:
    """A running server of ``folder``. Raises OSError where the port is taken."""
    handler = partial(_Handler, state=state, language=language, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *given: object, state: State, language: str, directory: str) -> None:
        self.state = state
        self.language = language
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing of each request: the terminal is for problems."""

    def do_GET(self) -> None:
        """A file of ours, the stream of changes, or a file of the site."""
        path = self.path.split("?", 1)[0]
        if path == CHANGES:
            self._changes()
        elif path in OWN:
            self._send(200, OWN[path], (HERE / path.rsplit("/", 1)[1]).read_bytes())
        elif page := self._page():
            self._send(200, "text/html; charset=utf-8", self._with_script(page.read_bytes()))
        elif Path(self.translate_path(self.path)).is_file():
            super().do_GET()
        elif Path(self.translate_path(self.path)).is_dir() and not path.endswith("/"):
            super().do_GET()  # leads to the same address with a slash
        else:
            lost = Path(self.directory) / "404.html"
            page_bytes = lost.read_bytes() if lost.is_file() else b"<!doctype html><title>404</title><body></body>"
            self._send(404, "text/html; charset=utf-8", self._with_script(page_bytes))

    def _page(self) -> Path | None:
        target = Path(self.translate_path(self.path))
        target = target / "index.html" if self.path.split("?", 1)[0].endswith("/") else target
        return target if target.suffix == ".html" and target.is_file() else None

    def _with_script(self, page: bytes) -> bytes:
        head = b'<link rel="stylesheet" href="/.live/live.css"><script src="/.live/live.js" defer></script>'
        start = page.find(b"<body")
        start = page.find(b">", start) + 1 if start >= 0 else 0
        return b"".join([page[:start], head, self._problems().encode(), page[start:]])

    def _problems(self) -> str:
        problems, _ = self.state.problems, translator(self.language)
        if not problems:
            return ""
        items = "".join(
            f"<li><code>{escape(one.where)}</code><pre>{escape(one.what)}</pre>{escape(one.repair)}</li>"
            for one in problems
        )
        title = _("À réparer avant que cette page ne change")
        return (
            f'<section class="live-problems" role="alert" aria-labelledby="live-problems">'
            f'<h2 id="live-problems">{escape(title)}</h2><ul>{items}</ul></section>'
        )

    def _changes(self) -> None:
        seen = self.state.count
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                news = self.state.wait(seen, BEAT)
                seen += len(news)
                lines = [f"data: {json.dumps(addresses)}\n\n" for addresses in news] or [": \n\n"]
                self.wfile.write("".join(lines).encode())
                self.wfile.flush()
        except OSError:
            return  # the browser went away

    def _send(self, code: int, media: str, content: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)
