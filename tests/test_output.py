from pathlib import Path

from maillage.output import write


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert write(site, tmp_path, [("a/index.html", b"1"), ("b/index.html", b"1")]) == 2
    before = (site / "a/index.html").stat().st_mtime_ns
    assert write(site, tmp_path, [("a/index.html", b"1"), ("b/index.html", b"2")]) == 1
    assert (site / "a/index.html").stat().st_mtime_ns == before
    assert files(site) == {"a/index.html": b"1", "b/index.html": b"2"}


def test_what_no_longer_belongs_is_removed_and_nothing_else(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, tmp_path, [("a/index.html", b"1"), ("b/index.html", b"1")])
    (site / "theirs.txt").write_bytes(b"kept")
    write(site, tmp_path, [("b/index.html", b"1")])
    assert files(site) == {"b/index.html": b"1", "theirs.txt": b"kept"}
    assert not (site / "a").exists()


def test_another_folder_is_not_cleaned_by_this_ones_memory(tmp_path: Path) -> None:
    write(tmp_path / "one", tmp_path, [("a.html", b"1")])
    write(tmp_path / "two", tmp_path, [("b.html", b"1")])
    assert files(tmp_path / "one") == {"a.html": b"1"}


def test_a_memory_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, tmp_path, [("a.html", b"1")])
    (tmp_path / "precious.txt").write_bytes(b"kept")
    ledger = tmp_path / ".maillage" / "written.json"
    ledger.write_text(ledger.read_text().replace("a.html", "../precious.txt"))
    write(site, tmp_path, [("b.html", b"1")])
    assert (tmp_path / "precious.txt").read_bytes() == b"kept"
    ledger.write_text("{")
    write(site, tmp_path, [("b.html", b"1")])
    assert (site / "b.html").exists()
