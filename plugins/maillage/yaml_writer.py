"""Records written as strict YAML: keys in the schema's order, one way to write each value, read back the same.

Plain string code rather than a YAML library: what it may write is a small part of YAML, and each value must come back
from :mod:`maillage.load` exactly (a property test holds it to that).
"""

import json
import re
from typing import Any

from maillage import front, schemas
from maillage.kinds import BY_NAME, PAGE

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ][A-Za-z0-9À-ÖØ-öø-ÿŒœ’'() _./-]*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
INDENT = "  "


def document(kind: str, data: dict[str, Any], *, schema_path: str = "") -> str:
    """A whole file: the editor's modeline if ``schema_path`` is given, then the record."""
    head = f"# yaml-language-server: $schema={schema_path}\n" if schema_path else ""
    root = schemas.bundled(kind)
    return head + "\n".join(_mapping(data, root, root, "")) + "\n"


def file(kind: str, data: dict[str, Any], schema_path: str = "") -> str:
    """A whole file of a kind: :func:`document`, or for a kind of pages the head between its fences, then the text."""
    if BY_NAME[kind].suffix != PAGE:
        return document(kind, data, schema_path=schema_path)
    head = {key: value for key, value in data.items() if key != front.BODY}
    return front.join(document(kind, head), data.get(front.BODY, ""))


def entry(key: str, value: Any, margin: str) -> list[str]:
    """The lines of one entry of a mapping whose keys stand at ``margin``; keys inside in the order they have."""
    return _entry(f"{margin}{scalar(key)}:", value, {}, {}, margin)


def flow(value: Any) -> str:
    """A value on one line: a scalar, or a list or mapping in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {_flow_item(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow_item, value)) + "]"
    return scalar(value)


def _flow_item(value: Any) -> str:
    return flow(value) if isinstance(value, dict | list | tuple) else scalar(value)


def _mapping(data: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], margin: str) -> list[str]:
    properties = schema.get("properties", {})
    order = {key: position for position, key in enumerate(properties)}
    lines: list[str] = []
    for key in sorted(data, key=lambda key: (order.get(key, len(order)), key)):
        inner = schemas.resolve(properties.get(key, {}), root)
        lines += _entry(f"{margin}{scalar(key)}:", data[key], inner, root, margin)
    return lines


def _entry(head: str, value: Any, schema: dict[str, Any], root: dict[str, Any], margin: str) -> list[str]:
    if isinstance(value, dict) and value:
        return [head, *_mapping(value, schema, root, margin + INDENT)]
    if isinstance(value, list) and value:
        items = schemas.resolve(schema.get("items", {}), root)
        return [head, *(line for item in value for line in _item(item, items, root, margin + INDENT))]
    if isinstance(value, str) and _is_block(value):
        return [f"{head} |-", *(f"{margin}{INDENT}{line}" if line else "" for line in value.split("\n"))]
    return [f"{head} {scalar(value)}"]


def _item(value: Any, schema: dict[str, Any], root: dict[str, Any], margin: str) -> list[str]:
    if not isinstance(value, dict) or not value:
        return [f"{margin}- {scalar(value)}"]
    branch = next((one for one in schema.get("oneOf", ()) if one.get("type") == "object"), schema)
    lines = _mapping(value, branch, root, margin + INDENT)
    return [f"{margin}- {lines[0].lstrip()}", *lines[1:]]


def scalar(value: Any) -> str:
    """One value on one line: plain where nothing could mistake it, else in JSON's quotes (which YAML reads the same)."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and not value.endswith(" ") and value.lower() not in _WORDS and len(value) <= 110:
        return value
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _is_block(text: str) -> bool:
    """Whether several lines may stand as they are: nothing at a line's end or start that YAML would take or drop."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and all(lines[place] for place in (0, -1))
        and not any(
            line != line.strip() or _ESCAPED.search(line) or re.search(r"[\x00-\x1f\\]", line) for line in lines
        )
    )
