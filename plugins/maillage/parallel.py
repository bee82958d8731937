"""Work spread over the processors: copies of this process take pieces of a list in turn, and send back what they made.

A copy (fork) starts at once with everything in memory. Where there is none (Windows), where threads run, which a copy
would lose, or where there is too little to do, this process does all of it: the result is the same.
"""

import contextlib
import gc
import os
import pickle
import struct
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

LEAST = 300
"""With fewer things to do, starting a copy costs more than it brings."""
MOST = 8000
"""Pieces at most: their numbers wait in a pipe, which holds 16,384 of them."""
_TOKEN = struct.Struct("<I")
_APART: list[bool] = []
"""Not empty in a copy that ends with its work."""


def pieces(items: Sequence[T], size: int = 32) -> list[Sequence[T]]:
    """``items`` in pieces of at most ``size``, more where there would be too many pieces."""
    size = max(size, -(-len(items) // MOST))
    return [items[start : start + size] for start in range(0, len(items), size)]


def spread(
    work: Callable[[Iterator[T]], R],
    items: Sequence[Sequence[T]],
    *,
    least: int = LEAST,
    tell: Callable[[float], None] | None = None,
) -> list[R]:
    """What ``work`` returns in each process for the pieces of ``items`` it took in turn; every item is taken once.

    ``tell`` is told how much is begun, from 0 to 1. Raises what ``work`` raised in any of the processes.
    """
    copies = min(processors(), len(items)) - 1
    if copies < 1 or sum(map(len, items)) < least or threading.active_count() > 1:
        return [work(_all(items, range(len(items)), tell))]
    taken, given = os.pipe()
    os.write(given, b"".join(map(_TOKEN.pack, range(len(items)))))
    os.close(given)
    gc.freeze()  # so that the collector touches, and the system copies, nothing that both have
    running = [_copy(lambda: work(_all(items, _tokens(taken), None))) for _ in range(copies)]
    try:
        own = work(_all(items, _tokens(taken), tell))
    finally:
        os.close(taken)
        others = [_result(*one) for one in running]
        gc.unfreeze()
    return [own, *map(_open, others)]


def apart(work: Callable[[], R]) -> R:
    """What ``work`` returns in a copy of this process that ends with it; raises what it raised.

    For a library that starts threads of its own and keeps them: a later copy of a process that has used it would lose
    them, and wait for them without end. Within ``work``, everything else that is to be apart is so already; it may be spread,
    before such a library is used.
    """
    if _APART or not hasattr(os, "fork") or threading.active_count() > 1:
        return work()

    def alone() -> R:
        _APART.append(True)
        return work()

    made: R = _open(_result(*_copy(alone)))
    return made


def processors() -> int:
    """How many processes may run at once: the processors this process may use, one where it cannot be copied."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def collector_off() -> Iterator[None]:
    """Without Python's collector of cycles: it would look through a growing heap again and again, and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tokens(taken: int) -> Iterator[int]:
    while token := os.read(taken, _TOKEN.size):
        yield _TOKEN.unpack(token)[0]


def _all(items: Sequence[Sequence[T]], turns: Iterable[int], tell: Callable[[float], None] | None) -> Iterator[T]:
    for turn in turns:
        if tell:
            tell(turn / len(items))
        yield from items[turn]


def _copy(work: Callable[[], Any]) -> tuple[Any, Any]:
    import multiprocessing  # a tenth of what a short command takes: only where copies are made

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        try:
            made = pickle.dumps((True, work()), protocol=5)
        except BaseException as error:
            made = pickle.dumps((False, _portable(error)))
        sender.send_bytes(made)
        sender.close()
        os._exit(0)  # nothing of the first process is to be ended twice

    process = context.Process(target=run)
    process.start()
    sender.close()
    return process, receiver


def _portable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes, never anybody's
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


def _result(process: Any, receiver: Any) -> bytes:
    try:
        made: bytes = receiver.recv_bytes()
    except EOFError:
        made = pickle.dumps((False, RuntimeError("a process of the build was stopped")))
    process.join()
    return made


def _open(made: bytes) -> Any:
    done, value = pickle.loads(made)  # noqa: S301 - what our own copy sent
    if not done:
        raise value
    return value
