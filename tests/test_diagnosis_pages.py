"""What is shown of the diagnosis: sentences, the map of areas, charts and the sheets of paper."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from maillage import charts
from maillage.cli import main
from maillage.derive.coverage import People
from maillage.derive.diagnosis import Figure
from maillage.derive.questions import Question
from maillage.generator import make_site
from maillage.history import Change
from maillage.i18n import translator
from maillage.model import Actor, build
from maillage.network import Network
from maillage.pages import diagnosis
from maillage.pages.cards import Cards
from maillage.pages.diagnosis.choropleth import level
from maillage.pages.diagnosis.words import question_sentence
from maillage.pages.sections import all_lots
from maillage.pages.site import File, Page, Site
from maillage.settings import Area, Territory

TODAY = date(2026, 11, 24)
EPCI = "200070563"
ACTORS = (
    ("a", {"location": {"insee": "54528", "municipality": "Toul"}, "services": ["aide-aux-demarches-administratives"],
           "opening_hours": "Mo 09:00-12:00", "needs": [{"text": "Une main", "opened": "2026-09-01"}]}),
    ("b", {"location": {"insee": "54242", "municipality": "Gye"}, "audiences": ["jeunes"]}),
)  # fmt: skip


HERE = Area(epci=(EPCI,))


def site_of(area: Area = HERE, url: str = "") -> Site:
    actors = {
        name: build(Actor, name, f"actors/{name}.yaml", {"name": name, "kind": "place", **data})
        for name, data in ACTORS
    }
    site = make_site(Network(Territory(name="T", area=area), actors), url, TODAY)
    return replace(site, changes=tuple(Change(date(2026, 9, 1), "A", f"actors/{name}.yaml") for name in actors))


def made(site: Site) -> dict[str, Any]:
    return {one.path: one.context if isinstance(one, Page) else one for one in diagnosis.pages(site, Cards(site))}


PEOPLE = [
    ((0, 0, 0, 0), "Aide : on ne sait pas."),
    ((0, 0, 9, 0), "Aide : on ne sait pas."),
    ((7, 0, 0, 3), "Aide : 3 habitants sur 10 à plus de 20 km de toute aide connue."),
    ((5, 0, 2, 3), "Aide : 3 habitants sur 10 à plus de 20 km de toute aide connue ; 2 habitants sur 10 : on ne sait pas."),
    ((6, 2, 2, 0), "Aide : une aide à moins de 20 km, ou qui se déplace, pour 8 habitants sur 10 ; 2 habitants sur 10 : on ne sait pas."),
    ((9, 1, 0, 0), "Aide : une aide à moins de 20 km, ou qui se déplace, pour tous les habitants."),
]  # fmt: skip


@pytest.mark.parametrize(("people", "said"), PEOPLE)
def test_each_question_is_said_in_a_sentence(people: tuple[int, int, int, int], said: str) -> None:
    figure = Figure(Question("services", "x"), {20: People(people, (0, 0, 0, 0))}, 0, 0)
    assert question_sentence(figure, "Aide", translator("fr")).replace("\u00a0", " ") == said


LEVELS = [
    ((0, 0, 0, 0), "unknown"),
    ((1, 0, 9, 0), "unknown"),
    ((0, 0, 0, 9), "not-covered"),
    ((0, 5, 4, 1), "declared"),
    ((10, 0, 0, 0), "covered outline-shade-4"),
    ((4, 3, 3, 0), "covered outline-shade-2"),
]


@pytest.mark.parametrize(("people", "drawn"), LEVELS)
def test_an_area_looks_like_the_state_of_most_of_its_people(people: tuple[int, int, int, int], drawn: str) -> None:
    assert level(People(people, (0, 0, 0, 0))) == drawn


def test_the_map_is_foliums_and_asks_nothing_of_anybody() -> None:
    found = made(site_of())
    page, script = found["diagnostic/carte/"], found["diagnostic/carte/carte.js"]
    assert [area.code for area in page.areas] == [EPCI]
    assert page.areas[0].row.path == f"diagnostic/{EPCI}/"
    assert b"L.map(" in script.content
    assert not re.search(rb"https?://", script.content)
    assert page.areas[0].level == "covered outline-shade-4"


def test_each_question_that_has_answers_has_its_map_and_all_share_one_script() -> None:
    found = made(site_of())
    young = "diagnostic/carte/audiences-jeunes/"
    asked = "diagnostic/carte/services-aide-aux-demarches-administratives/"
    assert {path for path in found if path.startswith("diagnostic/carte/")} == {
        "diagnostic/carte/", "diagnostic/carte/carte.js", asked, young,
    }  # fmt: skip
    page = found[asked]
    assert page.title.replace("\u00a0", " ") == "Carte : Aide aux démarches administratives"
    assert page.script == "diagnostic/carte/carte.js"
    assert page.areas[0].level.startswith("covered outline-shade-")
    assert page.areas[0].row.shares != found[young].areas[0].row.shares
    for place in ("diagnostic/", f"diagnostic/{EPCI}/"):
        paths = {row.path for _, rows in found[place].questions for row in rows}
        assert paths == {"", asked, young}


def test_a_territory_without_known_borders_has_no_map_and_an_empty_one_no_diagnosis() -> None:
    found = made(site_of(Area(communes=("98735",))))
    assert "diagnostic/carte/" not in found
    assert found["diagnostic/"].map == ""
    assert made(site_of(Area(communes=()))) == {}


def test_a_chart_is_the_same_every_time_and_holds_no_script() -> None:
    drawn = charts.lines("L’an <&>", ["01/2026", "02/2026"], {"A": [None, 3], "B": [1, 2]})
    assert drawn == charts.lines("L’an <&>", ["01/2026", "02/2026"], {"A": [None, 3], "B": [1, 2]})
    assert drawn.count(b"http") == drawn.count(b"http://www.w3.org/2000/svg")
    assert not re.search(rb"<script| on\w+=|href", drawn)
    assert "<title>L’an &lt;&amp;&gt;</title>".encode() in drawn


def test_the_history_says_in_words_what_its_chart_shows() -> None:
    found = made(site_of())
    page = found["diagnostic/histoire/"]
    assert page.said.replace("\u00a0", " ") == (
        "De septembre 2026 à novembre 2026 : de 2 à 2 acteurs, de 1 à 1 besoins ouverts, 0 échanges en tout."
    )
    assert page.since[-1].kinds[0].came == 2
    assert found["diagnostic/histoire/histoire.svg"].content.startswith(b"<?xml")


def test_every_figure_is_in_a_table_with_its_method() -> None:
    for path, one in made(site_of()).items():
        if path.endswith(".csv"):
            head, *rows = one.content.decode("utf-8-sig").splitlines()
            assert '"Méthode"' in head
            assert all("/diagnostic/methode/" in row for row in rows)
    rest = made(site_of())[f"diagnostic/{EPCI}/indicateurs.csv"].content.decode("utf-8-sig")
    assert '"Besoins";"ouverts";"1";"1"' in rest


def test_sheets_of_paper_are_made_where_the_site_is_published() -> None:
    assert "diagnosis.sheets" not in {lot.name for lot in all_lots(site_of())}
    site = site_of(url="https://essai.example.org")
    lots = {lot.name: lot for lot in all_lots(site)}
    [sheet] = list(lots["diagnosis.sheets"].make())
    assert isinstance(sheet, File)
    assert sheet.path == made(site)[f"diagnostic/{EPCI}/"].sheets
    assert sheet.content.startswith(b"%PDF")
    assert sheet.content == next(iter(diagnosis.sheets(site, Cards(site)))).content
    assert len(re.findall(rb"/Type\s*/Page\b", sheet.content)) == 2


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "territory.yaml").write_text(f"name: T\narea: {{epci: ['{EPCI}']}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    return tmp_path


def test_the_sheets_of_an_area_on_demand(root: Path) -> None:
    done = CliRunner().invoke(main, ["diagnosis", EPCI])
    assert done.exit_code == 0, done.output
    assert (root / f"diagnostic-{EPCI}.pdf").read_bytes().startswith(b"%PDF")
    assert CliRunner().invoke(main, ["diagnosis", "54", "--output", str(root / "x.pdf")]).exit_code == 0
    for strange in ("99", "", "\x1b[31m"):
        done = CliRunner().invoke(main, ["diagnosis", strange])
        assert done.exit_code == 2
        assert "\x1b" not in done.output


def test_a_change_of_the_history_alone_is_seen() -> None:
    site = site_of()
    later = replace(site, changes=(*(site.changes or ()), Change(date(2026, 9, 2), "M", "actors/a.yaml")))
    assert site.everything != later.everything
