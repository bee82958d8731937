"""Where things are: a record's location, resolved with the gazetteer of communes, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from maillage import gazetteer
from maillage.gazetteer import Commune
from maillage.gazetteer.distance import distance_km, distance_to
from maillage.model import Location
from maillage.problems import Finding, Pointer

TOLERANCE_KM = 5.0
"""How far outside its department a point may fall: outlines are simplified, and some places stand on the border."""


class Place(msgspec.Struct, frozen=True):
    """A location once resolved. ``municipality`` is spelt as in the gazetteer; ``approximate`` says that the point is the commune's, not the place's own."""

    point: tuple[float, float] | None = None
    approximate: bool = False
    municipality: str | None = None
    commune: str | None = None
    department: str | None = None
    epci: str | None = None

    @property
    def said(self) -> str:
        """``Toul (54)``; only the department where a postcode says no more, nothing where neither is known."""
        if self.department is None:
            return self.municipality or ""
        department = gazetteer.department(self.department)
        name = self.municipality or (department.name if department else "")
        return f"{name} ({self.department})".strip()


NOWHERE = Place()


def place_of(location: Location | None, departments: Sequence[str] = ()) -> Place:
    """Resolve a location: its own point if it has one, else its commune's, said to be approximate.

    ``departments`` are looked in first for a commune that has no code and no postcode. A postcode alone, that several
    communes share, says no commune: its point is that of the most populous one, and approximate.
    """
    if location is None:
        return NOWHERE
    commune = _commune(location, departments)
    if commune is None:
        return Place(location.point, False, location.municipality)
    own = location.point
    centre = None if commune.lat is None or commune.lon is None else (commune.lat, commune.lon)
    approximate = own is None and centre is not None
    if not (location.municipality or location.insee):
        sharing = gazetteer.communes_by_postcode(location.postcode or "")
        if len(sharing) > 1:
            return Place(
                own or centre, approximate, None, None, _shared(sharing, "department"), _shared(sharing, "epci")
            )
    return Place(
        own or centre,
        approximate,
        _spelt(location.municipality, commune),
        commune.code,
        commune.department,
        commune.epci,
    )


def _shared(communes: Sequence[Commune], what: str) -> str | None:
    """What all these communes have in common, if they do."""
    values = {getattr(commune, what) for commune in communes}
    return values.pop() if len(values) == 1 else None


def _spelt(name: str | None, commune: Commune) -> str:
    """``TROYES`` as the gazetteer writes it, so that a commune is one on every list; another name of it is kept."""
    return commune.name if name is None or gazetteer.same_name(name, commune.name) else name


def _commune(location: Location, departments: Sequence[str]) -> Commune | None:
    if location.insee:
        return gazetteer.commune(location.insee)
    candidates = candidates_for(location.municipality, location.postcode, departments)
    return candidates[0] if candidates else None


def candidates_for(name: str | None, postcode: str | None, departments: Sequence[str]) -> tuple[Commune, ...]:
    """Communes that a name and a postcode may mean; those of the territory's departments before all others."""
    if not name:
        sharing = gazetteer.communes_by_postcode(postcode) if postcode else ()
        return tuple(sorted(sharing, key=lambda one: -(one.population or 0)))
    if postcode:
        return gazetteer.find_communes(name, postcode=postcode)
    return gazetteer.find_communes(name, departments=departments) or gazetteer.find_communes(name)


