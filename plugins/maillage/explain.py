"""jsonschema's errors as findings: which code, at which value, with what a contributor needs to repair it."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from maillage import schemas
from maillage.i18n import N_
from maillage.problems import Finding, Pointer
from maillage.repair import nearest, repaired
from maillage.vocabularies import vocabulary

Refusal = Any
"""A jsonschema ValidationError; its types call every attribute possibly unset, which no error of ``iter_errors`` is."""
Params = dict[str, str | int | float]
TYPES = {
    "string": N_("un texte"),
    "number": N_("un nombre"),
    "integer": N_("un nombre entier"),
    "array": N_("une liste"),
    "object": N_("un groupe de champs"),
    "boolean": N_("true ou false"),
    "null": N_("rien"),
}


def explain(error: Refusal) -> Iterator[Finding]:
    """Turn one error into the findings it stands for (several fields may be missing or unknown at once)."""
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    if "x-problem" in schema and error.validator in {"not", "x-problem"}:
        yield schema["x-problem"], _pointer(error), {"field": _field(error)}
    elif error.validator in {"oneOf", "anyOf"}:
        yield from _branches(error)
    else:
        yield from _ROADS.get(str(error.validator), _other)(error, schema)


def _pointer(error: Refusal) -> Pointer:
    return tuple(error.absolute_path)


def _field(error: Refusal) -> str:
    """The name a contributor knows: the nearest key above the value."""
    return next((part for part in reversed(error.absolute_path) if isinstance(part, str)), "")


def _shown(value: Any) -> str:
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)


def _clip(value: Any) -> str:
    text = _shown(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _example(key: str, schema: dict[str, Any]) -> str:
    examples = schema.get("examples")
    if not examples:
        return f"{key}: …"
    value = examples[0]
    return f"{key}: [{', '.join(map(_written, value))}]" if isinstance(value, list) else f"{key}: {_written(value)}"


def _written(value: Any) -> str:
    """A value as one writes it in a file: ``true``, where Python says ``True``."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _type_of(value: Any) -> str:
    names = {bool: "boolean", str: "string", int: "number", float: "number", list: "array", dict: "object"}
    return TYPES[names.get(type(value), "null")]


