"""``pelican -r`` and ``maillage serve``: one change, one rebuild; a faulty file is told once and the site comes back when it is mended."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TESTS

DEADLINE = 30
QUIET = 2.0
"""Seconds without a new build after which none is to come (the watcher gathers changes for 1.6 s at most)."""


class Live:
    """Pelican reloading a copy of the small territory; what it says is in a file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.actor = root / "actors" / "lou.yaml"
        self.log = root.parent / "live.log"
        with self.log.open("w") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pelican", "-r", "-s", "pelicanconf.py"],
                cwd=root,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
            )

    def count(self, words: str) -> int:
        return self.log.read_text(encoding="utf-8").count(words)

    def wait(self, words: str, times: int) -> None:
        end = time.monotonic() + DEADLINE
        while self.count(words) < times:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    shutil.copytree(TESTS / "sites" / "tiny", tmp_path / "tiny")
    running = Live(tmp_path / "tiny")
    yield running
    running.process.kill()
    running.process.wait()


def test_one_change_is_one_rebuild_and_a_fault_is_survived(live: Live) -> None:
    live.wait("Done:", 1)
    time.sleep(QUIET)
    sound = live.actor.read_text(encoding="utf-8")
    live.actor.write_text(sound.replace("name: ", "name: Nouveau ", 1), encoding="utf-8")
    live.wait("Done:", 2)
    time.sleep(QUIET)
    assert live.count("Done:") == 2

    page = next((live.root / "output" / "acteurs").glob("lou*/index.html"))
    assert "Nouveau" in page.read_text(encoding="utf-8")
    live.actor.write_text(sound + "oops: [\n", encoding="utf-8")
    live.wait("yaml-bracket", 1)
    time.sleep(QUIET)
    assert live.count(": yaml-bracket") == 1
    assert "Nouveau" in page.read_text(encoding="utf-8")

    live.actor.write_text(sound, encoding="utf-8")
    live.wait("Done:", 3)
    assert "Nouveau" not in page.read_text(encoding="utf-8")


class Served:
    """``maillage serve`` on a copy of the small territory, and what a browser is sent."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.actor = root / "actors" / "lou.yaml"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "maillage.cli", "serve", "--port", str(self.port)],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
        )

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=DEADLINE) as answer:
            return answer.read().decode()

    def wait_lost(self, path: str, words: str) -> str:
        """What an address shows that leads nowhere yet."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            try:
                self.get(path)
            except urllib.error.HTTPError as error:
                if words in (page := error.read().decode()):
                    return page
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"{words!r} never came")

    def wait(self, path: str, words: str, *, there: bool = True) -> str:
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            assert self.process.poll() is None
            try:
                page = self.get(path)
                if (words in page) is there:
                    return page
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"{words!r} in {path!r}: not {there} after {DEADLINE} s")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    shutil.copytree(TESTS / "sites" / "tiny", tmp_path / "tiny")
    running = Served(tmp_path / "tiny")
    yield running
    running.process.kill()
    running.process.wait()


def test_the_server_shows_changes_and_problems_and_lives_on(site: Served) -> None:
    page = site.wait("acteurs/lou/", "/.live/live.js")
    assert "<h1>Lou</h1>" in page
    published = site.root / "output" / "acteurs" / "lou" / "index.html"
    assert ".live" not in published.read_text(encoding="utf-8")

    changes = urllib.request.urlopen(f"http://127.0.0.1:{site.port}/.live/changes", timeout=DEADLINE)
    sound = site.actor.read_text(encoding="utf-8")
    site.actor.write_text(sound.replace("name: Lou", "name: Louise"), encoding="utf-8")
    told = (line.removeprefix(b"data: ") for line in changes if line.startswith(b"data: "))
    assert "/acteurs/lou/" in next(paths for line in told if (paths := json.loads(line)))
    changes.close()
    assert "<h1>Louise</h1>" in site.get("acteurs/lou/")
    site.wait("acteurs/", "Louise")

    site.actor.write_text(sound + "note: <b>\noops: [\n", encoding="utf-8")
    page = site.wait("acteurs/lou/", "actors/lou.yaml:")
    assert "live-problems" in page
    assert "<h1>Louise</h1>" in page
    site.actor.write_text(sound, encoding="utf-8")
    assert "<h1>Lou</h1>" in site.wait("acteurs/lou/", "live-problems", there=False)


def test_the_server_begins_with_a_fault_and_serves_nothing_from_elsewhere(tmp_path: Path) -> None:
    shutil.copytree(TESTS / "sites" / "tiny", tmp_path / "tiny")
    faulty = tmp_path / "tiny" / "actors" / "faute.yaml"
    faulty.write_text("name: [<script>\n", encoding="utf-8")
    site = Served(tmp_path / "tiny")
    try:
        page = site.wait_lost("acteurs/lou/", "actors/faute.yaml:")
        assert "<script>alert" not in page
        with pytest.raises(urllib.error.HTTPError):
            site.get("../territory.yaml")
        faulty.unlink()
        site.wait("acteurs/lou/", "<h1>Lou</h1>")
    finally:
        site.process.kill()
        site.process.wait()
