"""The published folder: only what changed is made and written, what no longer belongs goes, nothing else is touched."""

import multiprocessing
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from maillage import parallel
from maillage.conf import IGNORED
from maillage.output import Output
from maillage.pages import assets
from maillage.pages.site import File, Joined, Lot, Page, Part
from maillage.problems import ProblemsFound

from tests.road import files

Contents = dict[str, str]


def lots(contents: Contents, made: list[str]) -> list[Lot]:
    """A lot for each file, which shows its content and notes when it is made."""

    def make(path: str) -> Iterable[File]:
        made.append(path)
        yield File(path, contents[path].encode())

    return [Lot(path, lambda path=path: make(path), content) for path, content in contents.items()]


def publish(root: Path, contents: Contents, *, folder: str = "site", version: bytes = b"1") -> tuple[int, list[str]]:
    made: list[str] = []
    with Output(root / folder, root, version) as output:
        changed = output.publish(lots(contents, made), lambda page: page.path.encode(), whole=repr(contents).encode())
    return len(changed), made


def test_only_what_changed_is_made_and_written(tmp_path: Path) -> None:
    assert publish(tmp_path, {"a/x": "1", "b/x": "1"}) == (2, ["a/x", "b/x"])
    before = (tmp_path / "site/a/x").stat().st_mtime_ns
    assert publish(tmp_path, {"a/x": "1", "b/x": "2"}) == (1, ["b/x"])
    assert (tmp_path / "site/a/x").stat().st_mtime_ns == before
    assert files(tmp_path / "site") == {"a/x": b"1", "b/x": b"2"}


