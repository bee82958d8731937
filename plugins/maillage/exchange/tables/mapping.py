"""The mapping of a source: for each column of the standard, where its cells come from and what its words mean.

The idea of one small file per source, with columns, terms and targets, is that of mednum-cli's configurations.
"""

from pathlib import Path
from typing import Any, Literal

import msgspec

from maillage.exchange.mednum import writer
from maillage.load import Document, parse
from maillage.problems import Problem
from maillage.vocabularies import vocabulary

LISTS = {**writer.LISTS, "typologie": "typologies"}
SHIPPED = Path(__file__).parent / "mappings"


class Rule(msgspec.Struct, frozen=True):
    """How cells of a row make (a part of) one cell of the standard; the schema ``mapping.json`` explains each field."""

    sources: tuple[str, ...] = ()
    join: str = " "
    split: tuple[str, ...] = ()
    terms: dict[str, str] = {}
    when: tuple[str, ...] = ()
    give: str = ""
    value: str = ""
    default: str = ""
    prefix: str = ""
    days: dict[str, tuple[str, ...]] = {}


class Coordinates(msgspec.Struct, frozen=True):
    """Columns of a point in another reference system than WGS 84."""

    x: str
    y: str
    crs: str


class Mapping(msgspec.Struct, frozen=True):
    """One source: its name, how its file is written, and the rules of each column of the standard."""

    source: str
    columns: dict[str, tuple[Rule, ...]]
    kind: Literal["actor", "event"] = "actor"
    year: int | None = None
    licence: str | None = None
    encoding: str = ""
    delimiter: str = ""
    records: str = ""
    empty: tuple[str, ...] = ()
    only: dict[str, tuple[str, ...]] = {}
    coordinates: Coordinates | None = None

    def used(self) -> set[str]:
        """Every column of the file that some rule reads."""
        found = {name for rules in self.columns.values() for rule in rules for name in _read_by(rule)}
        return found | ({self.coordinates.x, self.coordinates.y} if self.coordinates else set())


def _read_by(rule: Rule) -> tuple[str, ...]:
    return rule.sources + tuple(name for names in rule.days.values() for name in names)


def find_mapping(name: str) -> Path | None:
    """A file by its path, or one that comes with the program by its name (``france-services``)."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = SHIPPED / f"{name}.yaml"
    return shipped if path.name == name and shipped.is_file() else None


def shipped() -> list[str]:
    """Names of the mappings that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def build(data: dict[str, Any]) -> Mapping:
    """A mapping from data that its schema accepted: short forms made long."""
    columns = {
        column: tuple(map(_rule, rules if isinstance(rules, list) else [rules]))
        for column, rules in data["columns"].items()
    }
    return msgspec.convert({**data, "columns": columns}, Mapping)


def _rule(short: Any) -> Rule:
    if isinstance(short, str):
        return Rule(sources=(short,))
    sources = short.get("from", ())
    terms = {
        word: "|".join(target) if isinstance(target, list) else target or ""
        for word, target in short.get("terms", {}).items()
    }
    plain = {key: value for key, value in short.items() if key != "from"}
    return msgspec.convert(
        {**plain, "sources": (sources,) if isinstance(sources, str) else sources, "terms": terms}, Rule
    )


def strange_targets(mapping: Mapping) -> list[tuple[str, str]]:
    """Values that rules would write into lists of the standard, and that no such list has: (column, value)."""
    return [
        (column, item)
        for column, rules in mapping.columns.items()
        if column in LISTS
        for rule in rules
        for target in (rule.value, rule.default, rule.give, *rule.terms.values())
        for item in filter(None, target.split("|"))
        if vocabulary(LISTS[column]).by_code(item) is None
    ]


def read_mapping(path: Path) -> tuple[Document | None, list[Problem]]:
    """A mapping's data once read as strict YAML, or what is wrong with it."""
    data = parse(path.read_text(encoding="utf-8"), str(path))
    if isinstance(data, list):
        return None, data
    return Document(str(path), "mapping", path.stem, data), []
