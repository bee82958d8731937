"""What the commands that write on a forge share: the repository, the token, one comment of ours kept in place."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from maillage.cli.common import root_of
from maillage.contribute import inert, suggestions
from maillage.contribute.review import LARGEST, Hunk
from maillage.exchange.forges import Entry, Forge, ForgeError, Thing
from maillage.exchange.line_comments import (
    FORGES,
    change_line_comment,
    comment_lines,
    line_comments,
    patches,
    remove_line_comment,
)
from maillage.pipeline import read_territory
from maillage.settings import Territory

TOKEN = "MAILLAGE_FORGE_TOKEN"  # noqa: S105 - the variable's name


def territory_here() -> Territory:
    """The territory whose forge is spoken to. Raises click.UsageError where it names none."""
    territory, _ = read_territory(root_of())
    if territory is None or territory.forge is None:
        raise click.UsageError("territory.yaml ne dit pas où est la forge (forge: kind, url).")
    return territory


def forge_of(territory: Territory, *, reading: bool = False) -> Forge:
    """The repository with the token's rights; ``reading`` does without a token. Raises click.UsageError."""
    if territory.forge is None:
        raise click.UsageError("territory.yaml ne dit pas où est la forge (forge: kind, url).")
    token = os.environ.get(TOKEN, "")
    if not token and not reading:
        raise click.UsageError(f"La variable {TOKEN} est vide : c’est le jeton de la forge.")
    return Forge(territory.forge.kind, _here() or territory.forge.url, token, os.environ.get("MAILLAGE_FORGE_API", ""))


def _here() -> str:
    """The repository that a job of a forge runs for: a copy may not have changed its territory.yaml yet."""
    if repository := os.environ.get("GITHUB_REPOSITORY"):  # GitHub and Forgejo
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}"
    return os.environ.get("CI_PROJECT_URL", "")  # GitLab


@contextmanager
def told() -> Iterator[None]:
    """Turn what the forge refuses into a message and exit code 1."""
    try:
        yield
    except ForgeError as error:
        raise click.ClickException(str(error)) from error


def plain_bytes(path: Path) -> bytes:
    """A file that is a file, not a link to one of this machine's, and not too large. Raises OSError."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        raise OSError("not a plain file of decent size")
    return path.read_bytes()


def upsert(forge: Forge, thing: Thing, number: int, mark: str, body: str) -> None:
    """One comment of ours that begins with a mark: written, written anew, or taken away where ``body`` is empty."""
    if len(body) > inert.LONGEST:
        raise ForgeError("too long")
    me = forge.me()
    ours = [one for one in forge.comments(thing, number) if one.author == me and one.body.startswith(mark)]
    for extra in ours[1:] if body else ours:
        forge.remove_comment(thing, number, extra.id)
    if body and ours and ours[0].body.strip() != body.strip():
        forge.change_comment(thing, number, ours[0].id, body)
    elif body and not ours:
        forge.comment(thing, number, body)


def suggest(forge: Forge, proposal: Entry, repairs: list[Hunk], language: str) -> frozenset[Hunk]:
    """Say repairs on their lines, where the forge can: written, written anew in place, gone when done. Those that are said."""
    if forge.kind not in FORGES:
        return frozenset()
    me, number = forge.me(), proposal.number
    there = [
        suggestions.Said(one.id, one.path, one.first, one.last, one.body)
        for one in line_comments(forge, number, proposal.head)
        if one.author == me and one.body.startswith(suggestions.MARK)
    ]
    shown = {path: suggestions.lines_of(patch) for path, patch in patches(forge, number).items()} if repairs else {}
    said = suggestions.remarks(repairs, shown, language, counted=forge.kind == "gitlab")
    made = suggestions.plan(said.values(), there)
    for comment in made.removed:
        remove_line_comment(forge, number, comment)
    for comment, body in made.changed:
        change_line_comment(forge, number, comment, body)
    refused = {one for one in made.added if not _comment_lines(forge, proposal, one)}
    return frozenset(hunk for hunk, one in said.items() if one not in refused)


def _comment_lines(forge: Forge, proposal: Entry, one: suggestions.Remark) -> bool:
    """Whether the forge took it: a line that it does not show in the diff stays in the general comment."""
    at = {"path": one.path, "first": one.first, "last": one.last, "old": one.old}
    try:
        comment_lines(forge, proposal.number, proposal.head, at, one.body)
    except ForgeError:
        return False
    return True
