"""The published folder: what may have changed is made again, what did change is written, what no longer belongs goes.

``.maillage/written`` says for each lot what it showed and which files came of it, with their sizes and times. A lot that
shows the same, and whose files are there as they were left, is not made. A page whose context is the same is not rendered.
A file whose bytes are the same is not written. Each file is put in place in one step.
"""

import contextlib
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path

import msgspec
from markupsafe import Markup

from maillage import cache, stages
from maillage.pages.site import File, Joined, Lot, Page
from maillage.parallel import LEAST, pieces, spread
from maillage.problems import Location, Problem, ProblemsFound
from maillage.urls import save_as

LARGE = 2000
"""With this many lots, even a small change is spread over the processors: files about everybody take their time."""

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """One file as it was left: its size and time, and for a page a digest of its template and context, and one of its bytes."""

    path: str
    size: int
    time: int
    shown: bytes = b""
    content: bytes = b""


class Made(msgspec.Struct, frozen=True, array_like=True):
    """One lot as it was made: the digest of what it showed, and its files."""

    key: bytes
    files: tuple[Kept, ...]


class Ledger(msgspec.Struct, frozen=True, array_like=True):
    """Everything that was published; ``whole`` changes whenever anything could have."""

    whole: bytes = b""
    lots: dict[str, Made] = {}
    last: tuple[Kept, ...] = ()


class _Parts(msgspec.Struct, frozen=True, array_like=True):
    """Where the parts of a large file are in it."""

    size: int
    time: int
    around: bytes
    keys: list[bytes]
    lengths: list[int]


