"""Quarters and halves of a year, named or meant ("the quarter", "a year earlier" in a text that speaks of quarters)."""

from __future__ import annotations

from typing import Final

from dateline.read.date_grammar import Hit, Meaning, Rule, compiled
from dateline.read.date_rules_absolute import YEAR, year_of
from dateline.values.dates import joined, quarter_range, year_range


def _meaning(year: int, quarter: int) -> Meaning:
    return Meaning(quarter_range(year, quarter), timex=f"{year}-Q{quarter}")


def _quarter(hit: Hit) -> Meaning | None:
    """The third quarter, second quarter of 2022, 2022 first quarter; without a year the last that has begun."""
    number, published, year = hit.count("q"), hit.context.published, year_of(hit)
    if number is None or not 1 <= number <= 4:
        return None
    if year is None:
        if published is None:
            return Meaning(None)
        begun = quarter_range(published.year, number).earliest
        year = published.year - (begun is not None and begun > published and not hit.context.ahead(hit.start))
    return _meaning(year - hit.has("ago"), number)


def _half(hit: Hit) -> Meaning | None:
    number, year = hit.count("q") or 2, year_of(hit)
    if number not in (1, 2):
        return None
    if year is None:
        return Meaning(None)
    first, last = quarter_range(year, 2 * number - 1), quarter_range(year, 2 * number)
    return Meaning(joined(first, last), timex=f"{year}-H{number}")


def _named_last(hit: Hit) -> tuple[int, int] | None:
    """Year and number of the quarter that the text named last; where it named none, the one before publication."""
    published = hit.context.published
    if hit.context.quarter:
        return hit.context.quarter
    if published is None or hit.word("w") == "period":
        return None
    return (published.year, (published.month - 1) // 3) if published.month > 3 else (published.year - 1, 4)


def _the_quarter(hit: Hit) -> Meaning | None:
    """The quarter, the latest quarter, the year-ago period, the 1988 quarter."""
    base, published = _named_last(hit), hit.context.published
    if base is None:
        return None
    year, quarter = base
    if hit.word("r") in ("current", "this") and published:
        year, quarter = published.year, (published.month + 2) // 3
    if hit.has("y"):
        year = year_of(hit) or year
    return _meaning(year - hit.has("ago"), quarter)


def _running_year(hit: Hit) -> Meaning | None:
    """For the year, for the full year: the one that runs, unless it is named right after."""
    follows, published = hit.after(), hit.context.published
    if published is None or (follows and (follows.kind in ("year", "num", "big") or follows.word in ("of", "to"))):
        return None
    return Meaning(year_range(published.year), timex=str(published.year))


def _year_ago(hit: Hit) -> Meaning | None:
    """year-earlier, and "a year ago" in a text that compares quarters."""
    if hit.context.quarter:
        year, quarter = hit.context.quarter
        return _meaning(year - 1, quarter)
    published = hit.context.published
    if published is None or hit.has("article"):
        return None
    return Meaning(year_range(published.year - 1), timex=str(published.year - 1))


_AGO: Final = "(?P<ago>comparable? year {dash} [ago earlier])"
RULES: Final = tuple(
    Rule(compiled(pattern), meaning)
    for pattern, meaning in (
        (f"fiscal? {_AGO}? (?P<q><<ORD>>) {{dash}}? quarter ({YEAR})?", _quarter),
        ("(?P<ry>[last this next]) year {poss} (?P<q><<ORD>>) {dash}? quarter", _quarter),
        ("for the full? (?P<year>year)", _running_year),
        ("[in of during] the full (?P<year>year)", _running_year),
        ("(?P<y>{year}) (?P<q><<ORD>>) {dash}? quarter", _quarter),
        (f"(?P<q><<ORD>>) half of? ({YEAR})", _half),
        ("(?P<q><<ORD>>) {card} quarters of (?P<y>{year})", _half),
        (f"the {_AGO}? (?P<r>[latest current same recent])? (?P<w>[quarter period])", _the_quarter),
        (f"{_AGO} (?P<w>[quarter period])", _the_quarter),
        ("the? (?P<y>{year}) (?P<w>[quarter period])", _the_quarter),
        ("a? year {dash} [ago earlier]", _year_ago),
        ("(?P<article>a) year [ago earlier before]", _year_ago),
    )
)
"""Rules for the quarters and halves of a year."""
