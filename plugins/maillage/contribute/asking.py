"""What ``maillage new`` asks: only what a first version of a record needs, in the words of the schemas."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from maillage import gazetteer, schemas
from maillage.contribute import answers
from maillage.contribute.answers import Draft
from maillage.contribute.names import Names
from maillage.contribute.questions import Question, of_field
from maillage.problems import Pointer
from maillage.repair import folded

ASKED: dict[str, tuple[Pointer, ...]] = {
    "actor": (
        ("name",),
        ("kind",),
        ("location", "municipality"),
        ("summary",),
        ("contact", "phones"),
        ("contact", "emails"),
        ("offers",),
        ("needs",),
    ),
    "event": (("title",), ("start",), ("duration",), ("organisers",), ("place", "municipality"), ("summary",)),
    "skill": (("name",), ("family",), ("summary",), ("synonyms",)),
    "contribution": (("what",), ("on",), ("by",), ("for",), ("roles",)),
    "practice": (
        ("title",),
        ("kind",),
        ("date",),
        ("actors",),
        ("skills",),
        ("summary",),
        ("description",),
        ("failed",),
    ),
    "equipment": (("name",), ("category",), ("owner",), ("terms",), ("summary",)),
}
"""Fields by kind, in the order they are asked; a kind that is not here is asked its required fields."""


def questions(kind: str, required: Callable[[str], tuple[str, ...]], language: str) -> tuple[Question, ...]:
    """The questions for a kind, in a language."""
    fields = ASKED.get(kind) or tuple((name,) for name in required(kind))
    return tuple(of_field(kind, at, language=language) for at in fields)


def completions(question: Question, begun: str, names: Names, departments: tuple[str, ...]) -> list[str]:
    """What an answer that begins so may be: a choice, a commune, a record; at most 20."""
    if question.choices:
        words = list(question.choices)
    elif question.at[-1] == "municipality":
        words = [one.name for code in departments for one in gazetteer.communes_of(code).values()]
    elif kind := "skill" if question.at == ("offers",) else schemas.named(question.schema):
        words = names.labels(kind)
    else:
        return []
    start = folded(begun.rsplit(";", 1)[-1])
    return sorted(word for word in words if folded(word).startswith(start))[:20]


def record(
    kind: str,
    asked: tuple[Question, ...],
    said: Mapping[str, str],
    names: Names,
    today: date,
    departments: tuple[str, ...],
    by: str,
) -> Draft:
    """The record that answers (by label) make, dated and signed."""
    draft = answers.fill(asked, said, names)
    data: dict[str, Any] = draft.data
    for at in (("location",), ("place",)):
        if isinstance(data.get(at[0]), dict):
            answers.complete_town(data[at[0]], departments)
    for question in asked:
        text = said.get(question.label, "")
        if question.at == ("offers",) and text:
            known, left = answers.skills(text, names)
            draft.left += [(question.label, words) for words in left]
            data.update({"offers": known} if known else {})
        elif question.at == ("needs",) and text:
            data["needs"] = answers.needs(text, today, names)
    if kind == "actor":
        data["verified"] = {"on": today.isoformat(), **({"by": by} if by else {})}
        if data.get("kind") == "person":
            data["consent"] = {"on": today.isoformat(), "by": by or data.get("name", "")}
    return draft
