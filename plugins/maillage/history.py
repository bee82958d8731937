"""What git's history tells: who keeps the directory, for those who agreed to it in their own record, and which files came and left when.

Names alone are read (after ``.mailmap``), never e-mail addresses; git is told to run no program that a repository may
name in its settings. Where there is no git, or no history, nothing is said. The same history gives the same answer.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from maillage.kinds import KINDS

Credit = tuple[str, str]
"""A name as the history has it, and a role: ``documenter`` or ``reviewer``."""

SECONDS = 60
_FOLDERS = (*(f"{kind.folder}/" for kind in KINDS), "content/")
_RECORD, _FIELD = "\x1e", "\x1f"
_FORMAT = (
    f"--format={_RECORD}%H{_FIELD}%P{_FIELD}%aN{_FIELD}%(trailers:key=Reviewed-by,valueonly,separator=%x1D){_FIELD}"
)
_PLAIN = ("--no-ext-diff", "--no-textconv")
_SAFE = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.pager=",
)


@dataclass(frozen=True, slots=True)
class Change:
    """A file that came (A), changed (M) or left (D) on a day, relative to the project's root; ``former`` is its path before a move."""

    day: date
    what: str
    path: str
    former: str = ""


def read(root: Path) -> frozenset[Credit]:
    """Who wrote records or pages (documenter), and who reviewed a change of somebody else (reviewer)."""
    said = _git(root, "log", *_PLAIN, "--name-only", "--relative", "--use-mailmap", _FORMAT)
    return frozenset(_credits((said or "").split(_RECORD)[1:]))


def changes(root: Path) -> tuple[Change, ...] | None:
    """What each step of the published branch did to files, oldest first; None without git, or with a part of the history only.

    A proposal counts on the day when it was merged.
    """
    state = _git(root, "rev-parse", "HEAD", "--is-shallow-repository")
    if state is None or (words := state.split())[1:] != ["false"]:
        return None
    return _changes(root, words[0])


@lru_cache(maxsize=2)
def _changes(root: Path, head: str) -> tuple[Change, ...] | None:
    options = ("--reverse", "--first-parent", "--diff-merges=first-parent", "--name-status", "-z", "-M", "-l1000")
    said = _git(root, "log", *_PLAIN, *options, "--relative", f"--format={_RECORD}%cs{_FIELD}", head)
    if said is None:
        return None
    return tuple(change for entry in said.split(_RECORD)[1:] for change in _steps(entry))


def _steps(entry: str) -> Iterator[Change]:
    day, _, rest = entry.partition(_FIELD)
    words = iter(word.lstrip("\n") for word in rest.split("\0"))
    for status in words:
        if status[:1] in {"R", "C"}:
            former, path = next(words), next(words)
            yield Change(date.fromisoformat(day), *(("M", path, former) if status[0] == "R" else ("A", path)))
        elif status:
            yield Change(date.fromisoformat(day), status if status in {"A", "D"} else "M", next(words))


def _git(root: Path, *words: str) -> str | None:
    """What git says; None where there is no git, no repository, or no answer in time."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; nothing of it comes from records
            ["git", "--no-pager", *_SAFE, "-C", str(root), *words],  # noqa: S607 - git is found where the system has it
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def _credits(entries: Iterable[str]) -> Iterator[Credit]:
    commits = [entry.split(_FIELD, 4) for entry in entries]
    authors = {commit: author for commit, _, author, _, _ in commits}
    for _, parents, author, reviewers, files in commits:
        if any(path.startswith(_FOLDERS) for path in files.split("\n")):
            yield author, "documenter"
            for reviewer in (_name(one) for one in reviewers.split("\x1d")):
                if reviewer and reviewer != author:
                    yield reviewer, "reviewer"
        for merged in parents.split()[1:]:
            if authors.get(merged, author) != author:  # who merges another's proposal has read it
                yield author, "reviewer"


def _name(trailer: str) -> str:
    """``Lou Exemple <lou@exemple.org>`` without the address."""
    return trailer.split("<", 1)[0].strip()
