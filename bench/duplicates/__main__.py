"""``python -m bench.duplicates``: precision and recall on pairs labelled by hand, and the time on 35,000 town halls."""

import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maillage.derive.duplicates import Candidate, candidate, find
from maillage.exchange import mednum
from maillage.exchange.naming import identifiers
from maillage.exchange.tables import apply, find_mapping, read_sheet
from maillage.exchange.tables.mapping import build, read_mapping

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
Known = tuple[str, str]


def places(data: Path) -> dict[str, dict[str, Any]]:
    """Every place of the national standard's files there are, by the id it would have here."""
    rows = [
        row
        for path in sorted((data / "mednum").glob("*.csv"))
        if "all-sources" not in path.name
        for row in mednum.read_rows(path).rows
    ]
    taken = mednum.take_rows(rows).taken
    return {name: one.data for name, one in zip(identifiers(taken, ()), taken, strict=True)}


def labels() -> Iterator[tuple[Known, Known, bool]]:
    """Pairs of (source, id in it), and whether they are one place."""
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield (row["source"], row["id"]), (row["other_source"], row["other_id"]), row["label"] == "same"


def judged(records: dict[str, dict[str, Any]]) -> list[tuple[bool, bool, str, str]]:
    """For each labelled pair: whether it is one place, whether it is found, and both ids."""
    candidates = [candidate(identifier, data) for identifier, data in records.items()]
    found = {(pair.first, pair.second) for pair in find(candidates)}
    by_source: dict[Known, list[str]] = {}
    for identifier, data in records.items():
        source = data.get("source", {})
        by_source.setdefault((source.get("name", ""), source.get("id", "")), []).append(identifier)
    made = []
    for one, other, same in labels():
        first, second = by_source[one][0], by_source[other][-1]
        made.append((same, (min(first, second), max(first, second)) in found, first, second))
    return made


def precision_and_recall(verdicts: list[tuple[bool, bool, str, str]]) -> tuple[float, float]:
    """Of what is found, the share that is right; of what is one place, the share that is found."""
    right = sum(same and found for same, found, *_ in verdicts)
    return right / sum(found for _, found, *_ in verdicts), right / sum(same for same, *_ in verdicts)


def town_halls(data: Path) -> list[Candidate]:
    """34,827 town halls: all different, so that every pair found is wrong."""
    path = find_mapping("mairies")
    document, _ = read_mapping(path) if path else (None, [])
    if document is None:
        raise SystemExit("the mapping of town halls is missing")
    rows = apply(build(document.data), read_sheet(data / "load" / "mairies-fr.csv").rows).rows
    taken = mednum.take_rows(rows).taken
    return [candidate(name, one.data) for name, one in zip(identifiers(taken, ()), taken, strict=True)]


def main() -> None:
    """Print the table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    verdicts = judged(places(data))
    precision, recall = precision_and_recall(verdicts)
    halls = town_halls(data)
    started = time.perf_counter()
    wrong = len(find(halls))
    took = time.perf_counter() - started
    started = time.perf_counter()
    with (data / "load" / "mairies-fr.csv").open(encoding="utf-8", newline="") as file:
        sum(1 for _ in csv.reader(file))
    alone = time.perf_counter() - started
    print("| what | figure |\n|---|---|")
    print(f"| labelled pairs | {len(verdicts)}, {sum(same for same, *_ in verdicts)} of them one place |")
    print(f"| precision | {precision:.3f} |\n| recall | {recall:.3f} |")
    print(f"| pairs found among {len(halls):,} town halls, all different | {wrong} |")
    print(f"| time for them ÷ reading their file with the csv module | {took / alone:.1f} |")
    for same, found, first, second in verdicts:
        if same != found and "-v" in sys.argv:
            print("missed:" if same else "wrong:", first, second)


if __name__ == "__main__":
    main()
