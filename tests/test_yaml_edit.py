"""What an edit does not touch stays byte for byte; what it sets reads back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.load import parse
from maillage.yaml_edit import EditError, delete, edit, set_value

FILE = """\
# yaml-language-server: $schema=../actor.json
name:   "Fablab de Toul"   # le nom d’usage
kind: place

# où
location: {municipality: Toul, postcode: '54200'}   # approximatif
contact:
    phones:
    - '+33353010203'   # accueil
    emails: [a@exemple.org,  b@exemple.org]
description: |
  Une ligne.

  Une autre.

offers:
  - soudure
  - skill: impression-3d
    note: Le soir.  # toujours
verified: {on: 2026-10-02}
# fin
"""

EDITS: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("name",), "Nouveau nom", '"Fablab de Toul"', "Nouveau nom"),
    (("kind",), "collective", "kind: place", "kind: collective"),
    (("location", "postcode"), "54000", "'54200'", '"54000"'),
    (("location", "lat"), 48.5, "postcode: '54200'}", "postcode: '54200', lat: 48.5}"),
    (("contact", "emails"), ["c@exemple.org"], "[a@exemple.org,  b@exemple.org]", '["c@exemple.org"]'),
    (("contact", "booking"), "https://x.org", "b@exemple.org]\n", 'b@exemple.org]\n    booking: "https://x.org"\n'),
    (("contact", "phones", 0), "+33353019999", "'+33353010203'", '"+33353019999"'),
    (("offers", 1, "note"), "Le matin.", "Le soir.", "Le matin."),
    (("offers", 1, "skill"), "gravure", "impression-3d", "gravure"),
    (("description",), "Court.", "|\n  Une ligne.\n\n  Une autre.\n", "Court.\n"),
    (("status",), "gone-from-source", "{on: 2026-10-02}\n", "{on: 2026-10-02}\nstatus: gone-from-source\n"),
    (("source", "name"), "Hubik", "{on: 2026-10-02}\n", "{on: 2026-10-02}\nsource:\n  name: Hubik\n"),
    (("verified", "on"), "2026-11-02", "2026-10-02}", "2026-11-02}"),
]


@pytest.mark.parametrize(("pointer", "value", "before", "after"), EDITS, ids=lambda value: str(value)[:30])
def test_only_the_value_changes(pointer: tuple[str | int, ...], value: Any, before: str, after: str) -> None:
    expected = FILE.replace(before, after, 1)
    made = set_value(FILE, pointer, value)
    if "2026-11-02" in made:
        expected = expected.replace("2026-11-02", '"2026-11-02"')
    assert made == expected


DROPS: list[tuple[tuple[str | int, ...], str, str]] = [
    (("kind",), "kind: place\n", ""),
    (("description",), "description: |\n  Une ligne.\n\n  Une autre.\n", ""),
    (("verified", "on"), "verified: {on: 2026-10-02}\n", ""),
    (("contact", "phones"), "    phones:\n    - '+33353010203'   # accueil\n", ""),
    (("location", "postcode"), "{municipality: Toul, postcode: '54200'}", "{municipality: Toul}"),
    (("offers",), "offers:\n  - soudure\n  - skill: impression-3d\n    note: Le soir.  # toujours\n", ""),
]


@pytest.mark.parametrize(("pointer", "before", "after"), DROPS, ids=lambda value: str(value)[:30])
def test_only_the_entry_goes(pointer: tuple[str | int, ...], before: str, after: str) -> None:
    assert delete(FILE, pointer) == FILE.replace(before, after, 1)


def test_the_last_entry_of_a_mapping_takes_the_mapping_along() -> None:
    assert (
        delete("name: A\nsource:\n  mednum:\n    raw:\n      id: x\n", ("source", "mednum", "raw", "id")) == "name: A\n"
    )


@pytest.mark.parametrize("pointer", [("offers", 1), ("offers", 7, "note"), ("name", "inside", 0)])
def test_what_cannot_be_done_alone_is_refused(pointer: tuple[str | int, ...]) -> None:
    with pytest.raises((EditError, KeyError, IndexError)):
        edit(FILE, {pointer: {"skill": "x"}})


KEYS = st.sampled_from(["a", "b", "c"])
LEAVES = st.one_of(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f", exclude_categories=["Cc"]),
        max_size=12,
    ),
    st.sampled_from(["no", "2026-01-01", "a: b", "- x", "# x", "a\nb", "", "'", '"', "{", "}", ",", "é\n\nè"]),
    st.integers(-999, 999),
    st.booleans(),
    st.lists(st.text("abé, :#", max_size=5), min_size=1, max_size=3),
)
TREES = st.dictionaries(KEYS, st.one_of(LEAVES, st.dictionaries(KEYS, LEAVES, min_size=1)), min_size=1)


@settings(max_examples=400, deadline=None)
@given(TREES, KEYS, st.one_of(st.none(), KEYS), LEAVES, st.booleans())
def test_an_edit_reads_back(tree: dict[str, Any], key: str, inner: str | None, value: Any, flowing: bool) -> None:
    from maillage.yaml_writer import entry, flow

    lines = [
        line for name, one in tree.items() for line in ([f"{name}: {flow(one)}"] if flowing else entry(name, one, ""))
    ]
    text = "# tête\n" + "\n# entre\n".join(lines[:1]) + "\n" + "".join(f"{line}\n" for line in lines[1:]) + "# fin\n"
    assert parse(text, "") == tree
    pointer = (key,) if inner is None else (key, inner)
    data = parse(set_value(text, pointer, value), "")
    assert isinstance(data, dict)
    read = data[key] if inner is None else data[key][inner]
    assert read == value
    others = {name: one for name, one in tree.items() if name != key}
    assert {name: one for name, one in data.items() if name != key} == others
    made = set_value(text, pointer, value)
    assert [line for line in kept_lines(text, key) if line not in made.splitlines()] == []
    assert set_value(made, pointer, value) == made
    assert set_value(text, pointer, value).count("# fin") == text.count("# fin") + str(value).count("# fin")


def kept_lines(text: str, key: str) -> list[str]:
    """The lines of a file that are no part of the entry of a key at its top."""
    kept, inside = [], False
    for line in text.splitlines():
        inside = line.startswith(f"{key}:") or (inside and not line[:1].isalpha() and not line.startswith("# "))
        kept += [] if inside else [line]
    return kept
