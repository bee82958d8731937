import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from maillage import schemas
from maillage.explain import explain
from maillage.kinds import KINDS
from maillage.validate import FORMATS, _careful, findings, is_valid

from tests.conftest import EXAMPLES

NAMES = [kind.name for kind in KINDS] + ["territory"]
ACTOR = {"name": "A", "kind": "place", "verified": {"on": "2026-10-02"}}
HARD = [
    "", "\n", "a", "abc\n", "é", "٣٤٥", "2026-02-30", "2026-10-02", "2026-10-02T25:61", "2026-10-02T09:30", "fr", "+33353010203",
    "javascript:alert(1)", "https://u:p@h.fr", "https://exemple.org", "//evil", "a@b.fr", 'a@b"><script>', "54", "54528",
    "Europe/Paris", "../../x", "x" * 300, "place", "person", "week", 0, 1, -1, 1.5, 91, True, None, [], {}, ["fr"], [1],
]  # fmt: skip


def mutated(value: Any, draw: Any) -> Any:
    """One place of a record replaced, removed or added to."""
    if isinstance(value, dict) and value:
        key = draw(st.sampled_from(sorted(value)))
        act = draw(st.sampled_from(["deeper", "replace", "remove", "add"]))
        if act == "remove":
            del value[key]
        elif act == "add":
            value[draw(st.sampled_from(["x", "lat", "end", "skill", "1", "~"]))] = draw(st.sampled_from(HARD))
        else:
            value[key] = mutated(value[key], draw) if act == "deeper" else draw(st.sampled_from(HARD))
        return value
    if isinstance(value, list) and value and draw(st.booleans()):
        position = draw(st.integers(0, len(value) - 1))
        value[position] = mutated(value[position], draw)
        return value
    return draw(st.sampled_from(HARD))


def full_example(name: str) -> dict[str, Any]:
    """A record with every field, made from the schema's own examples."""
    root = schemas.bundled(name)

    def example(schema: dict[str, Any]) -> Any:
        schema = schemas.resolve(schema, root)
        if schema.get("examples"):
            return schema["examples"][0]
        if "enum" in schema:
            return schema["enum"][0]
        if schema.get("type") == "object" and "properties" in schema:
            return {key: example(value) for key, value in schema["properties"].items()}
        return "x"

    return {key: example(value) for key, value in root["properties"].items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_and_its_examples_pass(name: str) -> None:
    root = schemas.bundled(name)
    Draft202012Validator.check_schema(root)
    wrong = [list(pair) for pair in bad_examples(root)]
    assert wrong == []


def bad_examples(root: dict[str, Any]) -> Any:
    checker = _careful("actor").format_checker

    def walk(schema: Any) -> Any:
        if isinstance(schema, dict):
            for value in schema.get("examples", []) if "title" in schema else []:
                alone = {**schema, "$defs": root["$defs"]}
                for error in Draft202012Validator(alone, format_checker=checker).iter_errors(value):
                    yield schema["title"], error.message
            for inner in schema.values():
                yield from walk(inner)
        elif isinstance(schema, list):
            for inner in schema:
                yield from walk(inner)

    return walk(root)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_explained(name: str) -> None:
    root = schemas.bundled(name)

    def walk(schema: dict[str, Any], path: str) -> Any:
        for key, value in schema.get("properties", {}).items():
            resolved = schemas.resolve(value, root)
            if not (resolved.get("title") and resolved.get("description")):
                yield f"{path}.{key}"
            yield from walk(resolved, f"{path}.{key}")
            if isinstance(resolved.get("items"), dict):
                yield from walk(schemas.resolve(resolved["items"], root), f"{path}.{key}[]")

    assert list(walk(root, name)) == []


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_quick_validator_never_says_yes_where_jsonschema_says_no(name: str, data: st.DataObject) -> None:
    record = copy.deepcopy(full_example(name))
    for _ in range(data.draw(st.integers(0, 4))):
        record = mutated(record, data.draw)
    careful = next(_careful(name).iter_errors(record), None) is None
    assert is_valid(name, record) == careful


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_refused_is_always_explained(name: str, data: st.DataObject) -> None:
    record = mutated(copy.deepcopy(full_example(name)), data.draw)
    if isinstance(record, dict) and not is_valid(name, record):
        told = list(findings(name, record))
        assert told
        json.dumps([params for _, _, params in told])


HOSTILE = [
    ("lat", ".nan"),
    ("url", "javascript:alert(1)"),
    ("url", "data:text/html,x"),
    ("url", "//evil.example"),
    ("url", "https://u:p@evil.example"),
    ("url", "https://exemple.org\n"),
    ("url", "https://exemple.org/<script>"),
    ("email", 'a@b.fr"><script>'),
    ("email", "a@b"),
    ("email", "a@b.fr\n"),
    ("id", "abc\n"),
    ("id", "../../x"),
    ("id", "a--b"),
    ("id", "Été"),
    ("date", "2026-02-30"),
    ("date", "٢٠٢٦-10-02"),
    ("date", "2026-10-02\n"),
    ("phone", "0353010203"),
    ("phone", "+٣٣٣٥٣٠١٠٢٠٣"),
]


@pytest.mark.parametrize(("definition", "value"), HOSTILE)
def test_a_hostile_value_is_refused(definition: str, value: str) -> None:
    spots = {
        "lat": {"location": {"lat": value, "lon": 1}},
        "url": {"links": [{"url": value}]},
        "email": {"contact": {"emails": [value]}},
        "phone": {"contact": {"phones": [value]}},
        "id": {"parent": value},
        "date": {"verified": {"on": value}},
    }
    assert not is_valid("actor", {**ACTOR, **spots[definition]})
    assert list(findings("actor", {**ACTOR, **spots[definition]}))


def test_no_pattern_is_slow_on_long_text() -> None:
    long = [
        "a" * 65536,
        "a-" * 32768,
        "https://" + "a." * 32768,
        "a@" + "a." * 32768,
        "+" * 65536,
        "-" * 65536,
    ]
    for text in long:
        for field in ("parent", "opening_hours", "summary"):
            assert not is_valid("actor", {**ACTOR, field: text})
        assert list(findings("actor", {**ACTOR, "links": [{"url": text}], "contact": {"emails": [text]}}))


def test_the_base_of_the_examples_is_there() -> None:
    assert (EXAMPLES / "base" / "territory.yaml").is_file()
    assert set(FORMATS) == {"date", "local-date-time", "timezone"}


def test_a_keyword_without_words_of_its_own_is_still_told() -> None:
    error = next(Draft202012Validator({"multipleOf": 5}).iter_errors(7))
    assert [code for code, _place, _params in explain(error)] == ["invalid-value"]
