"""Tables for people's spreadsheets: a double click opens them in columns, and no cell can run.

Semicolons and a byte order mark are what the French (and German) editions of spreadsheets expect of a double click; programs
have the JSON. A cell that a spreadsheet would take for a formula is given an apostrophe, which it shows as text (CWE-1236).
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = re.compile(r"[\s\u200b\ufeff\x00]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20|%]")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")


def table(headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV with the headings as first line; each row by heading, what is missing is empty."""
    return heading(headings) + lines([row.get(heading, "") for heading in headings] for row in rows)


def heading(headings: Sequence[str]) -> bytes:
    """The first line, after the mark that tells spreadsheets the encoding."""
    return b"\xef\xbb\xbf" + _packed([headings])


def lines(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Lines of a table, cell by cell."""
    return _packed([cell if isinstance(cell, int) else safe(cell) for cell in row] for row in rows)


def _packed(rows: Iterable[Sequence[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def safe(cell: str) -> str:
    """The cell as text that no spreadsheet runs. Numbers stay numbers."""
    if not cell or cell[0].isalnum():
        return cell  # nearly all: nothing that is run begins with a letter or a digit
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