def _required(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    name = re.match(r"'(.+)' is a (required property|dependency)", error.message)
    common = schemas.raw("common")
    for field in [name[1]] if name else error.validator_value:
        wanted = schemas.resolve(_local(schema.get("properties", {}).get(field, {})), common)
        example = _example(field, wanted)
        yield "missing-field", _pointer(error), {"field": field, "example": example}


def _dependent(error: Refusal, _schema: dict[str, Any]) -> Iterator[Finding]:
    for present, needed in error.validator_value.items():
        if present in error.instance:
            for field in needed:
                if field not in error.instance:
                    yield (
                        "missing-field",
                        (*_pointer(error), present),
                        {"field": field, "example": f"{field}: …"},
                    )


def _unknown_field(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    known = schema.get("properties", {})
    common = schemas.raw("common")
    titles = {schemas.resolve(_local(value), common).get("title", key): key for key, value in known.items()}
    for field in error.instance:
        if field not in known:
            near = nearest(field, known) or titles.get(nearest(field, titles), "")
            params: Params = {"field": _clip(field), "suggestion": near, "fields": ", ".join(known)}
            yield "unknown-field", (*_pointer(error), field), params


def _local(schema: dict[str, Any]) -> dict[str, Any]:
    """A reference as ``common.json`` itself would write it."""
    return {**schema, "$ref": schema["$ref"].replace(schemas.COMMON, "#/$defs/")} if "$ref" in schema else schema


def _type(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    wanted = error.validator_value if isinstance(error.validator_value, str) else error.validator_value[0]
    params: Params = {
        "field": _field(error),
        "value": _clip(error.instance),
        "found": _type_of(error.instance),
    }
    if error.instance is None:
        code = "empty-value"
    elif wanted == "string" and not isinstance(error.instance, list | dict):
        code = "text-expected"
    elif wanted == "array":
        code = "list-expected"
    else:
        code = "wrong-type"
    yield (
        code,
        _pointer(error),
        params | {"expected": TYPES[wanted], "example": _example(_field(error), schema)},
    )


def _enum(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    values = [str(value) for value in error.validator_value]
    labels = {value: value for value in values}
    if name := schema.get("x-vocabulary"):
        for term in vocabulary(name).terms.values():
            labels.update(dict.fromkeys((*term.labels.values(), *filter(None, [term.code])), term.id))
    near = labels.get(nearest(_shown(error.instance), labels), "")
    shown = ", ".join(values[:20]) + ("…" if len(values) > 20 else "")
    yield (
        "unknown-value",
        _pointer(error),
        {
            "field": _field(error),
            "value": _clip(error.instance),
            "suggestion": near,
            "values": shown,
        },
    )


def _pattern(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    yield (
        "bad-format",
        _pointer(error),
        {
            "field": _field(error),
            "value": _clip(error.instance),
            "description": str(schema.get("description", "")),
            "example": _example(_field(error), schema),
            "suggestion": repaired(schema.get("x-repair", ""), _shown(error.instance)),
        },
    )


def _format(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    example = _written((schema.get("examples") or [""])[0])
    yield (
        "no-such-date",
        _pointer(error),
        {"field": _field(error), "value": _clip(error.instance), "example": example},
    )


def _length(error: Refusal, _schema: dict[str, Any]) -> Iterator[Finding]:
    code = "empty-text" if error.validator == "minLength" else "too-long"
    yield (
        code,
        _pointer(error),
        {
            "field": _field(error),
            "length": len(error.instance),
            "limit": error.validator_value,
        },
    )


def _range(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    yield (
        "out-of-range",
        _pointer(error),
        {
            "field": _field(error),
            "value": _clip(error.instance),
            "minimum": schema.get("minimum", "…"),
            "maximum": schema.get("maximum", "…"),
        },
    )


def _count(error: Refusal, schema: dict[str, Any]) -> Iterator[Finding]:
    yield (
        "wrong-count",
        _pointer(error),
        {
            "field": _field(error),
            "length": len(error.instance),
            "minimum": schema.get("minItems", schema.get("minProperties", 0)),
            "maximum": schema.get("maxItems", schema.get("maxProperties", "…")),
        },
    )


def _repeated(error: Refusal, _schema: dict[str, Any]) -> Iterator[Finding]:
    seen: list[Any] = []
    for position, item in enumerate(error.instance):
        if item in seen:
            yield (
                "repeated-item",
                (*_pointer(error), position),
                {"field": _field(error), "value": _clip(item)},
            )
        seen.append(item)


def _other(error: Refusal, _schema: dict[str, Any]) -> Iterator[Finding]:
    yield "invalid-value", _pointer(error), {"field": _field(error), "reason": _clip(error.message)}


def _branches(error: Refusal) -> Iterator[Finding]:
    """Of several allowed forms, explain the one that was meant: the one whose type fits."""
    branches = error.validator_value
    if all(set(branch) == {"required"} for branch in branches):
        fields = ", ".join(field for branch in branches for field in branch["required"])
        yield "missing-one-of", _pointer(error), {"fields": fields}
        return
    groups: dict[int, list[Refusal]] = {}
    for inner in error.context or ():
        groups.setdefault(int(inner.schema_path[0]), []).append(inner)
    meant = [group for group in groups.values() if not any(_misfit(inner, error) for inner in group)]
    for inner in meant[0] if meant else []:
        yield from explain(inner)
    if not meant:
        yield (
            "wrong-type",
            _pointer(error),
            {
                "field": _field(error),
                "found": _type_of(error.instance),
                "expected": TYPES["string"],
                "example": _example(_field(error), error.schema if isinstance(error.schema, dict) else {}),
            },
        )


def _misfit(inner: Refusal, outer: Refusal) -> bool:
    return bool(inner.validator == "type" and inner.absolute_path == outer.absolute_path)


_ROADS: dict[str, Callable[[Refusal, dict[str, Any]], Iterator[Finding]]] = {
    "required": _required,
    "dependentRequired": _dependent,
    "additionalProperties": _unknown_field,
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length,
    "maxLength": _length,
    "minimum": _range,
    "maximum": _range,
    "minItems": _count,
    "maxItems": _count,
    "minProperties": _count,
    "maxProperties": _count,
    "uniqueItems": _repeated,
}
