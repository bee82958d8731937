"""Hostile records, end to end: a territory with one such file is refused with a place and a code, and no program's trace.

Texts that are let through as text (Markdown, templates, map, JSON-LD, calendars) are tried where they are written:
test_markup, test_generator, test_maps, test_exchange, test_calendars and, in a real browser, browser/test_hostile.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from maillage.cli import main
from maillage.pipeline import read_network

HEAD = "name: A\nkind: place\nverified: {on: 2026-10-02}\n"
BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

RECORDS: dict[str, tuple[str | bytes, str]] = {
    "1 alias bomb": (BOMB, "1:4: yaml-anchor"),
    "2 alias to itself": ("name: &a [*a]\n", "1:7: yaml-anchor"),
    "3 deep nesting": (HEAD + "offers: " + "[" * 3000, "4:20: too-deep"),
    "3 deep nesting from the first byte": ("[" * 3000, "1:13: too-deep"),
    "3 deep nesting of mappings": (HEAD + "contact: " + "{a: " * 3000, "4:54: too-deep"),
    "3 deep nesting of blocks": (HEAD + "offers:\n" + "- " * 3000 + "a\n", "5:23: too-deep"),
    "3 deep nesting of keys": ("? " * 3000 + "a\n", "1:3: key-not-text"),
    "4 a call": (HEAD + "summary: !!python/object/apply:os.system [id]\n", "4:10: yaml-tag"),
    "4 bytes": (HEAD + "summary: !!binary aGk=\n", "4:10: yaml-tag"),
    "4 a set": (HEAD + "offers: !!set {a, b}\n", "4:9: yaml-tag"),
    "4 text by name": (HEAD + "summary: !!str 1\n", "4:10: yaml-tag"),
    "5 duplicate key": (HEAD + "name: B\n", "4:1: duplicate-key"),
    "5 duplicate key below": (HEAD + "contact:\n  booking: https://a.fr/\n  booking: https://b.fr/\n", "6:3: duplicate-key"),
    "6 not a number": (HEAD + "location: {lat: .nan, lon: .nan, municipality: Toul}\n", "4:12: wrong-type"),
    "6 infinity": (HEAD + "location: {lat: .inf, lon: 5.9, municipality: Toul}\n", "4:12: wrong-type"),
    "7 a number that YAML 1.1 reads in base 60": (HEAD + "opening_hours: 45045\n", "4:1: text-expected"),
    "8 a date that is none": (HEAD.replace("2026-10-02", "2026-13-45"), "3:12: no-such-date"),
    "8 a number of 5,000 digits": (HEAD + f"location: {{lat: {'9' * 5000}, lon: 5.9, municipality: Toul}}\n", "4:12: wrong-type"),
    "9 a number as a key": (HEAD + "1: a\n", "4:1: unknown-field"),
    "9 nothing as a key": (HEAD + "~: a\n", "4:1: unknown-field"),
    "9 a number as a key of patterned properties": (HEAD + "translations: {1: {name: B}}\n", "4:1: bad-format"),
    "10 a nought byte": (HEAD + 'summary: "a\\0b"\n', "4:10: hidden-character"),
    "10 a raw nought byte": (HEAD + "summary: a\0b\n", "4:11: hidden-character"),
    "10 right to left": (HEAD + 'summary: "\\u202e"\n', "4:10: hidden-character"),
    "10 a lone surrogate": (HEAD + 'summary: "\\ud800"\n', "4:13: yaml-escape"),
    "11 UTF-16": (HEAD.encode("utf-16"), "1:1: not-utf8"),
    "11 Latin-1": (HEAD.replace("A", "Été").encode("latin-1"), "1:1: not-utf8"),
    "12 three megabytes": (HEAD + "description: |\n" + "  a\n" * 750_000, "file-too-large"),
    "15 an id with a line end": (HEAD + 'parent: "abc\\n"\n', "4:1: bad-format"),
    "15 Arabic digits": (HEAD.replace("2026", "٢٠٢٦"), "3:12: bad-format"),
    "16 a script as an address": (HEAD + "links: [{url: 'javascript:alert(1)'}]\n", "4:10: bad-format"),
    "16 data as an address": (HEAD + "links: [{url: 'data:text/html,x'}]\n", "4:10: bad-format"),
    "16 an address without a scheme": (HEAD + "links: [{url: //evil.example}]\n", "4:10: bad-format"),
    "16 an address with a password": (HEAD + "links: [{url: 'https://u:p@h.fr/'}]\n", "4:10: bad-format"),
    "17 an e-mail that closes its attribute": (HEAD + "contact: {emails: ['a@b\"><script>']}\n", "bad-format"),
}  # fmt: skip


@pytest.mark.parametrize("case", RECORDS)
def test_a_hostile_record_is_refused_with_its_place(territory: Path, case: str) -> None:
    content, told = RECORDS[case]
    path = territory / "actors" / "hostile.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    codes = [f"{problem.location}: {problem.code}" for problem in read_network(territory).problems]
    assert any(one.startswith("actors/hostile.yaml") and one.endswith(tuple(told.split("|"))) for one in codes), codes


WORDS = ["no", "2026-11-23", "12:30:45", "067000", "01000", "2026-13-45", "1e3", "0x10", "0o7", "y", "off"]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_yaml_mistakes_stays_a_word(territory: Path, word: str) -> None:
    """Row 7: the name is what was written."""
    (territory / "actors" / "mot.yaml").write_text(HEAD.replace("name: A", f"name: {word}"), encoding="utf-8")
    network = read_network(territory).require()
    assert network.actors["mot"].name == word


NAMES = ["../../x", "CON", "con", "Été", "a--b", "A", "x" * 65, "x" * 250, "a\n", "-a", "a."]


@pytest.mark.parametrize("name", NAMES)
def test_an_id_that_is_no_address_is_refused(territory: Path, name: str) -> None:
    """Row 14, as a file's name and as a reference."""
    if "/" not in name:
        (territory / "actors" / f"{name}.yaml").write_text(HEAD, encoding="utf-8")
    else:
        quoted = HEAD + f"parent: {name}\n"
        (territory / "actors" / "hostile.yaml").write_text(quoted, encoding="utf-8")
    codes = {problem.code for problem in read_network(territory).problems}
    assert codes & {"bad-file-name", "reserved-file-name", "bad-format"}


