"""A file of any office program as rows of cells: CSV of any encoding and delimiter, or a workbook."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from maillage.exchange.encodings import decoded
from maillage.exchange.rows import UnreadableFileError
from maillage.exchange.sheets import MAX_BYTES, MAX_CELL, delimiter_of
from maillage.i18n import N_

Grid = Sequence[Sequence[str]]
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
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
        return [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or delimiter_of(text))]
    except csv.Error as error:
        raise UnreadableFileError(N_("le fichier ne se lit pas comme un CSV")) from error


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
