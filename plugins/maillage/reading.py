"""Every record's file, read anew or remembered from the last time; nothing remembered is believed without a look.

A file whose size and times are as they were is unchanged. One whose times alone differ (a fresh clone, a moved folder) is
unchanged if its bytes are. What one record says by itself (its schema, the rules, its place) is kept with it; what it says
of others is checked every time.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from zlib import crc32

import msgspec

from maillage import cache, glance, rules, stages
from maillage.derive.places import Place, departments_of, place_of
from maillage.kinds import BY_NAME, kind_of
from maillage.link import references
from maillage.load import Data, Document, Found, decode, parse, read_bytes
from maillage.model import Actor, Record, build
from maillage.parallel import pieces, spread
from maillage.problems import Problem
from maillage.settings import Territory
from maillage.validate import placed, validate

SHARDS = 16
"""Files that what is remembered of a kind is spread over, so that one edit writes one of them anew."""
RACY = 1_000_000_000
"""A file changed less than a second (in ns) before it was read could change again without its times telling."""
_UNKNOWN = (0, 0, 0)

Stamp = tuple[int, int, int]


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """What changes with a file: ``whole`` with its path or any of its bytes, the others with what others see of it
    (:mod:`maillage.glance`).

    ``refers`` are the records that it names: ``(kind, id)``.
    """

    whole: bytes
    found: bytes
    listed: bytes
    passing: bytes
    refers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, record: Record, whole: bytes, refers: tuple[tuple[str, str], ...]) -> "Mark":
        """The mark of a record whose file (or whatever it comes from) has the digest ``whole``."""
        found, listed, passing = (cache.digest(view(record)) for view in (glance.found, glance.listed, glance.passing))
        return cls(whole, found, listed, passing, refers)


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One sound file: its stamp (see :class:`maillage.load.Found`), its mark, and what it says.

    ``data`` and ``record`` are the plain data and the record, still packed: most are never looked at.
    """

    stamp: Stamp
    mark: Mark
    data: msgspec.Raw
    record: msgspec.Raw
    place: Place | None
    problems: tuple[Problem, ...]


@dataclass
class Reading:
    """What the files say: an entry for each that its schema accepts, and the problems of all others.

    ``places`` are where actors are; ``changed`` the paths whose bytes are not those of the last time, if there was one.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    def own_problems(self) -> Iterator[Problem]:
        """What the rules of one record find in those that their schema accepts."""
        return (problem for entry in self.entries.values() for problem in entry.problems)

    def documents(self) -> list[Document]:
        """The sound files as plain data."""
        return [
            Document(path, *kind_and_id(path), msgspec.msgpack.decode(entry.data, type=Data))
            for path, entry in self.entries.items()
        ]

    def records(self) -> dict[str, list[Record]]:
        """The records, by kind, each kind in the order of ids."""
        decoders = {name: msgspec.msgpack.Decoder(kind.cls).decode for name, kind in BY_NAME.items()}
        found: dict[str, list[Record]] = {name: [] for name in BY_NAME}
        for path, entry in self.entries.items():
            kind, _ = kind_and_id(path)
            found[kind].append(decoders[kind](entry.record))
        for records in found.values():
            records.sort(key=lambda record: record.id)
        return found


@lru_cache(maxsize=1 << 17)
def kind_and_id(path: str) -> tuple[str, str]:
    """What a file's path says of its record. Raises ValueError for a path outside the folders of records."""
    kind = kind_of(path)
    if kind is None:
        raise ValueError(path)
    return kind.name, kind.id_of(path)


def read_all(root: Path, found: Sequence[Found], territory: Territory, *, use_cache: bool) -> Reading:
    """Read every file of ``found``; with ``use_cache``, only those that changed since the last time."""
    departments = departments_of(territory.area)
    version = cache.digest(cache.code_version(), departments, territory.timezone)
    memory = _Memory.of(root, version) if use_cache else None
    known = memory.entries if memory else {}
    made = Reading()
    asked: list[tuple[Found, Entry | None]] = []
    for file in found:
        entry = known.get(file.path)
        if entry is not None and entry.stamp == file.stamp:
            made.entries[file.path] = entry
        else:
            made.entries[file.path] = _PENDING
            asked.append((file, entry))
    for path, told, entry in _read_anew(root, asked, departments, territory.timezone):
        if entry is not None:
            made.entries[path] = entry
        else:
            del made.entries[path]
            made.problems += told
        if known and (path not in known or entry is None or entry.mark.whole != known[path].mark.whole):
            made.changed.add(path)
    if memory:
        memory.keep(made.entries)
    return made


