"""Rows into files: an id for each, what contradicts itself set aside and told, nothing overwritten, nothing dropped."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.derive.places import check_location
from maillage.exchange.mednum.convert import record_of, set_aside
from maillage.exchange.mednum.fields import FIELDS
from maillage.exchange.mednum.reading import Row
from maillage.i18n import N_
from maillage.load import MAX_ID, RESERVED
from maillage.problems import Finding
from maillage.repair import folded

ASIDE = {
    "null-island": ("latitude", "longitude"),
    "swapped-coordinates": ("latitude", "longitude"),
    "point-outside-department": ("latitude", "longitude"),
    "unknown-commune": ("commune",),
    "commune-mismatch": ("code_insee",),
}
"""Which cells are set aside for which contradiction; the row is taken without them."""
TOLD = frozenset(FIELDS) - {"id", "nom", "date_maj"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a row: its number, a sentence (or a problem's code) and what fills it."""

    row: int
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Outcome:
    """What became of a file: records by id, and what was corrected, refused, or known before."""

    read: int = 0
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    corrected: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    known: list[Note] = field(default_factory=list)


def import_rows(
    rows: Iterable[Row],
    *,
    taken_ids: Iterable[str] = (),
    known_sources: Iterable[tuple[str, str]] = (),
    departments: Sequence[str] = (),
    licence: str | None = None,
) -> Outcome:
    """Turn rows into records. ``known_sources`` are (source, id) pairs that the tree has already."""
    outcome = Outcome()
    known = set(known_sources)
    everything = tuple(rows)
    outcome.read = len(everything)
    sound = [row for row in everything if _acceptable(row, outcome, known)]
    stems = Counter(_stem(row.cells) for row in sound)
    used = set(taken_ids)
    for row in sound:
        data = record_of(row.cells)
        _settle(row, data, departments, outcome)
        if licence:
            data.setdefault("source", {})["licence"] = licence
        identifier = _identifier(row, stems, used)
        used.add(identifier)
        outcome.records[identifier] = data
    return outcome


def _acceptable(row: Row, outcome: Outcome, known: set[tuple[str, str]]) -> bool:
    cells = row.cells
    reason = row.problem
    if not reason and not cells.get("nom", "").strip():
        reason = N_("le nom est vide")
    elif not reason and FIELDS["nom"].read(cells["nom"]) is None:
        reason = N_("le nom est trop long")
    elif not reason and FIELDS["date_maj"].read(cells.get("date_maj", "")) is None:
        reason = N_("la date de mise à jour manque ou n’est pas une date")
    if reason:
        outcome.refused.append(Note(row.number, reason))
        return False
    if cells.get("id") and (cells.get("source", ""), cells["id"]) in known:
        outcome.known.append(Note(row.number, N_("déjà dans l’annuaire")))
        return False
    return True


def _settle(row: Row, data: dict[str, Any], departments: Sequence[str], outcome: Outcome) -> None:
    """Set aside what contradicts itself until nothing does, and tell what was set aside or could not be typed."""
    for _ in ASIDE:
        findings = [finding for finding in _contradictions(data, departments) if finding[0] in ASIDE]
        if not findings:
            break
        code, _pointer, params = findings[0]
        set_aside(ASIDE[code], row.cells, data)
        outcome.corrected.append(Note(row.number, code, params))
    if not data.get("location", True):
        del data["location"]
    for column in sorted(TOLD):
        cell = row.cells.get(column, "")
        if cell and not _held(data, FIELDS[column].path) and column not in _set_aside_columns(outcome, row.number):
            reason = N_("« {value} » n’est pas une valeur acceptée de « {column} » : gardée à part")
            outcome.corrected.append(Note(row.number, reason, {"value": cell[:60], "column": column}))


def _set_aside_columns(outcome: Outcome, number: int) -> set[str]:
    notes = (note for note in reversed(outcome.corrected) if note.row == number)
    return {column for note in notes if note.reason in ASIDE for column in ASIDE[note.reason]}


def _contradictions(data: dict[str, Any], departments: Sequence[str]) -> list[Finding]:
    location = data.get("location")
    return list(check_location(location, ("location",), departments)) if location else []


def _held(data: Any, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True


def _stem(cells: Mapping[str, str]) -> str:
    """The id that name and commune suggest, without a part of a word at its end."""
    words = folded(f"{cells.get('nom', '')} {cells.get('commune', '')}").split("-")
    stem = ""
    for word in words:
        longer = f"{stem}-{word}" if stem else word
        if len(longer) > MAX_ID - 9:
            break
        stem = longer
    return stem or "lieu"


def _identifier(row: Row, stems: Mapping[str, int], used: set[str]) -> str:
    """The stem alone where it is nobody else's, else with a mark made from the source's id: rows may change places."""
    stem = _stem(row.cells)
    if stems[stem] == 1 and stem not in used and stem not in RESERVED:
        return stem
    for text in (
        f"{row.cells.get('source', '')}\n{row.cells.get('id', '')}",
        "\n".join(row.cells.values()),
        str(row.number),
    ):
        identifier = f"{stem}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        if identifier not in used:
            return identifier
    return f"{stem}-{row.number}"
