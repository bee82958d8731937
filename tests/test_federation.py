"""Neighbouring directories, over real HTTP on this machine: what is taken, what is not, how it ages and how it goes."""

import json
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from maillage import render
from maillage.cache import digest
from maillage.derive.places import departments_of
from maillage.exchange import forgotten
from maillage.exchange.federation.visits import Report, Round, visit_all
from maillage.exchange.federation.web import Limits
from maillage.generator import make_site
from maillage.network import Network
from maillage.output import Output
from maillage.pages import all_lots
from maillage.pages.files import sitemap
from maillage.peers.joining import Joined, join
from maillage.pipeline import read_network, read_territory

from tests.neighbours import dead, neighbour
from tests.road import ENVIRONMENT

TODAY = date(2026, 11, 24)
LOOPBACK = Limits(timeout=2.0, patience=5.0, loopback=True)
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
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
    late, lost = TODAY + timedelta(days=40), TODAY + timedelta(days=200)
    (report,) = federate(territory, late)
    assert "ne répond pas" in why(report)
    assert report.neighbour.seen == TODAY
    folder = build(territory, late)
    assert "ne répond plus" in page(folder, "acteurs")
    assert "Ne répond plus." in page(folder, "federation")
    federate(territory, lost)
    folder = build(territory, lost)
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
        reports = federate(territory, limits=Limits(timeout=1.0, patience=1.5, loopback=True))
        assert time.monotonic() - began < 6
    assert "trop lentement" in why(reports[0])
    assert reports[1].neighbour.fault is None
    assert "ne répond pas" in why(reports[2])
    assert [one for one in network(territory).actors if one.startswith("voisin")] == ["voisin-2--fablab"]
