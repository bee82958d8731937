"""Rows into records: what contradicts itself is set aside and told, nothing is dropped without a word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.derive.places import check_location
from maillage.exchange.mednum.convert import RAW, record_of, set_aside, value_of
from maillage.exchange.mednum.fields import FIELDS
from maillage.exchange.rows import Row
from maillage.i18n import N_
from maillage.load import MAX_ID
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
KEPT_ASIDE = N_("« {value} » n’est pas une valeur acceptée de « {column} » : gardée à part")
TOLD = frozenset(FIELDS) - {"id", "nom", "date_maj"}


Key = tuple[str, str, int]
"""What a row is known by from one file to the next: its source, its id there, and which of those with that id it is."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a row: its number, a sentence (or a problem's code) and what fills it."""

    row: int
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that became a record: ``stem`` is the id that its name suggests."""

    row: int
    key: Key
    stem: str
    data: dict[str, Any]


@dataclass
class Outcome:
    """What became of a file's rows, in their order: each is taken (as one record or several) or refused, never both."""

    read: int = 0
    taken: list[Taken] = field(default_factory=list)
    corrected: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)

    @property
    def rows_taken(self) -> set[int]:
        """Numbers of the rows that became records."""
        return {one.row for one in self.taken}

    @property
    def rows_refused(self) -> set[int]:
        """Numbers of the rows that did not."""
        return {note.row for note in self.refused}


def take_rows(rows: Iterable[Row], *, departments: Sequence[str] = (), licence: str | None = None) -> Outcome:
    """Turn rows into records. ``departments`` are those of the territory: they settle communes of one name."""
    outcome = Outcome()
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        outcome.read += 1
        if reason := _refusal(row):
            outcome.refused.append(Note(row.number, reason, row.params))
            continue
        if row.doubt:
            outcome.corrected.append(Note(row.number, row.doubt, row.params))
        data = record_of(row.cells)
        outcome.corrected += _settle(row, data, departments)
        if licence:
            data.setdefault("source", {})["licence"] = licence
        known_by = _known_by(row.cells)
        outcome.taken.append(Taken(row.number, (*known_by, seen[known_by]), _stem(row.cells), data))
        seen[known_by] += 1
    return outcome


def _refusal(row: Row) -> str:
    """Why a row cannot be taken, or nothing."""
    cells = row.cells
    if row.problem:
        return row.problem
    if not cells.get("nom", "").strip():
        return N_("le nom est vide")
    if value_of("nom", cells["nom"]) is None:
        return N_("le nom est trop long, ou sans un caractère visible")
    if FIELDS["date_maj"].read(cells.get("date_maj", "")) is None:
        return N_("la date de mise à jour manque ou n’est pas une date")
    return ""


def _known_by(cells: Mapping[str, str]) -> tuple[str, str]:
    """Source and id; where the source gives no id, what else names the place."""
    identifier = cells.get("id", "") or "~" + "|".join(
        cells.get(column, "") for column in ("nom", "code_postal", "commune", "adresse")
    )
    return cells.get("source", ""), identifier


def _settle(row: Row, data: dict[str, Any], departments: Sequence[str]) -> list[Note]:
    """Set aside what contradicts itself until nothing does; what was set aside or could not be typed."""
    notes: list[Note] = []
    aside: set[str] = set()
    for _ in ASIDE:
        findings = [finding for finding in _contradictions(data, departments) if finding[0] in ASIDE]
        if not findings:
            break
        code, _pointer, params = findings[0]
        set_aside(ASIDE[code], row.cells, data)
        aside |= set(ASIDE[code])
        notes.append(Note(row.number, code, params))
    if not data.get("location", True):
        del data["location"]
    unheld = [
        column for column in sorted(TOLD - aside) if row.cells.get(column) and not _held(data, FIELDS[column].path)
    ]
    if _held(data, (*RAW, "pivot")) and row.cells.get("pivot", "").strip():
        unheld.append("pivot")
    return notes + [
        Note(row.number, KEPT_ASIDE, {"value": row.cells[column][:60], "column": column}) for column in unheld
    ]


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
