"""What the browser is told: which pages changed, and what is to be repaired."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to repair, in words: where, what is wrong, how it is repaired."""

    where: str
    what: str
    repair: str = ""


class State:
    """Shared by the one who builds and all who look; every method may be called by any thread."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self._news = threading.Condition()
        self._changes: list[tuple[str, ...]] = []
        self.problems: tuple[Told, ...] = ()

    def changed(self, addresses: Sequence[str]) -> None:
        """Tell that some pages changed; none named means all."""
        with self._news:
            self._changes.append(tuple(addresses))
            self._news.notify_all()

    def set_problems(self, problems: Sequence[Told]) -> None:
        """What is to be repaired now; every page shows it, or no longer does."""
        if tuple(problems) != self.problems:
            self.problems = tuple(problems)
            self.changed([])

    @property
    def count(self) -> int:
        """How many changes there were."""
        return len(self._changes)

    def wait(self, seen: int, seconds: float) -> Sequence[tuple[str, ...]]:
        """The changes after the first ``seen``; none where there are none within ``seconds``."""
        with self._news:
            self._news.wait_for(lambda: len(self._changes) > seen, seconds)
            return self._changes[seen:]
