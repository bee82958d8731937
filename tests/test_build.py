"""``maillage build``: the options that say what is made, and what is told of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TESTS
from tests.road import files

EPOCH = "1795521600"  # 2026-11-24 12:00 UTC


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "200"}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment, check=False)


def build(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(root, sys.executable, "-m", "maillage.cli", "build", *arguments)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    root = tmp_path / "tiny"
    shutil.copytree(TESTS / "sites" / "tiny", root)
    return root


def test_without_memory_the_same_is_made_and_the_old_goes(tiny: Path) -> None:
    assert build(tiny).returncode == 0
    before = files(tiny / "output")
    (tiny / "events" / "fete.yaml").unlink()
    assert build(tiny, "--no-cache").returncode == 0
    made = files(tiny / "output")
    assert "agenda/fete/index.html" in before.keys() - made.keys()
    shutil.rmtree(tiny / ".maillage")
    assert build(tiny, "--output", "other", "--no-cache").returncode == 0
    assert files(tiny / "other") == made


def test_the_profile_says_where_the_time_went(tiny: Path) -> None:
    done = build(tiny, "--profile")
    assert "Lecture et vérification des fiches" in done.stderr
    assert "Pages et fichiers" in done.stderr
    assert "remplir les gabarits" in done.stderr
    assert "█" not in done.stderr
    assert "█" not in done.stdout


def test_of_a_proposal_only_what_it_touches_is_made(tiny: Path) -> None:
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")):
        assert run(tiny, "git", *command).returncode == 0
    lou = tiny / "actors" / "lou.yaml"
    lou.write_text(lou.read_text(encoding="utf-8").replace("name: Lou", "name: Louise"), encoding="utf-8")
    assert build(tiny, "--changed-since", "HEAD", "--output", "review").returncode == 0
    pages = {path for path in files(tiny / "review") if path.endswith("index.html")}
    assert "acteurs/lou/index.html" in pages
    assert "competences/soudure/index.html" in pages
    assert "acteurs/atelier/index.html" in pages
    assert not {"acteurs/mairie/index.html", "acteurs/index.html", "carte/index.html"} & pages
    assert "Louise" in (tiny / "review/acteurs/lou/index.html").read_text(encoding="utf-8")

    territory = tiny / "territory.yaml"
    territory.write_text(territory.read_text(encoding="utf-8").replace("Petit réseau", "Réseau"), encoding="utf-8")
    assert build(tiny, "--changed-since", "HEAD", "--output", "whole").returncode == 0
    assert (tiny / "whole" / "carte" / "index.html").is_file()


def test_a_proposal_at_fault_is_refused(tiny: Path) -> None:
    (tiny / "actors" / "lou.yaml").write_text("name: [\n", encoding="utf-8")
    assert build(tiny).returncode == 1
    assert not (tiny / "output" / "acteurs").exists()
