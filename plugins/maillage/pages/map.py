"""The map: the list of the same entries first, then Folium's map with the points as data."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from maillage import gazetteer
from maillage.derive.places import departments_of
from maillage.pages.actors import area_name
from maillage.pages.cards import ActorCard, Cards
from maillage.pages.site import File, Page, Site
from maillage.vocabularies import vocabulary

FRANCE = ((41.3, -5.2), (51.1, 9.6))
SIGNS = {"person": "P", "collective": "C", "organisation": "O", "public-service": "S", "place": "L"}
"""A letter for each kind, so that a marker says by more than its colour what it stands for."""


@dataclass(frozen=True, slots=True)
class Group:
    """A department and its entries, for the list."""

    code: str
    name: str
    cards: tuple[ActorCard, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the legend."""

    kind: str
    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """Everything the page of the map shows."""

    title: str
    groups: tuple[Group, ...]
    total: int
    without_point: int
    signs: tuple[Sign, ...]
    html: Markup
    script: str
    points: str
    map_name: str
    cluster_name: str
    tiles: str
    attribution: str
    tiles_host: str


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The page, the script that Folium wrote, and the points."""
    from maillage import maps  # Folium takes a third of a second to import: only where a map is drawn

    section = site.urls.section("map")
    features = outlines(site)
    drawn = maps.draw(features, _bounds(site, features))
    tiles = site.territory.map.tiles or ""
    yield File(f"{section}carte.js", drawn.script.encode())
    yield File(f"{section}points.json", _points(site, cards))
    groups = _groups(site, cards)
    context = MapPage(
        title=site.translate("Carte"),
        groups=groups,
        total=len(cards.listed),
        without_point=sum(site.places[identifier].point is None for identifier in cards.listed),
        signs=tuple(
            Sign(kind, SIGNS[kind], cards.label("actor-kinds", kind)) for kind in vocabulary("actor-kinds").ids
        ),
        html=Markup(drawn.html),  # noqa: S704 - Folium's empty element for the map: no text of anybody is in it
        script=f"{section}carte.js",
        points=f"{section}points.json",
        map_name=drawn.map_name,
        cluster_name=drawn.cluster_name,
        tiles=tiles,
        attribution=site.territory.map.attribution or "",
        tiles_host=_host(tiles),
    )
    yield Page(section, "map.html", context)


def _host(tiles: str) -> str:
    """The origin that tiles come from; ``{s}`` stands for any sub-domain."""
    parts = urlsplit(tiles.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def outlines(site: Site) -> list[dict[str, Any]]:
    """Departments and EPCI of the territory as GeoJSON features, a metre-hundred rounding being enough to draw."""
    features = []
    for code in departments_of(site.territory.area):
        features += [_feature(code, area_name(code), "department")]
        features += [_feature(epci.code, epci.name, "epci") for epci in gazetteer.epcis_of(code)]
    unique = {feature["id"]: feature for feature in features if feature["geometry"]}
    return list(unique.values())


def _feature(code: str, name: str, level: str) -> dict[str, Any]:
    geometry = gazetteer.outline(code)
    shape = None if geometry is None else {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}
    return {"type": "Feature", "id": code, "properties": {"name": name, "level": level}, "geometry": shape}


def _rounded(coordinates: Any) -> Any:
    """Coordinates to three decimals (some 100 m), points that fall together said once."""
    if isinstance(coordinates[0], int | float):
        return [round(coordinates[0], 3), round(coordinates[1], 3)]
    points = [_rounded(part) for part in coordinates]
    if isinstance(points[0][0], int | float):
        return [point for position, point in enumerate(points) if not position or point != points[position - 1]]
    return points


def _bounds(site: Site, features: list[dict[str, Any]]) -> Any:
    corners = [corner for feature in features for corner in _corners(feature["geometry"]["coordinates"])]
    corners += [(place.point[1], place.point[0]) for place in site.places.values() if place.point and not features]
    if not corners:
        return FRANCE
    longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return ((min(latitudes), min(longitudes)), (max(latitudes), max(longitudes)))


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _corners(part)


def _points(site: Site, cards: Cards) -> bytes:
    """One row per actor with a point: id, name, kind, latitude, longitude, department, approximate, place."""
    rows = []
    for identifier, card in cards.listed.items():
        place = site.places[identifier]
        if place.point:
            latitude, longitude = (round(value, 5) for value in place.point)
            rows.append(
                [
                    identifier,
                    card.name,
                    card.kind,
                    latitude,
                    longitude,
                    place.department or "",
                    int(place.approximate),
                    card.place,
                ]
            )
    return json.dumps({"rows": rows}, ensure_ascii=False, separators=(",", ":")).encode()


def _groups(site: Site, cards: Cards) -> tuple[Group, ...]:
    found: dict[str, list[ActorCard]] = defaultdict(list)
    for identifier, card in cards.listed.items():
        found[site.places[identifier].department or ""].append(card)
    return tuple(
        Group(code, f"{area_name(code)} ({code})" if code else site.translate("Sans commune connue"), tuple(group))
        for code, group in sorted(found.items(), key=lambda item: (not item[0], item[0]))
    )
