"""Nobody is ranked: every page and every file is walked, and none may hold a total of somebody, a level, a rank, or an
order by amount.

The network of the test has an actor who did far more than all others. What may be said of the network as a whole is known;
the sums of each actor are known too, and chosen so that no other number is like them.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from maillage import render
from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.model import Actor, Badge, Contribution, Skill, build
from maillage.network import Network
from maillage.pages.sections import all_pages
from maillage.pages.site import Page, Site
from maillage.settings import Area, Territory

TODAY = date(2026, 11, 24)
FORMS = "contribuer/index/fiches/"
"""Where forms take a record as it is, to correct it: each contribution with its own hours, and nobody's sum."""
TERRITORY = Territory(name="Essai", area=Area(departments=("54",)), url="https://essai.example.org")
TOUL = {"postcode": "54200", "municipality": "Toul", "insee": "54528"}
NAMES = ("Ada", "Bea", "Cid", "Dov", "Eva", "Zoé")
HIDDEN = "zoe"
MUCH, LITTLE = 173, 2
"""Contributions of who does most, and of each of the others."""
HOURS = {"ada": 11.0, "bea": 7.0}
KEYS = {
    "result",
    "results",
    "creditsEarned",
    "creditsAvailable",
    "level",
    "levels",
    "rank",
    "ranking",
    "score",
    "points",
    "total",
    "count",
}
WORDS = re.compile(r"\b(niveau|rang|palmarès|podium|médaille|score|points|premier du|top \d+|n° ?1)\b", re.IGNORECASE)
ALLOWED = re.compile(r"Il n’a ni niveau ni nombre|on ne classe personne")


def identifier(name: str) -> str:
    return name.lower().replace("é", "e")


