"""Comments on the lines of a proposal, for the two forges that take a suggestion from one: GitHub and GitLab."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.exchange.forges import Forge

FORGES = frozenset({"github", "gitlab"})


@dataclass(frozen=True, slots=True)
class LineComment:
    """A comment on lines of a file; ``last`` is 0 where the lines are no longer in the proposal."""

    id: int
    body: str
    author: str
    path: str
    first: int
    last: int


def patches(forge: Forge, number: int) -> dict[str, str]:
    """The unified diff of each file of a proposal, without those that the forge finds too large to show."""
    if forge.kind == "gitlab":
        rows = forge.all(f"{forge.root}/merge_requests/{number}/diffs")
        return {str(row["new_path"]): str(row.get("diff") or "") for row in rows}
    rows = forge.all(f"{forge.root}/pulls/{number}/files")
    return {str(row["filename"]): str(row.get("patch") or "") for row in rows}


def line_comments(forge: Forge, number: int, head: str) -> list[LineComment]:
    """Every comment on a line of a proposal whose newest commit is ``head``."""
    if forge.kind == "gitlab":
        threads = forge.all(f"{forge.root}/merge_requests/{number}/discussions")
        return [_of_gitlab(note, head) for one in threads for note in one["notes"][:1] if note.get("position")]
    return [_of_github(row) for row in forge.all(f"{forge.root}/pulls/{number}/comments")]


def comment_lines(forge: Forge, number: int, head: str, at: Mapping[str, Any], body: str) -> None:
    """Add a comment at ``at`` (``path``, ``first``, ``last``, ``old``) of the commit ``head``."""
    if forge.kind == "gitlab":
        refs = forge.ask("GET", f"{forge.root}/merge_requests/{number}")["diff_refs"]
        place = {"position_type": "text", "new_path": at["path"], "old_path": at["path"], "new_line": at["last"]}
        place |= {"old_line": at["old"]} if at["old"] is not None else {}
        place |= {name: refs[name] for name in ("base_sha", "start_sha", "head_sha")}
        forge.ask("POST", f"{forge.root}/merge_requests/{number}/discussions", {"body": body, "position": place})
        return
    data = {"body": body, "commit_id": head, "path": at["path"], "line": at["last"], "side": "RIGHT"}
    data |= {"start_line": at["first"], "start_side": "RIGHT"} if at["first"] < at["last"] else {}
    forge.ask("POST", f"{forge.root}/pulls/{number}/comments", data)


def change_line_comment(forge: Forge, number: int, comment: int, body: str) -> None:
    """Write a comment anew."""
    forge.ask("PUT" if forge.kind == "gitlab" else "PATCH", _one(forge, number, comment), {"body": body})


def remove_line_comment(forge: Forge, number: int, comment: int) -> None:
    """Take a comment away."""
    forge.ask("DELETE", _one(forge, number, comment))


def _one(forge: Forge, number: int, comment: int) -> str:
    if forge.kind == "gitlab":
        return f"{forge.root}/merge_requests/{number}/notes/{comment}"
    return f"{forge.root}/pulls/comments/{comment}"


def _of_github(row: Mapping[str, Any]) -> LineComment:
    last = int(row.get("line") or 0)
    first = int(row.get("start_line") or last)
    author = str((row.get("user") or {}).get("login", ""))
    return LineComment(int(row["id"]), str(row["body"] or ""), author, str(row["path"]), first, last)


def _of_gitlab(note: Mapping[str, Any], head: str) -> LineComment:
    """GitLab's place is one line; how many lines above it are meant is in our own words."""
    place = note["position"]
    last = int(place.get("new_line") or 0) if place.get("head_sha") == head else 0
    body = str(note["body"] or "")
    above = body.partition("suggestion:-")[2].partition("+")[0]
    first = last - int(above) if above.isdecimal() and len(above) < 6 else last
    author = str((note.get("author") or {}).get("username", ""))
    return LineComment(int(note["id"]), body, author, str(place.get("new_path") or ""), first, last)
