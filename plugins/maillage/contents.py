"""What may lie in ``content/``: Markdown pages with a title and images of a decent weight.

Pelican would publish any file it finds in a static folder, and pass over a page without a title with a word in its log;
a proposal must be told of both.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from maillage.kinds import is_record
from maillage.load import below, read, walk
from maillage.pictures import tells_place
from maillage.problems import Location, Problem

FOLDER = "content"
MAX_BYTES = 1 << 20
META_RE = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
"""A field at the head of a page. Python-Markdown has the same, but takes longer to import than a check of all files."""
DATE_RE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?")
DATES = frozenset({"date", "modified"})
FONTS = "content/fonts/"
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


def check_contents(root: Path) -> list[Problem]:
    """The problems of every file below ``content/``, in the order of paths. SVG is refused: it can hold scripts."""
    if (root / FOLDER).is_symlink():
        return [Problem("not-a-regular-file", Location(FOLDER))]
    problems: list[Problem] = []
    for entry in walk(root / FOLDER, problems, root):
        path = below(root, entry.path)
        if not is_record(path):
            problems += _check(root, entry, path)
    return sorted(problems, key=lambda problem: problem.sort_key)


def _check(root: Path, entry: os.DirEntry[str], path: str) -> Iterator[Problem]:
    suffix = Path(entry.name).suffix.lower()
    size = entry.stat(follow_symlinks=False).st_size
    if not entry.is_file(follow_symlinks=False):
        yield Problem("not-a-regular-file", Location(path))
    elif suffix != ".md" and suffix not in IMAGES and not (suffix == ".woff2" and path.startswith(FONTS)):
        yield Problem("content-wrong-file", Location(path), {"name": entry.name})
    elif size > MAX_BYTES:
        yield Problem("content-too-large", Location(path), {"size": size // 1024, "limit": MAX_BYTES // 1024})
    elif suffix in IMAGES:
        if tells_place(Path(entry.path).read_bytes()):
            yield Problem("image-with-place", Location(path))
    elif suffix == ".md":
        text = read(root, path)
        if isinstance(text, Problem):
            yield text
        else:
            yield from _check_header(path, _header(text))


def _check_header(path: str, fields: dict[str, tuple[int, str]]) -> Iterator[Problem]:
    """A title is needed; a date that is none would make Pelican leave the page out, with a word in its log."""
    if "title" not in fields:
        yield Problem("content-without-title", Location(path, 1, 1))
    for key in DATES & fields.keys():
        line, value = fields[key]
        if not _is_date(value):
            yield Problem("content-bad-date", Location(path, line, 1), {"value": value[:60]})


def _is_date(text: str) -> bool:
    if not DATE_RE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _header(text: str) -> dict[str, tuple[int, str]]:
    """The fields at the head of a page, as Python-Markdown's ``meta`` reads them: name → (line from 1, value)."""
    lines = text.splitlines()
    start = int(bool(lines) and lines[0].startswith("---"))
    fields: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines[start:], start + 1):
        found = META_RE.match(line)
        if not found and not line.startswith("    "):
            break
        if found and (value := found["value"].strip()):
            fields[found["key"].lower()] = (number, value)
    return fields
