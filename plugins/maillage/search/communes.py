"""The communes one may be near to, in small files by the beginning of their name and of their postcode."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.json import encode

from maillage import gazetteer
from maillage.derive.places import departments_of
from maillage.gazetteer import Commune, fold
from maillage.search.shards import file_name, partition
from maillage.search.world import World

LIMIT = 150
"""Communes in one file."""


def departments(world: World) -> list[str]:
    """Departments of the territory and of everybody listed, and the others of their regions: neighbours ask too."""
    own = {*departments_of(world.network.territory.area)}
    own |= {place.department for place in world.places.values() if place.department}
    found = (gazetteer.department(code) for code in own)
    regions = {one.region for one in found if one}
    return sorted(own | {one.code for region in regions for one in gazetteer.departments_of_region(region)})


def communes(world: World) -> Iterator[tuple[str, str, bytes]]:
    """``(prefix, name, content)``: rows of name, postcode, department, latitude, longitude by folded name and postcode, the largest first."""
    rows: dict[str, list[list[object]]] = defaultdict(list)
    found = [one for department in departments(world) for one in gazetteer.communes_of(department).values()]
    for one in sorted(found, key=lambda one: (-(one.population or 0), one.code)):
        if one.lat is not None and one.lon is not None:
            row = _row(one)
            for key in dict.fromkeys([fold(one.name).replace(" ", "-"), *one.postcodes]):
                rows[key].append(row)
    yield from _files(rows)


def _row(one: Commune) -> list[object]:
    lat, lon = one.lat or 0.0, one.lon or 0.0
    return [one.name, one.postcodes[0] if one.postcodes else "", one.department, round(lat, 3), round(lon, 3)]


def _files(rows: dict[str, list[list[object]]]) -> Iterator[tuple[str, str, bytes]]:
    keys: Sequence[str] = sorted(rows)
    for prefix, start, stop in partition(keys, [len(rows[key]) for key in keys], LIMIT):
        content = {key: rows[key] for key in keys[start:stop]}
        text = encode(content)
        yield prefix, f"communes/{file_name(prefix)}.json", text
