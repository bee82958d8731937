"""Several files written, or none."""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

MANY = 1000
"""Files whose writing may take more than a second: then a bar says how far it is."""


def write_all(texts: Mapping[Path, str]) -> None:
    """Each file is written aside first; only when all are there is each put in place, in one step. Raises OSError."""
    asides = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in texts}
    bar = click.progressbar(
        texts.items(), length=len(texts), file=sys.stderr, hidden=len(texts) < MANY or not sys.stderr.isatty()
    )
    try:
        with bar as shown:
            for path, text in shown:
                _write_aside(path, asides[path], text)
    except BaseException:  # also when somebody stops the command: nothing half-written is left
        for aside in asides.values():
            aside.unlink(missing_ok=True)
        raise
    for path, aside in asides.items():
        aside.replace(path)


def _write_aside(path: Path, aside: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.write_text(text, encoding="utf-8", newline="\n")


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """A folder that is new or empty (``.git`` may be there), filled in one go: it is made beside, then moved. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as aside:
        for path, content in files.items():
            target = Path(aside, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        folder.mkdir(exist_ok=True)
        for one in Path(aside).iterdir():
            one.replace(folder / one.name)
