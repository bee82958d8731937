"""``python -m bench.coverage``: the whole diagnosis of all France, each size in a process of its own: seconds and MiB.

All communes of the gazetteer against invented actors, spread over them as people are; what is measured is the counting alone
(coverage for every question, the hours of the week, needs, links), after the gazetteer is read. No network is used.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

TODAY = date(2026, 11, 24)
SIZES = (1250, 2500, 5000, 10000)
SECONDS, MEMORY = 5.0, 300
"""What the counting of the largest size may take, in seconds and MiB."""
HOURS = ("Mo-Fr 09:00-12:00,14:00-17:00", "Tu,Th 14:00-18:00", "Sa 10:00-12:00", None)


def actors(count: int) -> Iterator[Any]:
    from maillage import gazetteer
    from maillage.model import Actor, build
    from maillage.vocabularies import vocabulary

    chance = random.Random(7)
    communes = [one for each in gazetteer.departments() for one in gazetteer.communes_of(each.code).values()]
    weights = [one.population or 1 for one in communes]
    services, audiences = vocabulary("services").ids, vocabulary("audiences").ids
    for number, commune in enumerate(chance.choices(communes, weights, k=count)):
        yield build(Actor, f"a-{number}", "", {
            "name": f"A {number}", "kind": "place",
            "location": {"insee": commune.code, "municipality": commune.name},
            "services": chance.sample(services, 3), "audiences": chance.sample(audiences, 2) if number % 3 else [],
            "serves": [commune.epci] if commune.epci and number % 5 == 0 else [],
            **({"opening_hours": hours} if (hours := chance.choice(HOURS)) else {}),
            **({"partners": [f"a-{chance.randrange(number)}"]} if number and number % 4 == 0 else {}),
            "verified": {"on": "2026-06-01"},
        })  # fmt: skip


def alone(count: int) -> None:
    """One size: prints seconds, processor seconds and MiB above what stood before."""
    from maillage import gazetteer
    from maillage.derive.diagnosis import communes_of, diagnose
    from maillage.derive.places import place_of
    from maillage.network import Network
    from maillage.settings import Area, Territory

    area = Area(departments=tuple(one.code for one in gazetteer.departments()))
    network = Network(Territory(name="France", area=area), {one.id: one for one in actors(count)})
    places = {one.id: place_of(one.location) for one in network.actors.values()}
    communes = len(communes_of(area))
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    found = diagnose(network, places, TODAY)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "actors": count, "communes": communes, "reports": len(found.reports), "seconds": round(wall, 2),
        "cpu": round(after.ru_utime - before.ru_utime, 2), "peak": after.ru_maxrss // 1024,
        "more": (after.ru_maxrss - before.ru_maxrss) // 1024,
    }))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", type=int)
    given = parser.parse_args()
    if given.alone:
        alone(given.alone)
        return
    print("| acteurs | communes | bilans | secondes | processeur | Mio en tout | dont pour compter |")
    print("|---|---|---|---|---|---|---|")
    for count in SIZES:
        command = [sys.executable, "-m", "bench.coverage", "--alone", str(count)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
        one = json.loads(done.stdout)
        print(
            "| "
            + " | ".join(str(one[key]) for key in ("actors", "communes", "reports", "seconds", "cpu", "peak", "more"))
            + " |",
            flush=True,
        )
    kept = one["cpu"] <= SECONDS and one["more"] <= MEMORY
    print(
        f"\n{'Tenu' if kept else 'Pas tenu'} : moins de {SECONDS:.0f} s et de {MEMORY} Mio pour {one['actors']} acteurs."
    )


if __name__ == "__main__":
    main()
