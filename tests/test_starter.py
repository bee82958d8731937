"""A territory of one's own: begun with one command, filled, built, brought up to a newer engine, and nothing of it lost."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from maillage import starter
from maillage.cli import main
from maillage.cli import upgrade as upgrading
from maillage.derive.migrations import Migration, parts, pending
from maillage.pipeline import read_network
from maillage.starter.areas import UnknownAreaError, resolve

from tests.conftest import PROJECT

AREAS = [
    (["Bretagne"], {"regions": ["53"]}),
    (["Meuse", "54"], {"departments": ["55", "54"]}),
    (["200070290"], {"epci": ["200070290"]}),
    (["terres touloises"], {"epci": ["200070563"]}),
    (["54528", "Vosges"], {"communes": ["54528"], "departments": ["88"]}),
    (["2a"], {"departments": ["2A"]}),
]


@pytest.mark.parametrize(("texts", "area"), AREAS)
def test_a_territory_is_named_as_people_name_it(texts: list[str], area: dict[str, list[str]]) -> None:
    assert resolve(texts) == area


@pytest.mark.parametrize(("text", "near"), [("Bretange", "Bretagne (53)"), ("Pays de", "("), ("zzzzzz", "")])
def test_what_names_nothing_or_several_things_is_told_with_what_it_may_mean(text: str, near: str) -> None:
    with pytest.raises(UnknownAreaError) as told:
        resolve([text])
    assert any(near in one for one in told.value.suggestions) or not near


def begin(folder: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["init", str(folder), "--name", "Essai", "--area", "Meuse", *more])
    return done.exit_code, done.output


@pytest.mark.parametrize("language", ["fr", "en", "de"])
@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo", "none"])
def test_what_is_begun_is_sound(tmp_path: Path, language: str, forge: str) -> None:
    code, told = begin(tmp_path / "mien", "--lang", language, "--forge", forge)
    assert code == 0, told
    result = read_network(tmp_path / "mien")
    assert [problem.code for problem in result.problems] == []
    assert result.require().territory.area.departments == ("55",)
    assert len(result.require().skills) > 60
    conf = (tmp_path / "mien/pelicanconf.py").read_text(encoding="utf-8")
    assert len([line for line in conf.splitlines() if line]) == 2


REFUSED = [
    (["--area", "Nulle-Part-sur-Rien"], "ne désigne aucun territoire"),
    (["--forge", "cvs"], "cvs"),
]


@pytest.mark.parametrize(("more", "words"), REFUSED)
def test_wrong_answers_write_nothing(tmp_path: Path, more: list[str], words: str) -> None:
    code, told = begin(tmp_path / "mien", *more)
    assert (code, words in told, (tmp_path / "mien").exists()) == (2, True, False)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "précieux.txt").write_text("à moi", encoding="utf-8")
    code, told = begin(tmp_path)
    assert (code, "n’est pas vide" in told, os.listdir(tmp_path)) == (2, True, ["précieux.txt"])


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert begin(tmp_path / "mien")[0] == 0
    monkeypatch.chdir(tmp_path / "mien")
    return tmp_path / "mien"


def upgrade(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["upgrade", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_nothing_to_upgrade_changes_nothing(mine: Path) -> None:
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    upgrade()
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before


def older(mine: Path, **files: str) -> None:
    """Pretend that an older engine had written these files."""
    state = json.loads((mine / starter.STATE).read_text(encoding="utf-8"))
    for name, text in files.items():
        path = {"makefile": "Makefile", "check": ".github/workflows/check.yml"}[name]
        (mine / path).write_text(text, encoding="utf-8")
        state["files"][path] = starter.checksum(text.encode())
    (mine / starter.STATE).write_text(json.dumps(state), encoding="utf-8")


def test_files_of_the_engine_follow_it_unless_people_changed_them(mine: Path) -> None:
    older(mine, makefile="old\n", check="old\n")
    (mine / ".github/workflows/check.yml").write_text("mine\n", encoding="utf-8")
    (mine / "publishconf.py").unlink()
    told = upgrade("--dry-run")
    assert (mine / "Makefile").read_text(encoding="utf-8") == "old\n"
    assert upgrade().splitlines()[:-1] == told.splitlines()[:-1]
    assert "Makefile : mis à jour" in told
    assert ".github/workflows/check.yml : vous l’avez modifié" in told
    assert "publishconf.py : vous l’avez supprimé" in told
    assert "maillage" in (mine / "Makefile").read_text(encoding="utf-8")
    assert (mine / ".github/workflows/check.yml").read_text(encoding="utf-8") == "mine\n"
    assert not (mine / "publishconf.py").exists()


def test_templates_of_ones_own_are_compared_with_the_engines(mine: Path) -> None:
    (mine / "templates").mkdir()
    (mine / "templates/home.html").write_text("x", encoding="utf-8")
    (mine / "templates/nope.html").write_text("x", encoding="utf-8")
    assert "templates/nope.html" in upgrade()
    state = json.loads((mine / starter.STATE).read_text(encoding="utf-8"))
    assert list(state["templates"]) == ["home.html"]
    state["templates"]["home.html"] = "another"
    (mine / starter.STATE).write_text(json.dumps(state), encoding="utf-8")
    assert "templates/home.html : le modèle d’origine a changé" in upgrade()


def test_records_follow_the_engine_and_keep_what_people_wrote(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = mine / "actors/a.yaml"
    record.write_text(
        "# de ma main\nname: A\nkind:   place # ici\nsite: x\nverified: {on: 2026-11-01}\n", encoding="utf-8"
    )
    move = Migration(
        "0.1.1",
        "actor",
        "Le champ « site » devient « links ».",
        lambda data: ({("links",): [{"url": "https://x.example"}]}, [("site",)]) if "site" in data else None,
    )
    monkeypatch.setattr(upgrading, "pending", lambda since, _until: pending(since, "0.2", [move]))
    told = upgrade()
    assert "Le champ « site » devient « links »." in told
    assert "actors/a.yaml : mise à jour" in told
    text = record.read_text(encoding="utf-8")
    assert "# de ma main" in text
    assert "kind:   place # ici" in text
    assert "site:" not in text
    assert [problem.code for problem in read_network(mine).problems] == []


def test_versions_compare_as_numbers() -> None:
    moves = [Migration(version, "actor", "", lambda _: None) for version in ("0.2", "0.9", "0.10.1", "1.0")]
    assert [one.version for one in pending("0.2", "0.10.1", moves)] == ["0.9", "0.10.1"]
    assert parts("0.10.1") == (0, 10, 1)


BUILT = [
    ("one-department", ["--area", "Meuse", "--lang", "fr"]),
    ("an-epci-across-departments", ["--area", "200070290", "--lang", "de", "--forge", "gitlab"]),
    ("bretagne", ["--area", "Bretagne", "--lang", "en", "--forge", "forgejo"]),
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as people install it: a wheel, unpacked away from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(PROJECT)], check=True
    )
    (wheel,) = folder.glob("maillage-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True)
    command = folder / "bin" / "maillage"
    command.parent.mkdir()
    command.write_text(
        f"#!/bin/sh\nPYTHONPATH={folder / 'site'} exec {sys.executable} -c 'from maillage.cli import main; main()' \"$@\"\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    where = [sys.executable, "-c", "import maillage; print(maillage.__file__)"]
    found = subprocess.run(
        where, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(folder / "site")}
    )
    assert found.stdout.startswith(str(folder / "site"))
    return command.parent


@pytest.mark.parametrize(("name", "options"), BUILT, ids=[name for name, _ in BUILT])
def test_the_installed_package_makes_a_territory_in_an_empty_folder(
    installed: Path, tmp_path: Path, name: str, options: list[str]
) -> None:
    mine = tmp_path / name
    subprocess.run(
        [str(installed / "maillage"), "init", str(mine), "--name", "Essai", *options],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    (mine / ".venv").mkdir()
    (mine / ".venv/.done").touch()
    done = subprocess.run(["make", "site", f"BIN={installed}"], cwd=mine, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    home = (mine / "output/index.html").read_text(encoding="utf-8")
    assert f'<html lang="{options[3]}"' in home
    assert (mine / "output/theme/css/tokens.css").is_file()
    assert (mine / "output/carte/index.html").is_file()


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        },
    )
    return done.stdout


def test_a_copy_of_the_repository_takes_the_engine_and_keeps_its_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Upstream edits, adds and removes records of the demonstration that the copy has deleted or rewritten: no conflict."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    upstream, copy = tmp_path / "upstream", tmp_path / "copy"
    upstream.mkdir()
    for path in (
        "territory.yaml",
        "actors",
        "skills",
        "plugins/maillage/urls.py",
        "tools/update.sh",
        "content/charter/charte-1-0.md",
    ):
        source, target = PROJECT / path, upstream / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    git(upstream, "init", "--quiet", "--initial-branch", "main")
    git(upstream, "add", "--all")
    git(upstream, "commit", "--quiet", "--message", "v1")
    git(tmp_path, "clone", "--quiet", str(upstream), str(copy))
    demo = sorted(path.name for path in (upstream / "actors").glob("*.yaml"))
    for name in demo[:-1]:
        (copy / "actors" / name).unlink()
    (copy / "actors" / demo[-1]).write_text("name: À nous\n", encoding="utf-8")
    (copy / "territory.yaml").write_text("name: Chez nous\n", encoding="utf-8")
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "--message", "chez nous")
    for name in (demo[0], demo[-1]):
        (upstream / "actors" / name).write_text("name: Changé\n", encoding="utf-8")
    (upstream / "actors/nouveau.yaml").write_text("name: Nouveau\n", encoding="utf-8")
    (upstream / "territory.yaml").write_text("name: Changé\n", encoding="utf-8")
    (upstream / "plugins/maillage/urls.py").write_text("# v2\n", encoding="utf-8")
    git(upstream, "add", "--all")
    git(upstream, "commit", "--quiet", "--message", "v2")
    done = subprocess.run(["tools/update.sh", "origin"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.name for path in (copy / "actors").glob("*.yaml")] == [demo[-1]]
    assert (copy / "actors" / demo[-1]).read_text(encoding="utf-8") == "name: À nous\n"
    assert (copy / "territory.yaml").read_text(encoding="utf-8") == "name: Chez nous\n"
    assert (copy / "plugins/maillage/urls.py").read_text(encoding="utf-8") == "# v2\n"
    assert git(copy, "status", "--porcelain") == ""


CONFIGURED = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/publish.yml",
}


@pytest.mark.parametrize(("forge", "path"), CONFIGURED.items())
def test_each_forge_gets_what_publishes_there(forge: str, path: str) -> None:
    made = starter.followed(forge, "fr")
    text = made[path].decode()
    assert yaml.safe_load(text)
    assert "make publish" in text or "maillage build --settings publishconf.py" in text
    others = {other for other in CONFIGURED.values() if other != path}
    assert not others & made.keys()


def test_the_site_goes_to_a_server(mine: Path) -> None:
    """rsync's place is taken by a program that says how it is called."""
    (mine / "bin").mkdir()
    for name, text in {"maillage": "mkdir -p public && touch public/index.html", "rsync": 'echo "sent $@"'}.items():
        (mine / "bin" / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (mine / "bin" / name).chmod(0o755)
    (mine / ".venv").mkdir()
    (mine / ".venv/.done").touch()
    environment = {**os.environ, "PATH": f"{mine / 'bin'}:{os.environ['PATH']}"}
    command = ["make", "rsync", "BIN=bin"]
    done = subprocess.run(
        [*command, "TO=me@host:/www/"], cwd=mine, env=environment, capture_output=True, text=True, check=True
    )
    assert "sent --archive --delete --compress public/ me@host:/www/" in done.stdout
    assert subprocess.run(command, cwd=mine, env=environment, capture_output=True, check=False).returncode == 2
