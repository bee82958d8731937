"""A mapping applied to rows: each becomes a row of the national standard, with what was corrected or left on the way."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Cells
from dataclasses import dataclass, field

from maillage.exchange.mednum.columns import COLUMNS, NO_PIVOT
from maillage.exchange.mednum.importer import Note
from maillage.exchange.rows import Row
from maillage.exchange.tables.mapping import Mapping, Rule
from maillage.exchange.tables.values import hours, is_siret, is_yes, items, meanings, mended, wgs84
from maillage.i18n import N_
from maillage.repair import folded, repaired

LISTED = frozenset(
    {"typologie", "courriels", "site_web", "itinerance", "services", "publics_specifiquement_adresses", "prise_en_charge_specifique",
     "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces",
     "modalites_accompagnement"}
)  # fmt: skip
"""Columns that hold several items, joined by ``|``."""

LEFT_OUT = N_("la correspondance écarte les lignes où « {column} » est « {value} »")

OWN = {
    "commune": re.compile(r"^(?![0-9]{5}$)"),
    "code_postal": re.compile("[0-9]{4}"),
    "telephone": re.compile("^[^@]*[0-9]"),
    "courriels": re.compile("[@.]"),
    "latitude": re.compile("^[^A-Za-z]+$"),
    "longitude": re.compile("^[^A-Za-z]+$"),
}
"""What a cell of a column has at the least. One that has not may be a slip; two show that the cells stand beside their columns."""
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""How some programs keep a spreadsheet from taking the zeros of ``="01000"`` away."""
SHIFTED = N_("les cellules de la ligne sont décalées : « {value} » est dans la colonne « {column} »")


@dataclass
class Understood:
    """Of one row: columns of the file that some term explained, and items that a rule had no term for."""

    explained: set[str] = field(default_factory=set)
    unexplained: list[tuple[str, str]] = field(default_factory=list)

    def left(self) -> Iterable[tuple[str, str]]:
        """Items that no rule of any column could use."""
        return {(column, item) for column, item in self.unexplained if column not in self.explained}


@dataclass
class Applied:
    """Rows of the standard, notes on them, and values that no term explains, counted by (column of the file, value)."""

    rows: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unexplained: Counter[tuple[str, str]] = field(default_factory=Counter)


def apply(mapping: Mapping, rows: Iterable[Row]) -> Applied:
    """Translate every row; a row that is already known to be wrong is passed on as it is."""
    applied = Applied()
    empty = frozenset(map(folded, mapping.empty))
    for row in rows:
        if row.problem:
            applied.rows.append(row)
            continue
        cells = clean(row, empty, applied.notes)
        if left := left_out(mapping, cells):
            applied.rows.append(Row(row.number, {}, LEFT_OUT, left))
            continue
        understood = Understood()
        made = {
            column: cell(column, mapping.columns[column], cells, understood)
            for column in COLUMNS
            if column in mapping.columns
        }
        if shifted := _shifted(made, short=bool(row.doubt)):
            applied.rows.append(Row(row.number, {}, SHIFTED, shifted))
            continue
        if row.doubt:
            applied.notes.append(Note(row.number, row.doubt, row.params))
        applied.unexplained.update(understood.left())
        _place(mapping, cells, made, row.number, applied)
        _tidy(made, row.number, applied)
        made["source"] = made.get("source") or mapping.source
        applied.rows.append(Row(row.number, {column: cell for column, cell in made.items() if cell}))
    return applied


def left_out(mapping: Mapping, cells: Cells[str, str]) -> dict[str, object]:
    """The column and value for which a mapping does not want a row, if so."""
    for column, wanted in mapping.only.items():
        if folded(cells.get(column, "")) not in map(folded, wanted):
            return {"column": column, "value": cells.get(column, "")[:60]}
    return {}


def _shifted(made: Cells[str, str], *, short: bool) -> dict[str, object]:
    """The first column that holds what cannot be its own, where the row is short or another column does so too."""
    strange = [column for column, own in OWN.items() if (said := made.get(column)) and not own.search(said)]
    if len(strange) + short < 2 or not strange:
        return {}
    return {"column": strange[0], "value": made[strange[0]][:60]}


