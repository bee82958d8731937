"""The shape of the network: who is linked to whom, which structures hold it together, which events brought people together.

A link is what :mod:`maillage.derive.links` says, but for events: they are what may bring two families together. A *family* is
all who are joined by links, however many steps away. Only structures are named, the discreet are not; nobody is counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from maillage.derive.links import hands, links
from maillage.derive.recognition import hidden
from maillage.model import Actor, Event
from maillage.network import Network


@dataclass(frozen=True, slots=True)
class Family:
    """Actors joined by links, at least two; their structures (never persons) in the order of ids."""

    size: int
    structures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The families of an area, actors without any link, structures that bridge, events that brought families together."""

    families: tuple[Family, ...] = ()
    alone: int = 0
    bridges: tuple[str, ...] = ()
    events: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Links:
    """The whole network's shape, from which each area takes its part."""

    network: Network
    family: Mapping[str, int] = field(default_factory=dict)
    bridges: frozenset[str] = frozenset()
    meetings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, actors: Sequence[Actor]) -> Shape:
        """The shape that these actors take part in. Links that lead out of the area are links all the same."""
        members: dict[int, list[Actor]] = defaultdict(list)
        for actor in actors:
            members[self.family[actor.id]].append(actor)
        sizes = self._sizes
        joined = [found for number, found in members.items() if sizes[number] > 1]
        families = [Family(len(found), tuple(filter(self._named, (one.id for one in found)))) for found in joined]
        here = {actor.id for actor in actors}
        events = ((event, families_) for event, families_ in self._met(here))
        return Shape(
            tuple(sorted(families, key=lambda one: (-one.size, one.structures))),
            sum(sizes[number] == 1 for number in members),
            tuple(sorted(self.bridges & here)),
            tuple(sorted(events)),
        )

    @cached_property
    def _named(self) -> Callable[[str], bool]:
        return named_in(self.network)

    @cached_property
    def _sizes(self) -> Mapping[int, int]:
        sizes: dict[int, int] = defaultdict(int)
        for number in self.family.values():
            sizes[number] += 1
        return sizes

    def _met(self, here: set[str]) -> Iterator[tuple[str, int]]:
        for event, present in self.meetings.items():
            if not here.isdisjoint(present):
                families = {self.family[actor] for actor in present}
                if len(families) > 1:
                    yield event, len(families)


def links_of(network: Network, today: date) -> Links:
    """The links of a network on a day. Linear in records and links."""
    from igraph import Graph  # a tenth of a second to import: only where a diagnosis is made

    actors = list(network.actors)
    number = {actor: place for place, actor in enumerate(actors)}
    graph = Graph(
        len(actors), [(number[one.one], number[one.other]) for one in links(network, today) if one.sort != "organised"]
    )
    family = dict(zip(actors, graph.connected_components().membership, strict=True))
    joints = [actors[place] for place in graph.articulation_points()]
    return Links(network, family, frozenset(filter(named_in(network), joints)), meetings(network, today))


def named_in(network: Network) -> Callable[[str], bool]:
    """Says of an actor whether it may be named: structures that did not ask for discretion."""
    discreet = hidden(network.actors)
    return lambda one: network.actors[one].kind != "person" and one not in discreet


def meetings(network: Network, today: date) -> dict[str, tuple[str, ...]]:
    """Who is known to have taken part in each event that began: organisers, the host, who did something there or for whom."""
    found: dict[str, dict[str, None]] = {}
    for event in network.events.values():
        if _begun(event, today):
            found[event.id] = dict.fromkeys(hands(event))
    for contribution in network.contributions.values():
        if contribution.event in found:
            found[contribution.event] |= dict.fromkeys([*contribution.by, *contribution.beneficiaries])
    return {event: tuple(present) for event, present in found.items()}


def _begun(event: Event, today: date) -> bool:
    return event.start[:10] <= today.isoformat() and event.status != "cancelled"
