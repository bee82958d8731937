"""Docs cannot lie: reference pages are made from the code, examples pass the check, links lead somewhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from maillage.pipeline import read_network

from tests.conftest import EXAMPLES, PROJECT

PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), PROJECT / "bench" / "README.md"])
EXAMPLE = re.compile(r"```(?:yaml|markdown) (\S+\.(?:yaml|md))\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(
    "tool",
    [
        "make_accessibility.py",
        "make_docs.py",
        "make_issue_forms.py",
        "sync_schemas.py",
        "translations.py",
        "vendor.py",
    ],
)
def test_what_is_made_is_in_step(tool: str) -> None:
    command = [sys.executable, str(PROJECT / "tools" / tool), "--check"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_examples_of_records_pass_the_check(tmp_path: Path) -> None:
    root = tmp_path / "docs"
    shutil.copytree(EXAMPLES / "base", root)
    found = [pair for page in PAGES for pair in EXAMPLE.findall(page.read_text(encoding="utf-8"))]
    assert len(found) >= 4
    for name, text in found:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    assert [f"{problem.location}: {problem.code}" for problem in read_network(root).problems] == []
