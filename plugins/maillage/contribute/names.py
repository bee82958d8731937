"""Records by what people call them: a name, a synonym, an old id, an address of a page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from maillage.load import IDENTIFIER, Document
from maillage.repair import folded, nearest
from maillage.settings import ADDRESSES, Territory


def label(data: Mapping[str, Any]) -> str:
    """What a record is called; nothing where it has no name."""
    return str(data.get("name") or data.get("title") or data.get("what") or "")


def needs(one: Document) -> Iterable[tuple[str, str]]:
    """The needs in an actor's file that have words of their own, by id."""
    said = one.data.get("needs") if one.kind == "actor" else None
    for position, need in enumerate(said if isinstance(said, list) else (), start=1):
        words = (need.get("title") or need.get("text")) if isinstance(need, dict) else None
        if words:
            yield f"{one.id}-{position}", str(words)


class Names:
    """Every record of a tree by kind and id, and by the words for it."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Take the records; each is looked at once."""
        self.records: dict[str, dict[str, Document]] = defaultdict(dict)
        self._needs: list[str] = []
        self._words: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in documents:
            self.records[one.kind][one.id] = one
            for words in self._called(one):
                self._words[one.kind][folded(words)].add(one.id)
            for identifier, words in needs(one):
                self._words["need"][folded(words)].add(identifier)
                self._words["need"][folded(identifier)].add(identifier)
                self._needs.append(words)

    @staticmethod
    def _called(one: Document) -> Iterable[str]:
        yield one.id
        yield label(one.data)
        yield from one.data.get("aliases", ())
        yield from one.data.get("synonyms", ())

    def labels(self, kind: str) -> list[str]:
        """What all records of a kind are called; ``need``: what is looked for, in the words of those who do."""
        return self._needs if kind == "need" else [label(one.data) for one in self.records[kind].values()]

    def find(self, kind: str, words: str) -> str:
        """The id of the one record that is called so; empty where there is none, or several."""
        found = self._words[kind].get(folded(words[:200]), set())
        return next(iter(found)) if len(found) == 1 else ""

    def near(self, kind: str, words: str) -> str:
        """The id that looks most like ``words``; empty where none does."""
        near = nearest(words[:200], self._words[kind])
        found = self._words[kind].get(near, set())
        return min(found) if found else ""

    def page(self, words: str, territory: Territory) -> Document | None:
        """The record of a page's address, a file's path or a name; None where it is none, or could be several."""
        sections: Mapping[str, str] = {**ADDRESSES, **territory.urls}
        folders = {
            sections[kind]: kind for kind in ("actor", "skill", "profession", "event", "practice") if kind in sections
        }
        folders |= {
            "actors": "actor",
            "skills": "skill",
            "events": "event",
            "equipment": "equipment",
            "contributions": "contribution",
            "observatory": "practice",
        }
        parts = [part for part in re.split(r"[/\s]+", unquote(urlsplit(words.strip()[:500]).path)) if part]
        for folder, name in zip(reversed(parts[:-1]), reversed(parts[1:]), strict=True):
            kind = folders.get(folder, "").replace("profession", "skill")
            name = name.removesuffix(".yaml").removesuffix(".md")
            if kind and IDENTIFIER.fullmatch(name) and name in self.records[kind]:
                return self.records[kind][name]
        for kind in ("actor", "event", "skill", "equipment", "practice"):
            if found := self.find(kind, words):
                return self.records[kind][found]
        return None

    def free(self, kind: str, name: str, more: str = "") -> str:
        """An id for a new record: its name's, with the commune where it is taken, then with a number."""
        from maillage.load import MAX_ID, RESERVED

        stem = folded(name)[: MAX_ID - 4].strip("-") or kind
        town = f"{stem[: MAX_ID - 24]}-{folded(more)[:20]}".strip("-")
        numbered = (f"{stem}-{number}" for number in range(2, len(self.records[kind]) + 4))
        taken = {
            *self.records[kind],
            *(old for one in self.records[kind].values() for old in one.data.get("aliases", ())),
        }
        return next(one for one in (stem, town, *numbered) if one not in taken and one not in RESERVED)
