"""Open data by commune: how files of statistics offices are read, what is kept, and what is said of it with who helps where."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner, Result
from maillage import outside, outside_files
from maillage.cli import main
from maillage.derive.context import Fact, facts
from maillage.derive.coverage import Helper, Towns, reach
from maillage.derive.questions import Answer
from maillage.exchange.context import read_grid, take
from maillage.exchange.context.taking import code_of, number_of
from maillage.gazetteer import Commune
from maillage.outside import Indicator, Outside, Source
from maillage.pipeline import read_network

MAPPING = """source: INSEE, recensement
licence: Licence Ouverte 2.0
date: 2021-01-01
commune: CODGEO
indicators:
  seniors: {name: Habitants de 65 ans et plus, unit: people, from: [P6579, P80P]}
  fibre: {name: Logements raccordables à la fibre, unit: percent, from: FIBRE, worse: low, scale: 100}
  fragilite: {name: Indice de fragilité numérique, unit: index, from: IFN, worse: high}
"""
HEAD = "CODGEO;LIBGEO;P6579;P80P;FIBRE;IFN\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "territory.yaml").write_text("name: T\narea: {epci: ['200070563']}\n", encoding="utf-8")
    (tmp_path / "insee.yaml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(root: Path, content: str | bytes, *options: str, name: str = "f.csv") -> Result:
    (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(main, ["import", "context", name, "--mapping", "insee.yaml", *options])


def kept(root: Path) -> list[str]:
    return (root / "context" / "insee.csv").read_text(encoding="utf-8").splitlines()


def test_a_file_is_kept_with_its_source_and_taken_again_the_same(root: Path) -> None:
    done = run(root, HEAD + "54528;Toul;1 200,5;300;0,75;12,5\n54242;Gye;10;2;1;-3\n")
    assert done.exit_code == 0, done.output
    assert kept(root) == ["commune,seniors,fibre,fragilite", "54242,12,100,-3", "54528,1500.5,75,12.5"]
    first = (root / "context" / "insee.yaml").read_text(encoding="utf-8")
    assert first == MAPPING
    [found] = read_network(root).context
    assert found.values["fibre"] == {"54242": 100, "54528": 75}
    again = CliRunner().invoke(main, ["import", "context", "f.csv", "--mapping", "context/insee.yaml"])
    assert again.exit_code == 0, again.output
    assert (root / "context" / "insee.yaml").read_text(encoding="utf-8") == first
    assert read_network(root).problems == ()


BAD = [
    ("54528;Toul;1;2;0,5\n54528;Toul;1;2;0,5;1\n", "sur plusieurs lignes", 1),
    ("99999;Nulle part;1;2;0,5;1\n", "n’est le code d’aucune commune", 1),
    ("Total;France;1;2;0,5;1\n", "n’est le code d’aucune commune", 1),
    ("54528;Toul;-1;2;0,5;1\n", "ne peut pas être un chiffre", 0),
    ("54528;Toul;1;2;1,5;1\n", "ne peut pas être un chiffre", 0),
    ("54528;Toul;beaucoup;2;0,5;1\n", "ne peut pas être un chiffre", 0),
    ("54528;Toul;nan;2;0,5;inf\n", "ne peut pas être un chiffre", 0),
    ("54528;Toul;1e9;2;0,5;1\n", "ne peut pas être un chiffre", 0),
    ("54528;\x1b[31m;=cmd();2;0,5;1\n", "ne peut pas être un chiffre", 0),
]


@pytest.mark.parametrize(("row", "told", "code"), BAD)
def test_a_bad_row_is_told_with_its_number_and_the_others_are_taken(root: Path, row: str, told: str, code: int) -> None:
    done = run(root, HEAD + row + "54242;Gye;10;2;1;3\n")
    assert done.exit_code == code, done.output
    assert "f.csv:2: " in done.output
    assert told in done.output
    assert "\x1b" not in done.output
    assert "54242,12,100,3" in kept(root)


@pytest.mark.parametrize("secret", ["s", "nd", "n.d.", "", "N/A", "…", "c", "NS"])
def test_a_secret_is_unknown_and_never_nought(root: Path, secret: str) -> None:
    done = run(root, HEAD + f"54528;Toul;5;{secret};0,5;1\n")
    assert done.exit_code == 0, done.output
    assert "1 cellules inconnues" in done.output
    assert kept(root)[1] == "54528,,50,1"


def test_communes_that_merged_are_those_of_today(root: Path) -> None:
    """01015 (Arboys en Bugey) was made of 01015 and 01340 in 2016."""
    done = run(root, HEAD + "1015;Arbignieu;10;1;0,5;2\n01340;Saint-Bois;4;0;0,5;3\n")
    assert done.exit_code == 0, done.output
    assert kept(root)[1] == "01015,15,50,"
    assert "ont fusionné" in done.output
    secret = HEAD + "1015;Arbignieu;10;1;0,5;2\n01340;Saint-Bois;s;0;0,5;2\n"
    assert run(root, secret).exit_code == 0
    assert kept(root)[1] == "01015,,50,2"


UNREADABLE = [
    (b"CODGEO;P6579\n54528;1\n", "colonnes de la correspondance absentes"),
    (b"", "absentes"),
    (b"PK\x03\x04 not a workbook", "le classeur ne se lit pas"),
    (b"<html></html>", "page web"),
    (b"%PDF-1.7", "PDF"),
]


@pytest.mark.parametrize(("content", "told"), UNREADABLE)
def test_a_file_that_is_no_such_table_leaves_everything_as_it_was(root: Path, content: bytes, told: str) -> None:
    assert run(root, HEAD + "54528;Toul;5;1;0,5;1\n").exit_code == 0
    before = kept(root)
    done = run(root, content)
    assert done.exit_code == 2, done.output
    assert told in done.output
    assert kept(root) == before


def workbook(path: Path, rows: list[list[str | float]], sheet: str = "COM") -> None:
    """The smallest workbook that programs open: cells of text and numbers on one sheet."""

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{office}"><sheets><sheet name="{sheet}" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{lines}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def test_a_workbook_with_titles_above_its_columns(root: Path) -> None:
    head: list[str | float] = ["CODGEO", "P6579", "P80P", "FIBRE", "IFN"]
    workbook(
        root / "f.xlsx",
        [["Population par âge"], ["Champ : France"], head, ["54528", 10.0, 2.5, 0.5, 3.0], [1015, 4.0, 1.0, 1.0, 2.0]],
    )
    done = CliRunner().invoke(main, ["import", "context", "f.xlsx", "--mapping", "insee.yaml"])
    assert done.exit_code == 0, done.output
    assert kept(root)[1:] == ["01015,5,100,2", "54528,12.5,50,3"]
    (root / "insee.yaml").write_text(MAPPING + "sheet: DEP\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["import", "context", "f.xlsx", "--mapping", "insee.yaml"])
    assert done.exit_code == 2
    assert "n’a pas de feuille « DEP »" in done.output.replace("\u00a0", " ")


def test_old_encodings_and_delimiters_are_found_out(root: Path) -> None:
    text = (HEAD + "54528;Écrouves;10;2;0,5;1\n").replace(";", "\t").replace("0,5", "0.5")
    assert run(root, text.encode("cp1252")).exit_code == 0
    assert kept(root)[1] == "54528,12,50,1"


def test_titles_above_the_columns_do_not_hide_the_delimiter(root: Path) -> None:
    rows = "".join(f"{code};x;1,5;2,5;0,5;1,5\n" for code in ("54528", "54242", "54174"))
    done = run(root, f"Population, par âge, en 2021\nChamp : France, hors Mayotte\n\n{HEAD}{rows}")
    assert done.exit_code == 0, done.output
    assert kept(root)[3] == "54528,4,50,1.5"


def test_nothing_is_written_on_a_dry_run_or_when_nothing_was_taken(root: Path) -> None:
    assert run(root, HEAD + "54528;Toul;5;1;0,5;1\n", "--dry-run").exit_code == 0
    assert run(root, HEAD).exit_code == 1
    assert run(root, HEAD + "54528;Toul;5;1;0,5;1\n", "--name", "../x").exit_code == 2
    assert not (root / "context").exists()


def test_a_mapping_that_its_schema_refuses_is_told(root: Path) -> None:
    (root / "insee.yaml").write_text(MAPPING.replace("people", "habitants"), encoding="utf-8")
    done = run(root, HEAD)
    assert done.exit_code == 2
    assert "insee.yaml:6" in done.output


NUMBERS = [
    ("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1\u202f234,5", 1234.5), ("1 234", 1234), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
    ("1.234.567", 1234567), ("45 %", 45), ("-3", -3), ("0,123", 0.123), ("1'234", 1234),
    ("", None), ("1,2,3", None), ("1.2.3", None), ("0x10", None), ("١٢", None), ("1e3", None), ("nan", None), ("9" * 30, None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "number"), NUMBERS)
def test_numbers_as_offices_write_them(cell: str, number: float | None) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize(("cell", "code"), [("1001", "01001"), (" 2a004 ", "2A004"), ("97411", "97411"), ("1", "1")])
def test_codes_get_back_the_zero_they_lost(cell: str, code: str) -> None:
    assert code_of(cell) == code


COMMUNES = (
    Commune("54528", "Toul", "54", None, (), 100, 48.675, 5.892),
    Commune("54999", "Loin", "54", None, (), 60, 49.4, 5.9),
    Commune("54998", "Ailleurs", "54", None, (), 40, 47.9, 6.4),
)
SOURCE = Source("S", "L", date(2021, 1, 1), "C", {
    "old": Indicator("Vieux", "people"),
    "fibre": Indicator("Fibre", "percent", worse="low"),
    "index": Indicator("Indice", "index", worse="high"),
    "neutral": Indicator("Neutre", "percent"),
})  # fmt: skip


def test_figures_are_crossed_with_who_helps_where_by_hand() -> None:
    towns = Towns(COMMUNES)
    states = reach(towns, [Helper((48.675, 5.892), frozenset(), None, (Answer.YES,))], 0).states[10]
    values = {
        "old": {"54528": 20.0, "54999": 30.0},
        "fibre": {"54528": 90.0, "54999": 50.0, "54998": 0.0},
        "index": {"54528": 1.0, "54999": 5.0, "54998": 5.0},
        "neutral": {},
    }
    found = facts(towns, states, {"": [0, 1, 2], "x": [2]}, [Outside("s", SOURCE, values)])
    assert found[""] == (
        Fact("s", "old", 50, (20, 0, 0, 30), known=2, communes=3),
        Fact("s", "fibre", (90 * 100 + 50 * 60) / 200, (10, 0, 0, 30 + 40), known=3, communes=3),
        Fact("s", "index", (100 + 300 + 200) / 200, (0, 0, 0, 100), known=3, communes=3),
        Fact("s", "neutral", None, (), known=0, communes=3),
    )
    assert found["x"][0] == Fact("s", "old", None, (0, 0, 0, 0), known=0, communes=1)


def test_districts_take_the_share_of_their_city_and_never_its_people() -> None:
    towns = Towns((Commune("75101", "Paris 1er", "75", None, (), 100, 48.86, 2.34),))
    states = reach(towns, [], 0).states[10]
    values = {"old": {"75056": 9.0}, "fibre": {"75056": 90.0}, "index": {}, "neutral": {}}
    found = facts(towns, states, {"": [0]}, [Outside("s", SOURCE, values)])[""]
    assert [fact.value for fact in found] == [None, 90, None, None]


def test_what_is_written_is_what_is_read(root: Path) -> None:
    grid = [["CODGEO", "P6579", "P80P", "FIBRE", "IFN"], ["54528", "1", "0,333333", "0,1", "-0,5"]]
    source = outside.build({
        "source": "S", "licence": "L", "date": "2021-01-01", "commune": "CODGEO",
        "indicators": {"a": {"name": "A", "unit": "people", "from": ["P6579", "P80P"]}, "b": {"name": "B", "unit": "index", "from": "IFN"}},
    })  # fmt: skip
    taken = take(source, grid)
    (root / "context").mkdir()
    text = (
        MAPPING.split("indicators")[0]
        + "indicators:\n  a: {name: A, unit: people, from: x}\n  b: {name: B, unit: index, from: y}\n"
    )
    (root / "context" / "s.yaml").write_text(text, encoding="utf-8")
    (root / "context" / "s.csv").write_text(outside.written(source, taken.values), encoding="utf-8")
    [found], problems = outside_files.read(root)
    assert problems == []
    assert found.values == taken.values == {"a": {"54528": 1.333333}, "b": {"54528": -0.5}}
    assert read_grid(root / "context" / "s.csv")[0] == ["commune", "a", "b"]
