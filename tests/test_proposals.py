"""Where a forge wakes nobody up: the open proposals listed, read beside without a right, answered by who has one."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from maillage.contribute import comment
from maillage.contribute.review import decode

from tests.forge_api import FakeForge, forge
from tests.test_duplicates import run
from tests.test_forges import ROOT
from tests.test_review import git

GOOD = "name: Tout neuf\nkind: place\nlocation: {municipality: Nancy, postcode: '54000'}\ncontact: {phones: [03 53 01 02 03]}\nverified: {on: 2026-10-02}\n"
REF = {"gitlab": "merge-requests", "forgejo": "pull"}


def said(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(params=["gitlab", "forgejo"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def mine(territory: Path, tmp_path: Path, kind: str) -> Path:
    """A copy of a repository that keeps its proposals as the forge does."""
    text = (territory / "territory.yaml").read_text(encoding="utf-8")
    (territory / "territory.yaml").write_text(
        f"{text}forge: {{kind: {kind}, url: 'https://exemple.org/a/b'}}\n", encoding="utf-8"
    )
    git(territory, "init", "-b", "main")
    git(territory, "add", ".")
    git(territory, "commit", "-m", "Début")
    git(territory, "switch", "-c", "proposition")
    (territory / "actors" / "neuf.yaml").write_text(GOOD, encoding="utf-8")
    (territory / "actors" / "hote.yaml").symlink_to("/etc/passwd")
    git(territory, "add", ".")
    git(territory, "commit", "-m", "Proposition")
    git(territory, "update-ref", f"refs/{REF[kind]}/7/head", "HEAD")
    git(territory, "switch", "main")
    git(territory, "branch", "-D", "proposition")
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "--quiet", str(territory), str(copy)], check=True)
    return copy


@pytest.fixture
def fake(mine: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    head = said(mine.parent, "ls-remote", said(mine, "remote", "get-url", "origin"), f"refs/{REF[kind]}/7/head")[:40]
    row = {
        "number": 7,
        "iid": 7,
        "title": "t",
        "state": "opened" if kind == "gitlab" else "open",
        "sha": head,
        "head": {"sha": head, "ref": "x"},
    }
    with forge() as made:
        for name in ("GITHUB_REPOSITORY", "CI_PROJECT_URL", "MAILLAGE_FORGE_TOKEN"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("MAILLAGE_FORGE_API", made.url + ("/api/v4" if kind == "gitlab" else "/api/v1"))
        root = ROOT[kind]
        place = f"{root}/merge_requests" if kind == "gitlab" else f"{root}/pulls"
        talk = f"{place}/7/notes" if kind == "gitlab" else f"{root}/issues/7/comments"
        made.answers = {
            ("GET", place): [row],
            ("GET", f"{place}/7"): row,
            ("GET", talk): [],
            ("POST", talk): {},
            ("POST", f"{root}/issues/7/labels"): {},
            ("PUT", f"{place}/7"): {},
            ("GET", f"{place}/7/discussions"): [],
            ("GET", f"{place}/7/diffs"): [],
        }
        yield made


def listed(mine: Path) -> Path:
    code, told = run(mine, "proposals", "list")
    assert code == 0
    file = mine.parent / "listed.txt"
    file.write_text(told, encoding="utf-8")
    return file


def test_from_the_list_to_the_answer(
    mine: Path, fake: FakeForge, kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "read"
    before = said(mine, "status", "--porcelain"), said(mine, "rev-parse", "HEAD")
    assert run(mine, "proposals", "review", str(listed(mine)), "--out", str(out))[0] == 0
    assert all("Authorization" not in headers and "PRIVATE-TOKEN" not in headers for headers in fake.headers)
    assert (said(mine, "status", "--porcelain"), said(mine, "rev-parse", "HEAD")) == before
    assert said(mine, "worktree", "list").count("\n") == 0
    (file,) = out.iterdir()
    made = decode(file.read_bytes())
    assert {one.path for one in made.problems} >= {"actors/neuf.yaml", "actors/hote.yaml"}
    assert b"root:" not in file.read_bytes()

    monkeypatch.setenv("MAILLAGE_FORGE_TOKEN", "t")
    assert run(mine, "post", "reviews", str(out)) == (0, "")
    bodies = [one[2]["body"] for one in fake.done() if one[2] and "body" in one[2]]
    assert len(bodies) == 1
    assert bodies[0].startswith(comment.MARK)
    assert "acteur" in str(fake.done()[-1][2])


def test_a_proposal_that_changed_in_between_is_left_for_the_next_time(
    mine: Path, fake: FakeForge, tmp_path: Path
) -> None:
    file = listed(mine)
    lines = file.read_text(encoding="utf-8")
    file.write_text(lines.replace(lines.split()[1], "b" * 40) + "\n7 $(x) refs/pull/7/head\n", encoding="utf-8")
    code, told = run(mine, "proposals", "review", str(file), "--out", str(tmp_path / "read"))
    assert code == 0
    assert "a changé depuis" in told
    assert list((tmp_path / "read").iterdir()) == []
    assert fake.done() == []


@pytest.mark.parametrize("name", ["7.json", f"8-{'a' * 40}.json", f"7-{'a' * 40}.json.exe", "$(x).json"])
def test_a_file_with_another_name_is_told_and_nothing_is_said(
    mine: Path, fake: FakeForge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "read"
    folder.mkdir()
    (folder / name).write_text('{"number": 7}', encoding="utf-8")
    monkeypatch.setenv("MAILLAGE_FORGE_TOKEN", "t")
    assert run(mine, "post", "reviews", str(folder))[0] == 1
    assert fake.done() == []
