"""What ties two actors: one definition, which the network page and the diagnosis share.

A tie is what lasts (a member, a partner), or what was done: an event organised together, something done with or for somebody,
an answer to a need, a loan, a practice taken up. Everything is said in one pass over records; what brings more than
:data:`CIRCLE` actors together ties each to the first it names, so that a great gathering costs no square.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Literal

from maillage.model import Actor, Equipment, Event
from maillage.network import Network

Sort = Literal["member", "partner", "organised", "contributed", "answered", "lent", "reused"]
SORTS: tuple[Sort, ...] = ("member", "partner", "organised", "contributed", "answered", "lent", "reused")
"""Belongs to, partners, organised together, did something with or for, answered a need, lent equipment, took up a practice."""
CIRCLE = 8
"""Actors of one event or contribution that are tied each to each."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; where it has a direction, from ``one`` to ``other``: member → whole, giver → receiver, lender → borrower."""

    sort: Sort
    one: str
    other: str
    record: str = ""
    """Id of the event, contribution, need, equipment or practice that says so; empty where the actors' own records do."""


def links(network: Network, today: date) -> Iterator[Relation]:
    """Every relation that records say, some of them twice, no actor with itself. A loan is one from its first day on."""
    return (one for one in _said(network, today) if one.one != one.other)


def ordered(one: str, other: str) -> Pair:
    """Two ids, always in one order."""
    return (one, other) if one < other else (other, one)


def hands(event: Event) -> list[str]:
    """Who organised an event or had it in their place, each once."""
    hosts = [event.place] if isinstance(event.place, str) else []
    return list(dict.fromkeys([*event.organisers, *hosts]))


def _said(network: Network, today: date) -> Iterator[Relation]:
    for actor in network.actors.values():
        yield from _of_actor(actor)
    for seeker in network.needs:
        met = seeker.need.met
        yield from _across("answered", met.by if met else (), (seeker.actor.id,), seeker.id)
    for event in network.events.values():
        yield from _among("organised", hands(event), event.id)
    for deed in network.contributions.values():
        yield from _among("contributed", deed.by, deed.id)
        yield from _across("contributed", deed.by, deed.beneficiaries, deed.id)
    for item in network.equipment.values():
        yield from _across("lent", (item.owner,), _borrowers(item, today), item.id)
    yield from _of_practices(network)


def _of_actor(actor: Actor) -> Iterator[Relation]:
    for whole in dict.fromkeys([*actor.member_of, *([actor.parent] if actor.parent else [])]):
        yield Relation("member", actor.id, whole)
    for partner in actor.partners:
        yield Relation("partner", *ordered(actor.id, partner))


def _borrowers(item: Equipment, today: date) -> list[str]:
    held = [item.held_by] if item.held_by else []
    return list(dict.fromkeys([*held, *(one.by for one in item.bookings if one.first <= today)]))


def _of_practices(network: Network) -> Iterator[Relation]:
    for practice in network.practices.values():
        yield from _across("reused", practice.actors, [one.actor for one in practice.reused_by], practice.id)
        for reuse in practice.reuses:
            yield from _across("reused", network.practices[reuse.practice].actors, practice.actors, practice.id)


def _among(sort: Sort, actors: Iterable[str], record: str) -> Iterator[Relation]:
    """Each with each, in a small circle; in a great one, each with the first."""
    given = list(actors)
    pairs = combinations(given, 2) if len(given) <= CIRCLE else ((given[0], other) for other in given[1:])
    for one, other in pairs:
        yield Relation(sort, *ordered(one, other), record)


def _across(sort: Sort, givers: Iterable[str], takers: Iterable[str], record: str) -> Iterator[Relation]:
    """From each giver to each taker, in a small circle; in a great one, by the first of each side."""
    left, right = list(givers), list(takers)
    pairs: Iterable[Pair] = product(left, right)
    if len(left) + len(right) > CIRCLE and left and right:
        pairs = [*((left[0], one) for one in right), *((one, right[0]) for one in left[1:])]
    for one, other in pairs:
        yield Relation(sort, one, other, record)
