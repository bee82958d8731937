"""Files to documents: strict YAML, with a position for every value when one is wanted.

YAML is read on PyYAML's events, so that what can harm or mislead is refused where it stands: anchors and aliases
(bombs, cycles), tags, duplicate keys, deep nesting, large files, invisible characters. Scalars follow YAML 1.2's core
schema without its surprises: only ``true``, ``false``, ``null`` and plain decimal numbers are not text; dates,
``no`` and ``01000`` stay what was written.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import yaml

from maillage import front, schemas
from maillage.kinds import PAGE, YAML, kind_of
from maillage.problems import Location, Pointer, Problem

MAX_BYTES = 64 * 1024
MAX_DEPTH = 12
MAX_FILES = 500_000
MAX_ID = 64
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows keeps for devices: a file so named cannot be checked out there."""

Data = dict[str, Any]
Positions = dict[Pointer, tuple[int, int]]

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
# Control characters but tab and line ends; bidirectional controls; surrogates and non-characters.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SYNTAX = (
    (r"escape|hexdecimal", "yaml-escape"),
    (r"cannot start any token", "yaml-first-character"),
    (r"scanning an (alias|anchor)", "yaml-anchor"),
    (r"mapping values are not allowed", "yaml-colon"),
    (r"could not find expected ':'", "yaml-missing-colon"),
    (r"quoted scalar|unexpected end of stream", "yaml-quote"),
    (r"expected ',' or '[\]}]'|flow node", "yaml-bracket"),
    (r"did not find expected|block sequence entries|expected <block end>", "yaml-indentation"),
)


class Document(msgspec.Struct, frozen=True):
    """One readable file: its ``path`` relative to the root, ``kind``, ``id`` (the file's name) and plain ``data``."""

    path: str
    kind: str
    id: str
    data: Data


class Found(msgspec.Struct, frozen=True):
    """One file of a data folder, as the disk shows it; ``stamp`` is (modification and status-change times in ns, size)."""

    path: str
    stamp: tuple[int, int, int]


class _Stop(Exception):  # noqa: N818 - it ends one file's reading, it is no error of the program
    """The rest of the file cannot be read."""


