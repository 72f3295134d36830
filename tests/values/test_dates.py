"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.values.dates import (
    DateRange,
    a_day,
    day_range,
    decade_range,
    easter,
    joined,
    month_range,
    part_of,
    quarter_range,
    season_range,
    shifted,
    week_range,
    weekday_after,
    weekday_before,
    weekend_range,
    year_range,
)


def ends(found: DateRange) -> str:
    return f"{found.earliest} {found.latest}"


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (day_range(date(2024, 2, 29)), "2024-02-29 2024-02-29"),
        (month_range(2024, 2), "2024-02-01 2024-02-29"),
        (month_range(2023, 12), "2023-12-01 2023-12-31"),
        (quarter_range(2022, 3), "2022-07-01 2022-09-30"),
        (year_range(2014), "2014-01-01 2014-12-31"),
        (decade_range(1994), "1990-01-01 1999-12-31"),
        (season_range(2022, "winter"), "2022-12-01 2023-02-28"),
        (season_range(2022, "autumn"), "2022-09-01 2022-11-30"),
        (week_range(date(2023, 2, 12)), "2023-02-06 2023-02-12"),
        (weekend_range(date(2023, 2, 6)), "2023-02-11 2023-02-12"),
        (part_of(month_range(2022, 6), "early"), "2022-06-01 2022-06-10"),
        (part_of(month_range(2022, 6), "mid"), "2022-06-11 2022-06-20"),
        (part_of(month_range(2022, 6), "late"), "2022-06-21 2022-06-30"),
    ],
)
def test_calendar_units(found: DateRange, wanted: str) -> None:
    assert ends(found) == wanted


def test_an_open_range_has_no_thirds() -> None:
    open_range = DateRange(earliest=date(2022, 1, 1), latest=None, precision="day")
    assert part_of(open_range, "late") == open_range


def test_joined_runs_forwards_or_is_none() -> None:
    june, july = month_range(2022, 6), month_range(2022, 7)
    both = joined(june, july)
    assert both is not None
    assert ends(both) == "2022-06-01 2022-07-31"
    assert joined(july, june) is None


@pytest.mark.parametrize(
    ("count", "unit", "wanted"),
    [
        (1, "month", date(2023, 2, 28)),
        (-1, "month", date(2022, 12, 31)),
        (-1, "year", date(2022, 1, 31)),
        (2, "week", date(2023, 2, 14)),
        (1, "quarter", date(2023, 4, 30)),
        (-1, "century", date(1923, 1, 31)),
        (-3000, "year", None),
        (10**12, "day", None),
    ],
)
def test_shifted(count: int, unit: str, wanted: date | None) -> None:
    assert shifted(date(2023, 1, 31), count, unit) == wanted


def test_a_day_that_the_calendar_lacks_is_none() -> None:
    assert a_day(2023, 2, 29) is None
    assert a_day(2023, 13, 1) is None
    assert a_day(0, 1, 1) is None
    assert a_day(2024, 2, 29) == date(2024, 2, 29)


@pytest.mark.parametrize(("year", "wanted"), [(2000, (4, 23)), (2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))])
def test_easter(year: int, wanted: tuple[int, int]) -> None:
    assert easter(year) == date(year, *wanted)


days = st.dates(date(1000, 1, 1), date(3000, 1, 1))


@given(days, st.integers(0, 6), st.booleans())
def test_weekdays_are_within_a_week(day: date, weekday: int, inclusive: bool) -> None:
    before = weekday_before(day, weekday, inclusive=inclusive)
    after = weekday_after(day, weekday, inclusive=inclusive)
    assert before.weekday() == after.weekday() == weekday
    assert (0 if inclusive else 1) <= (day - before).days <= (6 if inclusive else 7)
    assert (0 if inclusive else 1) <= (after - day).days <= (6 if inclusive else 7)


@given(days, st.sampled_from(["early", "mid", "late"]))
def test_a_part_lies_in_its_whole(day: date, part: str) -> None:
    for whole in (month_range(day.year, day.month), week_range(day), year_range(day.year), day_range(day)):
        found = part_of(whole, part)  # type: ignore[arg-type]
        assert whole.earliest is not None
        assert whole.latest is not None
        assert found.earliest is not None
        assert found.latest is not None
        assert whole.earliest <= found.earliest <= found.latest <= whole.latest
