"""``pelican -r``: one change, one rebuild; a faulty file is told once and the site comes back when it is mended."""

import os
import shutil
import subprocess
import sys
import time
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
