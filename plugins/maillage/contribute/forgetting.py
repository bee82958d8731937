"""A record taken out of the whole tree: its file, and every word of it in other files."""

from collections.abc import Iterable, Iterator
from typing import Any

from maillage.link import references
from maillage.load import Document
from maillage.problems import Pointer


def mentions(documents: Iterable[Document], kind: str, identifier: str) -> Iterator[tuple[Document, list[Pointer]]]:
    """Every other record that names one, with where it does."""
    for document in documents:
        if (document.kind, document.id) == (kind, identifier):
            continue
        found = [at for at, to, name in references(document) if (to, name) == (kind, identifier)]
        if found:
            yield document, found


def without(document: Document, pointers: Iterable[Pointer]) -> tuple[dict[Pointer, Any], list[Pointer]]:
    """What to set and take out so that a record no longer names another.

    A name in a list leaves the list; an item that only exists for that name (an offer, a loan) goes with it; a list left
    empty goes too.
    """
    gone: dict[Pointer, set[int]] = {}
    drop: list[Pointer] = []
    for pointer in pointers:
        where = next((place for place in range(len(pointer) - 1, -1, -1) if isinstance(pointer[place], int)), None)
        if where is None or (where < len(pointer) - 1 and not _only_for(document.data, pointer, where)):
            drop.append(pointer)
        else:
            gone.setdefault(pointer[:where], set()).add(int(pointer[where]))
    put: dict[Pointer, Any] = {}
    for at, places in gone.items():
        left = [one for place, one in enumerate(_at(document.data, at)) if place not in places]
        if left:
            put[at] = left
        else:
            drop.append(at)
    return put, drop


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
