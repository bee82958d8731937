"""What was read and found sound last time, so that an unchanged file is not parsed again. Losing it only costs time."""

import contextlib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

FOLDER = ".maillage"
_HERE = Path(__file__).parent
_DECIDES = (
    "load.py",
    "validate.py",
    *(f"schemas/{name}.json" for name in ("common", "actor", "skill", "event", "equipment")),
)


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One sound file: its stamp (see :class:`maillage.load.Found`) and its data."""

    stamp: tuple[int, int, int]
    data: dict[str, Any]


class _File(msgspec.Struct, frozen=True):
    version: str
    entries: dict[str, Entry]


def load(root: Path) -> Mapping[str, Entry]:
    """Entries by path; empty when there is no cache, or it is broken, or another version of the checks made it."""
    try:
        kept = msgspec.json.decode((root / FOLDER / "documents.json").read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return kept.entries if kept.version == _version() else {}


def store(root: Path, entries: Mapping[str, Entry]) -> None:
    """Keep entries for the next run: written aside, then put in place in one step. A read-only folder is no error."""
    target = root / FOLDER / "documents.json"
    aside = target.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        target.parent.mkdir(exist_ok=True)
        aside.write_bytes(msgspec.json.encode(_File(_version(), dict(entries))))
        aside.replace(target)


def _version() -> str:
    """Changes whenever what decides on soundness does."""
    digest = hashlib.sha256()
    for name in _DECIDES:
        digest.update((_HERE / name).read_bytes())
    return digest.hexdigest()
