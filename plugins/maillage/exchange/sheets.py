"""A file of rows, whatever its encoding, its delimiter or its format: CSV, JSON or GeoJSON."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from maillage.exchange.encodings import decoded
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.exchange.trees import read_trees
from maillage.i18n import N_

DELIMITERS = ";,\t|"
LOOKED_AT = 50
"""Rows that say which delimiter a file has."""
MAX_BYTES = 256 << 20
MAX_CELL = 1 << 20
_NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_DAMAGED = re.compile("[\udc80-\udcff]")
_AFTER = "fin"
NOT_CLOSED = N_("un guillemet y est ouvert et jamais fermé : cette ligne et toutes celles d’après ne se lisent pas")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows by the file's own column names, and how the file was read (``delimiter`` is empty for JSON)."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    encoding: str
    delimiter: str


def read_sheet(path: Path, *, encoding: str = "", delimiter: str = "", records: str = "") -> Sheet:
    """Read a file; what is not said is found out. ``records``: where JSON keeps the list (``data.items``).

    Rows without any content are no rows. Raises UnreadableFileError where the file is no table.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=MAX_BYTES >> 20)
    text, used = decoded(path.read_bytes(), encoding)
    if text.lstrip()[:1] in {"[", "{"}:
        rows, columns = read_trees(text, records)
        return Sheet(rows, columns, used, "")
    return _csv(text, used, delimiter)


def _csv(text: str, encoding: str, delimiter: str) -> Sheet:
    if named := _NAMED_DELIMITER.match(text):  # a line that spreadsheets write and never count
        text, delimiter = text[named.end() :], delimiter or named[1]
    used = delimiter or _delimiter(text)
    *lines, (number, after) = enumerate(_records(text, used), start=1)
    top = next((place for place, (_, cells) in enumerate(lines) if any(cells)), len(lines))
    names = [name.strip() for name in lines[top][1]] if top < len(lines) else []  # none: only empty lines
    if len(names) < 2:
        raise UnreadableFileError(N_("la première ligne ne nomme pas de colonnes"))
    columns = tuple(_unique(names))
    damaged = bool(_DAMAGED.search(text))
    rows = [_row(number, cells, columns, damaged=damaged) for number, cells in lines[top + 1 :] if any(cells)]
    if after != [_AFTER]:
        rows.append(Row(number, {}, NOT_CLOSED))
    elif rows and rows[-1].doubt and text[-1] not in "\r\n":
        rows[-1] = Row(rows[-1].number, {}, N_("le fichier s’arrête au milieu de cette ligne : reprenez-le en entier"))
    return Sheet(tuple(rows), columns, encoding, used)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV, then ``[_AFTER]``: where that is not the last one, a quote was never closed.

    Raises UnreadableFileError where a row cannot be read at all.
    """
    csv.field_size_limit(MAX_CELL)
    number = 0
    try:
        for cells in csv.reader(chain(io.StringIO(text, newline=""), [_AFTER]), delimiter=delimiter):
            number += 1
            yield cells
    except csv.Error as error:
        words = N_("la ligne {row} ne se lit pas : un guillemet y est sans doute ouvert et jamais fermé")
        raise UnreadableFileError(words, row=number + 1) from error


def _delimiter(text: str) -> str:
    """The delimiter that gives most rows as many cells as the header, and the header most of them."""
    return max(DELIMITERS, key=lambda one: _evenness(text, one))


def _evenness(text: str, delimiter: str) -> tuple[bool, int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = [cells for cells, _ in zip(filter(any, reader), range(LOOKED_AT), strict=False)]
    except csv.Error:
        found = []
    width = len(found[0]) if found else 0
    return width > 1, sum(len(cells) == width for cells in found), width


def _unique(header: list[str]) -> Iterator[str]:
    """Column names as they are; the second of two alike is ``name (2)``, one without a name ``colonne 7``."""
    seen: dict[str, int] = {}
    for position, name in enumerate(header, start=1):
        plain = name or f"colonne {position}"
        seen[plain] = seen.get(plain, 0) + 1
        yield plain if seen[plain] == 1 else f"{plain} ({seen[plain]})"


def _row(number: int, cells: list[str], columns: tuple[str, ...], *, damaged: bool) -> Row:
    counts = {"cells": len(cells), "columns": len(columns)}
    if any(cells[len(columns) :]):
        return Row(number, {}, N_("la ligne a {cells} cellules pour {columns} colonnes : elle est décalée"), counts)
    if damaged and any(map(_DAMAGED.search, cells)):
        return Row(number, {}, N_("des octets de la ligne ne sont pas de l’UTF-8 : ses accents sont abîmés"))
    named = dict(zip(columns, cells, strict=False))
    if len(cells) < len(columns):
        doubt = N_("la ligne n’a que {cells} cellules pour {columns} colonnes : les dernières sont prises pour vides")
        return Row(number, named, doubt=doubt, params=counts)
    return Row(number, named)
