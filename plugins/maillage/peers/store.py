"""What is kept of neighbours, in the tree: ``federation/<slug>.json`` says how the last visit went, ``<slug>.jsonl`` has an entry a line.

The entries are as the neighbour gives them, under its own ids. Each file is put in place in one step, the entries first: a
crash between the two leaves entries whose visit is told as the one before. Losing them costs a visit.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from maillage.load import Data
from maillage.markup import is_safe_link
from maillage.neighbours import Neighbour
from maillage.repair import folded
from maillage.settings import Peer, Territory
from maillage.validate import is_timezone

FOLDER = "federation"
_WEB = ("http://", "https://")
LARGEST = 256 << 20
"""Bytes of one file of entries, at most."""


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One entry: its kind, its id at the neighbour's, its fields."""

    kind: str
    id: str
    data: Data


def slugs(territory: Territory) -> dict[str, Peer]:
    """The neighbours by what their entries' ids begin with; of two that would share it, the second gets a number."""
    found: dict[str, Peer] = {}
    for peer in territory.peers:
        stem = peer.id or folded(peer.name)[:36].strip("-") or "voisin"
        slug = next(name for n in range(1, len(found) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in found)
        found[slug] = peer
    return found


def state(root: Path, slug: str, peer: Peer) -> Neighbour:
    """What is known of a neighbour. A damaged file, or one about another address, says nothing."""
    fresh = Neighbour(slug, peer.name, peer.url, peer.format, peer.licence or "")
    path = _path(root, slug, "json")
    if path is None:
        return fresh
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Neighbour)
    except (OSError, ValueError, RecursionError):
        return fresh
    if (kept.url, kept.format) != (peer.url, peer.format):
        return fresh
    return msgspec.structs.replace(
        kept,
        slug=slug,
        name=peer.name,
        licence=peer.licence or kept.licence,
        timezone=kept.timezone if is_timezone(kept.timezone) else "",
        pages={kind: url for kind, url in kept.pages.items() if url.startswith(_WEB) and is_safe_link(url)},
    )


def entries(root: Path, slug: str) -> bytes | None:
    """The lines of a neighbour's entries; None where there are none, or too much to be true."""
    path = _path(root, slug, "jsonl")
    if path is None or path.stat().st_size > LARGEST:
        return None
    return path.read_bytes()


def stamp(root: Path, slug: str) -> tuple[int, int, int]:
    """What changes with the file of entries, as the disk shows it."""
    path = _path(root, slug, "jsonl")
    if path is None:
        return 0, 0, 0
    status = path.stat()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def keep(root: Path, neighbour: Neighbour, new: Iterable[Line] | None) -> None:
    """Write what a visit brought; ``new`` is None where the entries are those of before."""
    if new is not None:
        _put(root, f"{neighbour.slug}.jsonl", _packed(new))
    _put(root, f"{neighbour.slug}.json", msgspec.json.format(msgspec.json.encode(neighbour), indent=1) + b"\n")


def lines(content: bytes) -> Iterator[Line]:
    """The entries of a file, but for what cannot be read."""
    decode = msgspec.json.Decoder(Line).decode
    for raw in content.splitlines():
        try:
            yield decode(raw)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue


def prune(root: Path, unwanted: Callable[[Data], bool]) -> list[str]:
    """Take out of every file what is not wanted; the files that changed."""
    changed = []
    for path in sorted((root / FOLDER).glob("*.jsonl")):
        if path.is_symlink():
            continue
        had = list(lines(path.read_bytes()))
        kept = [line for line in had if not unwanted(line.data)]
        if len(kept) < len(had):
            _put(root, path.name, _packed(kept))
            changed.append(f"{FOLDER}/{path.name}")
    return changed


def _packed(kept: Iterable[Line]) -> bytes:
    return b"".join(msgspec.json.encode(line) + b"\n" for line in kept)


def forget_others(root: Path, kept: Iterable[str]) -> list[str]:
    """Remove what is kept of those who are no longer neighbours; their slugs."""
    wanted = set(kept)
    gone = {path.stem for path in (root / FOLDER).glob("*.json*") if path.stem not in wanted}
    for slug in gone:
        for suffix in ("json", "jsonl"):
            (root / FOLDER / f"{slug}.{suffix}").unlink(missing_ok=True)
    return sorted(gone)


def _path(root: Path, slug: str, suffix: str) -> Path | None:
    """A file of ours; None where there is none, or a link that could lead anywhere."""
    path = root / FOLDER / f"{slug}.{suffix}"
    return path if path.is_file() and not path.is_symlink() and not path.parent.is_symlink() else None


def _put(root: Path, name: str, content: bytes) -> None:
    target = root / FOLDER / name
    target.parent.mkdir(exist_ok=True)
    aside = target.with_name(f".{name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(target)
