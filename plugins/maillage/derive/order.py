"""The numbering of actors that search and map share: neighbours on the ground are neighbours in it."""

from collections.abc import Mapping

from maillage.derive.places import Place
from maillage.network import Network


def actor_order(network: Network, places: Mapping[str, Place]) -> tuple[str, ...]:
    """Ids by department, EPCI, commune, id; what is unknown comes last. An actor's position is its rank in this."""

    def where(identifier: str) -> tuple[str, str, str, str]:
        place = places[identifier]
        return place.department or "~", place.epci or "~", place.commune or "~", identifier

    return tuple(sorted(network.actors, key=where))
