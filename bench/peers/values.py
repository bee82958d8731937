"""What an expression of a template of ours comes to, in part worked out while translating."""

from dataclasses import dataclass
from typing import Any, Literal

from jinja2 import nodes

Mark = Literal["", "html", "json", "script", "address"]
"""How a value is shown: escaped, safe as it is, as JSON, as linked data, or as the whole of an address."""


@dataclass(frozen=True)
class Known:
    """A value known while translating."""

    value: Any


@dataclass(frozen=True)
class Code:
    """An expression of the other language, and how it is to be shown."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True)
class Joined:
    """Texts one after the other."""

    parts: tuple["Value", ...]


@dataclass(frozen=True)
class Listed:
    """The values of a list with something between them."""

    items: Code
    between: str


@dataclass(frozen=True)
class Choice:
    """One value or another, told by a test."""

    test: str
    yes: "Value"
    no: "Value"


@dataclass(frozen=True)
class Several:
    """A list written in the template."""

    items: tuple["Value", ...]


@dataclass(frozen=True)
class Rendered:
    """A piece of template in the other language."""

    text: str


@dataclass(frozen=True)
class Loop:
    """Where a loop is: a number in the other language."""

    index: str


@dataclass(frozen=True)
class Macro:
    """A macro of ours with the names of its file."""

    node: nodes.Macro
    scope: dict[str, Any]


Value = Known | Code | Joined | Listed | Choice | Several | Rendered | Loop | Macro
Scope = dict[str, Value | dict[str, Any]]
