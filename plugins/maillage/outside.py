"""What others know of communes: figures with their source, their date and their licence.

They are kept in ``context/`` (:mod:`maillage.outside_files` reads it). A commune that is not there is not known.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

KEY = "commune"
"""The first column of the figures."""


class Indicator(msgspec.Struct, frozen=True):
    """One figure of each commune: ``people`` add up, ``percent`` and ``index`` are of the people who live there.

    ``worse`` says which end of a share or an index is a difficulty; ``sources`` and ``scale`` how cells are read.
    """

    name: str
    unit: Literal["people", "percent", "index"]
    sources: tuple[str, ...] = ()
    worse: Literal["high", "low"] | None = None
    scale: float = 1


class Source(msgspec.Struct, frozen=True):
    """Where figures are from, and how their table is read; the schema ``context.json`` explains each field."""

    source: str
    licence: str
    date: date
    commune: str
    indicators: dict[str, Indicator]
    url: str | None = None
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outside:
    """Figures of one source: by indicator, then by code of commune; what is not there is not known."""

    id: str
    source: Source
    values: Mapping[str, Mapping[str, float]]


def build(data: Mapping[str, object]) -> Source:
    """A source from data that its schema accepted: a column alone made a list."""
    indicators = {}
    for name, one in data["indicators"].items():  # type: ignore[attr-defined]
        given = one["from"]
        plain = {key: value for key, value in one.items() if key != "from"}
        indicators[name] = {**plain, "sources": [given] if isinstance(given, str) else given}
    return msgspec.convert({**data, "indicators": indicators}, Source)


def written(source: Source, values: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as the table that :func:`read` takes: communes in the order of codes, those that nothing is known of left out."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([KEY, *source.indicators])
    lines.writerows(_lines(values))
    return text.getvalue()


def _lines(values: Mapping[str, Mapping[str, float]]) -> Iterator[list[str]]:
    for code in sorted({code for found in values.values() for code in found}):
        yield [code, *(_plain(found[code]) if code in found else "" for found in values.values())]


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
