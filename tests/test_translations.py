"""Every text that people read on the site is in the catalogues, whole and sure in French, English and German."""

import re
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.conftest import PROJECT

sys.path.insert(0, str(PROJECT / "tools"))
import translations as made

TEMPLATES = sorted((PROJECT / "theme" / "templates").rglob("*.html"))
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<code>.*?</code>", re.DOTALL)
SAID = re.compile(r"(?:aria-label|title|alt|placeholder|aria-description)=\"([^\"{]*[A-Za-zÀ-ÿ]{3}[^\"{]*)\"")
NAMES = {"Maillage", "Atom", "iCalendar", "GeoJSON", "CSV", "JSON", "PDF", "vCard", "OpenStreetMap"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_words_stand_in_a_template_outside_the_catalogues(path: Path) -> None:
    text = CODE.sub(" ", path.read_text(encoding="utf-8"))
    loose = [*SAID.findall(text), *re.findall(r">([^<>]*[A-Za-zÀ-ÿ]{3}[^<>]*)<", text)]
    loose = [part for part in loose if "=" not in part]  # attributes of a tag that is put together in pieces
    words = {word for part in loose for word in re.findall(r"[A-Za-zÀ-ÿ’]{3,}", re.sub(r"&\w+;", " ", part))}
    assert words - NAMES == set()


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    """Every text there is."""
    return made.template()


def test_catalogues_lack_nothing_and_are_sure(wanted: Catalog) -> None:
    assert [fault for language in (*made.LANGUAGES, *made.partial()) for fault in made.faults(language, wanted)] == []


@pytest.mark.parametrize("language", ["en", "de", "lb"])
def test_a_missing_a_doubtful_and_a_damaged_text_are_each_told(
    language: str, wanted: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = made.updated(language, wanted)
    holed = [one for one in catalog if isinstance(one.id, str) and "%(" in one.id and one.string]
    first, second, third = holed[:3]
    first.string, third.string = "", "without its hole"
    second.flags.add("fuzzy")
    monkeypatch.setattr(made, "current", lambda _language: catalog)
    told = "\n".join(made.faults(language, wanted))
    assert ("not translated" in told) == (language != "lb")
    assert "not sure" in told
    assert "other holes" in told


def test_a_text_of_a_new_template_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("plugins/maillage", "theme/templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "theme/templates/x.html").write_text("<p>{{ _('Un texte tout neuf') }}</p>", encoding="utf-8")
    monkeypatch.setattr(made, "ROOT", tmp_path)
    assert [one.id for one in made.template() if one.id] == ["Un texte tout neuf"]
    assert any("Un texte tout neuf" in fault for fault in made.faults("de", made.template()))
