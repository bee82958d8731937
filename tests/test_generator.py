"""The real Pelican on small territories: golden bytes, repeatable builds, faults that leave the old site whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TESTS

TINY = TESTS / "sites" / "tiny"
GOLDEN = TESTS / "sites" / "golden"
EPOCH = "1795521600"  # 2026-11-24 12:00 UTC
NOT_OURS = ("theme/", "recherche/communes/")  # Pelican copies the theme as it is; the communes are the gazetteer's


def pelican(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", *arguments]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "200"}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment, check=False)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    root = tmp_path / "tiny"
    shutil.copytree(TINY, root)
    return root


def test_the_site_is_the_golden_one(tiny: Path) -> None:
    """After a wanted change: ``UPDATE_GOLDEN=1 pytest tests/test_generator.py``, then read the diff."""
    done = pelican(tiny)
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path: content for path, content in files(tiny / "output").items() if not path.startswith(NOT_OURS)}
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in built.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)
    golden = files(GOLDEN)
    assert sorted(built) == sorted(golden)
    assert [path for path in built if built[path] != golden[path]] == []


def test_two_builds_are_the_same_and_the_second_writes_nothing(tiny: Path) -> None:
    pelican(tiny)
    before = {
        path: (tiny / "output" / path).stat().st_mtime_ns for path in files(tiny / "output") if path.endswith(".html")
    }
    first = files(tiny / "output")
    pelican(tiny)
    assert files(tiny / "output") == first
    ours = [path for path in before if path.startswith("acteurs/")]
    assert ours
    assert all((tiny / "output" / path).stat().st_mtime_ns == before[path] for path in ours)
    shutil.rmtree(tiny / "output")
    shutil.rmtree(tiny / ".maillage")
    pelican(tiny)
    assert files(tiny / "output") == first


def test_a_fault_stops_with_1_and_leaves_the_old_site_whole(tiny: Path) -> None:
    pelican(tiny)
    before = files(tiny / "output")
    (tiny / "actors" / "faute.yaml").write_text("name: A\nkind: plaec\n", encoding="utf-8")
    (tiny / "actors" / "atelier.yaml").write_text(
        "name: Autre nom\nkind: place\nverified: {on: 2026-10-02}\n", encoding="utf-8"
    )
    done = pelican(tiny)
    assert done.returncode == 1
    assert "actors/faute.yaml:2:1: unknown-value" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert files(tiny / "output") == before


def test_a_removed_record_leaves_no_page(tiny: Path) -> None:
    pelican(tiny)
    (tiny / "events" / "reparons.yaml").unlink()
    pelican(tiny)
    assert not list((tiny / "output" / "agenda").glob("reparons/*"))


def test_only_markdown_is_read_from_content(tiny: Path) -> None:
    pages = tiny / "content" / "pages"
    (tiny / "secret.txt").write_text("SECRET", encoding="utf-8")
    (pages / "a.rst").write_text("A\n#\n\n.. include:: ../../secret.txt\n", encoding="utf-8")
    (pages / "b.html").write_text("<html><head><title>B</title></head><body><script>alert(1)</script></body></html>")
    (pages / "c.md").write_text(
        "Title: C\nTemplate: home\nSave_as: ../../outside.html\nUrl: javascript:alert(1)\n\n<script>alert(1)</script>\n"
        "[x](javascript:alert(1)) {{ 7*7 }} {% include 'base.html' %}\n",
        encoding="utf-8",
    )
    refused = pelican(tiny)
    assert refused.returncode != 0
    assert refused.stdout.count(": content-wrong-file") == 2
    for other in ("a.rst", "b.html"):
        (pages / other).unlink()
    done = pelican(tiny)
    assert done.returncode == 0, done.stdout
    text = "".join(
        content.decode(errors="replace") for path, content in files(tiny / "output").items() if path.endswith(".html")
    )
    assert "SECRET" not in text
    assert "alert(1)</script>" not in text
    assert "javascript:" not in text
    assert "{{ 7*7 }}" in (tiny / "output" / "c" / "index.html").read_text(encoding="utf-8")
    assert not (tiny.parent / "outside.html").exists()


def test_two_pages_at_one_address_are_refused(tiny: Path) -> None:
    (tiny / "content" / "pages" / "carte.md").write_text("Title: Carte\n\nBonjour.\n", encoding="utf-8")
    done = pelican(tiny)
    assert done.returncode == 1
    assert "path-clash" in done.stdout


def test_hostile_words_stay_words(tiny: Path) -> None:
    hostile = "</script><img src=x onerror=alert(1)>${alert(1)}`{{ 7*7 }}"
    (tiny / "actors" / "hostile.yaml").write_text(
        f"name: '{hostile}'\nkind: place\nsummary: '{hostile}'\ndescription: '{hostile}'\n"
        f"location: {{municipality: Toul, insee: '54528', street: '{hostile}'}}\nopening_hours: '{hostile}'\n"
        f"needs: [{{text: '{hostile}', title: '{hostile}', note: '{hostile}', opened: 2026-10-02}}]\nverified: {{on: 2026-10-02}}\n",
        encoding="utf-8",
    )
    done = pelican(tiny)
    assert done.returncode == 0, done.stdout
    for path, content in files(tiny / "output").items():
        if path.endswith((".html", ".xml", ".atom")):
            assert b"<img src=x" not in content, path
            assert b"</script><img" not in content, path
            assert b"49" not in content.split(b"hostile")[0] or path != "acteurs/hostile/index.html"


def test_templates_kept_with_other_settings_are_not_used(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tiny / "kept"))
    assert pelican(tiny).returncode == 0
    before = (tiny / "output" / "index.html").read_bytes()
    with (tiny / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("JINJA_ENVIRONMENT = {**JINJA_ENVIRONMENT, 'trim_blocks': False}\n")
    assert pelican(tiny).returncode == 0
    after = (tiny / "output" / "index.html").read_bytes()
    assert pelican(tiny, "-o", "anew", "-e", "MAILLAGE_CACHE=false").returncode == 0
    assert before != after == (tiny / "anew" / "index.html").read_bytes()
