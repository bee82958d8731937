"""Each forge is asked in its own words for the same things; the token goes to it alone and is in no message."""

from typing import Any

import pytest
from maillage.exchange.forges import Forge, ForgeError

from tests.forge_api import FakeForge, forge

KINDS = ("github", "gitlab", "forgejo")
ROOT = {"github": "/api/v3/repos/a/b", "gitlab": "/api/v4/projects/a%2Fb", "forgejo": "/api/v1/repos/a/b"}


def seen(kind: str, fake: FakeForge) -> Forge:
    return Forge(kind, f"{fake.url}/a/b", "s3cret", wait=0.0)  # type: ignore[arg-type]


ASKED: list[tuple[str, Any, dict[str, tuple[str, str, Any]]]] = [
    (
        "comment on a proposal",
        lambda one: one.comment("proposal", 7, "x"),
        {
            "github": ("POST", "/issues/7/comments", {"body": "x"}),
            "gitlab": ("POST", "/merge_requests/7/notes", {"body": "x"}),
            "forgejo": ("POST", "/issues/7/comments", {"body": "x"}),
        },
    ),
    (
        "change a comment",
        lambda one: one.change_comment("issue", 7, 3, "y"),
        {
            "github": ("PATCH", "/issues/comments/3", {"body": "y"}),
            "gitlab": ("PUT", "/issues/7/notes/3", {"body": "y"}),
            "forgejo": ("PATCH", "/issues/comments/3", {"body": "y"}),
        },
    ),
    (
        "remove a comment",
        lambda one: one.remove_comment("proposal", 7, 3),
        {
            "github": ("DELETE", "/issues/comments/3", None),
            "gitlab": ("DELETE", "/merge_requests/7/notes/3", None),
            "forgejo": ("DELETE", "/issues/comments/3", None),
        },
    ),
    (
        "label a proposal",
        lambda one: one.label("proposal", 7, ["acteur", "dept-54"]),
        {
            "github": ("POST", "/issues/7/labels", {"labels": ["acteur", "dept-54"]}),
            "gitlab": ("PUT", "/merge_requests/7", {"add_labels": "acteur,dept-54"}),
            "forgejo": ("POST", "/issues/7/labels", {"labels": ["acteur", "dept-54"]}),
        },
    ),
    (
        "close an issue",
        lambda one: one.close_issue(7),
        {
            "github": ("PATCH", "/issues/7", {"state": "closed"}),
            "gitlab": ("PUT", "/issues/7", {"state_event": "close"}),
            "forgejo": ("PATCH", "/issues/7", {"state": "closed"}),
        },
    ),
    (
        "write an issue anew",
        lambda one: one.change_issue(7, "z"),
        {
            "github": ("PATCH", "/issues/7", {"body": "z"}),
            "gitlab": ("PUT", "/issues/7", {"description": "z"}),
            "forgejo": ("PATCH", "/issues/7", {"body": "z"}),
        },
    ),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("act", "asked"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_the_same_thing_is_asked_of_each(kind: str, act: Any, asked: dict[str, tuple[str, str, Any]]) -> None:
    verb, way, data = asked[kind]
    with forge() as fake:
        fake.answers[verb, ROOT[kind] + way] = {}
        act(seen(kind, fake))
        assert fake.done() == [(verb, ROOT[kind] + way, data)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_proposal_is_opened_once_then_written_anew(kind: str) -> None:
    proposals = ROOT[kind] + ("/merge_requests" if kind == "gitlab" else "/pulls")
    row = {"iid": 4, "number": 4, "web_url": "https://f/4", "html_url": "https://f/4", "head": {"ref": "demande-1"}}
    with forge() as fake:
        fake.answers = {("GET", proposals): [], ("POST", proposals): row}
        assert seen(kind, fake).open_proposal("t", "b", "demande-1", "main") == "https://f/4"
        fake.answers |= {("GET", proposals): [row], ("PUT", f"{proposals}/4"): row, ("PATCH", f"{proposals}/4"): row}
        assert seen(kind, fake).open_proposal("t2", "b", "demande-1", "main") == "https://f/4"
        assert [one[0] for one in fake.done()] == ["POST", "PUT" if kind == "gitlab" else "PATCH"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_issue_is_opened_with_its_labels(kind: str) -> None:
    with forge() as fake:
        fake.answers = {
            ("POST", f"{ROOT[kind]}/issues"): {"number": 9, "iid": 9},
            ("POST", f"{ROOT[kind]}/issues/9/labels"): {},
        }
        assert seen(kind, fake).open_issue("t", "b", ["à-confirmer"]) == 9
        told = str(fake.done())
        assert "à-confirmer" in told


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_read_to_their_end_and_pull_requests_are_no_issues(kind: str) -> None:
    rows = [
        {
            "number": n,
            "iid": n,
            "title": "t",
            "body": "b",
            "description": "b",
            "state": "open" if kind != "gitlab" else "opened",
        }
        for n in range(1, 51)
    ]
    rows[3]["pull_request"] = {"url": "x"}
    with forge() as fake:
        fake.answers["GET", f"{ROOT[kind]}/issues"] = rows
        found = seen(kind, fake).issues("à-confirmer")
        assert len(found) == 49
        assert [("page=2" in one[1]) for one in fake.asked] == [False, True]


@pytest.mark.parametrize("kind", KINDS)
def test_the_token_is_in_the_headers_and_nowhere_else(kind: str) -> None:
    with forge() as fake:
        with pytest.raises(ForgeError) as told:
            seen(kind, fake).proposal(1)
        assert "s3cret" not in str(told.value)
        assert "s3cret" in str(fake.headers)
        assert "s3cret" not in str(fake.asked)


def test_a_forge_that_stumbles_is_asked_again_and_then_told() -> None:
    with forge() as fake:
        fake.answers["GET", "/api/v3/repos/a/b/pulls/1"] = 502
        with pytest.raises(ForgeError, match="HTTP 502"):
            seen("github", fake).proposal(1)
        assert len(fake.asked) == 3


@pytest.mark.parametrize(
    ("kind", "url", "api"),
    [
        ("github", "https://github.com/a/b", "https://api.github.com"),
        ("gitlab", "https://gitlab.com/g/s/b.git", "https://gitlab.com/api/v4"),
        ("forgejo", "https://codeberg.org/a/b/", "https://codeberg.org/api/v1"),
    ],
)
def test_the_api_is_found_from_the_address_of_the_repository(kind: str, url: str, api: str) -> None:
    made = Forge(kind, url, "t")  # type: ignore[arg-type]
    assert made.api == api
    assert made.path in {"a/b", "g/s/b"}
