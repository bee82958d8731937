"""Whole processes measured: wall time, processor time, the largest process, what was written."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name == "PYTHONPATH"
}
"""As people have it: a developer's switches (PYTHONDONTWRITEBYTECODE…) would be measured instead of the program."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One run: seconds on the wall, seconds of all processors, MiB of the largest process, files and bytes published."""

    wall: float
    cpu: float
    peak: int
    files: int = 0
    size: int = 0


class KilledError(Exception):
    """The system ended a process: it wanted more memory than there is."""


def run(
    command: list[str], folder: Path, published: Path | None = None, *, may_fail: bool = False, **extra: str
) -> Measure:
    """Run a command to its end; stops the bench where it fails. Raises KilledError where the system ended it."""
    log = folder / "bench.log"
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
