"""The order in which actors are numbered for the browser: neighbours on the ground are neighbours in the numbering."""

from collections.abc import Iterable, Mapping

from maillage.derive.places import Place

_LAST = "~"


def actor_order(identifiers: Iterable[str], places: Mapping[str, Place]) -> tuple[str, ...]:
    """Ids by department, EPCI, commune, then id; unknown places last. An actor's position is its index here.

    Numbers of a commune follow each other, so that a list of them is small, and a range of them is an area on the map.
    """

    def key(identifier: str) -> tuple[str, str, str, str]:
        place = places[identifier]
        return place.department or _LAST, place.epci or _LAST, place.commune or _LAST, identifier

    return tuple(sorted(identifiers, key=key))
