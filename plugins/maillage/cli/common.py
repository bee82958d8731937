"""What several commands need: where the project's root is, and the languages they speak."""

from pathlib import Path

import click

from maillage.pipeline import TERRITORY_FILE

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
