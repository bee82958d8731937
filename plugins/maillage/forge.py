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

    def _address(self, shapes: dict[str, str], path: str) -> str:
        branch = quote(self.forge.branch, safe="/")
        return shapes[self.forge.kind].format(url=self.forge.url.rstrip("/"), branch=branch, path=quote(path))
