"""The figures of the diagnosis, recomputed by hand on a tiny territory, and what is written of them."""

from datetime import date

import pytest
from maillage.derive.coverage import People
from maillage.derive.demand import Balance, Waits, balances, waits
from maillage.derive.diagnosis import WHOLE, communes_of, diagnose, first_people
from maillage.derive.freshness import census
from maillage.derive.places import place_of
from maillage.derive.quality import quality
from maillage.derive.spoken import Languages
from maillage.i18n import translator
from maillage.model import Actor, Event, Skill, build
from maillage.network import Network
from maillage.pages.diagnosis.words import people_in_ten, sentences
from maillage.settings import Area, Freshness, Territory

TODAY = date(2026, 11, 24)
TOUL, GYE, ECROUVES = "54528", "54242", "54174"
"""Three communes of one EPCI: Toul, and two within 10 km of it."""


def actor(identifier: str, **data: object) -> Actor:
    return build(Actor, identifier, f"actors/{identifier}.yaml", {"name": identifier, "kind": "place", **data})


def network(*actors: Actor) -> Network:
    skills = {"soudure": build(Skill, "soudure", "", {"name": "Soudure", "family": "fabrication-et-reparation"})}
    territory = Territory(name="T", area=Area(communes=(TOUL, GYE, ECROUVES)))
    return Network(territory, {one.id: one for one in actors}, skills, {}, {})


def diagnosis_of(*actors: Actor):
    made = network(*actors)
    return diagnose(made, {one.id: place_of(one.location) for one in actors}, TODAY)


AT_TOUL = {"location": {"insee": TOUL, "municipality": "Toul", "postcode": "54200"}}


def test_people_are_those_of_the_communes_within_reach() -> None:
    found = diagnosis_of(actor("a", **AT_TOUL))
    people = {one.code: one.population for one in found.towns.communes}
    near = {code for code, km in zip(people, found.reaches[0].distance, strict=True) if km <= 5}
    assert near == {TOUL, ECROUVES}
    whole = found.reports[WHOLE]
    assert whole.population == sum(people.values())
    assert whole.figures[0].people[5].people == (people[TOUL] + people[ECROUVES], 0, 0, people[GYE])
    assert whole.figures[0].people[10].people == (sum(people.values()), 0, 0, 0)
    assert {code for code in found.reports if code} == {"54", "200070563"}
    assert found.reports["54"].figures[0].people == whole.figures[0].people


def test_an_area_that_nobody_is_known_to_serve_is_not_covered_and_ordered_by_people() -> None:
    found = diagnosis_of()
    assert found.reports[WHOLE].figures[0].people[20].people[3] == found.reports[WHOLE].population
    assert next(found.towns.communes[one].code for one in found.worst) == TOUL


def test_an_old_or_withdrawn_record_is_unknown() -> None:
    for data in ({"verified": {"on": "2020-01-01"}}, {"status": "gone-from-source"}):
        found = diagnosis_of(actor("a", **AT_TOUL, **data))
        assert found.reports[WHOLE].figures[0].people[10].people[:3] == (0, 0, found.reports[WHOLE].population)


def test_districts_are_counted_and_their_city_is_not() -> None:
    codes = {one.code for one in communes_of(Area(departments=("75",)))}
    assert "75056" not in codes
    assert len(codes) == 20


def test_ages_follow_the_thresholds_of_the_territory() -> None:
    days = ("2026-11-01", "2025-11-25", "2025-11-24", "2024-11-25", "2024-11-24")
    records = [actor(str(place), verified={"on": day}) for place, day in enumerate(days)] + [actor("x")]
    assert census(records, Freshness(), TODAY) == {"fresh": 2, "to-confirm": 2, "archived": 1, "unknown": 1}
    given = actor("a", verified={"on": "2020-01-01"}, source={"name": "S", "id": "7"})
    found = diagnosis_of(actor("b", verified={"on": "2020-01-01"}), given)
    assert found.reports[WHOLE].ages == {"fresh": 0, "to-confirm": 1, "archived": 1, "unknown": 0}


def test_what_does_not_apply_does_not_count() -> None:
    full = actor(
        "a",
        **AT_TOUL,
        contact={"phones": ["+33383000000"]},
        opening_hours="Mo 09:00-12:00",
        services=["aide-aux-demarches-administratives"],
        access=["se-presenter"],
        fees=["gratuit"],
    )
    person = actor("b", kind="person", offers=["soudure"])
    criteria = quality([full, person], Freshness(), TODAY).criteria
    assert criteria == {
        **dict.fromkeys(("place", "hours", "access", "cost"), (1, 1)),
        "contact": (1, 2),
        "help": (2, 2),
        "fresh": (0, 2),
    }


