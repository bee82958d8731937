"""A file of rows, whatever its encoding, its delimiter or its format: CSV, JSON or GeoJSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.exchange.rows import Row, UnreadableFileError
from maillage.i18n import N_

ENCODINGS = ("cp1252", "cp1250", "mac_roman", "cp850", "latin_1", "utf_16", "utf_8")
"""Those that French offices' programs have written; more would only add ways to guess wrong."""
DELIMITERS = ";,\t|"
SAMPLE = 64 * 1024
MAX_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows by the file's own column names, and how the file was read (``delimiter`` is empty for JSON)."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    encoding: str
    delimiter: str


def read_sheet(path: Path, *, encoding: str = "", delimiter: str = "", records: str = "") -> Sheet:
    """Read a file; what is not said is found out. ``records``: where JSON keeps the list (``data.items``).

    Raises UnreadableFileError where it is no table.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=MAX_BYTES >> 20)
    text, used = _decode(path.read_bytes(), encoding)
    if text.lstrip()[:1] in {"[", "{"}:
        return _json(text, used, records)
    return _csv(text, used, delimiter)


def _decode(content: bytes, encoding: str) -> tuple[str, str]:
    for candidate in filter(None, (encoding, "utf-8-sig" if not encoding else "")):
        try:
            return content.decode(candidate), candidate
        except (UnicodeDecodeError, LookupError) as error:
            if encoding:
                raise UnreadableFileError(N_("le fichier n’est pas en « {encoding} »"), encoding=encoding) from error
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=list(ENCODINGS)).best()
    if best is None:
        raise UnreadableFileError(N_("l’encodage du fichier ne se reconnaît pas : nommez-le dans la correspondance"))
    return str(best), best.encoding


def _csv(text: str, encoding: str, delimiter: str) -> Sheet:
    used = delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=used)
    header = [name.strip() for name in next(reader, [])]
    if len(header) < 2:
        raise UnreadableFileError(N_("la première ligne ne nomme pas de colonnes"))
    columns = tuple(_unique(header))
    rows = tuple(_row(number, cells, columns) for number, cells in enumerate(reader, start=2) if any(cells))
    return Sheet(rows, columns, encoding, used)


def _delimiter(text: str) -> str:
    sample = text[:SAMPLE]
    try:
        return csv.Sniffer().sniff(sample, DELIMITERS).delimiter
    except csv.Error:
        first = sample.split("\n", 1)[0]
        return max(DELIMITERS, key=first.count)


def _unique(header: list[str]) -> Iterator[str]:
    """Column names as they are; the second of two alike is ``name (2)``, one without a name ``colonne 7``."""
    seen: dict[str, int] = {}
    for position, name in enumerate(header, start=1):
        plain = name or f"colonne {position}"
        seen[plain] = seen.get(plain, 0) + 1
        yield plain if seen[plain] == 1 else f"{plain} ({seen[plain]})"


def _row(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        reason = N_("la ligne a {cells} cellules pour {columns} colonnes : elle est décalée")
        return Row(number, {}, reason, {"cells": len(cells), "columns": len(columns)})
    return Row(number, dict(zip(columns, cells, strict=False)))


def _json(text: str, encoding: str, records: str) -> Sheet:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UnreadableFileError(N_("le JSON est mal formé : {error}"), error=error) from error
    items = list(_items(data, records))
    columns: dict[str, None] = {}
    rows = []
    for number, item in enumerate(items, start=1):
        cells = dict(_flat(item))
        columns.update(dict.fromkeys(cells))
        rows.append(Row(number, cells))
    return Sheet(tuple(rows), tuple(columns), encoding, "")


def _items(data: Any, records: str) -> Iterator[dict[str, Any]]:
    """The objects of the list at ``records``; of a GeoJSON, its features; else of the first list of objects there is."""
    if isinstance(data, dict) and data.get("type") == "FeatureCollection" and not records:
        yield from (_feature(one) for one in data.get("features") or [] if isinstance(one, dict))
        return
    for part in filter(None, records.split(".")):
        data = data.get(part) if isinstance(data, dict) else None
    if isinstance(data, dict):
        data = next((one for one in data.values() if isinstance(one, list)), list(data.values()))
    found = [one for one in data or [] if isinstance(one, dict)] if isinstance(data, list) else []
    if not found:
        raise UnreadableFileError(N_("le JSON ne contient pas de liste de fiches à l’endroit dit"))
    yield from found


def _feature(one: dict[str, Any]) -> dict[str, Any]:
    geometry = one.get("geometry") or {}
    point = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    where = {"longitude": point[0], "latitude": point[1]} if isinstance(point, list) and len(point) > 1 else {}
    return {**where, "id": one.get("id"), **(one.get("properties") or {})}


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested objects as ``address.city``, lists joined by ``|``, numbers and booleans as text."""
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for position, one in enumerate(value):
                yield from _flat(one if isinstance(one, dict) else {"": one}, f"{name}.{position}.")
        else:
            yield name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(_text, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
