import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from maillage.cli import main
from maillage.codes import CODES


def run(territory: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.chdir(territory)
    done = CliRunner().invoke(main, [*arguments])
    return done.exit_code, done.output


def test_all_is_well(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(territory, monkeypatch, "check") == (0, "3 fiches vérifiées : tout va bien.\n")


def test_an_error_ends_with_1_in_every_format(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (territory / "actors" / "essai.yaml").write_text(
        "name: A\nkind: plaec\nverified: {on: 2026-10-02}\n", encoding="utf-8"
    )
    code, told = run(territory, monkeypatch, "check")
    assert (code, told.splitlines()[0]) == (1, "actors/essai.yaml:2:1: unknown-value")
    assert "Vouliez-vous dire « place » ?" in told
    code, told = run(territory, monkeypatch, "check", "--format", "json")
    assert (code, json.loads(told)[0]["code"]) == (1, "unknown-value")
    code, told = run(territory, monkeypatch, "check", "--format", "github")
    assert (code, told.startswith("::error file=actors/essai.yaml,line=2,col=1,title=unknown-value::")) == (1, True)


@pytest.mark.parametrize(("path", "code"), [("actors", 1), ("actors/essai.yaml", 1), ("events", 0)])
def test_only_what_is_asked_for_is_told(territory: Path, monkeypatch: pytest.MonkeyPatch, path: str, code: int) -> None:
    (territory / "actors" / "essai.yaml").write_text("name: A\n", encoding="utf-8")
    assert run(territory, monkeypatch, "check", path)[0] == code


@pytest.mark.parametrize(
    "arguments", [["check", "--format", "xml"], ["check", "nowhere"], ["explain", "no-such-code"], ["fly"]]
)
def test_wrong_usage_ends_with_2(territory: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    assert run(territory, monkeypatch, *arguments)[0] == 2


def test_outside_a_territory_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told = run(tmp_path, monkeypatch, "check")
    assert code == 2
    assert "territory.yaml" in told


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code: str) -> None:
    done = CliRunner().invoke(main, ["explain", code])
    assert done.exit_code == 0
    assert CODES[code].why in done.output


def test_check_imports_neither_pelican_nor_folium(territory: Path) -> None:
    program = (
        "import sys\nfrom maillage.cli import main\n"
        "try:\n    main(['check'])\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'pelican', 'folium', 'branca', 'jsonschema', 'jinja2'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=territory, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "code"), [(["explain", "bad-badge-key"], 0), (["explain", "no-such"], 2), (["no"], 2)]
)
def test_the_program_ends_with_the_commands_own_code_and_words(
    territory: Path, arguments: list[str], code: int
) -> None:
    program = [sys.executable, "-c", "from maillage.cli import run; run()", *arguments]
    done = subprocess.run(program, cwd=territory, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stdout + done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_the_program_needs_nobody_to_listen(territory: Path, closed: str) -> None:
    program = f'{sys.executable} -c "from maillage.cli import run; run()" explain bad-badge-key {closed}'
    assert subprocess.run(["sh", "-c", program], cwd=territory, capture_output=True, check=False).returncode == 0
