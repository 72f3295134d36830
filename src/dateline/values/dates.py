"""Days and ranges of days with the precision that the words allow, and the calendar arithmetic between them."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, Literal

import msgspec

Precision = Literal["hour", "day", "week", "month", "quarter", "year", "decade"]
Part = Literal["early", "mid", "late"]


class DateRange(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """The earliest and latest day that an expression allows, both inclusive, and how fine the expression is.

    earliest or latest is None where the words leave that side open ("since 2014" read long after, "until Monday").
    """

    earliest: date | None
    latest: date | None
    precision: Precision


SEASONS: Final = {
    "spring": (3, "SP"),
    "summer": (6, "SU"),
    "autumn": (9, "FA"),
    "fall": (9, "FA"),
    "winter": (12, "WI"),
}
"""Meteorological seasons of the northern hemisphere: first month and TIMEX3 code. Winter runs into the next year."""


def day_range(day: date, precision: Precision = "day") -> DateRange:
    """That day alone."""
    return DateRange(earliest=day, latest=day, precision=precision)


def month_range(year: int, month: int) -> DateRange:
    """The calendar month; `month` is 1 to 12."""
    return DateRange(
        earliest=date(year, month, 1), latest=date(year, month, monthrange(year, month)[1]), precision="month"
    )


def quarter_range(year: int, quarter: int) -> DateRange:
    """The calendar quarter; `quarter` is 1 to 4."""
    last = month_range(year, 3 * quarter)
    return DateRange(earliest=date(year, 3 * quarter - 2, 1), latest=last.latest, precision="quarter")


def year_range(year: int) -> DateRange:
    """The calendar year."""
    return DateRange(earliest=date(year, 1, 1), latest=date(year, 12, 31), precision="year")


def decade_range(year: int) -> DateRange:
    """The ten years that begin with the ten of `year`: 1990 to 1999."""
    first = year - year % 10
    return DateRange(earliest=date(first, 1, 1), latest=date(first + 9, 12, 31), precision="decade")


def season_range(year: int, season: str) -> DateRange:
    """The season that begins in `year`, in whole months; a key of SEASONS."""
    month = SEASONS[season][0]
    last = month_range(year + (month == 12), (month + 1) % 12 + 1)
    return DateRange(earliest=date(year, month, 1), latest=last.latest, precision="quarter")


def week_range(day: date) -> DateRange:
    """The week, Monday to Sunday, that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return DateRange(earliest=monday, latest=monday + timedelta(days=6), precision="week")


def weekend_range(day: date) -> DateRange:
    """Saturday and Sunday of the week, Monday to Sunday, that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return DateRange(earliest=monday + timedelta(days=5), latest=monday + timedelta(days=6), precision="day")


def part_of(whole: DateRange, part: Part) -> DateRange:
    """The early, middle or late third of a range. An open range has no thirds and comes back as it is."""
    if whole.earliest is None or whole.latest is None:
        return whole
    third = ((whole.latest - whole.earliest).days + 1) // 3
    first = whole.earliest if part == "early" else whole.earliest + timedelta(days=third)
    last = whole.latest if part == "late" else whole.latest - timedelta(days=third)
    if part == "early":
        last = whole.earliest + timedelta(days=max(third - 1, 0))
    elif part == "late":
        first = whole.latest - timedelta(days=max(third - 1, 0))
    return DateRange(earliest=first, latest=max(first, last), precision=whole.precision)


def joined(first: DateRange, last: DateRange) -> DateRange | None:
    """From the beginning of `first` to the end of `last`, or None if that runs backwards."""
    if first.earliest and last.latest and first.earliest > last.latest:
        return None
    return DateRange(earliest=first.earliest, latest=last.latest, precision=last.precision)


def shifted(day: date, count: int, unit: str) -> date | None:
    """`day` moved by `count` days, weeks, months, quarters, years, decades or centuries (negative: back).

    The day of the month is cut to the month's length. None outside the calendar (years 1 to 9999).
    """
    if unit in _DAYS:
        try:
            return day + timedelta(days=_DAYS[unit] * count)
        except OverflowError:
            return None
    months = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_DAYS: Final = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def a_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none (30 February)."""
    return date(year, month, day) if 1 <= day <= _length(year, month) else None


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 and MINYEAR <= year <= MAXYEAR else 0


def weekday_before(day: date, weekday: int, *, inclusive: bool) -> date:
    """The last such weekday (Monday is 0) up to `day`, `day` itself only if `inclusive`."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back if back or inclusive else 7)


def weekday_after(day: date, weekday: int, *, inclusive: bool) -> date:
    """The next such weekday (Monday is 0) from `day`, `day` itself only if `inclusive`."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if ahead or inclusive else 7)


def easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian computus, Nature 13 (1876) 487)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
