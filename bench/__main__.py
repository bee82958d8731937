"""``make bench``: measures in one run, in turn, whole processes; prints a table of ratios (see bench/README.md)."""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import peers
import report
import territory
from floors import floors
from maillage import schemas
from measure import ENVIRONMENT, LOG, KilledError, Measure, run, settled

import tools

RESULTS = Path(__file__).parent / "results.json"
PARSE_ALONE = (
    "import sys, yaml\nfrom pathlib import Path\n"
    "for file in Path(sys.argv[1]).rglob('*.yaml'):\n    yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)\n"
)
MEMORY = str(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 2 // 3)
"""Bytes beyond which Hugo is asked to tidy up more often, rather than to be ended by the system."""
Row = tuple[str, Measure]


def fresh(folder: Path, *names: str) -> None:
    """Set aside what an earlier run left; nothing is removed before the end (``measure.settled`` says why)."""
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent))
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(aside / name)


def edit(file: Path, old: str, new: str) -> None:
    """A change that a contributor makes; fails where there is nothing to change."""
    text = file.read_text(encoding="utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def ours(root: Path) -> Iterator[Row]:
    """Everything we do: check, build, and build again after each kind of change."""
    maillage = str(tools.BIN / "maillage")
    output = root / "output"
    build = [maillage, "build", "--profile"]
    yield "check_cold", run([maillage, "check"], root)
    yield "check_same", run([maillage, "check"], root)
    fresh(root, ".maillage", "output")
    yield "full", run(build, root, output)
    yield from floors(root, output, (root / LOG).read_text(encoding="utf-8"))
    time.sleep(1)
    yield "same", run(build, root)
    edit(root / "actors" / "acteur-7.yaml", "phones: ['+33353", "phones: ['+33354")
    yield "phone", run(build, root)
    edit(root / "actors" / "acteur-8.yaml", "summary: ", "summary: Bis ")
    yield "actor", run(build, root)
    edit(root / "skills" / "competence-0.yaml", "name: ", "name: Bis ")
    yield "skill", run(build, root)
    (root / "templates").mkdir()
    (root / "templates" / "essai.html").write_text("{# a theme of one's own #}\n", encoding="utf-8")
    yield "theme", run(build, root)


def served(root: Path) -> float:
    """Seconds from saving a file to the page that shows it, with ``maillage serve``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = f"http://127.0.0.1:{port}/acteurs/acteur-9/"
    command = [str(tools.BIN / "maillage"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    try:
        _until(lambda: "/.live/" in _get(page), 600)
        time.sleep(3)
        began = time.perf_counter()
        edit(root / "actors" / "acteur-9.yaml", "summary: ", "summary: Voici ")
        _until(lambda: "Voici" in _get(page), 60)
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def _until(test: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not test():
        assert time.monotonic() < end
        time.sleep(0.005)


def others(records: Path, top: Path, names: list[str]) -> Iterator[Row]:
    """The full build of the peers."""
    commands: dict[str, tuple[list[str], str]] = {
        "hugo": (tools.hugo(), "public"),
        "eleventy": (tools.eleventy(), "output"),
        "pelican": ([str(tools.BIN / "pelican"), "-s", "pelicanconf.py"], "output"),
    }
    node = str(tools.HERE / "node" / "node_modules")
    for name in names:
        root = top / f"{records.name}-{name}"
        peers.write(name, records, root)
        command, output = commands[name]
        try:
            yield name, run(command, root, root / output, NODE_PATH=node, GOMEMLIMIT=MEMORY)
        except KilledError as why:
            print(f"{name} is left out: {why}")


def validators(root: Path, top: Path) -> Iterator[Row]:
    """The floor of reading, and the validator that everybody has."""
    yield "parse", run([sys.executable, "-c", PARSE_ALONE, str(root)], top)
    (top / "schema.json").write_text(json.dumps(schemas.bundled("actor")), encoding="utf-8")
    (top / "list").write_text("".join(f"{path}\n" for path in (root / "actors").glob("*.yaml")), encoding="utf-8")
    command = ["xargs", "-a", "list", tools.check_jsonschema(), "--schemafile", "schema.json"]
    yield "check_jsonschema", run(command, top, may_fail=True)


def measure(actors: int, names: list[str]) -> dict[str, Measure]:
    """Every measure for a territory of ``actors`` records, in turn."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        settled(top)
        territory.write(top / "ours", actors)
        rows = dict((*others(top / "ours", top, names), *validators(top / "ours", top), *ours(top / "ours")))
        rows["serve"] = Measure(served(top / "ours"), 0, 0)
        territory.write(top / "lean", actors, lean=True)
        rows |= {f"lean_{name}": row for name, row in others(top / "lean", top, names)}
        rows["lean"] = run([str(tools.BIN / "maillage"), "build"], top / "lean", top / "lean" / "output")
    for name, against in [(name, "full") for name in names] + [(f"lean_{name}", "lean") for name in names]:
        if name in rows:
            peers.compare(name, rows[name], rows[against])
    return rows


def main() -> None:
    """Measure each size, print its table, and keep it where it is asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=[1000])
    options.add_argument("--peers", nargs="*", default=["hugo", "eleventy", "pelican"])
    options.add_argument("--minutes", type=float, default=10, help="a size that would go beyond this is left out")
    options.add_argument(
        "--write", action="store_true", help="keep the results and write docs/reference/performance.md"
    )
    given = options.parse_args()
    tools.install()
    began, last, before = time.monotonic(), 0.0, 1
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for size in sorted(given.sizes):
        if time.monotonic() - began + last * size / before > given.minutes * 60:
            print(f"{size} actors would take more than {given.minutes:g} minutes: left out (--minutes)")
            continue
        start = time.monotonic()
        rows = measure(size, given.peers if size <= 10_000 else [name for name in given.peers if name == "hugo"])
        last, before = time.monotonic() - start, size
        print(report.table(size, rows))
        about = {"date": date.today().isoformat(), "processors": os.cpu_count(), "load": os.getloadavg()[0]}
        kept[str(size)] = {"about": about | tools.versions(), "rows": report.plain(rows)}
    if given.write:
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        report.write(kept)


if __name__ == "__main__":
    main()
