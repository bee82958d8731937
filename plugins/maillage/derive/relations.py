"""The network as ties between structures: who is a member of whom, who did what with whom, and what bridges families.

Of structures only: persons are in no tie and bridge nothing; whoever asked for discretion (``recognition: hidden``) is left
out as well. No structure has a number, and none stands before another: lists are in the order of ids or of names.
What a tie is, :mod:`maillage.derive.links` says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from maillage.derive.families import FAMILIES, family_of
from maillage.derive.links import SORTS, Pair, Relation, Sort, hands, links, ordered
from maillage.derive.recognition import hidden
from maillage.model import Actor, Event
from maillage.network import Network


@dataclass(frozen=True, slots=True)
class Tie:
    """Two structures and all that is between them; ``one`` comes before ``other`` in the order of ids."""

    one: str
    other: str
    relations: tuple[Relation, ...]

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """The kinds of relation, each once, in the order of their list."""
        said = {relation.sort for relation in self.relations}
        return tuple(sort for sort in SORTS if sort in said)


@dataclass(frozen=True, slots=True)
class Bridge:
    """A structure without which something falls apart: ``alone`` are pairs of families that only it ties together, and

    ``holds`` says that without it some structures would have no tie left to the rest. ``families`` are those it reaches.
    """

    actor: str
    families: tuple[str, ...]
    alone: tuple[Pair, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event that brought structures of several families together."""

    event: Event
    families: tuple[str, ...]


class Relations:
    """The ties of a network; each answer is made once."""

    def __init__(self, network: Network, today: date) -> None:
        """Take the network and the day."""
        self.network, self.today = network, today

    @cached_property
    def structures(self) -> Mapping[str, Actor]:
        """The actors that may stand here, by id: no persons, nobody discreet."""
        discreet = hidden(self.network.actors)
        actors = self.network.actors.values()
        return {one.id: one for one in actors if one.kind != "person" and one.id not in discreet}

    @cached_property
    def family(self) -> Mapping[str, str]:
        """The family of each structure."""
        return {identifier: family_of(actor) for identifier, actor in self.structures.items()}

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie once, in the order of ids."""
        found: dict[Pair, dict[Relation, None]] = defaultdict(dict)
        for relation in links(self.network, self.today):
            if relation.one in self.structures and relation.other in self.structures:
                found[ordered(relation.one, relation.other)][relation] = None
        return tuple(Tie(*pair, tuple(found[pair])) for pair in sorted(found))

    @cached_property
    def around(self) -> Mapping[str, tuple[str, ...]]:
        """For each structure that has ties, the others, in the order of ids."""
        found: dict[str, list[str]] = defaultdict(list)
        for tie in self.ties:
            found[tie.one].append(tie.other)
            found[tie.other].append(tie.one)
        return {identifier: tuple(sorted(others)) for identifier, others in sorted(found.items())}

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Structures of which no tie is known: none is known, which does not mean that there is none."""
        return tuple(identifier for identifier in self.structures if identifier not in self.around)

    @cached_property
    def between(self) -> Mapping[Pair, tuple[Tie, ...]]:
        """Ties by the two families they join, in the order of the families' list; a family's own under its name twice."""
        found: dict[Pair, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            found[_families(self.family[tie.one], self.family[tie.other])].append(tie)
        return {pair: tuple(ties) for pair, ties in found.items()}

    @cached_property
    def present(self) -> tuple[str, ...]:
        """The families of which there is a structure, in the order of their list."""
        there = set(self.family.values())
        return tuple(family for family in FAMILIES if family in there)

    @cached_property
    def apart(self) -> tuple[Pair, ...]:
        """Pairs of families between which no tie is known."""
        return tuple(pair for pair in combinations(self.present, 2) if pair not in self.between)

    @cached_property
    def bridges(self) -> tuple[Bridge, ...]:
        """The structures without which families, or parts of the network, would lose sight of each other; in the order of ids."""
        sole: dict[str, list[Pair]] = defaultdict(list)
        for pair, ties in self.between.items():
            if pair[0] != pair[1]:
                for identifier in _common(ties):
                    sole[identifier].append(pair)
        holding, made = frozenset(cut_vertices(self.around)), []
        for identifier, others in self.around.items():
            if identifier in holding or identifier in sole:
                reached = {self.family[other] for other in others} - {self.family[identifier]}
                families = tuple(family for family in FAMILIES if family in reached)
                made.append(Bridge(identifier, families, tuple(sole[identifier]), identifier in holding))
        return tuple(made)

    @cached_property
    def gatherings(self) -> tuple[Gathering, ...]:
        """Events that brought at least two families together, in the order of ids."""
        made = []
        for event in self.network.events.values():
            there = {self.family[one] for one in hands(event) if one in self.family}
            if len(there) > 1:
                made.append(Gathering(event, tuple(family for family in FAMILIES if family in there)))
        return tuple(made)


def cut_vertices(around: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The vertices of an undirected graph without which a part of it falls apart (Tarjan 1972), in order; without recursion."""
    parents = _depth_first(around)
    order = {identifier: number for number, identifier in enumerate(parents)}
    children: dict[str, list[str]] = defaultdict(list)
    low: dict[str, int] = {}
    for here in reversed(order):  # children before their parents
        back = [order[other] for other in around[here] if other != parents[here]]
        low[here] = min([order[here], *back, *(low[child] for child in children[here])])
        if (parent := parents[here]) is not None:
            children[parent].append(here)
    return sorted(
        here
        for here, below in children.items()
        if (len(below) > 1 if parents[here] is None else any(low[child] >= order[here] for child in below))
    )


def _depth_first(around: Mapping[str, tuple[str, ...]]) -> dict[str, str | None]:
    """The vertices in the order of a walk in depth, each with the one it was reached from."""
    parents: dict[str, str | None] = {}
    for root in around:
        if root in parents:
            continue
        parents[root] = None
        way = [(root, iter(around[root]))]
        while way:
            here, others = way[-1]
            other = next((one for one in others if one not in parents), None)
            if other is None:
                way.pop()
            else:
                parents[other] = here
                way.append((other, iter(around[other])))
    return parents


def _families(one: str, other: str) -> Pair:
    return (one, other) if FAMILIES.index(one) <= FAMILIES.index(other) else (other, one)


def _common(ties: Iterable[Tie]) -> list[str]:
    """The structures that are in every one of several ties: without them there would be none."""
    first, *rest = ({tie.one, tie.other} for tie in ties)
    return sorted(first.intersection(*rest)) if rest else sorted(first)
