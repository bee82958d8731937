"""Files of rows as people's programs write them: the same rows whatever the encoding, the delimiter, the line ends."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.exchange.mednum import COLUMNS, read_rows, take_rows
from maillage.exchange.rows import UnreadableFileError
from maillage.exchange.sheets import MAX_CELL, read_sheet

from tests.test_mednum import ROW

PLACE = {
    **ROW,
    "nom": "Médiathèque « l’été » ; à côté, où l’on naît",
    "presentation_detail": "Une ligne,\nune autre : « déjà »",
    "services": "Aide aux démarches administratives|Loisirs et créations numériques",
}
OTHER = {**ROW, "id": "2", "nom": "Maison de l’Île, Épinal", "latitude": "", "longitude": ""}
ROWS = [[place.get(column, "") for column in COLUMNS] for place in (PLACE, OTHER)]


def written(
    rows: Sequence[Sequence[str]] = (COLUMNS, *ROWS), delimiter: str = ",", ends: str = "\n", quoting: int = 0
) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows(rows)
    return text.getvalue()


TITLES = [column.replace("_", " ").title() for column in COLUMNS]
API = [
    {column: cell.split("|") if column == "services" else cell for column, cell in place.items() if cell}
    for place in (PLACE, OTHER)
]
WRITTEN: dict[str, bytes] = {
    "as the standard says": written().encode(),
    "with a byte-order mark": written().encode("utf-8-sig"),
    "a spreadsheet's Unicode text": written(delimiter="\t", ends="\r\n").encode("utf-16"),
    "UTF-16 without a mark": written().encode("utf-16-le"),
    "a French spreadsheet's": written(delimiter=";", ends="\r\n").encode("cp1252"),
    "an old Mac's": written(delimiter=";", ends="\r", quoting=csv.QUOTE_ALL).encode("mac_roman"),
    "with its delimiter named": ("sep=;\r\n" + written(delimiter=";", ends="\r\n")).encode("utf-8-sig"),
    "with bars": written(delimiter="|").encode(),
    "all quoted": written(quoting=csv.QUOTE_ALL).encode(),
    "with empty lines": written(([], COLUMNS, [], ROWS[0], [""] * 32, ROWS[1], [""] * 32, [])).encode(),
    "with capitals": written(([name.upper() for name in COLUMNS], *ROWS)).encode(),
    "with titles": written((TITLES, *ROWS)).encode(),
    "with a comma at the end of each line": written(((*COLUMNS, ""), *([*row, ""] for row in ROWS))).encode(),
    "without the end of the last line": written().rstrip("\n").encode(),
    "the JSON of a service": json.dumps({"total": 2, "data": API}).encode(),
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN)
def test_a_file_is_read_as_it_was_meant(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(content)
    table = read_rows(tmp_path / "f")
    cells = [[row.cells.get(column, "") for column in COLUMNS] for row in table.rows]
    assert cells == ROWS
    assert not [row for row in table.rows if row.problem or row.doubt]


FRENCH = st.text("aeé èàêôçùïœ’«»–€ABCÉÀ\n\"',;|1", max_size=20)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(FRENCH, min_size=3, max_size=3).filter(any), min_size=1, max_size=5),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_rows_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, encoding: str, ends: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(written([["nom", "ville", "n"], *rows], delimiter, ends, csv.QUOTE_ALL).encode(encoding))
    sheet = read_sheet(path)
    assert [list(row.cells.values()) for row in sheet.rows] == rows


DAMAGED: list[tuple[bytes, list[int], str]] = [
    (b'nom,ville\na,b\n"c,d\ne,f\n', [3], "un guillemet y est ouvert"),
    (b'nom,ville\na,b\nc,"d', [3], "un guillemet y est ouvert"),
    (b"nom,ville,n\na,b,1\nc,d", [3], "s’arrête au milieu"),
    (b"nom,ville\na,b,c\nd,e\n", [2], "décalée"),
    ("nom,ville\nété,à\nÉpinal,b\ncassé,".encode() + b"\xe9\nd,e\n", [4], "UTF-8"),
    (b'[{"nom": "a"}, null, {"nom": "b"}]', [2], "objet JSON"),
]


@pytest.mark.parametrize(("content", "rows", "reason"), DAMAGED)
def test_a_damaged_row_is_refused_and_the_others_are_read(
    content: bytes, rows: list[int], reason: str, tmp_path: Path
) -> None:
    (tmp_path / "f").write_bytes(content)
    sheet = read_sheet(tmp_path / "f")
    assert [(row.number, reason in row.problem) for row in sheet.rows if row.problem] == [(row, True) for row in rows]
    assert [row for row in sheet.rows if not row.problem]


def test_a_short_row_is_taken_and_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"nom,ville,n\na,b\nc,d,1\n")
    first, second = read_sheet(tmp_path / "f").rows
    assert (first.cells, bool(first.doubt), bool(second.doubt)) == ({"nom": "a", "ville": "b"}, True, False)


NONE = [
    (b"PK\x03\x04" + bytes(200), "classeur"),
    (b"\xd0\xcf\x11\xe0" + bytes(200), "classeur"),
    (b"  <!DOCTYPE html><p>404", "page web"),
    (b"%PDF-1.7", "PDF"),
    (b"\x1f\x8b\x08", "archive"),
    (b"[" * 100_000, "JSON"),
    (b'[{"a":' * 900 + b"1" + b"}]" * 900, "JSON"),
    (b'nom,ville\na,"' + b"x" * (MAX_CELL + 1), "la ligne 2 ne se lit pas"),
    (b"", "ne nomme pas de colonnes"),
    (b"\x00" * 100, ""),
]


@pytest.mark.parametrize(("content", "reason"), NONE, ids=lambda value: str(value)[:20])
def test_what_is_no_table_is_named(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(UnreadableFileError) as told:
        read_sheet(tmp_path / "f")
    assert reason in told.value.reason.format_map(told.value.params)


def test_numbers_are_kept_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(
        b'[{"a": 48.50, "b": 54000.0, "c": 5.4e4, "d": 12345678901234567890123, "e": NaN, "f": -0.10, "g": 1e999}]'
    )
    (row,) = read_sheet(tmp_path / "f").rows
    assert list(row.cells.values()) == ["48.50", "54000", "54000", "12345678901234567890123", "", "-0.10", "1e999"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(data.draw(st.sampled_from(list(WRITTEN.values()))))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        outcome = take_rows(read_rows(path).rows)
    except UnreadableFileError:
        return
    assert len(outcome.rows_taken) + len(outcome.rows_refused) == outcome.read
    assert outcome.rows_taken.isdisjoint(outcome.rows_refused)
