"""Links to the forge where proposals are made: edit a file, make a new one, ask in an issue, find a proposal again.

What each forge's pages accept in their address is in the table; the contribution forms fill the same addresses in the
browser. An edit page takes no content on any of the three, and GitLab's page for a new file takes none either.
"""

from dataclasses import dataclass
from urllib.parse import quote

from maillage.settings import Forge

LONGEST = 7_500
"""Characters that an address may have: beyond some 8,000, servers of forges answer with an error."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The addresses of one kind of forge. ``{path}``, ``{content}``, ``{title}``… are filled in, percent-encoded."""

    name: str
    edit: str
    new: str
    prefilled: str
    issue: str
    template: str
    search: str


_SHAPES = {
    "github": Shapes(
        name="GitHub",
        edit="{url}/edit/{branch}/{path}",
        new="{url}/new/{branch}?filename={path}",
        prefilled="{url}/new/{branch}?filename={path}&message={title}&value={content}",
        issue="{url}/issues/new?template=fiche.yml&title={title}&fichier={path}&fiche={content}",
        template="{url}/issues/new?template={template}.yml",
        search="{url}/issues?q={id}",
    ),
    "gitlab": Shapes(
        name="GitLab",
        edit="{url}/-/edit/{branch}/{path}",
        new="{url}/-/new/{branch}?file_name={path}",
        prefilled="",
        issue="{url}/-/issues/new?issue[title]={title}&issue[description]={block}",
        template="{url}/-/issues/new?issuable_template={template}",
        search="{url}/-/merge_requests?scope=all&state=all&search={id}",
    ),
    "forgejo": Shapes(
        name="Forgejo",
        edit="{url}/_edit/{branch}/{path}",
        new="{url}/_new/{branch}/?filename={path}",
        prefilled="{url}/_new/{branch}/?filename={path}&value={content}",
        issue="{url}/issues/new?title={title}&body={block}",
        template="{url}/issues/new?template=.github%2FISSUE_TEMPLATE%2F{template}.yml",
        search="{url}/pulls?type=all&state=all&q={id}",
    ),
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

    @property
    def name(self) -> str:
        """What the forge is called."""
        return _SHAPES[self.forge.kind].name

    def edit(self, path: str) -> str:
        """Where an existing file is edited in the browser."""
        return self._filled("edit", path=path)

    def new(self, path: str) -> str:
        """Where a new file is written in the browser."""
        return self._filled("new", path=path)

    def edit_on(self, url: str, branch: str) -> str:
        """Where the files of another branch, of this repository or of a copy of it, are edited; a path comes after it."""
        shape = _SHAPES[self.forge.kind].edit
        return shape.format(url=url.rstrip("/"), branch=quote(branch, safe="/"), path="").rstrip("/")

    def issue(self, title: str, body: str) -> str:
        """Where an issue is opened, its title and its text already written."""
        base = self.forge.url.rstrip("/")
        return _ISSUE[self.forge.kind].format(url=base, title=quote(title, safe=""), body=quote(body, safe=""))

    def template(self, name: str) -> str:
        """Where an issue of a kind is written; forges without such templates have one page for all."""
        return self._filled("template", template=name)

    def addresses(self) -> dict[str, str]:
        """The shapes with only the repository and the branch filled in: the browser does the rest."""
        names = ("edit", "new", "prefilled", "issue", "search")
        return {name: self._filled(name) for name in names}

    def _filled(self, name: str, **holes: str) -> str:
        known = {"url": self.forge.url.rstrip("/"), "branch": quote(self.forge.branch, safe="/")}
        text = str(getattr(_SHAPES[self.forge.kind], name))
        for hole, value in known.items():
            text = text.replace(f"{{{hole}}}", value)
        for hole, value in holes.items():
            text = text.replace(f"{{{hole}}}", quote(value))
        return text
