"""What a forge tells of an issue or a proposal, in one form: GitHub, GitLab and Forgejo (Gitea) say it each in their own way."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

LARGEST = 5 * 1024 * 1024
_LOGIN = re.compile(r"[A-Za-z0-9_.](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?(?:\[bot\])?")


class UnreadableEventError(ValueError):
    """The event is not one of a forge's that we know."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue at the moment somebody labelled it: ``label`` is the one just added, ``on`` the day it was opened.

    ``labelled`` is false where the event tells of anything else: GitLab lets whoever opens an issue put labels on it, and
    those accept nothing. ``author`` is empty where the forge does not say (GitLab names only who did the last thing), ``label`` where it does not
    say which one is new (Forgejo tells only all there are).
    """

    number: int
    title: str
    body: str
    author: str
    author_id: int
    labels: tuple[str, ...]
    label: str
    on: date
    labelled: bool = True
    open: bool = True

    def is_labelled(self, label: str) -> bool:
        """Whether somebody has just put this label on an open issue; where the forge does not say which is new, whether it is there."""
        return self.open and self.labelled and label in self.labels and self.label in {"", label}


def read_issue(raw: bytes) -> Issue:
    """An issue's event as the forge wrote it. Raises UnreadableEventError."""
    if len(raw) > LARGEST:
        raise UnreadableEventError("too large")
    try:
        data = msgspec.json.decode(raw)
        return _gitlab(data) if data.get("object_kind") == "issue" else _github(data)
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError) as error:
        raise UnreadableEventError(str(error)) from error


def _github(data: Any) -> Issue:
    """GitHub and Forgejo: ``issue`` with ``user``, ``labels`` and ``created_at``."""
    issue = data["issue"]
    if issue.get("pull_request"):
        raise UnreadableEventError("a pull request, not an issue")
    return Issue(
        number=_number(issue["number"]),
        title=str(issue["title"]),
        body=str(issue["body"] or ""),
        author=_login(issue["user"]["login"]),
        author_id=_number(issue["user"]["id"]),
        labels=tuple(str(label["name"]) for label in issue.get("labels") or ()),
        label=str((data.get("label") or {}).get("name", "")),
        on=date.fromisoformat(str(issue["created_at"])[:10]),
        labelled=data.get("action") in {"labeled", "label_updated"},
        open=issue.get("state", "open") == "open",
    )


def _gitlab(data: Any) -> Issue:
    """GitLab: ``object_attributes``; the labels that were just added are those of ``changes`` that were not there before."""
    issue = data["object_attributes"]
    changed = (data.get("changes") or {}).get("labels") or {}
    before = {label["title"] for label in changed.get("previous") or ()}
    added = [label["title"] for label in changed.get("current") or () if label["title"] not in before]
    return Issue(
        number=_number(issue["iid"]),
        title=str(issue["title"]),
        body=str(issue["description"] or ""),
        author=_login(data["user"]["username"]) if data["user"].get("id") == issue["author_id"] else "",
        author_id=_number(issue["author_id"]),
        labels=tuple(str(label["title"]) for label in data.get("labels") or ()),
        label=str(added[0]) if added else "",
        on=date.fromisoformat(str(issue["created_at"])[:10]),
        labelled=issue.get("action") == "update" and bool(added),
        open=issue.get("state", "opened") == "opened",
    )


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 1 << 53:
        raise UnreadableEventError(f"not a number: {str(value)[:40]}")
    return value


def _login(value: Any) -> str:
    if not isinstance(value, str) or not _LOGIN.fullmatch(value):
        raise UnreadableEventError("not a name of an account")
    return value
