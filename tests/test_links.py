"""Links are asked politely and doubted, never judged."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from maillage.cli import links as command
from maillage.exchange import linkcheck
from maillage.exchange.linkcheck import Checker, Seen, is_public

from tests.test_duplicates import run

DAY = date(2026, 11, 24)


class Server:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.robots = ""
        self.url = ""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            made.asked.append(f"{self.command} {self.path}")
            status, target, body = 200, "", b""
            if self.path == "/robots.txt":
                status, body = (200, made.robots.encode()) if made.robots else (404, b"")
            elif self.path == "/no-head" and self.command == "HEAD":
                status = 405
            elif self.path == "/round":
                status, target = 302, "/round"
            elif self.path == "/inside":
                status, target = 302, "http://169.254.169.254/latest/meta-data/"
            elif self.path.startswith("/status/"):
                status = int(self.path.rsplit("/", 1)[1])
            self.send_response(status)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_HEAD = _answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        made.url = f"http://127.0.0.1:{http.server_address[1]}"
        yield made
        http.shutdown()


def checker(folder: Path, day: date = DAY, waits: list[float] | None = None) -> Checker:
    pauses = [] if waits is None else waits
    return Checker(
        folder / "links.json", day, sleep=pauses.append, clock=lambda: 0.0, public=lambda host: host == "127.0.0.1"
    )


@pytest.mark.parametrize(
    ("path", "verdict", "reason"),
    [
        ("/", "alive", ""),
        ("/no-head", "alive", ""),
        ("/status/404", "gone", "HTTP 404"),
        ("/status/410", "gone", "HTTP 410"),
        ("/status/500", "unsure", "HTTP 500"),
        ("/status/403", "unsure", "HTTP 403"),
        ("/round", "unsure", "redirects"),
        ("/inside", "not-asked", "private"),
    ],
)
def test_an_answer_has_its_verdict(server: Server, tmp_path: Path, path: str, verdict: str, reason: str) -> None:
    seen = checker(tmp_path).check(server.url + path)
    assert (seen.verdict, seen.reason) == (verdict, reason)
    assert not any("169.254" in one for one in server.asked)


def test_robots_are_obeyed_and_hosts_are_not_hurried(server: Server, tmp_path: Path) -> None:
    server.robots = "User-agent: *\nDisallow: /secret\n"
    waits: list[float] = []
    one = checker(tmp_path, waits=waits)
    assert one.check(f"{server.url}/secret/x").verdict == "not-asked"
    assert one.check(f"{server.url}/open").verdict == "alive"
    assert server.asked == ["GET /robots.txt", "HEAD /open"]
    assert max(waits) == linkcheck.INTERVAL


def test_what_was_seen_is_remembered_and_trouble_must_last_to_be_doubted(server: Server, tmp_path: Path) -> None:
    url, other = f"{server.url}/status/503", f"{server.url}/"
    one = checker(tmp_path)
    assert not one.check(url).doubt
    assert one.check(other).verdict == "alive"
    one.keep([url, other])
    asked = len(server.asked)
    later = checker(tmp_path, date(2026, 11, 26))
    assert later.check(other).on == DAY
    assert len(server.asked) == asked
    assert later.check(url).doubt
    later.keep([url])
    assert list(checker(tmp_path).seen) == [url]
    (tmp_path / "links.json").write_text("{", encoding="utf-8")
    assert checker(tmp_path).seen == {}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1", "192.168.1.1", "0.0.0.0"]
)
def test_our_own_network_is_never_asked(host: str) -> None:
    assert not is_public(host)


def test_a_name_that_is_nobodys_is_gone(tmp_path: Path) -> None:
    def nobody(host: str) -> bool:
        raise LookupError(host)

    one = Checker(tmp_path / "links.json", DAY, sleep=lambda _: None, public=nobody)
    assert (one.check("https://nulle-part.example.org/").verdict, one.check("ftp://x.org/").verdict) == (
        "gone",
        "not-asked",
    )


def test_the_command_tells_doubts_that_stale_repeats(
    territory: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = territory / "actors" / "mediatheque.yaml"
    url = "https://mediatheque.example.org/perdu"
    path.write_text(path.read_text(encoding="utf-8") + f"links: [{{url: '{url}'}}]\n", encoding="utf-8")
    monkeypatch.setattr(Checker, "_look", lambda *_: ("gone", "HTTP 404"))
    code, told = run(territory, "links")
    assert code == 0
    assert f"mediatheque : doute : {url}" in told
    assert "1 adresses, 1 doutes." in told
    assert url in run(territory, "stale")[1]
    assert command.links_of(territory) == {url: ["mediatheque"]}
    assert Seen(DAY, "gone").doubt
