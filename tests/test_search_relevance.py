"""A hundred questions as people ask them (tests/examples/search/questions.csv), each answered among the first three of its kind.

``what`` is typed, ``where`` is the commune or postcode given for « near », ``expected`` is found in an answer's title and place; ``of``
says whether the demonstration answers it alone, or real places are needed beside it.
"""

import csv
import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest
from maillage.cli import main
from maillage.kinds import KINDS
from maillage.pipeline import read_network

from tests.conftest import EXAMPLES, PROJECT
from tests.searching import answers, write_index

QUESTIONS = EXAMPLES / "search" / "questions.csv"
ENOUGH = 0.95
FOLDERS = ("content/pages", *(kind.folder for kind in KINDS))


def questions(*of: str) -> list[dict[str, str]]:
    with QUESTIONS.open(encoding="utf-8", newline="") as rows:
        return [row for row in csv.DictReader(rows, delimiter=";") if row["of"] in of]


def missed(index: Path, asked: list[dict[str, str]]) -> list[str]:
    """The questions that are not answered, with what came instead."""
    places = sorted({row["where"] for row in asked if row["where"]})
    found = answers(index, *({"do": "towns", "text": place} for place in places))
    points = {place: f"{towns[0]['lat']},{towns[0]['lon']}" for place, towns in zip(places, found, strict=True)}
    searches = (urlencode({"q": row["what"], "near": points.get(row["where"], "")}) for row in asked)
    given = answers(index, *({"do": "find", "search": f"?{search}", "most": 3} for search in searches))
    wrong = []
    for row, answer in zip(asked, given, strict=True):
        hits = [hit for group in answer["groups"] if group["kind"] == row["kind"] for hit in group["hits"]]
        said = [f"{hit['title']} · {hit['place']}" for hit in hits]
        if not any(re.search(row["expected"], one) for one in said):
            wrong.append(f"{row['what']} ({row['where']}): {said}")
    return wrong


def test_there_are_a_hundred() -> None:
    assert len(questions("demo", "real")) >= 100


def test_the_demonstration_answers(tmp_path: Path) -> None:
    asked = questions("demo")
    wrong = missed(write_index(read_network(PROJECT, use_cache=False).require(), tmp_path), asked)
    assert len(wrong) <= (1 - ENOUGH) * len(asked), wrong


@pytest.mark.real_data
def test_the_demonstration_with_990_real_places_answers(
    real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for folder in FOLDERS:
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copy(PROJECT / "territory.yaml", root)
    monkeypatch.chdir(root)
    with pytest.raises(SystemExit) as done:
        main(["import", "mednum", str(real_data / "mednum" / "grand-est-all-sources.csv")])
    assert not done.value.code
    asked = questions("demo", "real")
    wrong = missed(write_index(read_network(root, use_cache=False).require(), tmp_path / "index"), asked)
    assert len(wrong) <= (1 - ENOUGH) * len(asked), wrong
