"""``maillage build``: the whole site, through Pelican, with its own settings file."""

import os
import sys
from pathlib import Path

import click

from maillage.cli.common import root_of


@click.command("build")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=None, help="Dossier du site.")
@click.option(
    "--settings",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    default=None,
    help="Fichier de réglages de Pelican (pelicanconf.py par défaut).",
)
def command(output: Path | None, settings: Path | None) -> None:
    """Construit le site. S'il y a une erreur dans une fiche, rien n'est écrit et le code de sortie est 1."""
    root = root_of()
    os.chdir(root)
    arguments = ["-s", str(settings.absolute() if settings else root / "pelicanconf.py")]
    if output:
        arguments += ["-o", str(output.absolute())]
    raise SystemExit(run_pelican(arguments))


def run_pelican(arguments: list[str]) -> int:
    """Run Pelican in this process; its exit code. Pelican is only imported here, and only now."""
    from pelican import main

    sys.argv = ["pelican", *arguments]
    try:
        main(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
