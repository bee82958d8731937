"""Who keeps the directory: read from git, names only, for those who agreed, and never by running what a repository asks."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from maillage import history
from maillage.derive.recognition import Recognition
from maillage.model import Actor, build
from maillage.network import Network
from maillage.settings import Area, Territory

CLEAN = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(root: Path, *words: str, author: str = "Lou Exemple") -> None:
    who = {f"GIT_{role}_NAME": author for role in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{role}_EMAIL": f"{author.split()[0].lower()}@exemple.org" for role in ("AUTHOR", "COMMITTER")}
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, env={**CLEAN, **who})


def commit(root: Path, path: str, author: str, message: str = "Une fiche") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(f"{path} {author}\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message, author=author)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "actors/un.yaml", "Lou Exemple", "Une fiche\n\nReviewed-by: Sam Essai <sam@exemple.org>")
    commit(tmp_path, "plugins/code.py", "Zoé Code")
    git(tmp_path, "checkout", "-q", "-b", "proposal")
    commit(tmp_path, "events/fete.yaml", "Ada Proposition")
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "Merge", "proposal", author="Mia Relecture")
    return tmp_path


def test_who_wrote_records_and_who_reviewed_those_of_others(root: Path) -> None:
    assert history.read(root) == {
        ("Lou Exemple", "documenter"),
        ("Sam Essai", "reviewer"),
        ("Ada Proposition", "documenter"),
        ("Mia Relecture", "reviewer"),
    }
    assert history.read(root) == history.read(root)


def test_the_mailmap_gives_the_name_that_is_wanted(root: Path) -> None:
    (root / ".mailmap").write_text("Loulou <lou@exemple.org>\n", encoding="utf-8")
    assert ("Loulou", "documenter") in history.read(root)
    assert "Lou Exemple" not in str(history.read(root))


def test_no_address_is_read(root: Path) -> None:
    assert "@" not in str(history.read(root))


def test_who_reviews_itself_is_no_reviewer(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "actors/un.yaml", "Lou Exemple", "x\n\nReviewed-by: Lou Exemple <lou@exemple.org>")
    git(tmp_path, "checkout", "-q", "-b", "own")
    commit(tmp_path, "actors/deux.yaml", "Lou Exemple")
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "Merge", "own", author="Lou Exemple")
    assert history.read(tmp_path) == {("Lou Exemple", "documenter")}


def test_nothing_that_a_repository_names_is_run(root: Path) -> None:
    trap = root / "trap"
    for key in ("core.fsmonitor", "core.pager", "pager.log", "gpg.program", "diff.external", "core.sshCommand"):
        git(root, "config", key, f"touch {trap}")
    git(root, "config", "log.showSignature", "true")
    assert history.read(root)
    assert not trap.exists()


def test_without_git_or_history_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert history.read(tmp_path) == frozenset()
    git(tmp_path, "init", "-q")
    assert history.read(tmp_path) == frozenset()
    monkeypatch.setenv("PATH", "")
    assert history.read(tmp_path) == frozenset()


def test_only_who_agreed_is_recognised() -> None:
    def actor(name: str, **more: Any) -> Actor:
        return build(Actor, name, f"actors/{name}.yaml", {"name": name, "kind": "collective", **more})

    people = [
        actor("lou", identifiers={"git": "Lou Exemple"}),
        actor("quiet", identifiers={"git": "Ada Proposition"}, recognition="hidden"),
        actor("other"),
    ]
    network = Network(Territory(name="x", area=Area()), {one.id: one for one in people})
    names = frozenset({("Lou Exemple", "documenter"), ("Ada Proposition", "documenter"), ("other", "documenter")})
    known = Recognition(network, names)
    assert known.keepers == {"documenter": frozenset({"lou"})}
    assert known.roles_of("lou") == {"documenter"}
    assert known.holders == {}  # a badge asks that somebody else confirms


def test_files_came_and_left_and_a_proposal_counts_once(root: Path) -> None:
    commit(root, "actors/é deux.yaml", "Lou Exemple")
    git(root, "mv", "actors/un.yaml", "actors/une.yaml")
    git(root, "commit", "-q", "-m", "Un autre nom")
    (root / "events" / "fete.yaml").unlink()
    git(root, "commit", "-qam", "Plus de fête")
    found = history.changes(root)
    assert found is not None
    assert [(one.what, one.path, one.former) for one in found if not one.path.startswith("plugins")] == [
        ("A", "actors/un.yaml", ""),
        ("A", "events/fete.yaml", ""),
        ("A", "actors/é deux.yaml", ""),
        ("M", "actors/une.yaml", "actors/un.yaml"),
        ("D", "events/fete.yaml", ""),
    ]


def test_no_history_and_half_a_history_are_unknown(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert history.changes(tmp_path_factory.mktemp("none")) is None
    shallow = tmp_path_factory.mktemp("shallow") / "copy"
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    assert history.changes(shallow) is None
