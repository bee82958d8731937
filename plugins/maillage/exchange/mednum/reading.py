"""The standard's CSV as rows: UTF-8, comma (or semicolon), columns found by their names."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from maillage.exchange.mednum.columns import COLUMNS
from maillage.i18n import N_

NEEDED = ("id", "nom")
csv.field_size_limit(1 << 20)


class UnreadableFileError(ValueError):
    """The whole file cannot be taken; ``reason`` is a sentence, with ``params`` for its holes."""

    def __init__(self, reason: str, **params: object) -> None:
        """Keep the sentence and what fills it."""
        super().__init__(reason)
        self.reason, self.params = reason, params


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as a spreadsheet shows it, its cells by column, or what is wrong with it."""

    number: int
    cells: dict[str, str]
    problem: str = ""


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
    header = [name.strip() for name in next(reader, [])]
    absent = [name for name in NEEDED if name not in header]
    if absent:
        raise UnreadableFileError(N_("la première ligne ne nomme pas la colonne « {column} »"), column=absent[0])
    twice = next((name for name in COLUMNS if header.count(name) > 1), "")
    if twice:
        raise UnreadableFileError(N_("la colonne « {column} » est nommée deux fois"), column=twice)
    rows = tuple(_row(number, cells, header) for number, cells in enumerate(reader, start=2) if cells)
    missing = tuple(name for name in COLUMNS if name not in header)
    return Table(rows, missing, tuple(name for name in header if name not in COLUMNS))


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(number, {}, N_("la ligne n’a pas autant de cellules que l’en-tête"))
    return Row(number, {name: cell for name, cell in zip(header, cells, strict=True) if name in COLUMNS})
