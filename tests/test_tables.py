"""Tables of any producer: how files are read, what cells mean, and what a mapping makes of a row."""

import json
from collections.abc import Mapping as Cells
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from maillage.cli import main
from maillage.exchange.mednum import row_of
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.exchange.tables import apply, read_sheet, values
from maillage.exchange.tables.mapping import build, find_mapping, read_mapping, shipped, strange_targets
from maillage.pipeline import read_documents, read_network
from maillage.validate import validate

HOURS: list[tuple[dict[str, list[str]], str]] = [
    ({"Mo": ["09:00 - 12:00 / 13:30 - 17:00"]}, "Mo 09:00-12:00,13:30-17:00"),
    (
        {"Mo": ["9h-12h30"], "Tu": ["9h00 à 12h30"], "We": [""], "Th": ["09:00-12:30"]},
        "Mo-Tu 09:00-12:30; Th 09:00-12:30",
    ),
    ({"Sa": ["08:30", "", "16:30"]}, "Sa 08:30-16:30"),
    ({"Mo": ["09:00 -"]}, ""),
    ({"Mo": ["14h-12h"]}, ""),
    ({"Mo": ["sur rendez-vous"]}, ""),
]


@pytest.mark.parametrize(("days", "expected"), HOURS)
def test_hours_of_days(days: dict[str, list[str]], expected: str) -> None:
    assert values.hours(days) == expected


ITEMS = [
    ('{EPN,"Promeneur du net"}', (), ["EPN", "Promeneur du net"]),
    ("a / b/c", (" / ",), ["a", "b/c"]),
    ("a;b, c", (";", ","), ["a", "b", "c"]),
    ("a|b", (), ["a|b"]),
    ("", (";",), []),
]


@pytest.mark.parametrize(("cell", "separators", "expected"), ITEMS)
def test_items_of_a_cell(cell: str, separators: tuple[str, ...], expected: list[str]) -> None:
    assert values.items(cell, separators) == expected


TERMS = {"Gratuit": "G", "Gratuit sous condition": "C", "Payant": "P"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gratuit", ["G"]),
        ("Gratuit sous condition / PAYANT", ["C", "P"]),
        ("payant, puis gratuit", ["P", "G"]),
        ("Gratuité", []),
        ("", []),
    ],
)
def test_terms_are_found_as_whole_words_the_longest_first(text: str, expected: list[str]) -> None:
    assert values.meanings(text, TERMS) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Trie-ChÃ¢teau", "Trie-Château"), ("Château", "Château"), ("lâ€™été", "l’été"), ("Âge", "Âge"), ("naïf", "naïf")],
)
def test_accents_encoded_twice_are_mended_and_others_left(cell: str, expected: str) -> None:
    assert values.mended(cell) == expected


@given(st.text())
def test_mending_never_fails_and_leaves_plain_text(text: str) -> None:
    assert values.mended(text) == text or not text.isascii()


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("oui", True),
        ("True", True),
        ("1", True),
        ("Non", False),
        ("0", False),
        ("0.0", False),
        ("", False),
        ("x", True),
    ],
)
def test_yes_and_no(said: str, yes: bool) -> None:
    assert values.is_yes(said) is yes


def test_lambert_93_becomes_degrees() -> None:
    point = values.wgs84("652469,02", "6862035,26", "EPSG:2154")
    assert point is not None
    assert (round(float(point[0]), 2), round(float(point[1]), 2)) == (48.86, 2.35)
    assert values.wgs84("x", "1", "EPSG:2154") is None
    assert values.wgs84("1e300", "1e300", "EPSG:2154") is None
    assert values.wgs84("1", "1", "EPSG:999999") is None


@pytest.mark.parametrize(
    ("number", "possible"),
    [
        ("43493312300029", True),
        ("36750100000000", False),
        ("35600000000048", True),
        ("1", False),
        ("4349331230002é", False),
    ],
)
def test_a_siret_has_a_sum(number: str, possible: bool) -> None:
    assert values.is_siret(number) is possible


