import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.cli import main
from maillage.exchange.mednum import COLUMNS, Taken, read_rows, record_of, row_of, take_rows
from maillage.exchange.naming import identifiers
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.load import Document, parse
from maillage.pipeline import problems_of, read_network
from maillage.settings import Area, Territory
from maillage.yaml_writer import document

from tests.conftest import EXAMPLES, REAL_DATA

ROW = {
    "id": "structure-1",
    "pivot": "00000000000000",
    "nom": "Anonymal",
    "commune": "Toul",
    "code_postal": "54200",
    "adresse": "12 bis rue de l’Exemple",
    "latitude": "48.6757",
    "longitude": "5.8915",
    "source": "Hubik",
    "date_maj": "2022-10-10",
}
CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            " ",
            '"',
            "a\nb",
            "a\r\nb",
            "a|b",
            "|",
            "a;b",
            "\u00a0",
            "\u202f",
            "\ufeff",
            "\x00",
            "\\u0041",
            "\\",
            "é" * 280,
            "é" * 281,
        ]
    ),
    st.sampled_from(
        [
            "+33353010203",
            "03 53 01 02 03",
            "+33353010203|+33353010204",
            "a@b.fr|c@d.fr",
            "a@b.fr|x",
            "https://exemple.org",
            "exemple.org",
        ]
    ),
    st.sampled_from(
        [
            "Gratuit",
            "Gratuit|Payant",
            "Gratuit|Gratuit",
            "Étapes numériques (La Poste)",
            "Étapes numériques(La Poste)",
            "Seniors",
            "BIB|ASSO",
        ]
    ),
    st.sampled_from(
        [
            "0",
            "0.0",
            "48.5",
            "48.50",
            "48,5",
            "-1",
            "91",
            "nan",
            "2024-02-30",
            "02/04/2024",
            "54200",
            "0" * 14,
            "12345678200010",
            "W543001234",
        ]
    ),
)


def given_back(cells: dict[str, str]) -> dict[str, str]:
    """The cells after a whole journey: record, file, record, row."""
    data = parse(document("actor", record_of(cells)), "f.yaml")
    assert isinstance(data, dict), data
    return row_of(data, "our-id")


@settings(max_examples=1000, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)))
def test_every_cell_comes_back(cells: dict[str, str]) -> None:
    cells = {**cells, "nom": cells["nom"] or "A", "pivot": cells["pivot"] or "x"}
    assert given_back(cells) == cells


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)))
def test_whatever_is_taken_makes_a_sound_record(cells: dict[str, str]) -> None:
    outcome = take_rows([Row(2, {**cells, "date_maj": "2024-01-02"})], departments=("54",))
    assert len(outcome.taken) + len(outcome.refused) == 1
    for one in outcome.taken:
        record = Document("actors/x.yaml", "actor", "x", one.data)
        found = problems_of(EXAMPLES / "base", record, Territory(name="T", area=Area(departments=("54",))))
        assert [problem for problem in found if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("cell", "shown"), [("A\x00B", "AB"), ("A\u2028B", "A B"), ("\ufeffFoyer\u200e", "Foyer"), ("Caf\x85", "Caf ")]
)
def test_characters_that_no_record_may_have_leave_the_field_and_stay_in_the_cell(cell: str, shown: str) -> None:
    data = record_of({**ROW, "nom": cell})
    assert data["name"] == shown
    assert given_back({**ROW, "nom": cell})["nom"] == cell


SEPARATED = [
    ("services", "Loisirs et créations numériques;Compréhension du monde numérique", "services", 2),
    ("typologie", "TIERS_LIEUX,ASSO", "typologies", 2),
    ("courriels", "a@exemple.org; b@exemple.org,c@exemple.org", "contact", 1),
    ("site_web", "https://exemple.org,https://exemple.fr/a,b", "links", 2),
]


@pytest.mark.parametrize(("column", "cell", "name", "count"), SEPARATED)
def test_other_separators_are_understood_and_the_cell_comes_back(column: str, cell: str, name: str, count: int) -> None:
    data = record_of({**ROW, column: cell})
    assert len(data[name]) == count
    assert given_back({**ROW, column: cell})[column] == cell