def test_the_same_id_twice_is_refused_naming_both(territory: Path) -> None:
    """Row 14: sub-folders mean nothing, so two files of one name are one id."""
    for folder in ("un", "deux"):
        (territory / "actors" / folder).mkdir()
        (territory / "actors" / folder / "double.yaml").write_text(HEAD, encoding="utf-8")
    told = [problem for problem in read_network(territory).problems if problem.code == "duplicate-id"]
    assert told
    assert "double.yaml" in str(told[0].params)


def _link(folder: Path) -> None:
    (folder / "lien.yaml").symlink_to("/etc/passwd")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "tuyau.yaml")


def _repository(folder: Path) -> None:
    (folder / "voisins").mkdir()
    (folder / "voisins" / ".git").write_text("gitdir: ../../.git/modules/voisins", encoding="utf-8")


@pytest.mark.parametrize(
    ("put", "code"),
    [(_link, "not-a-regular-file"), (_pipe, "not-a-regular-file"), (_repository, "nested-repository")],
)
def test_what_is_no_plain_file_is_never_followed(territory: Path, put: Callable[[Path], None], code: str) -> None:
    """Row 13."""
    put(territory / "actors")
    assert code in {problem.code for problem in read_network(territory).problems}


def test_git_is_asked_what_the_disk_cannot_say(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 13: a proposal's links, programs and repositories are refused by their mode, however they were checked out."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=territory, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "-q")
    git("add", "-A")
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x")
    sound, blob, commit = "actors/plain.yaml", git("hash-object", "-w", "territory.yaml"), git("rev-parse", "HEAD")
    (territory / sound).write_text(HEAD, encoding="utf-8")
    git("add", sound)
    wanted = {"actors/a.yaml": ("120000", blob), "content/b.md": ("100755", blob), "events/c": ("160000", commit)}
    for path, (mode, name) in wanted.items():
        git("update-index", "--add", "--cacheinfo", f"{mode},{name},{path}")
    monkeypatch.chdir(territory)
    told = CliRunner().invoke(main, ["check", "--since", "HEAD"]).output
    assert all(f"{path}: not-a-regular-file" in told for path in wanted)
    assert sound not in told


@pytest.mark.parametrize("place", ["note.md", "actors/note.md", "events/page.html", "content/page.rst"])
def test_a_page_outside_its_place_is_never_published(territory: Path, place: str) -> None:
    """Row 22: in the root it is passed over; in a folder of records or of pages it is refused."""
    (territory / "content").mkdir()
    (territory / place).write_text("Title: Secret\n\n<script>SECRET</script>\n", encoding="utf-8")
    (territory / "pelicanconf.py").write_text(
        "from maillage.conf import pelican_settings\nglobals().update(pelican_settings(__file__))\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py"]
    done = subprocess.run(command, cwd=territory, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == ("/" not in place), done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    published = [
        path for path in (territory / "output").rglob("*.html") if "SECRET" in path.read_text(encoding="utf-8")
    ]
    assert published == []


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_all_of_them_at_once_are_told_in_one_go(territory: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    for number, (content, _told) in enumerate(RECORDS.values()):
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (territory / "actors" / f"hostile-{number}.yaml").write_bytes(raw)
    monkeypatch.chdir(territory)
    done = CliRunner().invoke(main, ["check", "--format", form])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    missing = [number for number in range(len(RECORDS)) if f"actors/hostile-{number}.yaml" not in done.output]
    assert missing == []
