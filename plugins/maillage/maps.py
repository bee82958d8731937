"""Folium draws the map: a fragment of HTML and a script file, the same bytes every time, asking nothing of anybody.

Folium is made for notebooks: it names elements at random, loads ten files from four foreign hosts and writes scripts and
styles into the page. Here its element tree is numbered before it is rendered, only its ``html`` and ``script`` are used
(never its ``header``), and the points are data that ``js/map.js`` brings (why and how fast: docs/explanation/map.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folium import GeoJson, Map

from maillage.outlines import Bounds


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map's place in the page, its script, and the name under which the script leaves the map."""

    html: str
    script: str
    map_name: str


def draw(outlines: Sequence[Mapping[str, Any]], bounds: Bounds, *, alive: bool = False) -> Drawn:
    """A map of ``outlines`` (GeoJSON features with ``level``), seen whole within ``bounds``; ``alive``: they hear of clicks.

    Lines are drawn with the class ``outline-<level>``; their colours are in the theme's style sheets.
    """
    chart = Map(tiles=None, minZoom=4, maxZoom=18, zoomSnap=0.25, worldCopyJump=True, zoom_control="bottomright")
    for level in sorted({str(outline["properties"]["level"]) for outline in outlines}, reverse=True):
        features = [outline for outline in outlines if outline["properties"]["level"] == level]
        _layer(level, features, alive).add_to(chart)
    chart.fit_bounds([list(corner) for corner in bounds])
    figure: Any = chart.get_root()
    _number(figure)
    figure.render()
    return Drawn(figure.html.render(), figure.script.render(), chart.get_name())


def _layer(level: str, features: Sequence[Mapping[str, Any]], alive: bool) -> GeoJson:
    style = {"className": f"outline outline-{level}", "interactive": alive}
    return GeoJson({"type": "FeatureCollection", "features": list(features)}, style_function=lambda _feature: style)


def _number(root: Any) -> None:
    """Give each element of the tree a number instead of its random id."""
    waiting, number = [root], 0
    while waiting:
        element = waiting.pop(0)
        element._id = str(number)
        number += 1
        for part in ("header", "html", "script"):
            if hasattr(element, part) and getattr(element, part) is not None:
                getattr(element, part)._id = f"{number}{part}"
        waiting += element._children.values()
