"""Holidays, years and centuries in words, and the beginning, middle and end of a running month or year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateline.read.date_grammar import Hit, Meaning, Rule, compiled
from dateline.read.date_rules_absolute import YEAR, year_of
from dateline.read.date_rules_relative import unit_range
from dateline.values.dates import DateRange, day_range, easter, month_range, part_of, weekday_after, year_range
from dateline.values.number_words import number


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    """The n-th such weekday of a month in a given year."""
    return lambda year: weekday_after(date(year, month, 1), weekday, inclusive=True) + timedelta(days=7 * (n - 1))


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


_HOLIDAYS: Final[dict[str, Callable[[int], date]]] = {
    "christmas": _fixed(12, 25), "christmas day": _fixed(12, 25), "christmas eve": _fixed(12, 24),
    "new year 's day": _fixed(1, 1), "new year 's eve": _fixed(12, 31), "new year 's": _fixed(1, 1),
    "easter": easter, "easter sunday": easter, "thanksgiving": _nth(11, 3, 4), "thanksgiving day": _nth(11, 3, 4),
    "election day": lambda year: _nth(11, 0, 1)(year) + timedelta(days=1), "may day": _fixed(5, 1),
    "victory day": _fixed(5, 9), "halloween": _fixed(10, 31), "boxing day": _fixed(12, 26),
    "valentine 's day": _fixed(2, 14), "good friday": lambda year: easter(year) - timedelta(days=2),
    "easter monday": lambda year: easter(year) + timedelta(days=1),
}  # fmt: skip
"""Holidays whose day follows from the year. Others (Ramadan, Eid, Orthodox Easter, independence days) differ by
country or by who sees the moon, and are left alone."""


def _holiday(hit: Hit) -> Meaning | None:
    """The holiday of the year given, else the last one up to publication or the next where the text looks ahead."""
    day_of, year, published = _HOLIDAYS.get(hit.word("h").replace("’s", "'s")), year_of(hit), hit.context.published
    if day_of is None:
        return None
    if year is None and published is None:
        return Meaning(None)
    if year is None and published is not None:
        last = max(day for y in (published.year - 1, published.year) if (day := day_of(y)) <= published)
        coming = min(day for y in (published.year, published.year + 1) if (day := day_of(y)) >= published)
        soon = hit.context.ahead(hit.start) or (coming - published).days < 30
        year = coming.year if soon and hit.word("r") != "last" else last.year
    if not year:
        return None
    meant = day_of(year)
    return Meaning(day_range(meant), timex=meant.isoformat())


def _year_in_words(hit: Hit) -> Meaning | None:
    """Nineteen ninety-six, two thousand and five."""
    words = hit.word("y").replace(" - ", "-")
    century, _, rest = words.partition(" ")
    high, low = number(century), number(rest) if rest else None
    if words.startswith("two thousand"):
        year = number(words) or 0
        if hit.before() not in ("year", "in", "since", "until") or not 2000 <= year < 2100:
            return None
    elif high in (18, 19, 20) and low is not None and 10 <= low < 100:
        year = 100 * high + low
    else:
        return None
    return Meaning(year_range(year), timex=str(year))


def _century(hit: Hit) -> Meaning | None:
    """The 19th century: 1801 to 1900."""
    n = hit.count("c")
    if n is None or not 1 <= n <= 21:
        return None
    found = year_range(100 * n)
    first = year_range(100 * n - 99).earliest
    return Meaning(DateRange(earliest=first, latest=found.latest, precision="decade"), timex=f"{n - 1:02d}")


def _end_of(hit: Hit) -> Meaning | None:
    """The end of the month, the start of the year, year-end, the rest of the week."""
    published, which = hit.context.published, hit.word("which") or "end"
    unit = hit.word("u")
    if published is None:
        return Meaning(None)
    made = unit_range(published, unit)
    if made is None:
        return None
    whole, timex = made
    part = part_of(whole, "late" if which == "end" else "mid" if which == "middle" else "early")
    ahead = which == "end" and whole.latest and hit.context.ahead(hit.start)
    if which in ("rest", "remainder") or ahead:
        part = DateRange(earliest=published, latest=whole.latest, precision=whole.precision)
    return Meaning(part, timex=timex)


def _bound_year_end(hit: Hit) -> Meaning | None:
    published = hit.context.published
    if published is None:
        return Meaning(None)
    return Meaning(month_range(published.year, 12), timex=f"{published.year}-12-31")


def _week_of(hit: Hit) -> Meaning | None:
    """The week before last; the day of the attack has no date of its own."""
    published = hit.context.published
    made = unit_range(published - timedelta(days=14), "week") if published else None
    return Meaning(made[0], timex=made[1]) if made else Meaning(None)


RULES: Final = tuple(
    Rule(compiled(pattern), meaning)
    for pattern, meaning in (
        (f"(?P<r>[last next this])? (?P<h>(christmas | new year {{poss}}) [day eve] | christmas | easter {{weekday}}?"
         f" | thanksgiving day? | election day | victory day | halloween | boxing day | good {{weekday}}) ({YEAR})?",
         _holiday),
        ("(?P<y>{card} {card} ({dash}? {card})?)", _year_in_words),
        ("(?P<y>{card} thousand (and? {card} ({dash}? {card})?)?)", _year_in_words),
        ("the? (?P<c>[{ordnum} {ordword}] | {card} {dash} {ordword}) {dash}? century", _century),
        ("the? (?P<which>[end start beginning middle rest remainder]) of (the|this) (?P<u>[week month year decade])",
         _end_of),
        ("(the end of)? year ({poss} | {dash}) end", _bound_year_end),
        ("the week before last", _week_of),
    )
)  # fmt: skip
"""Rules for holidays, years and centuries in words, and parts of a running period."""
