"""Two records of one actor made one: every fact is kept, and where two facts contradict each other, somebody chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.load import Document
from maillage.problems import Pointer

Record = Mapping[str, Any]
_OWN = frozenset({"aliases", "source", "also_from", "status", "verified", "distinct"})
"""Fields with a way of their own to be united."""


@dataclass
class Merge:
    """What to change in the record that stays, and the fields where the two say different things: (ours, theirs)."""

    put: dict[Pointer, Any] = field(default_factory=dict)
    drop: list[Pointer] = field(default_factory=list)
    conflicts: dict[Pointer, tuple[Any, Any]] = field(default_factory=dict)


def merge(kept: Document, gone: Document) -> Merge:
    """Unite ``gone`` into ``kept``: what is missing is filled in, lists are united in order, the rest is a conflict."""
    made = Merge()
    ours, theirs = kept.data, gone.data
    _fill(made, {key: value for key, value in theirs.items() if key not in _OWN}, ours, ())
    _unite(made, "aliases", ours.get("aliases", []), [gone.id, *theirs.get("aliases", [])])
    sources = [*([theirs["source"]] if "source" in theirs else []), *theirs.get("also_from", [])]
    if sources and "source" not in ours:
        made.put["source",] = sources.pop(0)
    _unite(made, "also_from", ours.get("also_from", []), sources)
    both = {kept.id, gone.id}
    others = [one for one in theirs.get("distinct", []) if one not in both]
    _unite(made, "distinct", [one for one in ours.get("distinct", []) if one not in both], others)
    if "distinct" in ours and ("distinct",) not in made.put and both & set(ours["distinct"]):
        left = [one for one in ours["distinct"] if one not in both]
        made.put.update({("distinct",): left} if left else {})
        made.drop += [] if left else [("distinct",)]
    if theirs.get("verified", {}).get("on", "") > ours.get("verified", {}).get("on", ""):
        made.put["verified",] = theirs["verified"]
    return made


def _fill(made: Merge, theirs: Record, ours: Record, at: Pointer) -> None:
    for key, value in theirs.items():
        where = (*at, key)
        if key not in ours:
            made.put[where] = value
        elif ours[key] == value:
            continue
        elif isinstance(value, dict) and isinstance(ours[key], dict):
            _fill(made, value, ours[key], where)
        elif isinstance(value, list) and isinstance(ours[key], list):
            made.put[where] = united(ours[key], value)
        else:
            made.conflicts[where] = (ours[key], value)


def _unite(made: Merge, name: str, ours: Sequence[Any], theirs: Sequence[Any]) -> None:
    whole = united(ours, theirs)
    if len(whole) > len(ours):
        made.put[name,] = whole


def united(ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Everything in both lists once, ours first. A skill that one names and the other explains is one offer."""
    explained = {one["skill"] for one in (*ours, *theirs) if isinstance(one, dict) and "skill" in one}
    made: list[Any] = []
    for one in (*ours, *theirs):
        if one not in made and not (isinstance(one, str) and one in explained):
            made.append(one)
    return made


def redirected(document: Document, pointers: Sequence[Pointer], old: str, new: str) -> Merge:
    """The same record with its references to ``old`` (at ``pointers``) turned to ``new``; none twice, none to itself."""
    made = Merge()
    lists = {
        pointer[:-1]
        for pointer in pointers
        if isinstance(pointer[-1], int) and isinstance(_at(document.data, pointer), str)
    }
    for pointer in pointers:
        if pointer[:-1] not in lists:
            made.put[pointer] = new
    for where in lists:
        values = [new if one == old else one for one in _at(document.data, where)]
        left = [one for one in dict.fromkeys(values) if not (document.kind == "actor" and one == document.id)]
        if left:
            made.put[where] = left
        else:
            made.drop.append(where)
    return made


def _at(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        data = data[key]
    return data