READINGS: list[tuple[bytes, str, list[dict[str, str]]]] = [
    (
        "nom;ville\nFoyer été;Épinal\nb;c\n".encode("cp1252"),
        "cp1252",
        [{"nom": "Foyer été", "ville": "Épinal"}, {"nom": "b", "ville": "c"}],
    ),
    ("\ufeffnom\tville\na\tb\n".encode(), "utf-8-sig", [{"nom": "a", "ville": "b"}]),
    (b'nom,ville,nom\n"a\nb",c,d\n', "utf-8", [{"nom": "a\nb", "ville": "c", "nom (2)": "d"}]),
    (
        b'[{"a": {"b": 1.0, "c": [1, "x"]}, "d": null, "e": true}]',
        "utf-8",
        [{"a.b": "1", "a.c": "1|x", "d": "", "e": "oui"}],
    ),
    (
        b'{"type": "FeatureCollection", "features": [{"id": 7, "geometry": {"type": "Point", "coordinates": [5.8, 48.6]}, "properties": {"nom": "a"}}]}',
        "utf-8",
        [{"longitude": "5.8", "latitude": "48.6", "id": "7", "nom": "a"}],
    ),
    (b'{"data": {"items": [{"a": "1"}]}}', "utf-8", [{"a": "1"}]),
]


