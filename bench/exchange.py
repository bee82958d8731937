"""``python -m bench.exchange``: 35,000 town halls in, checked and out, as whole processes; a quarter of them to show linear time."""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data"
READ = "import csv, sys\nsum(1 for _ in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')))"


def seconds(command: list[str], folder: Path) -> float:
    """Wall time of one whole process; stops the bench where it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    took = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return took


def measure(file: Path, rows: int) -> list[tuple[str, float]]:
    """Seconds of each step for the first ``rows`` of a file."""
    maillage = str(Path(sys.executable).parent / "maillage")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copy(HERE.parent / "territory.yaml", root)
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)[: rows + 1]
        (root / "halls.csv").write_text("".join(lines), encoding="utf-8")
        bring_in = [maillage, "import", "table", "halls.csv", "--mapping", "mairies"]
        return [
            ("reading the file with the csv module", seconds([sys.executable, "-c", READ, "halls.csv"], root)),
            ("maillage import table", seconds(bring_in, root)),
            ("maillage import table, again", seconds(bring_in, root)),
            ("maillage check, cold", seconds([maillage, "check", "--no-cache"], root)),
            ("maillage check, nothing changed", seconds([maillage, "check"], root)),
            ("maillage duplicates", seconds([maillage, "duplicates"], root)),
            ("maillage export mednum", seconds([maillage, "export", "mednum", "--output", "out.csv"], root)),
        ]


def main() -> None:
    """Print the table."""
    file = (Path(sys.argv[1]) if len(sys.argv) > 1 else DATA) / "load" / "mairies-fr.csv"
    whole = sum(1 for _ in file.open(encoding="utf-8")) - 1
    quarter = measure(file, whole // 4)
    full = measure(file, whole)
    print(f"| {whole:,} town halls | ratio to reading the file | ratio to a quarter of them |\n|---|---|---|")
    for (what, took), (_, part) in zip(full, quarter, strict=True):
        print(f"| {what} | {took / full[0][1]:.0f} | {took / part:.1f} |")
    print(f"\nLargest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