def test_what_was_made_with_other_code_is_made_again_and_not_written(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1"})
    before = (tmp_path / "site/a").stat().st_mtime_ns
    assert publish(tmp_path, {"a": "1"}, version=b"2") == (0, ["a"])
    assert (tmp_path / "site/a").stat().st_mtime_ns == before


@pytest.mark.parametrize("harm", ["gone", "other", "touched"])
def test_a_file_that_is_not_as_it_was_left_is_made_again(tmp_path: Path, harm: str) -> None:
    publish(tmp_path, {"a": "1", "b": "1"})
    file = tmp_path / "site" / "a"
    if harm == "gone":
        file.unlink()
    elif harm == "other":
        file.write_bytes(b"2")
        os.utime(file, (1, 1))
    else:
        os.utime(file, (1, 1))
    assert publish(tmp_path, {"a": "1", "b": "1"})[1] == ["a"]
    assert files(tmp_path / "site") == {"a": b"1", "b": b"1"}


def test_what_no_longer_belongs_is_removed_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b/c": "1", "b": "1"})
    (tmp_path / "site" / "theirs.txt").write_bytes(b"kept")
    assert publish(tmp_path, {"b": "1"}) == (1, [])
    assert files(tmp_path / "site") == {"b": b"1", "theirs.txt": b"kept"}
    assert not (tmp_path / "site" / "a").exists()


def test_another_folder_is_not_cleaned_by_this_ones_memory(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1"}, folder="one")
    publish(tmp_path, {"b": "1"}, folder="two")
    assert files(tmp_path / "one") == {"a": b"1"}


def test_a_memory_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"kept")
    with Output(tmp_path / "site", tmp_path, b"1") as output:
        output.publish([Lot("x", lambda: [File("../precious.txt", b"kept")], 1)], lambda _page: b"", whole=b"")
    publish(tmp_path, {"b": "1"})
    assert precious.read_bytes() == b"kept"


@pytest.mark.parametrize("harm", [b"", b"{", b"\xff" * 40])
def test_a_broken_memory_is_forgotten(tmp_path: Path, harm: bytes) -> None:
    publish(tmp_path, {"a": "1"})
    for kept in (tmp_path / ".maillage").rglob("*"):
        if kept.is_file():
            kept.write_bytes(harm)
    assert publish(tmp_path, {"a": "2"}) == (1, ["a"])
    assert files(tmp_path / "site") == {"a": b"2"}


def test_the_memory_goes_with_a_project_that_is_moved(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    publish(tmp_path / "old", {"a": "1"})
    (tmp_path / "old").rename(tmp_path / "new")
    assert publish(tmp_path / "new", {"a": "1"}) == (0, [])


def test_two_lots_for_one_file_are_refused_and_nothing_is_removed(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1"})
    twice = [Lot("one", lambda: [File("b", b"1")], 1), Lot("two", lambda: [File("b", b"2")], 1)]
    with Output(tmp_path / "site", tmp_path, b"1") as output, pytest.raises(ProblemsFound):
        output.publish(twice, lambda _page: b"", whole=b"twice")
    assert (tmp_path / "site" / "a").exists()


def test_a_page_that_shows_the_same_is_not_rendered(tmp_path: Path) -> None:
    rendered: list[str] = []

    def render(page: Page) -> bytes:
        rendered.append(page.path)
        return str(page.context).encode()

    def build(contexts: dict[str, object]) -> int:
        lot = Lot("all", lambda: [Page(path, "x.html", context) for path, context in contexts.items()])
        with Output(tmp_path / "site", tmp_path, b"1") as output:
            return len(output.publish([lot], render, whole=repr(contexts).encode()))

    assert build({"a/": ("1",), "b/": ("1",)}) == 2
    assert build({"a/": ("1",), "b/": ("2",)}) == 1
    assert rendered == ["a/", "b/", "b/"]


def joined(parts: dict[str, str], made: list[str]) -> Joined:
    def make(name: str) -> bytes:
        made.append(name)
        return parts[name].encode()

    pieces = [Part(f"{name}={text}".encode(), lambda name=name: make(name)) for name, text in parts.items()]
    return Joined("all.txt", pieces, b"<", b", ", b">")


@pytest.mark.parametrize(
    ("after", "again"),
    [
        ({"a": "1", "b": "22", "c": "3"}, []),
        ({"a": "1", "b": "5", "c": "3"}, ["b"]),
        ({"a": "long", "b": "22", "c": ""}, ["a", "c"]),
        ({"b": "22", "a": "1", "c": "3"}, []),
        ({"c": "3", "a": "1"}, []),
        ({"a": "1", "new": "é", "b": "22", "c": "3"}, ["new"]),
        ({}, []),
    ],
)
def test_of_a_large_file_only_the_parts_that_changed_are_made(
    tmp_path: Path, after: dict[str, str], again: list[str]
) -> None:
    before = {"a": "1", "b": "22", "c": "3"}
    made: list[str] = []
    for parts in (before, after):
        made.clear()
        with Output(tmp_path / "site", tmp_path, b"1") as output:
            file = joined(parts, made)
            output.publish([Lot("all", lambda file=file: [file])], lambda _page: b"", whole=repr(parts).encode())
    assert made == again
    assert (tmp_path / "site" / "all.txt").read_bytes() == joined(after, []).content


def test_a_large_file_is_mended_again_and_again(tmp_path: Path) -> None:
    for parts in ({"a": "1", "b": "2"}, {"a": "1111", "b": "2"}, {"a": "1111", "b": "22"}, {"a": "", "b": "22"}):
        with Output(tmp_path / "site", tmp_path, b"1") as output:
            file = joined(parts, [])
            output.publish([Lot("all", lambda file=file: [file])], lambda _page: b"", whole=repr(parts).encode())
        assert (tmp_path / "site" / "all.txt").read_bytes() == joined(parts, []).content


def test_what_takes_longest_is_begun_first_and_small_lots_last(tmp_path: Path) -> None:
    made: list[str] = []
    given = lots(dict.fromkeys(["home", "actor/a", "search", "territory/54", "map"], "1"), made)
    crews = {"search": "search", "territory/54": "figures", "map": "figures"}
    given = [replace(lot, together=crews.get(lot.name, "")) for lot in given]
    with Output(tmp_path / "site", tmp_path, b"1") as output:
        output.publish(given, lambda _page: b"", whole=b"1")
    assert made == ["search", "territory/54", "map", "home", "actor/a"]


def test_who_waits_for_a_page_is_told_of_it_before_the_sections_are_made(tmp_path: Path) -> None:
    made: list[str] = []
    told: list[tuple[list[str], list[str]]] = []
    given = lots(dict.fromkeys(["home", "actor/a"], "1"), made)
    with Output(tmp_path / "site", tmp_path, b"1") as output:
        output.publish(given, lambda _page: b"", whole=b"1", near=lambda paths: told.append(([*paths], [*made])))
    assert told == [([], []), (["actor/a"], ["actor/a"])]
    assert made == ["actor/a", "home"]


def test_the_pages_of_what_was_edited_come_before_all_others_and_are_made_once(tmp_path: Path) -> None:
    made: list[str] = []
    told: list[list[str]] = []
    for text in ("1", "2"):
        given = lots({"home": "1", "actor/a": "1", "actor/b": text}, made)
        with Output(tmp_path / "site", tmp_path, b"1") as output:
            changed = output.publish(
                given, lambda _page: b"", whole=text.encode(), own=given[2:], near=lambda paths: told.append([*paths])
            )
    assert made == ["actor/b", "actor/a", "home", "actor/b"]
    assert told[-2:] == [["actor/b"], []]
    assert changed == ["actor/b"]


def test_a_page_that_goes_is_removed_although_the_others_of_its_record_were_made_ahead(tmp_path: Path) -> None:
    for names in (["a.html", "a.vcf"], ["a.html"]):
        lot = Lot("actor/a", lambda names=names: [File(name, str(names).encode()) for name in names], names)
        with Output(tmp_path / "site", tmp_path, b"1") as output:
            output.publish([lot], lambda _page: b"", whole=str(names).encode(), own=[lot], near=lambda _paths: None)
        assert sorted(path.name for path in (tmp_path / "site").iterdir()) == names


def test_a_file_that_leaves_the_theme_leaves_the_site(tmp_path: Path) -> None:
    theme = tmp_path / "static"
    (theme / "css").mkdir(parents=True)
    (theme / "css" / "site.css").write_bytes(b"a{}")
    (theme / "old.svg").write_bytes(b"<svg/>")
    for gone in (False, True):
        if gone:
            (theme / "old.svg").unlink()
        with Output(tmp_path / "site", tmp_path, b"1") as output:
            lot = assets.lot(theme, "theme")
            output.publish([lot], lambda _page: b"", whole=bytes(str(lot.shows), "ascii"))
    assert files(tmp_path / "site") == {"theme/css/site.css": b"a{}"}


def test_what_editors_leave_in_a_theme_is_not_published(tmp_path: Path) -> None:
    for name in ("site.css", "site.css~", ".site.css.swp", "README.md"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".#site.css").symlink_to("somebody@somewhere:1")
    assert [file.path for file in assets.lot(tmp_path, "theme", IGNORED).make()] == ["theme/site.css"]


def test_several_processes_write_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {f"{number % 7}/{number}": str(number) for number in range(1000)}
    monkeypatch.setattr(parallel, "processors", lambda: 3)
    assert publish(tmp_path, contents)[0] == 1000
    assert files(tmp_path / "site") == {path: text.encode() for path, text in contents.items()}
    assert publish(tmp_path, contents) == (0, [])


def _crash(root: Path, contents: Contents) -> None:
    def last(_paths: list[str]) -> Iterable[File]:
        os._exit(1)

    with Output(root / "site", root, b"1") as output:
        output.publish(lots(contents, []), lambda _page: b"", whole=b"stopped", last=last)


def test_a_build_that_was_stopped_leaves_nothing_to_believe(tmp_path: Path) -> None:
    """It wrote new files and no memory of them; then its change is taken back."""
    publish(tmp_path, {"a": "1", "b": "1"})
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_crash, args=(tmp_path, {"a": "2", "b": "1"}))
    process.start()
    process.join()
    assert (tmp_path / "site" / "a").read_bytes() == b"2"
    publish(tmp_path, {"a": "1", "b": "1"})
    assert files(tmp_path / "site") == {"a": b"1", "b": b"1"}


def test_two_builds_at_once_leave_what_one_of_them_made(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    running = [
        context.Process(target=publish, args=(tmp_path, {str(number): text for number in range(300)})) for text in "12"
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    found = files(tmp_path / "site")
    assert len(found) == 300
    assert len(set(found.values())) == 1
