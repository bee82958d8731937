"""Neighbouring directories, over real HTTP on this machine: what is taken, what is not, how it ages and how it goes."""

import contextlib
import gzip
import json
import shutil
import socket
import time
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from maillage import render
from maillage.cache import digest
from maillage.derive.places import departments_of
from maillage.exchange import forgotten
from maillage.exchange.addresses import is_open
from maillage.exchange.federation import visits
from maillage.exchange.federation.visits import Report, Round, visit_all
from maillage.exchange.federation.web import Limits
from maillage.generator import make_site
from maillage.network import Network
from maillage.output import Output
from maillage.pages.files import sitemap
from maillage.pages.sections import all_lots
from maillage.peers.joining import Joined, join
from maillage.pipeline import read_network, read_territory

from tests.conftest import EXAMPLES, PROJECT
from tests.demo import served
from tests.neighbours import dead, neighbour
from tests.road import ENVIRONMENT
from tests.test_duplicates import run

TODAY = date(2026, 11, 24)
LOOPBACK = Limits(timeout=30.0, patience=100.0, loopback=True)
SKILL = {"name": "Impression 3D", "family": "fabrication-et-reparation"}
ACTOR: dict[str, Any] = {
    "name": "Fablab de Verdun",
    "kind": "organisation",
    "verified": {"on": "2026-10-01"},
    "location": {"municipality": "Verdun", "postcode": "55100"},
    "offers": ["impression-3d"],
}
EVENT = {"title": "Portes ouvertes", "start": "2026-12-05T14:00", "end": "2026-12-05T17:00", "organisers": ["fablab"]}


def peers(root: Path, *addresses: str | dict[str, Any]) -> None:
    """Make these the neighbours of a territory."""
    said = [one if isinstance(one, dict) else {"url": one} for one in addresses]
    rows = [{"name": f"Voisin {number}", **one} for number, one in enumerate(said, start=1)]
    path = root / "territory.yaml"
    text = path.read_text(encoding="utf-8").split("peers:")[0]
    path.write_text(f"{text}peers: {json.dumps(rows)}\n", encoding="utf-8")


def federate(root: Path, day: date = TODAY, limits: Limits = LOOPBACK) -> list[Report]:
    territory, problems = read_territory(root)
    assert territory is not None, problems
    unwanted = forgotten.load(root).holds
    return visit_all(Round(root, territory, departments_of(territory.area), day, unwanted, limits))


def joined(root: Path) -> Joined:
    network = read_network(root).require()
    return join(root, network, forgotten.load(root).holds, digest(forgotten.load(root).marks))


def network(root: Path) -> Network:
    return joined(root).network


def build(root: Path, day: date = TODAY) -> Path:
    """The site of a territory, with the neighbours that it keeps."""
    result = read_network(root)
    site = make_site(result.require(), "https://exemple.org", day, result, joined(root))
    around = render.shell(site, frozenset())
    with Output(root / "output", root, digest(site.territory)) as output:
        output.publish(
            all_lots(site),
            partial(render.render, ENVIRONMENT, around=around),
            whole=site.everything,
            last=partial(sitemap, site),
        )
    return root / "output"


def page(folder: Path, path: str) -> str:
    return (folder / path / "index.html").read_text(encoding="utf-8")


def why(report: Report) -> str:
    assert report.neighbour.fault is not None
    return report.neighbour.fault.why


def sound() -> dict[str, dict[str, Any]]:
    return {"skill": {"impression-3d": SKILL}, "actor": {"fablab": ACTOR}, "event": {"portes-ouvertes": EVENT}}


