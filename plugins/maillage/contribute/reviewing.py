"""A review made from the files of a proposal: pure questions to what was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from maillage import phrases, report
from maillage.contribute.names import label
from maillage.contribute.review import MOST, Card, Hunk, Pair, Review, Told, Touched
from maillage.derive import hours
from maillage.derive.places import place_of
from maillage.i18n import N_, translator
from maillage.kinds import BY_FOLDER
from maillage.link import references
from maillage.load import Document
from maillage.model import Actor, build, parse_when
from maillage.problems import Problem
from maillage.vocabularies import vocabulary

LABELS = {
    "actors": "acteur",
    "skills": "competence",
    "events": "evenement",
    "equipment": "materiel",
    "contributions": "contribution",
    "badges": "badge",
    "content": "contenu",
    "territory.yaml": "reglages",
}


@dataclass(frozen=True)
class Seen:
    """What was read: problems of the whole tree, sound records, paths that change, repairs, the departments covered."""

    problems: tuple[Problem, ...]
    documents: Sequence[Document]
    changed: frozenset[str]
    repairs: tuple[Hunk, ...]
    departments: tuple[str, ...]
    language: str


def review(seen: Seen, number: int) -> Review:
    """The review of a proposal. Problems of files that it does not change are only told where it may have made them."""
    ours = [one for one in seen.problems if one.location.path in seen.changed or one.code in _OF_OTHERS]
    twins = [one for one in ours if one.code == "possible-duplicate"]
    told = [one for one in ours if one.code != "possible-duplicate"]
    documents = [one for one in seen.documents if one.path in seen.changed]
    return Review(
        number=number,
        problems=[_told(one, seen.language) for one in told[:MOST]],
        more=max(0, len(told) - MOST),
        repairs=list(seen.repairs[:MOST]),
        duplicates=[_pair(one, seen) for one in twins[:MOST]],
        touched=list(_touched(seen, documents))[:MOST],
        cards=[card(one, seen.departments, seen.language) for one in documents[:MOST]],
        good=list(_good(documents, seen))[:MOST],
        outside=sorted(path for path in seen.changed if is_outside(path))[:MOST],
        labels=_labels(seen, documents)[:MOST],
    )


_REUSES = ("circular-reuse", "reused-before-made")
_OF_OTHERS = frozenset(
    {"unknown-reference", "duplicate-id", "alias-taken", "circular-broader", "self-reference", *_REUSES}
)
"""What a change may break in a file that it does not touch."""


def is_outside(path: str) -> bool:
    """Whether a file is neither a record nor a page nor the marks of imports."""
    return path.split("/")[0] not in {*BY_FOLDER, "contributions", "badges", "content", "imports"} or (
        path.startswith("content/") and path.endswith(".html")
    )


def _told(one: Problem, language: str) -> Told:
    return Told(
        one.location.path[:300],
        one.location.line,
        one.severity,
        report.message(one, language)[:2000],
        report.repair(one, language)[:2000],
    )


def _pair(one: Problem, seen: Seen) -> Pair:
    return Pair(
        one.location.path[:300], str(one.params.get("other", ""))[:2000], report.message(one, seen.language)[:2000]
    )


def _touched(seen: Seen, documents: Iterable[Document]) -> Iterator[Touched]:
    names = {(one.kind, one.id): _name(one) for one in documents}
    for other in seen.documents:
        if other.path in seen.changed:
            continue
        found = dict.fromkeys(names[kind, name] for _, kind, name in references(other) if (kind, name) in names)
        for name in found:
            yield Touched(other.path[:300], _name(other)[:2000], name[:2000])


def _name(document: Document) -> str:
    return label(document.data) or document.id


def card(document: Document, departments: tuple[str, ...], language: str) -> Card:
    """A record's card, as the lists of the site show it."""
    data = document.data
    kind = {"actor": "actor-kinds", "event": "event-kinds", "skill": "skill-families"}.get(document.kind, "")
    value = (
        data.get("family")
        if document.kind == "skill"
        else data.get("kind", "meeting" if document.kind == "event" else "")
    )
    meta = [vocabulary(kind).label(str(value), language)] if kind and value else []
    if document.kind == "actor":
        place = place_of(build(Actor, document.id, document.path, data).location, departments)
        meta += [f"{place.municipality} ({place.department})"] if place.municipality else []
    elif document.kind == "event":
        first = parse_when(data["start"])
        meta.insert(0, phrases.day(first.date() if isinstance(first, datetime) else first, language))
    return Card(
        document.path[:300], _name(document)[:2000], " · ".join(meta)[:2000], str(data.get("summary", ""))[:2000]
    )


def _good(documents: Iterable[Document], seen: Seen) -> Iterator[str]:
    say = translator(seen.language)
    for one in documents:
        for words in _praise(one, seen):
            yield f"{_name(one)} : {say(words)}"[:2000]


def _praise(one: Document, seen: Seen) -> Iterator[str]:
    data = one.data
    if one.kind == "actor":
        place = place_of(build(Actor, one.id, one.path, data).location, seen.departments)
        yield from [N_("la commune est reconnue, la fiche sera sur la carte.")] if place.point else []
        yield from [N_("on saura comment joindre.")] if data.get("contact") or data.get("links") else []
        yield from (
            [N_("les horaires seront dits en toutes lettres.")]
            if data.get("opening_hours") and hours.words(data["opening_hours"], seen.language)
            else []
        )
        yield from [N_("elle dit un besoin : quelqu’un pourra répondre.")] if data.get("needs") else []
        yield from [N_("elle dit ce que l’on y apporte.")] if data.get("offers") else []
    elif one.kind == "event":
        yield from [N_("les dates de la série sont sûres.")] if data.get("repeat") or data.get("rrule") else []
        yield from [N_("on saura où aller.")] if data.get("place") else []


def _labels(seen: Seen, documents: Iterable[Document]) -> list[str]:
    found = {LABELS.get(path.split("/")[0], "code") for path in sorted(seen.changed)}
    for one in documents:
        location = one.data.get("location") or one.data.get("place")
        if isinstance(location, dict) and one.kind == "actor":
            department = place_of(build(Actor, one.id, one.path, one.data).location, seen.departments).department
            found |= {f"dept-{department}"} if department else set()
    return sorted(found)
