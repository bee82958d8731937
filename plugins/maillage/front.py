"""Records that are a text with a head: Markdown pages of ``content/observatory/``.

The head is strict YAML between two lines ``---``, with the fields of the record's schema; or, as in the other pages of
``content/``, lines ``Title: …`` up to the first blank one, where a list is a line with commas. The body is ``description``.
"""

import re
from dataclasses import dataclass

FENCE = "---"
BODY = "description"
_FIELD = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_-]*)[ \t]*:(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Page:
    """A text taken apart: ``first`` and ``body_line`` are the lines (from 1) on which head and body begin."""

    head: str
    body: str
    fenced: bool
    first: int
    body_line: int


def split(text: str) -> Page | None:
    """Head and body of a page; None where the head is begun and never closed."""
    lines = text.split("\n")
    if lines[0].rstrip() == FENCE:
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == FENCE:
                return _page(lines[1:number], lines[number + 1 :], fenced=True, body_line=number + 2)
        return None
    number = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    return _page(lines[:number], lines[number + 1 :], fenced=False, body_line=number + 2)


def _page(head: list[str], body: list[str], *, fenced: bool, body_line: int) -> Page:
    blank = next((count for count, line in enumerate(body) if line.strip()), 0)
    return Page(
        "\n".join(head) + "\n" if head else "",
        "\n".join(body[blank:]).strip(),
        fenced,
        2 if fenced else 1,
        body_line + blank,
    )


def join(head: str, body: str) -> str:
    """A page as a file: the head (YAML, with its line end) between its fences, then the body."""
    return f"{FENCE}\n{head}{FENCE}\n" + (f"\n{body.strip()}\n" if body.strip() else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a head without fences; ``number`` counts from 1 in the head."""

    number: int
    key: str
    value: str


def lines(head: str) -> tuple[list[Line], int | None]:
    """The fields of a head without fences, keys in lower case; and the first line that is none, if there is one."""
    found: list[Line] = []
    for number, line in enumerate(head.split("\n"), start=1):
        if not line.strip():
            continue
        field = _FIELD.fullmatch(line)
        if field:
            found.append(Line(number, field["key"].lower().replace("-", "_"), field["value"].strip()))
        elif found and line[0] in " \t":
            last = found[-1]
            found[-1] = Line(last.number, last.key, f"{last.value} {line.strip()}".strip())
        else:
            return found, number
    return found, None


def items(value: str) -> list[str]:
    """A list as a line has it: ``a, b``."""
    return [one.strip() for one in value.split(",") if one.strip()]
