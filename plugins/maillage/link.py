"""Documents to a Network: every reference resolved, or told with the nearest id there is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from maillage.kinds import BY_NAME
from maillage.load import Document
from maillage.model import Actor, Badge, Contribution, Practice, Record, Skill
from maillage.network import Network
from maillage.problems import Finding, Pointer
from maillage.repair import nearest
from maillage.schemas import reference_paths
from maillage.settings import Territory

Names = Mapping[str, Mapping[str, str]]
"""Per kind: every id there is a file for (even a faulty one), with the file's path."""
Params = dict[str, str | int | float]


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
                    "folder": BY_NAME[kind].folder,
                    "suggestion": nearest(identifier, names[kind]),
                },
            )
        elif kind == document.kind and identifier == document.id:
            yield "self-reference", pointer, {"id": identifier}


def check_aliases(records: Iterable[tuple[str, Record]], names: Names) -> Iterator[tuple[str, Finding]]:
    """Old ids that another record (of ``records``: kind and record) has, as its id or as an old id of its own."""
    taken = {(kind, identifier): path for kind, ids in names.items() for identifier, path in ids.items()}
    for kind, record in records:
        for position, alias in enumerate(record.aliases):
            other = taken.setdefault((kind, alias), record.path)
            if other != record.path or alias == record.id:
                yield record.path, ("alias-taken", ("aliases", position), {"id": alias, "other": other})


def check_skills(skills: Mapping[str, Skill]) -> Iterator[tuple[str, Finding]]:
    """Circles in ``broader``, and professions where only skills are meant. Each skill is walked once."""
    settled: set[str] = set()
    for start, skill in skills.items():
        chain: list[str] = []
        here: str | None = start
        while here is not None and here in skills and here not in settled and here not in chain:
            chain.append(here)
            here = skills[here].broader
        if here is not None and here in chain:
            circle = " → ".join([*chain[chain.index(here) :], here])
            yield skills[chain[-1]].path, ("circular-broader", ("broader",), {"chain": circle})
        settled.update(chain)
        yield from ((skill.path, finding) for finding in _not_skills(skill, skills))


def _not_skills(skill: Skill, skills: Mapping[str, Skill]) -> Iterator[Finding]:
    fields: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
        ("broader", skill.broader, ()),
        ("related", None, skill.related),
        ("skills", None, skill.skills),
    )
    for field, single, several in fields:
        for position, identifier in enumerate([single] if single else several):
            if identifier in skills and skills[identifier].kind == "profession":
                yield "not-a-profession", (field,) if single else (field, position), {"id": identifier}


def check_needs(
    contributions: Iterable[Contribution], actors: Mapping[str, Actor], names: Names
) -> Iterator[tuple[str, Finding]]:
    """Contributions that answer a need there is not. The needs of a faulty file are not known: nothing is said of them."""
    for contribution in contributions:
        if contribution.need is None:
            continue
        actor, _, position = contribution.need.rpartition("-")
        params: Params = {"id": contribution.need, "actor": actor, "count": 0, "suggestion": ""}
        if actor in actors:
            count = len(actors[actor].needs)
            if int(position) > count:
                yield contribution.path, ("unknown-need", ("need",), {**params, "count": count})
        elif actor not in names["actor"]:
            near = nearest(actor, names["actor"])
            suggestion = f"{near}-{position}" if near else ""
            yield contribution.path, ("unknown-need", ("need",), {**params, "suggestion": suggestion})


def check_badges(badges: Iterable[Badge]) -> Iterator[tuple[str, Finding]]:
    """A second badge for one role: it could only be a rank."""
    first: dict[str, str] = {}
    for badge in badges:
        other = first.setdefault(badge.role, badge.path)
        if other != badge.path:
            yield badge.path, ("role-has-badge", ("role",), {"role": badge.role, "other": other})


def check_practices(practices: Mapping[str, Practice]) -> Iterator[tuple[str, Finding]]:
    """Practices that take up, by others or at once, what took them up; and those told before what they take up."""
    parents = {
        one.id: [reuse.practice for reuse in one.reuses if reuse.practice != one.id] for one in practices.values()
    }
    for start, way in circles(parents):
        position = next(at for at, one in enumerate(practices[start].reuses) if one.practice == way[1])
        yield practices[start].path, ("circular-reuse", ("reuses", position), {"chain": " → ".join(way)})
    for practice in practices.values():
        for position, reuse in enumerate(practice.reuses):
            origin = practices.get(reuse.practice)
            if origin and origin.date and practice.date and practice.date < origin.date:
                params: Params = {
                    "date": practice.date.isoformat(),
                    "other": origin.id,
                    "origin": origin.date.isoformat(),
                }
                yield practice.path, ("reused-before-made", ("reuses", position), params)


def circles(parents: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Each circle once: where it is entered, and the way round. Every arc is walked once, without recursion."""
    state: dict[str, bool] = {}
    for root in parents:
        if root in state:
            continue
        way, waiting = [root], [iter(parents[root])]
        state[root] = False
        while way:
            child = next(waiting[-1], None)
            if child is None:
                state[way.pop()] = True
                waiting.pop()
            elif child in parents and child not in state:
                state[child] = False
                way.append(child)
                waiting.append(iter(parents[child]))
            elif state.get(child) is False:
                yield child, [*way[way.index(child) :], child]


GOVERNANCE = ("charter", "decision", "committee", "consultation", "answer")
"""The kinds of how the network decides, in the order of :class:`Network`."""


def build_network(territory: Territory, records: Mapping[str, Sequence[Record]]) -> Network:
    """The network of records (by kind) in which nothing is wrong, each table in the order of ids."""
    tables: dict[str, dict[str, Any]] = {
        kind: {record.id: record for record in sorted(found, key=lambda record: record.id)}
        for kind, found in records.items()
    }
    order = ("actor", "skill", "event", "equipment", "contribution", "badge", "practice", *GOVERNANCE)
    return Network(territory, *(tables[name] for name in order))
