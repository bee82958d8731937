"""Records that may be one: what is said to be alike, what is not, and that the work stays small."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from maillage.cli import main
from maillage.derive.confusables import skeleton
from maillage.derive.duplicates import candidate, find

from bench.duplicates.__main__ import judged, places, precision_and_recall, town_halls

TOUL = {"municipality": "Toul", "postcode": "54200", "lat": 48.6757, "lon": 5.8915}
BASE: dict[str, Any] = {"name": "Médiathèque de Toul", "location": {**TOUL, "street": "1 rue de l’Exemple"}}
NANCY = {"municipality": "Nancy", "postcode": "54000", "street": "5 rue Ailleurs"}
PHONE = {"contact": {"phones": ["+33353010203"]}}
SIRET = {"identifiers": {"siret": "43493312300029"}}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, ...] | None]] = [
    ("the same", BASE, BASE, ("name", "near")),
    ("other capitals, a hyphen", BASE, {**BASE, "name": "MEDIATHEQUE-TOUL"}, ("name", "near")),
    ("no point, no street", BASE, {"name": "Médiathèque", "location": {"municipality": "Toul", "postcode": "54200"}}, ("name", "commune")),
    ("another town", BASE, {"name": "Médiathèque", "location": NANCY}, None),
    ("another town, the network’s phone", {**BASE, **PHONE}, {"name": "Médiathèque", "location": NANCY, **PHONE}, None),
    ("another name, the same SIRET, the same door", {**BASE, **SIRET}, {**BASE, **SIRET, "name": "Bibliothèque médiathèque"}, ("siret", "name", "near")),
    ("another name at the same door", BASE, {**BASE, "name": "Boulangerie Martin"}, None),
    ("another number", {**BASE, "name": "École 1"}, {**BASE, "name": "École 2"}, None),
    ("letters of another alphabet", BASE, {"name": "Médiathèque de Тоul", "location": NANCY}, ("homoglyphs", "name")),
    ("said to be two", {**BASE, "distinct": ["b"]}, BASE, None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "one", "other", "reasons"), CASES, ids=[case[0] for case in CASES])
def test_what_is_alike(case: str, one: dict[str, Any], other: dict[str, Any], reasons: tuple[str, ...] | None) -> None:
    pairs = find([candidate("a", one), candidate("b", other)])
    assert [pair.reasons for pair in pairs] == ([] if reasons is None else [reasons]), case


def test_a_key_that_a_whole_network_shares_says_nothing() -> None:
    many = [candidate(f"n{n}", {"name": f"Antenne numéro {n}", **PHONE}) for n in range(40)]
    assert find(many) == []


def test_look_alikes_are_made_latin() -> None:
    assert skeleton("Mаirіе \u200bde Тоul") == "Mairie de Toul"
    assert skeleton("Épinal") == "Épinal"


@pytest.fixture
def twins(territory: Path) -> Path:
    text = "name: Espace Dupont\nkind: place\nlocation: {municipality: Toul, postcode: '54200'}\nverified: {on: 2026-10-02}\n"
    (territory / "actors/espace-dupont.yaml").write_text(text, encoding="utf-8")
    (territory / "actors/dupont.yaml").write_text(text.replace("Espace Dupont", "ESPACE DUPONT"), encoding="utf-8")
    return territory


def run(territory: Path, *arguments: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(territory)
        done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.output


def test_the_command_names_both_files_the_reasons_and_the_way_out(twins: Path) -> None:
    code, told = run(twins, "duplicates")
    assert code == 0
    for words in (
        "actors/espace-dupont.yaml: possible-duplicate",
        "(actors/dupont.yaml) : noms proches, même commune",
        "maillage merge dupont espace-dupont",
        "1 paires",
    ):
        assert words in told
    code, told = run(twins, "duplicates", "--format", "json", "--lang", "en")
    assert json.loads(told)[0]["params"]["reasons"] == "name commune"
    assert "1 paires" not in run(twins, "duplicates", "skills")[1]


def test_check_asks_about_what_changed_and_only_once(twins: Path) -> None:
    path = twins / "actors/dupont.yaml"
    assert "possible-duplicate" not in run(twins, "check")[1]
    path.write_text(path.read_text(encoding="utf-8") + "summary: Bonjour.\n", encoding="utf-8")
    code, told = run(twins, "check")
    assert code == 0
    assert "actors/dupont.yaml: possible-duplicate (avertissement)" in told
    assert "possible-duplicate" not in run(twins, "check")[1]


def test_check_asks_about_what_a_branch_changed(twins: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
            cwd=twins,
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    assert "possible-duplicate" not in run(twins, "check", "--since", "HEAD")[1]
    path = twins / "actors/dupont.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "summary: Bonjour.\n", encoding="utf-8")
    assert "possible-duplicate" in run(twins, "check", "--since", "HEAD", "--no-cache")[1]
    assert run(twins, "check", "--since", "nulle-part")[0] == 2


@pytest.mark.real_data
def test_precision_and_recall_on_labelled_pairs_do_not_fall(real_data: Path) -> None:
    precision, recall = precision_and_recall(judged(places(real_data)))
    assert precision >= 0.94
    assert recall >= 0.92


@pytest.mark.real_data
def test_no_two_town_halls_are_taken_for_one(real_data: Path) -> None:
    assert find(town_halls(real_data)[::4]) == []
