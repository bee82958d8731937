import json
from datetime import date
from pathlib import Path

import pytest
from maillage.generator import make_site
from maillage.model import Actor, Location
from maillage.network import Network
from maillage.pages import map as map_pages
from maillage.pages.cards import Cards
from maillage.pages.map import MapPage
from maillage.pages.site import File, Page
from maillage.points import APPROXIMATE
from maillage.settings import Area, Territory

from bench import map as bench
from tests.test_points import decode

TERRITORY = Territory(name="Essai", area=Area(departments=("54",)), languages=("fr",))
TOUL = Location(None, None, "54200", "Toul", "54528")
NANCY = Location("1 rue du Pont", None, "54000", "Nancy", "54395", 48.69, 6.18)


def actor(identifier: str, location: Location | None) -> Actor:
    return Actor(id=identifier, path="", name=f"Nom de {identifier}", kind="place", location=location)


def made(*actors: Actor) -> dict[str, Page | File]:
    site = make_site(Network(TERRITORY, {one.id: one for one in actors}), "", date(2026, 11, 24))
    return {page.path: page for page in map_pages.pages(site, Cards(site))}


def content(pages: dict[str, Page | File], path: str) -> bytes:
    file = pages[path]
    assert isinstance(file, File)
    return file.content


def context(pages: dict[str, Page | File]) -> MapPage:
    page = pages["carte/"]
    assert isinstance(page, Page)
    assert isinstance(page.context, MapPage)
    return page.context


def test_points_and_their_words_have_one_numbering() -> None:
    pages = made(actor("a", None), actor("b", TOUL), actor("c", NANCY))
    head, spots = decode(content(pages, "carte/points.bin"))
    words = json.loads(content(pages, "carte/lieux/0.json"))
    assert words["version"] == head["version"]
    assert [row[0] for row in words["rows"]] == ["b", "c", "a"]  # by EPCI: around Toul, around Nancy, nowhere
    assert words["rows"][1] == ["c", "Nom de c", "1 rue du Pont, 54000 Nancy"]
    assert [bool(spot.mark & APPROXIMATE) for spot in spots] == [True, False, False]
    assert {entry.card.id: entry.position for group in context(pages).groups for entry in group.entries} == {
        "b": 0,
        "c": 1,
        "a": 2,
    }


def test_words_are_in_shards_of_128() -> None:
    pages = made(*(actor(f"a{number:03}", TOUL) for number in range(130)))
    sizes = [len(json.loads(content(pages, f"carte/lieux/{shard}.json"))["rows"]) for shard in (0, 1)]
    assert sizes == [128, 2]
    assert "carte/lieux/2.json" not in pages


def test_another_set_of_actors_is_another_version() -> None:
    versions = [decode(content(made(*actors), "carte/points.bin"))[0]["version"]
                for actors in ([actor("a", TOUL)], [actor("b", TOUL)], [actor("a", NANCY)])]  # fmt: skip
    assert versions[0] != versions[1]
    assert versions[0] == versions[2]


def test_a_large_directory_leads_to_the_lists_of_each_department(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_pages, "LISTED", 1)
    groups = context(made(actor("a", None), actor("b", TOUL))).groups
    assert [(group.path, group.total, group.entries) for group in groups] == [
        ("acteurs/departement/54/", 1, ()),
        ("acteurs/departement/ailleurs/", 1, ()),
    ]


def test_the_map_for_other_sites_speaks_each_language() -> None:
    pages = made(actor("a", TOUL))
    assert {path for path in pages if "integrer" in path} >= {
        "carte/integrer/",
        "carte/integrer/en/",
        "carte/integrer/de/",
    }


def test_a_directory_without_anybody_still_has_its_map() -> None:
    pages = made()
    assert decode(content(pages, "carte/points.bin"))[1] == []
    assert context(pages).groups == ()


def test_the_bench_makes_the_page_it_measures(tmp_path: Path) -> None:
    bench.build(bench.invented(20), TERRITORY.area, tmp_path)
    assert decode((tmp_path / "carte" / "points.bin").read_bytes())[0]["count"] == 20
    assert {"carte/index.html", "theme/js/map.js", "recherche/index.json"} <= {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
