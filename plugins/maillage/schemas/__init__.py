"""The JSON Schemas (2020-12) of every kind: the single source of fields, help texts, checks, forms and reference pages."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PLACES = ("plugins/maillage/schemas", ".vscode/schemas")
"""Where a repository may keep the schemas: the engine's own, and a territory that uses it as a package."""
COMMON = "common.json#/$defs/"
Schema = dict[str, Any]


@cache
def raw(name: str) -> Schema:
    """One schema file as it is on disk, e.g. ``raw("actor")``."""
    schema: Schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return schema


@cache
def bundled(name: str) -> Schema:
    """A schema that stands alone: references to ``common.json`` are moved into its own ``$defs``."""
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8").replace(COMMON, "#/$defs/")
    schema: Schema = json.loads(text)
    definitions = raw("common")["$defs"]
    schema["$defs"] = {wanted: definitions[wanted] for wanted in sorted(_needed(text))}
    return schema


def text(name: str) -> str:
    """A schema that stands alone, as the text of a file."""
    return json.dumps(bundled(name), ensure_ascii=False, indent=2) + "\n"


def in_language(name: str, language: str) -> str:
    """The same for readers of one language: its titles and descriptions alone, and no more bytes than needed."""
    return json.dumps(said_in(name, language), ensure_ascii=False, separators=(",", ":")) + "\n"


@cache
def said_in(name: str, language: str) -> Schema:
    """A schema that stands alone, its titles and descriptions in one language."""
    schema: Schema = _said_in(bundled(name), language)
    return schema


def _said_in(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_said_in(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    words = value.get("x-i18n", {}).get(language.split("-")[0], {})
    return {key: words.get(key) or _said_in(inner, language) for key, inner in value.items() if key != "x-i18n"}


def beside(root: Path, folder: Path, name: str) -> str:
    """Where an editor finds a schema of the repository at ``root``, from a file in ``folder``; empty where it has none."""
    for place in PLACES:
        if (root / place / f"{name}.json").is_file():
            return os.path.relpath(root / place / f"{name}.json", folder).replace(os.sep, "/")
    return ""


@cache
def lists(name: str) -> frozenset[str]:
    """The fields of a kind that are lists.

    >>> "skills" in lists("event"), "title" in lists("event")
    (True, False)
    """
    root = bundled(name)
    found = ((key, resolve(value, root)) for key, value in root["properties"].items())
    return frozenset(key for key, schema in found if schema.get("type") == "array")


def _needed(text: str) -> set[str]:
    """Names of the common definitions that a schema's text reaches, directly or through others."""
    definitions = raw("common")["$defs"]
    found: set[str] = set()
    waiting = _references(text)
    while waiting:
        found |= waiting
        waiting = {more for name in waiting for more in _references(json.dumps(definitions[name]))} - found
    return found


def _references(text: str) -> set[str]:
    return set(re.findall(r'"#/\$defs/([a-z-]+)"', text))


def resolve(schema: Schema, root: Schema) -> Schema:
    """Follow ``$ref`` inside ``root``; keys beside the reference (title, help) win over those behind it."""
    while "$ref" in schema:
        target = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def named(schema: Schema) -> str:
    """The kind of what a field's ids are of: a record, or the need of an actor. Empty where they are no ids."""
    return str(schema.get("x-refers-to") or schema.get("x-names", ""))


@cache
def reference_paths(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Where records of a kind refer to others: ``((path, kind), …)``, ``*`` standing for every item of a list.

    >>> (("offers", "*", "skill"), "skill") in reference_paths("actor")
    True
    """
    root = bundled(name)
    return tuple(_walk(root, root, ()))


def _walk(schema: Schema, root: Schema, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    schema = resolve(schema, root)
    if "x-refers-to" in schema:
        yield path, schema["x-refers-to"]
    for key, value in schema.get("properties", {}).items():
        yield from _walk(value, root, (*path, key))
    if isinstance(schema.get("items"), dict):
        yield from _walk(schema["items"], root, (*path, "*"))
    for branch in schema.get("oneOf", ()):
        yield from _walk(branch, root, path)
