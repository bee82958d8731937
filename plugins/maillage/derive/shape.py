"""The shape of the network: who is linked to whom, which structures hold it together, which events brought people together.

A link is what lasts or what was done: a parent, a membership, a partnership, something done for somebody, an answer to a
need, a loan. A *family* is all who are joined by links, however many steps away. Events are no links: they are what may
bring two families together. Only structures are named; nobody is counted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
        families = [Family(len(found), tuple(one.id for one in found if one.kind != "person")) for found in joined]
        here = {actor.id for actor in actors}
        events = ((event, families_) for event, families_ in self._met(here))
        return Shape(
            tuple(sorted(families, key=lambda one: (-one.size, one.structures))),
            sum(sizes[number] == 1 for number in members),
            tuple(sorted(self.bridges & here)),
            tuple(sorted(events)),
        )

    @property
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
    graph = Graph(len(actors), [(number[one], number[other]) for one, other in links(network, today) if one != other])
    family = dict(zip(actors, graph.connected_components().membership, strict=True))
    joints = [actors[place] for place in graph.articulation_points()]
    bridges = frozenset(one for one in joints if network.actors[one].kind != "person")
    return Links(network, family, bridges, meetings(network, today))


def links(network: Network, today: date) -> Iterator[tuple[str, str]]:
    """Every pair of actors that a record links, some of them twice. Only what is no later than ``today``."""
    for actor in network.actors.values():
        for other in (*actor.member_of, *actor.partners, *((actor.parent,) if actor.parent else ())):
            yield actor.id, other
        for need in actor.needs:
            for other in need.met.by if need.met else ():
                yield actor.id, other
    for contribution in network.contributions.values():
        together = [*contribution.by, *contribution.beneficiaries]
        yield from ((together[0], other) for other in together[1:])
    for item in network.equipment.values():
        for other in (
            *((item.held_by,) if item.held_by else ()),
            *(one.by for one in item.bookings if one.first <= today),
        ):
            yield item.owner, other


def meetings(network: Network, today: date) -> dict[str, tuple[str, ...]]:
    """Who is known to have taken part in each event that began: organisers, the host, who did something there or for whom."""
    found: dict[str, dict[str, None]] = {}
    for event in network.events.values():
        if _begun(event, today):
            host = [event.place] if isinstance(event.place, str) else []
            found[event.id] = dict.fromkeys([*event.organisers, *host])
    for contribution in network.contributions.values():
        if contribution.event in found:
            found[contribution.event] |= dict.fromkeys([*contribution.by, *contribution.beneficiaries])
    return {event: tuple(present) for event, present in found.items()}


def _begun(event: Event, today: date) -> bool:
    return event.start[:10] <= today.isoformat() and event.status != "cancelled"
