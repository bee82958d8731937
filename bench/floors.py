"""What nobody who makes this site in Python on this machine can go below: each part of the work alone, and nothing else."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from measure import Measure, run

WRITE = """
import os, sys, time
from pathlib import Path
source, target = map(Path, sys.argv[1:])
files = [(path.relative_to(source), path.read_bytes()) for path in sorted(source.rglob("*")) if path.is_file()]
for folder in sorted({path.parent for path, _ in files}):
    (target / folder).mkdir(parents=True, exist_ok=True)
before, began = os.times(), time.perf_counter()
half = os.fork()
for path, content in files[0 if half else 1 :: 2]:
    file = os.open(target / path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.write(file, content)
    os.close(file)
if not half:
    os._exit(0)
os.waitpid(half, 0)
wall, after = time.perf_counter() - began, os.times()
print(wall, sum(after[:4]) - sum(before[:4]))
"""
START = "import pelican, sys; sys.argv = ['pelican', '-q', '-o', 'output', '.']; pelican.main()"


def floors(root: Path, output: Path, profile: str) -> Iterator[tuple[str, Measure]]:
    """The rows: the same files written from memory; Python and Pelican with nothing to do; filling templates, of ``profile``."""
    copied = [sys.executable, "-c", WRITE, str(output), str(root.parent / f"{root.name}-copied")]
    os.sync()
    wall, cpu = map(float, subprocess.run(copied, check=True, capture_output=True, text=True).stdout.split())
    yield "floor_write", Measure(wall, cpu, 0)
    empty = root.parent / f"{root.name}-empty"
    empty.mkdir()
    yield "floor_start", run([sys.executable, "-c", START], empty)
    yield "floor_fill", _filled(profile)


def _filled(profile: str) -> Measure:
    found = re.search(r"([\d.]+) s +remplir les gabarits", profile)
    assert found, profile
    return Measure(float(found[1]) / (os.cpu_count() or 1), float(found[1]), 0)
