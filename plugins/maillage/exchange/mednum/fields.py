"""How one cell and one field of ours stand for each other: a reader and a writer for each column.

A reader gives a value our schema accepts, or None; the writer gives the cell back. Where the two do not meet exactly, the
cell is kept beside the field (rule B of the design: nothing is lost, nothing is invented).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.repair import repaired
from maillage.schemas import raw
from maillage.vocabularies import vocabulary

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Where a column's value lives in a record, and how it is read and written."""

    path: Path
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def _matches(definition: str) -> Callable[[str], bool]:
    pattern = re.compile(raw("common")["$defs"][definition]["pattern"])
    longest = raw("common")["$defs"][definition].get("maxLength", 10_000)
    return lambda text: len(text) <= longest and bool(pattern.search(text))


def text(path: Path, longest: int) -> Field:
    """Free text up to a length."""
    return Field(path, lambda cell: cell if cell.strip() and len(cell) <= longest else None, str)


def shaped(path: Path, pattern: str) -> Field:
    """Text of a given form."""
    return Field(path, lambda cell: cell if re.fullmatch(pattern, cell) else None, str)


def number(path: Path) -> Field:
    """A decimal number; written as Python shows it."""

    def read(cell: str) -> float | None:
        plain = cell.strip().replace(",", ".")
        if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,15})?", plain):
            return float(plain)
        return round(float(plain), 7) if re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{1,40}", plain) else None

    def write(value: Any) -> str:
        return str(int(value)) if float(value).is_integer() and isinstance(value, int) else str(value)

    return Field(path, read, write)


def terms(path: Path, name: str) -> Field:
    """A list of terms of the standard, separated by ``|`` (or, as many write, ``;`` or ``,``: no term holds them).

    All must be known, or the field stays empty.
    """

    def read(cell: str) -> list[str] | None:
        found = [vocabulary(name).by_code(part.strip()) for part in re.split("[|;,]", cell) if part.strip()]
        if not found or None in found:
            return None
        return list(dict.fromkeys(term.id for term in found if term))

    def write(value: Any) -> str:
        return "|".join(vocabulary(name).terms[identifier].code or identifier for identifier in value)

    return Field(path, read, write)


def several(path: Path, accepted: Callable[[str], bool], separators: str = "[|]") -> Field:
    """A list of texts separated by ``|``; those that are not accepted stay in the cell alone."""

    def read(cell: str) -> list[str] | None:
        parts = [part.strip() for part in re.split(separators, cell)]
        return list(dict.fromkeys(part for part in parts if accepted(part))) or None

    return Field(path, read, "|".join)


def _phones(cell: str) -> list[str] | None:
    is_phone = _matches("phone")
    found = [cell] if is_phone(cell) else [repaired("phone", part) for part in re.split(r"[|/;,]", cell)]
    return [phone for phone in dict.fromkeys(found) if phone and is_phone(phone)] or None


def _links(cell: str) -> list[dict[str, str]] | None:
    is_url = _matches("url")
    parts = dict.fromkeys(part.strip() for part in re.split(r"[|;\s]|,(?=\s*https?:)", cell))
    return [{"kind": "website", "url": part} for part in parts if is_url(part)] or None


def _url(cell: str) -> str | None:
    return cell if _matches("url")(cell) else None


def _day(cell: str) -> str | None:
    found = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell.strip())
    day = found[0] if found else repaired("date", cell)[:10]
    try:
        return date.fromisoformat(day).isoformat() if len(day) == 10 else None
    except ValueError:
        return None


FIELDS: dict[str, Field] = {
    "id": text(("source", "id"), 500),
    "nom": text(("name",), 200),
    "commune": text(("location", "municipality"), 100),
    "code_postal": shaped(("location", "postcode"), "[0-9]{5}"),
    "code_insee": shaped(("location", "insee"), "[0-9][0-9AB][0-9]{3}"),
    "adresse": text(("location", "street"), 200),
    "complement_adresse": text(("location", "extra"), 200),
    "latitude": number(("location", "lat")),
    "longitude": number(("location", "lon")),
    "typologie": terms(("typologies",), "typologies"),
    "telephone": Field(("contact", "phones"), _phones, lambda value: str(value[0])),
    "courriels": several(("contact", "emails"), _matches("email"), r"[|;,\s]"),
    "site_web": Field(("links",), _links, lambda value: "|".join(link["url"] for link in value)),
    "horaires": text(("opening_hours",), 1000),
    "presentation_resume": text(("summary",), 280),
    "presentation_detail": text(("description",), 20000),
    "source": text(("source", "name"), 200),
    "itinerance": terms(("location", "mobile"), "mobile"),
    "date_maj": Field(("verified", "on"), _day, str),
    "services": terms(("services",), "services"),
    "publics_specifiquement_adresses": terms(("audiences",), "audiences"),
    "prise_en_charge_specifique": terms(("care",), "care"),
    "frais_a_charge": terms(("fees",), "fees"),
    "dispositif_programmes_nationaux": terms(("programmes",), "programmes"),
    "formations_labels": terms(("labels",), "labels"),
    "autres_formations_labels": several(("other_labels",), lambda part: 0 < len(part) <= 200),
    "modalites_acces": terms(("access",), "access"),
    "modalites_accompagnement": terms(("support",), "support"),
    "fiche_acces_libre": Field(("acceslibre",), _url, str),
    "prise_rdv": Field(("contact", "booking"), _url, str),
}
"""Every column but ``pivot`` (three fields of ours) and ``structure_parente`` (our ``parent`` is a reference)."""
