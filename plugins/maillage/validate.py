"""Documents against JSON Schema, told in plain words. jsonschema is the authority; a quicker validator only says yes."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jsonschema_rs

from maillage import schemas
from maillage.codes import CODES
from maillage.explain import explain
from maillage.load import Data, Document, locate_all
from maillage.model import parse_when
from maillage.problems import Finding, Pointer, Problem

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def validate(document: Document, root: Path) -> list[Problem]:
    """Everything in a document that its schema refuses, each with its place."""
    if is_valid(document.kind, document.data):
        return []
    return placed(root, document.path, list(findings(document.kind, document.data)))


def placed(root: Path, path: str, found: list[Finding]) -> list[Problem]:
    """Give findings their line and column; the file is read again only when there is something to say."""
    if not found:
        return []
    locations = locate_all(root, path, [pointer for _, pointer, _ in found])
    return [
        Problem(code, where, params, CODES[code].severity)
        for (code, _, params), where in zip(found, locations, strict=True)
    ]


def is_valid(kind: str, data: Data) -> bool:
    """The quick road: whether a schema accepts ``data``. A property test holds it to jsonschema's verdict."""
    return bool(_quick(kind).is_valid(data))


def findings(kind: str, data: Data) -> Iterator[Finding]:
    """The careful road: what jsonschema refuses, each thing once, in the order of the file's keys."""
    found = [finding for error in _careful(kind).iter_errors(data) for finding in explain(error)]
    misshapen = {pointer for code, pointer, _ in found if code == "bad-format"}
    seen: set[tuple[str, Pointer, str]] = set()
    for code, pointer, params in sorted(found, key=lambda finding: [str(part) for part in finding[1]]):
        key = (code, pointer, str(params.get("field")))
        if key in seen or (code == "no-such-date" and pointer in misshapen):
            continue
        seen.add(key)
        yield code, pointer, params


@cache
def _quick(kind: str) -> Any:
    return jsonschema_rs.Draft202012Validator(schemas.bundled(kind), validate_formats=True, formats=FORMATS)


@cache
def _careful(kind: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator, FormatChecker  # only imported when something is wrong

    checker = FormatChecker(formats=())
    for name, test in FORMATS.items():
        checker.checks(name)(lambda value, test=test: not isinstance(value, str) or test(value))
    return Draft202012Validator(schemas.bundled(kind), format_checker=checker)


def _is_date(text: str) -> bool:
    return "T" not in text and _is_when(text)


def _is_when(text: str) -> bool:
    try:
        parse_when(text)
    except ValueError:
        return False
    return True


def is_timezone(text: str) -> bool:
    """Whether a text names a time zone."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


FORMATS = {"date": _is_date, "local-date-time": _is_when, "timezone": is_timezone}
