"""Repairs said on the very lines that they change, where the forge then takes them with one click."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.contribute import inert
from maillage.contribute.review import Hunk
from maillage.i18n import N_, translator

MARK = "<!-- maillage:suggestion -->"
MOST = 25
_HUNK = re.compile(r"@@ -(\d{1,9})(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@")

Lines = Mapping[int, int | None]
"""Lines of the new file that a proposal's diff shows, each with its line in the old file (None: it is new)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on lines ``first`` to ``last`` (from 1) of a file; ``old`` is the last line's place in the old file, if it has one."""

    path: str
    first: int
    last: int
    body: str
    old: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of ours that is there already, and its id on the forge; ``last`` is 0 where its lines are gone."""

    id: int
    path: str
    first: int
    last: int
    body: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do so that every repair is said once on its lines, and nothing else is."""

    added: tuple[Remark, ...]
    changed: tuple[tuple[int, str], ...]
    removed: tuple[int, ...]


def lines_of(patch: str) -> Lines:
    """The lines of the new file that a unified diff shows."""
    found: dict[int, int | None] = {}
    old = new = 0
    for line in patch.splitlines():
        if head := _HUNK.match(line):
            old, new = int(head[1]), int(head[2])
        elif new and line.startswith("+"):
            found[new] = None
            new += 1
        elif new and line.startswith("-"):
            old += 1
        elif new and not line.startswith("\\"):
            found[new] = old
            old, new = old + 1, new + 1
    return found


def remarks(repairs: Iterable[Hunk], shown: Mapping[str, Lines], language: str, *, counted: bool) -> dict[Hunk, Remark]:
    """The repairs that can be said on their lines: those lines are in the diff, and the words come through as they are.

    ``counted``: the forge (GitLab) comments one line and counts those above it.
    """
    words = translator(language)(N_("La machine propose :"))
    made: dict[Hunk, Remark] = {}
    for one in repairs:
        lines = shown.get(one.path, {})
        if len(made) == MOST or not all(line in lines for line in range(one.first, one.last + 1)):
            continue
        kind = f"suggestion:-{one.last - one.first}+0" if counted else "suggestion"
        block = inert.code(one.text, kind, len(one.text) + 1)
        if block.split("\n", 1)[1].rsplit("\n", 1)[0] == one.text:
            made[one] = Remark(one.path, one.first, one.last, f"{MARK}\n{words}\n\n{block}", lines[one.last])
    return made


def plan(wanted: Iterable[Remark], there: Iterable[Said]) -> Plan:
    """What to add, write anew and take away; a comment stays where its lines and its words stay."""
    left = {(one.path, one.first, one.last): one for one in wanted}
    changed: list[tuple[int, str]] = []
    removed: list[int] = []
    for one in there:
        same = left.pop((one.path, one.first, one.last), None)
        if same is None:
            removed.append(one.id)
        elif same.body.strip() != one.body.replace("\r\n", "\n").strip():
            changed.append((one.id, same.body))
    return Plan(tuple(left.values()), tuple(changed), tuple(removed))