def discover(root: Path, folder: str, suffix: str = YAML) -> tuple[list[Found], list[Problem]]:
    """Every record file below a data folder, in the order of paths, and what does not belong there.

    Links and special files are refused, never followed. Hidden files, ``README.md`` and editors' backups are passed over;
    beside pages, what is no page is left to :mod:`maillage.contents`.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    if (root / folder).is_symlink():
        return [], [Problem("not-a-regular-file", Location(folder))]
    for entry in walk(root / folder, problems, root):
        path = below(root, entry.path)
        if suffix == PAGE and not entry.name.endswith(PAGE):
            continue
        if problem := _unfit(entry, path, suffix):
            problems.append(problem)
            continue
        status = entry.stat(follow_symlinks=False)
        found.append(Found(path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size)))
        if len(found) > MAX_FILES:
            problems.append(Problem("too-many-files", Location(folder), {"limit": MAX_FILES}))
            break
    return sorted(found, key=lambda file: file.path), problems


def walk(folder: Path, problems: list[Problem], root: Path) -> Iterator[os.DirEntry[str]]:
    """Every visible file below a folder, links not followed; a repository inside ours is added to ``problems``."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == ".git":
                problems.append(Problem("nested-repository", Location(below(root, str(folder)))))
            if entry.name.startswith(".") or entry.name == "README.md" or entry.name.endswith("~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from walk(Path(entry.path), problems, root)
            else:
                yield entry


def below(root: Path, path: str) -> str:
    """``path`` as problems name it: from the root, with slashes. Cheaper by far than ``os.path.relpath``."""
    prefix = f"{root}{os.sep}"
    inside = path[len(prefix) :] if path.startswith(prefix) else os.path.relpath(path, root)
    return inside.replace(os.sep, "/")


def _unfit(entry: os.DirEntry[str], path: str, wanted: str) -> Problem | None:
    """Why a file cannot be a record, if so, by its name and nature alone."""
    status = entry.stat(follow_symlinks=False)
    stem, suffix = os.path.splitext(entry.name)
    if not stat.S_ISREG(status.st_mode):
        return Problem("not-a-regular-file", Location(path))
    if suffix != wanted:
        return Problem("wrong-extension", Location(path), {"name": entry.name})
    if len(stem) > MAX_ID or not IDENTIFIER.fullmatch(stem):
        return Problem("bad-file-name", Location(path), {"name": stem[:80], "limit": MAX_ID})
    if stem in RESERVED:
        return Problem("reserved-file-name", Location(path), {"name": stem})
    if status.st_size > MAX_BYTES:
        return Problem("file-too-large", Location(path), {"size": status.st_size // 1024, "limit": MAX_BYTES // 1024})
    return None


def read(root: Path, path: str) -> str | Problem:
    """The text of a file, or why it is none. A byte-order mark at the start is let through."""
    raw = read_bytes(root, path)
    return raw if isinstance(raw, Problem) else decode(raw, path)


def read_bytes(root: Path, path: str) -> bytes | Problem:
    """The bytes of a file, or why there are none."""
    try:
        with open(f"{root}{os.sep}{path}", "rb") as file:
            return file.read()
    except OSError as error:
        return Problem("unreadable-file", Location(path), {"reason": error.strerror or str(error)})


def decode(raw: bytes, path: str) -> str | Problem:
    """Bytes as text, or where they are none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("not-utf8", Location(path, raw.count(b"\n", 0, error.start) + 1, 1))


def parse(text: str, path: str, *, positions: Positions | None = None) -> Data | list[Problem]:
    """Read one YAML document whose top is a mapping, or a page with a head; all that is wrong with it otherwise.

    ``positions`` is filled, when given, with the line and column (from 1) of every key and item.
    """
    if hidden := HIDDEN.search(text):
        return [_hidden(hidden[0], path, *_line_column(text, hidden.start()))]
    if path.endswith(PAGE):
        return _parse_page(text, path, positions)
    reader = _Reader(text, path, positions)
    value = reader.document()
    if not reader.problems and not isinstance(value, dict):
        code = "empty-file" if value is None else "not-a-mapping"
        reader.problems.append(Problem(code, Location(path, 1, 1)))
    return reader.problems or value


def _parse_page(text: str, path: str, positions: Positions | None) -> Data | list[Problem]:
    page = front.split(text)
    if page is None:
        return [Problem("head-not-closed", Location(path, 1, 1))]
    if not page.head.strip():
        return [Problem("page-without-head", Location(path, 1, 1))]
    inside: Positions = {}
    data = parse(page.head, "", positions=inside) if page.fenced else _plain_head(page, path, inside)
    if isinstance(data, list):
        return [_in_page(problem, path, page.first - 1) for problem in data]
    if page.body:
        if front.BODY in data:
            line, column = _nearest(inside, (front.BODY,))
            return [Problem("text-said-twice", Location(path, line + page.first - 1, column))]
        data[front.BODY] = page.body
        inside[front.BODY,] = (page.body_line - page.first + 1, 1)
        if positions is not None:
            first = page.body_line - page.first + 1
            inside |= {(front.BODY, line): (first + line, 1) for line in range(page.body.count("\n") + 1)}
    if positions is not None:
        positions.update({at: (line + page.first - 1, column) for at, (line, column) in inside.items()})
    return data


def _in_page(problem: Problem, path: str, lines: int) -> Problem:
    where = problem.location
    return replace(problem, location=Location(path, (where.line or 1) + lines, where.column or 1))


def _plain_head(page: front.Page, path: str, positions: Positions) -> Data | list[Problem]:
    """The fields of a head without fences: all are texts, but for those that the schema of their kind calls lists."""
    kind = kind_of(path)
    lists = schemas.lists(kind.name) if kind else frozenset()
    fields, stranger = front.lines(page.head)
    if stranger is not None:
        return [Problem("page-without-head" if not fields else "head-not-a-field", Location("", stranger, 1))]
    data: Data = {}
    for field in fields:
        positions[field.key,] = (field.number, 1)
        if field.key in data:
            return [Problem("duplicate-key", Location("", field.number, 1), {"key": field.key[:80]})]
        data[field.key] = (front.items(field.value) if field.key in lists else field.value) or None
    return data


def locate(root: Path, path: str, pointer: Pointer) -> Location:
    """Where a value stands in its file: only asked for when something is wrong, so the file is read once more."""
    return locate_all(root, path, [pointer])[0]


def locate_all(root: Path, path: str, pointers: list[Pointer]) -> list[Location]:
    """Where several values of one file stand; for a value that is missing, the place it would belong to."""
    text = read(root, path)
    positions: Positions = {}
    if isinstance(text, str):
        parse(text, path, positions=positions)
    return [Location(path, *_nearest(positions, pointer)) for pointer in pointers]


def _nearest(positions: Positions, pointer: Pointer) -> tuple[int, int]:
    while pointer and pointer not in positions:
        pointer = pointer[:-1]
    return positions.get(pointer, (1, 1))


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _hidden(character: str, path: str, line: int, column: int) -> Problem:
    return Problem("hidden-character", Location(path, line, column), {"character": f"U+{ord(character):04X}"})


def _tab_in_margin(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


class _Reader:
    """Turns the events of one file into plain data, gathering what is refused on the way."""

    def __init__(self, text: str, path: str, positions: Positions | None) -> None:
        self.text = text
        self.path = path
        self.positions = positions
        self.problems: list[Problem] = []
        self.escapes = "\\" in text

    def document(self) -> Any:
        """The value of the only document; None (with problems told) where it cannot be had."""
        try:
            parser = _Parser(self.text)
            self.next = parser.get_event
            return self._document()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except (yaml.YAMLError, RecursionError):
            self._refuse("yaml-syntax", None, {})
        return None

    def _document(self) -> Any:
        self.next()  # the start of the stream
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        value = self._value(self.next(), (), 0)
        self.next()  # the end of the document
        if not isinstance(event := self.next(), yaml.StreamEndEvent):
            self._refuse("several-documents", event, {})
        return value

    def _value(self, event: Any, pointer: Pointer, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse("yaml-anchor", event, {"name": event.anchor})
            raise _Stop
        if event.tag is not None:
            self._refuse("yaml-tag", event, {"tag": str(event.tag)[:60]})
            raise _Stop
        if self.positions is not None:
            mark = event.start_mark
            self.positions.setdefault(pointer, (mark.line + 1, mark.column + 1))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            self._refuse("too-deep", event, {"limit": MAX_DEPTH})
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(pointer, depth + 1)
        return self._sequence(pointer, depth + 1)

    def _scalar(self, event: Any) -> str | int | float | bool | None:
        value: str = event.value
        if not event.style:
            if value in _WORDS:
                return _WORDS[value]
            if _NUMBER.fullmatch(value):
                return float(value) if "." in value else int(value)
        elif self.escapes and (hidden := HIDDEN.search(value)):
            mark = event.start_mark
            self.problems.append(_hidden(hidden[0], self.path, mark.line + 1, mark.column + 1))
        return value

    def _sequence(self, pointer: Pointer, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*pointer, len(items)), depth))
        return items

    def _mapping(self, pointer: Pointer, depth: int) -> Data:
        result: Data = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                self._refuse("key-not-text", event, {})
                raise _Stop
            key: str = event.value
            self._scalar(event)
            if self.positions is not None:
                mark: Any = event.start_mark
                self.positions[*pointer, key] = (mark.line + 1, mark.column + 1)
            if key in result:
                self._refuse("duplicate-key", event, {"key": key[:80]})
            result[key] = self._value(self.next(), (*pointer, key), depth)
        return result

    def _refuse(self, code: str, event: Any, params: dict[str, str | int | float]) -> None:
        mark = event.start_mark if event is not None else None
        where = Location(self.path, mark.line + 1, mark.column + 1) if mark else Location(self.path, 1, 1)
        self.problems.append(Problem(code, where, params))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        words = f"{error.context or ''} {error.problem or ''}"
        code = next((code for pattern, code in _SYNTAX if re.search(pattern, words)), "yaml-syntax")
        mark = error.problem_mark or error.context_mark
        if mark and any(_tab_in_margin(line) for line in self.text.splitlines()[mark.line : mark.line + 1]):
            code = "yaml-tab"
        where = Location(self.path, mark.line + 1, mark.column + 1) if mark else Location(self.path, 1, 1)
        self.problems.append(Problem(code, where, {"character": self._at(mark)}))

    def _at(self, mark: Any) -> str:
        """The character that stopped the parser, for those messages that name it."""
        line = self.text.splitlines()[mark.line : mark.line + 1] if mark else []
        return line[0][mark.column : mark.column + 1] if line else ""


def parse_list(text: str) -> list[Data]:
    """Read a list of mappings (the project's own vocabularies). Raises ValueError where it is something else."""
    reader = _Reader(text, "", None)
    value = reader.document()
    if reader.problems or not isinstance(value, list):
        raise ValueError(f"not a list: {reader.problems}")
    return value
