"""What others know of communes, kept in ``context/``: one file says where it is from, the one beside it holds the figures.

``maillage import context`` writes both. A commune that is not in the table, or whose cell is empty, is unknown.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from maillage import gazetteer
from maillage.load import Document, decode, parse, read_bytes
from maillage.problems import Location, Problem
from maillage.validate import validate

FOLDER = "context"
KEY = "commune"
"""The first column of the figures."""
MAX_BYTES = 32 << 20
TOLD = 20
"""Faults told of one table; more are of the same kind."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")


class Indicator(msgspec.Struct, frozen=True):
    """One figure of each commune: ``people`` add up, ``percent`` and ``index`` are of the people who live there.

    ``worse`` says which end of a share or an index is a difficulty; ``sources`` and ``scale`` how cells are read.
    """

    name: str
    unit: Literal["people", "percent", "index"]
    sources: tuple[str, ...] = ()
    worse: Literal["high", "low"] | None = None
    scale: float = 1


class Source(msgspec.Struct, frozen=True):
    """Where figures are from, and how their table is read; the schema ``context.json`` explains each field."""

    source: str
    licence: str
    date: date
    commune: str
    indicators: dict[str, Indicator]
    url: str | None = None
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outside:
    """Figures of one source: by indicator, then by code of commune; what is not there is not known."""

    id: str
    source: Source
    values: Mapping[str, Mapping[str, float]]


def read(root: Path) -> tuple[tuple[Outside, ...], list[Problem]]:
    """All sources below ``context/``, in the order of their names, and what is wrong with them."""
    described = sorted((root / FOLDER).glob("*.yaml")) if (root / FOLDER).is_dir() else []
    found, problems = [], []
    for file in described:
        made = _read(root, f"{FOLDER}/{file.name}", file.stem)
        if isinstance(made, list):
            problems += made
        else:
            found.append(made)
    return tuple(found), problems


def build(data: Mapping[str, object]) -> Source:
    """A source from data that its schema accepted: a column alone made a list."""
    indicators = {}
    for name, one in data["indicators"].items():  # type: ignore[attr-defined]
        given = one["from"]
        plain = {key: value for key, value in one.items() if key != "from"}
        indicators[name] = {**plain, "sources": [given] if isinstance(given, str) else given}
    return msgspec.convert({**data, "indicators": indicators}, Source)


def _read(root: Path, path: str, identifier: str) -> Outside | list[Problem]:
    raw = read_bytes(root, path)
    text = raw if isinstance(raw, Problem) else decode(raw, path)
    data = [text] if isinstance(text, Problem) else parse(text, path)
    if isinstance(data, list):
        return data
    document = Document(path, "context", identifier, data)
    if problems := validate(document, root):
        return problems
    source = build(data)
    table = f"{FOLDER}/{identifier}.csv"
    if not (root / table).is_file() or (root / table).is_symlink():
        return [Problem("context-without-table", Location(path), {"path": table})]
    if (root / table).stat().st_size > MAX_BYTES:
        limit = MAX_BYTES // 1024
        size = (root / table).stat().st_size // 1024
        return [Problem("file-too-large", Location(table), {"size": size, "limit": limit})]
    return _table(root, table, identifier, source)


def _table(root: Path, path: str, identifier: str, source: Source) -> Outside | list[Problem]:
    raw = read_bytes(root, path)
    text = raw if isinstance(raw, Problem) else decode(raw, path)
    if isinstance(text, Problem):
        return [text]
    values: dict[str, dict[str, float]] = {name: {} for name in source.indicators}
    problems: list[Problem] = []
    expected = [KEY, *source.indicators]
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        head = next(rows, [])
        if head != expected:
            return [_strange(path, 1, head)]
        problems += [_strange(path, rows.line_num, cells) for cells in rows if not _taken(cells, values)]
    except csv.Error:
        problems.append(_strange(path, rows.line_num, []))
    return problems[:TOLD] or Outside(identifier, source, values)


def _strange(path: str, line: int, cells: list[str]) -> Problem:
    return Problem("context-bad-row", Location(path, line, 1), {"found": ",".join(cells)[:80]})


def _taken(cells: list[str], values: dict[str, dict[str, float]]) -> bool:
    """Whether a line is a commune of today, told once, and a number or nothing for each indicator."""
    if len(cells) != len(values) + 1:
        return False
    code, *figures = cells
    known = gazetteer.commune(code)
    if known is None or known.code != code or any(figure and not _NUMBER.fullmatch(figure) for figure in figures):
        return False
    for found, figure in zip(values.values(), figures, strict=True):
        if code in found:
            return False
        if figure:
            found[code] = float(figure)
    return True


def written(source: Source, values: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as the table that :func:`read` takes: communes in the order of codes, those that nothing is known of left out."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([KEY, *source.indicators])
    lines.writerows(_lines(values))
    return text.getvalue()


def _lines(values: Mapping[str, Mapping[str, float]]) -> Iterator[list[str]]:
    for code in sorted({code for found in values.values() for code in found}):
        yield [code, *(_plain(found[code]) if code in found else "" for found in values.values())]


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