@pytest.mark.parametrize(("content", "encoding", "expected"), READINGS)
def test_files_are_read_whatever_their_form(
    content: bytes, encoding: str, expected: list[Cells[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "f").write_bytes(content)
    sheet = read_sheet(tmp_path / "f", records="data.items" if b'"items"' in content else "")
    assert [dict(row.cells) for row in sheet.rows] == expected
    assert sheet.encoding.replace("-", "_") == encoding.replace("-", "_")


@pytest.mark.parametrize("content", [b"", b"seul\na\n", b"[1, 2]", b"{", b"[]"])
def test_what_is_no_table_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(UnreadableFileError):
        read_sheet(tmp_path / "f")


def test_a_shifted_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("nom,ville\na,b,c\nd,e\n", encoding="utf-8")
    first, second = read_sheet(tmp_path / "f").rows
    assert "décalée" in first.problem
    assert (second.number, second.cells) == (3, {"nom": "d", "ville": "e"})


def mapping(**columns: Any) -> Any:
    return build(
        {"source": "S", "columns": {"nom": "nom", **columns}, "empty": ["NC"], "only": {"ouvert": ["", "oui"]}}
    )


CASES: list[tuple[dict[str, Any], dict[str, str], dict[str, str]]] = [
    ({"adresse": {"from": ["n", "rue"]}}, {"n": "3", "rue": "rue X"}, {"adresse": "3 rue X"}),
    ({"commune": "ville"}, {"ville": "NC"}, {}),
    ({"code_postal": "cp"}, {"cp": "1000"}, {"code_postal": "01000"}),
    ({"telephone": [{"from": "fixe"}, {"from": "mobile"}]}, {"mobile": "06"}, {"telephone": "06"}),
    (
        {"services": [{"from": "net", "when": ["oui"], "give": "Accès internet et matériel informatique"}]},
        {"net": "Oui"},
        {"services": "Accès internet et matériel informatique"},
    ),
    ({"services": [{"from": "net", "give": "Accès internet et matériel informatique"}]}, {"net": "non"}, {}),
    (
        {"frais_a_charge": {"from": "f", "split": ["/"], "terms": {"libre": "Gratuit", "prix": ["Payant"]}}},
        {"f": "entrée libre/prix"},
        {"frais_a_charge": "Gratuit|Payant"},
    ),
    ({"id": {"from": "n", "prefix": "x-"}}, {"n": "7"}, {"id": "x-7"}),
    ({"code_postal": "cp"}, {"cp": '="01000"'}, {"code_postal": "01000"}),
    ({"typologie": {"value": "MUNI"}}, {}, {"typologie": "MUNI"}),
    (
        {"courriels": {"from": "m", "split": [";"]}},
        {"m": "a@b.fr;www.b.fr"},
        {"courriels": "a@b.fr", "site_web": "https://www.b.fr"},
    ),
    ({"site_web": "s"}, {"s": "exemple.org"}, {"site_web": "https://exemple.org"}),
    ({"pivot": "p"}, {"p": "434 933 123 00029"}, {"pivot": "43493312300029"}),
    ({"pivot": "p"}, {"p": "36750100000000"}, {}),
    ({"horaires": {"days": {"Mo": ["l"]}}}, {"l": "9h-12h"}, {"horaires": "Mo 09:00-12:00"}),
]


@pytest.mark.parametrize(("columns", "cells", "expected"), CASES)
def test_a_mapping_makes_a_row_of_the_standard(
    columns: dict[str, Any], cells: dict[str, str], expected: dict[str, str]
) -> None:
    (row,) = apply(mapping(**columns), [Row(2, {"nom": "A", **cells})]).rows
    assert dict(row.cells) == {"nom": "A", "source": "S", "pivot": "0" * 14, **expected}


SHIFTED: list[tuple[dict[str, str], str, bool]] = [
    ({"cp": " Boulevard de Verdun", "ville": "97420"}, "", True),
    ({"cp": "rue X", "tel": "Foyer", "mail": "Foyer"}, "", True),
    ({"tel": "a@b.fr", "mail": "Association"}, "", True),
    ({"lon": "41 rue de la République"}, "courte", True),
    ({"cp": "54200", "ville": "Toul", "tel": "a@b.fr"}, "", False),
    ({"cp": "NC", "ville": "Toul"}, "", False),
    ({"cp": "54200", "ville": "Toul", "lat": "48,67", "lon": "5,89", "mail": "www.exemple.org"}, "courte", False),
]


@pytest.mark.parametrize(("cells", "doubt", "shifted"), SHIFTED)
def test_a_row_whose_cells_stand_beside_their_columns_is_refused(
    cells: dict[str, str], doubt: str, shifted: bool
) -> None:
    columns = {
        "code_postal": "cp", "commune": "ville", "telephone": "tel", "courriels": "mail", "latitude": "lat", "longitude": "lon",
    }  # fmt: skip
    applied = apply(mapping(**columns), [Row(2, {"nom": "A", **cells}, doubt=doubt)])
    assert ("décalées" in applied.rows[0].problem) is shifted


def test_what_is_left_is_told_never_dropped() -> None:
    rules = mapping(frais_a_charge={"from": "f", "terms": {"libre": "Gratuit"}}, pivot="p")
    applied = apply(
        rules,
        [
            Row(2, {"nom": "A", "f": "sur devis", "p": "36750100000000"}),
            Row(3, {"nom": "B", "ouvert": "non"}),
            Row(4, {}, "déjà"),
        ],
    )
    assert applied.unexplained == {("f", "sur devis"): 1}
    assert [note.row for note in applied.notes] == [2]
    assert [bool(row.problem) for row in applied.rows] == [False, True, True]


@pytest.mark.parametrize("name", shipped())
def test_the_mappings_that_come_along_are_sound(name: str) -> None:
    path = find_mapping(name)
    assert path is not None
    document, problems = read_mapping(path)
    assert problems == []
    assert document is not None
    assert validate(document, path.parent) == []
    assert strange_targets(build(document.data)) == []


def run(territory: Path, *arguments: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(territory)
        done = CliRunner().invoke(main, ["import", "table", *arguments])
    return done.exit_code, done.output


def test_a_table_becomes_records_and_all_is_told(territory: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "source: Essai\ncolumns:\n  nom: Nom\n  commune: Ville\n  date_maj: {default: '2024-01-02'}\n  frais_a_charge: {from: Prix, terms: {libre: Gratuit}}\n",
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_bytes(
        "Nom;Ville;Prix;Autre\nFoyer été;Toul;libre;x\n;Toul;;\nB;Toul;cher;\n".encode("cp1252")
    )
    code, told = run(territory, str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.yaml"))
    assert code == 1
    for words in (
        "colonnes séparées par « ; »",
        "colonnes laissées : Autre",
        ":3: refusée : le nom est vide",
        "« cher » (1 fois, dans « Prix »)",
        "3 lignes lues, 2 prises",
    ):
        assert words in told
    assert (territory / "actors/import/foyer-ete-toul.yaml").is_file()
    assert read_network(territory).problems == ()


BAD = [
    (
        "source: X\ncolumns: {nom: N, services: {from: a, give: Rien de tel}}\n",
        "« Rien de tel » n’est pas une valeur du standard pour « services »",
    ),
    ("source: X\ncolumns: {nom: N, couleur: C}\n", "couleur"),
    ("columns: {nom: N}\n", "source"),
    ("source: [\n", "yaml-bracket"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_a_mapping_that_is_wrong_is_told_and_nothing_is_written(
    text: str, words: str, territory: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "t.csv").write_text("N,C\na,b\n", encoding="utf-8")
    code, told = run(territory, str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.yaml"))
    assert code == 2
    assert words in told
    assert not (territory / "actors/import").exists()


def test_an_unknown_mapping_names_those_there_are(territory: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("N,C\na,b\n", encoding="utf-8")
    code, told = run(territory, str(tmp_path / "t.csv"), "--mapping", "nulle-part")
    assert code == 2
    assert "france-services" in told


def test_gogocarto_and_yeswiki_come_in(territory: Path, tmp_path: Path) -> None:
    element = {
        "id": 12, "name": "Le Garage", "geo": {"latitude": 48.6757, "longitude": 5.8915}, "categories": ["Association", "Réparation"],
        "address": {"streetAddress": "1 rue de l’Exemple", "addressLocality": "Toul", "postalCode": "54200"},
        "website": "https://exemple.org", "openHours": {"Mo": "09:00-12:00"}, "updatedAt": "2024-03-02T10:00:00+01:00",
    }  # fmt: skip
    (tmp_path / "g.json").write_text(json.dumps({"licence": "x", "data": [element]}), encoding="utf-8")
    (tmp_path / "y.csv").write_text(
        '"id_fiche";"bf_titre";"bf_ville";"bf_code_postal";"date_maj_fiche"\n"a";"Le Jardin";"Toul";"54200";"2024-03-02 10:00:00"\n',
        encoding="utf-8",
    )
    assert run(territory, str(tmp_path / "g.json"), "--mapping", "gogocarto")[0] == 0
    assert run(territory, str(tmp_path / "y.csv"), "--mapping", "yeswiki-bazar")[0] == 0
    actors = read_network(territory).require().actors
    garage = actors["le-garage-toul"]
    assert (garage.typologies, garage.opening_hours, garage.location and garage.location.point) == (
        ("asso",),
        "Mo 09:00-12:00",
        (48.6757, 5.8915),
    )
    assert actors["le-jardin-toul"].name == "Le Jardin"


REAL = [
    ("dirty/france-services-20221201.csv", "france-services", 2683, 0),
    ("dirty/ultra-num-geocoded.csv", "ultra-num", 156, 76),
    ("dirty/le-havre-2024.json", "le-havre", 80, 0),
    ("dirty/maine-et-loire-lambert93.json", "maine-et-loire", 243, 60),
    ("dirty/hub-lo-2021.json", "hub-lo", 425, 0),
]


@pytest.mark.real_data
@pytest.mark.parametrize(("file", "name", "read", "refused"), REAL)
def test_real_dirty_files_come_in_and_pass_the_check(
    file: str, name: str, read: int, refused: int, real_data: Path, territory: Path
) -> None:
    code, told = run(territory, str(real_data / file), "--mapping", name)
    assert code == (1 if refused else 0), told
    assert f"{read} lignes lues, {read - refused} prises" in told
    assert f", {refused} refusées" in told
    assert told.count(": refusée : ") == refused
    assert read_network(territory).errors == ()


FOLLOWED = ("nom", "horaires", "adresse", "code_postal", "commune", "latitude", "longitude")


@pytest.mark.real_data
def test_two_snapshots_of_a_real_source(real_data: Path, territory: Path) -> None:
    """2,551 places are in both, 182 went, 2,378 came, and 568 rows differ in hours, name or place (SOURCE.md of the data).

    Of these 568, 253 differ only by hours that were not there and are now empty: nothing to update, so 315 records change
    in those fields. 402 more change in others (phone, date, programmes…).
    """
    raw = real_data / "mednum" / "raw"
    run(territory, str(raw / "conseillers-numeriques-v0.1-earlier.json"), "--mapping", "mednum-0.1")
    rows = [json.loads((raw / f"conseillers-numeriques-v0.1{age}.json").read_text("utf-8")) for age in ("-earlier", "")]
    then, now = ({row["id"]: [row.get(name) for name in FOLLOWED] for row in read} for read in rows)
    assert sum(then[name] != now[name] for name in then.keys() & now.keys()) == 568
    before = places(territory)
    edited = territory / "actors/import" / f"{next(iter(before))}.yaml"
    edited.write_text(f"{edited.read_text(encoding='utf-8')}# vu sur place\n", encoding="utf-8")
    _, told = run(territory, str(raw / "conseillers-numeriques-v0.1.json"), "--mapping", "mednum-0.1")
    assert "2378 nouvelles fiches, 717 mises à jour, 1834 sans changement, 182 disparues de la source." in told
    assert [problem.code for problem in read_network(territory).problems] == ["gone-from-source"] * 182
    after = places(territory)
    assert (len(before), len(after), sum(after[name] != cells for name, cells in before.items())) == (2733, 5111, 315)
    assert "# vu sur place\n" in edited.read_text(encoding="utf-8")
    _, told = run(territory, str(raw / "conseillers-numeriques-v0.1.json"), "--mapping", "mednum-0.1")
    assert "0 nouvelles fiches, 0 mises à jour, 4929 sans changement, 0 disparues" in told


def places(territory: Path) -> dict[str, tuple[str, ...]]:
    """Name, hours and where, as the standard's cells, of each imported record."""
    rows = {one.id: row_of(one.data, one.id) for one in read_documents(territory)[0] if "source" in one.data}
    return {name: tuple(row[column] for column in FOLLOWED) for name, row in rows.items()}
