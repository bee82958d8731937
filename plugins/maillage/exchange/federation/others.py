"""Neighbours that are no site like ours: a CSV of the national standard, a GeoJSON, a calendar, a list of Murmurations profiles.

Each goes through what an import of the same format goes through. What they lack is not made up: an entry whose file gives no
day is said to be confirmed on the day that the server gives for the file, else on the day of the visit, « by » the file.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from maillage.exchange.events import Context, read_ics
from maillage.exchange.events.fields import place
from maillage.exchange.federation.site import inside
from maillage.exchange.federation.web import Visit
from maillage.exchange.mednum import Outcome, read_rows, take_rows
from maillage.exchange.naming import identifiers
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.exchange.trees import parsed, read_trees
from maillage.i18n import N_
from maillage.neighbours import Neighbour, Refusal
from maillage.peers.store import Line
from maillage.repair import folded

DIRECTORY = "annuaire"
"""The id of the entry that stands for a calendar's publisher, who organises what it announces."""
MOST_PROFILES = 1_000
PROFILE_BYTES = 64 << 10
BY_THE_FILE = N_("d’après la date du fichier")
Found = tuple[list[Line], list[Refusal]]
Profile = tuple[str, bytes | None]
"""The address of a profile, and its bytes; None where it was not asked for."""

