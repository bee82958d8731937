"""What was done for the network: shown by role, without the discreet, and without any sum or rank."""

from datetime import date, timedelta
from typing import Any

from maillage.derive.recognition import Recognition, of_the_day, public_actors, public_contributions
from maillage.model import Actor, Contribution, Record, build
from maillage.network import Network
from maillage.settings import Area, Territory

TERRITORY = Territory(name="Essai", area=Area(departments=("54",)))


def network(deeds: dict[str, dict[str, Any]], **actors: dict[str, Any]) -> Network:
    def made(cls: type[Record], table: dict[str, dict[str, Any]]) -> Any:
        return {key: build(cls, key, f"x/{key}.yaml", value) for key, value in sorted(table.items())}

    names = {"ada": {}, "lou": {}, "sam": {}, **actors}
    people = {key: {"name": key, "kind": "collective", **more} for key, more in names.items()}
    return Network(TERRITORY, made(Actor, people), contributions=made(Contribution, deeds))


def deed(**more: Any) -> dict[str, Any]:
    return {"what": "A aidé.", "on": "2026-10-03", "by": ["ada"], "roles": ["trainer"], **more}


def test_who_asked_for_discretion_is_named_nowhere() -> None:
    secret = {"recognition": "hidden"}
    deeds = {
        "both": deed(by=["ada", "zoe"], **{"for": ["zoe", "lou"]}, endorsed_by=["zoe"]),
        "alone": deed(by=["zoe"]),
    }
    made = network(deeds, zoe=secret)
    (only,) = Recognition(made).deeds
    assert (only.id, only.by, only.beneficiaries, only.endorsements, only.endorsed) == (
        "both",
        ("ada",),
        ("lou",),
        (),
        True,
    )
    assert "zoe" not in str(public_contributions(made))
    met = {"needs": [{"text": "x", "opened": "2026-01-01", "met": {"on": "2026-02-01", "by": ["zoe", "ada"]}}]}
    public = public_actors(network(deeds, zoe=secret, lou=met))
    assert public["lou"].needs[0].met
    assert public["lou"].needs[0].met.by == ("ada",)


def test_a_role_is_held_once_it_is_endorsed_however_often() -> None:
    deeds = {f"d{n}": deed(on=f"2026-10-{n:02}", endorsed_by=["lou"] * (n > 1)) for n in range(1, 6)}
    deeds["other"] = deed(by=["sam"], roles=["host"])
    known = Recognition(network(deeds))
    assert known.holders == {"trainer": ("ada",)}
    assert known.first_endorsed["trainer", "ada"].id == "d2"
    assert [one.id for one in known.by_actor["ada"]] == ["d5", "d4", "d3", "d2", "d1"]


def test_the_order_of_the_day_changes_with_the_day_and_gives_everybody_the_same_lot() -> None:
    names = ["ada", "lou", "sam", "zoe"]
    today = date(2026, 11, 24)
    assert of_the_day(names, today) == of_the_day(reversed(names), today)
    firsts = [of_the_day(names, today + timedelta(days=day))[0] for day in range(400)]
    assert all(60 < firsts.count(name) < 140 for name in names)
