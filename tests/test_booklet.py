"""A territory on paper: PDF/UA by an independent judge, what it says, what it keeps to itself, and when it is made again."""

import ctypes
import re
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import page as judge  # page-validation
import pypdfium2
import pytest
from click.testing import CliRunner
from maillage.cli import main
from maillage.generator import make_site
from maillage.model import Actor, Event, Skill
from maillage.network import Network
from maillage.pages.booklet.content import Territories
from maillage.pages.booklet.formats import BY_NAME, FORMATS, data_of, made, spaced
from maillage.pages.cards import Cards
from maillage.pages.site import Site
from maillage.pages.typesetting import UNSHOWN, pages_of, pdf
from maillage.parallel import pieces, spread

from tests.test_generator import TINY, files, pelican
from tests.test_pages_site import ACTORS, EVENTS, SKILLS, TERRITORY, TODAY, Table, records

NAMES = [sheet.name for sheet in FORMATS]
HOSTILE = '#read("/etc/passwd") *gras* $x$ @a <b> \\ ` [ // = titre'


def site_of(actors: Table, events: Table = EVENTS, url: str = "https://essai.example.org") -> Site:
    network = Network(TERRITORY, records(Actor, actors), records(Skill, SKILLS), records(Event, events))
    return make_site(network, url, TODAY)


def sheet(site: Site, name: str, code: str = "54") -> bytes:
    return made(data_of(site, Territories(site, Cards(site)).of(code), BY_NAME[name]), BY_NAME[name])


@lru_cache(maxsize=8)
def printed(name: str) -> bytes:
    return sheet(site_of(ACTORS), name)


def text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(one.get_textpage().get_text_range().split()) for one in document]


def whole(content: bytes) -> str:
    return " ".join(text(content))


def faults(content: bytes) -> list[str]:
    report = judge.validate_pdf_bytes(content, profile=judge.ValidationProfile.PDF_UA_1)
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_pdf_ua_and_the_same_each_time(name: str) -> None:
    assert faults(printed(name)) == []
    assert sheet(site_of(ACTORS), name) == printed(name)


def test_the_judge_refuses_what_is_not() -> None:
    assert faults(printed("a5").replace(b"pdfuaid", b"pdfuaix"))
    assert faults(re.sub(rb"/Alt<", b"/Alx<", printed("poster")))


@pytest.mark.parametrize("name", ["a5", "a4-large"])
def test_a_booklet_says_who_helps_where_with_what_and_how_to_ask(name: str) -> None:
    said = whole(printed(name))
    for words in ("Meurthe-et-Moselle", "Demander de l’aide", "bonjour@essai.example.org", "La Halle", "1 rue du Pont, 54200 Toul",
                  "halle@essai.example.org", "Réparer la radio", "Atelier du lundi", "Soudure", "Édition de novembre 2026",
                  "https://essai.example.org/contribuer/besoin/", "Démonstration"):  # fmt: skip
        assert words.replace(" ", "") in said.replace(" ", ""), words
    assert "Fiche à confirmer" in said
    assert "Une rampe" not in said
    assert "Ailleurs" not in said


def test_how_to_reach_a_person_is_not_printed() -> None:
    said = whole(printed("a5"))
    assert "Ada <b>B</b>" in said
    assert "53 01 21 47" not in said
    assert "par l’équipe du réseau" in said


def test_the_index_leads_to_the_page_of_each() -> None:
    pages = text(printed("a5"))
    index = next(one for one in pages if one.startswith("Qui aide à quoi"))
    found = re.search(r"Ada <b>B</b>, Toul, p\. (\d+)", index)
    assert found
    assert "Ada <b>B</b> Personne" in pages[int(found[1]) - 1]


def test_large_print_is_large() -> None:
    for name, paper, smallest in (("a5", (420, 595), 8), ("a4-large", (595, 842), 14)):
        one = pypdfium2.PdfDocument(printed(name))[4]
        assert tuple(round(side) for side in one.get_size()) == paper
        size = ctypes.c_float()
        sizes = [size.value for thing in one.get_objects() if pypdfium2.raw.FPDFTextObj_GetFontSize(thing, size)]
        assert min(sizes) >= smallest
        assert max(sizes, key=sizes.count) == (18 if name == "a4-large" else 10)


@pytest.mark.parametrize("words", [HOSTILE, "日本 🙂 x", "é" * 400, "mot " * 150])
@pytest.mark.parametrize("name", NAMES)
def test_any_words_are_words_and_a_poster_is_one_page(name: str, words: str) -> None:
    halle = {**ACTORS["halle"], "name": words, "summary": words, "needs": [{"text": words, "opened": "2026-10-01"}]}
    event: dict[str, Any] = {
        **EVENTS["fete"],
        "title": words,
        "reason": words,
        "organisers": ["halle"],
        "place": "halle",
    }
    content = sheet(site_of({**ACTORS, "halle": halle}, {"fete": event}), name)
    assert faults(content) == []
    assert "root:" not in whole(content)
    if name == "poster":
        assert pages_of(content) == 1
    elif words == HOSTILE:
        assert words.replace(" ", "") in whole(content).replace(" ", "")