def test_entries_of_a_neighbour_are_shown_with_their_origin(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.counts == {"skill": 1, "actor": 1, "event": 1}
    made = network(territory)
    actor = made.actors["voisin-1--fablab"]
    assert actor.offers[0].skill == "impression-3d"  # their skill of that name is ours
    assert made.events["voisin-1--portes-ouvertes"].organisers == ("voisin-1--fablab",)
    folder = build(territory)
    original = f"{other.url}acteurs/fablab/"
    for path in ("acteurs", "acteurs/voisin-1--fablab", "competences/impression-3d"):
        text = page(folder, path)
        assert "de l’annuaire" in text
        assert original in text
        assert "24" in text.split("de l’annuaire")[1][:200]
    assert "Voisin 1" in page(folder, "agenda")
    facets = "".join(path.read_text(encoding="utf-8") for path in (folder / "recherche").glob("*.json"))
    assert "v-voisin-1" in facets  # one of the directories to choose from
    assert f'<link rel="canonical" href="{original}">' in page(folder, "acteurs/voisin-1--fablab")
    assert "Modifier son fichier" not in page(folder, "acteurs/voisin-1--fablab")


def test_our_exports_hold_our_own_entries_alone_and_the_others_have_files_that_name_them(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
    folder = build(territory)
    for name in ("acteurs.json", "acteurs.csv", "lieux.csv", "annuaire.jsonld", "hsds.json", "acteurs.geojson",
                 "acteurs.vcf", "evenements.json", "murmurations.json"):  # fmt: skip
        assert "voisin-1" not in (folder / "donnees" / name).read_text(encoding="utf-8"), name
    (feature,) = json.loads((folder / "federation/fiches.geojson").read_text(encoding="utf-8"))["features"]
    said = feature["properties"]
    assert (said["directory"], said["licence"], said["seen"]) == ("Voisin 1", "Licence Ouverte 2.0", "2026-11-24")
    assert said["original"] == f"{other.url}acteurs/fablab/"


def test_nothing_new_costs_nothing_and_changes_nothing_but_the_day(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        before = (territory / "federation/voisin-1.jsonl").read_bytes()
        stamp = (territory / "federation/voisin-1.jsonl").stat().st_mtime_ns
        other.asked.clear()
        (report,) = federate(territory, TODAY + timedelta(days=1))
    assert sorted(other.asked) == [
        ("/.well-known/maillage.json", 404),
        ("/donnees/acteurs.json", 304),
        ("/donnees/competences.json", 304),
        ("/donnees/evenements.json", 304),
    ]
    assert not report.new
    assert report.neighbour.seen == TODAY + timedelta(days=1)
    assert (territory / "federation/voisin-1.jsonl").stat().st_mtime_ns == stamp
    assert (territory / "federation/voisin-1.jsonl").read_bytes() == before


def test_one_file_that_changed_leaves_the_others_as_they_are(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        other.publish("actor", {"fablab": {**ACTOR, "name": "Fablab de la Meuse"}})
        (report,) = federate(territory)
    assert report.neighbour.counts == {"skill": 1, "actor": 1, "event": 1}
    assert network(territory).actors["voisin-1--fablab"].name == "Fablab de la Meuse"


def test_what_a_neighbour_withdraws_is_gone_at_the_next_visit(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        build(territory)
        other.publish("actor", {})
        other.publish("event", {})
        (report,) = federate(territory)
    assert report.went == 2
    assert "fablab" not in (territory / "federation/voisin-1.jsonl").read_text(encoding="utf-8")
    folder = build(territory)
    assert not (folder / "acteurs/voisin-1--fablab").exists()
    assert "Fablab de Verdun" not in page(folder, "acteurs")


def test_a_neighbour_that_is_no_longer_one_leaves_nothing(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url, {"url": other.url, "name": "Autre"})
        federate(territory)
        peers(territory, {"url": other.url, "name": "Autre"})
        federate(territory)
    assert sorted(path.name for path in (territory / "federation").iterdir()) == ["autre.json", "autre.jsonl"]


def test_a_dead_neighbour_keeps_its_entries_which_age_in_sight(territory: Path) -> None:
    weekly = {**EVENT, "repeat": {"every": "week"}}
    with neighbour(**{**sound(), "event": {"portes-ouvertes": weekly}}) as other:
        peers(territory, other.url)
        federate(territory)
    late, lost = TODAY + timedelta(days=40), TODAY + timedelta(days=200)
    (report,) = federate(territory, late)
    assert "ne répond pas" in why(report)
    assert report.neighbour.seen == TODAY
    folder = build(territory, late)
    assert "ne répond plus" in page(folder, "acteurs")
    assert "Portes ouvertes" in page(folder, "agenda")
    assert "Ne répond plus." in page(folder, "federation")
    federate(territory, lost)
    folder = build(territory, lost)
    assert "Portes ouvertes" not in page(folder, "agenda")
    assert "Fablab de Verdun" not in page(folder, "acteurs")
    assert "Fablab de Verdun" in page(folder, "acteurs/en-sommeil")
    assert "Perdu de vue." in page(folder, "federation")
    assert "depuis le" in page(folder, "federation")


def trickle(handler: Any) -> None:
    """A body of a byte now and then, without end in any test's life."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def drip_heads(handler: Any) -> None:
    """A head that never ends: each wait is short, all of them are long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("slow", [trickle, drip_heads])
def test_a_slow_neighbour_is_left_after_a_while_and_does_not_hold_the_others(territory: Path, slow: Any) -> None:
    with neighbour(**sound()) as good, neighbour(**sound()) as other:
        other.pages["/donnees/acteurs.json"] = slow
        peers(territory, other.url, good.url, dead())
        began = time.monotonic()
        reports = federate(territory, limits=Limits(timeout=3.0, patience=4.0, loopback=True))
        assert time.monotonic() - began < 15  # they go on for 20 seconds
    assert "trop lentement" in why(reports[0])
    assert reports[1].neighbour.fault is None
    assert "ne répond pas" in why(reports[2])
    assert [one for one in network(territory).actors if one.startswith("voisin")] == ["voisin-2--fablab"]


# ---- Rights of people ----


def person(**more: Any) -> dict[str, Any]:
    return {
        "name": "Camille Introuvable", "kind": "person", "verified": {"on": "2026-10-01"},
        "location": {"municipality": "Verdun", "postcode": "55100"}, **more,
    }  # fmt: skip


def test_a_person_comes_only_where_they_said_so(territory: Path) -> None:
    consent = {"on": "2026-01-01", "by": "Elle-même"}
    people = {
        "sans": person(consent=consent),
        "non": person(consent={**consent, "shared": False}),
        "oui": person(consent={**consent, "shared": True}),
    }
    with neighbour(actor=people) as other:
        peers(territory, other.url)
        (report,) = federate(territory)
    assert [one.id for one in report.neighbour.refused] == ["sans", "non"]
    assert [one for one in network(territory).actors if "voisin" in one] == ["voisin-1--oui"]


def test_what_we_were_asked_to_forget_does_not_come_back_from_a_neighbour(territory: Path) -> None:
    marks = forgotten.load(territory)
    marks.add({"name": "fablab de VERDUN", "location": {"municipality": "Verdun"}})
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        assert "voisin-1--fablab" in network(territory).actors
        forgotten.store(territory, marks)
        assert "voisin-1--fablab" not in network(territory).actors  # at once, before any visit
        other.publish("actor", {"autre-nom": ACTOR})
        federate(territory)
    assert "erdun" not in (territory / "federation/voisin-1.jsonl").read_text(encoding="utf-8")


def test_an_entry_of_a_neighbour_can_be_forgotten_here(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        code, told = run(territory, "forget", "voisin-1--fablab")
        assert (code, "lui seul peut" in told) == (0, True)
        federate(territory)
    assert "voisin-1--fablab" not in network(territory).actors
    assert "Fablab de Verdun" not in (territory / "federation/voisin-1.jsonl").read_text(encoding="utf-8")
    assert run(territory, "forget", "voisin-1--fablab")[0] == 2


def test_damaged_marks_stop_the_build_rather_than_let_somebody_come_back(territory: Path) -> None:
    (territory / "pelicanconf.py").write_bytes((PROJECT / "pelicanconf.py").read_bytes())
    peers(territory, "https://exemple.org/voisin")
    (territory / "imports").mkdir()
    (territory / "imports/forgotten.json").write_text("{", encoding="utf-8")
    code, told = run(territory, "build")
    assert code == 1
    assert "damaged-marks" in told


def test_discretion_is_kept_and_recognition_stays_at_home(territory: Path) -> None:
    helped = {"text": "Une salle", "opened": "2026-01-01", "met": {"on": "2026-02-01", "by": ["discret"]}}
    discreet = {**ACTOR, "name": "Atelier discret", "recognition": "hidden", "identifiers": {"git": "Anouk"}}
    with neighbour(actor={"fablab": {**ACTOR, "needs": [helped]}, "discret": discreet}) as other:
        peers(territory, other.url)
        federate(territory)
    made = network(territory).actors["voisin-1--discret"]
    assert (made.recognition, made.identifiers.git) == ("hidden", None)
    assert "Atelier discret" not in page(build(territory), "acteurs/voisin-1--fablab").split("A trouvé réponse")[1]


# ---- The same actor in two directories ----


def test_the_same_actor_in_two_directories_is_linked_and_counted_once(territory: Path) -> None:
    same = {
        "name": "Médiathèque de Toul", "kind": "public-service", "verified": {"on": "2026-09-01"},
        "location": {"municipality": "Toul", "postcode": "54200"},
    }  # fmt: skip
    with neighbour(actor={"bm-toul": same, "fablab": ACTOR}) as one, neighbour(actor={"toul": same}) as other:
        peers(territory, one.url, other.url)
        federate(territory)
        made = network(territory)
        assert made.twins["mediatheque"] == ("voisin-1--bm-toul", "voisin-2--toul")
        assert made.twins["voisin-2--toul"] == ("mediatheque", "voisin-1--bm-toul")
        assert [actor.id for actor in made.counted] == ["mediatheque", "voisin-1--fablab"]
        folder = build(territory)
        assert "acteurs/voisin-1--bm-toul/" in page(folder, "acteurs/mediatheque")
        assert "acteurs/mediatheque/" in page(folder, "acteurs/voisin-2--toul")
        peers(territory, {"url": one.url, "distinct": ["bm-toul"]}, other.url)
        assert network(territory).twins["mediatheque"] == ("voisin-2--toul",)
        peers(territory, {"url": one.url, "without": ["bm-toul"]}, other.url)
        assert "voisin-1--bm-toul" not in network(territory).actors


# ---- Hostile neighbours ----

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


@cache
def packed_bomb() -> bytes:
    """Some kilobytes that unpack to more than a directory may weigh."""
    return gzip.compress(b"0" * (80 << 20), compresslevel=5)


def bomb(handler: Any) -> None:
    packed = packed_bomb()
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(packed)))
    handler.end_headers()
    handler.wfile.write(packed)


def flood(handler: Any) -> None:
    """As many bytes as one will take."""
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b" " * (1 << 20))


def strange_packing(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip, gzip")
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"{}")


def cut_short(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"format": "maillage/1"')


def not_http(handler: Any) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")


def unasked_304(handler: Any) -> None:
    handler.send_response(304)
    handler.end_headers()


def leads_to(address: str) -> Any:
    def answer(handler: Any) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def said(**more: Any) -> bytes:
    head = {"format": "maillage/1", "territory": "x", "url": "x", "licence": "x", "kind": "actor", "records": {}}
    return json.dumps({**head, **more}).encode()


WHOLE: dict[str, tuple[Any, str]] = {
    "bomb": (bomb, "dépasse"),
    "flood": (flood, "dépasse"),
    "strange-packing": (strange_packing, "compressé"),
    "cut-short": (cut_short, "ne répond pas"),
    "not-http": (not_http, "ne répond pas"),
    "unasked-304": (unasked_304, "ne répond pas"),
    "turns": (leads_to("/donnees/acteurs.json"), "trop de fois"),
    "to-a-file": (leads_to("file:///etc/passwd"), "http ou https"),
    "to-a-cloud": (leads_to("http://169.254.169.254/latest/meta-data/"), "réseau privé"),
    "to-home": (leads_to("http://192.168.0.1/"), "réseau privé"),
    "to-home-in-disguise": (leads_to("http://[::ffff:10.0.0.1]/"), "réseau privé"),
    "to-home-in-figures": (leads_to("http://167772161/"), "réseau privé"),
    "with-a-password": (leads_to("http://user:pass@127.0.0.1/"), "http ou https"),
    "a-page": (b"<!doctype html><title>404</title>", "mal formé"),
    "empty": (b"", "mal formé"),
    "tower": (b'{"a":' * 100_000, "mal formé"),
    "list": (b"[]", "mal formé"),
    "records-is-a-list": (said(records=[ACTOR]), "mal formé"),
    "not-a-number": (said().replace(b"{}", b'{"x": NaN}'), "mal formé"),
    "other-version": (said(format="maillage/2"), "n’est pas"),
    "other-kind": (said(kind="event"), "annoncé"),
    "crumbs": (said().replace(b"{}", b'{"x": [' + b"0," * 6_100_000 + b"0]}"), "morceaux"),
    "not-utf8": (said().replace(b"{}", b'{"x\xff": {}}'), "mal formé"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_hostile_file_changes_nothing_of_what_was_kept(territory: Path, case: str) -> None:
    answer, reason = WHOLE[case]
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        before = (territory / "federation/voisin-1.jsonl").read_bytes()
        state = json.loads((territory / "federation/voisin-1.json").read_bytes())
        (territory / "federation/voisin-1.json").write_text(json.dumps({**state, "answers": {}}), encoding="utf-8")
        other.pages["/donnees/acteurs.json"] = answer
        packed_bomb()
        (report,) = federate(territory, TODAY + timedelta(days=1))
    assert reason in why(report)
    assert report.neighbour.seen == TODAY
    assert (territory / "federation/voisin-1.jsonl").read_bytes() == before
    assert "voisin-1--fablab" in network(territory).actors


def test_an_entry_that_cannot_be_read_is_one_refusal_not_the_end(territory: Path) -> None:
    tower = b'{"x": ' + b"[" * 5000 + b"]" * 5000 + b', "fablab": ' + json.dumps(ACTOR).encode() + b"}"
    with neighbour(**sound()) as other:
        other.pages["/donnees/acteurs.json"] = said().replace(b"{}", tower)
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.fault is None or "mal formé" in why(report)


@pytest.mark.parametrize(
    "manifest",
    [
        {"records": {"actor": "http://127.0.0.1:1/donnees/acteurs.json"}},
        {"records": {"actor": "//evil.example/acteurs.json"}},
        {"records": {"actor": "file:///etc/passwd"}},
        {"records": {}},
    ],
)
def test_a_site_speaks_for_itself_alone(territory: Path, manifest: dict[str, Any]) -> None:
    with neighbour(**sound()) as other:
        other.pages["/.well-known/maillage.json"] = json.dumps(manifest).encode()
        peers(territory, other.url)
        (report,) = federate(territory)
    assert "annonce" in why(report)
    assert [path for path, _ in other.asked] == ["/.well-known/maillage.json"]


def test_what_a_site_says_of_its_pages_leads_only_to_itself(territory: Path) -> None:
    with neighbour(**sound()) as other:
        said_ = {
            "licence": "L" * 999,
            "timezone": "../../etc/passwd",
            "records": {"actor": "donnees/acteurs.json", "event": "donnees/evenements.json"},
            "pages": {"actor": "javascript:alert('{id}')", "event": "https://evil.example/{id}"},
        }
        other.pages["/.well-known/maillage.json"] = json.dumps(said_).encode()
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.pages == {}
    assert report.neighbour.timezone == ""
    assert len(report.neighbour.licence) == 200
    folder = build(territory)
    assert f'href="{other.url}"' in page(folder, "acteurs/voisin-1--fablab")


# ---- Where we may go ----


def test_this_machine_is_not_asked_unless_somebody_says_so(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        (report,) = federate(territory, limits=Limits())
        assert other.asked == []
    assert "réseau privé" in why(report)


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        *((one, False) for one in (
            "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
            "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
            "64:ff9b::a00:1", "2002:a00:1::", "192.0.2.1",
        )),
    ],
)  # fmt: skip
def test_addresses_of_the_open_internet_alone(address: str, is_allowed: bool) -> None:
    assert is_open(address) is is_allowed


def test_a_name_that_leads_home_is_not_followed(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the name says the second time: the connection goes to an address that was looked at."""
    asked: list[Any] = []
    answers = iter(["10.0.0.7"] * 9)

    def resolve(host: str, port: int | None, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    peers(territory, "http://voisin.example/")
    (report,) = federate(territory, limits=Limits())
    assert "réseau privé" in why(report)
    assert asked == ["voisin.example"]


def test_loopback_does_not_open_the_rest_of_the_house(territory: Path) -> None:
    peers(territory, "http://192.168.0.1/")
    assert "réseau privé" in why(federate(territory)[0])


def test_no_password_of_this_machine_is_sent(territory: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("default login moi password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.fault is None
    assert not any("Authorization" in head or "Cookie" in head for head in other.headers)


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


# ---- What neighbours may be ----


def test_a_site_of_ours_is_read_as_it_is_published(territory: Path, tmp_path: Path) -> None:
    """Two territories built by this very program, one of them with sections of other names, and a hub of both."""
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(EXAMPLES / "base", first)
    shutil.copytree(EXAMPLES / "base", second)
    text = (second / "territory.yaml").read_text(encoding="utf-8")
    (second / "territory.yaml").write_text(
        f"{text}urls: {{data: daten, actor: akteure}}\nlicence: {{data: ODbL}}\n", encoding="utf-8"
    )
    (second / "actors/mediatheque.yaml").write_text(
        "name: Fablab de Nancy\nkind: place\nverified: {on: 2026-10-02}\nlocation: {municipality: Nancy, postcode: '54000'}\n"
        "offers: [impression-3d]\n",
        encoding="utf-8",
    )
    hub = tmp_path / "hub"
    hub.mkdir()
    (hub / "territory.yaml").write_text("name: Région\nlanguage: fr\narea: {regions: ['44']}\n", encoding="utf-8")
    with served(build(first)) as one, served(build(second)) as other:
        peers(hub, {"url": one, "name": "Toul"}, {"url": other, "name": "Nancy"})
        reports = federate(hub)
        assert [report.neighbour.fault for report in reports] == [None, None]
        assert [report.new for report in federate(hub)] == [False, False]  # by Last-Modified alone
    made = network(hub)
    assert sorted(made.actors) == ["nancy--mediatheque", "toul--mediatheque"]
    assert sorted(made.skills) == ["toul--impression-3d"]
    assert {one.skill for actor in made.actors.values() for one in actor.offers} == {"toul--impression-3d"}
    folder = build(hub)
    told = page(folder, "acteurs/nancy--mediatheque")
    assert f"{other}akteure/mediatheque/" in told
    assert "ODbL" in told
    for path in ("acteurs", "competences/toul--impression-3d", "carte", "diagnostic", "territoires/54", "donnees"):
        assert page(folder, path)
    assert "Fablab de Nancy" in page(folder, "acteurs/departement/54")
    assert b"nancy--mediatheque" in (folder / "carte/lieux/0.json").read_bytes()
    assert "de l\\u2019annuaire Nancy" in (folder / "carte/lieux/0.json").read_text(encoding="utf-8") or (
        "de l’annuaire Nancy" in (folder / "carte/lieux/0.json").read_text(encoding="utf-8")
    )


GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature", "id": "f1", "geometry": {"type": "Point", "coordinates": [5.38, 49.16]},
            "properties": {"name": "Tiers-lieu", "municipality": "Verdun", "postcode": "55100", "phones": ["+33329000000"]},
        },
        {"type": "Feature", "id": "p", "geometry": None, "properties": {"name": "Camille", "kind": "person"}},
        {"type": "Feature", "id": "f2", "geometry": {"type": "Point", "coordinates": [5.38, 49.16]}, "properties": {}},
    ],
}  # fmt: skip
MURMURATIONS = {
    "linked_schemas": ["organizations_schema-v1.0.0"], "name": "Ressourcerie", "primary_url": "https://exemple.org/r",
    "description": "Réparer plutôt que jeter", "geolocation": {"lat": 49.16, "lon": 5.38}, "locality": "Verdun",
    "contact_details": {"email": "r@exemple.org"},
}  # fmt: skip
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260101T000000Z\r\n"
    b"SUMMARY:Bourse aux plantes\r\nDTSTART;TZID=Europe/Paris:20261212T140000\r\nDTEND;TZID=Europe/Paris:20261212T170000\r\n"
    b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:u2\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Sans fin\r\n"
    b"DTSTART:20261212T140000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_geojson_is_a_neighbour(territory: Path) -> None:
    with neighbour() as other:
        other.pages["/lieux.geojson"] = json.dumps(GEOJSON).encode()
        peers(territory, {"url": f"{other.url}lieux.geojson", "format": "geojson", "licence": "ODbL"})
        (report,) = federate(territory)
        assert [one.new for one in federate(territory)] == [False]
    assert report.neighbour.licence == "ODbL"
    assert report.neighbour.refusals == 2
    (made,) = (one for one in network(territory).actors.values() if "voisin" in one.id)
    assert (made.name, made.verified and made.verified.on) == ("Tiers-lieu", TODAY)
    assert made.location is not None
    assert made.location.point == (49.16, 5.38)


def test_the_national_standard_is_a_neighbour(territory: Path) -> None:
    rows = "id,pivot,nom,commune,code_postal,adresse,date_maj\nx1,00000000000000,Espace numérique,Verdun,55100,1 rue,2026-05-01\n"
    with neighbour() as other:
        other.pages["/lieux.csv"] = rows.encode()
        peers(territory, {"url": f"{other.url}lieux.csv", "format": "mednum"})
        (report,) = federate(territory)
    assert report.neighbour.fault is None
    (made,) = (one for one in network(territory).actors.values() if "voisin" in one.id)
    assert (made.name, made.verified and made.verified.on) == ("Espace numérique", date(2026, 5, 1))


def test_a_calendar_is_a_neighbour(territory: Path) -> None:
    with neighbour() as other:
        other.pages["/agenda.ics"] = ICS
        peers(territory, {"url": f"{other.url}agenda.ics", "format": "ics"})
        (report,) = federate(territory)
    assert report.neighbour.refusals == 1
    made = network(territory)
    (event,) = (one for one in made.events.values() if "voisin" in one.id)
    assert (event.title, event.organisers) == ("Bourse aux plantes", ("voisin-1--annuaire",))
    assert made.actors["voisin-1--annuaire"].name == "Voisin 1"
    assert "Bourse aux plantes" in page(build(territory), "agenda")


def test_a_list_of_murmurations_profiles_is_a_neighbour(territory: Path) -> None:
    someone = {**MURMURATIONS, "linked_schemas": ["people_schema-v0.1.0"], "name": "Camille"}
    with neighbour() as other:
        other.pages["/profiles.json"] = json.dumps(["/a.json", "/b.json", "https://elsewhere.example/c.json"]).encode()
        other.pages["/a.json"] = json.dumps(MURMURATIONS).encode()
        other.pages["/b.json"] = json.dumps(someone).encode()
        peers(territory, {"url": f"{other.url}profiles.json", "format": "murmurations"})
        (report,) = federate(territory)
    assert (report.neighbour.fault, report.neighbour.refusals) == (None, 1)
    (made,) = (one for one in network(territory).actors.values() if "voisin" in one.id)
    assert (made.name, made.summary, made.contact.emails) == (
        "Ressourcerie",
        "Réparer plutôt que jeter",
        ("r@exemple.org",),
    )
    assert made.location is not None
    assert made.location.point == (49.16, 5.38)


BROKEN = {
    "geojson": [b"{}", b"[]", b'{"type":"FeatureCollection","features":{}}', b"{" * 100_000, b"\x00\xff"],
    "mednum": [b"", b"\x00", b"nom;id\n\"", b"PK\x03\x04", b"<html>", b"id,nom\n" + b"a" * 200_000],
    "ics": [b"", b"BEGIN:VCALENDAR\r\n", b"\xff\xfe", b"BEGIN:VEVENT\r\nEND:VCALENDAR\r\n", b"<html>"],
    "murmurations": [b"{}", b'"x"', b"[1]", b"[[", b'["/absent.json"]', b'["http://[::1"]', b'["file:///etc/passwd"]'],
}  # fmt: skip


@pytest.mark.parametrize(("form", "content"), [(form, one) for form, all_ in BROKEN.items() for one in all_])
def test_a_damaged_file_of_another_format_is_told(territory: Path, form: str, content: bytes) -> None:
    with neighbour() as other:
        other.pages["/x"] = content
        peers(territory, {"url": f"{other.url}x", "format": form})
        (report,) = federate(territory)
    assert (
        report.neighbour.fault is not None or not report.neighbour.counts or set(report.neighbour.counts) == {"actor"}
    )
    made = network(territory)
    assert {one for one in made.actors if "voisin" in one} <= {"voisin-1--annuaire"}


# ---- The command ----


def test_the_command_says_how_each_visit_went(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url, {"name": "Éteint", "url": dead()})
        code, told = run(territory, "federate", "--allow-loopback")
        assert code == 1
        assert "Voisin 1 : 3 fiches, 3 nouvelles, 0 retirées, 0 refusées" in told
        assert "Éteint : l’adresse ne répond pas" in told
        peers(territory, other.url)
        code, told = run(territory, "federate", "--allow-loopback", "--lang", "en")
        assert (code, "Voisin 1: nothing new" in told) == (0, True)
        code, told = run(territory, "federate")
        assert (code, "réseau privé" in told) == (1, True)


def test_a_territory_without_neighbours_asks_nobody_and_writes_nothing(territory: Path) -> None:
    code, told = run(territory, "federate")
    assert (code, "Aucun voisin" in told) == (0, True)
    assert not (territory / "federation").exists()
    assert not (build(territory) / "federation").exists()


def test_a_build_asks_nobody(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        other.asked.clear()
        build(territory)
        assert other.asked == []


def test_a_second_build_makes_nothing_anew(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
    folder = build(territory)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    build(territory)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_a_hub_begins_with_its_neighbours(tmp_path: Path) -> None:
    answers = ("--name", "Région", "--area", "44", "--lang", "fr", "--forge", "none", "--no-skills")
    with neighbour(**sound()) as one, neighbour(**sound()) as other:
        named = ("--peer", f"Meuse={one.url}", "--peer", f"Toulois = {other.url}")
        code, told = run(tmp_path, "init", "hub", *answers, *named)
        assert code == 0, told
        hub = tmp_path / "hub"
        code, told = run(hub, "federate", "--allow-loopback")
        assert code == 0, told
    made = network(hub)
    assert sorted(made.actors) == ["meuse--fablab", "toulois--fablab"]
    assert sorted(made.skills) == ["meuse--impression-3d"]
    code, told = run(tmp_path, "init", "other", *answers, "--peer", "Meuse=javascript:alert(1)")
    assert (code, "n’est pas un voisin" in told) == (2, True)
