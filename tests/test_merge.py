"""Two records made one: every fact kept, every mention turned, nothing written where somebody has to choose."""

from pathlib import Path

import pytest
from maillage.load import parse
from maillage.pipeline import read_network

from tests.test_duplicates import run
from tests.test_mednum import ROW, tree, write_csv
from tests.test_mednum import run as import_mednum

KEPT = """\
# la bonne fiche
name: Espace Dupont   # nom d’usage
kind: place
location: {municipality: Toul, postcode: '54200'}
contact:
  phones: ['+33353010203']
offers: [soudure]
verified: {on: 2025-10-02, by: Lou}
"""
GONE = """\
name: Espace Dupont
kind: place
summary: On y répare.
location: {municipality: Toul, postcode: '54200', street: 1 rue de l’Exemple}
contact: {phones: ['+33353010203', '+33353010204']}
offers:
  - {skill: soudure, note: Le soir.}
aliases: [tres-vieux]
verified: {on: 2026-10-02}
source: {name: Hubik, id: structure-9}
"""
FRIEND = """\
name: Ami   # reste
kind: collective
partners: [espace-dupont, dupont]
verified: {on: 2026-10-02}
"""


@pytest.fixture
def twins(territory: Path) -> Path:
    for name, text in (("espace-dupont", KEPT), ("dupont", GONE), ("ami", FRIEND)):
        (territory / f"actors/{name}.yaml").write_text(text, encoding="utf-8")
    event = "title: Fête\nstart: 2026-12-02\norganisers: [dupont]\nplace: dupont\n"
    (territory / "events").mkdir(exist_ok=True)
    (territory / "events/fete.yaml").write_text(event, encoding="utf-8")
    (territory / "skills").mkdir(exist_ok=True)
    if not (territory / "skills/soudure.yaml").exists():
        (territory / "skills/soudure.yaml").write_text(
            "name: Soudure\nfamily: fabrication-et-reparation\n", encoding="utf-8"
        )
    assert read_network(territory).errors == ()
    return territory


def test_every_fact_is_kept_and_every_mention_turned(twins: Path) -> None:
    code, told = run(twins, "merge", "espace-dupont", "dupont")
    assert code == 0, told
    text = (twins / "actors/espace-dupont.yaml").read_text(encoding="utf-8")
    assert "# la bonne fiche" in text
    assert "# nom d’usage" in text
    data = parse(text, "")
    assert data == {
        "name": "Espace Dupont", "kind": "place", "summary": "On y répare.",
        "location": {"municipality": "Toul", "postcode": "54200", "street": "1 rue de l’Exemple"},
        "contact": {"phones": ["+33353010203", "+33353010204"]},
        "offers": [{"skill": "soudure", "note": "Le soir."}],
        "aliases": ["dupont", "tres-vieux"],
        "verified": {"on": "2026-10-02"},
        "source": {"name": "Hubik", "id": "structure-9"},
    }  # fmt: skip
    assert not (twins / "actors/dupont.yaml").exists()
    assert "partners: [espace-dupont]" in (twins / "actors/ami.yaml").read_text(encoding="utf-8")
    assert "name: Ami   # reste" in (twins / "actors/ami.yaml").read_text(encoding="utf-8")
    assert "organisers: [espace-dupont]\nplace: espace-dupont\n" in (twins / "events/fete.yaml").read_text(
        encoding="utf-8"
    )
    assert read_network(twins).errors == ()


def test_where_they_contradict_each_other_nothing_is_written_without_an_answer(twins: Path) -> None:
    path = twins / "actors/dupont.yaml"
    path.write_text(GONE.replace("name: Espace Dupont", "name: Chez Dupont"), encoding="utf-8")
    before = tree(twins)
    code, told = run(twins, "merge", "espace-dupont", "dupont")
    assert (code, tree(twins)) == (1, before)
    assert "name : « Espace Dupont » ou « Chez Dupont » ?" in told
    code, _ = run(twins, "merge", "espace-dupont", "dupont", "--prefer", "gone")
    assert code == 0
    assert read_network(twins).require().actors["espace-dupont"].name == "Chez Dupont"


def test_a_dry_run_says_what_would_be_done(twins: Path) -> None:
    before = tree(twins)
    code, told = run(twins, "merge", "espace-dupont", "dupont", "--dry-run")
    assert (code, tree(twins)) == (0, before)
    assert "modifiée : actors/ami.yaml" in told
    assert "supprimée : actors/dupont.yaml" in told


@pytest.mark.parametrize(("kept", "gone"), [("espace-dupont", "nulle-part"), ("dupont", "dupont")])
def test_two_records_are_needed(kept: str, gone: str, twins: Path) -> None:
    assert run(twins, "merge", kept, gone)[0] == 2


def test_two_that_name_each_other_do_not_name_themselves(twins: Path) -> None:
    path = twins / "actors/espace-dupont.yaml"
    path.write_text(KEPT + "partners: [dupont]\ndistinct: [dupont]\n", encoding="utf-8")
    code, told = run(twins, "merge", "espace-dupont", "dupont")
    assert code == 0, told
    text = path.read_text(encoding="utf-8")
    assert "partners" not in text
    assert "distinct" not in text
    assert read_network(twins).errors == ()


def test_what_was_merged_does_not_come_back_with_the_next_file(territory: Path, tmp_path: Path) -> None:
    rows = [ROW, {**ROW, "id": "2", "source": "Autre"}]
    import_mednum(territory, str(write_csv(tmp_path / "a.csv", rows)))
    one, other = sorted(path.stem for path in (territory / "actors/mednum").iterdir())
    code, told = run(territory, "merge", one, other, "--prefer", "kept")
    assert code == 0, told
    code, told = import_mednum(
        territory, str(write_csv(tmp_path / "b.csv", [{**row, "horaires": "Mo 09:00-12:00"} for row in rows]))
    )
    assert code == 0, told
    assert "0 nouvelles fiches, 1 mises à jour" in told
    assert len(list((territory / "actors/mednum").iterdir())) == 1
    assert read_network(territory).problems == ()
