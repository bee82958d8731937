"""JSON as rows of a table: the list of records it holds, nested objects and lists made flat, numbers kept as written."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from maillage.exchange.rows import Row, UnreadableFileError
from maillage.i18n import N_

NO_RECORD = N_("ce n’est pas une fiche : un objet JSON était attendu")


def parsed(text: str) -> Any:
    """JSON with its numbers as text, letter for letter but for a useless ``.0``. Raises UnreadableFileError."""
    try:
        return json.loads(text, parse_int=str, parse_float=_number, parse_constant=_nothing)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(N_("le JSON est mal formé : {error}"), error=str(error)[:200]) from error


def read_trees(text: str, records: str = "") -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Every record of the list at ``records`` as a row, and all columns there are.

    Raises UnreadableFileError where there is no such list.
    """
    columns: dict[str, None] = {}
    rows = []
    data = parsed(text)
    try:
        for number, item in enumerate(_items(data, records), start=1):
            cells = dict(_flat(item)) if isinstance(item, dict) else {}
            columns.update(dict.fromkeys(cells))
            rows.append(Row(number, cells, "" if isinstance(item, dict) else NO_RECORD))
    except RecursionError as error:
        raise UnreadableFileError(N_("le JSON est mal formé : {error}"), error=str(error)) from error
    return tuple(rows), tuple(columns)


def _nothing(_: str) -> None:
    """What NaN and infinities, which are no JSON, stand for."""


def _number(said: str) -> str:
    if "e" not in said.lower():
        return said.removesuffix(".0")
    value = float(said)
    return str(int(value)) if value.is_integer() else said


def _items(data: Any, records: str) -> list[Any]:
    """The list at ``records``; of a GeoJSON, its features; else the first list of objects there is."""
    features = data.get("features") if isinstance(data, dict) and not records else None
    if isinstance(features, list) and data.get("type") == "FeatureCollection":
        found = [_feature(one) for one in features]
    else:
        for part in filter(None, records.split(".")):
            data = data.get(part) if isinstance(data, dict) else None
        if isinstance(data, dict):
            data = next((one for one in data.values() if isinstance(one, list)), list(data.values()))
        found = data if isinstance(data, list) else []
    if not any(isinstance(one, dict) for one in found):
        raise UnreadableFileError(N_("le JSON ne contient pas de liste de fiches à l’endroit dit"))
    return found


def _feature(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    geometry, said = one.get("geometry"), one.get("properties")
    point = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    where = {"longitude": point[0], "latitude": point[1]} if isinstance(point, list) and len(point) > 1 else {}
    return {**where, "id": one.get("id"), **(said if isinstance(said, dict) else {})}


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested objects as ``address.city``, lists joined by ``|``, booleans as yes and no."""
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for position, one in enumerate(value):
                yield from _flat(one if isinstance(one, dict) else {"": one}, f"{name}.{position}.")
        else:
            yield name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(_text, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
