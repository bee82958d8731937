"""Records inside a message, between two lines of scissors, whatever a mail program did to them on the way.

::

    --- 8< --- actors/atelier-du-gue.yaml --- 8< ---
    name: Atelier du Gué
    --- >8 ---
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maillage import front
from maillage.kinds import PAGE, kind_of
from maillage.load import IDENTIFIER, MAX_ID

_DASHES = "[-–—]+"
_OPEN = re.compile(
    rf"(?P<quote>[>\s|]*){_DASHES}\s*8<\s*{_DASHES}\s*(?P<path>[a-z]+/[a-z0-9/-]+\.(?:yaml|md))\s*{_DASHES}\s*8<\s*{_DASHES}\s*"
)
_CLOSE = re.compile(rf"[>\s|]*{_DASHES}\s*>8\s*{_DASHES}\s*")
_BASE = re.compile(r"# base: ([0-9a-f]{12})\s*")
_START = re.compile(r"\s*(?:- |-$|[A-Za-z_\"][^\s:]*:(?:\s|$))")
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
LONGEST = 512 * 1024
MOST = 20


@dataclass(frozen=True, slots=True)
class Block:
    """One record as it should become: its file, its text, and the mark of the file it was made from (empty if new)."""

    path: str
    text: str
    base: str = ""


def fit(path: str) -> bool:
    """Whether a path is that of a record: a folder of ours, sound names all the way, no way up."""
    kind = kind_of(path)
    if kind is None or not path.endswith(kind.suffix) or not path.startswith(f"{kind.folder}/"):
        return False
    *way, stem = path.removeprefix(f"{kind.folder}/").removesuffix(kind.suffix).split("/")
    return len(stem) <= MAX_ID and all(IDENTIFIER.fullmatch(part) for part in (*way, stem))


def read(message: str) -> list[Block]:
    """The records of a message, the first of each path, at most :data:`MOST`."""
    text = _ZERO_WIDTH.sub("", message[:LONGEST].replace("\r\n", "\n").replace("\r", "\n"))
    lines = text.replace("\u00a0", " ").replace("\u202f", " ").split("\n")
    found: dict[str, Block] = {}
    for path, inside in _between(lines):
        if fit(path) and len(found) < MOST:
            found.setdefault(path, block(path, "\n".join(inside)))
    return list(found.values())


def block(path: str, text: str) -> Block:
    """A record's text with its mark taken off and its wrapped lines joined again.

    A page comes as its fields, its text being one of them; one that comes as its file, between its fences, is left as it is.
    """
    lines = text.split("\n")
    base = _BASE.fullmatch(lines[0].strip()) if lines else None
    rest = lines[1:] if base else lines
    is_page = path.endswith(PAGE)
    whole = is_page and "\n".join(rest).lstrip().startswith(front.FENCE)
    body = "\n".join(rest if whole else _joined(rest)).strip("\n") + "\n"
    return Block(path, front.join(body, "") if is_page and not whole else body, base[1] if base else "")


def _between(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    path, quote, inside = "", "", list[str]()
    for line in lines:
        if opened := _OPEN.fullmatch(line):
            path, quote, inside = opened["path"], opened["quote"], []
        elif path and _CLOSE.fullmatch(line):
            yield path, inside
            path = ""
        elif path:
            inside.append(_unquoted(line, quote))


def _unquoted(line: str, quote: str) -> str:
    """A line without the marks that a reply put before it: those of the opening line, with or without their blanks."""
    for mark in quote.replace(" ", ""):
        bare = line.lstrip(" ")
        line = bare[1:] if bare.startswith(mark) else line
    return line.removeprefix(" ") if quote.endswith(" ") and quote.strip() else line


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines that a mail program cut, put together again: a record of ours has each value on one line."""
    whole = ""
    for line in lines:
        if whole and _goes_on(whole, line):
            whole = f"{whole.rstrip()} {line.strip()}"
        else:
            if whole:
                yield whole
            whole = line.rstrip()
    if whole:
        yield whole


def _goes_on(whole: str, line: str) -> bool:
    if _quotes(whole) % 2:
        return True
    bare = line.strip()
    if not bare:
        return False
    opens = whole.endswith(":") or whole.strip() == "-"
    return (opens and bare.startswith('"') and not _START.match(line)) or not _START.match(line)


def _quotes(line: str) -> int:
    return len(re.findall(r'"', re.sub(r"\\.", "", line)))
