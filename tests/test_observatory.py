"""The observatory: pages with a head become records, practices take each other up, and what passes is drawn and told."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage import front
from maillage.derive.practices import Pollination, by_area, order, public, spots
from maillage.generator import make_site
from maillage.link import circles
from maillage.load import parse
from maillage.model import Actor, Practice, Record, Skill, build
from maillage.network import Network
from maillage.pages.cards import Cards
from maillage.pages.feeds import of_practices
from maillage.pages.observatory import pages, records
from maillage.pages.site import File, Page, Site
from maillage.pipeline import read_network
from maillage.settings import Area, Territory
from maillage.yaml_edit import edit_file
from maillage.yaml_writer import file

PATH = "content/observatory/x.md"
TODAY = date(2026, 11, 24)


def page(head: str, body: str = "") -> str:
    return f"---\n{head}---\n{body}"


READ: list[tuple[str, dict[str, Any]]] = [
    (page("title: A\nkind: watch\n"), {"title": "A", "kind": "watch"}),
    (page("title: A\n", "\n\nUn.\n\nDeux : trois.\n"), {"title": "A", "description": "Un.\n\nDeux : trois."}),
    (page("title: A\n", "\n---\n\nAprès un trait.\n"), {"title": "A", "description": "---\n\nAprès un trait."}),
    ("Title: A : b\nKind: watch\n\nUn.\n", {"title": "A : b", "kind": "watch", "description": "Un."}),
    ("title: A\nskills: a, b,\nReused-by: c\n", {"title": "A", "skills": ["a", "b"], "reused_by": ["c"]}),
    ("Title: A\nSummary: Un\n    deux.\n", {"title": "A", "summary": "Un deux."}),
    ("\ufeffTitle: A\n".lstrip("\ufeff"), {"title": "A"}),
]


@pytest.mark.parametrize(("text", "data"), READ)
def test_a_page_with_a_head_is_read(text: str, data: dict[str, Any]) -> None:
    assert parse(text, PATH) == data


REFUSED = [
    ("", "page-without-head", 1),
    ("---\n---\nUn.", "page-without-head", 1),
    ("Un texte.\n", "page-without-head", 1),
    ("---\ntitle: A\n", "head-not-closed", 1),
    ("Title: A\nKind: watch\nsans deux points\n", "head-not-a-field", 3),
    ("Title: A\nTitle: B\n", "duplicate-key", 2),
    (page("title: A\ntitle: B\n"), "duplicate-key", 3),
    (page("title: [a\n"), "yaml-bracket", 3),
    (page("title: &a A\n"), "yaml-anchor", 2),
    (page("title: A\ndescription: Un.\n", "Deux."), "text-said-twice", 3),
    (page("title: A\n", "Un\u202e.\n"), "hidden-character", 4),
]


@pytest.mark.parametrize(("text", "code", "line"), REFUSED)
def test_what_a_page_gets_wrong_is_told_with_its_line(text: str, code: str, line: int) -> None:
    told = parse(text, PATH)
    assert isinstance(told, list)
    assert [(one.code, one.location.path, one.location.line) for one in told] == [(code, PATH, line)]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)


@given(title=words, body=st.lists(words, max_size=5), failed=words)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(title: str, body: list[str], failed: str) -> None:
    text = "\n\n".join(body).strip()
    data = {"title": title, "kind": "watch", "failed": failed} | ({"description": text} if text else {})
    assert parse(file("practice", data), PATH) == data


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(parse(text, PATH), dict | list)


EDITS: list[tuple[str, dict[Any, Any], list[Any], str]] = [
    (page("title: A # nom\n", "\nUn.\n"), {("title",): "B"}, [], page("title: B # nom\n", "\nUn.\n")),
    (page("title: A\n", "\nUn.\n"), {("description",): "Deux."}, [], page("title: A\n", "\nDeux.\n")),
    (page("title: A\n"), {("description",): "Deux."}, [], page("title: A\n", "\nDeux.\n")),
    (page("title: A\n", "\nUn.\n"), {}, [("description",)], page("title: A\n")),
    (page("title: A\nactors: [a, b]\n", "\nUn.\n"), {}, [("actors", 0)], page("title: A\nactors: [b]\n", "\nUn.\n")),
    ("Title: A\nSkills: a, b\n\nUn.\n", {("title",): "B"}, [], page("title: B\nskills:\n  - a\n  - b\n", "\nUn.\n")),
]


@pytest.mark.parametrize(("text", "put", "drop", "made"), EDITS)
def test_an_edit_of_a_page_leaves_the_rest(text: str, put: dict[Any, Any], drop: list[Any], made: str) -> None:
    assert edit_file(PATH, text, put, drop) == made


def test_head_and_body_are_taken_apart_at_their_lines() -> None:
    assert front.split(page("a: b\n", "\n\nUn\n")) == front.Page("a: b\n", "Un", True, 2, 6)
    assert front.split("a: b\n\nUn\n") == front.Page("a: b\n", "Un", False, 1, 3)


CIRCLES = [
    ({"a": []}, []),
    ({"a": ["b"], "b": []}, []),
    ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
    ({"a": ["a"]}, [["a", "a"]]),
    ({"a": ["b"], "b": ["a"]}, [["a", "b", "a"]]),
    ({"a": ["b"], "b": ["c"], "c": ["b"]}, [["b", "c", "b"]]),
    ({"a": ["nowhere"]}, []),
]


@pytest.mark.parametrize(("parents", "found"), CIRCLES)
def test_circles_are_found_once(parents: dict[str, list[str]], found: list[list[str]]) -> None:
    assert [way for _, way in circles(parents)] == found


def test_a_chain_of_thousands_is_walked_without_recursion() -> None:
    chain = {str(n): [str(n + 1)] for n in range(50_000)}
    assert list(circles(chain)) == []
    assert len(list(circles({**chain, "50000": ["0"]}))) == 1


def practice(identifier: str, **more: Any) -> Practice:
    return build(
        Practice, identifier, f"content/observatory/{identifier}.md", {"title": identifier, "kind": "action", **more}
    )


def pollination(*found: Practice) -> Pollination:
    return Pollination({one.id: one for one in found})


def test_a_family_has_each_row_after_those_it_took_up() -> None:
    made = pollination(
        practice("d", date="2026-04-01", reuses=["b", "c"]),
        practice("b", date="2026-02-01", reuses=["a"]),
        practice("c", date="2026-03-01", reuses=[{"practice": "a", "note": "autrement"}]),
        practice("a", date="2026-01-01"),
        practice("alone"),
        practice("lent", reused_by=["x"]),
    )
    (family,) = made.families()
    assert [(step.practice.id, step.depth, step.parents) for step in family] == [
        ("a", 0, ()),
        ("b", 1, (0,)),
        ("c", 1, (0,)),
        ("d", 2, (1, 2)),
    ]
    assert (made.is_reused("a"), made.is_reused("d"), made.is_reused("alone"), made.is_reused("lent")) == (
        True,
        False,
        False,
        True,
    )


@given(links=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=80))
@settings(max_examples=100, deadline=None)
def test_every_link_is_in_one_family_once(links: list[tuple[int, int]]) -> None:
    reuses: dict[int, set[int]] = {n: set() for n in range(31)}
    for one, other in links:
        if one != other:
            reuses[max(one, other)].add(min(one, other))
    made = pollination(*(practice(f"p{n}", reuses=[f"p{m}" for m in sorted(found)]) for n, found in reuses.items()))
    families = list(made.families())
    rows = [step.practice.id for family in families for step in family]
    assert len(rows) == len(set(rows))
    assert sum(len(step.parents) for family in families for step in family) == sum(map(len, reuses.values()))
    for family in families:
        for number, step in enumerate(family):
            assert all(parent < number for parent in step.parents)


def test_the_newest_come_first_and_those_without_a_date_last() -> None:
    found = [practice("b"), practice("a", date="2026-01-01"), practice("c", date="2026-05-01")]
    assert [one.id for one in sorted(found, key=order)] == ["c", "a", "b"]


TERRITORY = Territory(name="Essai", area=Area(departments=("54",)))
TOUL = {"postcode": "54200", "municipality": "Toul", "insee": "54528"}


def site(*found: Practice, **more: Any) -> Site:
    def made(cls: type[Record], table: dict[str, dict[str, Any]]) -> Any:
        return {key: build(cls, key, f"x/{key}.yaml", value) for key, value in sorted(table.items())}

    actors = {
        "ada": {"name": "Ada", "kind": "collective", "location": TOUL},
        "lou": {"name": "Lou", "kind": "place", "location": TOUL},
        "zoe": {"name": "Zoé la discrète", "kind": "collective", "recognition": "hidden", "location": TOUL},
    }
    network = Network(
        TERRITORY,
        made(Actor, actors),
        made(Skill, {"soudure": {"name": "Soudure", "family": "fabrication"}}),
        practices={one.id: one for one in sorted(found, key=lambda one: one.id)},
    )
    return make_site(network, "", TODAY)


def test_places_are_those_said_else_those_of_the_actors() -> None:
    here = site()
    places = here.places
    (said,) = spots(practice("a", places=["54395"], actors=["ada"]), places)
    assert (said.name, said.codes[0], bool(said.point)) == ("Nancy (54)", "54", True)
    (theirs,) = spots(practice("a", actors=["ada", "lou"]), places)
    assert theirs.name == "Toul (54)"
    whole, epci = spots(practice("a", places=["54", "200070563"]), places)
    assert (whole.name, whole.point, epci.codes[0]) == ("Meurthe-et-Moselle (54)", None, "200070563")
    found = by_area([practice("a", places=["54395"]), practice("b", actors=["ada"])], places)
    assert [one.id for one in found["54"]] == ["a", "b"]


def test_the_discreet_are_nowhere() -> None:
    here = site(
        practice("a", title="Alpha", actors=["zoe", "ada"], skills=["soudure"], date="2026-01-01"),
        practice("b", title="Beta", reused_by=["zoe", "lou"], reuses=["a"], date="2026-02-01"),
    )
    shown = public(here.network.practices.values(), frozenset({"zoe"}))
    assert (shown["a"].actors, [one.actor for one in shown["b"].reused_by]) == (("ada",), ["lou"])
    cards = Cards(here)
    assert cards.practices.of("actor", "zoe") == ()
    assert [card.title for card in cards.practices.of("actor", "lou")] == ["Beta"]
    assert [card.title for card in cards.practices.of("skill", "soudure")] == ["Alpha"]
    made = [*pages(here, cards), *(one for _, make in records(here, cards) for one in make())]
    assert not [one.path for one in made if "zo" in re.sub(r"frozen|zone|horizon", "", str(one).lower())]


def test_the_first_page_shows_kinds_families_and_what_failed() -> None:
    here = site(
        practice(
            "a", title="Alpha", date="2026-01-01", failed="Rien **du tout**.", learnt="Presque tout.", actors=["ada"]
        ),
        practice("b", title="Beta", kind="watch", reuses=[{"practice": "a", "note": "Autrement"}], reused_by=["lou"]),
    )
    made = {one.path: one for one in pages(here, Cards(here))}
    first: Any = made["observatoire/"]
    assert isinstance(first, Page)
    context: Any = first.context
    assert [(kind.id, kind.more) for kind in context.kinds] == [("action", False), ("watch", False)]
    (family,) = context.families
    assert [row.words for row in family.rows] == ["Alpha", "Beta", "Lou"]
    assert [(branch.card.title, [one.by.label for one in branch.taken]) for branch in family.branches] == [
        ("Alpha", ["Beta"]),
        ("Beta", ["Lou"]),
    ]
    (lesson,) = context.lessons
    assert "<strong>du tout</strong>" in lesson.failed
    assert {"observatoire/observatoire.atom", "observatoire/action.atom"} <= made.keys()
    assert "observatoire/sorte/veille/" in made
    assert "observatoire/sorte/experience/" not in made


def test_an_article_says_where_it_comes_from_and_where_it_went() -> None:
    here = site(
        practice("a", date="2026-01-01"),
        practice("b", date="2026-02-01", reuses=[{"practice": "a", "note": "Autrement"}]),
        practice("c", date="2026-03-01", reuses=["b"]),
    )
    made = {record.id: [*make()] for record, make in records(here, Cards(here))}
    context: Any = made["b"][0].context
    assert [(one.card.title, one.note) for one in context.origins] == [("a", "Autrement")]
    assert [one.by.label for one in context.taken] == ["c"]
    assert [row.words for row in context.graph.rows] == ["a", "b", "c"]
    assert '"isBasedOn"' in context.jsonld


def test_a_feed_has_what_has_a_date() -> None:
    here = site(practice("a", date="2026-01-01"), practice("b", kind="watch", date="2026-02-01"), practice("c"))
    made = {one.path: one.content for one in of_practices(here, list(here.network.practices.values()))}
    every = made["observatoire/observatoire.atom"]
    assert (every.count(b"<entry>"), made["observatoire/veille.atom"].count(b"<entry>")) == (2, 1)


def test_the_same_articles_give_the_same_bytes() -> None:
    def drawn() -> list[str]:
        here = site(*(practice(f"p{n}", date="2026-01-01", reuses=[f"p{n // 2}"] if n else []) for n in range(30)))
        return [str(one.context) if isinstance(one, Page) else str(one.content) for one in pages(here, Cards(here))]

    assert drawn() == drawn()


def test_an_observatory_without_articles_has_its_page_all_the_same() -> None:
    here = site()
    made = [one for one in pages(here, Cards(here)) if isinstance(one, Page)]
    context: Any = made[0].context
    assert (context.kinds, context.families, context.map) == ((), (), None)
    assert not [one for one in pages(here, Cards(here)) if isinstance(one, File)]


def test_articles_are_remembered_like_any_record(territory: Path) -> None:
    folder = territory / "content" / "observatory"
    folder.mkdir(parents=True)
    (folder / "un.md").write_text(page("title: Un\nkind: action\n", "\nUn.\n"), encoding="utf-8")
    assert read_network(territory).require().practices["un"].description == "Un."
    (folder / "un.md").write_text(page("title: Un\nkind: action\nreuses: [un]\n"), encoding="utf-8")
    assert [one.code for one in read_network(territory).problems] == ["self-reference"]
    (folder / "un.md").unlink()
    assert read_network(territory).require().practices == {}