def test_a_score_is_the_mean_of_the_criteria_and_never_that_of_two_actors() -> None:
    people = [actor(str(number), kind="person", offers=["soudure"]) for number in range(3)]
    people[0] = actor("0", kind="person", verified={"on": "2026-11-01"})
    found = quality(people, Freshness(), TODAY)
    assert found.score == pytest.approx((0 / 3 + 2 / 3 + 1 / 3) / 3)
    assert quality(people[:2], Freshness(), TODAY).score is None
    assert quality([], Freshness(), TODAY).score is None


def test_skills_brought_and_sought() -> None:
    bringer = actor("a", offers=["soudure"])
    needs = [
        {"skill": "soudure", "opened": "2026-01-01", "met": {"on": "2026-01-11"}},
        {"skill": "soudure", "opened": "2026-01-01", "met": {"on": "2026-01-31"}},
        {"skill": "soudure", "opened": "2026-11-01"},
        {"skill": "soudure", "opened": "2026-01-01", "until": "2026-02-01"},
    ]
    assert [*balances([bringer, actor("b", needs=needs)], TODAY)] == [
        Balance("soudure", brought=1, sought=1, met=2, days=20)
    ]
    assert waits(actor("b", needs=needs).needs, TODAY) == Waits(open=1, met=2, expired=1, days=20)
    assert waits((), TODAY) == Waits(0, 0, 0, None)


def test_trainings_to_come_count_where_they_are_held_or_else_with_who_organises() -> None:
    host = actor("a", **AT_TOUL)
    data = {"start": "2026-12-01T10:00", "organisers": ["a"], "skills": ["soudure"]}
    here = build(Event, "e", "", {"title": "E", **data})
    away = build(Event, "f", "", {"title": "F", **data, "place": {"insee": "57463", "municipality": "Metz"}})
    made = network(host)
    found = diagnose(made, {"a": place_of(host.location)}, TODAY, [here, away])
    planned = {code: [one.planned for one in report.balances] for code, report in found.reports.items()}
    assert planned == {WHOLE: [2], "54": [1], "200070563": [1]}


def test_what_nobody_declares_and_which_languages_are_spoken() -> None:
    found = diagnosis_of(actor("a", **AT_TOUL, languages=["fr", "de"], care=["surdite"]), actor("b", languages=["fr"]), actor("c"))  # fmt: skip
    whole = found.reports[WHOLE]
    assert whole.languages == Languages({"de": 1, "fr": 2}, unsaid=1)
    care = {one.question.value: (one.yes, one.unsaid) for one in whole.figures if one.question.group == "care"}
    assert care["surdite"] == (1, 2)
    assert care["illettrisme"] == (0, 2)


def test_other_pages_take_the_same_people_at_less_cost() -> None:
    made = actor("a", **AT_TOUL)
    places = {"a": place_of(made.location)}
    found = diagnose(network(made), places, TODAY)
    assert first_people(network(made), places, TODAY) == {
        code: report.figures[0].people for code, report in found.reports.items()
    }


SHARES = [(0, "aucun habitant"), (0.01, "moins d’un habitant sur 20"), (0.1, "1 habitant sur 10"), (0.32, "3 habitants sur 10"), (0.97, "presque tous les habitants"), (1, "tous les habitants")]  # fmt: skip


@pytest.mark.parametrize(("share", "words"), SHARES)
def test_a_share_is_said_as_people_say_it(share: float, words: str) -> None:
    assert people_in_ten(share, translator("fr")) == words


def test_sentences_tell_each_state_that_is_not_empty() -> None:
    people = {5: People((30, 0, 10, 60), (1, 0, 1, 1)), 20: People((50, 0, 20, 30), (1, 0, 1, 1))}
    assert sentences(people, translator("fr")) == (
        "Une aide connue à moins de 5 km\N{NO-BREAK SPACE}: 3 habitants sur 10.",
        "À plus de 20 km de toute aide connue\N{NO-BREAK SPACE}: 3 habitants sur 10.",
        "Nous ne savons pas\N{NO-BREAK SPACE}: 2 habitants sur 10.",
    )
    assert len(sentences({5: People((0, 0, 0, 0), (0, 0, 0, 0))}, translator("fr"))) == 1
