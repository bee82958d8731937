"""The whole living network, from files to pages: ``python -m bench.whole`` builds one, then builds it again after a change.

A network of N actors has N/2 needs, 2 N contributions, and 3 N/10 things to lend with twelve loans each. The second network has
a quarter of everything, so that the ratio says whether the build is linear.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from maillage.vocabularies import vocabulary

from bench import territory
from bench.measure import Measure, run

BUILD = [str(Path(sys.executable).parent / "maillage"), "build"]

DAY = {"SOURCE_DATE_EPOCH": "1795521600"}
"""2026-11-24 at noon."""


def write(root: Path, actors: int) -> None:
    """Write the network below ``root``."""
    dice = random.Random(20261124)
    territory.write(root, actors)
    _needs(root, actors)
    for folder in ("contributions", "equipment"):
        (root / folder).mkdir()
    roles = vocabulary("roles").ids
    for number in range(2 * actors):
        text = _contribution(dice, number, actors, roles)
        (root / "contributions" / f"geste-{number}.yaml").write_text(text, encoding="utf-8")
    for number in range(3 * actors // 10):
        text = _item(dice, number, actors)
        (root / "equipment" / f"objet-{number}.yaml").write_text(text, encoding="utf-8")


def _needs(root: Path, actors: int) -> None:
    """A need for half of the actors; every third has one already."""
    for number in range(1, actors, 6):
        with (root / "actors" / f"acteur-{number}.yaml").open("a", encoding="utf-8") as file:
            file.write(
                f"needs:\n  - skill: competence-{number % 200}\n    title: Qui vient ?\n    opened: 2026-09-12\n"
            )


def _contribution(dice: random.Random, number: int, actors: int, roles: tuple[str, ...]) -> str:
    by, other, third = dice.sample(range(actors), 3)
    return (
        f"what: A aidé un samedi de plus.\non: 2026-{1 + number % 11:02}-{1 + number % 28:02}\nby: [acteur-{by}]\n"
        f"for: [acteur-{other}]\nroles: [{dice.choice(roles)}]\nhours: 2\nskills: [competence-{dice.randrange(200)}]\n"
        f"endorsed_by: [acteur-{third}]\n"
    )


def _item(dice: random.Random, number: int, actors: int) -> str:
    """Something lent for a week each month."""
    loans = "".join(
        f"  - {{from: 2026-{month:02}-03, to: 2026-{month:02}-09, by: acteur-{dice.randrange(actors)}}}\n"
        for month in range(1, 13)
    )
    return (
        f"name: Objet {number}\ncategory: outil {number % 12}\nowner: acteur-{dice.randrange(actors)}\n"
        f"terms: À qui le rend propre.\ntraining: [competence-{dice.randrange(200)}]\nbookings:\n{loans}"
    )


def measured(actors: int) -> dict[str, Measure]:
    """A first build, one with nothing to do, and one after a contribution was changed."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, actors)
        made = {"first build": run(BUILD, root, **DAY), "nothing changed": run(BUILD, root, **DAY)}
        file = root / "contributions" / "geste-0.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("de plus", "de moins"), encoding="utf-8")
        return {**made, "one contribution changed": run(BUILD, root, **DAY)}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("actors", nargs="?", type=int, default=10_000, help="size of the larger network")
    size = parser.parse_args().actors
    small, large = measured(size // 4), measured(size)
    counts = f"{size:,} actors, {size // 2:,} needs, {2 * size:,} contributions, {3 * size // 10:,} things to lend"
    print(f"{counts}; seconds of processor time, then of a quarter of each\n")
    print("| build | all | a quarter of them | ratio | largest process, MiB |\n|---|---|---|---|---|")
    for name, took in large.items():
        less = small[name].cpu
        print(f"| {name} | {took.cpu:.1f} | {less:.1f} | {took.cpu / less:.1f} | {took.peak} |")


if __name__ == "__main__":
    main()
