"""What the map in a page is made of: Folium's shell, the files it asks for, and every word it says."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zlib import crc32

from markupsafe import Markup

from maillage import outlines, points
from maillage.derive.order import actor_order
from maillage.derive.places import departments_of
from maillage.pages.cards import Cards
from maillage.pages.origins import said
from maillage.pages.site import File, Site
from maillage.vocabularies import vocabulary

FRANCE = ((41.3, -5.2), (51.1, 9.6))
SIGNS = {"person": "P", "collective": "C", "organisation": "O", "public-service": "S", "place": "L"}
"""A letter for each kind, so that a marker says by more than its colour what it stands for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the legend."""

    kind: str
    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What Folium drew, and the borders it drew: ``areas`` are (code, west, south, east, north)."""

    html: Markup
    name: str
    script: str
    areas: tuple[tuple[str, float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """One map in one page, in one language."""

    shell: Shell
    section: str
    actors: str
    language: str
    signs: tuple[Sign, ...]
    words: Mapping[str, str]
    tiles: str
    attribution: str
    tiles_host: str
    outside: bool = False
    """Whether links leave the frame that the map stands in."""

    @property
    def marks(self) -> list[dict[str, str]]:
        """The signs by their rank in the file of points."""
        return [{"sign": one.kind, "letter": one.letter, "label": one.label} for one in self.signs]


def view(site: Site, shell: Shell, language: str, translate: Callable[[str], str], outside: bool = False) -> MapView:
    """The map in ``language``."""
    kinds, chosen = vocabulary("actor-kinds"), site.territory.map
    return MapView(
        shell=shell,
        section=site.urls.section("map"),
        actors=site.urls.section("actor"),
        language=language,
        signs=tuple(Sign(kind, SIGNS[kind], kinds.label(kind, language)) for kind in kinds.ids),
        words=_words(translate),
        tiles=chosen.tiles or "",
        attribution=chosen.attribution or "",
        tiles_host=_host(chosen.tiles or ""),
        outside=outside,
    )


def _words(translate: Callable[[str], str]) -> dict[str, str]:
    _ = translate
    return {
        "map": _("Carte des acteurs"),
        "approximate": _("Position approximative : centre de la commune"),
        "approximate_sign": _("bord en pointillé : position approximative"),
        "group_sign": _("un nombre : autant d’acteurs, à agrandir"),
        "open": _("Voir la fiche"),
        "new_tab": _("nouvel onglet"),
        "group": _("{n} acteurs : agrandir"),
        "spot": _("{n} acteurs au même endroit : voir la liste"),
        "here": _("{n} acteurs au même endroit"),
        "more": _("et {n} autres"),
        "near": _("Chercher autour d’ici"),
        "near_place": _("le point choisi sur la carte"),
        "close": _("Fermer"),
        "zoom_in": _("Agrandir"),
        "zoom_out": _("Réduire"),
        "one": _("1 acteur sur la carte"),
        "many": _("{n} acteurs sur la carte"),
        "nowhere": _("{n} sans lieu connu, dans la liste seulement"),
        "loading": _("Chargement…"),
        "failed": _("La carte n’a pas pu être chargée ; la liste dit la même chose."),
        "tile_failed": _("Ces renseignements n’ont pas pu être chargés."),
        "changed": _("L’annuaire a changé entre-temps : rechargez la page."),
        "again": _("Réessayer"),
        "keyboard": _(
            "Au clavier : Tab mène aux repères, les flèches vont de l’un à l’autre, Entrée ouvre, Échap ferme, + et − "
            "changent l’échelle."
        ),
        "tiles": _(
            "Le fond détaillé (rues, villages) vient de {host}. Le demander fait connaître votre adresse internet à ce "
            "serveur."
        ),
        "tiles_button": _("Charger le fond détaillé"),
        "script": _("La carte a besoin de JavaScript ; la liste dit la même chose."),
    }


def _host(tiles: str) -> str:
    """The origin that tiles come from; ``{s}`` stands for any sub-domain."""
    parts = urlsplit(tiles.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def shell(site: Site) -> tuple[Shell, list[File]]:
    """The map's empty shell, and its script."""
    from maillage import maps  # Folium takes a third of a second to import: only where a map is drawn

    shapes = outlines.coarse(departments_of(site.territory.area))
    drawn = maps.draw(shapes, outlines.bounds(shapes) or _around(site))
    script = File(f"{site.urls.section('map')}carte.js", drawn.script.encode())
    areas = tuple((str(shape["id"]), *outlines.box(shape["geometry"]["coordinates"])) for shape in shapes)
    return Shell(Markup(drawn.html), drawn.map_name, script.path, areas), [script]  # noqa: S704 - Folium's empty element


def _around(site: Site) -> outlines.Bounds:
    """The corners of all places, where no border is known."""
    places = [place.point for place in site.places.values() if place.point]
    if not places:
        return FRANCE
    latitudes, longitudes = zip(*places, strict=True)
    return ((min(latitudes), min(longitudes)), (max(latitudes), max(longitudes)))


def data(site: Site, cards: Cards, shell: Shell) -> Iterator[File]:
    """Every point, the words of each range of positions, and the fine borders of each department."""
    section, kinds = site.urls.section("map"), vocabulary("actor-kinds").ids
    order = actor_order(site.network.actors, site.places)
    version = f"{crc32(chr(10).join(order).encode()):08x}"
    spots = [_spot(site, cards, identifier, kinds) for identifier in order]
    yield File(f"{section}points.bin", points.encode(spots, version))
    for number, start in enumerate(range(0, len(order), points.SHARD)):
        rows = [[identifier, *_lines(cards, identifier)] for identifier in order[start : start + points.SHARD]]
        yield File(f"{section}lieux/{number}.json", _json({"version": version, "rows": rows}))
    for code, *_box in shell.areas:
        yield File(f"{section}contours/{code}.json", outlines.fine(code))


def _spot(site: Site, cards: Cards, identifier: str, kinds: Sequence[str]) -> points.Spot:
    """An actor's point; none for one that left the lists, which keeps its rank."""
    place = site.places[identifier]
    point = place.point if identifier in cards.listed else None
    return points.spot(point, kinds.index(site.network.actors[identifier].kind), place.approximate)


def _lines(cards: Cards, identifier: str) -> Sequence[str]:
    """Name and address of an actor, for its popup."""
    actor, card = cards.site.network.actors[identifier], cards.actors[identifier]
    location = actor.location
    town = " ".join(part for part in (location.postcode, location.municipality) if part) if location else ""
    street = location.street if location else None
    where = ", ".join(part for part in (street, town or card.place) if part)
    return card.name, " · ".join(filter(None, (where, said(cards.site, "actor", identifier))))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
