"""Easy words: a text on its record's page, all of them on one page, and no such page where nobody wrote any."""

import shutil
from pathlib import Path

from maillage.pipeline import read_network

from tests.conftest import TESTS
from tests.test_build import build

WORDS = "easy_read: |\n  Ici on répare.\n\n  C’est gratuit.\n"


def tiny(folder: Path, more: str) -> Path:
    shutil.copytree(TESTS / "sites" / "tiny", folder)
    actor = folder / "actors" / "mairie.yaml"
    actor.write_text(actor.read_text(encoding="utf-8") + more, encoding="utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def test_easy_texts_are_on_their_records_and_together_on_one_page(tmp_path: Path) -> None:
    output = tiny(tmp_path / "site", WORDS)
    for path in ("acteurs/mairie", "facile"):
        html = (output / path / "index.html").read_text(encoding="utf-8")
        assert "<p>Ici on répare.</p><p>C’est gratuit.</p>" in html, path
    home = (output / "index.html").read_text(encoding="utf-8")
    assert "facile/" in home
    assert 'id="easy"' not in (output / "acteurs" / "atelier" / "index.html").read_text(encoding="utf-8")


def test_no_easy_page_where_nobody_wrote_one(tmp_path: Path) -> None:
    output = tiny(tmp_path / "site", "")
    assert not (output / "facile").exists()
    assert "facile/" not in (output / "index.html").read_text(encoding="utf-8")


def test_a_text_of_more_than_600_characters_is_refused(tmp_path: Path) -> None:
    shutil.copytree(TESTS / "sites" / "tiny", tmp_path / "site")
    actor = tmp_path / "site" / "actors" / "mairie.yaml"
    kept = actor.read_text(encoding="utf-8")
    for length, problems in ((600, []), (601, ["too-long"])):
        actor.write_text(f"{kept}easy_read: {'a' * length}\n", encoding="utf-8")
        found = read_network(tmp_path / "site", use_cache=False).problems
        assert [one.code for one in found] == problems, length
