"""Answers in people's words to a record: dates, phones and addresses put right, names turned into ids, nothing thrown away."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from maillage import gazetteer, schemas
from maillage.contribute.names import Names
from maillage.contribute.questions import Question
from maillage.problems import Pointer
from maillage.repair import folded, repaired

_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
LINES = 50
LONGEST_NEED, LONGEST_TITLE = 280, 160
"""Most lines of one answer."""


@dataclass
class Draft:
    """A record in the making: its data, and the words that found no field, each with its question."""

    data: dict[str, Any] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)

    def put(self, at: Pointer, value: Any) -> None:
        """Set a value; mappings on the way are made."""
        here: Any = self.data
        for key in at[:-1]:
            here = here.setdefault(key, {})
        here[at[-1]] = value


def fill(questions: Sequence[Question], answers: Mapping[str, str], names: Names) -> Draft:
    """The fields that the answers (by label) say. Questions that are no field are left to the caller."""
    draft = Draft()
    for question in questions:
        text = answers.get(question.label, "")
        if not text or not question.at or question.at in {("offers",), ("needs",)}:
            continue
        said = lines(text.replace(", ", "\n") if question.choices else text)
        values = [_value(question, line, names, draft) for line in said] if question.many else []
        value = [one for one in values if one is not None] if question.many else _value(question, text, names, draft)
        if value not in (None, []):
            draft.put(question.at, list(dict.fromkeys(value)) if question.many and question.at != ("links",) else value)
    return draft


def lines(text: str) -> list[str]:
    """The lines of an answer without bullets or blanks; a lone line may hold several things between semicolons."""
    parts = text.split("\n") if "\n" in text else text.split(";")
    bare = (re.sub(r"^\s*(?:[-*•]\s+)?", "", part).strip() for part in parts)
    return [part for part in bare if part][:LINES]


def _value(question: Question, text: str, names: Names, draft: Draft) -> Any:
    """One value in the form that the field's schema wants; what cannot be made so is kept as it is, for the check to tell."""
    text = text.strip()
    schema = question.schema
    if question.choices:
        return question.choices.get(text, text)
    if kind := schemas.named(schema):
        return _reference(question, kind, text, names, draft)
    if schema.get("type") == "integer":
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text
    if schema.get("type") == "number":
        return _number(text)
    if question.at[-1] == "links":
        return {"url": repaired("url", text) or text}
    if schema.get("type") == "string" and "\n" in text and question.at[-1] != "description":
        text = re.sub(r"\s+", " ", text)
    return repaired(schema.get("x-repair", ""), text) or text


def _number(text: str) -> float | str:
    plain = text.replace(",", ".").removesuffix("h").strip()
    return float(plain) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", plain) else text


def _reference(question: Question, kind: str, text: str, names: Names, draft: Draft) -> str | None:
    """The id that is meant. A skill or a need that nobody knows is left for people; an unknown actor is for the check to tell."""
    found = names.find(kind, text)
    if not found and kind in {"skill", "need"}:
        draft.left.append((question.label, text))
        return None
    return found or folded(text)


def skills(text: str, names: Names) -> tuple[list[str], list[str]]:
    """Ids of the skills that are named, and the words that name none."""
    found = [(names.find("skill", line), line) for line in lines(text)]
    return list(dict.fromkeys(one for one, _ in found if one)), [line for one, line in found if not one]


def needs(text: str, opened: date, names: Names, skill: str = "") -> list[dict[str, Any]]:
    """A need for each line; a line that is a skill's name is that skill."""
    made: list[dict[str, Any]] = []
    for line in lines(text):
        known = names.find("skill", skill or line)
        need: dict[str, Any] = {"skill": known} if known else {"text": line[:LONGEST_NEED]}
        if known and skill:
            need["title"] = line[:LONGEST_TITLE]
        if len(line) > (LONGEST_TITLE if known else LONGEST_NEED):
            need["note"] = line
        made.append({**need, "opened": opened.isoformat()})
    return made


def complete_town(location: dict[str, Any], departments: Sequence[str]) -> None:
    """Add the code and the official name of the commune, and its postcode, where there is only one it can be."""
    name = location.get("municipality", "")
    found = gazetteer.find_communes(
        str(name),
        postcode=location.get("postcode"),
        departments=None if location.get("postcode") else departments or None,
    )
    if len(found) != 1:
        return
    location["municipality"], location["insee"] = found[0].name, found[0].code
    if len(found[0].postcodes) == 1:
        location.setdefault("postcode", found[0].postcodes[0])


def repeat(words: str, start: str) -> dict[str, Any] | None:
    """The rhythm that a choice of the form means, for a first date (``month 1``: that weekday of that week)."""
    if not words:
        return None
    unit, interval = words.split()
    made: dict[str, Any] = {"every": unit}
    if interval != "1":
        made["interval"] = int(interval)
    try:
        first = date.fromisoformat(start[:10])
    except ValueError:
        return made
    week = (first.day - 1) // 7 + 1
    day = _DAYS[first.weekday()]
    return {**made, "on": [f"{week}{day}" if week < 5 else f"-1{day}"]} if unit == "month" else made
