"""What was done for the network, by whom and in which role. Who does not want to be seen is nowhere; nobody is counted.

There is no sum per actor here, and none can be had: lists come by date, by name or in the order of the day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b

import msgspec

from maillage.derive import governance, practices
from maillage.model import Actor, Contribution, Endorsement, Record
from maillage.network import Network


@dataclass(frozen=True, slots=True)
class Deed:
    """A contribution as it may be shown: whoever asked for discretion is gone from it.

    ``endorsed`` stays true where somebody discreet confirmed it; their name does not.
    """

    contribution: Contribution
    by: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    endorsements: tuple[Endorsement, ...]
    endorsed: bool

    @property
    def id(self) -> str:
        """The contribution's id."""
        return self.contribution.id

    @property
    def day(self) -> date:
        """Its first day."""
        return self.contribution.period.first


def hidden(actors: Mapping[str, Actor]) -> frozenset[str]:
    """Ids of the actors who asked that nothing be said of what they do."""
    return frozenset(actor.id for actor in actors.values() if actor.recognition == "hidden")


def shown(contribution: Contribution, discreet: frozenset[str]) -> Deed | None:
    """A contribution without the discreet; None where all who did it are."""
    by = tuple(actor for actor in contribution.by if actor not in discreet)
    if not by:
        return None
    if contribution.need and contribution.need.rpartition("-")[0] in discreet:
        contribution = msgspec.structs.replace(contribution, need=None)
    return Deed(
        contribution=contribution,
        by=by,
        beneficiaries=tuple(actor for actor in contribution.beneficiaries if actor not in discreet),
        endorsements=tuple(one for one in contribution.endorsed_by if one.actor not in discreet),
        endorsed=bool(contribution.endorsed_by),
    )


def public_contributions(network: Network) -> dict[str, Contribution]:
    """The contributions that may be published, without the discreet."""
    discreet = hidden(network.actors)
    deeds = (shown(one, discreet) for one in network.contributions.values())
    return {deed.id: _without(deed) for deed in deeds if deed is not None}


def _without(deed: Deed) -> Contribution:
    kept = (deed.by, deed.beneficiaries, deed.endorsements)
    one = deed.contribution
    if kept == (one.by, one.beneficiaries, one.endorsed_by):
        return one
    return msgspec.structs.replace(one, by=kept[0], beneficiaries=kept[1], endorsed_by=kept[2])


def public_actors(network: Network) -> dict[str, Actor]:
    """The actors as they may be published: a discreet one is not named as the one who met a need."""
    discreet = hidden(network.actors)
    return {identifier: _discreet(actor, discreet) for identifier, actor in network.own_actors.items()}


def public(network: Network, kind: str) -> Mapping[str, Record]:
    """Our records of a kind as they may be published: who asked for discretion is named in no contribution and no practice.

    Those of neighbours are theirs to publish: whoever takes them from us would not see that they were withdrawn.
    """
    if kind == "actor":
        return public_actors(network)
    if kind == "practice":
        return practices.public(network.practices.values(), hidden(network.actors))
    if kind == "contribution":
        return public_contributions(network)
    own: dict[str, Mapping[str, Record]] = {"skill": network.own_skills, "event": network.own_events}
    return own[kind] if kind in own else governance.public(network.records(kind), hidden(network.actors))


def _discreet(actor: Actor, discreet: frozenset[str]) -> Actor:
    if not any(need.met and discreet.intersection(need.met.by) for need in actor.needs):
        return actor
    needs = tuple(
        msgspec.structs.replace(
            need, met=msgspec.structs.replace(need.met, by=tuple(one for one in need.met.by if one not in discreet))
        )
        if need.met
        else need
        for need in actor.needs
    )
    return msgspec.structs.replace(actor, needs=needs)