def clean(row: Row, empty: frozenset[str], notes: list[Note]) -> dict[str, str]:
    """Cells without blanks around them, without the source's signs for nothing, their accents put right."""
    cells = {}
    for name, raw in row.cells.items():
        plain = raw.strip()
        if kept := _KEPT_AS_TEXT.fullmatch(plain):
            plain = kept[1].strip()
        if not plain or plain == "-" or (empty and folded(plain) in empty):
            continue
        cells[name] = mended(plain)
        if cells[name] != plain:
            words = N_("accents abîmés réparés dans « {column} » : « {value} »")
            notes.append(Note(row.number, words, {"column": name, "value": cells[name][:60]}))
    return cells


def cell(column: str, rules: tuple[Rule, ...], cells: Cells[str, str], understood: Understood) -> str:
    """One cell of the standard: what its rules give; all of it where the column is a list, else the first."""
    parts = [part for rule in rules for part in _parts(rule, cells, understood) if part]
    return "|".join(dict.fromkeys(parts)) if column in LISTED else (parts[0] if parts else "")


def _parts(rule: Rule, cells: Cells[str, str], understood: Understood) -> list[str]:
    """What one rule gives for a row: a text, or several items."""
    if rule.days:
        return [hours({day: [cells.get(name, "") for name in names] for day, names in rule.days.items()})]
    found = [cells[name] for name in rule.sources if name in cells]
    if rule.give:
        agreed = any(meanings(cell, dict.fromkeys(rule.when, "")) if rule.when else is_yes(cell) for cell in found)
        return rule.give.split("|") if agreed else []
    if rule.terms:
        return [part for name in rule.sources for part in _explained(rule, name, cells.get(name, ""), understood)] or [
            rule.default
        ]
    if rule.split:
        return [item for cell in found for item in items(cell, rule.split)]
    text = rule.join.join(found) or rule.value or rule.default
    return [rule.prefix + text if text else ""]


def _explained(rule: Rule, column: str, cell: str, understood: Understood) -> Iterable[str]:
    for item in items(cell, rule.split):
        targets = meanings(item, rule.terms)
        if targets:
            understood.explained.add(column)
        elif is_yes(item):
            understood.unexplained.append((column, item[:80]))
        for target in targets:
            yield from target.split("|")


def _place(mapping: Mapping, cells: Cells[str, str], made: dict[str, str], number: int, applied: Applied) -> None:
    where = mapping.coordinates
    if where is None or where.x not in cells or where.y not in cells:
        return
    point = wgs84(cells[where.x], cells[where.y], where.crs)
    if point is None:
        words = N_("le point « {x} », « {y} » ne se lit pas : laissé de côté")
        applied.notes.append(Note(number, words, {"x": cells[where.x], "y": cells[where.y]}))
    else:
        made["latitude"], made["longitude"] = point


def _tidy(made: dict[str, str], number: int, applied: Applied) -> None:
    """What programs do to codes and addresses: a lost zero, a SIRET rounded by a spreadsheet, a site among e-mails."""
    for column in ("code_postal", "code_insee"):
        if made.get(column, "").isdecimal() and len(made[column]) == 4:
            made[column] = f"0{made[column]}"
    pivot = made.get("pivot", "").replace(" ", "").replace("\u00a0", "")
    made["pivot"] = pivot
    if pivot.isdecimal() and len(pivot) == 14 and pivot != NO_PIVOT and not is_siret(pivot):
        applied.notes.append(
            Note(number, N_("« {value} » n’est pas un SIRET possible : laissé de côté"), {"value": pivot})
        )
        made["pivot"] = ""
    emails = made.get("courriels", "").split("|")
    sites = [mail for mail in emails if "@" not in mail and (mail.startswith("http") or repaired("url", mail))]
    if sites:
        made["courriels"] = "|".join(mail for mail in emails if mail not in sites)
        made["site_web"] = "|".join(filter(None, [made.get("site_web", ""), *sites]))
        applied.notes.append(Note(number, N_("« {value} » est un site : mis avec les sites"), {"value": sites[0][:60]}))
    if "site_web" in made:
        made["site_web"] = "|".join(repaired("url", site) or site for site in made["site_web"].split("|"))
    made["pivot"] = made["pivot"] or NO_PIVOT