def check_location(data: dict[str, Any], at: Pointer, departments: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with a location (plain data that its schema accepted), told at pointer ``at``."""
    location = msgspec.convert(data, Location)
    yield from _check_commune(location, at, departments)
    if (point := location.point) is not None:
        yield from _check_point(point, _commune(location, departments), at)


def _check_commune(location: Location, at: Pointer, departments: Sequence[str]) -> Iterator[Finding]:
    name, insee = location.municipality, location.insee
    if insee:
        found = gazetteer.commune(insee)
        if found is None:
            yield "unknown-commune", (*at, "insee"), {"name": insee, "where": "", "suggestion": ""}
        elif name and not gazetteer.has_name(found, name):
            yield "commune-mismatch", (*at, "insee"), {"name": name, "insee": insee, "found": found.name}
        return
    if not name:
        return
    candidates = candidates_for(name, location.postcode, departments)
    if not candidates:
        near = gazetteer.closest_names(name, _department_of_postcode(location.postcode, departments))
        where = f" ({location.postcode})" if location.postcode else ""
        yield (
            "unknown-commune",
            (*at, "municipality"),
            {"name": name, "where": where, "suggestion": near[0] if near else ""},
        )
    elif len(candidates) > 1:
        shown = ", ".join(f"{commune.name} ({commune.code})" for commune in candidates[:6])
        yield "ambiguous-commune", (*at, "municipality"), {"name": name, "candidates": shown}


def _department_of_postcode(postcode: str | None, departments: Sequence[str]) -> str:
    if postcode:
        return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]
    return departments[0] if departments else ""


def _check_point(point: tuple[float, float], commune: Commune | None, at: Pointer) -> Iterator[Finding]:
    lat, lon = point
    if abs(lat) < 0.01 and abs(lon) < 0.01:
        yield "null-island", (*at, "lat"), {}
        return
    if commune is None:
        return
    away = _distance_from_department(point, commune)
    if away <= TOLERANCE_KM:
        return
    if _distance_from_department((lon, lat), commune) <= TOLERANCE_KM:
        yield "swapped-coordinates", (*at, "lat"), {"lat": lon, "lon": lat}
        return
    department = gazetteer.department(commune.department)
    yield (
        "point-outside-department",
        (*at, "lat"),
        {
            "distance": max(1, round(away)),
            "commune": commune.name,
            "department": department.name if department else commune.department,
        },
    )


def _distance_from_department(point: tuple[float, float], commune: Commune) -> float:
    """Kilometres from a point to the department of a commune; to the commune itself where no outline is known."""
    lat, lon = point
    if abs(lat) > 90:
        return float("inf")
    if (
        commune.lat is not None
        and commune.lon is not None
        and distance_km(lat, lon, commune.lat, commune.lon) < TOLERANCE_KM
    ):
        return 0.0
    outline = gazetteer.outline(commune.department)
    if outline is not None:
        return distance_to(outline, lat, lon)
    if commune.lat is None or commune.lon is None:
        return 0.0
    return distance_km(lat, lon, commune.lat, commune.lon) / 4  # no outline: only what is plainly far is told


def check_area(codes: list[str], at: Pointer) -> Iterator[Finding]:
    """Codes of ``serves`` that name no commune, EPCI or department."""
    for position, code in enumerate(codes):
        lookup = {9: gazetteer.epci, 5: gazetteer.commune}.get(len(code), gazetteer.department)
        if lookup(code) is None:
            yield "unknown-area", (*at, position), {"area": code}


def is_outside(location: Location | None, area: Any, departments: Sequence[str]) -> bool:
    """Whether a location is known to be outside a territory's ``area``, whose ``departments`` these are."""
    place = place_of(location, departments)
    if place.commune is None or place.department is None:
        elsewhere = _department_of_postcode(location.postcode, ()) if location and location.postcode else ""
        return bool(elsewhere) and bool(departments) and elsewhere not in _as_postcodes(departments)
    whole = {*area.departments, *(one.code for code in area.regions for one in gazetteer.departments_of_region(code))}
    inside = place.department in whole or place.epci in area.epci or place.commune in area.communes
    return bool(departments) and not inside


def _as_postcodes(departments: Sequence[str]) -> set[str]:
    """How postcodes of departments begin: both halves of Corsica with 20."""
    return {"20" if code in {"2A", "2B"} else code for code in departments}


def departments_of(area: Any) -> tuple[str, ...]:
    """Departments that a territory's ``area`` touches, in order."""
    codes: dict[str, None] = {}
    for region in area.regions:
        codes.update(dict.fromkeys(department.code for department in gazetteer.departments_of_region(region)))
    codes.update(dict.fromkeys(area.departments))
    for code in area.epci:
        found = gazetteer.epci(code)
        codes.update(dict.fromkeys(found.departments if found else ()))
    codes.update(dict.fromkeys(gazetteer.department_of(code) for code in area.communes))
    return tuple(codes)
