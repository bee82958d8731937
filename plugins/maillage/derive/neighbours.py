"""How entries of neighbours age: one that its directory has not answered for is no longer counted on."""

from dataclasses import replace
from datetime import date

import msgspec

from maillage.network import Network


def aged(network: Network, today: date) -> Network:
    """The same network, in which actors of neighbours that are lost are told as gone from where they came from.

    What such a neighbour announced or looked for is no longer waited for: its events and its needs are not there.
    """
    lost = {slug for slug, one in network.neighbours.items() if one.silence(today) in {"lost", "never"}}
    if not lost:
        return network

    def is_lost(identifier: str) -> bool:
        where = network.neighbour(identifier)
        return where is not None and where.slug in lost

    actors = {
        identifier: msgspec.structs.replace(actor, status="gone-from-source", needs=())
        if is_lost(identifier)
        else actor
        for identifier, actor in network.actors.items()
    }
    events = {identifier: event for identifier, event in network.events.items() if not is_lost(identifier)}
    return replace(network, actors=actors, events=events)
