"""The folders of ``tests/examples`` are the cases: ``valid`` ones have no problem, ``invalid/<code>`` have that one.

A case is laid over ``examples/base``. Its ``expected.txt`` has a line per problem: ``path:line:column: code``.
"""

import shutil
from pathlib import Path

import pytest
from maillage import report
from maillage.codes import CODES
from maillage.pipeline import read_network

from tests.conftest import EXAMPLES

INVALID = sorted(path for path in (EXAMPLES / "invalid").iterdir() if path.is_dir())
VALID = sorted(path for path in (EXAMPLES / "valid").iterdir() if path.is_dir())
LANGUAGES = ("fr", "en", "de")
NEEDS_CODE = {
    "not-a-regular-file": "git would not keep the link the same on every machine: see test_load",
    "unreadable-file": "needs a file without rights: see test_load",
    "too-many-files": "half a million files: see test_load",
    "missing-territory": "the base has one: see test_pipeline",
    "bad-badge-key": "an environment variable of the job that publishes: see test_badges",
    "damaged-marks": "read only where there are neighbours: see test_federation",
    "path-clash": "found when pages are made: see test_generator",
    "content-too-large": "more than a mebibyte: see test_contents",
    "nested-repository": "git would not take it: see test_contents",
    "possible-duplicate": "a question, asked of what changed only: see test_duplicates",
    "invalid-value": "the net under jsonschema's rarer keywords: see test_validate",
}


def told(root: Path) -> list[str]:
    return [f"{problem.location}: {problem.code}" for problem in read_network(root, use_cache=False).problems]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_an_invalid_example_is_told_with_its_place(case: Path, territory: Path) -> None:
    shutil.copytree(case, territory, dirs_exist_ok=True)
    problems = read_network(territory, use_cache=False).problems
    assert [f"{problem.location}: {problem.code}" for problem in problems] == (case / "expected.txt").read_text(
        encoding="utf-8"
    ).splitlines()
    for language in LANGUAGES:
        assert report.text(problems, language).count("→") >= len(problems)


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_a_valid_example_has_no_problem(case: Path, territory: Path) -> None:
    shutil.copytree(case, territory, dirs_exist_ok=True)
    assert told(territory) == []


def test_every_code_has_an_example() -> None:
    shown = {case.name for case in INVALID}
    assert shown | NEEDS_CODE.keys() == CODES.keys()
    assert not shown & NEEDS_CODE.keys()
