"""A file of any office program as rows of cells: CSV of any encoding and delimiter, or a workbook."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from maillage.exchange.encodings import decoded
from maillage.exchange.rows import UnreadableFileError
from maillage.exchange.sheets import DELIMITERS, MAX_BYTES, MAX_CELL
from maillage.i18n import N_

Grid = Sequence[Sequence[str]]
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SNIFFED = 20_000
"""Characters that say which delimiter a file has."""
MAX_OPEN = 1 << 30
"""Bytes that a workbook may hold once its archive is opened."""


def read_grid(path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "") -> Grid:
    """Every row with its cells as text. Raises UnreadableFileError where the file is no table."""
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=MAX_BYTES >> 20)
    with path.open("rb") as file:
        start = file.read(4)
    return _workbook(path, sheet) if start in WORKBOOKS else _csv(path, encoding, delimiter)


def _csv(path: Path, encoding: str, delimiter: str) -> Grid:
    text, _ = decoded(path.read_bytes(), encoding)
    csv.field_size_limit(MAX_CELL)
    try:
        return _rows(text, delimiter or max(DELIMITERS, key=lambda one: _evenness(text, one)))
    except csv.Error as error:
        raise UnreadableFileError(N_("le fichier ne se lit pas comme un CSV")) from error


def _rows(text: str, delimiter: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _evenness(text: str, delimiter: str) -> tuple[bool, int, int]:
    """How many of the first rows have the commonest number of cells, and how many cells: lines of title have their own."""
    start = text[: text.find("\n", SNIFFED) + 1] if len(text) > SNIFFED else text
    try:
        widths = Counter(len(row) for row in _rows(start, delimiter) if any(row))
    except csv.Error:
        return False, 0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return width > 1, times, width


def _workbook(path: Path, sheet: str) -> Grid:
    import python_calamine as calamine  # a reader of workbooks: only where there is one

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > MAX_OPEN:
                raise UnreadableFileError(N_("le classeur, une fois ouvert, dépasse {limit} Mio"), limit=MAX_OPEN >> 20)
    try:
        book = calamine.load_workbook(path)
        if sheet and sheet not in book.sheet_names:
            words = N_("le classeur n’a pas de feuille « {sheet} » ; il a : {names}")
            raise UnreadableFileError(words, sheet=sheet, names=", ".join(book.sheet_names)[:300])
        rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)
    except (calamine.CalamineError, IndexError) as error:
        raise UnreadableFileError(
            N_("le classeur ne se lit pas : il est abîmé, ou protégé par un mot de passe")
        ) from error
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """A cell as one reads it: whole numbers without « .0 »."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
