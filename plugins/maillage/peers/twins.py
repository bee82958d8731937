"""The same actor in two directories: found by what two files of one directory would be told by (derive.duplicates)."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from maillage import cache
from maillage.derive.duplicates import candidate, find
from maillage.neighbours import SIGN, is_ours
from maillage.network import Network

Twins = Mapping[str, tuple[str, ...]]


def twins_of(root: Path, network: Network, distinct: frozenset[str], version: bytes) -> Twins:
    """For each actor that seems to be in another directory too, its ids there. ``version`` is empty without a cache."""
    kept = root / cache.FOLDER / "twins"
    whole = cache.digest(version, list(network.own_actors.values()))
    known = cache.load(kept, whole, dict[str, tuple[str, ...]]) if version else None
    if known is None:
        known = _find(network, distinct)
        if version:
            cache.store(kept, whole, known)
    return known


def _find(network: Network, distinct: frozenset[str]) -> dict[str, tuple[str, ...]]:
    candidates = [candidate(actor.id, msgspec.to_builtins(actor)) for actor in network.actors.values()]
    theirs = [identifier for identifier in network.actors if not is_ours(identifier)]
    found: dict[str, list[str]] = defaultdict(list)
    for pair in find(candidates, only=theirs):
        if _directory(pair.first) != _directory(pair.second) and distinct.isdisjoint((pair.first, pair.second)):
            found[pair.first].append(pair.second)
            found[pair.second].append(pair.first)
    return {identifier: tuple(sorted(others)) for identifier, others in found.items()}


def _directory(identifier: str) -> str:
    return "" if is_ours(identifier) else identifier.partition(SIGN)[0]