@pytest.mark.real_data
@pytest.mark.parametrize("name", [path.name for path in sorted((REAL_DATA / "mednum").glob("*.csv"))] or ["none"])
def test_every_cell_of_real_files_comes_back(name: str, real_data: Path) -> None:
    with (real_data / "mednum" / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert given_back(row) == row


def test_an_edited_field_wins_over_the_kept_cell() -> None:
    data = record_of({**ROW, "telephone": "03 53 01 02 03"})
    assert data["contact"]["phones"] == ["+33353010203"]
    data["contact"]["phones"] = ["+33353019999"]
    assert row_of(data, "x")["telephone"] == "+33353019999"


def test_nothing_is_invented() -> None:
    data = record_of(ROW)
    assert {"identifiers", "services", "contact"}.isdisjoint(data)
    assert row_of({"name": "A", "kind": "place"}, "our-id") == {
        **dict.fromkeys(COLUMNS, ""),
        "id": "our-id",
        "nom": "A",
        "pivot": "0" * 14,
    }


ASIDE = [
    ({"latitude": "0", "longitude": "0"}, "null-island", "latitude"),
    ({"latitude": "5.8915", "longitude": "48.6757"}, "swapped-coordinates", "latitude"),
    ({"latitude": "44.56", "longitude": "6.08"}, "point-outside-department", "longitude"),
    ({"commune": "Toull-les-Bains"}, "unknown-commune", "commune"),
    ({"code_insee": "54395"}, "commune-mismatch", "code_insee"),
]


@pytest.mark.parametrize(("wrong", "reason", "column"), ASIDE)
def test_what_contradicts_itself_is_set_aside_told_and_kept(wrong: dict[str, str], reason: str, column: str) -> None:
    cells = {**ROW, **wrong}
    outcome = take_rows([Row(2, cells)], departments=("54",))
    assert [note.reason for note in outcome.corrected] == [reason]
    (one,) = outcome.taken
    assert row_of(one.data, "x")[column] == cells[column]


TOLD = [("pivot", "4,34933E+13"), ("code_postal", "1000"), ("telephone", "accueil"), ("frais_a_charge", "Libre")]


@pytest.mark.parametrize(("column", "cell"), TOLD)
def test_what_our_fields_cannot_hold_is_told_and_kept(column: str, cell: str) -> None:
    outcome = take_rows([Row(2, {**ROW, column: cell})], departments=("54",))
    assert [(note.params["column"], note.params["value"]) for note in outcome.corrected] == [(column, cell)]
    assert row_of(outcome.taken[0].data, "x")[column] == cell


REFUSED = [({"nom": " "}, "le nom"), ({"date_maj": ""}, "la date"), ({"date_maj": "hier"}, "la date")]


@pytest.mark.parametrize(("wrong", "reason"), REFUSED)
def test_a_row_that_cannot_be_taken_is_told(wrong: dict[str, str], reason: str) -> None:
    outcome = take_rows([Row(7, {**ROW, **wrong})])
    assert [(note.row, note.reason[: len(reason)]) for note in outcome.refused] == [(7, reason)]


def named(rows: list[Row]) -> list[tuple[Taken, str]]:
    taken = take_rows(rows).taken
    return list(zip(taken, identifiers(taken, ()), strict=True))


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = [Row(2, ROW), Row(3, {**ROW, "id": "b"}), Row(4, {**ROW, "id": "c", "nom": "CON", "commune": ""})]
    there, back = ({one.key: identifier for one, identifier in named(order)} for order in (rows, rows[::-1]))
    assert there == back
    assert len(set(there.values())) == 3


def write_csv(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(territory: Path, *arguments: str) -> tuple[int, str]:
    into = territory / "actors" / "mednum"
    done = CliRunner().invoke(main, ["import", "mednum", *arguments, "--into", str(into)])
    return done.exit_code, done.output


def tree(root: Path) -> dict[Path, bytes]:
    files = [*root.rglob("*.yaml"), *root.rglob("*.jsonl")]
    return {path.relative_to(root): path.read_bytes() for path in files}


def test_a_file_becomes_records_that_pass_the_check(territory: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [ROW, {**ROW, "id": "2", "nom": ""}])
    code, told = run(territory, str(file))
    assert code == 1
    assert f"{file}:3: refusée : le nom est vide" in told
    assert "2 lignes lues, 1 prises (dont 0 corrigées), 1 refusées : 1 nouvelles fiches" in told
    assert read_network(territory).problems == ()
    assert (territory / "actors/mednum/anonymal-toul.yaml").is_file()


def test_a_second_time_changes_nothing(territory: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [ROW])
    run(territory, str(file))
    before = tree(territory)
    code, told = run(territory, str(file))
    assert (code, tree(territory)) == (0, before)
    assert "0 nouvelles fiches, 0 mises à jour, 1 sans changement" in told


def test_a_dry_run_writes_nothing(territory: Path, tmp_path: Path) -> None:
    code, _ = run(territory, str(write_csv(tmp_path / "a.csv", [ROW])), "--dry-run")
    assert code == 0
    assert not (territory / "actors" / "mednum").exists()


AREAS = [
    ("departments: ['54']", 1),
    ("departments: ['55']", 0),
    ("regions: ['44']", 1),
    ("communes: ['54528']", 1),
    ("communes: ['54395']", 0),
    ("epci: ['200070563']", 1),
]


@pytest.mark.parametrize(("area", "taken"), AREAS)
def test_only_the_places_of_the_territory(area: str, taken: int, territory: Path, tmp_path: Path) -> None:
    far = {**ROW, "id": "2", "nom": "Loin", "commune": "Brest", "code_postal": "29200", "latitude": "", "longitude": ""}
    file = write_csv(tmp_path / "a.csv", [ROW, far])
    settings_ = territory / "territory.yaml"
    settings_.write_text(settings_.read_text(encoding="utf-8").replace("departments: ['54']", area), encoding="utf-8")
    code, told = run(territory, str(file), "--here")
    assert code == 0
    assert f"{2 - taken} lignes hors du territoire, laissées" in told
    assert f"2 lignes lues, {taken} prises" in told


def test_a_place_that_is_here_already_is_followed_wherever_it_is(territory: Path, tmp_path: Path) -> None:
    far = {**ROW, "commune": "Brest", "code_postal": "29200", "latitude": "", "longitude": ""}
    run(territory, str(write_csv(tmp_path / "a.csv", [far])))
    code, told = run(territory, str(write_csv(tmp_path / "a.csv", [{**far, "nom": "Autre"}])), "--here")
    assert "0 lignes hors du territoire" in told
    assert "1 mises à jour" in told
    assert code == 0


def test_columns_are_found_by_name_and_semicolons_are_read(tmp_path: Path) -> None:
    table = read_rows(
        write_csv(tmp_path / "a.csv", [{**ROW, "couleur": "bleu"}], ("nom", "id", "date_maj", "couleur"), ";")
    )
    assert table.rows[0].cells == {"nom": "Anonymal", "id": "structure-1", "date_maj": "2022-10-10"}
    assert table.unknown == ("couleur",)
    assert "services" in table.missing


@pytest.mark.parametrize("content", [b"nom\nA\n", b"", b"id,nom,nom\n", b"id,nom,labels_nationaux\n"])
def test_a_file_that_is_none_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        read_rows(path)


def test_records_never_land_outside_the_actors(territory: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [ROW])
    done = CliRunner().invoke(main, ["import", "mednum", str(file), "--into", str(territory / "skills")])
    assert done.exit_code == 2


@pytest.mark.real_data
def test_the_real_places_of_a_region_are_all_taken(real_data: Path, territory: Path) -> None:
    code, told = run(territory, str(real_data / "mednum" / "grand-est-all-sources.csv"))
    assert code == 0, told
    assert "990 lignes lues, 990 prises" in told
    assert read_network(territory).errors == ()
