"""What can be wrong, where, and how it is told: a failure is a value, so one bad file never hides the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
Pointer = tuple[str | int, ...]
"""The road from the top of a record to a value: keys and positions in lists."""


Finding = tuple[str, Pointer, dict[str, str | int | float]]
"""A problem that does not know its line yet: code, road to the value, params."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the project's root, line and column from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``path:line:column``, the form that editors and terminals make clickable."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to repair. ``code`` is a row of :mod:`maillage.codes`; ``params`` fill the holes of its message."""

    code: str
    location: Location
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    severity: Severity = "error"

    @property
    def sort_key(self) -> tuple[Location, str]:
        """Order of telling: by file, then by line."""
        return (self.location, self.code)


class ProblemsFound(Exception):  # noqa: N818 - it carries findings, it is no fault of the program
    """Raised once, at the edge, when a road cannot go on: holds every problem of every file."""

    exitcode = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of telling."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        super().__init__(f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[type["ProblemsFound"], tuple[tuple[Problem, ...]]]:
        """How it comes back from another process of the build."""
        return ProblemsFound, (self.problems,)
