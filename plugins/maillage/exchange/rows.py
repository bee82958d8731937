"""What tables of any format are read into: rows of named cells, each with the number its reader sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class UnreadableFileError(ValueError):
    """The whole file cannot be taken; ``reason`` is a sentence, with ``params`` for its holes."""

    def __init__(self, reason: str, **params: object) -> None:
        """Keep the sentence and what fills it."""
        super().__init__(reason)
        self.reason, self.params = reason, params


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number as a spreadsheet shows it, its cells by column, or what is wrong with it.

    ``doubt`` is told where the row is taken all the same. ``params`` fill either sentence.
    """

    number: int
    cells: Mapping[str, str]
    problem: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    doubt: str = ""
