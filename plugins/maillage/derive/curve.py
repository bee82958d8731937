"""How the directory and the network grew, month by month, and what changed since a day.

Actors are counted from the history of the files (:mod:`maillage.history`); needs and exchanges from their own dates,
which say when they happened and not when somebody wrote them down.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.history import Change
from maillage.kinds import BY_FOLDER
from maillage.model import Need
from maillage.network import Network

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """One month: actors in the directory at its end (None: not known), needs open at its end, met in it, exchanges in it."""

    first: date
    actors: int | None
    open: int
    met: int
    exchanges: int


@dataclass(frozen=True, slots=True)
class Since:
    """What is not as it was on a day, for one kind: records that came and that changed, and how many left.

    Who left is not named: somebody may have asked to be forgotten.
    """

    came: tuple[str, ...]
    changed: tuple[str, ...]
    left: int


def months(network: Network, changes: Sequence[Change] | None, today: date) -> tuple[Month, ...]:
    """The months from the first in which anything is known, at most :data:`MONTHS`, to that of ``today``."""
    actors = actors_by_month(network, changes, today)
    needs = [one.need for one in network.needs]
    met = Counter(need.met.on.replace(day=1) for need in needs if need.met and need.met.on <= today)
    done = Counter(
        one.period.first.replace(day=1) for one in network.contributions.values() if one.period.first <= today
    )
    known = [*(actors or ()), *met, *done, *(need.opened.replace(day=1) for need in needs if need.opened <= today)]
    made = []
    for first in _firsts(min(known, default=today), today):
        last = min(following(first) - timedelta(days=1), today)
        still = sum(_waits_on(need, last) for need in needs)
        made.append(Month(first, actors.get(first) if actors else None, still, met[first], done[first]))
    return tuple(made)


def _waits_on(need: Need, day: date) -> bool:
    met = need.met is not None and need.met.on <= day
    return need.opened <= day and not met and (need.until is None or need.until >= day)


def following(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _firsts(earliest: date, today: date) -> Iterator[date]:
    last = today.year * 12 + today.month - 1
    begin = max(earliest.year * 12 + earliest.month - 1, last - MONTHS + 1)
    for number in range(begin, last + 1):
        yield date(number // 12, number % 12 + 1, 1)


def actors_by_month(network: Network, changes: Sequence[Change] | None, today: date) -> dict[date, int] | None:
    """Actors in the directory at the end of each month since the first; None where the history does not hold them."""
    if changes is None:
        return None
    there: set[str] = set()
    found: dict[date, int] = {}
    for change in changes:
        if change.day > today:
            continue
        for path, comes in _steps(change):
            if kind_of(path) == "actor":
                (there.add if comes else there.discard)(path)
        found[change.day.replace(day=1)] = len(there)
    if not there & {actor.path for actor in network.actors.values()}:
        return None
    counts, last = {}, 0
    for first in _every(min(found), today):
        last = counts[first] = found.get(first, last)
    counts[today.replace(day=1)] = len(network.actors)
    return counts


def _every(first: date, today: date) -> Iterator[date]:
    while first <= today:
        yield first
        first = following(first)


def _steps(change: Change) -> Iterator[tuple[str, bool]]:
    if change.former:
        yield change.former, False
    yield change.path, change.what != "D"


def since(network: Network, changes: Sequence[Change], day: date) -> Mapping[str, Since]:
    """What came, changed and left since the beginning of a day, by kind of record; kinds of which nothing did are not there.

    What came and left since is as if it had never been.
    """
    before: dict[str, bool] = {}  # each file touched, and whether it was there, under this name or a former one
    for change in changes:
        if change.day >= day:
            there = before.pop(change.former, True) if change.former else change.what != "A"
            before.setdefault(change.path, there)
    paths = {record.path: record.id for kind in BY_FOLDER.values() for record in network.records(kind.name).values()}
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"came": [], "changed": [], "left": []})
    for path, there in before.items():
        kind = kind_of(path)
        if kind and (path in paths or there):
            what = "left" if path not in paths else "changed" if there else "came"
            found[kind][what].append(paths.get(path, ""))
    return {
        kind: Since(tuple(sorted(one["came"])), tuple(sorted(one["changed"])), len(one["left"]))
        for kind, one in found.items()
    }


def kind_of(path: str) -> str:
    """The kind of record that a file is; empty for anything else."""
    folder, slash, _name = path.partition("/")
    kind = BY_FOLDER.get(folder) if slash and path.endswith(".yaml") else None
    return kind.name if kind else ""
