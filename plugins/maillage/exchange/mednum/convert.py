"""A row of the standard as a record, and a record's row: together they give every cell back."""

import re
from collections.abc import Mapping
from typing import Any

from maillage.exchange.mednum.columns import COLUMNS, NO_PIVOT
from maillage.exchange.mednum.fields import FIELDS, Path

PIVOTS = (("siret", r"[0-9]{14}"), ("rna", r"W[0-9A-Za-z]{9}"), ("ridet", r"[0-9]{7,10}"))
PUBLIC = {"caf", "ccas", "cd", "cias", "cpam", "dept", "epci", "muni", "msa", "pref", "reg", "rfs", "mds", "mdph"}
HOUSES = {
    "bib",
    "cs",
    "csc",
    "epn",
    "fablab",
    "mjc",
    "mq",
    "ml",
    "tiers-lieux",
    "relais-lecture",
    "ressourcerie",
    "evs",
}
RAW: Path = ("source", "mednum", "raw")
# Characters that strict YAML refuses; those that end a line become a blank in our field.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def record_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """The record of a row: each cell in its field, and beside it, letter for letter, where the field says less."""
    data: dict[str, Any] = {}
    for column, cell in cells.items():
        if column == "pivot":
            _read_pivot(cell, data)
        elif column in FIELDS:
            _read(column, cell, data)
        elif cell:
            keep_raw(column, cell, data)
    _complete_point(cells, data)
    data["kind"] = _kind(data.get("typologies", []))
    return data


def _read(column: str, cell: str, data: dict[str, Any]) -> None:
    field = FIELDS[column]
    if not cell:
        if column == "id":
            keep_raw(column, cell, data)
        return
    value = value_of(column, cell)
    if value is not None:
        _put(data, field.path, value)
    if value is None or field.write(value) != cell:
        keep_raw(column, cell, data)


def value_of(column: str, cell: str) -> Any:
    """What our field holds of a cell, without the characters that no record may have; None where it can hold nothing."""
    return FIELDS[column].read(_REFUSED.sub(lambda found: " " if found[0] in _BREAKS else "", cell))


def _read_pivot(cell: str, data: dict[str, Any]) -> None:
    if cell == NO_PIVOT:
        return
    for name, pattern in PIVOTS:
        if re.fullmatch(pattern, cell):
            _put(data, ("identifiers", name), cell)
            return
    keep_raw("pivot", cell, data)


def _complete_point(cells: Mapping[str, str], data: dict[str, Any]) -> None:
    """A latitude needs a longitude: half a point is kept as it was written, and is no point."""
    location = data.get("location", {})
    if (
        ("lat" in location) != ("lon" in location)
        or abs(location.get("lat", 0)) > 90
        or abs(location.get("lon", 0)) > 180
    ):
        set_aside(("latitude", "longitude"), cells, data)


def set_aside(columns: tuple[str, ...], cells: Mapping[str, str], data: dict[str, Any]) -> None:
    """Take values out of their fields and keep their cells: they contradict the rest."""
    for column in columns:
        _remove(data, FIELDS[column].path)
        if cells.get(column):
            keep_raw(column, cells[column], data)


def keep_raw(column: str, cell: str, data: dict[str, Any]) -> None:
    """Keep a cell letter for letter; what strict YAML refuses is written ``\\uXXXX``, and a backslash ``\\\\``."""
    escaped = _REFUSED.sub(lambda found: f"\\u{ord(found[0]):04x}", cell.replace("\\", "\\\\"))
    _put(data, (*RAW, column), escaped)


def raw_cell(escaped: str) -> str:
    """The cell that :func:`keep_raw` kept."""
    return re.sub(
        r"\\(\\|u[0-9a-f]{4})", lambda found: "\\" if found[1] == "\\" else chr(int(found[1][1:], 16)), escaped
    )


def row_of(data: Mapping[str, Any], identifier: str) -> dict[str, str]:
    """The 32 cells of a record. A field that was edited since wins over the cell that was kept."""
    kept = {column: raw_cell(cell) for column, cell in (_get(data, RAW) or {}).items()}
    return {column: _cell(column, data, kept, identifier) for column in COLUMNS}


def _cell(column: str, data: Mapping[str, Any], kept: Mapping[str, str], identifier: str) -> str:
    if column == "pivot":
        numbers = data.get("identifiers", {})
        return next((numbers[name] for name, _ in PIVOTS if name in numbers), kept.get("pivot", NO_PIVOT))
    if column not in FIELDS:
        return kept.get(column, "")
    field = FIELDS[column]
    value = _get(data, field.path)
    if column in kept and (value is None or value == value_of(column, kept[column])):
        return kept[column]
    if value is None:
        return identifier if column == "id" else ""
    return field.write(value)


def _kind(typologies: list[str]) -> str:
    """A place by default: that is what the standard lists. A public office or an association where the codes say so."""
    if HOUSES & set(typologies):
        return "place"
    if PUBLIC & set(typologies):
        return "public-service"
    return "organisation" if "asso" in typologies else "place"


def _get(data: Mapping[str, Any], path: Path) -> Any:
    value: Any = data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _put(data: dict[str, Any], path: Path, value: Any) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = value


def _remove(data: dict[str, Any], path: Path) -> None:
    for key in path[:-1]:
        data = data.get(key, {})
    data.pop(path[-1], None)
