"""The theme's style sheets, scripts and pictures, as they are: only what changed is written, and what left the theme goes."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from maillage.cache import folder_version
from maillage.pages.site import File, Lot


def lot(folder: Path, where: str) -> Lot:
    """All files below ``folder``, to be published below ``where``."""
    return Lot("theme", partial(_files, folder, where), folder_version(folder, every=True))


def _files(folder: Path, where: str) -> Iterator[File]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield File(f"{where}/{file.relative_to(folder).as_posix()}", file.read_bytes())
