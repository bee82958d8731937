"""What is remembered of the files, and what is not believed of it."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from maillage import parallel, reading
from maillage.pipeline import read_network
from maillage.problems import Location, Problem, ProblemsFound

ACTOR = "name: Essai\nkind: collective\nverified: {on: 2026-10-02}\n"


def told(root: Path, *, use_cache: bool = True) -> list[str]:
    return [f"{one.location.path}: {one.code}" for one in read_network(root, use_cache=use_cache).problems]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the records whose YAML is read."""
    paths: list[str] = []
    plain = reading.read_document

    def noted(root: Path, path: str, kind: str, identifier: str, raw: bytes) -> object:
        paths.append(path)
        return plain(root, path, kind, identifier, raw)

    monkeypatch.setattr(reading, "read_document", noted)
    return paths


def test_an_unchanged_file_is_not_parsed_again(territory: Path, parsed: list[str]) -> None:
    read_network(territory)
    first = len(parsed)
    assert first > 0
    read_network(territory)
    assert len(parsed) == first


def test_a_fresh_clone_has_new_times_and_the_same_bytes(territory: Path, parsed: list[str]) -> None:
    read_network(territory)
    first = len(parsed)
    for file in territory.rglob("*.yaml"):
        os.utime(file, (1, 1))
    read_network(territory)
    assert len(parsed) == first


def test_a_change_within_the_tick_of_the_clock_is_seen(territory: Path) -> None:
    """Same size, same times: only a file that was old when it was read is believed unread."""
    file = territory / "actors" / "essai.yaml"
    file.write_text(ACTOR, encoding="utf-8")
    read_network(territory)
    before = file.stat()
    file.write_text(ACTOR.replace("Essai", "Autre"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_network(territory).require().actors["essai"].name == "Autre"


def test_a_clock_that_was_put_back_hides_nothing(territory: Path) -> None:
    file = territory / "actors" / "essai.yaml"
    file.write_text(ACTOR, encoding="utf-8")
    os.utime(file, (time.time() + 10_000, time.time() + 10_000))
    read_network(territory)
    file.write_text(ACTOR.replace("Essai", "Autre"), encoding="utf-8")
    os.utime(file, (1, 1))
    assert read_network(territory).require().actors["essai"].name == "Autre"


def test_what_refers_to_a_record_that_went_away_is_told_until_it_is_mended(territory: Path) -> None:
    skill = territory / "skills" / "essai.yaml"
    skill.write_text("name: Essai\nfamily: fabrication-et-reparation\n", encoding="utf-8")
    (territory / "actors" / "essai.yaml").write_text(ACTOR + "offers: [essai]\n", encoding="utf-8")
    assert told(territory) == []
    skill.unlink()
    wanted = ["actors/essai.yaml: unknown-reference"]
    assert told(territory) == wanted
    assert told(territory) == wanted
    assert told(territory, use_cache=False) == wanted
    skill.write_text("name: Essai\nfamily: fabrication-et-reparation\n", encoding="utf-8")
    assert told(territory) == []


def test_a_faulty_file_that_went_away_leaves_its_followers_to_be_told(territory: Path) -> None:
    skill = territory / "skills" / "essai.yaml"
    skill.write_text("name: [\n", encoding="utf-8")
    (territory / "actors" / "essai.yaml").write_text(ACTOR + "offers: [essai]\n", encoding="utf-8")
    assert len(told(territory)) == 1
    skill.unlink()
    assert told(territory) == ["actors/essai.yaml: unknown-reference"]


def test_a_warning_is_told_every_time(territory: Path) -> None:
    person = "name: Lou\nkind: person\nconsent: {on: 2026-10-02, by: Lou}\ncontact: {phones: ['+33612345678']}\n"
    (territory / "actors" / "lou.yaml").write_text(person + "verified: {on: 2026-10-02}\n", encoding="utf-8")
    first = told(territory)
    assert "actors/lou.yaml: mobile-number" in first
    assert told(territory) == first


def test_two_processes_read_what_one_does(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(parallel.LEAST + 20):
        text = ACTOR if number % 50 else "name: [\n"
        (territory / "actors" / f"essai-{number}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    alone = read_network(territory, use_cache=False)
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    together = read_network(territory, use_cache=False)
    assert together.problems == alone.problems
    assert together.marks == alone.marks
    assert [one.path for one in together.documents] == [one.path for one in alone.documents]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_item_is_taken_once(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: count)
    made = parallel.spread(list, parallel.pieces(range(10_007)))
    assert sorted(item for part in made for item in part) == list(range(10_007))


def test_a_fault_in_a_copy_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: 3)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # that of the browser of another test is no matter here
    own = os.getpid()

    def work(items: Iterator[int]) -> int:
        if os.getpid() != own:
            raise ProblemsFound([Problem("path-clash", Location("x"))])
        return sum(1 for _ in items)

    with pytest.raises(ProblemsFound) as found:
        parallel.spread(work, parallel.pieces(range(1000)))
    assert [one.code for one in found.value.problems] == ["path-clash"]
