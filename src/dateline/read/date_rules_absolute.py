"""Expressions that name a calendar day, month, year, season, quarter or holiday, with or without its year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateline.read.date_grammar import Hit, Meaning, Rule, compiled
from dateline.read.date_lexer import CLOCK_OF, MONTHS, PARTS
from dateline.values.dates import (
    SEASONS,
    DateRange,
    a_day,
    day_range,
    decade_range,
    joined,
    month_range,
    season_range,
    year_range,
)


def year_of(hit: Hit) -> int | None:
    """The year that the expression gives: in figures, two figures, or "last", "this", "next" year; None if none."""
    if hit.has("y"):
        words = hit.word("y")
        if words.isdigit() and len(words) == 4:
            return int(words)
        if words.lstrip("'’").isdigit():
            return _full_year(int(words.lstrip("'’")))
    published = hit.context.published
    if hit.has("ry") and published:
        return published.year + {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(hit.word("ry"), 0)
    return None


def _full_year(short: int) -> int:
    """1950 to 2049."""
    return short + (2000 if short < 50 else 1900)


def nearest(hit: Hit, month: int, day: int | None) -> DateRange | None:
    """The month or day without a year: the last one up to publication, or the next one where the text looks ahead.

    A date that would be more than nine months back but is less than three ahead is taken as ahead: nobody writes
    "on 6 November" on 30 October and means a year ago; nor is "due in court over the 19 August attack" of next year.
    """
    published = hit.context.published
    if published is None:
        return None
    years = (published.year - 1, published.year, published.year + 1)
    made = [
        m
        for y in years
        if (m := (day_range(d) if (d := a_day(y, month, day)) else None) if day else month_range(y, month))
    ]
    past = [m for m in made if m.earliest and m.earliest <= published]
    coming = [m for m in made if m.latest and m.latest >= published]
    if past and hit.before() == "since":
        return past[-1]
    ahead = coming and hit.context.ahead(hit.start)
    if past and coming and past[-1].latest and coming[0].earliest:
        back, on = (published - past[-1].latest).days, (coming[0].earliest - published).days
        if ahead:
            return past[-1] if on > 270 and 0 < back < 92 else coming[0]
        soon = back > 270 and 0 < on < (31 if hit.context.told(hit.start) else 92)
        return coming[0] if soon else past[-1]
    return coming[0] if ahead else past[-1] if past else None


def named_day(hit: Hit, month: str = "m", day: str = "d", year: int | None = None) -> DateRange | None:
    """The day that the named pieces give, in `year` or in the one that is meant; None if there is no such day."""
    number, m = hit.count(day), MONTHS.get(hit.word(month).rstrip("."), 0)
    if number is None or not m:
        return None
    if year is None and hit.context.published is None:
        return None
    if year is not None:
        exact = a_day(year, m, number)
        return day_range(exact) if exact else None
    return nearest(hit, m, number) if 1 <= number <= 31 else None


def _timex(found: DateRange | None) -> str | None:
    if found is None or found.earliest is None:
        return None
    first = found.earliest
    if found.precision in ("day", "hour"):
        return first.isoformat()
    if found.precision == "month":
        return f"{first:%Y-%m}"
    if found.precision == "year":
        return f"{first.year:04d}"
    return None


def _of_day(hit: Hit) -> Meaning | None:
    year = year_of(hit)
    number = hit.count("d") or 0
    if not 1 <= number <= 31:
        return None
    found = named_day(hit, year=year)
    if found is None and (year is not None or hit.context.published):
        return None  # no such day: 31 June is a mistake or no date at all
    month = MONTHS[hit.word("m").rstrip(".")]
    timex = _timex(found) or f"XXXX-{month:02d}-{number:02d}"
    part = hit.word("p")
    if not part:
        return Meaning(found, timex=timex)
    return Meaning(found, timex=f"{timex}T{CLOCK_OF.get(part, PARTS[part])}", type="TIME")


def _of_month(hit: Hit) -> Meaning | None:
    month, year = MONTHS[hit.word("m").rstrip(".")], year_of(hit)
    found = month_range(year, month) if year else nearest(hit, month, None)
    return Meaning(found, timex=_timex(found) or f"XXXX-{month:02d}")


def _bare_month(hit: Hit) -> Meaning | None:
    word = hit.word("m")
    if len(word) < 4:
        return None  # "Jan" and "Mar" without a day are names as often as months
    return _of_month(hit)


def _which_month(hit: Hit) -> Meaning | None:
    """Last October, next May, this September."""
    month, which, published = MONTHS[hit.word("m").rstrip(".")], hit.word("r"), hit.context.published
    if published is None:
        return Meaning(None, timex=f"XXXX-{month:02d}")
    year = published.year
    if which in ("last", "past", "previous") and month >= published.month:
        year -= 1
    elif which in ("next", "coming", "following") and month <= published.month:
        year += 1
    found = month_range(year, month)
    return Meaning(found, timex=_timex(found))


def _may_or_march(hit: Hit) -> Meaning | None:
    return _of_month(hit) if hit.before() in _MONTH_CUES else None


_MONTH_CUES: Final = frozenset(
    (
        "in", "since", "until", "till", "of", "by", "from", "during", "before", "after", "late", "early", "mid", "-",
        "and", "to", "last", "next", "this", "through", "between", "around", "about", "every", "each", "beginning",
        "end",
    )
)  # fmt: skip


def _span_of_days(hit: Hit) -> Meaning | None:
    """June 10-12; 23 December to 3 January 2019; March 3 and 5."""
    first_month = "m" if hit.has("m") else "n"
    year = year_of(hit)
    follows = hit.after()
    if hit.word("to") == "and" and not hit.has("n") and year is None and follows and follows.kind[0] == "=":
        return None  # "On June 5 and 12 people were killed"
    last = named_day(hit, "n" if hit.has("n") else "m", "e", year)
    if last is None or last.latest is None:
        return None
    first = named_day(hit, first_month, "d", last.latest.year)
    if first and first.earliest and first.earliest > last.latest:
        first = named_day(hit, first_month, "d", last.latest.year - 1)
    found = joined(first, last) if first else None
    return Meaning(found, timex=_timex(first)) if found else None


def _span_of_months(hit: Hit) -> Meaning | None:
    first, last = MONTHS[hit.word("m").rstrip(".")], MONTHS[hit.word("n").rstrip(".")]
    year = year_of(hit)
    end = month_range(year, last) if year else nearest(hit, last, None)
    if end is None or end.latest is None:
        return None
    start = month_range(end.latest.year - (first > last), first)
    found = joined(start, end)
    return Meaning(found, timex=_timex(start)) if found else None


def _of_year(hit: Hit) -> Meaning | None:
    year = int(hit.word("y"))
    if not 1800 <= year <= 2099 or not _is_year(hit):
        return None
    return Meaning(year_range(year), timex=str(year))


_YEAR_CUES: Final = frozenset(
    (
        "in", "since", "until", "till", "by", "from", "before", "after", "during", "of", "early", "mid", "late",
        "year", "summer", "autumn", "spring", "winter", "fall", "to", "and", "fiscal", "through", "between", "circa",
        "around", "back", "-", "–", "the", "a", "(", ",", "end", "start", "beginning", "its", "his", "her", "their",
        "our", "both", "due", "'s", "’s", "that", "this", "only", "of", "than",
    )
)  # fmt: skip
_SURE_YEAR_CUES: Final = frozenset(
    (
        "in", "since", "until", "till", "by", "during", "year", "mid", "fiscal", "after", "before", "circa",
    )
)  # fmt: skip


def _is_year(hit: Hit) -> bool:
    """Whether four figures are a year: what stands before says so, and what follows is nothing that is counted."""
    previous, follows = hit.before(), hit.after()
    if hit.context.text[hit.start - 1 : hit.start].isalnum():
        return False
    counted = follows and follows.word in _COUNTED
    if previous in _SURE_YEAR_CUES:
        return not counted
    if counted or previous.isdigit() or previous in ("$", "€", "£", "no", "some", "about", "over", "least"):
        return False
    if follows and follows.kind[0] == "=" and follows.word.endswith("s") and previous not in ("the", "of"):
        return False
    return previous in _YEAR_CUES or (follows is None or not follows.word.isalpha()) or hit.before() in (".", "")


_COUNTED: Final = frozenset(
    (
        "people", "men", "women", "children", "troops", "soldiers", "personnel", "dead", "wounded", "injured",
        "killed", "fighters", "civilians", "miles", "km", "kilometers", "kilometres", "meters", "metres", "tons",
        "tonnes", "rounds", "shells", "dollars", "hours", "percent", "years", "units", "houses",
    )
)  # fmt: skip


def _span_of_years(hit: Hit) -> Meaning | None:
    first = int(hit.word("y"))
    last = hit.word("z")
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if not 1800 <= first < end <= 2099:
        return None
    return Meaning(joined(year_range(first), year_range(end)), timex=str(first))


def _decade(hit: Hit) -> Meaning | None:
    digits = "".join(c for c in hit.word("d") if c.isdigit())
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Meaning(decade_range(year), timex=f"{year // 10}X")


def _season(hit: Hit) -> Meaning | None:
    """Last autumn, the summer of 2014, this winter, in spring."""
    name, published = hit.word("s"), hit.context.published
    which = hit.word("r")
    if not which and not hit.has("y") and not hit.has("ry"):
        if name in ("fall", "spring") and hit.before() not in ("the", "in", "early", "late", "mid", "this", "since"):
            return None
        if hit.before() not in ("the", "in", "early", "late", "mid", "since", "-", "by", "during", "until", "of"):
            return None
        if name == "fall" and hit.before() in ("the", "in"):
            return None
    year = year_of(hit)
    if year is None and published is None:
        return Meaning(None)
    if year is None and published is not None:
        year = _season_year(published, name, which, hit.context.ahead(hit.start))
    if year is None:
        return None
    return Meaning(season_range(year, name), timex=f"{year}-{SEASONS[name][1]}")


def _season_year(published: date, name: str, which: str, ahead: bool) -> int:
    """The year in which the season meant by "last", "this", "next" or nothing begins."""
    made = [season_range(y, name) for y in range(published.year - 2, published.year + 2)]
    over = [m.earliest.year for m in made if m.latest and m.earliest and m.latest < published]
    begun = [m.earliest.year for m in made if m.earliest and m.earliest <= published]
    to_come = [m.earliest.year for m in made if m.earliest and m.earliest > published]
    if which in ("next", "coming", "following") or (ahead and not which):
        return to_come[0]
    if which == "this":
        return published.year if name != "winter" or published.month > 3 else published.year - 1
    if which in ("last", "past", "previous"):
        return over[-1]
    return begun[-1]


def _iso(hit: Hit) -> Meaning | None:
    words = hit.word("iso")
    day = a_day(int(words[:4]), int(words[5:7]), int(words[8:10])) if 1000 <= int(words[:4]) <= 2100 else None
    return Meaning(day_range(day), timex=day.isoformat()) if day else None


def _numeric(hit: Hit) -> Meaning | None:
    """11.02.2023 (day first); 2/11/2023 (either): of two readings the one that lies nearer before publication."""
    pieces = hit.word("n").replace("/", ".").replace("-", ".").split(".")
    a, b, year = int(pieces[0]), int(pieces[1]), int(pieces[2])
    if len(pieces[2]) == 2:
        year = _full_year(year)
    day_first, month_first = a_day(year, b, a), a_day(year, a, b)
    if "/" not in hit.word("n"):
        day = day_first
    elif day_first is None or month_first is None or day_first == month_first:
        day = day_first or month_first
    else:
        published = hit.context.published
        past = [d for d in (day_first, month_first) if published and d <= published + timedelta(days=1)]
        day = past[0] if len(past) == 1 else None
        if day is None:
            return Meaning(None)
    return Meaning(day_range(day), timex=day.isoformat()) if day else None


def _dotted(hit: Hit) -> Meaning | None:
    """16.04, 13:44 at the head of a live entry."""
    d, m = (int(each) for each in hit.word("n").split("."))
    found = nearest(hit, m, d) if 1 <= m <= 12 and 1 <= d <= 31 else None
    return Meaning(found, timex=_timex(found)) if found else None


YEAR: Final = "{comma}? of? (?P<y>{year}) | {comma}? of? (?P<ry>[last this next]) year"
"""A pattern of the year that may end a date, for `year_of`."""
_W: Final = "(((?P<p><<PART>>) [on of]?)? <<WDAY>> {comma}? the?)?"

RULES: Final = tuple(
    Rule(compiled(pattern), meaning)
    for pattern, meaning in (
        ("(?P<iso>{iso})", _iso),
        ("(?P<n>{numeric})", _numeric),
        ("(?P<n>{dotted}) {comma} {clock}", _dotted),
        (f"{_W} last? (?P<m><<MONTH>>) the? (?P<d><<DAYNUM>>) ({YEAR})?", _of_day),
        (f"{_W} (?P<d><<DAYNUM>>) of? (?P<m><<MONTH>>) ({YEAR})?", _of_day),
        (f"(?P<m><<MONTH>>) (?P<d><<DAYNUM>>) (?P<to><<TO>>) (?P<e><<DAYNUM>>) ({YEAR})?", _span_of_days),
        (f"(?P<d><<DAYNUM>>) (?P<to><<TO>>) the? (?P<e><<DAYNUM>>) of? (?P<m><<MONTH>>) ({YEAR})?", _span_of_days),
        (
            f"(?P<m><<MONTH>>) (?P<d><<DAYNUM>>) (?P<to><<TO>>) (?P<n><<MONTH>>) (?P<e><<DAYNUM>>) ({YEAR})?",
            _span_of_days,
        ),
        (
            f"(?P<d><<DAYNUM>>) (?P<m><<MONTH>>) (?P<to><<TO>>) (?P<e><<DAYNUM>>) (?P<n><<MONTH>>) ({YEAR})?",
            _span_of_days,
        ),
        (f"(?P<m><<MONTH>>) ({YEAR})", _of_month),
        (f"(?P<m><<MONTH>>) <<TO>> (?P<n><<MONTH>>) ({YEAR})?", _span_of_months),
        ("(?P<r>[last past previous next coming following this]) (?P<m><<MONTH>>)", _which_month),
        ("(?P<m>{month})", _bare_month),
        ("(?P<m>{maymarch})", _may_or_march),
        ("(?P<y>{year})", _of_year),
        ("(?P<y>{year}) [{dash} to through until] (?P<z>[{year} {num}])", _span_of_years),
        ("(?P<d>{decade})", _decade),
        (f"(?P<r>[last this next past previous coming following])? (?P<s><<SEASON>>) ({YEAR})?", _season),
    )
)
"""Rules for expressions that need no other mention, only sometimes the day of publication."""
