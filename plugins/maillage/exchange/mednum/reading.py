"""The standard's CSV as rows: UTF-8, comma (or semicolon), columns found by their names."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from maillage.exchange.mednum.columns import COLUMNS
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.i18n import N_

NEEDED = ("id", "nom")
ALIASES = {"modalite_acces": "modalites_acces"}
csv.field_size_limit(1 << 20)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, with the columns that are missing and those that nobody knows."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def read_rows(path: Path) -> Table:
    """Read a file. Raises UnreadableFileError where it is not UTF-8 or has not even a name and an id column."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(N_("le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »")) from error
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [_column(name) for name in next(reader, [])]
    absent = [name for name in NEEDED if name not in header]
    if absent:
        raise UnreadableFileError(N_("la première ligne ne nomme pas la colonne « {column} »"), column=absent[0])
    twice = next((name for name in COLUMNS if header.count(name) > 1), "")
    if twice:
        raise UnreadableFileError(N_("la colonne « {column} » est nommée deux fois"), column=twice)
    rows = tuple(_row(number, cells, header) for number, cells in enumerate(reader, start=2) if cells)
    missing = tuple(name for name in COLUMNS if name not in header)
    return Table(rows, missing, tuple(name for name in header if name not in COLUMNS))


def _column(name: str) -> str:
    """The standard's column that a heading means: its own example writes two of them otherwise."""
    plain = name.strip()
    known = ALIASES.get(plain.lower(), plain.lower())
    return known if known in COLUMNS else plain


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(number, {}, N_("la ligne n’a pas autant de cellules que l’en-tête"))
    return Row(number, {name: cell for name, cell in zip(header, cells, strict=True) if name in COLUMNS})
