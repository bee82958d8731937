"""What a neighbour may be: a site of ours, the national standard, GeoJSON, a calendar, Murmurations profiles."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.demo import served
from tests.neighbours import TODAY, build, federate, neighbour, network, page, peers


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