class Output:
    """A folder that a site is published to, and what is remembered of it."""

    def __init__(self, folder: Path, root: Path, version: bytes, *, use_cache: bool = True) -> None:
        """``version`` changes with all that pages are made with but do not show: code, templates, settings."""
        self.folder = os.path.abspath(folder)
        self.version = version
        self.use_cache = use_cache
        self.memory = root / cache.FOLDER / "written" / cache.digest_of(_name(self.folder, root)).hex()
        self.old = Ledger()
        self.changed: list[str] = []
        self._fresh: dict[str, bool] = {}
        self._spent = {"fill": 0.0, "write": 0.0}
        self._alone = cache.alone(self.memory.with_suffix(".lock"))

    def __enter__(self) -> "Output":
        """Wait for another build of this folder to end, then remember what was published."""
        self._alone.__enter__()
        self.old = cache.load(self.memory, b"", Ledger) or Ledger()
        return self

    def __exit__(self, *exception: object) -> None:
        """Let the next build begin."""
        self._alone.__exit__(None, None, None)

    @property
    def count(self) -> int:
        """How many files are published."""
        return sum(len(made.files) for made in self.old.lots.values()) + len(self.old.last)

    def publish(
        self,
        lots: Iterable[Lot],
        render: Callable[[Page], bytes],
        *,
        whole: bytes,
        taken: Mapping[str, str] | None = None,
        last: Callable[[dict[str, Kept]], Iterable[File]] = lambda _pages: (),
        own: Iterable[Lot] = (),
        near: Callable[[list[str]], None] | None = None,
        partial_only: bool = False,
    ) -> list[str]:
        """Bring the folder to hold what ``lots`` make; the paths of the files written or removed.

        ``whole`` changes with anything that any lot shows: while it is as before, not even the lots are asked for. It stands
        for a lot's ``shows`` where that is None. ``taken`` are files that others write, with their sources; ``last`` makes files from all pages by their paths. With ``near``, the pages of what was
        edited (``own``) come before anything else is looked at, then those of single records, and each time it is told what was written for them. With ``partial_only``, ``lots`` are but some of the site's: nothing is removed, and
        nothing remembered. Raises ProblemsFound where two would write one file.
        """
        if self._is_current(whole):
            return []
        before = self.old
        self.changed = self._ahead(own, render, near) if near else []
        lots = list(lots)
        keys = {lot.name: self._key(whole if lot.shows is None else lot.shows) for lot in lots}
        made = {lot.name: old for lot in lots if (old := self._unchanged(lot.name, keys[lot.name]))}
        rounds = _rounds((lot for lot in lots if lot.name not in made), small_first=near is not None)
        done = len(self.changed)
        for items in rounds:
            work = partial(self._make, keys, render)
            for part, written, times, sorts in spread(
                work, items, least=0 if len(lots) > LARGE else LEAST, tell=stages.at
            ):
                made.update(part)
                self.changed += written
                stages.note(times, sorts)
            if near and items is rounds[0]:
                near(self.changed[done:])
        files = [kept for lot in lots for kept in made[lot.name].files]
        _check_clashes(made, taken or {})
        final = tuple(
            self._file(file, b"") for file in last({_address(kept.path): kept for kept in files if kept.shown})
        )
        if partial_only:
            self.old = Ledger(b"", made)
            return self.changed
        self._remove(before, {kept.path for kept in files} | {kept.path for kept in final})
        ledger = Ledger(self._key(whole), {lot.name: made[lot.name] for lot in lots}, final)
        if ledger != self.old:
            cache.store(self.memory, b"", ledger)
        self.old = ledger
        return self.changed

    def _ahead(
        self, lots: Iterable[Lot], render: Callable[[Page], bytes], tell: Callable[[list[str]], None]
    ) -> list[str]:
        """Make these lots first, so that whoever waits for them does not wait for the others to be looked at."""
        known = [lot for lot in lots if lot.shows is not None]
        keys = {lot.name: self._key(lot.shows) for lot in known}
        todo = [lot for lot in known if not self._unchanged(lot.name, keys[lot.name])]
        made, written, *_ = self._make(keys, render, iter(todo))
        self.old = Ledger(self.old.whole, {**self.old.lots, **made}, self.old.last)
        tell(written)
        return written

    def _is_current(self, whole: bytes) -> bool:
        """Whether everything is published already: nothing changed, and every file is there as it was left."""
        old = self.old
        same = self.use_cache and old.whole == self._key(whole)
        return same and all(map(self._in_place, old.lots.values())) and all(map(self._is_left, old.last))

    def _key(self, shows: object) -> bytes:
        return cache.digest(self.version, shows)

    def _unchanged(self, name: str, key: bytes) -> Made | None:
        old = self.old.lots.get(name)
        return old if old and self.use_cache and old.key == key and self._in_place(old) else None

    def _in_place(self, made: Made) -> bool:
        return all(map(self._is_left, made.files))

    def _is_left(self, kept: Kept) -> bool:
        return _stamp(f"{self.folder}{os.sep}{kept.path}") == (kept.size, kept.time)

    def _make(
        self, keys: dict[str, bytes], render: Callable[[Page], bytes], lots: Iterator[Lot]
    ) -> tuple[dict[str, Made], list[str], dict[str, float], dict[str, float]]:
        """What one process makes of the lots it takes, the files it wrote, and its seconds by kind of lot and by sort of work."""
        before, self.changed = self.changed, []
        made: dict[str, Made] = {}
        times: dict[str, float] = defaultdict(float)
        self._spent = {"fill": 0.0, "write": 0.0}
        for lot in lots:
            began = time.perf_counter()
            old = {kept.path: kept for kept in self.old.lots[lot.name].files} if lot.name in self.old.lots else {}
            files = (
                self._page(item, render, old) if isinstance(item, Page) else self._file(item) for item in lot.make()
            )
            made[lot.name] = Made(keys[lot.name], tuple(files))
            times[lot.name.split("/")[0]] += time.perf_counter() - began
        written, self.changed = self.changed, before
        work = {"make": sum(times.values()) - sum(self._spent.values()), **self._spent}
        return made, written, times, work

    def _page(self, page: Page, render: Callable[[Page], bytes], old: dict[str, Kept]) -> Kept:
        path = save_as(page.path)
        shown = self._shown(page)
        known = old.get(path)
        if self.use_cache and shown and known and known.shown == shown and self._is_left(known):
            return known
        began = time.perf_counter()
        content = render(page)
        self._spent["fill"] += time.perf_counter() - began
        return self._write(path, [content], shown or b"-")

    def _shown(self, page: Page) -> bytes:
        """A digest of all that a page shows; empty where its context holds what has no bytes of its own."""
        try:
            context = msgspec.msgpack.encode((page.template, page.context), enc_hook=_plain)
        except (TypeError, ValueError):
            return b""
        return cache.digest(self.version, context)

    def _file(self, file: File, shown: bytes = b"") -> Kept:
        return self._join(file) if isinstance(file, Joined) else self._write(file.path, [file.content], shown)

    def _join(self, file: Joined) -> Kept:
        """Write a large file with the parts of the old one that did not change."""
        target = f"{self.folder}{os.sep}{file.path}"
        store = self.memory.parent / f"{self.memory.name}-parts" / cache.digest_of(file.path.encode()).hex()
        old = cache.load(store, self.version, _Parts) if self.use_cache else None
        around = cache.digest(file.head, file.between, file.tail)
        keys = [part.key for part in file.parts]
        intact = old is not None and _stamp(target) == (old.size, old.time) and old.around == around
        if old and intact and old.keys == keys:
            return Kept(file.path, old.size, old.time)
        lengths: list[int] = []
        changed = _changed(old.keys, keys) if old and intact else None
        if old and changed is not None:
            chunks = _mended(target, file, old, changed, lengths)
        else:
            before = _cut(target, old, len(file.head), len(file.between)) if old and intact else {}
            chunks = _joined(file, before, lengths)
        kept = self._write(file.path, chunks, b"")
        cache.store(store, self.version, _Parts(kept.size, kept.time, around, keys, lengths))
        return kept

    def _write(self, path: str, chunks: Iterable[bytes | memoryview], shown: bytes) -> Kept:
        """Write a file unless it is there as it should be. In a folder that was just made there is nothing to look at."""
        began = time.perf_counter()
        target = f"{self.folder}{os.sep}{path}"
        is_new = self._folder(os.path.dirname(target))
        if isinstance(chunks, list) and not is_new and _is(target, chunks[0]):
            return Kept(path, *(_stamp(target) or (0, 0)), shown, _content(chunks, shown))
        status = _create(target, chunks[0]) if is_new and isinstance(chunks, list) else _replace(target, chunks)
        self.changed.append(path)
        if not isinstance(chunks, list):  # the parts of a large file are made while it is written
            return Kept(path, status.st_size, status.st_mtime_ns, shown)
        self._spent["write"] += time.perf_counter() - began
        return Kept(path, status.st_size, status.st_mtime_ns, shown, _content(chunks, shown))

    def _folder(self, folder: str) -> bool:
        """Make a folder the first time a file goes into it; whether it is new."""
        if folder not in self._fresh:
            self._fresh[folder] = _make_folder(folder)
        return self._fresh[folder]

    def _remove(self, before: Ledger, wanted: set[str]) -> None:
        """Remove the files of the last build that are no longer made, and the folders they leave empty."""
        old = [kept.path for made in before.lots.values() for kept in made.files]
        old += [kept.path for kept in before.last]
        top = os.path.realpath(self.folder)
        for path in old:
            target = os.path.join(top, path)
            if path in wanted or not os.path.realpath(target).startswith(f"{top}{os.sep}"):
                continue
            with contextlib.suppress(OSError):
                os.unlink(target)
                self.changed.append(path)
                while (target := os.path.dirname(target)) != top:
                    os.rmdir(target)  # only an empty folder goes; one still in use refuses


