import json

import pytest
from maillage.problems import Location, Problem
from maillage.report import annotations, as_json, text, visible

UNKNOWN = Problem(
    "unknown-reference",
    Location("actors/fablab-de-toul.yaml", 12, 5),
    {"id": "impresion-3d", "kind": "skill", "folder": "skills", "suggestion": "impression-3d"},
)


def test_text_says_where_what_and_how_to_repair() -> None:
    told = text([UNKNOWN], "fr")
    assert told.startswith("actors/fablab-de-toul.yaml:12:5: unknown-reference\n")
    assert "Vouliez-vous dire « impression-3d » ?" in told
    assert "docs/reference/problems.md#unknown-reference" in told


def test_json_is_for_programs() -> None:
    (row,) = json.loads(as_json([UNKNOWN], "fr"))
    assert (row["path"], row["line"], row["column"], row["code"]) == (
        "actors/fablab-de-toul.yaml",
        12,
        5,
        "unknown-reference",
    )
    assert row["severity"] == "error"
    assert row["params"]["suggestion"] == "impression-3d"


def test_what_a_contributor_wrote_cannot_command_the_forge() -> None:
    hostile = "x\n::add-mask::secret\r\n::error file=a,line=1::%0A"
    problem = Problem(
        "unknown-field",
        Location(f"actors/{hostile}.yaml", 1, 1),
        {"field": hostile, "fields": "a", "suggestion": ""},
    )
    told = annotations([problem], "fr")
    assert len(told.splitlines()) == 1
    assert told.count("::") == 2 + hostile.count("::")
    assert told.startswith("::error file=actors/x%0A%3A%3Aadd-mask%3A%3A")


def test_what_strangers_wrote_is_shown_as_one_harmless_line() -> None:
    assert visible("a\n::add-mask::b\r\n\x1b[31mc\u202e\ud800") == "a⏎::add-mask::b⏎\\u001b[31mc\\u202e\\ud800"


@pytest.mark.parametrize(("language", "help_", "warned"), [("en", "Help:", "(warning)"), ("de", "Hilfe:", "(Warnung)")])
def test_every_word_is_in_the_reader_s_language(language: str, help_: str, warned: str) -> None:
    warning = Problem(
        "possible-duplicate",
        Location("actors/a.yaml"),
        {"id": "a", "other": "b", "other_path": "actors/b.yaml", "reasons": "name"},
        "warning",
    )
    said = text([warning], language)
    assert help_ in said
    assert warned in said
