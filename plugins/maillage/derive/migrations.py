"""How records follow the engine: for each version, what changed in their fields. Within a major version nothing is taken away.

A migration looks at the data of one record and says what to set and what to take out; the edit itself keeps every other byte.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.problems import Pointer

Edits = tuple[Mapping[Pointer, Any], Sequence[Pointer]]
"""What to set, and what to take out."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of a kind's fields, made by ``version``: ``change`` gives the edits of one record, None where it has none."""

    version: str
    kind: str
    what: str
    change: Callable[[Mapping[str, Any]], Edits | None]


MIGRATIONS: tuple[Migration, ...] = ()
"""In the order of versions. 0.1 is the first."""


def parts(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: ``0.10.1`` comes after ``0.9``. Raises ValueError for anything else."""
    return tuple(int(part) for part in version.split(".")[:3])


def pending(since: str, until: str, known: Sequence[Migration] = MIGRATIONS) -> tuple[Migration, ...]:
    """Migrations after one version, up to another, in order."""
    first, last = parts(since), parts(until)
    return tuple(one for one in known if first < parts(one.version) <= last)
