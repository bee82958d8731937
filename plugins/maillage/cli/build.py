"""``maillage build``: the whole site, through Pelican, with its own settings file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click

from maillage import stages
from maillage.cli.common import root_of
from maillage.cli.tracked import changed_since
from maillage.editions import published
from maillage.i18n import SOURCE_LANGUAGE
from maillage.kinds import kind_of
from maillage.parallel import collector_off
from maillage.pipeline import TERRITORY_FILE, read_territory


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
@click.option(
    "--lang",
    "only_languages",
    multiple=True,
    help="Seulement ces langues de « languages » (territory.yaml), la première étant la sienne.",
)
@click.option("--profile", is_flag=True, help="Dire à la fin où le temps est passé.")
def command(
    output: Path | None,
    settings: Path | None,
    since: str | None,
    only_languages: tuple[str, ...],
    *,
    no_cache: bool,
    profile: bool,
) -> None:
    """Construit le site, une fois par langue. S'il y a une erreur dans une fiche, rien n'est écrit et le code de sortie est 1."""
    root = root_of()
    os.chdir(root)
    arguments = ["-s", str(settings.absolute() if settings else root / "pelicanconf.py")]
    if output:
        arguments += ["-o", str(output.absolute())]
    given: dict[str, object] = {"MAILLAGE_CACHE": False} if no_cache else {}
    own, languages = _languages(root, only_languages)
    if len(languages) > 1:
        given["MAILLAGE_EDITIONS"] = languages
    elif languages[0] != own:
        given["MAILLAGE_EDITION"] = languages[0]
    if since and (only := _only(root, since)) is not None:
        given["MAILLAGE_ONLY"] = only
    alone = len(languages) == 1
    with collector_off():
        code = run_pelican([*arguments, *_extra(given)]) if alone else _editions(arguments, given, languages)
    if profile:
        click.echo(stages.table("Python, Pelican, thème", _WORK, "Les parties les plus longues"), err=True)
    raise SystemExit(code)


_WORK = {
    "make": "savoir ce que montrent les pages et les fichiers (tous processus)",
    "fill": "remplir les gabarits (tous processus)",
    "write": "écrire les fichiers (tous processus)",
}


def _extra(given: dict[str, object]) -> list[str]:
    """Settings as Pelican takes them: all behind one ``-e``, since a second one would undo the first."""
    return ["-e", *(f"{name}={json.dumps(value)}" for name, value in given.items())] if given else []


def _editions(arguments: list[str], given: dict[str, object], languages: list[str]) -> int:
    """Build each language in a process of its own: a process that has built one site still runs threads of it."""
    for language in languages:
        extra = _extra({**given, "MAILLAGE_EDITION": language})
        command = [sys.executable, "-m", "pelican", *arguments, *extra]
        if code := subprocess.run(command, check=False).returncode:  # noqa: S603 - our own program
            return code
    return 0


def _languages(root: Path, wanted: tuple[str, ...]) -> tuple[str, list[str]]:
    """The territory's own language, and those to build: all that it names, or only those of them that are ``wanted``."""
    territory, _ = read_territory(root)
    found = published(territory) if territory else (SOURCE_LANGUAGE,)
    if unknown := set(wanted) - set(found):
        raise click.UsageError(f"--lang {', '.join(sorted(unknown))} : les langues de ce site sont {', '.join(found)}.")
    return found[0], [one for one in found if not wanted or one in wanted]


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
