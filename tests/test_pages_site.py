"""The pages that a network becomes: every record is reached, nothing is counted per person, ends are told."""

import gzip
import re
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from maillage import render
from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.model import Actor, Event, Record, Skill, build
from maillage.network import Network
from maillage.pages.cards import Cards
from maillage.pages.sections import all_pages
from maillage.pages.site import Page, Site
from maillage.settings import Area, Contact, Forge, Territory
from maillage.urls import save_as

T = TypeVar("T", bound=Record)
Table = dict[str, dict[str, Any]]
TODAY = date(2026, 11, 24)
TERRITORY = Territory(
    name="Essai",
    tagline="On s’aide.",
    area=Area(departments=("54",)),
    forge=Forge(kind="github", url="https://f.example.org/a/b"),
    contact=Contact(email="bonjour@essai.example.org"),
    demo=True,
)
SKILLS: Table = {
    "soudure": {"name": "Soudure", "family": "fabrication-et-reparation", "synonyms": ["étain"]},
    "tricot": {"name": "Tricot", "family": "creation-et-medias"},
}
TOUL = {"postcode": "54200", "municipality": "Toul", "insee": "54528"}
ACTORS: Table = {
    "ada": {
        "name": "Ada <b>B</b>",
        "kind": "person",
        "location": TOUL,
        "offers": ["soudure"],
        "contact": {"phones": ["+33353012147"]},
        "consent": {"on": "2026-01-01", "by": "Ada"},
        "verified": {"on": "2026-11-01"},
    },
    "halle": {
        "name": "La Halle",
        "kind": "place",
        "location": {**TOUL, "street": "1 rue du Pont", "lat": 48.675, "lon": 5.89},
        "services": ["aide-aux-demarches-administratives"],
        "contact": {"emails": ["halle@essai.example.org"]},
        "needs": [
            {"skill": "soudure", "title": "Réparer la radio", "opened": "2026-10-01"},
            {
                "text": "Une rampe",
                "opened": "2026-09-01",
                "met": {"on": "2026-10-01", "by": ["ada"], "thanks": "Merci"},
            },
            {"text": "Trop tard", "opened": "2026-01-01", "until": "2026-02-01"},
        ],
        "translations": {"en": {"name": "The Hall"}},
        "verified": {"on": "2025-01-01"},
    },
    "ailleurs": {"name": "Ailleurs", "kind": "collective", "verified": {"on": "2026-11-01"}},
}
EVENTS: Table = {
    "atelier": {
        "title": "Atelier du lundi",
        "start": "2026-11-30T18:00",
        "duration": "2h",
        "repeat": {"every": "week", "count": 5},
        "organisers": ["halle"],
        "place": "halle",
        "skills": ["soudure"],
    },
    "fete": {"title": "Fête", "start": "2026-12-05", "organisers": ["ada"], "status": "cancelled", "reason": "Neige"},
    "jadis": {"title": "Jadis", "start": "2025-05-03", "organisers": ["ada"]},
}


def records(cls: type[T], table: Table) -> dict[str, T]:
    return {key: build(cls, key, f"x/{key}.yaml", value) for key, value in table.items()}


def site_of(actors: Table) -> Site:
    network = Network(TERRITORY, records(Actor, actors), records(Skill, SKILLS), records(Event, EVENTS))
    return make_site(network, "", TODAY)


@lru_cache(maxsize=1)
def site() -> Site:
    return site_of(ACTORS)