def _rounds(lots: Iterable[Lot], *, small_first: bool) -> list[list[Sequence[Lot]]]:
    """Pieces of work: what takes longest first, so that small lots fill what time is left; or the small ones in a first round."""
    crews: dict[str, list[Lot]] = defaultdict(list)
    small: list[Lot] = []
    for lot in sorted(lots, key=lambda lot: not lot.together):
        if lot.is_small and not lot.together:
            small.append(lot)
        else:
            crews[lot.together or lot.name].append(lot)
    sections: list[Sequence[Lot]] = [*crews.values()]
    return [pieces(small), sections] if small_first else [[*sections, *pieces(small)]]


def _check_clashes(made: Mapping[str, Made], taken: Mapping[str, str]) -> None:
    """Raise ProblemsFound where two lots made one file, naming both. The old ledger stays: nothing is removed for it."""
    owners = dict(taken)
    named = ((name, kept.path) for name, one in made.items() for kept in one.files)
    problems = [
        Problem("path-clash", Location(name), {"path": _address(path), "other": other})
        for name, path in named
        if (other := owners.setdefault(path, name)) != name
    ]
    if problems:
        raise ProblemsFound(problems)


def _name(folder: str, root: Path) -> bytes:
    """A folder's name that stays when the project is moved with it."""
    return os.path.relpath(folder, root).encode()


