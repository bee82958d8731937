"""The files of ``context/``: one says where figures are from, the one beside it holds them. ``maillage import context`` writes both."""

import csv
import io
import re
from pathlib import Path

from maillage import gazetteer
from maillage.load import Document, decode, parse, read_bytes
from maillage.outside import KEY, Outside, Source, build
from maillage.problems import Location, Problem
from maillage.validate import validate

FOLDER = "context"
MAX_BYTES = 32 << 20
TOLD = 20
"""Faults told of one table; more are of the same kind."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")


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
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        head = next(rows, [])
        if head[:1] != [KEY] or sorted(head[1:]) != sorted(source.indicators):
            return [_strange(path, 1, head)]
        problems += [
            _strange(path, rows.line_num, cells)
            for cells in rows
            if not _taken(cells, [values[name] for name in head[1:]])
        ]
    except csv.Error:
        problems.append(_strange(path, rows.line_num, []))
    return problems[:TOLD] or Outside(identifier, source, values)


def _strange(path: str, line: int, cells: list[str]) -> Problem:
    return Problem("context-bad-row", Location(path, line, 1), {"found": ",".join(cells)[:80]})


def _taken(cells: list[str], values: list[dict[str, float]]) -> bool:
    """Whether a line is a commune of today, told once, and a number or nothing for each indicator."""
    if len(cells) != len(values) + 1:
        return False
    code, *figures = cells
    known = gazetteer.commune(code)
    if known is None or known.code != code or any(figure and not _NUMBER.fullmatch(figure) for figure in figures):
        return False
    for found, figure in zip(values, figures, strict=True):
        if code in found:
            return False
        if figure:
            found[code] = float(figure)
    return True
