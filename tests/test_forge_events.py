"""Events as forges really write them: recorded by GitHub, and with every field that GitLab and Forgejo document."""

import json
from pathlib import Path
from typing import Any

import pytest
from maillage.contribute.events import UnreadableEventError, read_issue
from maillage.contribute.review import Review

from tests.forge_api import FakeForge
from tests.test_receive import FORGE, body_of, forms, merged, receive
from tests.test_review import fake, post, proposal

__all__ = ["fake", "proposal"]
RECORDED = FORGE / "github" / "recorded-issues-labeled.json"
RECORDINGS = (
    "github/recorded-issues-labeled.json",
    "forgejo/recorded-issue-label.json",
    "gitlab/recorded-issue-open.json",
)


def event(name: str) -> dict[str, Any]:
    return dict(json.loads((FORGE / name).read_text(encoding="utf-8")))


def test_a_recorded_issue_is_read_as_it_was_written() -> None:
    issue = read_issue(RECORDED.read_bytes())
    assert (issue.number, issue.author, issue.author_id) == (1, "Codertocat", 21031067)
    assert issue.title == "Spelling error in the README file"
    assert (issue.labels, issue.label, issue.on.isoformat()) == (("bug",), "bug", "2019-05-15")
    assert issue.is_labelled("bug")
    assert not issue.is_labelled("accepter")


def test_what_others_recorded_of_gitea_and_gitlab_is_read_as_it_was_written() -> None:
    labelled = read_issue((FORGE / "forgejo" / "recorded-issue-label.json").read_bytes())
    assert (labelled.number, labelled.author, labelled.author_id, labelled.labels) == (1, "example", 1, ("bug",))
    assert labelled.is_labelled("bug")
    assert not labelled.is_labelled("accepter")
    opened = read_issue((FORGE / "gitlab" / "recorded-issue-open.json").read_bytes())
    assert (opened.number, opened.author, opened.author_id, opened.on.isoformat()) == (23, "", 51, "2013-12-03")
    assert not opened.labelled


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recorded_event_of_others_makes_nothing(territory: Path, name: str) -> None:
    assert receive(territory, FORGE / name) == (1, {})


def test_a_recorded_event_with_our_form_in_it_becomes_a_record(territory: Path) -> None:
    ours = {"name": "accepter"}
    told = merged(event("github/recorded-issues-labeled.json"), {"label": ours})
    told["issue"] |= {"body": body_of(forms()["acteur"]).replace("\n", "\r\n"), "labels": [{"name": "acteur"}, ours]}
    code, texts = receive(territory, told)
    assert code == 0, texts["answer.md"]
    assert "Co-authored-by: Codertocat <21031067+Codertocat@users.noreply.github.com>" in texts["message.txt"]
    assert 'verified:\n  "on": "2019-05-15"' in "".join(
        path.read_text(encoding="utf-8") for path in territory.glob("actors/*.yaml")
    )


def test_a_recorded_pull_request_is_no_request() -> None:
    told = event("github/recorded-issues-labeled.json")
    told["issue"]["pull_request"] = {"url": "https://api.github.com/repos/a/b/pulls/1"}
    with pytest.raises(UnreadableEventError):
        read_issue(json.dumps(told).encode())


def test_a_recorded_run_that_checked_no_proposal_says_nothing(proposal: Path, fake: FakeForge) -> None:
    """The recorded run was started from elsewhere: it is of nobody's proposal."""
    run = event("github/recorded-workflow-run-completed.json")
    assert run["workflow_run"].keys() == event("github/workflow-run.json")["workflow_run"].keys()
    code, _ = post(proposal, Review(number=7), FORGE / "github" / "recorded-workflow-run-completed.json")
    assert code == 1
    assert fake.done() == []


DOCUMENTED = {
    "gitlab/issue-fiche.json": {
        "": "object_kind event_type user project object_attributes labels changes repository",
        "user": "id name username avatar_url email",
        "object_attributes": "id iid title description author_id project_id created_at updated_at updated_by_id state "
        "state_id action type url confidential labels assignee_ids severity",
        "labels.0": "id title color project_id created_at updated_at template description type group_id",
        "changes": "updated_at updated_by_id labels",
        "changes.labels": "previous current",
    },
    "forgejo/issue-toujours-vrai.json": {
        "": "action number issue repository sender commit_id",
        "issue": "id url html_url number user original_author original_author_id title body ref assets labels milestone "
        "assignee assignees state is_locked comments created_at updated_at closed_at due_date pull_request repository pin_order",
        "issue.labels.0": "id name exclusive is_archived color description url",
        "issue.user": "id login full_name email avatar_url html_url username",
    },
}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_what_others_document_is_all_there(name: str) -> None:
    for road, wanted in DOCUMENTED[name].items():
        here: Any = event(name)
        for key in filter(None, road.split(".")):
            here = here[int(key) if key.isdigit() else key]
        assert set(wanted.split()) <= here.keys(), road


@pytest.mark.parametrize("name", ["github/issue-acteur.json", *DOCUMENTED])
def test_fields_that_are_nobodys_change_nothing(name: str) -> None:
    told = event(name)
    before = read_issue(json.dumps(told).encode())
    (told.get("issue") or told["object_attributes"])["pwned"] = {"$(touch pwned)": ["x"] * 99}
    assert read_issue(json.dumps({**told, "label2": {"name": "accepter"}}).encode()) == before
