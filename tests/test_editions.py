"""One site in several languages: translations where there are some, and everything else with its true language said."""

import re
import shutil
from pathlib import Path

import pytest
from maillage.editions import edition, published
from maillage.i18n import is_partial, languages, partial_languages
from maillage.pipeline import read_network
from maillage.settings import Area, Territory

from tests.conftest import TESTS
from tests.test_build import build

GERMAN = """translations:
  de:
    name: Die Werkstatt
    summary: Hier wird repariert.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny network, published in French and German at an address of its own."""
    root = tmp_path_factory.mktemp("editions") / "tiny"
    shutil.copytree(TESTS / "sites" / "tiny", root)
    territory = root / "territory.yaml"
    territory.write_text(territory.read_text(encoding="utf-8") + "languages: [fr, de]\n", encoding="utf-8")
    actor = root / "actors" / "atelier.yaml"
    actor.write_text(actor.read_text(encoding="utf-8").split("translations:")[0] + GERMAN, encoding="utf-8")
    pages = root / "content" / "pages"
    (pages / "a-propos.de.md").write_text("Title: Auf Deutsch\n\nEin Text.\n", encoding="utf-8")
    (pages / "seulement.md").write_text("Title: Seulement\n\nUn texte.\n", encoding="utf-8")
    settings = root / "publishconf.py"
    settings.write_text(
        (root / "pelicanconf.py").read_text(encoding="utf-8").replace("(__file__)", "(__file__, publish=True)"),
        encoding="utf-8",
    )
    done = build(root, "--settings", "publishconf.py")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def html(built: Path, path: str) -> str:
    return (built / "output" / path / "index.html").read_text(encoding="utf-8")


def test_each_language_has_its_folder_and_names_the_others(built: Path) -> None:
    for path, language in (("acteurs", "fr"), ("de/acteurs", "de")):
        text = html(built, path)
        assert f'<html lang="{language}">' in text
        told = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text)
        assert told == [
            ("fr", "https://exemple.org/petit/acteurs/"),
            ("x-default", "https://exemple.org/petit/acteurs/"),
            ("de", "https://exemple.org/petit/de/acteurs/"),
        ]
        assert '<a href="/petit/de/acteurs/" lang="de" hreflang="de"' in text
    assert 'rel="canonical" href="https://exemple.org/petit/de/acteurs/"' in html(built, "de/acteurs")
    assert "hreflang" not in (built / "output" / "404.html").read_text(encoding="utf-8").split("</head>")[0]


def test_a_translation_is_taken_and_the_rest_is_marked(built: Path) -> None:
    text = html(built, "de/acteurs/atelier")
    assert "<h1>Die Werkstatt</h1>" in text
    assert '<p class="lead">Hier wird repariert.</p>' in text
    assert '<div lang="fr"><p>Ouvert à' in text
    assert '<h1 lang="fr">Lou' in html(built, "de/acteurs/lou")
    ours = html(built, "acteurs/atelier").split("<main")[1]
    assert "<h1>L’Atelier</h1>" in ours
    assert 'lang="fr"' not in ours


def test_a_page_without_a_translation_is_shown_in_its_own_language_and_says_so(built: Path) -> None:
    text = html(built, "de/seulement")
    assert re.search(r'<article class="prose page" lang="fr">\s*<p class="notice" lang="de">', text)
    assert "Französisch" in text
    assert "Ein Text." in html(built, "de/a-propos")
    assert '<article class="prose page">' in html(built, "de/a-propos")
    assert "Ein Text." not in html(built, "a-propos")


def test_a_second_build_changes_nothing(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "output").glob("**/acteurs/**/*.html")}
    assert build(built, "--settings", "publishconf.py").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (built / "output").glob("**/acteurs/**/*.html")} == before


def test_one_language_alone_can_be_made(built: Path) -> None:
    done = build(built, "--lang", "it")
    assert (done.returncode, "fr, de" in done.stderr) == (2, True)


def test_a_network_in_its_own_language_is_itself(territory: Path) -> None:
    network = read_network(territory).require()
    assert edition(network, "fr").network is network
    assert edition(network, "de").network.territory.language == "de"


def test_a_language_that_is_only_begun_is_published_and_says_so() -> None:
    assert languages() == ("fr", "de", "en")
    assert partial_languages() == ("lb",)
    assert is_partial("lb")
    assert published(Territory(name="", area=Area(), languages=("fr", "lb", "xx", "de"))) == ("fr", "lb", "de")
