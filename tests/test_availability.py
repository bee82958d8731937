"""When equipment is free: tables of periods, and that days never get lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage.derive.availability import Use, check, months, next_free, pool_use, steps, upcoming, use
from maillage.model import Booking, Equipment, Maintenance

TODAY = date(2026, 11, 24)


def item(
    bookings: tuple[tuple[str, str], ...] = (), maintenance: tuple[tuple[str, str], ...] = (), quantity: int = 1
) -> Equipment:
    day = date.fromisoformat
    return Equipment(
        id="valise",
        path="equipment/valise.yaml",
        name="Valise",
        category="outil",
        owner="lou",
        terms="Entre membres.",
        quantity=quantity,
        bookings=tuple(Booking(day(first), day(last), by=f"b{n}") for n, (first, last) in enumerate(bookings)),
        maintenance=tuple(Maintenance(day(first), day(last)) for first, last in maintenance),
    )


@pytest.mark.parametrize(
    ("made", "first", "second"),
    [
        (item(), (7, 7, 0, 0), (31, 31, 0, 0)),
        (item((("2026-11-01", "2026-11-25"),)), (7, 5, 2, 0), (31, 31, 0, 0)),
        (item((("2026-11-30", "2026-12-02"),)), (7, 6, 1, 0), (31, 29, 2, 0)),
        (item((), (("2026-12-30", "2027-01-02"),)), (7, 7, 0, 0), (31, 29, 0, 2)),
        (item((("2026-12-01", "2026-12-31"),), quantity=2), (7, 7, 0, 0), (31, 31, 0, 0)),
        (item((("2026-12-01", "2026-12-10"), ("2026-12-05", "2026-12-31")), quantity=2), (7, 7, 0, 0), (31, 25, 6, 0)),
        (item((("2020-01-01", "2020-01-09"),)), (7, 7, 0, 0), (31, 31, 0, 0)),
    ],
)
def test_months(made: Equipment, first: tuple[int, ...], second: tuple[int, ...]) -> None:
    spans = months(made, TODAY)
    assert [(one.days, one.free, one.lent, one.maintenance) for one in spans[:2]] == [first, second]
    assert (len(spans), spans[0].first, spans[-1].first) == (12, TODAY, date(2027, 10, 1))


@pytest.mark.parametrize(
    ("made", "lent", "days"),
    [
        (item(), 0, 365),
        (item((("2026-11-23", "2026-11-30"),)), 1, 365),
        (item((("2025-11-20", "2025-11-24"),)), 1, 365),
        (item((("2026-01-01", "2026-01-10"), ("2026-01-05", "2026-01-06")), quantity=4), 12, 1460),
    ],
)
def test_use_counts_each_piece_over_the_last_year(made: Equipment, lent: int, days: int) -> None:
    assert use(made, TODAY) == Use(lent, days)


def test_use_of_a_pool_is_that_of_all_pieces() -> None:
    pool = [item((("2026-01-01", "2026-01-10"),)), item(quantity=3)]
    assert pool_use(pool, TODAY) == Use(10, 4 * 365)
    assert pool_use([], TODAY).share == 0


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (item(), TODAY),
        (item((("2026-11-20", "2026-11-26"),), (("2026-11-27", "2026-11-28"),)), date(2026, 11, 29)),
        (item((("2026-11-01", "2028-01-01"),)), None),
        (item((("2026-11-01", "2028-01-01"),), quantity=2), TODAY),
    ],
)
def test_next_free(made: Equipment, expected: date | None) -> None:
    assert next_free(made, TODAY) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (item((("2026-01-01", "2026-01-05"), ("2026-01-06", "2026-01-09"))), []),
        (item((("2026-01-01", "2026-01-05"), ("2026-01-05", "2026-01-09"))), [("booked-twice", 1)]),
        (item((("2026-01-05", "2026-01-09"), ("2026-01-01", "2026-01-05"))), [("booked-twice", 0)]),
        (item((("2026-01-01", "2026-01-05"),) * 3, quantity=2), [("booked-twice", 2)]),
        (item((("2026-01-05", "2026-01-01"),)), [("period-reversed", 0)]),
        (item((), (("2026-01-05", "2026-01-01"),)), [("period-reversed", 0)]),
        (item((("2026-01-05", "2026-01-09"),), (("2026-01-01", "2026-01-05"),)), [("booked-in-maintenance", 0)]),
        (item((("2026-01-05", "2026-01-09"),), (("2026-01-10", "2026-01-12"),)), []),
        (
            item((("2026-01-20", "2026-01-21"),), (("2026-01-01", "2026-01-30"), ("2026-01-05", "2026-01-06"))),
            [("booked-in-maintenance", 0)],
        ),
    ],
)
def test_check(made: Equipment, expected: list[tuple[str, int]]) -> None:
    assert [(code, pointer[1]) for code, pointer, _ in check(made)] == expected


def test_a_clash_names_both_loans() -> None:
    ((_, _, params),) = check(item((("2026-01-01", "2026-01-05"), ("2026-01-05", "2026-01-09"))))
    assert "b1, 2026-01-05" in str(params["booking"])
    assert "b0, 2026-01-01" in str(params["other"])


def test_upcoming_is_sorted_and_leaves_out_the_past() -> None:
    made = item((("2027-01-01", "2027-01-02"), ("2026-11-24", "2026-11-24"), ("2026-11-01", "2026-11-23")))
    assert [one.by for one in upcoming(made, TODAY)] == ["b1", "b0"]


spans = st.tuples(st.integers(-40, 400), st.integers(0, 60)).map(
    lambda pair: (str(TODAY + timedelta(pair[0])), str(TODAY + timedelta(sum(pair))))
)


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=4), st.integers(1, 3))
def test_every_day_is_counted_as_a_day_by_day_look_would(
    bookings: list[tuple[str, str]], maintenance: list[tuple[str, str]], quantity: int
) -> None:
    made = item(tuple(bookings), tuple(maintenance), quantity)
    end = TODAY + timedelta(365)
    seen = {}
    for step in steps(made, TODAY, end):
        for offset in range(step.days):
            seen[step.start + timedelta(offset)] = (step.lent, step.maintenance)
    expected = {}
    for offset in range(365):
        day = TODAY + timedelta(offset)
        lent = sum(one.first <= day <= one.last for one in made.bookings)
        expected[day] = (lent, any(one.first <= day <= one.last for one in made.maintenance))
    assert seen == expected
    assert all(one.free + one.lent + one.maintenance == one.days for one in months(made, TODAY))
