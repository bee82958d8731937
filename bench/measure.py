"""Whole processes measured: wall time, processor time, the largest process, what was written."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name == "PYTHONPATH"
}
"""As people have it: a developer's switches (PYTHONDONTWRITEBYTECODE…) would be measured instead of the program."""
LOG = "bench.log"
"""What a process said, in the folder where it ran."""
PROBES = 1000
QUICK = 0.000_15
"""Seconds of system time for a new empty file on a disk at rest, with room for a slow machine."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One run: seconds on the wall, seconds of all processors, MiB of the largest process, files and bytes published."""

    wall: float
    cpu: float
    peak: int
    files: int = 0
    size: int = 0


def settled(folder: Path) -> None:
    """Wait until the disk makes a file as quickly as it can (at most six minutes, then go on and say so).

    Linux's ext4 does not give an inode again in the five minutes after it was freed, and looks past each such inode every time
    it makes a file (``recently_deleted`` in fs/ext4/ialloc.c): after some ten thousand removed files, a new one costs ten
    times as much. So a bench removes nothing between its measures, and does not begin on what an earlier one removed.
    """
    for attempt in range(13):
        if attempt:
            time.sleep(30)
        room = Path(tempfile.mkdtemp(prefix="probe-", dir=folder))
        before = os.times().system
        for number in range(PROBES):
            (room / str(number)).touch()
        cost = (os.times().system - before) / PROBES
        if cost < QUICK:
            return
        print(f"a new file costs {cost * 1000:.2f} ms of system time here: the disk is not at rest")
    print("going on all the same: what is written many times will look slow")


class KilledError(Exception):
    """The system ended a process: it wanted more memory than there is."""


def run(
    command: list[str], folder: Path, published: Path | None = None, *, may_fail: bool = False, **extra: str
) -> Measure:
    """Run a command to its end; stops the bench where it fails. Raises KilledError where the system ended it."""
    log = folder / LOG
    os.sync()  # what the one before wrote is not written at this one's cost
    began = time.perf_counter()
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=sink, env={**ENVIRONMENT, **extra})
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        raise KilledError(f"{Path(command[0]).name} was ended by signal {-process.returncode}")
    if process.returncode and not may_fail:
        raise SystemExit(f"{' '.join(command)}\n{log.read_text(errors='replace')[-3000:]}")
    files = [path for path in published.rglob("*") if path.is_file()] if published else []
    size = sum(path.stat().st_size for path in files)
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, len(files), size)
