"""Do the addresses in our records still answer? Asked politely, remembered, and told as doubts: only people can say.

One address at a time, a second between two on one host, robots.txt respected, a few kilobytes at most. Addresses inside a
private network are never asked: whoever writes a record must not make our machine look around at home.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec
import requests

from maillage.exchange.addresses import is_open, resolved

AGENT = "maillage-links"
TIMEOUT = (5.0, 10.0)
INTERVAL = 1.0
REDIRECTS = 5
ROBOTS_BYTES = 64 * 1024
KEPT_DAYS = 7
"""Days that an answer stays good."""
GONE = frozenset({404, 410})
Verdict = Literal["alive", "gone", "unsure", "not-asked"]


class Seen(msgspec.Struct, frozen=True):
    """What an address answered, when, and on how many days running it has not been well (``since`` the first of them)."""

    on: date
    verdict: Verdict
    reason: str = ""
    since: date | None = None

    @property
    def doubt(self) -> bool:
        """Whether to ask people: gone is told at once, what may be a passing trouble only when it lasts."""
        return self.verdict == "gone" or (self.verdict == "unsure" and self.since is not None and self.since < self.on)


def is_public(host: str) -> bool:
    """Whether every address of a host is one of the open internet."""
    return all(map(is_open, resolved(host)))


@dataclass
class Checker:
    """Asks, and remembers in ``kept``; ``sleep``, ``clock`` and ``public`` are those of the machine but in tests."""

    kept: Path
    today: date
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    public: Callable[[str], bool] = is_public
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember what was seen before; a damaged memory is none."""
        try:
            self.seen = msgspec.json.decode(self.kept.read_bytes(), type=dict[str, Seen])
        except (OSError, msgspec.MsgspecError):
            self.seen = {}
        self._session = requests.Session()
        self._session.headers["User-Agent"] = AGENT

    def check(self, url: str) -> Seen:
        """What an address answers, from memory where that is fresh enough."""
        before = self.seen.get(url)
        if before and (self.today - before.on).days < (KEPT_DAYS if before.verdict == "alive" else 1):
            return before
        verdict, reason = self._look(url)
        unwell = verdict in {"gone", "unsure"}
        since = (before.since if before and before.since else self.today) if unwell else None
        self.seen[url] = Seen(self.today, verdict, reason, since)
        return self.seen[url]

    def keep(self, urls: Iterable[str]) -> None:
        """Write the memory of these addresses, in one step; others are no longer ours."""
        wanted = set(urls)
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        aside = self.kept.with_suffix(".part")
        aside.write_bytes(msgspec.json.encode({url: one for url, one in sorted(self.seen.items()) if url in wanted}))
        aside.replace(self.kept)

    def _look(self, url: str) -> tuple[Verdict, str]:
        try:
            for _ in range(REDIRECTS + 1):
                parts = urlsplit(url)
                if parts.scheme not in {"http", "https"} or not parts.hostname or not self.public(parts.hostname):
                    return "not-asked", "private"
                if not self._allowed(url):
                    return "not-asked", "robots.txt"
                status, target = self._ask(url)
                if not target:
                    return _verdict(status)
                url = urljoin(url, target)
        except LookupError:
            return "gone", "DNS"
        except (requests.RequestException, ValueError) as error:
            return "unsure", type(error).__name__
        return "unsure", "redirects"

    def _ask(self, url: str) -> tuple[int, str]:
        """Status and where it leads on. HEAD first; GET, without its body, where a server does not know HEAD."""
        for verb in ("HEAD", "GET"):
            self._wait(urlsplit(url).netloc)
            with self._session.request(verb, url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
                if verb == "GET" or answer.status_code < 400:
                    return answer.status_code, answer.headers.get("Location", "") if answer.is_redirect else ""
        raise AssertionError

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            rules = RobotFileParser()
            rules.parse(self._rules(f"{host}/robots.txt").splitlines())
            self._robots[host] = rules
        return self._robots[host].can_fetch(AGENT, url)

    def _rules(self, url: str) -> str:
        """A site's robots.txt; a site without one, or that does not give it, forbids nothing."""
        try:
            self._wait(urlsplit(url).netloc)
            with self._session.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
                raw = next(answer.iter_content(ROBOTS_BYTES), b"") if answer.status_code == requests.codes.ok else b""
        except requests.RequestException:
            return ""
        return raw.decode("utf-8", "replace")

    def _wait(self, host: str) -> None:
        self.sleep(max(0.0, self._next.get(host, 0.0) - self.clock()))
        self._next[host] = self.clock() + INTERVAL


def _verdict(status: int) -> tuple[Verdict, str]:
    if status < 400:
        return "alive", ""
    return ("gone" if status in GONE else "unsure"), f"HTTP {status}"
