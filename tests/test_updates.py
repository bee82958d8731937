"""A newer file of a known source: what people edited is kept, what only the source changed is taken, nothing is lost."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from maillage.cli import main
from maillage.load import parse
from maillage.pipeline import read_network

from tests.test_mednum import ROW, run, tree, write_csv

FILE = Path("actors/mednum/anonymal-toul.yaml")


@pytest.fixture
def imported(territory: Path, tmp_path: Path) -> Path:
    code, told = run(territory, str(write_csv(tmp_path / "1.csv", [ROW, {**ROW, "id": "2", "nom": "Autre"}])))
    assert code == 0, told
    return territory


def again(territory: Path, tmp_path: Path, *rows: dict[str, str], options: tuple[str, ...] = ()) -> str:
    code, told = run(territory, str(write_csv(tmp_path / "2.csv", list(rows))), *options)
    assert code == 0, told
    assert read_network(territory).errors == ()
    return told


def edit(territory: Path, before: str, after: str) -> None:
    path = territory / FILE
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def record(territory: Path) -> dict[str, object]:
    data = parse((territory / FILE).read_text(encoding="utf-8"), "")
    assert isinstance(data, dict)
    return data


OTHER = {**ROW, "id": "2", "nom": "Autre"}


def test_what_only_the_source_changed_is_taken(imported: Path, tmp_path: Path) -> None:
    edit(imported, "name: Anonymal", "name: Anonymal   # un commentaire")
    newer = {**ROW, "nom": "Anonymal 2", "telephone": "+33353010203", "date_maj": "2024-01-02"}
    told = again(imported, tmp_path, newer, OTHER)
    assert "1 mises à jour, 1 sans changement" in told
    data = record(imported)
    assert (data["name"], data["contact"]) == ("Anonymal 2", {"phones": ["+33353010203"]})
    assert "# un commentaire" in (imported / FILE).read_text(encoding="utf-8")
    assert not list((imported / "actors/mednum").glob("anonymal-2*"))


def test_what_people_edited_is_kept_and_told(imported: Path, tmp_path: Path) -> None:
    edit(imported, "name: Anonymal", "name: Le vrai nom")
    told = again(imported, tmp_path, {**ROW, "nom": "Anonymal 2", "horaires": "Mo 09:00-12:00"}, OTHER)
    assert "« anonymal-toul » : modifiés ici et dans la source, gardés comme ici : name" in told
    data = record(imported)
    assert (data["name"], data["opening_hours"]) == ("Le vrai nom", "Mo 09:00-12:00")
    told = again(imported, tmp_path, {**ROW, "nom": "Anonymal 2", "horaires": "Mo 09:00-12:00"}, OTHER)
    assert "gardés comme ici" not in told  # the source did not change since: it was told once
    assert record(imported)["name"] == "Le vrai nom"


def test_what_the_source_takes_back_goes(imported: Path, tmp_path: Path) -> None:
    again(imported, tmp_path, {**ROW, "telephone": "+33353010203"}, OTHER)
    assert "contact" in record(imported)
    again(imported, tmp_path, ROW, OTHER)
    assert "contact" not in record(imported)


def test_a_row_that_vanished_is_marked_once_and_may_come_back(imported: Path, tmp_path: Path) -> None:
    told = again(imported, tmp_path, OTHER)
    assert "« anonymal-toul » n’est plus dans la source : à vérifier" in told
    assert record(imported)["status"] == "gone-from-source"
    assert [problem.code for problem in read_network(imported).problems] == ["gone-from-source"]
    again(imported, tmp_path, ROW, OTHER)
    assert "status" not in record(imported)
    again(imported, tmp_path, OTHER)
    edit(imported, "status: gone-from-source\n", "")
    again(imported, tmp_path, OTHER)
    assert "status" not in record(imported)  # somebody looked: it is still there


def test_an_extract_makes_nothing_vanish(imported: Path, tmp_path: Path) -> None:
    before = tree(imported)
    again(imported, tmp_path, OTHER, options=("--partial",))
    assert tree(imported) == before


def test_another_source_makes_nothing_vanish(imported: Path, tmp_path: Path) -> None:
    again(imported, tmp_path, {**ROW, "source": "Autre source", "id": "9", "nom": "Neuf"})
    assert "status" not in record(imported)


def test_what_was_deleted_here_does_not_come_back(imported: Path, tmp_path: Path) -> None:
    (imported / FILE).unlink()
    told = again(imported, tmp_path, {**ROW, "horaires": "Mo 09:00-12:00"}, OTHER)
    assert "supprimée ici" in told
    assert not (imported / FILE).exists()


def test_a_record_that_was_moved_and_renamed_is_found(imported: Path, tmp_path: Path) -> None:
    text = (imported / FILE).read_text(encoding="utf-8")
    (imported / FILE).unlink()
    (imported / "actors/le-bon-nom.yaml").write_text(f"{text}aliases: [anonymal-toul]\n", encoding="utf-8")
    again(imported, tmp_path, {**ROW, "horaires": "Mo 09:00-12:00"}, OTHER)
    assert "opening_hours" in (imported / "actors/le-bon-nom.yaml").read_text(encoding="utf-8")
    assert not (imported / FILE).exists()


def test_without_memory_a_difference_stays_as_it_is_here(imported: Path, tmp_path: Path) -> None:
    for path in (imported / "imports").iterdir():
        path.unlink()
    told = again(imported, tmp_path, {**ROW, "nom": "Anonymal 2", "horaires": "Mo 09:00-12:00"}, OTHER)
    assert "gardés comme ici : name" in told
    assert (record(imported)["name"], record(imported)["opening_hours"]) == ("Anonymal", "Mo 09:00-12:00")


def test_what_would_contradict_itself_is_not_taken(imported: Path, tmp_path: Path) -> None:
    edit(imported, "municipality: Toul", "municipality: Nancy")
    edit(imported, '"54200"', '"54000"')
    edit(imported, "lat: 48.6757", "lat: 48.69")
    before = (imported / FILE).read_bytes()
    told = again(imported, tmp_path, {**ROW, "code_insee": "54528"}, OTHER)
    assert "n’est pas mise à jour : avec ce que dit la source, elle se contredirait" in told
    assert (imported / FILE).read_bytes() == before


def test_rows_without_an_id_and_repeated_ids_are_known_again(territory: Path, tmp_path: Path) -> None:
    rows = [{**ROW, "id": ""}, {**ROW, "id": "x"}, {**ROW, "id": "x", "nom": "Deux"}]
    file = str(write_csv(tmp_path / "1.csv", rows))
    run(territory, file)
    before = tree(territory)
    code, told = run(territory, file)
    assert (code, tree(territory)) == (0, before), told
    assert "3 sans changement" in told


def test_an_unsound_record_stops_the_import(imported: Path, tmp_path: Path) -> None:
    (imported / "actors/faux.yaml").write_text("nom: X\n", encoding="utf-8")
    before = tree(imported)
    code, told = run(imported, str(write_csv(tmp_path / "2.csv", [{**ROW, "id": "3"}])))
    assert code == 1
    assert "actors/faux.yaml:1:1" in told
    assert tree(imported) == before


def test_a_damaged_memory_is_told(imported: Path, tmp_path: Path) -> None:
    (memory,) = (imported / "imports").iterdir()
    memory.write_text("{", encoding="utf-8")
    code, told = run(imported, str(write_csv(tmp_path / "2.csv", [ROW])))
    assert code == 2
    assert f"« {memory.name} » est abîmé" in told


def test_help_says_what_happens_to_edits() -> None:
    assert "ce qui a été modifié ici est gardé" in " ".join(
        CliRunner().invoke(main, ["import", "mednum", "--help"]).output.split()
    )
