"""A record taken out of the whole tree: its file, and every word of it in other files."""

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.contribute.names import label
from maillage.link import references
from maillage.load import Document
from maillage.problems import Pointer

_NEEDS = ("needs",)
_NEED = ("need",)
"""Where a contribution says which need it answers: the actor's id, a hyphen, the need's number in the actor's list."""


@dataclass(frozen=True, slots=True)
class Change:
    """What another record loses: values to set, entries to take out."""

    document: Document
    put: Mapping[Pointer, Any]
    drop: tuple[Pointer, ...]


def changes(documents: Collection[Document], gone: Iterable[Document]) -> list[Change]:
    """Every other record that named one of those that go, without those names; numbers of needs follow the needs that stay."""
    names = {(one.kind, one.id) for one in gone}
    found = {one.path: (one, at) for one in documents if (one.kind, one.id) not in names if (at := _named(one, names))}
    moved = {one.id: _items(one, at).get(_NEEDS, set()) for one, at in found.values() if one.kind == "actor"}
    made = []
    for document in documents:
        at = found.get(document.path, (document, []))[1]
        number = _number(document, names, moved) if document.kind == "contribution" else None
        if (not at and number is None) or (document.kind, document.id) in names:
            continue
        put, drop = without(document, at)
        if number:
            put[_NEED] = number
        elif number is not None:
            drop.append(_NEED)
        made.append(Change(document, put, tuple(drop)))
    return made


def _named(document: Document, names: Collection[tuple[str, str]]) -> list[Pointer]:
    return [at for at, to, name in references(document) if (to, name) in names]


def _number(
    contribution: Document, names: Collection[tuple[str, str]], moved: Mapping[str, Collection[int]]
) -> str | None:
    """The need that a contribution answers as it is called now: nothing if it is gone, None if it is called as before."""
    owner, _, number = str(contribution.data.get("need", "")).rpartition("-")
    if ("actor", owner) in names:
        return ""
    gone = moved.get(owner, ())
    if not gone:
        return None
    place = int(number) - 1
    return "" if place in gone else f"{owner}-{int(number) - sum(one < place for one in gone)}"


def written_in(documents: Iterable[Document], gone: Document) -> Iterator[Document]:
    """Other records whose sentences (or links) still name one that goes: these are for people to change."""
    words = [text for text in (label(gone.data), f"/{gone.id}/") if len(text) > 3]
    for document in documents:
        if document.path != gone.path and any(word in text for text in _texts(document.data) for word in words):
            yield document


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def without(document: Document, pointers: Iterable[Pointer]) -> tuple[dict[Pointer, Any], list[Pointer]]:
    """What to set and take out so that a record no longer names another.

    A name in a list leaves the list; an item that only exists for that name (an offer, a loan) goes with it; a list left
    empty goes too.
    """
    pointers = list(pointers)
    names = [pointer for pointer in pointers if _item(document, pointer) is None]
    items = _items(document, pointers)
    data = copy.deepcopy(document.data)
    for pointer in names:
        del _at(data, pointer[:-1])[pointer[-1]]
    for at in sorted(items, key=len, reverse=True):  # lists inside an item before the list that it stands in
        left = [one for place, one in enumerate(_at(data, at)) if place not in items[at]]
        _at(data, at[:-1])[at[-1]] = left
        if not left:
            del _at(data, at[:-1])[at[-1]]
    whole = [at for at in items if not _inside(at, items)]
    drop = [pointer for pointer in names if not _inside(pointer, whole)]
    return (
        {at: _at(data, at) for at in whole if at[-1] in _at(data, at[:-1])},
        drop + [at for at in whole if at[-1] not in _at(data, at[:-1])],
    )


def _inside(pointer: Pointer, lists: Iterable[Pointer]) -> bool:
    return any(len(at) < len(pointer) and pointer[: len(at)] == at for at in lists)


def _items(document: Document, pointers: Iterable[Pointer]) -> dict[Pointer, set[int]]:
    """The items that leave their lists, by list."""
    found: dict[Pointer, set[int]] = defaultdict(set)
    for pointer in pointers:
        where = _item(document, pointer)
        if where is not None:
            found[pointer[:where]].add(int(pointer[where]))
    return found


def _item(document: Document, pointer: Pointer) -> int | None:
    """Where in a pointer the item stands that goes with the name; None where only the name goes."""
    where = next((place for place in range(len(pointer) - 1, -1, -1) if isinstance(pointer[place], int)), None)
    if where is None or (where < len(pointer) - 1 and not _only_for(document.data, pointer, where)):
        return None
    return where


_SUBJECTS = frozenset({"skill", "by", "equipment"})
"""Fields without which an item of a list would say nothing."""


def _only_for(data: Any, pointer: Pointer, where: int) -> bool:
    item = _at(data, pointer[: where + 1])
    subjects = [key for key in item if key in _SUBJECTS or key in {"text", "title"}]
    return pointer[where + 1] in _SUBJECTS and len(subjects) == 1


def _at(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        data = data[key]
    return data
