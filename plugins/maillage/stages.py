"""What is being done, for those who wait: a bar on the terminal after a second, and at the end where the time went.

The pure parts of the program know nothing of it; the roads that take time name their stages here.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds that may pass without a word."""
WIDTH = 30

_began = time.perf_counter()
_seconds: dict[str, float] = defaultdict(float)
_details: dict[str, float] = defaultdict(float)
_work: dict[str, float] = defaultdict(float)
_current = ""
_shown = 0.0


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Do something that has a name; what it takes is added to what it took before."""
    global _current
    before, _current = _current, name
    began = time.perf_counter()
    at(0.0)
    try:
        yield
    finally:
        _seconds[name] += time.perf_counter() - began
        _current = before
        _erase()


def at(part: float) -> None:
    """How much of the stage is begun, from 0 to 1. Silent where nobody looks, and for what is quick."""
    global _shown
    now = time.perf_counter()
    if now - _began < PATIENCE or now - _shown < 0.1 or not sys.stderr.isatty():
        return
    full = round(WIDTH * part)
    sys.stderr.write(f"\r\x1b[K{'█' * full}{'░' * (WIDTH - full)} {part:4.0%}  {_current}")
    sys.stderr.flush()
    _shown = now


def _erase() -> None:
    global _shown
    if _shown:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
        _shown = 0.0


def note(pieces: Mapping[str, float], work: Mapping[str, float] | None = None) -> None:
    """How long the pieces of a stage took in one of the processes, and each sort of ``work`` in them."""
    for kept, seconds in ((_details, pieces), (_work, work or {})):
        for name, took in seconds.items():
            kept[name] += took


def table(rest: str, work: Mapping[str, str], longest: str) -> str:
    """Where the time went: each stage, then what is left over (called ``rest``), each sort of ``work`` (with its words), then the ``longest`` pieces."""
    total = time.perf_counter() - _began
    rows = [*_seconds.items(), (rest, total - sum(_seconds.values()))]
    lines = [f"{seconds:8.2f} s  {seconds / total:4.0%}  {name}" for name, seconds in rows]
    sorts = [f"{_work[name]:8.2f} s        {words}" for name, words in work.items() if name in _work]
    pieces = sorted(_details.items(), key=lambda one: -one[1])[:8]
    return "\n".join([*lines, *sorts, f"{longest} :", *(f"{seconds:8.2f} s        {name}" for name, seconds in pieces)])