def rendered_of(here: Site) -> dict[str, str]:
    environment = Environment(
        loader=FileSystemLoader(str(theme_path() / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    render.prepare(environment, "fr")
    around = render.shell(here, frozenset({"charte/"}))
    found = {}
    for page in all_pages(here, [("Charte", "charte/")]):
        is_page = isinstance(page, Page)
        found[page.path] = (render.render(environment, page, around) if is_page else page.content).decode(
            errors="replace"
        )
    return found


@lru_cache(maxsize=1)
def rendered() -> dict[str, str]:
    return rendered_of(site())


def html() -> dict[str, str]:
    return {path: text for path, text in rendered().items() if text.startswith("<!doctype html>")}


def test_every_record_has_its_page() -> None:
    pages = html()
    assert {"acteurs/ada/", "acteurs/halle/", "competences/soudure/", "agenda/atelier/", "agenda/jadis/"} <= set(pages)
    assert {"", "besoins/", "besoins/resolus/", "agenda/2026/12/", "agenda/2025/", "territoires/54/"} <= set(pages)
    assert {"contribuer/", "donnees/", "plan-du-site/", "404.html", "acteurs/departement/54/"} <= set(pages)


@pytest.mark.parametrize("path", sorted(html()))
def test_a_page_is_well_made(path: str) -> None:
    page = html()[path]
    assert page.count("<h1") == 1
    assert '<main id="contenu"' in page
    assert 'class="demo"' in page
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"<script(?! type=\"(module|application/ld\+json)\")(?![^>]* src=)", page)


@pytest.mark.parametrize("path", sorted(html()))
def test_a_link_leads_to_something(path: str) -> None:
    targets = {save_as(one) for one in rendered()} | {"charte/index.html", "sitemap.xml"}
    for link in re.findall(r'(?:href|action)="/([^"]*)"', html()[path]):
        address = link.split("#")[0].split("?")[0]
        if address.startswith("theme/"):
            assert (theme_path() / "static" / address.removeprefix("theme/")).is_file(), address
        else:
            assert save_as(address) in targets, address


def test_lists_by_facet_reach_every_actor() -> None:
    shown = {
        key: "".join(text for path, text in html().items() if path.startswith(f"acteurs/{key}/"))
        for key in ("departement", "sorte")
    }
    for actor in ACTORS:
        assert all(f'href="/acteurs/{actor}/"' in text for text in shown.values()), actor


def test_an_actor_says_how_to_get_in() -> None:
    page = html()["acteurs/ada/"]
    assert "Ada &lt;b&gt;B&lt;/b&gt;" in page
    assert "<b>B" not in page
    assert 'href="tel:+33353012147">03 53 01 21 47<' in page
    assert "centre de la commune" in page
    assert "https://f.example.org/a/b/edit/main/x/ada.yaml" in page


def test_an_old_entry_is_to_be_confirmed_and_a_translation_says_its_language() -> None:
    assert "À confirmer" in html()["acteurs/halle/"]
    assert "À confirmer" not in html()["acteurs/ada/"]
    assert 'lang="en"' in html()["acteurs/halle/"]


def test_open_needs_stand_first_with_who_could_help() -> None:
    home, needs, met = html()[""], html()["besoins/"], html()["besoins/resolus/"]
    assert 0 < home.index("Réparer la radio") < home.index("Atelier du lundi")
    assert 'href="/acteurs/ada/"' in needs
    assert "Trop tard" not in needs
    assert "Une rampe" not in needs
    assert "Une rampe" in met
    assert "Merci" in met


def test_a_cancelled_event_gives_its_reason() -> None:
    assert "Annulé" in html()["agenda/fete/"]
    assert "Neige" in html()["agenda/fete/"]


def test_a_month_is_a_table_with_its_days() -> None:
    page = html()["agenda/2026/12/"]
    assert "<caption" in page
    assert page.count('scope="col"') == 7
    assert 'datetime="2026-12-07' in page
    assert page.count("Atelier du lundi") == 4


def test_a_series_is_shown_once_with_its_next_date() -> None:
    dates = Cards(site()).next_dates
    assert [(event.id, card.iso[:10], card.again) for event, card in dates] == [
        ("atelier", "2026-11-30", True),
        ("fete", "2026-12-05", False),
    ]


def test_first_page_is_light() -> None:
    static = theme_path() / "static"
    parts = [
        html()[""].encode(),
        *(path.read_bytes() for path in static.glob("css/*.css")),
        *(path.read_bytes() for path in static.glob("js/*.js")),
    ]
    assert sum(len(gzip.compress(part)) for part in parts) < 60_000


def test_without_scripts_the_search_leads_to_everybody() -> None:
    """By kind, by place and by skill: from the page of the search, over lists alone, every entry is reached."""
    here = site_of(
        {f"lieu-{n}": {**ACTORS["halle"], "name": f"Lieu {n}", "offers": ["soudure"], "needs": []} for n in range(250)}
        | ACTORS
    )
    links = {
        path: re.findall(r'href="/([^"#]*)', text)
        for path, text in rendered_of(here).items()
        if text.startswith("<!doctype html>")
    }
    everybody = {here.urls.record("actor", actor) for actor in here.network.actors}
    for way in ("acteurs/sorte/", "acteurs/departement/", "competences/"):
        seen = {"recherche/"}
        waiting = list(seen)
        while waiting:
            found = [
                path
                for path in links.get(waiting.pop(), ())
                if path.startswith(way) and path in links and path not in seen
            ]
            seen.update(found)
            waiting += found
        reached = {path for one in seen for path in links[one]} & everybody
        bring = {
            here.urls.record("actor", one.actor.id)
            for skill in here.network.skills
            for one in here.network.bringers(skill)
        }
        assert reached >= (bring if way == "competences/" else everybody), way


def test_long_lists_are_spread_over_light_pages() -> None:
    many = site_of(
        {f"lieu-{n}": {**ACTORS["halle"], "name": f"Lieu {n}", "needs": []} | {} for n in range(250)} | ACTORS
    )
    pages = {page.path: page for page in all_pages(many) if isinstance(page, Page)}
    assert {"acteurs/", "acteurs/page/2/", "acteurs/page/3/"} <= set(pages)
    assert "acteurs/page/4/" not in pages
