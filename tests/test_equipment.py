"""Pages of the pool: what each item says of itself, its loans, and who waits for it."""

import re
from datetime import date
from typing import Any

import pytest
from maillage.generator import make_site
from maillage.model import Actor, Contribution, Equipment, Event, Skill, build
from maillage.network import Network
from maillage.pages import contributions, equipment
from maillage.pages.cards import Cards
from maillage.pages.site import File, Page, Site
from maillage.settings import Area, Territory

TODAY = date(2026, 11, 24)
TOUL = {"postcode": "54200", "municipality": "Toul", "insee": "54528"}
TERRITORY = Territory(name="Essai", area=Area(departments=("54",)), url="https://essai.example.org")


def actor(name: str, **more: Any) -> Actor:
    data = {"name": name, "kind": "collective", "location": TOUL, **more}
    return build(Actor, name.lower(), f"actors/{name.lower()}.yaml", data)


def site(**item: Any) -> Site:
    asks = {"equipment": "valise", "title": "Une valise pour samedi", "opened": "2026-11-01"}
    learns = {"skill": "soudure", "opened": "2026-11-02"}
    actors = (
        actor("Ada", contact={"emails": ["ada@example.org"]}),
        actor("Bea", needs=[asks, {**asks, "met": {"on": "2026-11-09"}}, learns]),
        actor("Cid", contact={"emails": ["cid@example.org"]}),
    )
    given = {"name": "Valise", "category": "réparation", "owner": "ada", "terms": "Entre membres.", **item}
    other = {"name": "Écran", "category": "image", "owner": "cid", "terms": "À qui le rend."}
    deed = {"what": "A prêté la valise.", "on": "2026-10-03", "by": ["ada"], "roles": ["lender"], "equipment": "valise"}
    event = {"title": "Réparons", "start": "2026-12-12", "organisers": ["ada"]}
    skill = {"name": "Soudure", "family": "fabrication-et-reparation"}
    network = Network(
        TERRITORY,
        {one.id: one for one in actors},
        {"soudure": build(Skill, "soudure", "skills/soudure.yaml", skill)},
        {"reparons": build(Event, "reparons", "events/reparons.yaml", event)},
        {
            "valise": build(Equipment, "valise", "equipment/valise.yaml", given),
            "ecran": build(Equipment, "ecran", "equipment/ecran.yaml", other),
        },
        {"pret": build(Contribution, "pret", "contributions/pret.yaml", deed)},
    )
    return make_site(network, "https://essai.example.org", TODAY)


def page(**item: Any) -> Any:
    here = site(**item)
    (make,) = (make for one, make in equipment.records(here, Cards(here)) if one.id == "valise")
    (found,) = (one.context for one in make() if isinstance(one, Page))
    return found


def loan(first: str, last: str, **more: str) -> dict[str, str]:
    return {"from": first, "to": last, "by": "bea", **more}


@pytest.mark.parametrize(
    ("bookings", "quantity", "state", "free"),
    [
        ([], 1, "Libre aujourd’hui", True),
        ([loan("2026-11-20", "2026-11-30")], 1, "Libre à partir du 1 déc. 2026", False),
        ([loan("2026-11-20", "2026-11-30")], 2, "Libre aujourd’hui", True),
        ([loan("2026-11-24", "2028-01-01")], 1, "Rien de libre dans l’année qui vient", False),
        ([loan("2026-11-01", "2026-11-23")], 1, "Libre aujourd’hui", True),
    ],
)
def test_an_item_says_when_there_is_one_to_borrow(
    bookings: list[dict[str, str]], quantity: int, state: str, free: bool
) -> None:
    found = page(bookings=bookings, quantity=quantity)
    assert found.state.replace("1er", "1") == state
    assert found.is_free is free


def test_loans_that_are_over_are_not_announced_and_the_present_one_is_marked() -> None:
    bookings = [
        loan("2026-09-01", "2026-09-09"),
        loan("2026-12-10", "2026-12-12", event="reparons"),
        loan("2026-11-20", "2026-11-26", note="Pour la foire"),
    ]
    found = page(bookings=bookings)
    assert [(one.now, one.note, one.event and one.event.path) for one in found.loans] == [
        (True, "Pour la foire", None),
        (False, "", "agenda/reparons/"),
    ]
    assert {one.by.path for one in found.loans} == {"acteurs/bea/"}


def test_each_month_ahead_is_said_in_a_word() -> None:
    found = page(bookings=[loan("2026-12-01", "2027-01-03")], maintenance=[{"from": "2027-02-01", "to": "2027-02-28"}])
    assert [(row.word, row.free, row.lent, row.maintenance) for row in found.months[:5]] == [
        ("libre", 7, 0, 0),
        ("pris", 0, 31, 0),
        ("libre en partie", 28, 3, 0),
        ("pris", 0, 0, 28),
        ("libre", 31, 0, 0),
    ]
    assert len(found.closed) == 1


def test_what_is_not_said_is_said_to_be_unknown_and_free_is_free() -> None:
    conditions = dict(page(deposit=50, fee=0).conditions)
    assert conditions["Caution"] == "50\u00a0€"
    assert conditions["Participation"] == "gratuit"
    assert conditions["Assurance"] == "non précisé"


def test_open_needs_for_it_and_for_what_one_must_know_stand_on_its_page() -> None:
    found = page(training=["soudure"])
    assert [need.title for need in found.needs] == ["Une valise pour samedi"]
    assert [need.by.label for need in found.learners] == ["Bea"]
    assert [int(number) for number in re.findall(r"[0-9]+", found.demand)] == [1, 1]


@pytest.mark.parametrize(
    ("held_by", "to"), [(None, "ada@example.org"), ("cid", "cid@example.org"), ("bea", "ada@example.org")]
)
def test_the_letter_goes_to_who_keeps_it_else_to_who_owns_it(held_by: str | None, to: str) -> None:
    found = page(**({"held_by": held_by} if held_by else {}))
    assert found.mail.startswith(f"mailto:{to}?")
    assert (found.owner.label, found.holder.label) == ("Ada", (held_by or "ada").capitalize())


def test_the_catalogue_goes_by_category_and_name() -> None:
    here = site()
    (found,) = (one.context for one in equipment.pages(here, Cards(here)))
    assert [(one.name, [item.link.label for item in one.items]) for one in found.categories] == [  # type: ignore[attr-defined]
        ("Image", ["Écran"]),
        ("Réparation", ["Valise"]),
    ]


def test_an_item_has_a_calendar_of_its_loans() -> None:
    here = site(bookings=[loan("2026-12-10", "2026-12-12")])
    (make,) = (make for one, make in equipment.records(here, Cards(here)) if one.id == "valise")
    (file,) = (one for one in make() if isinstance(one, File))
    assert file.path == "materiel/valise/prets.ics"
    assert file.content.count(b"BEGIN:VEVENT") == 1


def test_a_contribution_leads_to_the_equipment_it_was_done_with() -> None:
    here = site()
    (make,) = (make for _one, make in contributions.records(here, Cards(here)))
    (found,) = (one.context for one in make() if isinstance(one, Page))
    assert found.equipment.path == "materiel/valise/"  # type: ignore[attr-defined]
