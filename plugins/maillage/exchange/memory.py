"""What each source said last, so that its next file can be told from what people edited here.

``imports/<source>.jsonl`` has a line a row: how the source calls it, our record, and a digest of each field as it came.
The files belong to the data and are committed with it; without them nothing is lost, but every difference is kept as ours.
"""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from maillage.exchange.mednum.importer import Key
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_
from maillage.repair import folded

FOLDER = "imports"


@dataclass(frozen=True, slots=True)
class Remembered:
    """Which record a row became, and a digest of each of its leaves (``location.street`` → ``1f2e3d4c``)."""

    record: str
    fields: Mapping[str, str]


class _Line(msgspec.Struct, omit_defaults=True):
    id: str
    record: str
    fields: dict[str, str]
    position: int = 0


class _Head(msgspec.Struct):
    source: str


def load(root: Path) -> dict[Key, Remembered]:
    """Everything remembered. Raises UnreadableFileError where a file is not as :func:`store` wrote it."""
    found: dict[Key, Remembered] = {}
    for path in sorted((root / FOLDER).glob("*.jsonl")):
        try:
            head, *lines = path.read_bytes().splitlines()
            source = msgspec.json.decode(head, type=_Head).source
            for text in lines:
                line = msgspec.json.decode(text, type=_Line)
                found[source, line.id, line.position] = Remembered(line.record, line.fields)
        except (ValueError, msgspec.MsgspecError) as error:
            raise UnreadableFileError(
                N_("« {path} » est abîmé : reprenez sa version d’avant"), path=path.name
            ) from error
    return found


def store(root: Path, memory: Mapping[Key, Remembered], sources: Iterable[str]) -> None:
    """Write the files of some sources anew, each in one step, sorted so that changes read well in a proposal."""
    lines: dict[str, list[_Line]] = defaultdict(list)
    for (source, identifier, position), remembered in sorted(memory.items()):
        lines[source].append(_Line(identifier, remembered.record, dict(remembered.fields), position))
    (root / FOLDER).mkdir(exist_ok=True)
    for source in set(sources):
        text = [json.dumps({"source": source}, ensure_ascii=False).encode()]
        text += [msgspec.json.encode(line) for line in lines[source]]
        target = root / FOLDER / f"{_name(source)}.jsonl"
        aside = target.with_suffix(f".{os.getpid()}")
        aside.write_bytes(b"\n".join(text) + b"\n")
        aside.replace(target)


def _name(source: str) -> str:
    """A file's name for a source; two sources whose names look alike have two files."""
    mark = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{folded(source)[:48] or 'source'}-{mark}"
