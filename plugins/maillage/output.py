"""The published folder: only what changed is written, each file in one step, and what no longer belongs is removed."""

import contextlib
import json
import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from maillage.cache import FOLDER

WRITERS = 2
"""Files are written while the next pages are rendered: waiting for a disk costs no processor."""
PENDING = 256
"""Files that may wait to be written, so that memory does not grow with the site."""


def write(folder: Path, root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Bring ``folder`` to hold ``files`` (path, bytes); the number of files written or removed.

    Files are remembered in ``.maillage/`` so that those of an earlier build that are no longer made can be removed.
    """
    made: list[str] = []
    fresh: dict[str, bool] = {}
    with ThreadPoolExecutor(WRITERS) as pool:
        waiting: deque[Future[int]] = deque()
        changed = 0
        for path, content in files:
            made.append(path)
            target = os.path.join(folder, path)
            _make_folder(os.path.dirname(target), fresh)
            waiting.append(pool.submit(_write_one, target, content, fresh[os.path.dirname(target)]))
            if len(waiting) > PENDING:
                changed += waiting.popleft().result()
        changed += sum(one.result() for one in waiting)
    ledger = root / FOLDER / "written.json"
    changed += _remove(folder, _read(ledger, folder) - set(made))
    with contextlib.suppress(OSError):
        ledger.parent.mkdir(exist_ok=True)
        ledger.write_text(json.dumps({"folder": str(folder), "files": sorted(made)}), encoding="utf-8")
    return changed


def _make_folder(folder: str, fresh: dict[str, bool]) -> None:
    """Make a folder the first time a file goes into it, and note whether it is new."""
    if folder not in fresh:
        fresh[folder] = not os.path.isdir(folder)
        os.makedirs(folder, exist_ok=True)


def _write_one(target: str, content: bytes, is_new: bool) -> int:
    """Write a file unless it is there as it should be. In a folder that was just made there is nothing to look at."""
    if is_new:
        with open(target, "wb") as new:
            new.write(content)
        return 1
    if _is(target, content):
        return 0
    aside = f"{target}.{os.getpid()}"
    with open(aside, "wb") as new:
        new.write(content)
    os.replace(aside, target)
    return 1


def _is(target: str, content: bytes) -> bool:
    try:
        with open(target, "rb") as old:
            return os.fstat(old.fileno()).st_size == len(content) and old.read() == content
    except FileNotFoundError:
        return False


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