class Recognition:
    """Deeds of a network by role, by actor and by need; each index is made once, in one pass."""

    def __init__(self, network: Network, names: frozenset[tuple[str, str]] = frozenset()) -> None:
        """``names``: (name, role) of those who kept the directory itself, as the history of its files has them."""
        self.network = network
        self._names = names
        self.hidden = hidden(network.actors)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """Everything that may be shown, the latest first."""
        found = (shown(one, self.hidden) for one in self.network.contributions.values())
        return tuple(
            sorted((deed for deed in found if deed is not None), key=lambda deed: (-deed.day.toordinal(), deed.id))
        )

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Deed, ...]]:
        """Deeds of each role, the latest first."""
        return _index(self.deeds, lambda deed: deed.contribution.roles)

    @cached_property
    def by_actor(self) -> Mapping[str, tuple[Deed, ...]]:
        """What each actor did, the latest first."""
        return _index(self.deeds, lambda deed: deed.by)

    @cached_property
    def for_actor(self) -> Mapping[str, tuple[Deed, ...]]:
        """What was done for each actor, the latest first."""
        return _index(self.deeds, lambda deed: deed.beneficiaries)

    @cached_property
    def by_need(self) -> Mapping[str, tuple[Deed, ...]]:
        """Deeds that answered each need."""
        return _index(self.deeds, lambda deed: [deed.contribution.need] if deed.contribution.need else [])

    @cached_property
    def by_practice(self) -> Mapping[str, tuple[Deed, ...]]:
        """Deeds that each practice of the observatory tells of."""
        return _index(self.deeds, lambda deed: [deed.contribution.practice] if deed.contribution.practice else [])

    @cached_property
    def keepers(self) -> Mapping[str, frozenset[str]]:
        """By role: actors who kept the directory itself and wrote in their own record that it may be said."""
        found: dict[str, set[str]] = defaultdict(set)
        for actor in self.network.actors.values():
            name = actor.identifiers.git
            if name and actor.id not in self.hidden:
                for role in ("documenter", "reviewer"):
                    if (name, role) in self._names:
                        found[role].add(actor.id)
        return {role: frozenset(actors) for role, actors in found.items()}

    def roles_of(self, actor: str) -> frozenset[str]:
        """The roles that an actor holds, endorsed or not yet; a set, for none stands above another."""
        done = {role for deed in self.by_actor.get(actor, ()) for role in deed.contribution.roles}
        return frozenset(done | {role for role, actors in self.keepers.items() if actor in actors})

    def wall(self, role: str, today: date) -> list[tuple[str, Deed | None]]:
        """Everybody in a role, once each, with one of their deeds (None: the directory itself), in the order of the day."""
        deeds: dict[str, Deed | None] = dict.fromkeys(sorted(self.keepers.get(role, ())))
        for deed in sorted(self.by_role.get(role, ()), key=lambda deed: draw(deed.id, today)):
            for actor in deed.by:
                if deeds.get(actor) is None:
                    deeds[actor] = deed
        return [(actor, deeds[actor]) for actor in of_the_day(deeds, today)]

    @cached_property
    def first_endorsed(self) -> Mapping[tuple[str, str], Deed]:
        """By (role, actor): the earliest deed that somebody else confirmed. It earns the role's badge, once."""
        found: dict[tuple[str, str], Deed] = {}
        for deed in self.deeds:
            if deed.endorsed:
                for role in deed.contribution.roles:
                    for actor in deed.by:
                        found[role, actor] = deed
        return found

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """By role: who has at least one endorsed deed in it, in the order of ids."""
        found: dict[str, list[str]] = defaultdict(list)
        for role, actor in sorted(self.first_endorsed):
            found[role].append(actor)
        return {role: tuple(actors) for role, actors in found.items()}


def of_the_day(identifiers: Iterable[str], today: date) -> list[str]:
    """Ids in the order of a day: another one tomorrow, the same in every build of today."""
    return sorted(identifiers, key=lambda identifier: draw(identifier, today))


def draw(identifier: str, today: date) -> bytes:
    """The lot that an id draws on a day; nobody can choose it, and over the days all lots are equal."""
    return blake2b(f"{today.isoformat()}/{identifier}".encode(), digest_size=8).digest()


def _index(deeds: Sequence[Deed], keys: Callable[[Deed], Iterable[str]]) -> dict[str, tuple[Deed, ...]]:
    groups: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        for key in keys(deed):
            groups[key].append(deed)
    return {key: tuple(found) for key, found in groups.items()}
