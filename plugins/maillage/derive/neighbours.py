"""How entries of neighbours age: one that its directory has not answered for is no longer counted on."""

from dataclasses import replace
from datetime import date

import msgspec

from maillage.network import Network


def aged(network: Network, today: date) -> Network:
    """The same network, in which actors of neighbours that are lost are told as gone from where they came from."""
    lost = {slug for slug, one in network.neighbours.items() if one.silence(today) in {"lost", "never"}}
    if not lost:
        return network
    actors = {
        identifier: msgspec.structs.replace(actor, status="gone-from-source")
        if (where := network.neighbour(identifier)) and where.slug in lost
        else actor
        for identifier, actor in network.actors.items()
    }
    return replace(network, actors=actors)
