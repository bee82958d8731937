"""What a proposal is answered: read without rights, said by another job that believes nothing, gone when all is well."""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from maillage.contribute import comment
from maillage.contribute.review import LARGEST, Review, Told, UntrustworthyError, decode, hunks

from tests.forge_api import FakeForge, forge
from tests.test_duplicates import run

HEAD = "a" * 40
EVENT = Path(__file__).parent / "forge" / "github" / "workflow-run.json"
API = "/api/v3/repos/maillage-demo/grand-est"


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=Lou", "-c", "user.email=lou@exemple.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def proposal(territory: Path) -> Path:
    """A repository on a branch of its own, with nothing changed yet."""
    text = (territory / "territory.yaml").read_text(encoding="utf-8")
    (territory / "territory.yaml").write_text(
        f"{text}forge: {{kind: github, url: 'https://exemple.org/maillage-demo/grand-est'}}\n", encoding="utf-8"
    )
    (territory / ".gitignore").write_text(".maillage/\n", encoding="utf-8")
    git(territory, "init", "-b", "main")
    git(territory, "add", ".")
    git(territory, "commit", "-m", "Début")
    git(territory, "switch", "-c", "proposition")
    return territory


def change(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-m", "Proposition")


def review(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, Review]:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    out = root.parent / "review.json"
    code, told = run(root, "review", "--since", "main", "--number", "7", "--out", str(out))
    return code, told, decode(out.read_bytes())


def test_a_faulty_proposal_is_told_what_to_repair_and_how_it_will_look(
    proposal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(
        proposal,
        "actors/essai.yaml",
        "name: Essai\nkind: place\nlocation: {municipality: Toul, postcode: '54200'}\ncontact: {phones: [03 53 01 02 03]}\nverified: {on: 2026-10-02}\n",
    )
    change(
        proposal,
        "actors/autre.yaml",
        "name: Autre\nkind: place\npartners: [mediatheque]\nlocation: {municipality: Toul, postcode: '54200'}\nverified: {on: 2026-10-02}\n",
    )
    code, told, made = review(proposal, monkeypatch)
    assert code == 1
    assert [(one.path, one.line) for one in made.problems] == [("actors/essai.yaml", 4)]
    assert [(one.first, one.last, one.text) for one in made.repairs] == [(4, 4, 'contact: {phones: ["+33353010203"]}')]
    assert [(one.title, one.meta) for one in made.cards] == [("Autre", "Lieu · Toul (54)")]
    assert made.labels == ["acteur", "dept-54"]
    assert '```suggestion\ncontact: {phones: ["+33353010203"]}\n```' in told
    assert "Comme on la verra" in told


def test_duplicates_neighbours_and_foreign_files_are_told(proposal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(
        proposal,
        "actors/mediatheque-toul.yaml",
        "name: Médiathèque de Toul\nkind: place\nlocation: {municipality: Toul, postcode: '54200'}\nverified: {on: 2026-10-02}\n",
    )
    change(proposal, "skills/impression-3d.yaml", "name: Impression en relief\nfamily: fabrication-et-reparation\n")
    change(proposal, ".github/workflows/x.yml", "on: push\n")
    change(proposal, "conftest.py", "")
    code, told, made = review(proposal, monkeypatch)
    assert code == 0
    assert [one.first for one in made.duplicates] == ["actors/mediatheque-toul.yaml"]
    assert {one.path for one in made.touched} == {"actors/mediatheque.yaml", "events/atelier.yaml"}
    assert made.outside == [".github/workflows/x.yml", "conftest.py"]
    assert "code" in made.labels
    assert "ne sont pas des fiches" in told


def test_a_sound_proposal_leaves_no_comment_but_a_summary(
    proposal: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    change(
        proposal,
        "actors/neuf.yaml",
        "name: Tout neuf\nkind: place\nsummary: Ici.\nlocation: {municipality: Nancy, postcode: '54000'}\ncontact: {phones: ['+33353010203']}\nverified: {on: 2026-10-02}\n",
    )
    code, told, made = review(proposal, monkeypatch)
    assert (code, made.is_well, comment.body(made, comment.Where(), "fr")) == (0, True, "")
    assert "✔ Tout neuf : la commune est reconnue" in told
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert run(proposal, "review", "--since", "main")[0] == 0
    assert "Tout neuf" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_link_in_place_of_a_record_is_refused(proposal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (proposal / "actors" / "hote.yaml").symlink_to("/etc/passwd")
    git(proposal, "add", ".")
    git(proposal, "commit", "-m", "Lien")
    code, told, made = review(proposal, monkeypatch)
    assert code == 1
    assert "root:" not in told
    assert {one.path for one in made.problems} == {"actors/hote.yaml"}


def test_a_repair_stands_in_place_of_whole_lines() -> None:
    assert [(one.first, one.last, one.text) for one in hunks("a", "a\nb\nc\n", "a\nB\nc\n")] == [(2, 2, "B")]
    assert [(one.first, one.last, one.text) for one in hunks("a", "a\nc\n", "a\nb\nc\n")] == [(1, 1, "a\nb")]
    assert hunks("a", "a\n", "a\n") == []


# ---- The job that writes ----


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    with forge() as made:
        monkeypatch.setenv("MAILLAGE_FORGE_TOKEN", "t")
        for name in ("GITHUB_REPOSITORY", "CI_PROJECT_URL"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("MAILLAGE_FORGE_API", f"{made.url}/api/v3")
        made.answers = {
            ("GET", f"{API}/pulls/7"): {
                "number": 7,
                "title": "t",
                "state": "open",
                "head": {"sha": HEAD, "ref": "x)](y", "repo": {"html_url": "https://github.com/lou/grand-est"}},
            },
            ("GET", f"{API}/issues/7/comments"): [],
            ("GET", f"{API}/pulls/7/comments"): [],
            ("POST", f"{API}/issues/7/comments"): {},
            ("POST", f"{API}/issues/7/labels"): {},
        }
        yield made


WRONG = Review(
    number=7,
    problems=[Told("actors/a.yaml", 3, "error", "Mal écrit.", "Réécrivez.")],
    labels=["acteur", "accepter", "dept-54"],
)
WELL = Review(number=7)


def post(root: Path, made: Review | bytes, event: Path = EVENT) -> tuple[int, str]:
    file = root.parent / "review.json"
    file.write_bytes(made if isinstance(made, bytes) else msgspec.json.encode(made))
    return run(root, "post", "review", str(file), "--event", str(event))


def comments(fake: FakeForge) -> list[tuple[str, str]]:
    return [(verb, way) for verb, way, _ in fake.done() if "comments" in way]


def test_one_comment_is_written_with_known_labels_only(proposal: Path, fake: FakeForge) -> None:
    assert post(proposal, WRONG) == (0, "")
    body = fake.done()[0][2]["body"]
    assert body.startswith(comment.MARK)
    assert "https://github.com/maillage-demo/grand-est/actions/runs/99#artifacts" in body
    assert "(https://github.com/lou/grand-est/edit/x%29%5D%28y/actors/a.yaml#L3)" in body
    assert fake.done()[1][2] == {"labels": ["acteur", "dept-54"]}


def test_it_is_written_anew_in_place_and_gone_when_all_is_well(proposal: Path, fake: FakeForge) -> None:
    ours = {"id": 5, "body": f"{comment.MARK}\nvieux", "user": {"login": "github-actions[bot]"}}
    theirs = {"id": 6, "body": f"{comment.MARK}\npiège", "user": {"login": "pirate"}}
    fake.answers |= {
        ("GET", f"{API}/issues/7/comments"): [theirs, ours],
        ("PATCH", f"{API}/issues/comments/5"): {},
        ("DELETE", f"{API}/issues/comments/5"): {},
    }
    assert post(proposal, WRONG)[0] == 0
    assert comments(fake) == [("PATCH", f"{API}/issues/comments/5")]
    fake.asked.clear()
    assert post(proposal, WELL)[0] == 0
    assert comments(fake) == [("DELETE", f"{API}/issues/comments/5")]


def test_nothing_is_said_of_a_proposal_that_is_not_the_one_that_was_read(proposal: Path, fake: FakeForge) -> None:
    event = json.loads(EVENT.read_text(encoding="utf-8"))
    event["workflow_run"]["head_sha"] = "b" * 40
    other = proposal.parent / "event.json"
    other.write_text(json.dumps(event), encoding="utf-8")
    assert post(proposal, WRONG, other)[0] == 1
    event["workflow_run"] |= {"head_sha": HEAD, "event": "push"}
    other.write_text(json.dumps(event), encoding="utf-8")
    assert post(proposal, WRONG, other)[0] == 1
    assert fake.done() == []


LIES = [
    b"",
    b"{",
    b"[]",
    b"\xff\xfe",
    b'{"number": 0}',
    b'{"number": "7"}',
    b'{"number": 7, "evil": 1}',
    b'{"number": 7, "problems": {"a": 1}}',
    b'{"number": 7, "good": ["' + b"x" * 3000 + b'"]}',
    b'{"number": 7, "good": [' + b",".join([b'"x"'] * 300) + b"]}",
    b" " * (LARGEST + 1),
    b"[" * 100_000,
]


@pytest.mark.parametrize("raw", LIES, ids=range(len(LIES)))
def test_an_artifact_that_is_no_review_is_refused(proposal: Path, fake: FakeForge, raw: bytes) -> None:
    with pytest.raises(UntrustworthyError):
        decode(raw)
    assert post(proposal, raw)[0] == 1
    assert fake.asked == []


def test_an_artifact_that_is_a_link_is_not_followed(proposal: Path, fake: FakeForge) -> None:
    link = proposal.parent / "link.json"
    link.symlink_to("/etc/passwd")
    code, told = run(proposal, "post", "review", str(link), "--event", str(EVENT))
    assert code == 1
    assert "root:" not in told
    assert fake.asked == []


def test_a_first_proposal_is_thanked_by_name_with_its_page(proposal: Path, fake: FakeForge) -> None:
    start = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=proposal, check=True, capture_output=True, text=True
    ).stdout.strip()
    text = "name: Tout neuf\nkind: place\nverified: {on: 2026-10-02}\n"
    (proposal / "actors" / "neuf.yaml").write_text(text, encoding="utf-8")
    git(proposal, "add", ".")
    message = "Ajouter\n\nCo-authored-by: Zoé @everyone <1+zoe@users.noreply.github.com>\nCo-authored-by: x[bot] <2+x@users.noreply.github.com>"
    git(proposal, "commit", "-m", message)
    end = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=proposal, check=True, capture_output=True, text=True
    ).stdout.strip()
    fake.answers["GET", f"{API}/commits/{end}/pulls"] = [fake.answers["GET", f"{API}/pulls/7"]]
    code, told = run(proposal, "post", "thanks", "--before", start, "--after", end)
    assert code == 0, told
    body = fake.done()[0][2]["body"]
    assert "Merci Zoé @\u200beveryone, c’est votre première contribution" in body
    assert "[Tout neuf](" in body
    assert "Lou" not in body
    assert "bot" not in body


def test_a_prepared_proposal_is_opened_and_the_issue_answered_once(
    proposal: Path, fake: FakeForge, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name, text in {
        "answer.md": "Merci !",
        "number.txt": "7",
        "title.txt": "T",
        "body.md": "B",
        "branch.txt": "demande-7",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    fake.answers |= {("GET", f"{API}/pulls"): [], ("POST", f"{API}/pulls"): {"html_url": "https://f/8", "number": 8}}
    assert run(proposal, "post", "proposal", str(folder))[0] == 0
    assert [one[2] for one in fake.done()] == [
        {"title": "T", "body": "B", "head": "demande-7", "base": "main"},
        {"body": "<!-- maillage:receive -->\nMerci !\n\nhttps://f/8"},
    ]


def test_issues_of_what_is_to_confirm_are_opened(
    proposal: Path, fake: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1895521600")
    fake.answers |= {("GET", f"{API}/issues"): [], ("POST", f"{API}/issues"): {"number": 9}}
    assert run(proposal, "post", "stale", "--dry-run") == (0, "+ Fiches à confirmer : Meurthe-et-Moselle (54)\n")
    assert fake.done() == []
    assert run(proposal, "post", "stale")[0] == 0
    assert fake.done()[0][2]["labels"] == ["à-confirmer"]


def test_without_a_token_or_a_forge_it_is_said(proposal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILLAGE_FORGE_TOKEN", raising=False)
    code, told = run(proposal, "post", "stale")
    assert (code, "MAILLAGE_FORGE_TOKEN" in told) == (2, True)
