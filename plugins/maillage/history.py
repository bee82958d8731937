"""Who keeps the directory itself: read from git's history, for those who agreed to it in their own record.

Names alone are read (after ``.mailmap``), never e-mail addresses; git is told to run no program that a repository may
name in its settings. Where there is no git, or no history, nothing is said. The same history gives the same answer.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
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


def read(root: Path) -> frozenset[Credit]:
    """Who wrote records or pages (documenter), and who reviewed a change of somebody else (reviewer)."""
    command = ["git", "--no-pager", *_SAFE, "-C", str(root), "log", "--no-ext-diff", "--no-textconv", "--name-only"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; nothing of it comes from records
            [*command, "--relative", "--use-mailmap", _FORMAT],
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(_credits(done.stdout.decode("utf-8", "replace").split(_RECORD)[1:]))


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
