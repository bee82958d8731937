"""A look of one's own: colours, letters and blocks from territory.yaml, one template replaced, every component on a page."""

import shutil
from pathlib import Path

import pytest
from maillage import appearance
from maillage.pages.gallery import TOKENS
from maillage.pages.home import BLOCKS, blocks
from maillage.settings import Block, Fonts, Theme

from tests.conftest import PROJECT
from tests.test_generator import TINY, pelican
from tests.test_palette import TOKENS as SHEET
from tests.test_palette import tokens


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def look(root: Path, text: str) -> None:
    file = root / "territory.yaml"
    kept = file.read_text(encoding="utf-8").split("\ntheme:")[0]
    file.write_text(f"{kept.rstrip()}\n{text}", encoding="utf-8")


def written(root: Path, path: str) -> str:
    return (root / "output" / path).read_text(encoding="utf-8")


def test_colour_letters_and_blocks_reach_the_pages(tiny: Path) -> None:
    fonts = tiny / "content" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "douce.woff2").write_bytes(b"wOF2" + bytes(1000))
    look(
        tiny,
        "theme:\n  accent: '#c2185b'\n  fonts: {text: content/fonts/douce.woff2}\n"
        "home:\n  - events\n  - {title: Permanence, text: 'Le **jeudi**. <script>alert(1)</script>'}\n",
    )
    done = pelican(tiny)
    assert done.returncode == 0, done.stdout
    sheet = written(tiny, "couleurs.css")
    assert "--accent: #c2185b" in sheet
    assert 'src: url("content/fonts/douce.woff2")' in sheet
    assert '--sans: "maillage-texte"' in sheet
    assert "--serif" not in sheet
    assert (tiny / "output" / "content" / "fonts" / "douce.woff2").is_file()
    home = written(tiny, "index.html")
    assert home.index('href="/couleurs.css"') > home.index("css/site.css")
    order = [home.index(f'id="{name}"') for name in ("needs", "next", "bloc-3", "fresh")]
    assert order == sorted(order)
    assert 'id="join"' not in home
    assert "Le <strong>jeudi</strong>." in home
    assert "<script>alert" not in home


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((), BLOCKS),
        (("fresh", "needs"), ("fresh", "needs")),
        (("events",), ("needs", "events", "fresh")),
        ((Block("A", "b"), "needs"), ("own", "needs", "fresh")),
    ],
)
def test_needs_and_the_state_of_the_directory_are_never_left_out(
    asked: tuple[str | Block, ...], shown: tuple[str, ...]
) -> None:
    assert tuple(block.name for block in blocks(asked)) == shown


def test_every_block_has_its_template() -> None:
    folder = PROJECT / "theme" / "templates" / "partials" / "home"
    assert {file.stem for file in folder.glob("*.html")} == set(BLOCKS)


def test_one_template_is_replaced_and_the_others_stay(tiny: Path) -> None:
    mine = tiny / "templates" / "partials" / "home"
    mine.mkdir(parents=True)
    (mine / "join.html").write_text('<section><h2 id="join">À ma façon</h2></section>\n', encoding="utf-8")
    assert pelican(tiny).returncode == 0
    home = written(tiny, "index.html")
    assert "À ma façon" in home
    assert 'id="needs"' in home


def test_a_look_of_nothing_makes_no_sheet() -> None:
    assert appearance.css(Theme()) == ""
    assert list(appearance.check(Path(), Theme())) == []
    assert appearance.css(Theme(fonts=Fonts(headings="content/fonts/t.woff2"))).count("@font-face") == 1


def test_a_pale_accent_is_told_with_what_is_shown_instead() -> None:
    ((code, pointer, params),) = appearance.check(Path(), Theme(accent="#ffcc00"))
    assert (code, pointer) == ("accent-too-pale", ("theme", "accent"))
    assert params["ratio"] == "1,4"
    assert f"--accent: {params['shown']};" in appearance.css(Theme(accent="#ffcc00"))


@pytest.mark.parametrize("way", [("-e", "MAILLAGE_GALLERY=true"), ()])
def test_the_gallery_is_there_when_it_is_asked_for(tiny: Path, way: tuple[str, ...]) -> None:
    if not way:
        look(tiny, "theme: {gallery: true}\n")
    assert pelican(tiny, *way).returncode == 0
    page = written(tiny, "galerie/index.html")
    for component in (
        "card actor",
        "card need",
        "is-met",
        "card event is-cancelled",
        "button signal",
        "chip",
        "pager",
        "notice",
        "crumbs",
        "stale",
        "<details",
    ):
        assert component in page, component
    assert "noindex" in page


def test_the_gallery_is_not_there_otherwise(tiny: Path) -> None:
    assert pelican(tiny).returncode == 0
    assert not (tiny / "output" / "galerie").exists()


def test_the_gallery_shows_every_colour_of_the_theme() -> None:
    assert set(TOKENS) == set(tokens(SHEET.split(":root {")[1]))
    css = (PROJECT / "theme" / "static" / "css" / "gallery.css").read_text(encoding="utf-8")
    assert all(f".swatch-{token} {{ background: var(--{token}); }}" in css for token in TOKENS)
