"""The communes one may be near to, in small files by the beginning of their name and of their postcode."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.json import encode

from maillage import gazetteer
from maillage.derive.places import Place, departments_of
from maillage.gazetteer import Commune, fold
from maillage.search.shards import file_name, partition
from maillage.settings import Area

LIMIT = 150
"""Communes in one file."""


def departments(area: Area, places: Iterable[Place]) -> tuple[str, ...]:
    """Departments of the territory and of everybody listed, and the others of their regions: neighbours ask too."""
    own = {*departments_of(area), *(place.department for place in places if place.department)}
    found = (gazetteer.department(code) for code in own)
    regions = {one.region for one in found if one}
    return tuple(sorted(own | {one.code for region in regions for one in gazetteer.departments_of_region(region)}))


def files(codes: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The communes of departments: rows of name, postcode, department, latitude, longitude, the largest first.

    Each stands under its folded name and its postcodes; ``communes/index.json`` lists the beginnings that have a file.
    """
    rows: dict[str, list[list[object]]] = defaultdict(list)
    found = [one for code in codes for one in gazetteer.communes_of(code).values()]
    for one in sorted(found, key=lambda one: (-(one.population or 0), one.code)):
        if one.lat is not None and one.lon is not None:
            row = _row(one)
            for key in dict.fromkeys([fold(one.name).replace(" ", "-"), *one.postcodes]):
                rows[key].append(row)
    keys = sorted(rows)
    runs = list(partition(keys, [len(rows[key]) for key in keys], LIMIT))
    for prefix, start, stop in runs:
        yield f"communes/{file_name(prefix)}.json", encode({key: rows[key] for key in keys[start:stop]})
    yield "communes/index.json", encode([prefix for prefix, _, _ in runs])


def _row(one: Commune) -> list[object]:
    lat, lon = one.lat or 0.0, one.lon or 0.0
    return [one.name, one.postcodes[0] if one.postcodes else "", one.department, round(lat, 3), round(lon, 3)]
