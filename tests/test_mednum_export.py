"""Import, then export: every cell comes back, and what the standard refuses is told as frictionless tells it."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from frictionless import Resource, Schema
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.cli import main
from maillage.exchange.mednum import COLUMNS, export, read_rows, take_rows
from maillage.exchange.mednum.writer import LISTS, PATTERNS, fault
from maillage.exchange.naming import identifiers
from maillage.exchange.rows import Row
from maillage.vocabularies import vocabulary

from tests.conftest import REAL_DATA, TESTS
from tests.test_mednum import CELLS, ROW, run, write_csv

STANDARD = TESTS / "standards" / "mednum"
STANDARD_SCHEMA = Schema.from_descriptor(json.loads((STANDARD / "schema.json").read_text(encoding="utf-8")))
FILES = [path.name for path in sorted((REAL_DATA / "mednum").glob("*.csv"))] or ["none"]


def journey(rows: list[Row]) -> tuple[list[dict[str, str]], bytes]:
    """What comes out for the rows that were taken, in the order of the CSV, and the CSV."""
    taken = take_rows(rows).taken
    made = export({name: one.data for name, one in zip(identifiers(taken, ()), taken, strict=True)})
    text = made.content.decode("utf-8", "surrogatepass")
    return list(csv.DictReader(io.StringIO(text, newline=""))), made.content


def refused_by_frictionless(path: Path) -> set[tuple[int, str]]:
    report = Resource(path=str(path.name), basepath=str(path.parent), schema=STANDARD_SCHEMA).validate(
        limit_errors=10_000
    )
    assert not [error for error in report.flatten(["rowNumber", "fieldName", "type"]) if error[0] is None], report
    return {(row, column or "id") for row, column in report.flatten(["rowNumber", "fieldName"])}


def complete(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cells.get(column, "") for column in COLUMNS}


def key(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells[column] for column in COLUMNS)


@pytest.mark.real_data
@pytest.mark.parametrize("name", FILES)
def test_every_row_of_real_files_comes_back(name: str, real_data: Path, tmp_path: Path) -> None:
    rows = read_rows(real_data / "mednum" / name).rows
    back, content = journey(list(rows))
    assert sorted(map(key, back)) == sorted(key(complete(row.cells)) for row in rows)
    (tmp_path / "out.csv").write_bytes(content)
    told = {
        (number, column)
        for number, cells in enumerate(back, start=2)
        for column in COLUMNS
        if fault(column, cells[column])
    }
    refused = refused_by_frictionless(tmp_path / "out.csv")
    assert {one for one in refused if one[1] != "id"} == {one for one in told if one[1] != "id"}


def test_the_official_example_comes_back() -> None:
    table = read_rows(STANDARD / "exemple.csv")
    assert (table.missing, table.unknown) == ((), ())
    (row,) = table.rows
    assert journey([row])[0] == [dict(row.cells)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), min_size=1, max_size=4))
def test_hostile_cells_come_back_through_the_csv(rows: list[dict[str, str]]) -> None:
    sound = [{**cells, "nom": "A", "date_maj": "2024-01-02", "pivot": cells["pivot"] or "x"} for cells in rows]
    back, _ = journey([Row(number, cells) for number, cells in enumerate(sound, start=2)])
    assert sorted(map(key, back)) == sorted(map(key, sound))


VERDICTS = [
    ({}, set()),
    ({"telephone": "0383000000"}, {"telephone"}),
    ({"telephone": "+33353010203|+33353010204"}, {"telephone"}),
    ({"date_maj": "02/04/2024"}, {"date_maj"}),
    ({"presentation_resume": "x" * 281}, {"presentation_resume"}),
    ({"presentation_resume": "x" * 280}, set()),
    ({"formations_labels": "Étapes numériques (La Poste)"}, {"formations_labels"}),
    ({"formations_labels": "Étapes numériques(La Poste)"}, set()),
    ({"frais_a_charge": "Foo|Gratuit"}, {"frais_a_charge"}),
    ({"services": "Aide aux démarches administratives|Loisirs et créations numériques"}, set()),
    ({"typologie": "FOO|BAR", "latitude": "200", "courriels": "pas un mail"}, set()),
    ({"latitude": "48,5"}, {"latitude"}),
    ({"code_postal": "5420", "commune": "", "adresse": ""}, {"code_postal", "commune", "adresse"}),
    ({"code_insee": "2A004"}, set()),
]


@pytest.mark.parametrize(("cells", "columns"), VERDICTS)
def test_the_verdict_is_that_of_the_standard(cells: dict[str, str], columns: set[str], tmp_path: Path) -> None:
    row = complete({**ROW, **cells})
    path = write_csv(tmp_path / "one.csv", [row])
    assert {column for column, cell in row.items() if fault(column, cell)} == columns
    assert {column for _, column in refused_by_frictionless(path)} == columns


def test_the_patterns_and_lists_are_those_of_the_standard() -> None:
    fields = {field.name: field for field in STANDARD_SCHEMA.fields}
    assert tuple(fields) == COLUMNS
    for column, name in LISTS.items():
        for term in vocabulary(name).terms.values():
            assert not term.code or not fault(column, term.code), term
        assert fields[column].constraints["pattern"]
    assert {"pivot", "telephone", "code_insee"} <= {*PATTERNS}


def test_the_command_writes_the_file_and_tells_what_the_standard_refuses(territory: Path, tmp_path: Path) -> None:
    run(territory, str(write_csv(tmp_path / "a.csv", [{**ROW, "telephone": "03 53 01 02 03 / 04"}])))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(territory)
        done = CliRunner().invoke(
            main, ["export", "mednum", "--output", str(tmp_path / "out.csv")], catch_exceptions=False
        )
    assert done.exit_code == 0
    assert (
        "colonne « telephone », fiche « anonymal-toul » : la forme n’est pas celle du standard : « 03 53 01 02 03 / 04 »"
        in done.stderr
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows["structure-1"] == complete({**ROW, "telephone": "03 53 01 02 03 / 04"})


def test_persons_never_leave_and_the_unplaced_are_told() -> None:
    made = export(
        {
            "lou": {"name": "Lou", "kind": "person", "location": {"municipality": "Toul"}},
            "ici": {"name": "Ici", "kind": "place", "location": {"municipality": "Toul"}},
            "nulle-part": {"name": "Nulle part", "kind": "collective"},
        }
    )
    assert (made.rows, made.left_out) == (1, ("nulle-part",))
    assert b"Lou" not in made.content
