"""Whether it is open now: the build, the browser and the reference library of OpenStreetMap say the same."""

import csv
import json
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from maillage.derive.hours import parse
from maillage.derive.opening import SATURDAY, easter, is_open, opens_on

from tests.searching import answers, node

JUDGE = Path(__file__).parent / "browser" / "opening.mjs"
TIMES = ("00:30", "08:59", "09:00", "11:59", "12:00", "13:45", "18:00", "23:30")
DAYS = [
    *(date(2026, 11, 23) + timedelta(days=day) for day in range(7)),
    date(2026, 5, 14),  # Ascension
    date(2026, 12, 25),
    date(2027, 1, 1),
    date(2026, 7, 15),
    date(2026, 8, 1),
]
MOMENTS = [(day, time) for day in DAYS for time in TIMES]
NOTATIONS = [
    "Mo-Fr 09:00-12:00,14:00-18:00",
    "Tu-Fr 09:00-12:00, 14:00-18:00; Sa 9:00-12:00",
    "Mo-Sa 08:00-12:00; We off",
    "Mo-Fr 09:00-12:00; We 14:00-18:00",
    "Mo-Su 09:00-18:00; PH off",
    "PH 10:00-12:00; Mo-Fr 08:00-09:00",
    "Jul-Aug Mo-Fr 10:00-12:00; Sep-Jun Mo-Fr 14:00-18:30",
    "Dec 24-Jan 02 off",
    "Mo-Su 10:00-12:00; Jul 14-Aug 15 off",
    "Fr,Sa 20:00-02:00",
    "24/7",
    'We 14:00-17:00 "sur inscription"',
    'Mo "sur rendez-vous"; Tu 09:00-12:00',
    "Sa-Mo 10:00-12:00",
    "10:00-12:00",
    "Mo-Fr 09:00-12:00 || Sa 10:00-11:00",
    "Mo 00:00-24:00",
]


def judged(notations: list[str]) -> list[Any]:
    asked = json.dumps({"notations": notations, "moments": [(_parts(day), time) for day, time in MOMENTS]})
    command = [node(), str(JUDGE)]
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, timeout=200, check=False, env={"TZ": "UTC"}
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def ours(notations: list[str], tmp_path: Path) -> tuple[list[Any], list[Any]]:
    moments = [(_parts(day), time) for day, time in MOMENTS]
    browser = answers(tmp_path, {"do": "open", "notations": notations, "moments": moments})[0]
    at = [datetime.fromisoformat(f"{day}T{time}") for day, time in MOMENTS]
    return browser, [[is_open(notation, moment) for moment in at] for notation in notations]


def _parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def test_the_three_agree(tmp_path: Path) -> None:
    browser, build = ours(NOTATIONS, tmp_path)
    library = judged(NOTATIONS)
    for notation, one, two, three in zip(NOTATIONS, browser, build, library, strict=True):
        assert one == two == three, notation


@pytest.mark.real_data
def test_the_three_agree_on_real_hours(real_data: Path, tmp_path: Path) -> None:
    found: set[str] = set()
    for file in [*(real_data / "mednum").glob("*.csv"), real_data / "load" / "mairies-fr.csv"]:
        with file.open(encoding="utf-8", newline="") as rows:
            found |= {row["horaires"] for row in csv.DictReader(rows) if row["horaires"]}
    notations = sorted(one for one in found if parse(one))[::31]
    browser, build = ours(notations, tmp_path)
    assert browser == build
    library = judged(notations)
    read = [
        (notation, one, two) for notation, one, two in zip(notations, build, library, strict=True) if two != "error"
    ]
    differ = [notation for notation, one, two in read if one != two]
    assert len(read) > 0.99 * len(notations)
    assert len(differ) <= 0.005 * len(read), differ[:20]


def test_easter_is_where_the_church_puts_it() -> None:
    assert [easter(year) for year in (2024, 2026, 2027, 2038)] == [
        date(2024, 3, 31), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)]  # fmt: skip


@pytest.mark.parametrize(
    ("notation", "opens"),
    [("Mo-Sa 09:00-12:00", True), ("Mo-Sa 09:00-12:00; Sa off", False), ("Jul Sa 09:00-12:00", True), ("24/7", True),
     ("Mo-Fr 09:00-12:00", False), ('Sa "sur rendez-vous"', False), ("samedi matin", False)],
)  # fmt: skip
def test_open_on_saturday(notation: str, opens: bool) -> None:
    assert opens_on(notation, SATURDAY) is opens
