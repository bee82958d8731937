"""The body of an issue form: ``### Label`` and what was written below it.

Anybody can write ``### Label`` inside an answer. So only labels that the form has are taken for labels, and the first of
each is the one: the forge writes the answers in the form's order, and what a person slips in comes later.
"""

import re
from collections.abc import Iterable

LONGEST = 64 * 1024
NOTHING = frozenset({"_No response_", "_Pas de réponse_", "*No response*"})
"""What forges write where a question was left without an answer."""
_COMMENT = re.compile(r"\s*<!-- .{1,2000} -->\s*")
"""A line that a forge shows to nobody: the help of a template."""


def read(body: str, labels: Iterable[str]) -> dict[str, str]:
    """Answers by label, in the form's order; empty ones are left out. ``body`` is read up to 64 Ki characters."""
    known = set(labels)
    found: dict[str, list[str]] = {}
    here: list[str] | None = None
    for line in body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        heading = line[4:].strip() if line.startswith("### ") else None
        if heading in known and heading not in found:
            here = found.setdefault(heading, [])
        elif here is not None and not _COMMENT.fullmatch(line):
            here.append(line)
    answers = {label: "\n".join(lines).strip() for label, lines in found.items()}
    return {label: text for label, text in answers.items() if text and text not in NOTHING}


def ticked(text: str) -> tuple[str, ...]:
    """The words of the boxes that were ticked."""
    return tuple(found.strip() for found in re.findall(r"^\s*[-*] \[[xX]\] (.*)$", text, re.MULTILINE))


def unfenced(text: str) -> str:
    """The inside of a code fence, which forges put around an answer that is code."""
    fenced = re.fullmatch(r"(`{3,})[a-z]*\n(.*?)\n?\1", text.strip(), re.DOTALL)
    return fenced[2] if fenced else text