_CELLS = {
    "nom": ("nom", "name", "title", "titre", "label"),
    "id": ("id", "identifier", "identifiant", "uid"),
    "adresse": ("adresse", "street", "address", "adresse_postale", "addr:street"),
    "code_postal": ("code_postal", "postcode", "cp", "zip", "addr:postcode"),
    "commune": ("commune", "municipality", "city", "ville", "locality", "addr:city"),
    "code_insee": ("code_insee", "insee", "citycode", "com_insee"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "telephone": ("telephone", "phones", "phone", "tel", "contact:phone"),
    "courriels": ("courriels", "emails", "email", "mail", "courriel", "contact:email"),
    "site_web": ("site_web", "website", "site", "url", "contact:website"),
    "horaires": ("horaires", "opening_hours"),
    "presentation_resume": ("presentation_resume", "summary", "resume"),
    "presentation_detail": ("presentation_detail", "description"),
    "date_maj": ("date_maj", "verified", "updated", "updated_at", "modified", "last_update"),
}
"""Columns of the national standard, and the names that properties of GeoJSON files have for them, the surest first."""


@dataclass(frozen=True)
class Given:
    """A file as it came: from which neighbour, when, and what the server says of its day."""

    neighbour: Neighbour
    content: bytes
    modified: str
    today: date
    timezone: str
    departments: Sequence[str]

    @property
    def day(self) -> date:
        """The day of the file, never after the visit."""
        try:
            said = parsedate_to_datetime(self.modified).date()
        except (TypeError, ValueError):
            return self.today
        return min(said, self.today)


def mednum(given: Given) -> Found:
    """Places of the national standard."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lieux.csv"
        path.write_bytes(given.content)
        rows = read_rows(path).rows
    return _taken(take_rows(rows, departments=given.departments), "actor")


def geojson(given: Given) -> Found:
    """Points with properties; those of a person stay where they are."""
    rows, _columns = read_trees(given.content.decode("utf-8-sig", "replace"))
    people = [row for row in rows if folded(row.cells.get("kind", "")) == "person"]
    refused = [Refusal("actor", row.cells.get("id", "")[:64], _PERSON) for row in people]
    kept = [_as_standard(row, given.day) for row in rows if row not in people]
    lines, more = _taken(take_rows(kept, departments=given.departments), "actor")
    return lines, refused + more


_PERSON = N_("cette personne n’a pas dit vouloir paraître chez les voisins")


def _as_standard(row: Row, day: date) -> Row:
    plain = {name.lower(): cell for name, cell in row.cells.items()}
    cells = {
        column: next((plain[name] for name in names if plain.get(name, "").strip()), "")
        for column, names in _CELLS.items()
    }
    cells["telephone"] = cells["telephone"].split("|")[0]
    cells["date_maj"] = cells["date_maj"][:10] or day.isoformat()
    return Row(row.number, {name: cell for name, cell in cells.items() if cell}, row.problem, row.params, row.doubt)


def ics(given: Given) -> Found:
    """Events, organised by the calendar's publisher, who has an entry too."""
    about = given.neighbour
    context = Context(DIRECTORY, given.timezone, about.name, about.url, about.licence or None, tuple(given.departments))
    publisher = {
        "name": about.name,
        "kind": "organisation",
        "links": [{"kind": "website", "url": about.url}],
        "verified": {"on": given.day.isoformat(), "by": BY_THE_FILE},
    }
    lines, refused = _taken(read_ics(given.content, context), "event")
    return [Line("actor", DIRECTORY, publisher), *lines], refused


def _taken(outcome: Outcome, kind: str) -> Found:
    lines = [
        Line(kind, identifier, one.data)
        for identifier, one in zip(identifiers(outcome.taken, ()), outcome.taken, strict=True)
    ]
    refused = [
        Refusal(kind, str(note.row), note.reason, {key: str(value)[:200] for key, value in note.params.items()})
        for note in outcome.refused
    ]
    return lines, refused


def profiles(given: Given, visit: Visit) -> list[Profile]:
    """Each address of a list with its bytes; only those of the same site are asked: we ask nobody else on its word."""
    addresses = parsed(given.content.decode("utf-8-sig", "replace"))
    if not isinstance(addresses, list) or not all(isinstance(one, str) for one in addresses):
        raise UnreadableFileError(N_("ce n’est pas une liste d’adresses de profils"))
    found: list[Profile] = []
    for number, address in enumerate(addresses):
        try:
            url = inside(given.neighbour.url, address)
        except UnreadableFileError:
            found.append((address, None))
        else:
            few_enough = number < MOST_PROFILES
            found.append((url, visit.get(url, PROFILE_BYTES).content) if few_enough else (address, None))
    return found


def murmurations(given: Given, found: Iterable[Profile]) -> Found:
    """The organisations among some profiles."""
    lines: dict[str, Line] = {}
    refused: list[Refusal] = []
    for url, content in found:
        if content is None:
            refused.append(
                Refusal("actor", url[:64], N_("son profil est sur un autre site, ou la liste est trop longue"))
            )
            continue
        profile = parsed(content.decode("utf-8", "replace"))
        if isinstance(profile, dict) and _is_organisation(profile):
            stem = folded(str(profile.get("name", "")))[:55].strip("-") or "profil"
            identifier = stem if stem not in lines else f"{stem}-{len(lines)}"
            lines[identifier] = Line("actor", identifier, _organisation(profile, url, given))
    return list(lines.values()), refused


def _is_organisation(profile: Mapping[str, Any]) -> bool:
    schemas = profile.get("linked_schemas")
    return isinstance(schemas, list) and any(str(one).startswith("organizations_schema") for one in schemas)


def _organisation(profile: Mapping[str, Any], url: str, given: Given) -> dict[str, Any]:
    contact = profile.get("contact_details")
    email = contact.get("email") if isinstance(contact, dict) else None
    made = {
        "name": _text(profile, "name")[:160],
        "kind": "organisation",
        "summary": _text(profile, "description")[:280],
        "location": _location(profile, given),
        "contact": {"emails": [email]} if isinstance(email, str) and email else {},
        "links": [{"kind": "website", "url": link} for link in dict.fromkeys(_links(profile))],
        "verified": {"on": given.day.isoformat(), "by": BY_THE_FILE},
        "source": {"url": url},
    }
    return {key: value for key, value in made.items() if value not in ("", {}, [])}


def _location(profile: Mapping[str, Any], given: Given) -> object:
    """Where a profile says it is: of several communes of one name, the one that its point is in."""
    where = profile.get("geolocation")
    said = where if isinstance(where, dict) else {}
    point = (
        (float(said["lat"]), float(said["lon"])) if all(_is_number(said.get(one)) for one in ("lat", "lon")) else None
    )
    context = Context("", given.timezone, "", departments=tuple(given.departments))
    return place(context, _text(profile, "full_address"), point, municipality=_text(profile, "locality")[:100]) or {}


def _is_number(value: Any) -> bool:
    """The reader of JSON leaves numbers as text, letter for letter."""
    try:
        return abs(float(value)) <= 180
    except (TypeError, ValueError):
        return False


def _text(profile: Mapping[str, Any], name: str) -> str:
    value = profile.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _links(profile: Mapping[str, Any]) -> Iterator[str]:
    urls: Iterable[Any] = profile.get("urls") if isinstance(profile.get("urls"), list) else ()  # type: ignore[assignment]
    for one in (profile.get("primary_url"), *(one.get("url") for one in urls if isinstance(one, dict))):
        if isinstance(one, str) and one:
            yield one
