"""How a record ages, what that changes on the site, and how people are asked."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from maillage.contribute import dues
from maillage.derive import freshness
from maillage.model import Actor, Verified, build
from maillage.pages.sections import all_pages
from maillage.pages.site import Page
from maillage.settings import Freshness

from tests.test_duplicates import run
from tests.test_pages_site import TODAY, Site, site

LIMITS = Freshness(12, 24)
AGES = [
    ("2026-11-24", "2026-11-24", "fresh"),
    ("2025-11-25", "2026-11-24", "fresh"),
    ("2025-11-24", "2026-11-24", "to-confirm"),
    ("2024-11-25", "2026-11-24", "to-confirm"),
    ("2024-11-24", "2026-11-24", "archived"),
    ("2024-02-29", "2025-02-28", "fresh"),
    ("2027-01-01", "2026-11-24", "fresh"),
]


@pytest.mark.parametrize(("verified", "today", "state"), AGES)
def test_a_record_ages_in_whole_months(verified: str, today: str, state: str) -> None:
    assert freshness.state_on(date.fromisoformat(verified), LIMITS, date.fromisoformat(today)) == state
    assert freshness.state_on(None, LIMITS, date.fromisoformat(today)) == "unknown"


SOURCED = {"name": "A", "kind": "place", "verified": {"on": "2020-01-01"}}


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "archived"),
        ({"source": {"name": "Vu dans le journal"}}, "archived"),
        ({"source": {"name": "Hubik", "id": "structure-1"}}, "to-confirm"),
        ({"source": {"name": "Hubik", "id": "structure-1"}, "status": "gone-from-source"}, "archived"),
    ],
)
def test_what_a_source_still_gives_stays_in_the_lists(more: dict[str, object], state: str) -> None:
    actor = build(Actor, "a", "actors/a.yaml", {**SOURCED, **more})
    assert freshness.state(actor, LIMITS, date(2026, 11, 24)) == state


def aged(**days: str | None) -> Site:
    """The small site with other days of confirmation."""
    made = site()
    actors = dict(made.network.actors)
    for name, day in days.items():
        verified = Verified(date.fromisoformat(day)) if day else None
        actors[name] = type(actors[name])(
            **{**{key: getattr(actors[name], key) for key in actors[name].__struct_fields__}, "verified": verified}
        )
    return replace(made, network=replace(made.network, actors=actors))


def pages(made: Site) -> dict[str, Page]:
    return {page.path: page for page in all_pages(made) if isinstance(page, Page)}


def test_after_two_years_a_record_leaves_the_lists_but_keeps_its_page_and_says_so() -> None:
    made = pages(aged(halle="2024-01-01"))
    names = lambda path: [card.name for card in made[path].context.cards]  # type: ignore[attr-defined]  # noqa: E731
    assert "La Halle" not in names("acteurs/")
    assert names("acteurs/en-sommeil/") == ["La Halle"]
    assert made["acteurs/"].context.dormant.note == "1"  # type: ignore[attr-defined]
    assert made["acteurs/halle/"].context.upkeep.archived  # type: ignore[attr-defined]
    assert "acteurs/departement/54/" in made
    assert "La Halle" not in names("acteurs/departement/54/")
    assert made[""].context.dormant == 1  # type: ignore[attr-defined]
    assert not any("La Halle" in str(group) for group in made["carte/"].context.groups)  # type: ignore[attr-defined]


def test_without_such_records_nothing_is_said_of_sleep() -> None:
    made = pages(site())
    assert "acteurs/en-sommeil/" not in made
    assert made["acteurs/"].context.dormant is None  # type: ignore[attr-defined]


def test_still_true_is_one_click_on_each_forge_and_by_mail() -> None:
    confirm = pages(site())["acteurs/halle/"].context.upkeep.confirm  # type: ignore[attr-defined]
    assert confirm.startswith("https://f.example.org/a/b/issues/new?title=Toujours%20vrai")
    assert "%23%23%23%20Fichier%0A%0Ax%2Fhalle.yaml" in confirm


def test_one_issue_for_each_department_is_opened_kept_and_closed() -> None:
    made = aged(halle="2024-01-01", ada=None)
    found = dues.dues(made.network, made.places, TODAY, {"ada": ("doute : x",)})
    assert [(one.id, one.state) for one in found][:2] == [("ada", "unknown"), ("halle", "archived")]
    links = dues.Links({one.id: f"https://s/{one.id}/" for one in found}, {"halle": "https://f/c"})
    first = dues.plan(found, [], links, "fr")
    assert [(code, title) for code, title, _ in first.opened] == [
        ("54", "Fiches à confirmer : Meurthe-et-Moselle (54)")
    ]
    text = first.opened[0][2]
    assert "[C’est toujours vrai](https://f/c)" in text
    assert "  - doute : x" in text
    assert "<b>" not in text
    ticked = text.replace("- [ ]", "- [x]", 1).replace("\n", "\r\n")
    assert dues.plan(found, [(4, ticked)], links, "fr") == dues.Plan((), (), ())
    fewer = dues.plan(found[:1], [(4, text), (5, text), (6, "autre chose")], links, "fr")
    assert [number for number, _ in fewer.changed] == [4]
    assert [number for number, _ in fewer.closed] == [5]
    assert [number for number, _ in dues.plan([], [(4, text)], links, "fr").closed] == [4]


def test_a_long_list_is_told_in_parts() -> None:
    made = aged(halle="2024-01-01")
    one = dues.dues(made.network, made.places, TODAY)[0]
    many = [replace(one, id=f"a{n}", name="N" * 90) for n in range(300)]
    links = dues.Links(
        {due.id: "https://s/" + "x" * 200 for due in many}, {due.id: "https://f/" + "y" * 300 for due in many}
    )
    text = dues.body("54", many, links, "fr")
    assert len(text) <= 20_100
    assert text.endswith("<!-- maillage:stale:54 -->")


def test_the_command_lists_what_is_due(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    path = territory / "actors" / "mediatheque.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-10-02", "2024-10-02"), encoding="utf-8")
    code, told = run(territory, "stale")
    assert code == 0
    assert re.search(r"54  \(1\)\n  2024-10-02  hors des listes  actors/mediatheque.yaml", told)
    assert json.loads(run(territory, "stale", "--format", "json")[1])[0]["state"] == "archived"
    assert "0 fiches à confirmer" in run(territory, "stale", "--department", "67")[1]