def _read_anew(
    root: Path, asked: Sequence[tuple[Found, Entry | None]], departments: Sequence[str], timezone: str
) -> Iterator[tuple[str, list[Problem], Entry | None]]:
    work = partial(_read_some, root, departments, timezone)
    for part in spread(work, pieces(asked), tell=stages.at):
        for path, told, packed in part:
            yield path, told, None if packed is None else msgspec.msgpack.decode(packed, type=Entry)


def _read_some(
    root: Path, departments: Sequence[str], timezone: str, asked: Iterator[tuple[Found, Entry | None]]
) -> list[tuple[str, list[Problem], bytes | None]]:
    """What one process reads; entries are packed, to be sent to the first one."""
    made = []
    for file, known in asked:
        told = _read_one(root, file, known, departments, timezone)
        packed = None if isinstance(told, list) else msgspec.msgpack.encode(told)
        made.append((file.path, told if isinstance(told, list) else [], packed))
    return made


def _read_one(
    root: Path, file: Found, known: Entry | None, departments: Sequence[str], timezone: str
) -> Entry | list[Problem]:
    raw = read_bytes(root, file.path)
    if isinstance(raw, Problem):
        return [raw]
    whole = cache.digest(file.path, raw)
    stamp = file.stamp if max(file.stamp[:2]) < time.time_ns() - RACY else _UNKNOWN
    if known is not None and known.mark.whole == whole:
        return msgspec.structs.replace(known, stamp=stamp)
    kind, identifier = kind_and_id(file.path)
    document = read_document(root, file.path, kind, identifier, raw)
    if isinstance(document, list):
        return document
    found = list(rules.check(document, departments, timezone))
    record = build(BY_NAME[kind].cls, identifier, file.path, document.data)
    place = place_of(record.location, departments) if isinstance(record, Actor) else None
    mark = Mark.of(record, whole, tuple(_refers(document)))
    data, packed = msgspec.msgpack.encode(document.data), msgspec.msgpack.encode(record)
    return Entry(stamp, mark, msgspec.Raw(data), msgspec.Raw(packed), place, tuple(placed(root, file.path, found)))


def read_document(root: Path, path: str, kind: str, identifier: str, raw: bytes) -> Document | list[Problem]:
    """One file's bytes as a document that its schema accepts, or all that is wrong with it."""
    text = decode(raw, path)
    if isinstance(text, Problem):
        return [text]
    data = parse(text, path)
    if isinstance(data, list):
        return data
    document = Document(path, kind, identifier, data)
    return validate(document, root) or document


def _refers(document: Document) -> Iterator[tuple[str, str]]:
    """Every record a document names; a contribution that answers a need names who had it."""
    for _pointer, kind, identifier in references(document):
        yield kind, identifier
    if document.kind == "contribution" and "need" in document.data:
        yield "actor", document.data["need"].rpartition("-")[0]


_PENDING = Entry(_UNKNOWN, Mark(b"", b"", b"", b"", ()), msgspec.Raw(), msgspec.Raw(), None, ())
"""Keeps a file's place in the order while it is being read."""


_kept: dict[Path, "_Memory"] = {}


def stay(root: Path) -> None:
    """From now on keep what is remembered of ``root`` in this process too, which will read it again and again."""
    _kept[root] = _Memory(root, b"")


class _Memory:
    """The entries of the last time, in some files for each kind: only those are written anew in which one changed."""

    def __init__(self, root: Path, version: bytes) -> None:
        self.folder = root / cache.FOLDER / "records"
        self.version = version
        self.shards: dict[str, dict[str, Entry]] = {}
        self.entries: dict[str, Entry] = {}
        for name in (f"{kind}-{number:x}" for kind in BY_NAME for number in range(SHARDS)):
            shard = cache.load(self.folder / name, version, dict[str, Entry])
            if shard:
                self.shards[name] = shard
                self.entries.update(shard)

    @classmethod
    def of(cls, root: Path, version: bytes) -> "_Memory":
        kept = _kept.get(root)
        if kept is None or kept.version != version:
            kept = cls(root, version)
            if root in _kept:
                _kept[root] = kept
        return kept

    def keep(self, entries: Mapping[str, Entry]) -> None:
        shards: dict[str, dict[str, Entry]] = defaultdict(dict)
        for path, entry in entries.items():
            shards[f"{kind_and_id(path)[0]}-{crc32(path.encode()) % SHARDS:x}"][path] = entry
        for name in {*shards, *self.shards}:
            shard, old = shards.get(name, {}), self.shards.get(name, {})
            if shard.keys() != old.keys() or any(entry is not old[path] for path, entry in shard.items()):
                cache.store(self.folder / name, self.version, shard)
        self.shards, self.entries = shards, dict(entries)
