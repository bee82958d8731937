"""Compiled templates are kept for the next build: what is damaged, older or another's is compiled again, and never run."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from maillage.templates import Compiled, own_folder

SOURCE = "Bonjour {{ name }}."


class Counting(Environment):
    """Counts what it compiles."""

    compiled = 0

    def compile(self, *given: object, **named: object) -> object:  # type: ignore[override]  # passed on as it is
        self.compiled += 1
        return super().compile(*given, **named)  # type: ignore[call-overload]


def build(folder: Path, source: str = SOURCE, version: bytes = b"1", language: str = "fr") -> tuple[str, int]:
    """What a template says, and how often one was compiled for it."""
    environment = Counting(
        loader=DictLoader({"a.html": source}), autoescape=True, bytecode_cache=Compiled(folder, version, language)
    )
    return environment.get_template("a.html").render(name="Ada"), environment.compiled


def test_what_is_kept_is_not_compiled_again(tmp_path: Path) -> None:
    assert build(tmp_path) == ("Bonjour Ada.", 1)
    assert build(tmp_path) == ("Bonjour Ada.", 0)


@pytest.mark.parametrize("other", [{"source": "Salut {{ name }}."}, {"version": b"2"}, {"language": "de"}])
def test_what_was_made_of_something_else_is_compiled_again(tmp_path: Path, other: dict[str, object]) -> None:
    build(tmp_path)
    said, compiled = build(tmp_path, **other)  # type: ignore[arg-type]
    assert (said, compiled) == (str(other.get("source", SOURCE)).replace("{{ name }}", "Ada"), 1)


@pytest.mark.parametrize("harm", [b"", b"nothing of ours", None])
def test_what_is_damaged_is_compiled_again_and_kept_anew(tmp_path: Path, harm: bytes | None) -> None:
    build(tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9] if harm is None else harm)
    assert build(tmp_path) == ("Bonjour Ada.", 1)
    assert build(tmp_path) == ("Bonjour Ada.", 0)


def test_a_folder_that_is_not_named_in_full_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert own_folder() == tmp_path / ".cache" / "maillage"


def test_the_folder_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = own_folder()
    assert folder == tmp_path / "maillage"
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("what", ["open to others", "a link", "a file"])
def test_a_folder_that_others_could_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "maillage"
    folder.parent.mkdir()
    if what == "open to others":
        folder.mkdir()
        folder.chmod(0o770)
    elif what == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere")
    else:
        folder.write_bytes(b"")
    assert own_folder() is None


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert own_folder() is None