def deeds(by: str, amount: int, role: str, to: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number in range(amount):
        yield (
            f"{by}-{role}-{number:02}",
            {
                "what": f"A montré la chose {role} à {to}.",
                "on": f"2026-{1 + number % 9:02}-{1 + number % 28:02}",
                "by": [by],
                "for": [to],
                "roles": [role],
                "hours": HOURS.get(by, 3.0),
                "endorsed_by": [to],
            },
        )


def network(most: str, hours: dict[str, float] | None = None) -> Network:
    """``most`` does far more than the others, in one role; ``zoe`` is discreet."""
    people = {
        identifier(name): {
            "name": name,
            "kind": "collective",
            "location": TOUL,
            "offers": ["soudure"],
            **({"recognition": "hidden"} if identifier(name) == HIDDEN else {}),
        }
        for name in NAMES
    }
    people["bea"]["needs"] = [
        {
            "skill": "soudure",
            "opened": "2026-01-01",
            "met": {"on": "2026-02-01", "by": ["zoe", "ada"], "thanks": "Merci"},
        }
    ]
    table: dict[str, dict[str, Any]] = {}
    for name in people:
        table |= deeds(name, MUCH if name == most else LITTLE, "trainer", "bea" if name != "bea" else "cid")
    if hours:
        table = {key: {**one, "hours": hours[key]} for key, one in table.items()}

    def made(cls: Any, rows: dict[str, dict[str, Any]]) -> Any:
        return {key: build(cls, key, f"x/{key}.yaml", row) for key, row in sorted(rows.items())}

    badge = {"name": "Passe", "role": "trainer", "description": "A formé.", "criteria": "Confirmé."}
    return Network(
        TERRITORY,
        made(Actor, people),
        made(Skill, {"soudure": {"name": "Soudure", "family": "fabrication-et-reparation"}}),
        contributions=made(Contribution, table),
        badges=made(Badge, {"passe": badge}),
    )


def written(network: Network) -> dict[str, str]:
    """Every page and file that is text, by path."""
    site: Site = make_site(network, "https://essai.example.org", TODAY)
    environment = Environment(
        loader=FileSystemLoader(str(theme_path() / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    render.prepare(environment, "fr")
    around = render.shell(site, frozenset())
    return {
        page.path: (render.render(environment, page, around) if isinstance(page, Page) else page.content).decode(
            errors="replace"
        )
        for page in all_pages(site)
    }


def said(html: str) -> str:
    """What somebody reads: text without tags, and without scripts."""
    return re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)


def totals(made: Network) -> dict[str, set[str]]:
    """Numbers that would be somebody's sum, as pages and files would write them."""
    found: dict[str, set[str]] = {}
    for actor in made.actors:
        own = [one for one in made.contributions.values() if actor in one.by]
        hours = sum(one.hours or 0 for one in own)
        found[actor] = {f"{hours:g}", f"{hours:.1f}", f"{hours:,.0f}".replace(",", "\u202f"), str(len(own))}
    return found


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def faults(pages: dict[str, str], made: Network, before: dict[str, str] | None = None) -> list[str]:
    """Everything on the pages and in the files that ranks; not what they said ``before`` anything was contributed."""
    known = set(faults(before, made)) if before else set()
    found = []
    forbidden = totals(made)["ada"]
    for path, text in pages.items():
        if path.endswith((".json", ".jsonld", ".geojson")) and not path.startswith("schemas/"):
            found += [f"{path}: key {key}" for key in KEYS.intersection(keys(json.loads(text)))]
        if path.startswith("schemas/") or path.endswith((".css", ".svg", ".xml", ".ics", ".pdf")):
            continue
        words = ALLOWED.sub("", said(text)) if text.startswith("<!doctype html>") else text
        if text.startswith("<!doctype html>"):
            found += [f"{path}: word {word}" for word in WORDS.findall(words)]
        numbers = set(re.findall(r"(?<![\w.:/#-])\d+(?:[.,]\d+)?(?![\w:/-])", words))
        found += [f"{path}: total {number}" for number in forbidden & numbers]
    return [one for one in found if one not in known]


def idle(made: Network) -> Network:
    """The same network before anything was contributed."""
    return Network(made.territory, made.actors, made.skills)


@pytest.fixture(scope="module")
def much() -> dict[str, str]:
    return written(network("ada"))


def test_no_page_nor_file_holds_a_total_a_level_or_a_rank(much: dict[str, str]) -> None:
    assert len(much) > 100
    made = network("ada")
    assert faults(much, made, written(idle(made))) == []


@pytest.mark.parametrize(
    "bad",
    [
        "<!doctype html><p>Ada : 173 contributions</p>",
        "<!doctype html><p>Ada a donné 1903 heures.</p>",
        "<!doctype html><p>Niveau 3</p>",
        '{"actors": {"ada": {"creditsEarned": 3}}}',
        '{"ada": 1903}',
        "acteur;heures\r\nAda;1903\r\n",
    ],
)
def test_the_walk_finds_what_ranks(bad: str) -> None:
    path = "x.json" if bad.startswith("{") else "x.csv" if bad.startswith("acteur") else "x/"
    assert faults({path: bad}, network("ada")) != []


def order(page: str) -> list[str]:
    """Actors in the order in which a page first links to each."""
    main = page[page.index("<main") : page.index("</main>")]
    return list(dict.fromkeys(re.findall(r'href="/acteurs/([a-z]+)/"', main)))


@pytest.mark.parametrize("path", ["contributions/role/a-forme/", "badges/passe/", "acteurs/", "competences/soudure/"])
def test_no_order_depends_on_the_amount(path: str, much: dict[str, str]) -> None:
    assert order(much[path]) == order(written(network("eva"))[path])
    assert {"ada", "eva"} <= set(order(much[path]))


def test_hours_show_in_the_figures_of_the_network_only(much: dict[str, str]) -> None:
    first = network("ada")
    more = {key: (one.hours or 0) + (1 if "ada" in one.by else 0) for key, one in first.contributions.items()}
    other = written(network("ada", more))
    changed = {path for path in much if much[path] != other[path]}
    raw = {path for path in changed if path.startswith("contribuer/index/fiches/contribution/")}  # files, as they are
    assert changed - raw == {"contributions/", "donnees/entraide.csv", "donnees/contributions.json"}
    figures = json.loads(other["donnees/contributions.json"])["records"].values()
    assert {one["hours"] for one in figures} == {12.0, 7.0, 3.0}  # each deed as its file says, nothing added up


def test_who_asked_for_discretion_is_in_no_recognition_anywhere(much: dict[str, str]) -> None:
    own = {"acteurs/zoe/", "acteurs/zoe/contact.vcf", "acteurs/zoe/murmurations.json"}
    recognition = {
        path: text
        for path, text in much.items()
        if path.startswith(("contributions/", "badges/", "besoins/"))
        or path in {"acteurs/bea/", "donnees/contributions.json"}
    }
    assert len(recognition) > 50
    assert [path for path, text in recognition.items() if re.search(r"\bzo[eé]\b", text, re.IGNORECASE)] == []
    assert not any(path.startswith(("contributions/zoe", "badges/passe/zoe")) for path in much)
    assert "Ce que le réseau lui doit" not in much["acteurs/zoe/"]
    assert "Ce que le réseau lui doit" in much["acteurs/ada/"]
    assert own <= much.keys()
    met = json.loads(much["donnees/acteurs.json"])["records"]["bea"]["needs"][0]["met"]
    assert met["by"] == ["ada"]


def test_no_number_stands_for_fewer_than_three() -> None:
    one = network("ada")
    alone = msgspec.structs.replace(one.contributions["ada-trainer-00"], on=date(2020, 1, 1))
    few = Network(one.territory, one.actors, one.skills, contributions={alone.id: alone})
    page = written(few)["contributions/"]
    assert "Ensemble" not in page
    mixed = Network(one.territory, one.actors, one.skills, contributions={**one.contributions, alone.id: alone})
    page = written(mixed)["contributions/"]
    assert "2019-2020" not in page
    assert "Autres saisons" in page