def _address(path: str) -> str:
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def _content(chunks: list[bytes | memoryview], shown: bytes) -> bytes:
    """A digest of a page's bytes, the same on every machine."""
    return cache.digest_of(bytes(chunks[0])) if shown else b""


def _create(target: str, content: bytes | memoryview) -> os.stat_result:
    """Write a small file where none can be; asks the system for no more than it must."""
    file = os.open(target, _CREATE, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)


def _replace(target: str, chunks: Iterable[bytes | memoryview]) -> os.stat_result:
    """Write a file aside, then put it in place in one step."""
    aside = f"{target}.{os.getpid()}"
    with open(aside, "wb", 1 << 20) as new:
        new.writelines(chunks)
        new.flush()
        status = os.fstat(new.fileno())
    os.replace(aside, target)
    return status


def _make_folder(folder: str) -> bool:
    """Make a folder, and whether there was none."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return False
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    return True


def _stamp(target: str) -> tuple[int, int] | None:
    try:
        status = os.stat(target)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _is(target: str, content: bytes | memoryview) -> bool:
    try:
        with open(target, "rb") as old:
            return os.fstat(old.fileno()).st_size == len(content) and old.read() == content
    except OSError:
        return False


def _changed(old: Sequence[bytes], keys: Sequence[bytes]) -> list[int] | None:
    """Which parts changed, where all others stand where they stood; None where parts came, went or moved."""
    if len(old) != len(keys):
        return None
    changed = [number for number, key in enumerate(keys) if key != old[number]]
    moved = {old[number] for number in changed} & {keys[number] for number in changed}
    return None if moved else changed


def _joined(file: Joined, before: Mapping[bytes, memoryview], lengths: list[int]) -> Iterator[bytes | memoryview]:
    """A large file part by part, of those known ``before`` as they were; ``lengths`` is filled with those of all parts."""
    yield file.head
    for number, part in enumerate(file.parts):
        if number:
            yield file.between
        chunk = before.get(part.key) or part.make()
        lengths.append(len(chunk))
        yield chunk
    yield file.tail


def _mended(
    target: str, file: Joined, old: _Parts, changed: Sequence[int], lengths: list[int]
) -> Iterator[bytes | memoryview]:
    """The same where only some parts changed: what lies between them is copied whole."""
    with open(target, "rb") as there:
        whole = memoryview(there.read())
    starts = list(accumulate((length + len(file.between) for length in old.lengths), initial=len(file.head)))
    lengths += old.lengths
    done = 0
    for number in changed:
        chunk = file.parts[number].make()
        yield whole[done : starts[number]]
        yield chunk
        done, lengths[number] = starts[number] + old.lengths[number], len(chunk)
    yield whole[done:]


def _cut(target: str, old: _Parts, head: int, between: int) -> dict[bytes, memoryview]:
    """The parts of a file as it was left, by key."""
    with open(target, "rb") as file:
        whole = memoryview(file.read())
    found: dict[bytes, memoryview] = {}
    start = head
    for key, length in zip(old.keys, old.lengths, strict=True):
        found[key] = whole[start : start + length]
        start += length + between
    return found


def _plain(value: object) -> object:
    """What msgspec does not know as it is: text that is safe for a page is text."""
    if isinstance(value, Markup):
        return str(value)
    raise TypeError
