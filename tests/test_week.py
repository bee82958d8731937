"""When somebody is open within reach, recomputed by hand on three communes of the Toulois."""

from datetime import date

import pytest
from maillage.derive.coverage import Helper, Towns
from maillage.derive.opening import week
from maillage.derive.questions import Answer
from maillage.derive.week import ordinary_monday, timetable, weeks
from maillage.gazetteer import Commune

MONDAY = date(2026, 11, 30)
TOUL = (48.675, 5.892)
TOWNS = (
    Commune("54528", "Toul", "54", "200070563", (), 100, *TOUL),
    Commune("54999", "Loin", "54", None, (), 20, 49.4, 5.9),
    Commune("54998", "Sans lieu", "54", None, (), 3, None, None),
)


def people(*helpers: tuple[Helper, str | None]) -> list[list[list[int]]]:
    towns = Towns(TOWNS)
    given = [(one, timetable(notation, MONDAY)) for one, notation in helpers]
    return weeks(towns, given, {"": [0, 1, 2]})[""].people.tolist()


def door(answer: Answer = Answer.YES, serves: tuple[str, ...] = (), point: tuple[float, float] | None = TOUL) -> Helper:
    return Helper(point, frozenset(serves), None, (answer,))


def test_each_hour_is_open_closed_or_not_known() -> None:
    found = people((door(), "Mo 09:00-12:00"))
    assert found[0][9] == [100, 0, 3, 20]
    assert found[0][11] == [100, 0, 3, 20]
    assert found[0][12] == [0, 0, 3, 120]
    assert found[1][9] == [0, 0, 3, 120]


@pytest.mark.parametrize("notation", [None, "sur rendez-vous", 'Mo "sur rendez-vous"'])
def test_hours_that_are_not_told_are_unknown_and_never_closed(notation: str | None) -> None:
    assert people((door(), notation))[0][9] == [0, 0, 103, 20]


def test_an_old_record_is_unknown_and_who_receives_nobody_is_no_door() -> None:
    assert people((door(Answer.UNSAID), "Mo 09:00-12:00"))[0][9] == [0, 0, 103, 20]
    assert people((door(Answer.NO), "Mo 09:00-12:00"))[0][9] == [0, 0, 3, 120]


def test_who_says_it_comes_is_declared_at_its_hours_only() -> None:
    found = people((door(serves=("54999", "00000"), point=None), "Tu 14:00-16:00"))
    assert found[1][14] == [0, 20, 3, 100]
    assert found[1][16] == [0, 0, 3, 120]


def test_nobody_at_all_and_no_area_at_all() -> None:
    assert people()[6][3] == [0, 0, 3, 120]
    assert weeks(Towns(()), [], {"": []})[""].people.sum() == 0


def test_a_week_goes_past_midnight_and_passes_holidays_by() -> None:
    said = week("Su 22:00-02:00", MONDAY)
    assert said is not None
    assert [hour for hour, one in enumerate(said) if one] == [0, 1, 6 * 24 + 22, 6 * 24 + 23]
    assert ordinary_monday(date(2026, 11, 24)) == MONDAY
    assert ordinary_monday(date(2026, 12, 21)) == date(2027, 1, 4)
