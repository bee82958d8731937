"""``python -m bench.federation``: a hub of 20 directories, fetched over HTTP from this machine and built, as whole processes.

A directory is a part of one large invented territory, served as files. The same records built as one territory of files of
its own are what the hub is compared with.
"""

import argparse
import functools
import http.server
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maillage.exchange.records import plain
from maillage.peers.joining import join
from maillage.pipeline import read_network

from bench import territory
from bench.measure import Measure, run

HERE = Path(__file__).resolve().parents[1]
DIRECTORIES = 20
SKILLS = 200
DAY, NEXT = {"SOURCE_DATE_EPOCH": "1795521600"}, {"SOURCE_DATE_EPOCH": "1795608000"}
"""2026-11-24 and the day after, at noon."""
MAILLAGE = str(Path(sys.executable).parent / "maillage")
HEAD = {"format": "maillage/1", "territory": "Banc", "url": "", "licence": "Licence Ouverte 2.0"}
NAMES = {"skill": "competences", "actor": "acteurs", "event": "evenements"}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of ``folder``; it answers « nothing new » where nothing is."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def publish(source: Path, folder: Path) -> None:
    """Share the actors of a territory among the directories."""
    network = read_network(source, use_cache=False).require()
    everybody = list(network.actors.values())
    for number in range(DIRECTORIES):
        mine = {actor.id: plain(actor) for actor in everybody[number::DIRECTORIES]}
        events = {one.id: plain(one) for one in network.events.values() if set(one.organisers) <= mine.keys()}
        skills = {one.id: plain(one) for one in network.skills.values()}
        for kind, records in (("skill", skills), ("actor", mine), ("event", events)):
            path = folder / str(number) / "donnees" / f"{NAMES[kind]}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                json.dumps({**HEAD, "kind": kind, "records": records}, ensure_ascii=False), encoding="utf-8"
            )


def hub(root: Path, source: Path, address: str) -> None:
    """A region that has neighbours and nothing of its own."""
    root.mkdir()
    text = (source / "territory.yaml").read_text(encoding="utf-8")
    rows = [{"name": f"Annuaire {number}", "url": f"{address}/{number}/"} for number in range(DIRECTORIES)]
    (root / "territory.yaml").write_text(f"{text}peers: {json.dumps(rows, ensure_ascii=False)}\n", encoding="utf-8")
    (root / "pelicanconf.py").write_bytes((source / "pelicanconf.py").read_bytes())


def measure(each: int, *, alone: bool, pages: bool) -> Iterator[tuple[str, Measure | int]]:
    """Every step for directories of ``each`` actors; with ``alone``, also the same records as one territory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, root = folder / "source", folder / "hub"
        # in a process of its own: what this one holds would count as memory of those that it starts
        prepare = [sys.executable, "-m", "bench.federation", "--prepare", str(folder), "--each", str(each)]
        subprocess.run(prepare, cwd=HERE, check=True)
        yield (
            "bytes published by the directories",
            sum(path.stat().st_size for path in (folder / "www").rglob("*.json")),
        )
        with served(folder / "www") as address:
            hub(root, source, address)
            visit, build = [MAILLAGE, "federate", "--allow-loopback", "--patience", "3600"], [MAILLAGE, "build"]
            joining = [sys.executable, "-m", "bench.federation", "--join", str(root)]
            yield "first visit", run(visit, root, **DAY)
            yield "bytes kept", sum(path.stat().st_size for path in (root / "federation").iterdir())
            yield "joining alone, cold", run(joining, root, **DAY, PYTHONPATH=str(HERE))
            yield "joining alone, nothing changed", run(joining, root, **DAY, PYTHONPATH=str(HERE))
            yield "visit of the next day, nothing new", run(visit, root, **NEXT)
            if pages:
                yield "build of the hub, cold", run(build, root, root / "output", **DAY)
                yield "build of the hub, nothing changed", run(build, root, **DAY)
                yield "build of the hub, the day after", run(build, root, **NEXT)
        if alone:
            yield "build of the same as one territory, cold", run(build, source, source / "output", **DAY)


def join_alone(root: Path) -> None:
    """Read what is kept of the neighbours, find what is twice, and tell how much there is."""
    found = join(root, read_network(root).require(), lambda _: False)
    print(len(found.network.actors), "actors", len(found.network.twins), "twice")


def main() -> None:
    """Print the table, a line at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, nargs="+", default=[500])
    parser.add_argument("--alone", action="store_true", help="build the same records as one territory too")
    parser.add_argument("--no-pages", dest="pages", action="store_false", help="visit and join, without the pages")
    parser.add_argument("--join", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.join:
        join_alone(asked.join)
        return
    if asked.prepare:
        territory.write(asked.prepare / "source", asked.each[0] * DIRECTORIES, SKILLS, 40)
        publish(asked.prepare / "source", asked.prepare / "www")
        return
    for each in asked.each:
        print(f"\n{DIRECTORIES} directories of {each} actors\n", flush=True)
        for what, one in measure(each, alone=asked.alone, pages=asked.pages):
            if isinstance(one, int):
                print(f"{what:44} {one / 1e6:8.1f} MB", flush=True)
            else:
                tail = f"{one.files:8,} files {one.size / 1e6:8.0f} MB" if one.files else ""
                print(f"{what:44} {one.wall:8.1f} s {one.cpu:8.1f} s cpu {one.peak:6} MiB  {tail}", flush=True)


if __name__ == "__main__":
    main()
