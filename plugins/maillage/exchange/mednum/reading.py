"""A file of the standard as rows: its CSV, or the JSON that its tools write; columns found by their names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from maillage.exchange.mednum.columns import COLUMNS
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.exchange.sheets import Sheet, read_sheet
from maillage.i18n import N_
from maillage.repair import folded

NEEDED = ("id", "nom")
KNOWN = {**{folded(name): name for name in COLUMNS}, "modalite-acces": "modalites_acces", "courriel": "courriels"}
"""Columns by their folded name; the standard's own example writes two of them otherwise."""
OF_THE_FIRST = frozenset({"publics_accueillis", "conditions_acces", "conditions_access", "labels_nationaux"})
"""Columns that only the first standard (v0.1, 2022) has: its words are others too."""


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, with the columns that are missing and those that nobody knows, and how the file was read."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    sheet: Sheet


def read_rows(path: Path) -> Table:
    """Read a file. Raises UnreadableFileError where it is no table or has not even a name and an id column."""
    sheet = read_sheet(path)
    names = {name: KNOWN.get(folded(name), "") for name in sheet.columns}
    found = [name for name in names.values() if name]
    if OF_THE_FIRST & {name.lower() for name in sheet.columns}:
        words = N_("c’est le premier standard (v0.1) : « maillage import table {file} --mapping mednum-0.1 »")
        raise UnreadableFileError(words, file=path.name)
    for column in NEEDED:
        if column not in found:
            raise UnreadableFileError(N_("la première ligne ne nomme pas la colonne « {column} »"), column=column)
    for column in found:
        if found.count(column) > 1 or f"{column} (2)" in sheet.columns:
            raise UnreadableFileError(N_("la colonne « {column} » est nommée deux fois"), column=column)
    unknown = tuple(
        name for name, known in names.items() if not known and any(row.cells.get(name) for row in sheet.rows)
    )
    missing = tuple(name for name in COLUMNS if name not in found) if sheet.delimiter else ()
    return Table(tuple(_named(row, names) for row in sheet.rows), missing, unknown, sheet)


def _named(row: Row, names: Mapping[str, str]) -> Row:
    return replace(row, cells={names[name]: cell for name, cell in row.cells.items() if names[name]})
