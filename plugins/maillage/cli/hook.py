"""``maillage hook``: git looks at the records before each commit."""

import subprocess
from pathlib import Path

import click

from maillage.cli.common import root_of

SCRIPT = """#!/bin/sh
# maillage: repairs what is safe in the records, then checks them all. To commit without it: git commit --no-verify
set -e
maillage fix || { echo "Relisez ces réparations, puis : git add, git commit." >&2; exit 1; }
maillage check
"""


@click.group("hook")
def group() -> None:
    """Vérifie les fiches avant chaque « git commit »."""


@group.command("install")
def install() -> None:
    """Pose le crochet « pre-commit » de ce dépôt. Un crochet qui n'est pas de nous n'est jamais remplacé."""
    path = _hook()
    if path.exists() and "# maillage:" not in path.read_text(encoding="utf-8", errors="replace"):
        raise click.ClickException(
            f"{path} existe déjà et n’est pas de nous : ajoutez-y « maillage fix && maillage check »."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCRIPT, encoding="utf-8", newline="\n")
    path.chmod(0o755)
    click.echo(f"{path} : posé.")


@group.command("remove")
def remove() -> None:
    """Retire le crochet que « maillage hook install » a posé."""
    path = _hook()
    if path.exists() and "# maillage:" in path.read_text(encoding="utf-8", errors="replace"):
        path.unlink()
        click.echo(f"{path} : retiré.")
    else:
        click.echo("Il n’y a pas de crochet de nous ici.")


def _hook() -> Path:
    root = root_of()
    command = ["git", "-C", str(root), "rev-parse", "--git-path", "hooks/pre-commit"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed command
    except (OSError, subprocess.CalledProcessError) as error:
        raise click.UsageError("Ce dossier n’est pas un dépôt git.") from error
    return root / done.stdout.strip()
