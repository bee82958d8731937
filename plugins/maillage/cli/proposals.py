"""``maillage proposals``: the open proposals of a forge that cannot answer one by itself, read one after the other.

GitHub wakes a job up when a proposal was read. GitLab and Forgejo do not: there a regular job of the main branch lists the
open proposals (``list``), reads them without any right (``review``), and a third part, with the token, answers
(``maillage post reviews``).
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
import msgspec

from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.posting import forge_of, territory_here, told
from maillage.cli.review import read_proposal
from maillage.contribute.review import Review

MOST = 30
_LINE = re.compile(r"([0-9]{1,9}) ([0-9a-f]{40,64}) (refs/(?:pull|merge-requests)/[0-9]{1,9}/head)")


@click.group("proposals")
def group() -> None:
    """Liste et relit les propositions ouvertes, sur une forge qui ne prévient pas (GitLab, Forgejo)."""


@group.command("list")
@click.option("--most", default=MOST, show_default=True, help="Combien au plus, les dernières modifiées d'abord.")
def list_command(most: int) -> None:
    """Écrit les propositions ouvertes, une par ligne : numéro, commit, où git le trouve.

    Un dépôt public se lit sans jeton ; pour un autre, MAILLAGE_FORGE_TOKEN.
    """
    with told():
        forge = forge_of(territory_here(), reading=True)
        for one in forge.proposals(most):
            click.echo(f"{one.number} {one.head} {forge.ref(one.number)}")


@group.command("review")
@click.argument("listed", type=click.File("r", encoding="utf-8"))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Dossier des relectures.")
@click.option("--remote", default="origin", show_default=True, help="Le dépôt d'où viennent les propositions.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue du compte rendu.")
def review_command(listed: TextIO, out: Path, remote: str, language: str | None) -> None:
    """Relit les propositions de LISTED (« - » : l'entrée) à côté, sans toucher à rien ici, et écrit un fichier par proposition dans --out.

    Ce travail lit des fichiers d'inconnus : il n'a besoin d'aucun droit, et aucun jeton ne doit lui être donné.
    """
    root = root_of()
    language = language or territory_here().language
    base = _git(root, "rev-parse", "--verify", "HEAD")
    out.mkdir(parents=True, exist_ok=True)
    for line in listed:
        if found := _LINE.fullmatch(line.strip()):
            made = _reviewed(root, remote, base, int(found[1]), (found[2], found[3]), language)
            if made is not None:
                (out / f"{found[1]}-{found[2]}.json").write_bytes(msgspec.json.encode(made))
        elif line.strip():
            click.echo(f"{line.strip()[:80]!r} ?", err=True)


def _reviewed(root: Path, remote: str, base: str, number: int, at: tuple[str, str], language: str) -> Review | None:
    """The review of one proposal; None, and said, where its commit cannot be had (any more) or nothing can be read of it."""
    head, ref = at
    try:
        _git(root, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--end-of-options", remote, ref)
        if _git(root, "rev-parse", "FETCH_HEAD") != head:
            raise click.UsageError("la proposition a changé depuis.")
        with _beside(root, head) as there:
            return read_proposal(there, base, number, language)[0]
    except click.UsageError as error:
        click.echo(f"#{number}: {error.message}", err=True)
        return None


@contextmanager
def _beside(root: Path, head: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own, taken away afterwards."""
    top = Path(_git(root, "rev-parse", "--show-toplevel"))
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        place = Path(folder) / "proposal"
        _git(root, "worktree", "add", "--quiet", "--detach", str(place), head)
        try:
            yield place / root.resolve().relative_to(top.resolve())
        finally:
            _git(root, "worktree", "remove", "--force", str(place))


def _git(root: Path, *words: str) -> str:
    """What git says. Raises click.UsageError."""
    command = ["git", "-C", str(root), "-c", "core.hooksPath=/dev/null", *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed command
    except (OSError, subprocess.CalledProcessError) as error:
        raise click.UsageError(
            f"git {words[0]} : {str(getattr(error, 'stderr', '') or error).strip()[:300]}"
        ) from error
    return done.stdout.strip()
