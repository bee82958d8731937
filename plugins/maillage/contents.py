"""What may lie in ``content/``: Markdown pages with a title and images of a decent weight.

Pelican would publish any file it finds in a static folder, and pass over a page without a title with a word in its log;
a proposal must be told of both.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from maillage.load import below, read, walk
from maillage.pictures import tells_place
from maillage.problems import Location, Problem

FOLDER = "content"
MAX_BYTES = 1 << 20
META_RE = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
"""A field at the head of a page. Python-Markdown has the same, but takes longer to import than a check of all files."""
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


def check_contents(root: Path) -> list[Problem]:
    """The problems of every file below ``content/``, in the order of paths. SVG is refused: it can hold scripts."""
    if (root / FOLDER).is_symlink():
        return [Problem("not-a-regular-file", Location(FOLDER))]
    problems: list[Problem] = []
    for entry in walk(root / FOLDER, problems, root):
        path = below(root, entry.path)
        problems += _check(root, entry, path)
    return sorted(problems, key=lambda problem: problem.sort_key)


def _check(root: Path, entry: os.DirEntry[str], path: str) -> Iterator[Problem]:
    suffix = Path(entry.name).suffix.lower()
    size = entry.stat(follow_symlinks=False).st_size
    if not entry.is_file(follow_symlinks=False):
        yield Problem("not-a-regular-file", Location(path))
    elif suffix != ".md" and suffix not in IMAGES:
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
        elif "title" not in _header(text):
            yield Problem("content-without-title", Location(path, 1, 1))


def _header(text: str) -> set[str]:
    """The fields at the head of a page, as Python-Markdown's ``meta`` reads them."""
    lines = text.splitlines()
    if lines and lines[0].startswith("---"):
        lines = lines[1:]
    fields: set[str] = set()
    for line in lines:
        found = META_RE.match(line)
        if not found and not line.startswith("    "):
            break
        if found and found["value"].strip():
            fields.add(found["key"].lower())
    return fields
