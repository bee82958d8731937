"""A newer file of a known source, merged field by field into records that people may have edited since.

For each field there are three voices: what the source said last time (:mod:`maillage.exchange.memory` keeps a digest of
it), what it says now, and what our file says. A field that only the source changed is updated; one that was edited here
is kept; one that both changed is kept and told. A record that the source no longer has is marked, never deleted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.exchange.leaves import Leaf, digest, digests, leaves, name_of
from maillage.exchange.mednum.importer import Key, Taken
from maillage.exchange.memory import Remembered

STATUS: Leaf = ("status",)
GONE = "gone-from-source"
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What to do to one file: leaves to set, leaves to take out, and those that both sides changed, left as they are."""

    identifier: str
    row: int
    put: Mapping[Leaf, Any]
    drop: tuple[Leaf, ...]
    kept: tuple[Leaf, ...]


@dataclass
class Plan:
    """Everything an import means to do; nothing is written yet."""

    new: list[Taken] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    removed_here: list[Taken] = field(default_factory=list)
    forgotten: int = 0
    gone: list[str] = field(default_factory=list)
    memory: dict[Key, Remembered] = field(default_factory=dict)


def plan(
    taken: Sequence[Taken], present: Mapping[str, Record], memory: Mapping[Key, Remembered], *, whole: bool
) -> Plan:
    """Compare rows with the records there are (id → data).

    ``memory`` holds what each source said last. With ``whole`` the file is all its sources have: what is missing from
    it is gone. The plan's ``memory`` lacks the new records, which have no id yet.
    """
    made = Plan()
    index = _Index(present, memory)
    for one in taken:
        identifier = index.find(one.key)
        if identifier is None and one.key in memory:
            made.removed_here.append(one)
            made.memory[one.key] = memory[one.key]
        elif identifier is None:
            made.new.append(one)
        else:
            base = memory[one.key].fields if one.key in memory else None
            _compare(made, identifier, one, present[identifier], base)
    _look_for_the_gone(made, {one.key for one in taken}, present, memory, index, whole=whole)
    return made


class _Index:
    """Which record stands for which row of a source."""

    def __init__(self, present: Mapping[str, Record], memory: Mapping[Key, Remembered]) -> None:
        self._present, self._memory = present, memory
        self._now = {old: identifier for identifier, data in present.items() for old in data.get("aliases", ())}
        self._by_source: dict[tuple[str, str], list[str]] = {}
        for identifier, data in present.items():
            for source in (data.get("source", {}), *data.get("also_from", ())):
                if "id" in source:
                    self._by_source.setdefault((source.get("name", ""), source["id"]), []).append(identifier)

    def find(self, key: Key) -> str | None:
        """The id of the record of a row, if there is one."""
        if remembered := self._memory.get(key):
            return self.current(remembered.record)
        found = self._by_source.get(key[:2], ())
        return found[key[2]] if key[2] < len(found) else None

    def current(self, identifier: str) -> str | None:
        """A record by an id it has or had."""
        return identifier if identifier in self._present else self._now.get(identifier)


def _compare(made: Plan, identifier: str, one: Taken, ours: Record, base: Mapping[str, str] | None) -> None:
    if base is not None and not _is_main(one, ours):
        made.same += 1  # merged into a record of another source: its facts are there, that source speaks for it
        made.memory[one.key] = Remembered(identifier, base)
        return
    change = _merge(identifier, one, ours, base)
    if change.put or change.drop or change.kept:
        made.changes.append(change)
    if not (change.put or change.drop):
        made.same += 1
    made.memory[one.key] = Remembered(identifier, digests(one.data))


def _is_main(one: Taken, ours: Record) -> bool:
    source = ours.get("source", {})
    return one.key[1].startswith("~") or (source.get("name", ""), source.get("id")) == one.key[:2]


def _merge(identifier: str, one: Taken, ours: Record, base: Mapping[str, str] | None) -> Change:
    here, there = dict(leaves(ours)), dict(leaves(one.data))
    put: dict[Leaf, Any] = {}
    drop: list[Leaf] = []
    kept: list[Leaf] = []
    for leaf in dict.fromkeys([*there, *_known_leaves(base)]):
        mine, theirs = digest(here.get(leaf)), digest(there.get(leaf))
        before = base.get(name_of(leaf), digest(None)) if base is not None else digest(None)
        if theirs in {mine, before}:
            continue
        if mine != before:
            kept.append(leaf)
        elif leaf in there:
            put[leaf] = there[leaf]
        else:
            drop.append(leaf)
    if here.get(STATUS) == GONE:
        drop.append(STATUS)
    return Change(identifier, one.row, put, tuple(drop), tuple(kept))


def _known_leaves(base: Mapping[str, str] | None) -> Iterator[Leaf]:
    for name in base or ():
        yield tuple(name.split("."))


def _look_for_the_gone(
    made: Plan,
    keys: set[Key],
    present: Mapping[str, Record],
    memory: Mapping[Key, Remembered],
    index: _Index,
    *,
    whole: bool,
) -> None:
    """Mark what its source had and has no more; what another row of these files still stands for is not gone."""
    sources = {source for source, _, _ in keys}
    spoken_for = {remembered.record for remembered in made.memory.values()}
    for key, remembered in memory.items():
        if key in keys:
            continue
        if not whole or key[0] not in sources:
            made.memory[key] = remembered
            continue
        identifier = index.current(remembered.record)
        if identifier is None or identifier in spoken_for or "status" in present[identifier]:
            continue
        made.gone.append(identifier)
        made.changes.append(Change(identifier, 0, {STATUS: GONE}, (), ()))
