"""What we ask of a forge's API: comments, labels, issues, proposals. GitHub, GitLab and Forgejo (Gitea) behind one face.

References: GitHub REST v3 (docs.github.com/rest), GitLab REST v4 (docs.gitlab.com/api), Forgejo v1 (its ``/swagger.v1.json``).
The token is only ever sent to the API's own host, and redirects are not followed.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import requests

TIMEOUT = 30.0
TRIES = 3
PAGES = 20
"""Most pages of a list that are asked for, a hundred entries each."""
Thing = Literal["issue", "proposal"]


class ForgeError(RuntimeError):
    """The forge could not be reached, or refused."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an issue or a proposal."""

    id: int
    body: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue or a proposal: ``head`` is the commit a proposal offers, ``new`` whether its author never had one accepted."""

    number: int
    title: str
    body: str
    open: bool
    author: str = ""
    head: str = ""
    head_url: str = ""
    head_branch: str = ""
    new: bool = False


@dataclass
class Forge:
    """One repository on one forge, seen with the rights of a token."""

    kind: Literal["github", "gitlab", "forgejo"]
    url: str
    token: str
    api: str = ""
    wait: float = 2.0
    _me: str | None = None

    def __post_init__(self) -> None:
        """Find the API's address from the repository's, unless it was given."""
        parts = urlsplit(self.url.rstrip("/"))
        self.path = parts.path.strip("/").removesuffix(".git")
        host = f"{parts.scheme}://{parts.netloc}"
        if not self.api:
            self.api = {
                "github": "https://api.github.com" if parts.hostname == "github.com" else f"{host}/api/v3",
                "gitlab": f"{host}/api/v4",
                "forgejo": f"{host}/api/v1",
            }[self.kind]
        self.api = self.api.rstrip("/")
        self._session = requests.Session()
        self._session.headers.update(self._headers())

    def _headers(self) -> dict[str, str]:
        base = {"User-Agent": "maillage", "Accept": "application/json"}
        if not self.token:  # what anybody may read
            return base
        if self.kind == "github":
            return base | {
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "X-GitHub-Api-Version": "2022-11-28",
            }
        return base | (
            {"PRIVATE-TOKEN": self.token} if self.kind == "gitlab" else {"Authorization": f"token {self.token}"}
        )

    @property
    def root(self) -> str:
        """Where the repository is in the API."""
        return f"/projects/{quote(self.path, safe='')}" if self.kind == "gitlab" else f"/repos/{quote(self.path)}"

    def _at(self, thing: Thing, number: int) -> str:
        """Where the comments and labels of an issue or a proposal are: GitLab alone keeps the two apart."""
        if self.kind == "gitlab":
            return f"{self.root}/{'issues' if thing == 'issue' else 'merge_requests'}/{number}"
        return f"{self.root}/issues/{number}"

    def comments(self, thing: Thing, number: int) -> list[Comment]:
        """Every comment, oldest first."""
        rows = self.all(f"{self._at(thing, number)}/{'notes' if self.kind == 'gitlab' else 'comments'}")
        key, name = ("author", "username") if self.kind == "gitlab" else ("user", "login")
        return [
            Comment(int(row["id"]), str(row["body"] or ""), str((row.get(key) or {}).get(name, ""))) for row in rows
        ]

    def me(self) -> str:
        """The account that the token speaks for. GitHub's own token of a workflow may not ask: it is the actions' robot."""
        if self._me is None:
            row = self.ask("GET", "/user", missing=None, forbidden=None)
            self._me = str(row["username" if self.kind == "gitlab" else "login"]) if row else "github-actions[bot]"
        return self._me

    def comment(self, thing: Thing, number: int, body: str) -> None:
        """Add a comment."""
        self.ask(
            "POST", f"{self._at(thing, number)}/{'notes' if self.kind == 'gitlab' else 'comments'}", {"body": body}
        )

    def change_comment(self, thing: Thing, number: int, comment: int, body: str) -> None:
        """Write a comment anew."""
        self.ask("PUT" if self.kind == "gitlab" else "PATCH", self._comment(thing, number, comment), {"body": body})

    def remove_comment(self, thing: Thing, number: int, comment: int) -> None:
        """Take a comment away."""
        self.ask("DELETE", self._comment(thing, number, comment))

    def _comment(self, thing: Thing, number: int, comment: int) -> str:
        return (
            f"{self._at(thing, number)}/notes/{comment}"
            if self.kind == "gitlab"
            else f"{self.root}/issues/comments/{comment}"
        )

    def label(self, thing: Thing, number: int, labels: list[str]) -> None:
        """Add labels. GitHub makes those it does not know; Forgejo leaves those out."""
        if not labels:
            return
        if self.kind == "gitlab":
            self.ask("PUT", self._at(thing, number), {"add_labels": ",".join(labels)})
        else:
            self.ask("POST", f"{self._at(thing, number)}/labels", {"labels": labels})

    def issues(self, label: str) -> list[Entry]:
        """The open issues with a label."""
        state = "opened" if self.kind == "gitlab" else "open"
        rows = self.all(f"{self.root}/issues", {"labels": label, "state": state})
        return [self._entry(row) for row in rows if not row.get("pull_request")]

    def open_issue(self, title: str, body: str, labels: list[str]) -> int:
        """Open an issue; its number."""
        if self.kind == "gitlab":
            made = self.ask(
                "POST", f"{self.root}/issues", {"title": title, "description": body, "labels": ",".join(labels)}
            )
            return int(made["iid"])
        data: dict[str, Any] = {"title": title, "body": body}
        if self.kind == "github":
            data["labels"] = labels
        number = int(self.ask("POST", f"{self.root}/issues", data)["number"])
        if self.kind == "forgejo":  # wants labels by number when it opens an issue, but by name afterwards
            self.label("issue", number, labels)
        return number

    def change_issue(self, number: int, body: str) -> None:
        """Write the text of an issue anew."""
        key = "description" if self.kind == "gitlab" else "body"
        self.ask("PUT" if self.kind == "gitlab" else "PATCH", self._at("issue", number), {key: body})

    def close_issue(self, number: int) -> None:
        """Close an issue."""
        data = {"state_event": "close"} if self.kind == "gitlab" else {"state": "closed"}
        self.ask("PUT" if self.kind == "gitlab" else "PATCH", self._at("issue", number), data)

    def proposal(self, number: int) -> Entry:
        """A proposal (pull or merge request)."""
        return self._entry(self.ask("GET", f"{self.root}/{self._proposals}/{number}"))

    def proposals(self, most: int) -> list[Entry]:
        """The open proposals, those that changed last first, at most ``most``."""
        order = {
            "github": {"state": "open", "sort": "updated", "direction": "desc"},
            "gitlab": {"state": "opened", "order_by": "updated_at", "sort": "desc"},
            "forgejo": {"state": "open", "sort": "recentupdate"},
        }[self.kind]
        pages = self._pages(f"{self.root}/{self._proposals}", order)
        return [self._entry(row) for row in islice(pages, most)]

    def ref(self, number: int) -> str:
        """Where git finds the commits of a proposal, in the repository that it is made to."""
        return f"refs/{'merge-requests' if self.kind == 'gitlab' else 'pull'}/{number}/head"

    def open_proposal(self, title: str, body: str, branch: str, base: str) -> str:
        """Open a proposal from a branch, or write anew the one that there is; its address."""
        if self.kind == "gitlab":
            there = self.all(f"{self.root}/merge_requests", {"source_branch": branch, "state": "opened"})
            data = {"title": title, "description": body}
            more = {"source_branch": branch, "target_branch": base, "remove_source_branch": True}
        else:
            owner = self.path.split("/")[0]
            there = self.all(f"{self.root}/pulls", {"state": "open", "head": f"{owner}:{branch}"})
            there = [row for row in there if row["head"]["ref"] == branch]
            data, more = {"title": title, "body": body}, {"head": branch, "base": base}
        if there:
            number = int(there[0]["iid" if self.kind == "gitlab" else "number"])
            made = self.ask(
                "PUT" if self.kind == "gitlab" else "PATCH", f"{self.root}/{self._proposals}/{number}", data
            )
        else:
            made = self.ask("POST", f"{self.root}/{self._proposals}", {**data, **more})
        return str(made["web_url" if self.kind == "gitlab" else "html_url"])

    def proposals_of(self, commit: str) -> list[Entry]:
        """The proposals that brought a commit in; Forgejo knows one."""
        if self.kind == "forgejo":
            found = self.ask("GET", f"{self.root}/commits/{quote(commit)}/pull", missing=None)
            return [self._entry(found)] if found else []
        way = (
            f"{self.root}/repository/commits/{quote(commit)}/merge_requests"
            if self.kind == "gitlab"
            else f"{self.root}/commits/{quote(commit)}/pulls"
        )
        return [self._entry(row) for row in self.all(way)]

    @property
    def _proposals(self) -> str:
        return "merge_requests" if self.kind == "gitlab" else "pulls"

    def _entry(self, row: Mapping[str, Any]) -> Entry:
        head = row.get("head") or {}
        repo = head.get("repo") or {}
        gitlab = self.kind == "gitlab"
        return Entry(
            number=int(row["iid" if gitlab else "number"]),
            title=str(row["title"]),
            body=str(row.get("description" if gitlab else "body") or ""),
            open=row["state"] in {"open", "opened"},
            author=str(
                ((row.get("author") if gitlab else row.get("user")) or {}).get("username" if gitlab else "login", "")
            ),
            head=str(row.get("sha") or "") if gitlab else str(head.get("sha", "")),
            head_url=self.url
            if gitlab and row.get("source_project_id") == row.get("target_project_id")
            else str(repo.get("html_url", "")),
            head_branch=str(row.get("source_branch", "")) if gitlab else str(head.get("ref", "")),
            new=row.get("author_association") in {"FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR"}
            or bool(row.get("first_contribution")),
        )

    def all(self, way: str, params: Mapping[str, str] | None = None) -> list[Any]:
        """Every entry of a list, up to :data:`PAGES` pages. Raises ForgeError."""
        return list(self._pages(way, dict(params or {})))

    def _pages(self, way: str, params: dict[str, str]) -> Iterator[Any]:
        size = "limit" if self.kind == "forgejo" else "per_page"
        for page in range(1, PAGES + 1):
            rows = self.ask("GET", way, params={**params, size: "50", "page": str(page)})
            yield from rows
            if len(rows) < 50:
                return

    def ask(
        self,
        verb: str,
        way: str,
        data: object = None,
        *,
        params: Mapping[str, str] | None = None,
        missing: Any = ForgeError,
        forbidden: Any = ForgeError,
    ) -> Any:
        """One request, again where the forge stumbles. Raises ForgeError (never with the token)."""
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(self.wait * attempt)
            try:
                answer = self._session.request(
                    verb, f"{self.api}{way}", json=data, params=params, timeout=TIMEOUT, allow_redirects=False
                )
            except requests.RequestException as error:
                reason = type(error).__name__
                continue
            if answer.ok and answer.status_code < 300:
                return answer.json() if answer.content else None
            if answer.status_code == requests.codes.not_found and missing is not ForgeError:
                return missing
            if answer.status_code in {401, 403} and forbidden is not ForgeError:
                return forbidden
            reason = f"HTTP {answer.status_code}"
            if answer.status_code < 500 and answer.status_code != requests.codes.too_many:
                break
        raise ForgeError(f"{verb} {way}: {reason}")
