"""Records that nobody may bring back: their marks left, what is remembered of them taken out."""

import shutil
from pathlib import Path

from maillage.cache import FOLDER as CACHE
from maillage.exchange import forgotten, memory
from maillage.load import Document
from maillage.peers import store

LEDGER = "written"
"""What was published: the next build needs it to take away the pages that no longer belong, and then forgets them."""


def mark(root: Path, gone: list[Document]) -> list[str]:
    """Leave the marks, and take out what imports and caches remember of the records. The files of the tree that changed."""
    marks = forgotten.load(root)
    for document in gone:
        marks.add(document.data)
    forgotten.store(root, marks)
    store.prune(root, marks.holds)
    _empty_caches(root)
    return [forgotten.FILE, *_unremembered(root, {one.id for one in gone})]


def _unremembered(root: Path, ids: set[str]) -> list[str]:
    """Take records out of what imports remember; the files that changed."""
    changed = []
    for path in sorted((root / memory.FOLDER).glob("*.jsonl")):
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not any(f'"record":"{name}"'.encode() in line for name in ids)]
        if kept != lines:
            path.write_bytes(b"".join(kept))
            changed.append(path.relative_to(root).as_posix())
    return changed


def _empty_caches(root: Path) -> None:
    for path in (root / CACHE).glob("*"):
        if path.is_dir() and path.name != LEDGER:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file():
            path.unlink()
