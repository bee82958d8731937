"""Data files written as they come, one for each template: a territory's data are not kept in memory."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO


class Tables:
    """JSON files below a folder, each a list or, with keys, an object."""

    def __init__(self, folder: Path, stack: ExitStack, ends: str) -> None:
        self.folder, self.stack, self.ends = folder, stack, ends
        self.open: dict[str, IO[str]] = {}

    def add(self, name: str, value: object, key: str = "") -> None:
        """One more value in the table ``name``."""
        if file := self.open.get(name):
            file.write(",\n")
        else:
            file = self.open[name] = self.stack.enter_context(
                (self.folder / f"{name}.json").open("w", encoding="utf-8")
            )
            file.write(self.ends[0])
        file.write(f"{json.dumps(key)}:" if self.ends == "{}" else "")
        file.write(json.dumps(value, ensure_ascii=False))


@contextmanager
def tables(folder: Path, ends: str = "[]") -> Iterator[Tables]:
    """Tables to be filled; whole when this ends."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        made = Tables(folder, stack, ends)
        yield made
        for file in made.open.values():
            file.write(ends[1])