def test_a_character_that_no_letter_shows_is_a_box() -> None:
    source = b'#set document(title: "x", date: none)\n#set text(font: "Atkinson Hyperlegible")\n= #json(bytes(sys.inputs.data)).a'
    assert text(pdf(source, {"a": "Zoë 日\U0001f642 Привет"})) == [f"Zoë {UNSHOWN}{UNSHOWN} Привет"]


def test_a_fault_of_the_document_is_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="unknown variable"):
        pdf(b"#nothing", {})


@pytest.mark.parametrize("name", NAMES)
def test_a_territory_of_nobody_has_its_sheets_too(name: str) -> None:
    content = sheet(site_of({}, {}), name, "200070563")
    assert faults(content) == []
    assert "Demander de l’aide" in whole(content)


def test_without_an_address_there_is_no_code() -> None:
    said = whole(sheet(site_of(ACTORS, url=""), "a5"))
    assert "http" not in said
    assert "Tous les rendez-vous" not in said


def test_a_poster_takes_names_from_all_over_a_list() -> None:
    names = [str(number) for number in range(80)]
    assert spaced(names) == ["0", "10", "20", "30", "40", "50", "60", "70"]
    assert spaced(["a", "b"]) == ["a", "b"]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def papers(root: Path) -> dict[str, int]:
    return {
        path.relative_to(root / "output").as_posix(): path.stat().st_mtime_ns
        for path in (root / "output" / "territoires").rglob("*.pdf")
    }


def test_publishing_makes_them_once_and_each_territory_links_to_its_own(tiny: Path) -> None:
    assert pelican(tiny).returncode == 0
    assert papers(tiny) == {}
    with_paper = ("-e", "MAILLAGE_BOOKLETS=true")
    assert pelican(tiny, *with_paper).returncode == 0
    first = papers(tiny)
    assert {
        "territoires/54/livret-a5.pdf",
        "territoires/54/livret-grands-caracteres.pdf",
        "territoires/54/affiche.pdf",
    } <= set(first)
    html = (tiny / "output" / "territoires" / "54" / "index.html").read_text(encoding="utf-8")
    for path in (path for path in first if path.startswith("territoires/54/")):
        content = (tiny / "output" / path).read_bytes()
        count, size = pages_of(content), max(1, round(len(content) / 1000))
        assert f'href="/{path}"' in html
        assert f"PDF, {count} page{'s' if count > 1 else ''}, {size} ko" in html
    before = files(tiny / "output")
    actor = tiny / "actors" / "atelier.yaml"
    actor.write_text(actor.read_text(encoding="utf-8").replace("name: ", "name: Chez ", 1), encoding="utf-8")
    assert pelican(tiny, *with_paper).returncode == 0
    assert papers(tiny)["territoires/54/livret-a5.pdf"] != first["territoires/54/livret-a5.pdf"]
    assert len(list((tiny / ".maillage" / "booklets").iterdir())) == len(first)
    shutil.rmtree(tiny / "output")
    shutil.rmtree(tiny / ".maillage")
    actor.write_text(actor.read_text(encoding="utf-8").replace("name: Chez ", "name: ", 1), encoding="utf-8")
    assert pelican(tiny, *with_paper).returncode == 0
    assert files(tiny / "output") == before
    assert pelican(tiny).returncode == 0
    assert papers(tiny) == {}


@pytest.mark.parametrize(("asked", "code"), [("54", "54"), ("Terres Touloises", "200070563")])
def test_the_command_writes_what_is_asked(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, code: str
) -> None:
    monkeypatch.chdir(tiny)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    done = CliRunner().invoke(
        main, ["booklet", asked, "--format", "a5", "--format", "poster", "--into", str(tmp_path / "p")]
    )
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == [f"{code}-affiche.pdf", f"{code}-livret-a5.pdf"]
    assert "1 page," in done.output


@pytest.mark.parametrize("asked", ["75", "Bretagne", "nulle part", "54528", ""])
def test_the_command_says_which_territories_there_are(tiny: Path, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.chdir(tiny)
    done = CliRunner().invoke(main, ["booklet", asked])
    assert done.exit_code == 1
    assert "de ce réseau" in done.output
    assert "Peut-être" in done.output
    assert list(tiny.glob("*.pdf")) == []


def test_copies_of_a_process_that_has_printed_can_print_too() -> None:
    """Typst's threads do not survive a copy: a build that had printed before it was copied once waited without end."""
    source = b'#set document(title: "x", date: none)\n= #json(bytes(sys.inputs.data)).a'

    def work(some: Iterator[int]) -> list[bytes]:
        return [pdf(source, {"a": "b"}) for _ in some]

    first = pdf(source, {"a": "b"})
    for _ in range(2):
        made = spread(work, pieces(range(8), 1), least=0)
        assert [one for part in made for one in part] == [first] * 8
