"""What several commands need: where the project's root is, and the languages they speak."""

from pathlib import Path

import click

from maillage import report
from maillage.network import Network
from maillage.pipeline import TERRITORY_FILE, read_network

LANGUAGE = ("fr", "en", "de")


def under(path: Path, wanted: tuple[Path, ...]) -> bool:
    """Whether a file is one of the files or in one of the folders that were named; every file where none was."""
    place = path.absolute()
    return not wanted or any(one.absolute() in (place, *place.parents) for one in wanted)


def root_of(paths: tuple[Path, ...] = ()) -> Path:
    """The nearest folder with a ``territory.yaml``, from the first path (or here) upwards.

    Raises click.UsageError (exit code 2) where there is none.
    """
    start = paths[0].absolute() if paths else Path.cwd()
    for folder in (start, *start.parents):
        if (folder / TERRITORY_FILE).is_file():
            return folder
    raise click.UsageError(
        f"« {TERRITORY_FILE} » ne se trouve ni ici ni plus haut. Allez dans le dossier de votre annuaire."
    )


def sound_network(root: Path, language: str) -> Network:
    """The network of a root. Raises SystemExit(1), with every error told, where it is not sound."""
    result = read_network(root)
    if result.network is None:
        click.echo(report.text(result.errors, language), err=True)
        raise SystemExit(1)
    return result.network
