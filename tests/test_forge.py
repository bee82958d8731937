import pytest
from maillage.forge import ForgeLinks
from maillage.settings import Forge

LINKS = [
    ("github", "https://f.org/a/b/edit/main/actors/x.yaml", "https://f.org/a/b/new/main?filename=actors/x.yaml"),
    ("gitlab", "https://f.org/a/b/-/edit/main/actors/x.yaml", "https://f.org/a/b/-/new/main?file_name=actors/x.yaml"),
    ("forgejo", "https://f.org/a/b/_edit/main/actors/x.yaml", "https://f.org/a/b/_new/main/?filename=actors/x.yaml"),
]


@pytest.mark.parametrize(("kind", "edit", "new"), LINKS)
def test_each_forge_has_its_own_addresses(kind: str, edit: str, new: str) -> None:
    links = ForgeLinks(Forge(kind=kind, url="https://f.org/a/b/"))  # type: ignore[arg-type]
    assert links.edit("actors/x.yaml") == edit
    assert links.new("actors/x.yaml") == new


def test_a_branch_cannot_leave_its_place() -> None:
    links = ForgeLinks(Forge(kind="github", url="https://f.org/a/b", branch="x?y#z"))
    assert links.edit("a.yaml") == "https://f.org/a/b/edit/x%3Fy%23z/a.yaml"
