"""Rows of a statistics office as figures of the communes of today.

What such files do: lose the zero of « 01001 », write 12 345,6 or 1.234,5, hide small numbers behind « s » or « nd », keep
communes that have merged since, put lines of title above the names of columns.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maillage import gazetteer
from maillage.exchange.context.grid import Grid
from maillage.exchange.mednum import Note
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_
from maillage.outside import Indicator, Source
from maillage.repair import folded

TITLES = 40
"""Lines that may stand above the names of the columns."""
SECRET = frozenset(
    map(
        folded,
        ("", "s", "nd", "n.d.", "ns", "c", "na", "n/a", "nc", "-", "–", "…", "...", "..", "#N/A", "null", "secret"),
    )
)
"""What offices write where a figure is not known or may not be told."""
_BLANKS = re.compile("[\\s\u00a0\u202f\u2009']")
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")
_THOUSANDS = re.compile(
    r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+|[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}|[+-]?[0-9]{1,3}(,[0-9]{3}){2,}"
)


@dataclass
class Taken:
    """Figures by indicator and commune, what is told of rows, how many rows were read and refused, and cells not known."""

    values: dict[str, dict[str, float]]
    corrected: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    read: int = 0
    unknown: int = 0


def take(source: Source, grid: Grid) -> Taken:
    """The figures. Raises UnreadableFileError where the columns that the mapping names are not there."""
    top, columns = _heading(source, grid)
    taken = Taken({name: {} for name in source.indicators})
    empty = SECRET | frozenset(map(folded, source.empty))
    parts: dict[str, list[tuple[int, str, list[float | None]]]] = defaultdict(list)
    for number, cells in enumerate(grid[top + 1 :], start=top + 2):
        if not any(cell.strip() for cell in cells):
            continue
        taken.read += 1
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        code = code_of(said[source.commune])
        commune = gazetteer.commune(code)
        if commune is None:
            taken.refused.append(
                Note(number, N_("« {value} » n’est le code d’aucune commune"), {"value": said[source.commune][:40]})
            )
            continue
        figures = [_figure(one, said, empty, number, taken) for one in source.indicators.values()]
        parts[commune.code].append((number, code, figures))
    for commune_code, found in parts.items():
        _join(source, commune_code, found, taken)
    return taken


def _heading(source: Source, grid: Grid) -> tuple[int, dict[str, int]]:
    """Where the names of the columns are, and the place of each column that is read."""
    wanted = [source.commune, *(name for one in source.indicators.values() for name in one.sources)]
    best: Sequence[str] = wanted
    for number, cells in enumerate(grid[:TITLES]):
        names = [cell.strip() for cell in cells]
        missing = [name for name in wanted if name not in names]
        if not missing:
            return number, {name: names.index(name) for name in wanted}
        best = missing if len(missing) < len(best) else best
    words = N_("colonnes de la correspondance absentes du fichier : {names}")
    raise UnreadableFileError(words, names=", ".join(dict.fromkeys(best)))


def code_of(cell: str) -> str:
    """A commune's code as INSEE writes it: with the zero that a spreadsheet took away."""
    code = cell.strip().upper()
    return code.zfill(5) if code.isdecimal() and len(code) == 4 else code


def _figure(one: Indicator, said: Mapping[str, str], empty: frozenset[str], number: int, taken: Taken) -> float | None:
    """One figure of a row; None where a cell is not known, or is no figure that can be."""
    total = 0.0
    for name in one.sources:
        cell = said[name]
        if folded(cell) in empty and not _PLAIN.fullmatch(cell):
            taken.unknown += 1
            return None
        value = number_of(cell)
        if value is None or not _can_be(one, value * one.scale):
            words = N_("« {value} » ne peut pas être un chiffre de « {column} » : inconnu")
            taken.corrected.append(Note(number, words, {"value": cell[:40], "column": name}))
            return None
        total += value * one.scale
    return total


def _can_be(one: Indicator, value: float) -> bool:
    return {"people": value >= 0, "percent": 0 <= value <= 100, "index": True}[one.unit]


def number_of(cell: str) -> float | None:
    """``12 345,6``, ``1.234,5``, ``45 %`` as a number; None for anything else. One comma or point alone is decimal."""
    text = _BLANKS.sub("", cell).removesuffix("%")
    if _THOUSANDS.fullmatch(text):
        decimal = max(text.rfind(","), text.rfind(".")) if "," in text and "." in text else len(text)
        text = re.sub("[.,]", "", text[:decimal]) + text[decimal:].replace(",", ".")
    text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def _join(source: Source, commune: str, found: list[tuple[int, str, list[float | None]]], taken: Taken) -> None:
    """Rows of one commune of today: people of communes that merged add up; shares and indexes must agree, else nothing is known."""
    codes = [code for _, code, _ in found]
    if len(set(codes)) < len(codes):
        words = N_("la commune « {value} » est sur plusieurs lignes : aucune n’est prise")
        taken.refused += [Note(number, words, {"value": code}) for number, code, _ in found if codes.count(code) > 1]
        return
    for place, (name, one) in enumerate(source.indicators.items()):
        values = [figures[place] for _, _, figures in found]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            continue
        if one.unit == "people":
            taken.values[name][commune] = sum(known)
        elif len(set(known)) == 1:
            taken.values[name][commune] = known[0]
        else:
            words = N_("des communes ont fusionné en {commune}, et « {column} » ne s’ajoute pas : inconnu")
            taken.corrected.append(Note(found[-1][0], words, {"commune": commune, "column": one.name}))
