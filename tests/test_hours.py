import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage.derive.hours import parse, words

SAID = [
    ("Mo-Fr 09:00-12:00,14:00-18:00", (("Lundi à vendredi", "09:00 – 12:00, 14:00 – 18:00"),)),
    (
        "Mo-Fr 09:00-12:00, 14:00-18:00; Sa 9:00-12:00",
        (("Lundi à vendredi", "09:00 – 12:00, 14:00 – 18:00"), ("Samedi", "09:00 – 12:00")),
    ),
    ("Tu,Th 14:00-19:00; PH off", (("Mardi, jeudi", "14:00 – 19:00"), ("Jours fériés", "fermé"))),
    ("Sa,Su 10:00-12:00", (("Samedi, dimanche", "10:00 – 12:00"),)),
    ("24/7", (("Tous les jours", "ouvert en continu"),)),
    ("Jul-Aug Mo 10:00-12:00", (("Lundi (juillet – août)", "10:00 – 12:00"),)),
    ("Dec 24-Jan 02 off", (("Tous les jours (24 décembre – 2 janvier)", "fermé"),)),
    ('We 14:00-17:00 "sur inscription"', (("Mercredi", "14:00 – 17:00 (sur inscription)"),)),
    ("Sa-Mo 10:00-12:00", (("Lundi, samedi, dimanche", "10:00 – 12:00"),)),
]


@pytest.mark.parametrize(("notation", "said"), SAID)
def test_hours_are_said_in_words(notation: str, said: object) -> None:
    assert words(notation, "fr") == said


@pytest.mark.parametrize(
    "notation", ["", "sur rendez-vous", "Mo 25:00-26:00", "Mo 09:00", "Lundi 9h-12h", "Mo-Fr 09:00-12:00;" * 200]
)
def test_what_is_not_understood_is_not_guessed(notation: str) -> None:
    assert words(notation, "fr") is None


@given(st.text(alphabet='MoTuWeSaPH0123456789:-,; "off/|', max_size=300))
def test_any_text_ends(text: str) -> None:
    parse(text)


@pytest.mark.real_data
def test_nearly_all_real_hours_are_read(real_data: Path) -> None:
    found = []
    for file in [*(real_data / "mednum").glob("*.csv"), real_data / "load" / "mairies-fr.csv"]:
        with file.open(encoding="utf-8", newline="") as rows:
            found += [row["horaires"] for row in csv.DictReader(rows) if row["horaires"]]
    read = sum(parse(hours) is not None for hours in found)
    assert read / len(found) > 0.99
