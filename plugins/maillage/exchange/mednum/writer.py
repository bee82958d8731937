"""Records as the standard's CSV, and what of it the standard would refuse.

The rules are those of schema.json v1.0.2 (LaMednum/standard-mediation-num), held to frictionless' verdict by a test.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.exchange.mednum.columns import COLUMNS
from maillage.exchange.mednum.convert import row_of
from maillage.i18n import N_
from maillage.vocabularies import vocabulary

REQUIRED = frozenset({"id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj"})
PATTERNS = {
    "pivot": r"[a-zA-Z0-9]{9,14}",
    "code_postal": r"\d{5}",
    "code_insee": r"([013-9]\d|2[AB1-9])\d{3}",
    "telephone": r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)\d{6,9}",
    "latitude": r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?",
    "longitude": r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?",
}
LISTS = {
    "itinerance": "mobile",
    "services": "services",
    "publics_specifiquement_adresses": "audiences",
    "prise_en_charge_specifique": "care",
    "frais_a_charge": "fees",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "labels",
    "modalites_acces": "access",
    "modalites_accompagnement": "support",
}
"""Columns whose items the standard names one by one, and our vocabulary of them. ``typologie`` has none there."""
LONGEST_SUMMARY = 280


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that the standard refuses: line of the CSV, our record, column, a sentence and what fills it."""

    row: int
    record: str
    column: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class Export:
    """The CSV (UTF-8, comma, LF), its faults, and the records without an address, which the standard has no room for."""

    content: bytes
    faults: tuple[Fault, ...]
    rows: int
    left_out: tuple[str, ...]


def export(records: Mapping[str, Mapping[str, Any]]) -> Export:
    """Every place of ``records`` (id → data) as one row. Persons never leave this way."""
    places = {identifier: data for identifier, data in records.items() if data.get("kind") != "person"}
    placed = {identifier: data for identifier, data in places.items() if _has_room(data)}
    rows = {identifier: row_of(data, identifier) for identifier, data in placed.items()}
    return Export(
        _csv(rows.values()), tuple(_faults(rows)), len(rows), tuple(one for one in places if one not in placed)
    )


def _has_room(data: Mapping[str, Any]) -> bool:
    location = data.get("location", {})
    return bool(location.get("street") or location.get("municipality") or "mednum" in data.get("source", {}))


def line(identifier: str, data: Mapping[str, Any]) -> bytes:
    """One record as a line of the CSV; nothing for a person, or where there is no address."""
    return _lines([row_of(data, identifier)]) if data.get("kind") != "person" and _has_room(data) else b""


def heading() -> bytes:
    """The first line of the CSV."""
    return _lines([dict(zip(COLUMNS, COLUMNS, strict=True))])


def _csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    return heading() + _lines(rows)


def _lines(rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    plain = csv.writer(text, lineterminator="\n")
    # Python before 3.13 leaves a lone carriage return without quotes, and then reads it as the end of the line.
    quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = [row.get(column, "") for column in COLUMNS]
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _faults(rows: Mapping[str, Mapping[str, str]]) -> Iterable[Fault]:
    first: dict[str, int] = {}
    for number, (record, cells) in enumerate(rows.items(), start=2):
        for column, cell in cells.items():
            if reason := fault(column, cell):
                yield Fault(number, record, column, reason, cell)
        if first.setdefault(cells["id"], number) != number:
            yield Fault(number, record, "id", N_("le même identifiant est déjà sur une ligne plus haut"), cells["id"])


def fault(column: str, cell: str) -> str:
    """Why the standard refuses a cell, as a sentence; nothing where it does not."""
    if not cell:
        return N_("la cellule est vide, et le standard la demande") if column in REQUIRED else ""
    if column in PATTERNS and not re.fullmatch(PATTERNS[column], cell, re.ASCII):
        return N_("la forme n’est pas celle du standard")
    if column == "date_maj" and not _is_day(cell):
        return N_("la date ne s’écrit pas année-mois-jour")
    if column == "presentation_resume" and len(cell) > LONGEST_SUMMARY:
        return N_("le texte dépasse 280 caractères")
    if column in LISTS and not all(item in _accepted(column) for item in cell.split("|")):
        return N_("une valeur n’est pas dans la liste du standard")
    return ""


def _accepted(column: str) -> frozenset[str]:
    return frozenset(term.code for term in vocabulary(LISTS[column]).terms.values() if term.code)


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False
