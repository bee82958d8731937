"""Pages and images: what is refused before Pelican sees it (attacks 12 and 13)."""

from pathlib import Path

import pytest
from maillage.contents import MAX_BYTES, check_contents
from maillage.pipeline import read_network


def put(root: Path, path: str, text: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def told(root: Path) -> list[str]:
    return [f"{problem.location}: {problem.code}" for problem in check_contents(root)]


@pytest.mark.parametrize(
    "text", ["Title: Bonjour\n\nTexte", "---\ntitle: Bonjour\n---\nTexte", "Slug: a\nTitle: Bonjour\n"]
)
def test_a_page_with_a_title_is_taken(tmp_path: Path, text: str) -> None:
    put(tmp_path, "content/pages/bonjour.md", text)
    assert told(tmp_path) == []


@pytest.mark.parametrize("text", ["", "Bonjour\n\nTitle: trop tard", "Title:\n\nTexte", "Slug: a\n\nTitle: trop tard"])
def test_a_page_without_a_title_is_told(tmp_path: Path, text: str) -> None:
    put(tmp_path, "content/pages/bonjour.md", text)
    assert told(tmp_path) == ["content/pages/bonjour.md:1:1: content-without-title"]


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        ("2026-11-24", True),
        ("2026-11-24 18:00", True),
        ("2026-99-99", False),
        ("hier", False),
        ("24/11/2026", False),
        ("2026-W48-2", False),
    ],
)
def test_a_date_that_is_none_is_told(tmp_path: Path, when: str, taken: bool) -> None:
    put(tmp_path, "content/pages/bonjour.md", f"Title: Bonjour\nDate: {when}\n\nTexte")
    assert told(tmp_path) == ([] if taken else ["content/pages/bonjour.md:2:1: content-bad-date"])


def test_an_image_of_ten_megabytes_is_told(tmp_path: Path) -> None:
    put(tmp_path, "content/images/photo.jpg", bytes(10 * MAX_BYTES))
    put(tmp_path, "content/images/petite.webp", bytes(MAX_BYTES))
    assert told(tmp_path) == ["content/images/photo.jpg: content-too-large"]


@pytest.mark.parametrize("name", ["script.js", "page.html", "dessin.svg", "archive.zip", "sans-suffixe"])
def test_other_files_are_told(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"content/images/{name}", "x")
    assert told(tmp_path) == [f"content/images/{name}: content-wrong-file"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "secret.md", "Title: Secret")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/page.md").symlink_to(tmp_path / "secret.md")
    assert told(tmp_path) == ["content/page.md: not-a-regular-file"]


@pytest.mark.parametrize("folder", ["actors/voisins", "content/voisins"])
def test_a_repository_inside_ours_is_told(territory: Path, folder: str) -> None:
    put(territory, f"{folder}/.git", "gitdir: ../../.git/modules/voisins")
    assert [f"{problem.location}: {problem.code}" for problem in read_network(territory).problems] == [
        f"{folder}: nested-repository"
    ]
