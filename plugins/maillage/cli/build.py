"""``maillage build``: the whole site, through Pelican, with its own settings file."""

import json
import os
import sys
from pathlib import Path

import click

from maillage import stages
from maillage.cli.common import root_of
from maillage.cli.tracked import changed_since
from maillage.kinds import kind_of
from maillage.parallel import collector_off
from maillage.pipeline import TERRITORY_FILE


@click.command("build")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=None, help="Dossier du site.")
@click.option(
    "--settings",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    default=None,
    help="Fichier de réglages de Pelican (pelicanconf.py par défaut).",
)
@click.option(
    "--no-cache", is_flag=True, help="Tout refaire, sans se souvenir de la dernière fois : les octets sont les mêmes."
)
@click.option(
    "--changed-since",
    "since",
    default=None,
    help="Ne faire que les pages des fiches changées depuis ce commit et celles autour, pour relire une proposition.",
)
@click.option("--profile", is_flag=True, help="Dire à la fin où le temps est passé.")
def command(output: Path | None, settings: Path | None, since: str | None, *, no_cache: bool, profile: bool) -> None:
    """Construit le site. S'il y a une erreur dans une fiche, rien n'est écrit et le code de sortie est 1."""
    root = root_of()
    os.chdir(root)
    arguments = ["-s", str(settings.absolute() if settings else root / "pelicanconf.py")]
    if output:
        arguments += ["-o", str(output.absolute())]
    given: dict[str, object] = {"MAILLAGE_CACHE": False} if no_cache else {}
    if since and (only := _only(root, since)) is not None:
        given["MAILLAGE_ONLY"] = only
    for name, value in given.items():
        arguments += ["-e", f"{name}={json.dumps(value)}"]
    with collector_off():
        code = run_pelican(arguments)
    if profile:
        click.echo(stages.table("Python, Pelican, thème", "Les parties les plus longues"), err=True)
    raise SystemExit(code)


def _only(root: Path, since: str) -> list[str] | None:
    """The files of records changed since a commit; None where something else changed that every page is made with."""
    changed = changed_since(root, since)
    folders = {path.split("/", 1)[0] for path in changed}
    looks = {path.split("/", 1)[0] for path in changed if path.endswith((".py", ".html", ".mo", ".json"))}
    if TERRITORY_FILE in folders or looks:
        return None
    return sorted(path for path in changed if kind_of(path) is not None)


def run_pelican(arguments: list[str]) -> int:
    """Run Pelican in this process; its exit code. Pelican is only imported here, and only now."""
    from pelican import main

    sys.argv = ["pelican", *arguments]
    try:
        main(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
