"""Links to the forge where proposals are made: edit a file, make a new one, see its history."""

from dataclasses import dataclass
from urllib.parse import quote

from maillage.settings import Forge

_EDIT = {
    "github": "{url}/edit/{branch}/{path}",
    "gitlab": "{url}/-/edit/{branch}/{path}",
    "forgejo": "{url}/_edit/{branch}/{path}",
}
_NEW = {
    "github": "{url}/new/{branch}?filename={path}",
    "gitlab": "{url}/-/new/{branch}?file_name={path}",
    "forgejo": "{url}/_new/{branch}/?filename={path}",
}
_ISSUE = {
    "github": "{url}/issues/new?title={title}&body={body}",
    "gitlab": "{url}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
    "forgejo": "{url}/issues/new?title={title}&body={body}",
}


@dataclass(frozen=True, slots=True)
class ForgeLinks:
    """Addresses on one forge; every path is relative to the repository's root."""

    forge: Forge

    def edit(self, path: str) -> str:
        """Where an existing file is edited in the browser."""
        return self._address(_EDIT, path)

    def new(self, path: str) -> str:
        """Where a new file is written in the browser."""
        return self._address(_NEW, path)

    def edit_on(self, url: str, branch: str) -> str:
        """Where the files of another branch, of this repository or of a copy of it, are edited; a path comes after it."""
        return _EDIT[self.forge.kind].format(url=url.rstrip("/"), branch=quote(branch, safe="/"), path="").rstrip("/")

    def issue(self, title: str, body: str) -> str:
        """Where an issue is opened, its title and its text already written."""
        base = self.forge.url.rstrip("/")
        return _ISSUE[self.forge.kind].format(url=base, title=quote(title, safe=""), body=quote(body, safe=""))

    def _address(self, shapes: dict[str, str], path: str) -> str:
        branch = quote(self.forge.branch, safe="/")
        return shapes[self.forge.kind].format(url=self.forge.url.rstrip("/"), branch=branch, path=quote(path))
