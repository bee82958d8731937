"""Hostile entries of a neighbour, and marks of what is kept that a proposal changed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from maillage.exchange.federation import visits
from maillage.pipeline import read_network

from tests.neighbours import ACTOR, EVENT, SKILL, build, federate, neighbour, network, page, peers, sound

HOSTILE: dict[str, Any] = {
    "climbs-out": ("../../etc/passwd", ACTOR),
    "device": ("con", ACTOR),
    "accents": ("Été", ACTOR),
    "another-directory": ("bretagne--fablab", ACTOR),
    "line-end": ("abc\n", ACTOR),
    "arabic-digits": ("fablab-٣", ACTOR),
    "long-id": ("a" * 300, ACTOR),
    "no-entry": ("x", ["Fablab"]),
    "null": ("x", None),
    "name-is-a-list": ("x", {**ACTOR, "name": ["Fablab"]}),
    "name-is-a-number": ("x", {**ACTOR, "name": 3}),
    "no-name": ("x", {"kind": "organisation"}),
    "script-address": ("x", {**ACTOR, "links": [{"url": "javascript:alert(1)"}]}),
    "data-address": ("x", {**ACTOR, "links": [{"url": "data:text/html,<script>"}]}),
    "bare-host": ("x", {**ACTOR, "links": [{"url": "//evil.example"}]}),
    "user-in-address": ("x", {**ACTOR, "links": [{"url": "https://user:pass@evil.example"}]}),
    "script-booking": ("x", {**ACTOR, "contact": {"booking": "JaVaScRiPt:alert(1)"}}),
    "mail-with-tags": ("x", {**ACTOR, "contact": {"emails": ['a@b"><script>']}}),
    "right-to-left": ("x", {**ACTOR, "name": "Fablab \u202egro.live"}),
    "nul": ("x", {**ACTOR, "name": "Fab\x00lab"}),
    "hidden-key": ("x", {**ACTOR, "location": {"muni\u200ecipality": "Toul"}}),
    "latitude": ("x", {**ACTOR, "location": {"lat": 1e308, "lon": 0}}),
    "tower": ("x", {**ACTOR, "location": json.loads('{"a":' * 60 + "1" + "}" * 60)}),
    "heavy": ("x", {**ACTOR, "description": "x" * 70_000}),
    "tomorrow": ("x", {**ACTOR, "verified": {"on": "2031-01-01"}}),
    "no-such-day": ("x", {**ACTOR, "verified": {"on": "2026-13-45"}}),
    "no-agreement": ("x", {**ACTOR, "kind": "person"}),
    "empty-id": ("", ACTOR),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_entry_is_refused_with_its_reason_and_the_others_are_taken(territory: Path, case: str) -> None:
    identifier, entry = HOSTILE[case]
    with neighbour(actor={"fablab": ACTOR, identifier: entry}) as other:
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.fault is None
    assert report.neighbour.refusals == 1
    assert report.neighbour.refused[0].why
    assert [one for one in network(territory).actors if "voisin" in one] == ["voisin-1--fablab"]
    assert sorted(path.name for path in territory.iterdir() if path.name[0] != ".") == [
        "actors", "events", "federation", "skills", "territory.yaml",
    ]  # fmt: skip


EVENTS: dict[str, dict[str, Any]] = {
    "every-second": {"rrule": "FREQ=SECONDLY"},
    "never": {"organisers": ["personne"]},
    "zone": {"timezone": "../../../etc/passwd"},
    "ends-before": {"end": "2026-12-01T10:00"},
    "since-ever": {"start": "1001-01-01T10:00", "end": "1001-01-01T11:00", "repeat": {"every": "day"}},
    "for-ever": {"repeat": {"every": "day"}, "moved": [{"from": "9999-12-05T14:00", "to": "2026-12-06T14:00"}]},
}


@pytest.mark.parametrize("case", EVENTS)
def test_a_hostile_event_is_not_shown(territory: Path, case: str) -> None:
    with neighbour(**{**sound(), "event": {"x": {**EVENT, **EVENTS[case]}, "bon": EVENT}}) as other:
        peers(territory, other.url)
        federate(territory)
    made = network(territory)
    assert [one for one in made.events if "voisin" in one] == ["voisin-1--bon"]
    assert made.neighbours["voisin-1"].refusals == 1


def test_no_neighbour_makes_the_site_what_it_is_not(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "MOST", {"skill": 1, "actor": 3, "event": 5})
    monkeypatch.setattr(visits, "MOST_DATES_OF_ALL", 2)
    actors = {f"a-{number}": {**ACTOR, "name": f"Fablab {number}"} for number in range(8)}
    events = {f"e-{number}": {**EVENT, "organisers": ["a-0"]} for number in range(4)}
    with neighbour(skill=sound()["skill"], actor=actors, event=events) as other:
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.counts == {"skill": 1, "actor": 3, "event": 2}
    assert report.neighbour.refusals == 7


TEXTS = {
    "name": "<script>alert(1)</script>",
    "summary": '"><img src=x onerror=alert(1)>',
    "description": '<script>alert(1)</script> [x](javascript:alert(1)) <img src="https://evil.example/t.png"> {{ 7*7 }}',
}


def test_texts_of_a_stranger_stay_texts_everywhere(territory: Path) -> None:
    with neighbour(**{**sound(), "actor": {"fablab": {**ACTOR, **TEXTS}}}) as other:
        peers(territory, {"url": other.url, "name": "<b>Voisin</b>", "id": "voisin-1"})
        federate(territory)
    folder = build(territory)
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert 'href="javascript:' not in text, path
        assert '<img src="https://evil' not in text, path
        assert "<b>Voisin" not in text, path
    assert "{{ 7*7 }}" in page(folder, "acteurs/voisin-1--fablab")
    table = (folder / "federation/fiches.csv").read_text(encoding="utf-8")
    assert "<script>alert(1)</script>" in table  # text is text, in a table too


def test_an_id_of_ours_is_never_taken_over(territory: Path) -> None:
    ours = read_network(territory).require().actors["mediatheque"]
    with neighbour(actor={"mediatheque": {**ACTOR, "aliases": ["mediatheque", "x"]}}) as other:
        peers(territory, other.url)
        federate(territory)
    made = network(territory)
    assert made.actors["mediatheque"] == ours
    assert made.actors["voisin-1--mediatheque"].name == "Fablab de Verdun"
    assert "Fablab de Verdun" not in page(build(territory), "acteurs/mediatheque")


def test_neighbours_of_one_name_do_not_mix(territory: Path) -> None:
    with neighbour(actor={"fablab": ACTOR}) as one, neighbour(actor={"fablab": {**ACTOR, "name": "Autre"}}) as other:
        peers(territory, {"url": one.url, "name": "Voisin"}, {"url": other.url, "name": "voisin !"})
        federate(territory)
    names = {key: actor.name for key, actor in network(territory).actors.items() if "voisin" in key}
    assert names == {"voisin--fablab": "Fablab de Verdun", "voisin-2--fablab": "Autre"}


def test_circles_and_lies_about_skills_do_not_come_in(territory: Path) -> None:
    family = SKILL["family"]
    skills = {
        "a": {"name": "A", "family": family, "broader": "b"},
        "b": {"name": "B", "family": family, "broader": "a"},
        "metier": {"name": "Métier", "family": family, "kind": "profession", "skills": ["a"]},
        "c": {"name": "C", "family": family, "related": ["metier"], "broader": "absente"},
        "faux": {"name": "impression  3D", "family": family},
    }
    with neighbour(skill=skills, actor={"fablab": {**ACTOR, "offers": ["a", "faux", "nulle-part"]}}) as other:
        peers(territory, other.url)
        federate(territory)
    made = network(territory)
    assert [offer.skill for offer in made.actors["voisin-1--fablab"].offers] == ["voisin-1--a", "impression-3d"]
    assert {made.skills["voisin-1--a"].broader, made.skills["voisin-1--b"].broader} == {None, "voisin-1--a"} or {
        made.skills["voisin-1--a"].broader,
        made.skills["voisin-1--b"].broader,
    } == {None, "voisin-1--b"}
    assert made.skills["voisin-1--c"].related == ()
    build(territory)


# ---- What is kept could be changed by a proposal ----


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b'["actor","x",{}]',
        b'["actor","../x",{"name":"x","kind":"organisation","verified":{"on":"2026-01-01"}}]',
        b'["badge","x",{"name":"x"}]',
        b'["actor","x",{"name":"<script>","kind":"organisation","links":[{"url":"javascript:1"}]}]',
        b'["actor",' + b"[" * 10_000,
        b"\xff\xfe",
    ],
)
def test_a_damaged_line_is_left_out_and_told(territory: Path, line: bytes) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
    path = territory / "federation/voisin-1.jsonl"
    path.write_bytes(line + b"\n" + path.read_bytes())
    made = network(territory)
    assert [one for one in made.actors if "voisin" in one] == ["voisin-1--fablab"]
    build(territory)


def test_a_state_that_lies_puts_nothing_into_pages(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
    path = territory / "federation/voisin-1.json"
    state = json.loads(path.read_bytes())
    state |= {
        "pages": {"actor": "javascript:alert(1)//{id}"},
        "timezone": "nulle/part",
        "fault": {"since": "2026-11-01", "why": "<script>{x.__class__} {name}", "params": {"name": "<b>"}},
    }
    path.write_text(json.dumps(state), encoding="utf-8")
    folder = build(territory)
    assert "javascript:alert" not in page(folder, "acteurs/voisin-1--fablab")
    told = page(folder, "federation")
    assert "&lt;script&gt;{x.__class__} &lt;b&gt;" in told


def test_a_link_in_place_of_what_is_kept_is_not_followed(territory: Path, tmp_path: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
    kept = territory / "federation/voisin-1.jsonl"
    elsewhere = tmp_path / "elsewhere.jsonl"
    shutil.move(kept, elsewhere)
    kept.symlink_to(elsewhere)
    assert "voisin-1--fablab" not in network(territory).actors
