"""Documents to a Network: every reference resolved, or told with the nearest id there is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from maillage.kinds import BY_NAME, KINDS, PRACTICES
from maillage.load import Document
from maillage.model import build
from maillage.network import Network
from maillage.problems import Finding, Pointer
from maillage.repair import nearest
from maillage.schemas import reference_paths
from maillage.settings import Territory

Names = Mapping[str, Mapping[str, str]]
"""Per kind: every id there is a file for (even a faulty one), with the file's path."""


FOLDERS = {**{kind.name: kind.folder for kind in KINDS}, "practice": PRACTICES}
"""Where the files of each kind are that a field may refer to."""


def references(document: Document) -> Iterator[tuple[Pointer, str, str]]:
    """Every reference a document makes: ``(pointer, kind, id)``."""
    for path, kind in reference_paths(document.kind):
        for pointer, value in _values(document.data, path, ()):
            if isinstance(value, str):
                yield pointer, kind, value


def _values(value: Any, path: tuple[str, ...], at: Pointer) -> Iterator[tuple[Pointer, Any]]:
    if not path:
        yield at, value
    elif path[0] == "*":
        if isinstance(value, list):
            for position, item in enumerate(value):
                yield from _values(item, path[1:], (*at, position))
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:], (*at, path[0]))


def check_references(document: Document, names: Names) -> Iterator[Finding]:
    """References to nothing, and to oneself. A file that is there but faulty counts as there: no false followers."""
    for pointer, kind, identifier in references(document):
        if identifier not in names[kind]:
            yield (
                "unknown-reference",
                pointer,
                {
                    "id": identifier,
                    "kind": kind,
                    "folder": FOLDERS[kind],
                    "suggestion": nearest(identifier, names[kind]),
                },
            )
        elif kind == document.kind and identifier == document.id:
            yield "self-reference", pointer, {"id": identifier}


def check_aliases(documents: Iterable[Document], names: Names) -> Iterator[tuple[Document, Finding]]:
    """Old ids that another record has, as its id or as an old id of its own."""
    taken = {(kind, identifier): path for kind, ids in names.items() for identifier, path in ids.items()}
    for document in documents:
        for position, alias in enumerate(document.data.get("aliases", [])):
            other = taken.setdefault((document.kind, alias), document.path)
            if other != document.path or alias == document.id:
                yield document, ("alias-taken", ("aliases", position), {"id": alias, "other": other})


def check_skills(skills: Mapping[str, Document]) -> Iterator[tuple[Document, Finding]]:
    """Circles in ``broader``, and professions where only skills are meant. Each skill is walked once."""
    settled: set[str] = set()
    for start, document in skills.items():
        chain: list[str] = []
        here: str | None = start
        while here is not None and here in skills and here not in settled and here not in chain:
            chain.append(here)
            here = skills[here].data.get("broader")
        if here is not None and here in chain:
            circle = " → ".join([*chain[chain.index(here) :], here])
            yield skills[chain[-1]], ("circular-broader", ("broader",), {"chain": circle})
        settled.update(chain)
        for field in ("broader", "related", "skills"):
            value = document.data.get(field, [])
            for position, identifier in enumerate([value] if isinstance(value, str) else value):
                if identifier in skills and skills[identifier].data.get("kind") == "profession":
                    at = (field,) if isinstance(value, str) else (field, position)
                    yield document, ("not-a-profession", at, {"id": identifier})


def check_needs(
    contributions: Iterable[Document], actors: Mapping[str, Document], names: Names
) -> Iterator[tuple[Document, Finding]]:
    """Contributions that answer a need there is not. The needs of a faulty file are not known: nothing is said of them."""
    for document in contributions:
        need = document.data.get("need")
        if need is None:
            continue
        actor, _, position = need.rpartition("-")
        if actor in actors:
            count = len(actors[actor].data.get("needs", []))
            if int(position) > count:
                yield (
                    document,
                    ("unknown-need", ("need",), {"id": need, "actor": actor, "count": count, "suggestion": ""}),
                )
        elif actor not in names["actor"]:
            near = nearest(actor, names["actor"])
            suggestion = f"{near}-{position}" if near else ""
            yield (
                document,
                ("unknown-need", ("need",), {"id": need, "actor": actor, "count": 0, "suggestion": suggestion}),
            )


def check_badges(badges: Iterable[Document]) -> Iterator[tuple[Document, Finding]]:
    """A second badge for one role: it could only be a rank."""
    first: dict[str, str] = {}
    for document in badges:
        other = first.setdefault(document.data["role"], document.path)
        if other != document.path:
            yield document, ("role-has-badge", ("role",), {"role": document.data["role"], "other": other})


def build_network(territory: Territory, documents: Iterable[Document]) -> Network:
    """The network of documents in which nothing is wrong, each table in the order of ids."""
    tables: dict[str, dict[str, Any]] = {kind.name: {} for kind in KINDS}
    for document in sorted(documents, key=lambda document: document.id):
        cls = BY_NAME[document.kind].cls
        tables[document.kind][document.id] = build(cls, document.id, document.path, document.data)
    order = ("actor", "skill", "event", "equipment", "contribution", "badge")
    return Network(territory, *(tables[name] for name in order))
