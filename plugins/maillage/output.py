"""The published folder: only what changed is written, each file in one step, and what no longer belongs is removed."""

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from maillage.cache import FOLDER


def write(folder: Path, root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Bring ``folder`` to hold ``files`` (path, bytes); the number of files written or removed.

    Files are remembered in ``.maillage/`` so that those of an earlier build that are no longer made can be removed.
    """
    changed = 0
    made: list[str] = []
    folders: set[str] = set()
    for path, content in files:
        made.append(path)
        changed += _write_one(os.path.join(folder, path), content, folders)
    ledger = root / FOLDER / "written.json"
    changed += _remove(folder, _read(ledger, folder) - set(made))
    with contextlib.suppress(OSError):
        ledger.parent.mkdir(exist_ok=True)
        ledger.write_text(json.dumps({"folder": str(folder), "files": sorted(made)}), encoding="utf-8")
    return changed


def _write_one(target: str, content: bytes, folders: set[str]) -> int:
    try:
        with open(target, "rb") as old:
            if os.fstat(old.fileno()).st_size == len(content) and old.read() == content:
                return 0
    except FileNotFoundError:
        pass
    parent = os.path.dirname(target)
    if parent not in folders:
        os.makedirs(parent, exist_ok=True)
        folders.add(parent)
    aside = f"{target}.{os.getpid()}"
    with open(aside, "wb") as new:
        new.write(content)
    os.replace(aside, target)
    return 1


def _read(ledger: Path, folder: Path) -> set[str]:
    try:
        kept = json.loads(ledger.read_text(encoding="utf-8"))
        return set(kept["files"]) if kept["folder"] == str(folder) else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _remove(folder: Path, paths: Iterable[str]) -> int:
    removed = 0
    top = folder.resolve()
    for path in paths:
        target = (folder / path).resolve()
        if top in target.parents:
            with contextlib.suppress(OSError):
                target.unlink()
                removed += 1
                target.parent.rmdir()  # only an empty folder goes; one still in use refuses
    return removed
