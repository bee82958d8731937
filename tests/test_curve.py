"""How the directory grew and what changed since a day, from a history written by hand."""

from datetime import date

from maillage.derive.curve import Month, Since, months, since
from maillage.history import Change
from maillage.model import Actor, Contribution, build
from maillage.network import Network
from maillage.settings import Area, Territory

TODAY = date(2026, 3, 15)
NEEDS = [
    {"text": "Un", "opened": "2026-01-10", "met": {"on": "2026-02-28"}},
    {"text": "Deux", "opened": "2026-01-31", "until": "2026-02-27"},
    {"text": "Trois", "opened": "2026-02-01"},
    {"text": "Plus tard", "opened": "2026-04-01"},
]
A = build(Actor, "a", "actors/a.yaml", {"name": "A", "kind": "organisation", "needs": NEEDS})
B = build(Actor, "b", "actors/ici/b.yaml", {"name": "B", "kind": "organisation"})
DEED = {"what": "K", "by": ["a"], "roles": ["a-aide"]}
NETWORK = Network(
    Territory(name="T", area=Area()),
    {"a": A, "b": B},
    contributions={
        "k": build(Contribution, "k", "contributions/k.yaml", {**DEED, "on": "2026-02-03"}),
        "l": build(
            Contribution, "l", "contributions/l.yaml", {**DEED, "on": {"from": "2026-02-28", "to": "2026-03-02"}}
        ),
    },
)
CHANGES = (
    Change(date(2026, 1, 5), "A", "actors/a.yaml"),
    Change(date(2026, 1, 5), "A", "actors/old.yaml"),
    Change(date(2026, 1, 6), "A", "plugins/code.py"),
    Change(date(2026, 2, 5), "M", "actors/b.yaml", "actors/old.yaml"),
    Change(date(2026, 2, 6), "A", "actors/gone.yaml"),
    Change(date(2026, 3, 1), "D", "actors/gone.yaml"),
    Change(date(2026, 3, 2), "M", "actors/a.yaml"),
    Change(date(2026, 3, 3), "M", "actors/ici/b.yaml", "actors/b.yaml"),
    Change(date(2026, 3, 4), "A", "contributions/k.yaml"),
)


def test_each_month_is_as_it_ended() -> None:
    assert months(NETWORK, CHANGES, TODAY) == (
        Month(date(2026, 1, 1), actors=2, open=2, met=0, exchanges=0),
        Month(date(2026, 2, 1), actors=3, open=1, met=1, exchanges=2),
        Month(date(2026, 3, 1), actors=2, open=1, met=0, exchanges=0),
    )


def test_without_a_history_the_actors_of_before_are_unknown() -> None:
    for none in (None, (), (Change(date(2026, 1, 5), "A", "elsewhere/x.yaml"),)):
        assert [one.actors for one in months(NETWORK, none, TODAY)] == [None, None, None]


def test_what_changed_since_a_day_names_nobody_who_left() -> None:
    assert since(NETWORK, CHANGES, date(2026, 3, 1)) == {
        "actor": Since(came=(), changed=("a", "b"), left=1),
        "contribution": Since(came=("k",), changed=(), left=0),
    }
    assert since(NETWORK, CHANGES, date(2026, 2, 6))["actor"] == Since(came=(), changed=("a", "b"), left=0)
    assert since(NETWORK, CHANGES, date(2026, 1, 1))["actor"] == Since(came=("a", "b"), changed=(), left=0)
    assert since(NETWORK, CHANGES, date(2026, 3, 10)) == {}
