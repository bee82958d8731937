"""Neighbouring directories, over real HTTP on this machine: what is taken, what is not, how it ages and how it goes."""

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from maillage.exchange import forgotten
from maillage.exchange.federation.web import Limits

from tests.conftest import PROJECT
from tests.neighbours import ACTOR, EVENT, TODAY, build, dead, federate, neighbour, network, page, peers, sound, why
from tests.test_duplicates import run


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
