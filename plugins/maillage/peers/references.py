"""The references of an entry, turned to what each is called here; what leads to nothing here is left out, never left dangling."""

from collections.abc import Callable, Sequence
from typing import Any

from maillage import schemas

Resolve = Callable[[str, str], str | None]
"""``(kind, id at the neighbour's)`` → the id here; None where there is no such record here."""
_GONE = object()


def turned(kind: str, data: dict[str, Any], resolve: Resolve) -> dict[str, Any] | None:
    """The same fields with our ids; None where what the entry cannot do without leads to nothing."""
    made = data
    for path, target in schemas.reference_paths(kind):
        if path[0] in made:
            new = _turned(made[path[0]], path[1:], target, resolve)
            made = {key: value for key, value in made.items() if key != path[0]} | (
                {} if new is _GONE else {path[0]: new}
            )
    return None if any(field not in made for field in _needed(kind)) else made


def _needed(kind: str) -> Sequence[str]:
    needed: Sequence[str] = schemas.raw(kind)["required"]
    return needed


def _turned(value: Any, path: tuple[str, ...], kind: str, resolve: Resolve) -> Any:
    if not path:
        return value if not isinstance(value, str) else (resolve(kind, value) or _GONE)
    if path[0] == "*":
        if not isinstance(value, list):
            return value
        items = [_turned(item, path[1:], kind, resolve) for item in value]
        return [item for item in items if item is not _GONE] or _GONE
    if not isinstance(value, dict) or path[0] not in value:
        return value
    inner = _turned(value[path[0]], path[1:], kind, resolve)
    rest = {key: one for key, one in value.items() if key != path[0]}
    if inner is not _GONE:
        return rest | {path[0]: inner}
    return _without(rest, path)


def _without(rest: dict[str, Any], path: tuple[str, ...]) -> Any:
    """What stays of a thing that has lost what it names: a need keeps its words; the rest goes with what it was about."""
    if "opened" in rest:  # a need: its title says as much as the skill or the equipment did
        return rest if "text" in rest else {**rest, "text": rest["title"]} if rest.get("title") else _GONE
    return rest if path[0] == "by" else _GONE
