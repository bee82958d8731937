"""``make bench``: measures in one run, in turn, whole processes; prints a table of ratios (see bench/README.md)."""

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import peers
import territory

PARSE_ALONE = (
    "import sys, yaml\nfrom pathlib import Path\n"
    "for file in Path(sys.argv[1]).rglob('*.yaml'):\n    yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)\n"
)


ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""As people have it: a developer's switches (PYTHONDONTWRITEBYTECODE…) would be measured instead of the program."""


def seconds(command: list[str], folder: Path) -> float:
    """Wall time of one whole process; stops the bench where it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=ENVIRONMENT)
    took = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return took


def median(measure: Callable[[], float], rounds: int) -> float:
    """The middle of several measures."""
    return statistics.median(measure() for _ in range(rounds))


def fresh(folder: Path, *names: str) -> None:
    """Forget what an earlier run left."""
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def measure(actors: int, rounds: int) -> list[tuple[str, float, float | None]]:
    """Rows of (what, seconds, ratio) for a territory of ``actors`` records."""
    python, bin_ = sys.executable, Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as name:
        ours, stock = Path(name) / "ours", Path(name) / "stock"
        territory.write(ours, actors)
        peers.stock_pelican(ours, stock)

        def check(cold: bool) -> float:
            if cold:
                fresh(ours, ".maillage")
            return seconds([str(bin_ / "maillage"), "check"], ours)

        def build(cold: bool) -> float:
            if cold:
                fresh(ours, ".maillage", "output")
            return seconds([str(bin_ / "pelican"), "-s", "pelicanconf.py"], ours)

        def edited() -> float:
            file = ours / "actors" / "acteur-7.yaml"
            file.write_text(file.read_text(encoding="utf-8").replace("summary: ", "summary: Bis "), encoding="utf-8")
            return build(cold=False)

        def pelican() -> float:
            fresh(stock, "output")
            return seconds([str(bin_ / "pelican"), "-s", "pelicanconf.py"], stock)

        parse = median(lambda: seconds([python, "-c", PARSE_ALONE, str(ours)], ours), rounds)
        peer = median(pelican, rounds)
        rows = [
            ("PyYAML’s C loader alone, all files", parse, None),
            ("maillage check, cold (÷ C loader)", median(lambda: check(True), rounds), parse),
            ("maillage check, nothing changed (÷ C loader)", median(lambda: check(False), rounds), parse),
            ("stock Pelican, actors as Markdown pages", peer, None),
            ("full build, cold (÷ stock Pelican)", median(lambda: build(True), rounds), peer),
            ("build, nothing changed (÷ stock Pelican)", median(lambda: build(False), rounds), peer),
            ("build after one edited actor (÷ stock Pelican)", median(edited, rounds), peer),
        ]
    return [(what, took, took / base if base else None) for what, took, base in rows]


def main() -> None:
    """Print one Markdown table per size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=[1000])
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, medians of {given.rounds} whole processes\n"
    )
    for size in given.sizes:
        print(f"| {size} actors | seconds | ratio |\n|---|---|---|")
        for what, took, ratio in measure(size, given.rounds):
            print(f"| {what} | {took:.2f} | {'' if ratio is None else f'{ratio:.2f}'} |")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"| largest process, MiB | {peak} | |\n")


if __name__ == "__main__":
    main()
