"""Several files written, or none."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(texts: Mapping[Path, str]) -> None:
    """Each file is written aside first; only when all are there is each put in place, in one step. Raises OSError."""
    asides = {path: path.with_name(f".{path.stem}.{os.getpid()}") for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            asides[path].write_text(text, encoding="utf-8", newline="\n")
    except BaseException:  # also when somebody stops the command: nothing half-written is left
        for aside in asides.values():
            aside.unlink(missing_ok=True)
        raise
    for path, aside in asides.items():
        aside.replace(path)


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
