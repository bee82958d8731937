"""The theme's style sheets, scripts and pictures, as they are: only what changed is written, and what left the theme goes."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from maillage.cache import digest, digest_of
from maillage.pages.site import File, Lot


def lot(folder: Path, where: str, ignored: Sequence[str] = ()) -> Lot:
    """The files below ``folder``, to be published below ``where``, but those whose name or folder's is ``ignored`` (globs)."""
    found = _found(folder, ignored)
    return Lot(
        "theme", partial(_files, found, where), digest([(name, digest_of(file.read_bytes())) for name, file in found])
    )


def _found(folder: Path, ignored: Sequence[str]) -> list[tuple[str, Path]]:
    """Names below the folder, in order. A link that leads nowhere is an editor's lock, and no file."""
    files = ((file.relative_to(folder), file) for file in sorted(folder.rglob("*")) if file.is_file())
    return [
        (name.as_posix(), file)
        for name, file in files
        if not any(fnmatch(part, pattern) for part in name.parts for pattern in ignored)
    ]


def _files(found: Sequence[tuple[str, Path]], where: str) -> Iterator[File]:
    return (File(f"{where}/{name}", file.read_bytes()) for name, file in found)
