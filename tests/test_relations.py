"""The network seen: ties of structures alone, what bridges families, and a drawing of the same bytes every time."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from maillage import render
from maillage.derive.families import FAMILIES, family_of
from maillage.derive.links import CIRCLE
from maillage.derive.relations import Relations, cut_vertices
from maillage.derive.shape import links_of
from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.model import Actor, Contribution, Equipment, Event, Practice, Record, build
from maillage.network import Network
from maillage.pages.cards import Cards
from maillage.pages.network_graph import BOX, DRAWN, Dot, Drawing, Line, _span, draw
from maillage.pages.site import File, Page, Site
from maillage.pages.ties import pages
from maillage.settings import Area, Territory
from maillage.vocabularies import vocabulary

TODAY = date(2026, 12, 1)
TERRITORY = Territory(name="Essai", area=Area(departments=("54", "88")))
TOUL = {"postcode": "54200", "municipality": "Toul", "insee": "54528"}
EPINAL = {"postcode": "88000", "municipality": "Épinal", "insee": "88160"}
BASE: dict[str, dict[str, Any]] = {
    "bib": {"kind": "public-service", "typologies": ["muni", "bib"]},
    "fab": {"kind": "place", "typologies": ["asso", "fablab"]},
    "asso": {"kind": "organisation", "typologies": ["asso"]},
    "rfs": {"kind": "public-service", "typologies": ["rfs"]},
    "col": {"kind": "collective"},
    "lou": {"kind": "person"},
    "zoe": {"kind": "organisation", "recognition": "hidden"},
}


def made(cls: type[Record], table: dict[str, dict[str, Any]]) -> Any:
    return {key: build(cls, key, f"x/{key}.yaml", value) for key, value in sorted(table.items())}


def network(more: dict[str, dict[str, Any]] | None = None, **kinds: dict[str, dict[str, Any]]) -> Network:
    table = {key: {"name": key.title(), "location": TOUL, **value} for key, value in BASE.items()}
    for key, value in (more or {}).items():
        table[key] = {"name": key.title(), "kind": "organisation", "location": TOUL, **table.get(key, {}), **value}
    classes = {"events": Event, "contributions": Contribution, "equipment": Equipment, "practices": Practice}
    return Network(TERRITORY, made(Actor, table), **{name: made(classes[name], rows) for name, rows in kinds.items()})


def event(**more: Any) -> dict[str, Any]:
    return {"title": "E", "start": "2026-12-01", **more}


def deed(**more: Any) -> dict[str, Any]:
    return {"what": "A aidé.", "on": "2026-10-03", "roles": ["trainer"], **more}


def item(**more: Any) -> dict[str, Any]:
    return {"name": "I", "category": "c", "terms": "t", **more}


def booking(by: str, first: str = "2026-12-01") -> dict[str, str]:
    return {"from": first, "to": first, "by": by}


def practice(**more: Any) -> dict[str, Any]:
    return {"title": "P", "kind": "action", **more}


SAID: list[tuple[Network, list[tuple[str, str, tuple[str, ...]]]]] = [
    (network(), []),
    (network({"fab": {"member_of": ["asso"]}}), [("asso", "fab", ("member",))]),
    (network({"fab": {"parent": "asso", "partners": ["asso"]}}), [("asso", "fab", ("member", "partner"))]),
    (network({"fab": {"partners": ["asso"]}, "asso": {"partners": ["fab"]}}), [("asso", "fab", ("partner",))]),
    (network({"lou": {"member_of": ["asso"]}, "zoe": {"partners": ["asso"]}}), []),
    (network(events={"e": event(organisers=["fab", "bib"], place="asso")}),
     [("asso", "bib", ("organised",)), ("asso", "fab", ("organised",)), ("bib", "fab", ("organised",))]),
    (network(events={"e": event(organisers=["fab", "lou", "zoe"])}), []),
    (network(contributions={"d": deed(by=["fab", "lou"], **{"for": ["bib", "zoe"]})}), [("bib", "fab", ("contributed",))]),
    (network(contributions={"d": deed(by=["fab", "bib"])}), [("bib", "fab", ("contributed",))]),
    (network(equipment={"i": item(owner="fab", held_by="col", bookings=[booking("bib"), booking("lou"), booking("fab"), booking("asso", "2027-01-03")])}),
     [("bib", "fab", ("lent",)), ("col", "fab", ("lent",))]),
    (network({"fab": {"needs": [{"text": "x", "opened": "2026-01-01", "met": {"on": "2026-02-01", "by": ["bib", "lou", "zoe"]}}]}}),
     [("bib", "fab", ("answered",))]),
    (network(practices={"a": practice(actors=["fab"], reused_by=["col"]), "b": practice(actors=["bib"], reuses=["a"])}),
     [("bib", "fab", ("reused",)), ("col", "fab", ("reused",))]),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "ties"), SAID)
def test_ties_are_what_records_say_of_structures(given_: Network, ties: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(tie.one, tie.other, tie.sorts) for tie in Relations(given_, TODAY).ties] == ties


def test_families_go_by_what_a_structure_is_for() -> None:
    known = network().actors
    assert {key: family_of(known[key]) for key in BASE if key != "lou"} == {
        "bib": "reading",
        "fab": "making",
        "asso": "association",
        "rfs": "counters",
        "col": "collective",
        "zoe": "other",
    }
    assert vocabulary("structure-families").ids == FAMILIES


def test_every_typology_but_the_catch_all_has_a_family() -> None:
    for typology in vocabulary("typologies").ids:
        actor = build(Actor, "x", "x", {"name": "X", "kind": "organisation", "typologies": [typology]})
        assert (family_of(actor) == "other") == (typology == "autre"), typology


def test_what_bridges_families_is_said_of_structures_alone() -> None:
    known = Relations(
        network(
            {
                "fab": {"partners": ["bib", "asso"]},
                "asso": {"partners": ["deux", "rfs"]},
                "deux": {"partners": ["rfs"], "typologies": ["asso"]},
                "lou": {"partners": ["bib", "col"]},
            }
        ),
        TODAY,
    )
    assert known.apart == (
        ("reading", "counters"),
        ("reading", "association"),
        ("reading", "collective"),
        ("making", "counters"),
        ("making", "collective"),
        ("counters", "collective"),
        ("association", "collective"),
    )
    bridges = {bridge.actor: bridge for bridge in known.bridges}
    assert "lou" not in bridges
    assert (bridges["fab"].holds, set(bridges["fab"].alone)) == (
        True,
        {("reading", "making"), ("making", "association")},
    )
    assert "deux" not in bridges
    assert known.alone == ("col",)


def test_events_that_brought_families_together() -> None:
    known = Relations(
        network(events={"a": event(organisers=["fab", "bib"]), "b": event(organisers=["fab", "lou"])}), TODAY
    )
    assert [(one.event.id, one.families) for one in known.gatherings] == [("a", ("reading", "making"))]


@given(edges=st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40))
@settings(max_examples=200, deadline=None)
def test_cut_vertices_are_those_whose_loss_parts_the_graph(edges: list[tuple[int, int]]) -> None:
    links: dict[str, set[str]] = {}
    for one, other in edges:
        if one != other:
            links.setdefault(f"{one:02}", set()).add(f"{other:02}")
            links.setdefault(f"{other:02}", set()).add(f"{one:02}")
    around = {key: tuple(sorted(found)) for key, found in sorted(links.items())}

    def parts(without: str = "") -> int:
        left, count = set(around) - {without}, 0
        while left:
            count += 1
            waiting = [left.pop()]
            while waiting:
                near = left.intersection(around[waiting.pop()])
                left -= near
                waiting += near
        return count

    assert cut_vertices(around) == [key for key in around if parts(key) > parts()]


def test_a_long_chain_needs_no_recursion() -> None:
    chain = {str(n): tuple(str(m) for m in (n - 1, n + 1) if 0 <= m < 20_000) for n in range(20_000)}
    assert len(cut_vertices(chain)) == 19_998


NAMES = ("asso", "bib", "col", "fab", "rfs")
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda two: two[0] != two[1]), max_size=3
)


@settings(max_examples=60, deadline=None)
@given(PAIRS, PAIRS, PAIRS, PAIRS)
def test_the_network_and_the_diagnosis_know_the_same_ties(
    partners: Any, deeds: Any, loans: Any, practices: Any
) -> None:
    same = network(
        {one: {"partners": [other]} for one, other in partners},
        contributions={f"d{n}": deed(by=[one], **{"for": [other]}) for n, (one, other) in enumerate(deeds)},
        equipment={f"i{n}": item(owner=one, bookings=[booking(other)]) for n, (one, other) in enumerate(loans)},
        practices={f"p{n}": practice(actors=[one], reused_by=[other]) for n, (one, other) in enumerate(practices)},
    )
    around = Relations(same, TODAY).around
    found = links_of(same, TODAY).of(list(same.actors.values()))
    structures = sorted(one for family in found.families for one in family.structures)
    assert structures == sorted(around)
    assert sorted(found.bridges) == cut_vertices(around)


def test_a_great_gathering_costs_no_square() -> None:
    many = {f"s{n}": {} for n in range(300)}
    known = Relations(network(many, events={"e": event(organisers=list(many))}), TODAY)
    assert len(known.ties) == 299
    small = Relations(network(many, events={"e": event(organisers=list(many)[:CIRCLE])}), TODAY)
    assert len(small.ties) == CIRCLE * (CIRCLE - 1) // 2
    across = Relations(
        network(many, contributions={"d": deed(by=list(many)[:150], **{"for": list(many)[150:]})}), TODAY
    )
    assert len(across.ties) == 3 * 150 - 2


def graph(size: int, *edges: tuple[int, int]) -> Drawing:
    dots = [Dot(f"Structure numéro {n} au nom long", f"x/{n}/", "1") for n in range(size)]
    return draw(dots, [Line(one, other, "across", "x") for one, other in edges])


@given(
    edges=st.lists(
        st.tuples(st.integers(0, 29), st.integers(0, 29)).filter(lambda pair: pair[0] != pair[1]), max_size=60
    )
)
@settings(max_examples=40, deadline=None)
def test_a_drawing_is_always_the_same_and_no_label_covers_another(edges: list[tuple[int, int]]) -> None:
    drawn = graph(30, *edges)
    assert drawn == graph(30, *edges)
    boxes = [(*_span(dot), dot.y) for dot in drawn.dots]
    for number, (left, right, y) in enumerate(boxes):
        assert left >= 0
        assert right <= drawn.width
        assert y < drawn.height
        for start, end, other in boxes[:number]:
            assert not (left < end and start < right and abs(y - other) < BOX)


def site(known: Network) -> Site:
    return make_site(known, "", date(2026, 11, 24))


def rendered(known: Network) -> dict[str, str]:
    here = site(known)
    environment = Environment(
        loader=FileSystemLoader(theme_path() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    render.prepare(environment, "fr")
    around = render.shell(here, frozenset())
    found = {}
    for one in pages(here, Cards(here)):
        found[one.path] = (one.content if isinstance(one, File) else render.render(environment, one, around)).decode()
    return found


HOSTILE = {"fab": {"name": '</title><script>alert(1)</script> "&{{x}}', "partners": ["bib"], "location": EPINAL}}


def test_the_drawing_and_the_table_say_the_same_and_nothing_runs() -> None:
    found = rendered(network({**HOSTILE, "asso": {"partners": ["bib"]}}))
    first = found["reseau/"]
    assert "<script" not in first[first.index("<main") : first.index("</main>")]
    svg = first[first.index("<svg") : first.index("</svg>") + 6]
    tree = ET.fromstring(svg)
    lines, links = tree.findall("line"), tree.findall("a")
    assert (len(lines), len(links), tree.get("aria-hidden")) == (2, 3, "true")
    assert {link.get("tabindex") for link in links} == {"-1"}
    assert first.count('<th scope="row">') == 2 + len({"reading", "making", "association", "counters", "collective"})
    assert {"reseau/54/", "reseau/88/", "donnees/reseau.csv"} <= found.keys()


def test_nobody_and_no_discreet_structure_is_named() -> None:
    more = {"lou": {"name": "Personne Cachée", "partners": ["bib"]}, "zoe": {"name": "Discrète", "partners": ["bib"]}}
    for text in rendered(network({**more, "asso": {"partners": ["bib"]}})).values():
        assert "Personne Cachée" not in text
        assert "Discrète" not in text


def test_a_large_network_is_drawn_by_families_and_said_so() -> None:
    many = {f"s{n:03}": {"partners": ["bib" if n % 2 else "fab"]} for n in range(DRAWN + 20)}
    found = [one for one in pages(site(network(many)), Cards(site(network(many)))) if isinstance(one, Page)]
    first: Any = found[0].context
    assert first.by_family
    assert len(first.drawing.dots) == len(first.families)
    part: Any = found[1].context
    assert (part.drawing, part.too_many, len(part.rows)) == (None, True, DRAWN + 20)


def test_a_network_without_ties_says_so() -> None:
    first = rendered(network())["reseau/"]
    assert "<svg" not in first
    assert "Aucun lien entre structures" in first
    assert "Les ponts" not in first


def test_no_number_stands_beside_a_structure() -> None:
    text = rendered(network({"asso": {"partners": ["bib", "fab"]}}))["reseau/"]
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", text[text.index("<main") : text.index("</main>")], flags=re.DOTALL)
    assert set(re.findall(r"\d+", words)) <= {"5", "54", *"1234"}, (
        "how many there are, a department, the signs of families"
    )
