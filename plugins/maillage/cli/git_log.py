"""Who brought what, as git remembers it."""

import re
import subprocess
from pathlib import Path

import click

from maillage.contribute.thanks import Commit

_ID = re.compile(r"[0-9a-f]{7,64}|HEAD")
_CO_AUTHOR = re.compile(r"^Co-authored-by:\s*(.+?)\s*<([^<>]+)>\s*$", re.MULTILINE | re.IGNORECASE)
_ROBOTS = ("[bot]", "noreply@github.com")
MOST = 200


def commits(root: Path, before: str, after: str) -> list[Commit]:
    """The commits of a range with those who appear for the first time in them. Raises click.UsageError."""
    if not _ID.fullmatch(before) or not _ID.fullmatch(after):
        raise click.UsageError("--before et --after sont des commits.")
    known = {address for _, pairs, _ in _log(root, [before], paths=False) for _, address in pairs}
    found = []
    for identifier, pairs, paths in reversed(_log(root, [f"{before}..{after}"], paths=True)[:MOST]):
        fresh = [
            name
            for name, address in pairs
            if address not in known and not any(robot in f"{name}{address}" for robot in _ROBOTS)
        ]
        known |= {address for _, address in pairs}
        found.append(Commit(identifier, tuple(dict.fromkeys(fresh)), paths))
    return found


def _log(root: Path, revisions: list[str], *, paths: bool) -> list[tuple[str, list[tuple[str, str]], tuple[str, ...]]]:
    """``(commit, [(name, address)…], files)``, newest first."""
    form = "--format=%x01%H%x00%aN%x00%aE%x00%B%x02"
    names = ["--name-only", "--diff-filter=AMR", "-m", "--first-parent", "-z"] if paths else []
    command = ["git", "-C", str(root), "log", form, *names, *revisions, "--"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - a fixed command, checked revisions
    except (OSError, subprocess.CalledProcessError) as error:
        raise click.UsageError("git ne connaît pas ces commits ici.") from error
    rows = []
    for block in done.stdout.decode("utf-8", "replace").split("\x01")[1:]:
        head, _, files = block.partition("\x02")
        identifier, name, address, body = head.split("\0", 3)
        pairs = [(name, address.lower()), *((who, where.lower()) for who, where in _CO_AUTHOR.findall(body))]
        rows.append((identifier, pairs, tuple(path.strip("\n") for path in files.split("\0") if path.strip("\n"))))
    return rows
