"""Questions to the gazetteer. Nothing is read before it is asked for; what was read is kept."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from maillage.gazetteer import storage
from maillage.gazetteer.names import fold, is_short_for
from maillage.gazetteer.records import Commune, Department, Epci, Region
from maillage.gazetteer.storage import Geometry, Shard

_CORSICA = {"20": ("2A", "2B")}
"""Postcodes of Corsica kept the number that its department had until 1976."""


def department_of(code: str) -> str:
    """Code of the department that an INSEE code belongs to: 67482 → 67, 2A004 → 2A, 97411 → 974."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def commune(code: str) -> Commune | None:
    """The commune of an INSEE code; for a code that a merger retired, the commune of today."""
    shard = storage.shard(department_of(code))
    if (found := shard.communes.get(code)) is not None:
        return found
    today = shard.retired.get(code)
    return storage.shard(department_of(today)).communes.get(today) if today else None


def communes_of(department: str) -> Mapping[str, Commune]:
    """Communes of a department by code, in the order of codes; none for an unknown department."""
    return storage.shard(department).communes


def communes_by_postcode(postcode: str) -> tuple[Commune, ...]:
    """Communes that a postcode serves, in the order of codes; none for a CEDEX postcode."""
    found = [one for shard in _shards_of(postcode) for one in shard.by_postcode.get(postcode, ())]
    return tuple(sorted(found, key=lambda one: one.code))


def _shards_of(postcode: str) -> Iterable[Shard]:
    prefix = department_of(postcode)
    codes = (*_CORSICA.get(prefix, (prefix,)), *storage.other_departments(postcode))
    return map(storage.shard, dict.fromkeys(codes))


def find_communes(
    name: str, *, postcode: str | None = None, departments: Sequence[str] | None = None
) -> tuple[Commune, ...]:
    """Communes of this name, whatever its accents, capitals, hyphens or « St », in the order of codes.

    Names of today come before those of communes that merged into others. With a postcode: communes that it serves, by
    the whole name or else by the one that a shortened name can mean (« Brive »); where none is, as with CEDEX or a wrong
    postcode, those of its department. Without: those of ``departments``, or of all France.
    """
    return _find(fold(name), postcode, None if departments is None else tuple(departments))


@lru_cache(maxsize=65536)
def _find(folded: str, postcode: str | None, departments: tuple[str, ...] | None) -> tuple[Commune, ...]:
    if not folded:
        return ()
    if postcode:
        return _find_near(folded, postcode)
    codes = storage.departments_by_name().get(folded, "").split() if departments is None else departments
    return _named(folded, [storage.shard(code) for code in codes])


def _find_near(folded: str, postcode: str) -> tuple[Commune, ...]:
    named = _named(folded, list(_shards_of(postcode)))
    if whole := tuple(one for one in named if postcode in one.postcodes):
        return whole
    short = tuple(one for one in communes_by_postcode(postcode) if is_short_for(folded, fold(one.name)))
    return short if len(short) == 1 else named


def _named(folded: str, shards: Sequence[Shard]) -> tuple[Commune, ...]:
    found = {one.code: one for shard in shards for one in shard.by_name.get(folded, ())}
    if not found:
        found = {one.code: one for shard in shards for one in shard.by_former_name.get(folded, ())}
    return tuple(found[code] for code in sorted(found))


def has_name(commune: Commune, name: str) -> bool:
    """Whether a commune bears this name, whole or shortened, or one that merged into it did."""
    folded = fold(name)
    former = storage.shard(commune.department).by_former_name.get(folded, ())
    return is_short_for(folded, fold(commune.name)) or commune in former


@lru_cache(maxsize=4096)
def closest_names(name: str, department: str, limit: int = 3) -> tuple[str, ...]:
    """Names of a department's communes that look most like this one, best first: « did you mean … ? »."""
    from difflib import get_close_matches  # here: several milliseconds, that only mistakes cost

    shards = [storage.shard(code) for code in _CORSICA.get(department, (department,))]
    names = {folded: found[0].name for shard in shards for folded, found in shard.by_name.items()}
    return tuple(names[folded] for folded in get_close_matches(fold(name), names, limit, 0.7))


def epci(code: str) -> Epci | None:
    """The EPCI of a SIREN number."""
    return storage.epcis().get(code)


def epcis() -> tuple[Epci, ...]:
    """All EPCI, in the order of codes."""
    return tuple(storage.epcis().values())


def epcis_of(department: str) -> tuple[Epci, ...]:
    """EPCI that have communes in a department, in the order of codes."""
    return tuple(one for one in storage.epcis().values() if department in one.departments)


def department(code: str) -> Department | None:
    """The department of a code."""
    return storage.departments().get(code)


def area_name(code: str) -> str:
    """The name of a commune, an EPCI or a department; the code itself where it is none of them."""
    found = {9: epci, 5: commune}.get(len(code), department)(code)
    return found.name if found else code


def departments() -> tuple[Department, ...]:
    """All departments, in the order of codes."""
    return tuple(storage.departments().values())


def departments_of_region(code: str) -> tuple[Department, ...]:
    """Departments of a region, in the order of codes; none for an unknown region."""
    return tuple(one for one in storage.departments().values() if one.region == code)


def region(code: str) -> Region | None:
    """The region of a code."""
    return storage.regions().get(code)


def regions() -> tuple[Region, ...]:
    """All regions, in the order of codes."""
    return tuple(storage.regions().values())


def outline(code: str) -> Geometry | None:
    """GeoJSON geometry of a department or of an EPCI; None where none is known. Do not change it: it is shared."""
    if (group := epci(code) if len(code) == 9 else None) is None:
        return storage.outline_of_department(code)
    return storage.outlines_of_epci(group.departments[0]).get(code)
