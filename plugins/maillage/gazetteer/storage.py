"""The files of the gazetteer, each read when first asked for and kept; one file of communes per department."""

import zlib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from maillage.gazetteer.names import fold
from maillage.gazetteer.records import Commune, Department, Epci, Region

FOLDER = Path(__file__).parent / "data"

Geometry = dict[str, Any]
"""A GeoJSON Polygon or MultiPolygon; longitude comes first."""

Held = TypeVar("Held")


class _CommunesFile(msgspec.Struct, frozen=True):
    communes: tuple[Commune, ...]
    retired: dict[str, str]
    former: tuple[tuple[str, str], ...]


class _TerritoriesFile(msgspec.Struct, frozen=True):
    regions: tuple[Region, ...]
    departments: tuple[Department, ...]
    postcodes: dict[str, tuple[str, ...]]


class Shard:
    """The communes of one department, and the indexes that are made of them when first needed."""

    def __init__(self, file: _CommunesFile) -> None:
        """Keep the communes by code; ``retired`` gives the code that took in a code no longer in use."""
        self.communes: Mapping[str, Commune] = {commune.code: commune for commune in file.communes}
        self.retired: Mapping[str, str] = file.retired
        self._former = file.former

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Commune, ...]]:
        """Communes by name of today, folded."""
        found: dict[str, tuple[Commune, ...]] = {}
        for commune in self.communes.values():
            name = fold(commune.name)
            found[name] = (*found.get(name, ()), commune)
        return found

    @cached_property
    def by_former_name(self) -> Mapping[str, tuple[Commune, ...]]:
        """Communes by the names, folded, of those that merged into them."""
        found: dict[str, tuple[Commune, ...]] = {}
        for name, code in self._former:
            folded, commune = fold(name), self.communes[code]
            if commune not in found.get(folded, ()):
                found[folded] = (*found.get(folded, ()), commune)
        return found

    @cached_property
    def by_postcode(self) -> Mapping[str, tuple[Commune, ...]]:
        """Communes by postcode."""
        found: dict[str, tuple[Commune, ...]] = {}
        for commune in self.communes.values():
            for postcode in commune.postcodes:
                found[postcode] = (*found.get(postcode, ()), commune)
        return found


EMPTY = Shard(_CommunesFile((), {}, ()))


def _read(path: str, kind: type[Held]) -> Held:
    packed = (FOLDER / path).read_bytes()
    return msgspec.json.decode(zlib.decompress(packed, wbits=31), type=kind)  # 31: gzip, without importing it


@cache
def shard(department: str) -> Shard:
    """The communes of a department; none for a code that no department bears."""
    return Shard(_read(f"communes/{department}.json.gz", _CommunesFile)) if department in departments() else EMPTY


@cache
def _territories() -> _TerritoriesFile:
    return _read("territories.json.gz", _TerritoriesFile)


@cache
def departments() -> Mapping[str, Department]:
    """All departments, by code."""
    return {department.code: department for department in _territories().departments}


@cache
def regions() -> Mapping[str, Region]:
    """All regions, by code."""
    return {region.code: region for region in _territories().regions}


def other_departments(postcode: str) -> tuple[str, ...]:
    """Departments that a postcode serves although its first digits are not theirs."""
    return _territories().postcodes.get(postcode, ())


@cache
def epcis() -> Mapping[str, Epci]:
    """All EPCI, by code."""
    return {epci.code: epci for epci in _read("epci.json.gz", tuple[Epci, ...])}


@cache
def departments_by_name() -> Mapping[str, str]:
    """Codes of departments, separated by spaces, by folded name of their communes of today and of yesterday."""
    return _read("names.json.gz", dict[str, str])


@cache
def outline_of_department(code: str) -> Geometry | None:
    """Outline of a department; None where none is known (overseas collectivities)."""
    path = f"outlines/departments/{code}.json.gz"
    return _read(path, Geometry) if code in departments() and (FOLDER / path).is_file() else None


@cache
def outlines_of_epci(department: str) -> Mapping[str, Geometry]:
    """Outlines of the EPCI whose main department is this one, by code."""
    path = f"outlines/epci/{department}.json.gz"
    return _read(path, dict[str, Geometry]) if (FOLDER / path).is_file() else {}
