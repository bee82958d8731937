"""How the network decides: versions of the charter and who signed them, decisions, committees, consultations."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.derive import governance
from maillage.derive.differences import Change, blocks, compare
from maillage.generator import make_site
from maillage.governance import Answer, Charter, Committee, Consultation, Decision
from maillage.model import Actor, build
from maillage.network import Network
from maillage.pages import charter, committees, consultations, decisions, feeds, home
from maillage.pages.cards import Cards
from maillage.pages.site import File, Page, Site
from maillage.settings import Area, Contact, Forge, Territory
from maillage.settings import Charter as InForce

TODAY = date(2026, 11, 24)
TERRITORY = Territory(
    name="Essai",
    area=Area(departments=("54",)),
    url="https://essai.example.org",
    charter=InForce("1.1"),
    forge=Forge("github", "https://forge.example.org/essai"),
    contact=Contact(email="bonjour@example.org"),
)
TOUL = {"postcode": "54200", "municipality": "Toul", "insee": "54528"}
OLD = "Une page.\n\n## Demander\n\n**1.** On dit merci.\n\n**2.** On rend propre.\n\nFin."
NEW = "Une page.\n\n## Demander\n\n**1.** On dit merci.\n\n**2.** On rend propre et à l’heure.\n\n**3.** Sans jargon.\n\nFin."


def actor(name: str, version: str = "", **more: Any) -> Actor:
    signed = {"charter": {"version": version, "signed": "2026-10-12"}} if version else {}
    data = {"name": name, "kind": "collective", "location": TOUL, **signed, **more}
    return build(Actor, name.lower(), f"actors/{name.lower()}.yaml", data)


def of_charter(version: str, day: str, text: str) -> Charter:
    given = {"title": "Charte", "version": version, "date": day, "description": text}
    return build(Charter, version.replace(".", "-"), f"content/charter/{version}.md", given)


def decision(name: str, status: str, day: str, **more: Any) -> Decision:
    given = {"title": name.capitalize(), "status": status, "date": day, "description": "Voilà.", **more}
    return build(Decision, name, f"content/governance/{name}.md", given)


COMMITTEE = build(
    Committee,
    "accueil",
    "committees/accueil.yaml",
    {
        "name": "Accueil",
        "summary": "Répond.",
        "seats": 4,
        "joining": "Venir trois fois.",
        "members": [
            {"actor": "zoe", "from": "2026-01-10"},
            {"actor": "bea", "from": "2026-01-10", "to": "2028-01-09", "role": "relit"},
            {"actor": "ada", "from": "2026-10-01"},
            {"actor": "cid", "from": "2026-01-10", "to": "2026-09-30"},
            {"actor": "cid", "from": "2027-02-01"},
        ],
    },
)
CONSULTATION = build(
    Consultation,
    "que-changer",
    "content/consultations/que-changer.md",
    {
        "title": "Que changer ?",
        "opens": "2026-11-01",
        "closes": "2027-01-31",
        "questions": ["Que garder ?", "Qu’enlever ?"],
        "asked_by": ["ada"],
    },
)


def answer(name: str, by: list[str], text: str, day: str = "2026-11-12") -> Answer:
    given = {"consultation": "que-changer", "by": by, "date": day, "description": text}
    return build(Answer, name, f"content/answers/{name}.md", given)


def network(**more: Any) -> Network:
    actors = (actor("Ada", "1.1"), actor("Bea", "1.0"), actor("Cid"), actor("Zoe", "1.0", recognition="hidden"))
    charters = (of_charter("1.0", "2026-01-10", OLD), of_charter("1.1", "2026-10-10", NEW))
    made = (
        decision("confirmer", "superseded", "2026-01-10", participants=["cid"]),
        decision("mieux-confirmer", "adopted", "2026-05-20", supersedes=["confirmer"], participants=["zoe", "bea"]),
        decision("samedi", "proposed", "2026-11-10", until="2026-12-12", supersedes=["mieux-confirmer"]),
        decision("assemblee", "adopted", "2026-01-10", kind="minutes"),
    )
    answers = (
        answer("b", ["bea"], "Bonjour.\n\n## 1\n\nTout.\n\n### Vraiment\n\nTout."),
        answer("a", ["ada", "cid"], "## 2. Qu’enlever ?\n\nRien, [nulle part](javascript:alert(1))."),
        answer("z", ["zoe"], "## 1\n\nLe merci."),
    )
    tables: dict[str, Any] = {
        "actors": {one.id: one for one in actors},
        "charters": {one.id: one for one in charters},
        "decisions": {one.id: one for one in made},
        "committees": {"accueil": COMMITTEE},
        "consultations": {"que-changer": CONSULTATION},
        "answers": {one.id: one for one in answers},
    }
    return Network(TERRITORY, **{**tables, **more})


def site(day: date = TODAY, **more: Any) -> Site:
    return make_site(network(**more), "https://essai.example.org", day)


def contexts(here: Site) -> dict[str, Any]:
    cards = Cards(here)
    made: list[Page | File] = []
    for section in (charter, decisions, committees, consultations):
        made += section.pages(here, cards)
    for one in (decisions, committees, consultations):
        for _record, make in one.records(here, cards):
            made += make()
    return {page.path: page.context for page in made if isinstance(page, Page)}


# ---- The charter ----


@pytest.mark.parametrize(
    ("chosen", "day", "expected"),
    [
        (None, "2026-02-01", "1.0"),
        (None, "2026-11-24", "1.1"),
        ("1.0", "2026-11-24", "1.0"),
        ("9.9", "2026-11-24", "1.1"),
        (None, "2025-01-01", "1.0"),
    ],
)
def test_the_version_in_force(chosen: str | None, day: str, expected: str) -> None:
    versions = network().charters.values()
    found = governance.in_force(versions, chosen, date.fromisoformat(day))
    assert found is not None
    assert found.version == expected


def test_a_draft_comes_after_what_was_adopted_and_never_into_force_beside_it() -> None:
    draft = build(Charter, "projet", "content/charter/projet.md", {"title": "C", "version": "0.9", "description": "…"})
    versions = [draft, *network().charters.values()]
    assert [one.version for one in governance.ordered(versions)] == ["1.0", "1.1", "0.9"]
    assert getattr(governance.in_force(versions, None, TODAY), "version", "") == "1.1"
    assert governance.in_force([draft], None, TODAY) == draft


def test_each_version_stays_at_its_address_with_those_who_signed_it() -> None:
    found = contexts(site())
    assert found["charte/"].version == "1.1"
    assert [one.label for one in found["charte/"].signers] == ["Ada"]
    assert [one.label for one in found["charte/1.0/"].signers] == ["Bea", "Zoe"]
    assert found["charte/1.0/"].newest.path == "charte/"
    assert found["charte/1.1/"].newest is None
    assert [(one.version, one.signers, one.current) for one in found["charte/"].versions] == [
        ("1.1", 1, True),
        ("1.0", 2, False),
    ]


def test_who_signed_an_older_version_is_led_to_what_changed() -> None:
    here = site()
    councils = Cards(here).councils
    old, new, none = (councils.signature(here.network.actors[one]) for one in ("bea", "ada", "cid"))
    assert old is not None
    assert new is not None
    assert (old.changes, old.current) == ("charte/1.0/changements/", "1.1")
    assert new.changes == ""
    assert none is None
    assert "charte/1.0/changements/" in contexts(here)


def test_what_changed_is_said_in_words_and_what_stayed_is_folded() -> None:
    page = contexts(site())["charte/1.0/changements/"]
    assert (page.added, page.removed, page.changed) == (1, 0, 1)
    assert [(run.same, run.changes[0].kind) for run in page.runs] == [
        (True, "same"),
        (False, "same"),
        (True, "same"),
        (False, "changed"),
        (False, "added"),
        (True, "same"),
    ]


def test_those_who_signed_are_spread_over_pages() -> None:
    many = {f"a{number:03}": actor(f"A{number:03}", "1.1") for number in range(301)}
    rest = {"answers": {}, "committees": {}, "consultations": {}, "decisions": {}}
    found = contexts(site(actors=many, **rest))
    assert len(found["charte/"].signers) == 300
    assert [one.label for one in found["charte/page/2/"].signers] == ["A300"]
    assert found["charte/page/2/"].text == ""


def test_without_a_charter_there_is_no_page_of_one() -> None:
    assert not any(path.startswith("charte") for path in contexts(site(charters={})))


# ---- Differences ----


def rebuilt(changes: tuple[Change, ...], without: str) -> list[str]:
    whole = ("".join(piece.text for piece in change.pieces if piece.kind != without) for change in changes)
    return [text for text in whole if text]


TEXTS = st.lists(st.text(st.sampled_from("ab «é.-#*1`\u00a0\n"), max_size=30), max_size=8).map("\n\n".join)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_nothing_is_lost_or_made_up_between_two_texts(old: str, new: str) -> None:
    changes = compare(old, new)
    for text, without in ((old, "added"), (new, "removed")):
        assert " ".join(rebuilt(changes, without)).split() == " ".join(block.text for block in blocks(text)).split()


@settings(deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {change.kind for change in compare(text, text)} <= {"same"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Un mot.", "Un mot.", ["same"]),
        ("On rend propre.", "On rend propre et à l’heure.", ["changed"]),
        ("On rend propre.", "Les données restent chez elles.", ["removed", "added"]),
        ("- un\n- deux", "- un\n- deux\n- trois", ["same", "same", "added"]),
        ("# Titre\n\nMot.", "Titre\n\nMot.", ["removed", "added", "same"]),
        ("a « b » c", "a « b » c d", ["changed"]),
    ],
)
def test_paragraphs_stay_come_go_or_change(old: str, new: str, expected: list[str]) -> None:
    assert [change.kind for change in compare(old, new)] == expected


def test_a_long_text_is_compared_in_reasonable_steps() -> None:
    old = "\n\n".join(f"Phrase {number} qui dit une chose." for number in range(400))
    new = "\n\n".join(f"Mot {number} tout autre." for number in range(400))
    assert {change.kind for change in compare(old, new)} == {"added", "removed"}


# ---- Decisions ----


def test_a_superseded_decision_leads_to_what_took_its_place() -> None:
    found = contexts(site())
    old = found["gouvernance/confirmer/"]
    assert [link.path for link in old.superseded_by] == ["gouvernance/mieux-confirmer/"]
    now = found["gouvernance/mieux-confirmer/"]
    assert [link.path for link in now.supersedes] == ["gouvernance/confirmer/"]
    assert now.superseded_by == ()
    assert [link.path for link in now.challenged_by] == ["gouvernance/samedi/"]


def test_the_section_puts_what_waits_for_an_answer_apart_from_what_holds() -> None:
    page = contexts(site())["gouvernance/"]
    assert [card.title for card in page.proposed] == ["Samedi"]
    assert [card.title for card in page.adopted] == ["Mieux-confirmer"]
    assert [card.title for card in page.past] == ["Confirmer"]
    assert [card.title for card in page.minutes] == ["Assemblee"]


@pytest.mark.parametrize(("day", "waits"), [("2026-11-24", True), ("2026-12-12", True), ("2026-12-13", False)])
def test_a_proposal_is_answered_until_its_last_day(day: str, waits: bool) -> None:
    page = contexts(site(date.fromisoformat(day)))["gouvernance/samedi/"]
    assert bool(page.answer) is waits
    assert page.over is not waits


def test_decisions_have_a_feed() -> None:
    files = {file.path: file.content.decode() for file in feeds.feeds(site())}
    feed = files["gouvernance/gouvernance.atom"]
    assert feed.count("<entry>") == 4
    assert "Samedi (proposée)" in feed
    assert "gouvernance/gouvernance.atom" in {
        address.removeprefix("https://essai.example.org/") for _, address, _ in feeds.addresses(site())
    }


# ---- Committees ----


def test_a_committee_says_who_sits_who_left_who_comes_and_what_is_vacant() -> None:
    page = contexts(site())["comites/accueil/"]
    assert [seat.actor and seat.actor.label for seat in page.seats] == ["Ada", "Bea", None]
    assert [seat.actor.label for seat in page.past] == ["Cid"]
    assert [seat.actor.label for seat in page.coming] == ["Cid"]
    assert page.vacant == "1 place libre"


@pytest.mark.parametrize(
    ("day", "held", "free"),
    [("2025-12-31", 0, 4), ("2026-01-10", 3, 1), ("2026-09-30", 3, 1), ("2026-10-01", 3, 1), ("2028-01-10", 3, 1)],
)
def test_seats_are_counted_by_day(day: str, held: int, free: int) -> None:
    when = date.fromisoformat(day)
    assert len(governance.seated(COMMITTEE, when)) == held
    assert governance.vacant(COMMITTEE, when) == free


def test_a_committee_that_ended_has_no_seats() -> None:
    gone = build(
        Committee,
        "x",
        "committees/x.yaml",
        {
            "name": "X",
            "summary": "…",
            "seats": 2,
            "ended": "2026-11-24",
            "members": [{"actor": "ada", "from": "2026-01-01"}],
        },
    )
    assert governance.seated(gone, TODAY) == []
    assert governance.vacant(gone, TODAY) is None


# ---- The discreet ----


def test_the_discreet_are_counted_and_not_named() -> None:
    found = contexts(site())
    page = found["gouvernance/mieux-confirmer/"].partakers
    assert ([link.label for link in page.named], page.discreet) == (["Bea"], 1)
    for path in ("comites/accueil/", "comites/", "gouvernance/", "consultations/que-changer/"):
        assert "Zoe" not in str(found[path])
    here = site()
    assert Cards(here).councils.of(here.network.actors["zoe"]).seats == ()


def test_the_discreet_are_in_no_export() -> None:
    from maillage.derive.recognition import public

    here = network()
    for kind in ("decision", "committee", "consultation", "answer"):
        assert "zoe" not in str(public(here, kind))


# ---- Checks that need several files ----


def test_a_faulty_decision_makes_no_false_followers() -> None:
    lone = {"confirmer": decision("confirmer", "superseded", "2026-01-10")}
    assert [code for _, (code, _, _) in governance.check_decisions(lone, all_sound=True)] == ["superseded-by-nothing"]
    assert list(governance.check_decisions(lone, all_sound=False)) == []


def test_without_a_charter_a_signature_is_not_judged() -> None:
    assert list(governance.check_signatures([actor("Ada", "7.0")], [])) == []


@pytest.mark.parametrize(("day", "announced"), [("2026-11-24", True), ("2027-08-01", False)])
def test_the_first_page_announces_what_is_asked_while_it_is_open(day: str, announced: bool) -> None:
    made = site(date.fromisoformat(day))
    (page,) = home.pages(made, Cards(made))
    assert isinstance(page, Page)
    assert [one.path for one in page.context.consultations] == (["consultations/que-changer/"] if announced else [])
