"""What is said of accessibility is what was checked: every criterion is there once, and every proof is a test that exists."""

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

sys.path.insert(0, str(PROJECT / "tools"))
import make_accessibility as made

COUNTS = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)


def test_every_criterion_is_there_once() -> None:
    wanted = [f"{theme}.{number}" for theme, count in enumerate(COUNTS, 1) for number in range(1, count + 1)]
    assert [row[0] for row in made.criteria()] == wanted
    assert len(wanted) == 106


@pytest.mark.parametrize("name", made.data()["proofs"])
def test_a_proof_is_a_test_that_exists(name: str) -> None:
    for proof in made.data()["proofs"][name]:
        file, function = proof.split("::")
        assert re.search(rf"^def {function}\(", (PROJECT / file).read_text(encoding="utf-8"), re.MULTILINE), proof


def test_what_is_said_to_be_tested_names_its_proof_and_the_rest_says_how() -> None:
    rows = [*made.criteria(), *made.data()["beyond"]]
    assert {row[4] for row in rows if row[3] == "tested"} == set(made.data()["proofs"])
    assert [row[0] for row in rows if row[3] in {"built", "person"} and len(row[4]) < 5] == []
    assert {row[3] for row in rows} == set(made.STATES)


def test_the_sites_own_page_says_what_is_left_to_people() -> None:
    page = Path(made.STATEMENT).read_text(encoding="utf-8")
    assert made.total(made.criteria()) in page
    assert "non évalué" in page
    assert all(f"(critère {row[0]})" in page for row in made.criteria() if row[3] == "person")
