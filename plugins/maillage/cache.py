"""What is remembered from build to build, in ``.maillage/``. Losing it, or any part of it, only costs time.

A file begins with a digest of its content and of a version, so that one that is truncated, damaged or made by other code
is passed over; it is written aside and put in place in one step, so that a crash or a second build leaves a whole one.
Nothing in it is code, and no text of it comes into a page: only digests, sizes and checked records do.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

FOLDER = ".maillage"
_HERE = Path(__file__).parent
_SIZE = 16
_DATA = (".py", ".json", ".yaml", ".gz", ".mo")

T = TypeVar("T")


def digest(*parts: object) -> bytes:
    """Sixteen bytes that differ whenever one of the parts (plain data, structures, bytes) does."""
    return blake2b(msgspec.msgpack.encode(parts), digest_size=_SIZE).digest()


def digest_of(content: bytes) -> bytes:
    """Sixteen bytes that differ whenever the content does."""
    return blake2b(content, digest_size=_SIZE).digest()


def load(path: Path, version: bytes, kind: type[T]) -> T | None:
    """What :func:`store` kept, as ``kind``; None where there is nothing, or nothing that can be trusted."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    content = memoryview(whole)[_SIZE:]
    if whole[:_SIZE] != _seal(version, content):
        return None
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def store(path: Path, version: bytes, content: object) -> None:
    """Keep ``content`` for the next run. A folder that cannot be written to is no error."""
    encoded = msgspec.msgpack.encode(content)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(aside, "wb") as file:
            file.write(_seal(version, encoded))
            file.write(encoded)
        aside.replace(path)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other build holds ``path``, and hold it. Where locks are not to be had, builds trust their seals."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, ImportError):
            import fcntl

            path.parent.mkdir(parents=True, exist_ok=True)
            file = held.enter_context(open(path, "ab"))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _seal(version: bytes, content: bytes | memoryview) -> bytes:
    seal = blake2b(version, digest_size=_SIZE)
    seal.update(content)
    return seal.digest()


@cache
def code_version() -> bytes:
    """Changes whenever our code, schemas, vocabularies or gazetteer do, or a library or Python itself."""
    libraries = sorted(
        name
        for folder in sys.path
        if folder.endswith("-packages") and os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith(".dist-info")
    )
    return digest(sys.version, libraries, folder_version(_HERE))


def folder_version(*folders: Path) -> bytes:
    """A digest of every file of our kinds below some folders: names and bytes."""
    found = blake2b(digest_size=_SIZE)
    for top in folders:
        for folder, names, files in os.walk(top):
            names[:] = sorted(name for name in names if name != "__pycache__")
            for name in sorted(files):
                if name.endswith((*_DATA, ".html")):
                    path = os.path.join(folder, name)
                    found.update(os.path.relpath(path, top).encode() + b"\0")
                    with open(path, "rb") as file:
                        found.update(digest_of(file.read()))
    return found.digest()
