"""The press: typst in a process of its own, the one home of that library.

Typst works with threads, and a build copies itself (fork) to use every processor: a copy made after typst had worked would
wait for ever for threads it does not have. So no process of a build ever works with typst: each that sets a document starts
a press of its own the first time, and sends it one document after the other.
"""

import atexit
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import msgspec

from maillage.i18n import theme_path

if TYPE_CHECKING:
    import typst

FONTS = "static/vendor/@expo-google-fonts/atkinson-hyperlegible-0.4.1"
"""Below the theme: letters drawn to be told apart by those who see badly."""
_LENGTH = 8
T = TypeVar("T")


class RefusedError(RuntimeError):
    """Typst did not set a document: what it said."""


class _Order(msgspec.Struct):
    source: bytes
    data: str


class _Done(msgspec.Struct):
    content: bytes = b""
    refused: str = ""


class _Press:
    """One running press, for the process that started it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        here = str(Path.cwd())
        known = os.pathsep.join(path for path in sys.path if path and path != here)
        self.process = subprocess.Popen(  # noqa: S603 - our own module; -P and `known`: nothing of the territory's folder runs
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": known},
        )
        atexit.register(self.close)

    def set(self, source: bytes, data: str) -> bytes:
        """The document. Raises RefusedError."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RefusedError
        _send(self.process.stdin, _Order(source, data))
        done = _receive(self.process.stdout, _Done)
        if done is None or done.refused:
            raise RefusedError(done.refused if done else "the press stopped")
        return done.content

    def close(self) -> None:
        """Let the press go; it ends when nobody can order any more."""
        if self.owner == os.getpid() and self.process.stdin and self.process.stdout:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()


_running: dict[int, _Press] = {}
"""By the process that started it: a copy of this process does not share its press."""


def pdf(source: bytes, data: str) -> bytes:
    """A document set as PDF/UA-1 with ``data`` as ``sys.inputs.data``. Raises RefusedError with what typst says."""
    here = os.getpid()
    if here not in _running:
        _running[here] = _Press()
    return _running[here].set(source, data)


def _send(pipe: IO[bytes], what: _Order | _Done) -> None:
    content = msgspec.msgpack.encode(what)
    pipe.write(len(content).to_bytes(_LENGTH, "big") + content)
    pipe.flush()


def _receive(pipe: IO[bytes], kind: type[T]) -> T | None:
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    return msgspec.msgpack.decode(pipe.read(length), type=kind) if length else None


@lru_cache(maxsize=1)
def _fonts() -> "typst.Fonts":
    """The theme's letters and those in the wheel; none of the machine's, which differ from one to the next."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[theme_path() / FONTS])


def _work(order: _Order) -> _Done:
    import typst  # only here: never in a process that copies itself

    try:
        made = typst.compile(order.source, sys_inputs={"data": order.data}, pdf_standards=["ua-1"], font_paths=_fonts())
    except typst.TypstError as error:
        return _Done(refused=error.diagnostic or str(error) or "typst refused")
    return _Done(content=made) if isinstance(made, bytes) else _Done(refused="typst made no PDF")


def main() -> None:
    """Set documents until nobody orders any more."""
    while (order := _receive(sys.stdin.buffer, _Order)) is not None:
        _send(sys.stdout.buffer, _work(order))


if __name__ == "__main__":
    main()
