import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage import load
from maillage.load import MAX_DEPTH, discover, locate, parse

SCALARS = [
    ("no", "no"),
    ("on", "on"),
    ("2026-11-23", "2026-11-23"),
    ("2026-13-45", "2026-13-45"),
    ("12:30:45", "12:30:45"),
    ("067000", "067000"),
    ("01000", "01000"),
    ("0x1F", "0x1F"),
    (".nan", ".nan"),
    (".inf", ".inf"),
    ("1e3", "1e3"),
    ("+33353010203", "+33353010203"),
    ("54200", 54200),
    ("-1.5", -1.5),
    ("0", 0),
    ("true", True),
    ("True", "True"),
    ("null", None),
    ("~", None),
    ("", None),
    ("'54200'", "54200"),
    ("9" * 5000, "9" * 5000),
]


@pytest.mark.parametrize(("written", "read"), SCALARS)
def test_a_scalar_is_text_unless_it_is_plainly_something_else(written: str, read: object) -> None:
    value = parse(f"a: {written}\n", "f.yaml")
    assert value == {"a": read}
    assert type(value["a"]) is type(read)


REFUSED = [
    ("a: &x 1\n", "yaml-anchor"),
    ("a: *x\n", "yaml-anchor"),
    ("a: &a [*a]\n", "yaml-anchor"),
    ("&k a: 1\n", "key-not-text"),
    ("a: !!python/object/apply:os.system [x]\n", "yaml-tag"),
    ("a: !!binary aGk=\n", "yaml-tag"),
    ("!!set {a}\n", "yaml-tag"),
    ("a: " + "[" * 3000, "too-deep"),
    ("a: 1\nb: 2\na: 3\n", "duplicate-key"),
    ("a:\n  b: 1\n  b: 2\n", "duplicate-key"),
    ('a: "x\\0y"\n', "hidden-character"),
    ('a: "\\u202e"\n', "hidden-character"),
    ("a: x\u202ey\n", "hidden-character"),
    ("a: x\x07y\n", "hidden-character"),
    ("a: \ud800\n", "hidden-character"),
    ("[a]: b\n", "key-not-text"),
    ("--- {a: 1}\n--- {b: 2}\n", "several-documents"),
    ("", "empty-file"),
    ("- a\n", "not-a-mapping"),
    ("a\n", "not-a-mapping"),
    ("a: [1\nb: 2\n", "yaml-bracket"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_can_harm_or_mislead_is_refused(text: str, code: str) -> None:
    problems = parse(text, "f.yaml")
    assert isinstance(problems, list)
    assert code in {problem.code for problem in problems}


def test_an_alias_bomb_is_refused_at_its_first_line() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    problems = parse(bomb, "f.yaml")
    assert isinstance(problems, list)
    assert (problems[0].code, problems[0].location.line) == ("yaml-anchor", 1)


def test_all_that_is_refused_in_a_file_is_told_at_once() -> None:
    problems = parse('a: 1\na: 2\nb: "\\0"\nc:\n  d: 1\n  d: 1\n', "f.yaml")
    assert isinstance(problems, list)
    assert [(problem.code, problem.location.line) for problem in problems] == [
        ("duplicate-key", 2),
        ("hidden-character", 3),
        ("duplicate-key", 6),
    ]


def test_depth_is_allowed_up_to_the_limit() -> None:
    assert parse("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), "f.yaml") != []
    assert isinstance(parse("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml"), list)


@given(st.text(max_size=400))
def test_any_text_ends_in_data_or_problems(text: str) -> None:
    assert isinstance(parse(text, "f.yaml"), dict | list)


def test_every_value_has_a_position(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("name: A\ncontact:\n  emails:\n    - a@b.fr\n    - c@d.fr\n", encoding="utf-8")
    assert str(locate(tmp_path, "f.yaml", ("contact", "emails", 1))) == "f.yaml:5:7"
    assert str(locate(tmp_path, "f.yaml", ("contact", "phones"))) == "f.yaml:2:1"


def test_a_byte_order_mark_is_let_through(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfname: A\n")
    text = load.read(tmp_path, "f.yaml")
    assert text == "name: A\n"


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "f.yaml").write_bytes("name: été\n".encode(encoding))
    problem = load.read(tmp_path, "f.yaml")
    assert not isinstance(problem, str)
    assert problem.code == "not-utf8"


def test_links_and_special_files_are_refused_never_followed(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("name: A\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "away").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.yaml")
    found, problems = discover(tmp_path, "actors")
    assert found == []
    assert sorted((problem.location.path, problem.code) for problem in problems) == [
        ("actors/away", "not-a-regular-file"),
        ("actors/link.yaml", "not-a-regular-file"),
        ("actors/pipe.yaml", "not-a-regular-file"),
    ]


def test_a_linked_data_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.yaml").write_text("name: A\n", encoding="utf-8")
    (tmp_path / "actors").symlink_to(tmp_path / "elsewhere")
    found, problems = discover(tmp_path, "actors")
    assert found == []
    assert [problem.code for problem in problems] == ["not-a-regular-file"]


NAMES = ["A.yaml", "été.yaml", "a--b.yaml", "-a.yaml", "a_b.yaml", "a b.yaml", "x" * 65 + ".yaml", "a\n.yaml"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_cannot_be_an_address_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / name).write_text("name: A\n", encoding="utf-8")
    _, problems = discover(tmp_path, "actors")
    assert [problem.code for problem in problems] == ["bad-file-name"]


def test_there_is_a_limit_to_the_number_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MAX_FILES", 2)
    (tmp_path / "actors").mkdir()
    for name in "abcd":
        (tmp_path / "actors" / f"{name}.yaml").write_text("name: A\n", encoding="utf-8")
    _, problems = discover(tmp_path, "actors")
    assert [problem.code for problem in problems] == ["too-many-files"]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    problem = load.read(tmp_path, "absent.yaml")
    assert not isinstance(problem, str)
    assert problem.code == "unreadable-file"
