"""What git says of a proposal: which files it changes, and which of its files are not plain ones."""

import subprocess
from pathlib import Path

import click

from maillage.kinds import KINDS
from maillage.problems import Location, Problem

PLAIN = "100644"
"""Git's mode of a file that is neither a program nor a link nor another repository."""


def changed_since(root: Path, commit: str) -> frozenset[str]:
    """Files that differ from where this branch left ``commit``. Raises click.UsageError where git cannot tell."""
    return frozenset(_git(root, commit, "diff", "--name-only", "--relative", "-z", "--merge-base", commit, "--"))


def not_plain(root: Path) -> list[Problem]:
    """Records and pages that git would bring to other machines as programs, links or repositories.

    A link that was checked out where there are none looks like a file, and a repository inside ours like an empty
    folder: only git knows.
    """
    folders = [kind.folder for kind in KINDS]
    entries = (
        line.partition("\t") for line in _git(root, "HEAD", "ls-files", "--stage", "-z", "--", *folders, "content")
    )
    return [Problem("not-a-regular-file", Location(path)) for said, _, path in entries if said.split()[0] != PLAIN]


def _git(root: Path, commit: str, *arguments: str) -> list[str]:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed command
    except (OSError, subprocess.CalledProcessError) as error:
        raise click.UsageError(f"git ne connaît pas « {commit} » ici.") from error
    return [part for part in done.stdout.split("\0") if part]
