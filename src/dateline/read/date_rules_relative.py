"""Expressions that hang on the day of publication or on the day named last: yesterday, last week, two days later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateline.read.date_grammar import Context, Hit, Kind, Meaning, Rule, compiled
from dateline.read.date_lexer import CLOCK_OF, PARTS, WEEKDAYS
from dateline.read.date_rules_absolute import named_day
from dateline.values.dates import (
    DateRange,
    Part,
    day_range,
    decade_range,
    month_range,
    part_of,
    quarter_range,
    shifted,
    week_range,
    weekday_after,
    weekday_before,
    weekend_range,
    year_range,
)

_ONE: Final = timedelta(days=1)
_UNKNOWN: Final = Meaning(None)


def _moved(day: date | None, days: int) -> date | None:
    return shifted(day, days, "day") if day else None


def _on(day: date | None, part: str = "") -> Meaning:
    """That day, or a part of it; unknown if the day is."""
    if day is None:
        return _UNKNOWN
    code = PARTS.get(part)
    timex = day.isoformat() + (f"T{code}" if code else "")
    if part in CLOCK_OF:
        timex = f"{day.isoformat()}T{CLOCK_OF[part]}"
    return Meaning(day_range(day), timex=timex, type="TIME" if code else "DATE")


def _deictic(hit: Hit) -> Meaning | None:
    step = {"yesterday": -1, "tomorrow": 1}.get(hit.word("t"), 0)
    part = hit.word("p") or ("night" if hit.word("t") == "tonight" else "")
    return _on(_moved(hit.context.published, step), part)


def _two_days_off(hit: Hit) -> Meaning | None:
    return _on(_moved(hit.context.published, -2 if hit.word("t") == "yesterday" else 2))


def _night_to(day: date | None) -> Meaning:
    """The night that ends on `day`: the evening before and the hours after midnight."""
    before = _moved(day, -1)
    if day is None or before is None:
        return _UNKNOWN
    return Meaning(
        DateRange(earliest=before, latest=day, precision="day"), timex=f"{before.isoformat()}TNI", type="TIME"
    )


def _overnight(hit: Hit) -> Meaning | None:
    near = hit.context.near(hit.start)
    published = hit.context.published
    if hit.word("which") in ("that", "same") and hit.context.precise:
        near = hit.context.anchor() or near
    if hit.word("which") in ("that", "same") and near:
        return Meaning(DateRange(earliest=near, latest=min(near + _ONE, published or date.max), precision="day"),
                       timex=f"{near.isoformat()}TNI", type="TIME")  # fmt: skip
    if hit.word("which") in ("previous", "before") and near:
        return _night_to(near)
    return _night_to(published)


def _overnight_to(hit: Hit) -> Meaning | None:
    return _night_to(_weekday(hit))


def _night_to_day(hit: Hit) -> Meaning | None:
    day = named_day(hit)
    return _night_to(day.latest) if day else None


def weekday_number(hit: Hit, name: str = "w") -> int:
    """0 (Monday) to 6 of the named piece."""
    word = hit.word(name).rstrip(".")
    return WEEKDAYS[word] if word in WEEKDAYS else WEEKDAYS[word.removesuffix("s")]


def _weekday(hit: Hit) -> date | None:
    """The weekday meant: the last one up to publication, or the next where the text looks ahead."""
    published, wanted = hit.context.published, weekday_number(hit)
    if published is None:
        return None
    which = hit.word("r")
    if which in ("last", "past", "previous"):
        return weekday_before(published, wanted, inclusive=False)
    if which in ("next", "coming", "following"):
        return weekday_after(published, wanted, inclusive=False)
    if which == "this":
        here = week_range(published).earliest
        return here + timedelta(days=wanted) if here else None
    if which in ("that", "same") and hit.context.precise and hit.context.precise.latest:
        return _closest(hit.context.precise.latest, wanted)
    if hit.context.ahead(hit.start):
        return weekday_after(published, wanted, inclusive=True)
    return weekday_before(published, wanted, inclusive=True)


def _closest(day: date, weekday: int) -> date:
    """The weekday within three days of `day`."""
    return weekday_before(day + timedelta(days=3), weekday, inclusive=True)


def _on_weekday(hit: Hit) -> Meaning | None:
    if hit.word("r") == "following" and hit.before() != "the":
        return None  # "following Sunday's attack"
    return _on(_weekday(hit), hit.word("p"))


def _numbered_weekday(hit: Hit) -> Meaning | None:
    """Monday the 9th: the day of that number, within a month of publication, that is such a weekday; else no date."""
    published, number = hit.context.published, hit.count("d") or 0
    if published is None:
        return _UNKNOWN
    near = sorted((published + timedelta(days=step) for step in range(-31, 32)), key=lambda day: abs(day - published))
    fitting = (day for day in near if day.day == number and day.weekday() == weekday_number(hit))
    return _on(day) if (day := next(fitting, None)) else None


def _weekday_of_week(hit: Hit) -> Meaning | None:
    """Friday last week, Wednesday of next week."""
    published = hit.context.published
    if published is None:
        return _UNKNOWN
    step = {"last": -7, "past": -7, "previous": -7, "next": 7, "following": 7}.get(hit.word("k"), 0)
    monday = published - timedelta(days=published.weekday() - step)
    return _on(monday + timedelta(days=weekday_number(hit)), hit.word("p"))


def _weekend(hit: Hit) -> Meaning | None:
    context, which = hit.context, hit.word("r")
    day = context.published
    if which in ("that", "same") and context.precise:
        day = context.precise.latest
    elif day and which in ("next", "coming"):
        day = day + timedelta(days=7 if day.weekday() > 4 else 0)
    elif day and which != "this" and not context.ahead(hit.start):
        # "the weekend", "last weekend": the last one that has begun
        day = day if day.weekday() > 4 and which != "last" else day - timedelta(days=day.weekday() + 1)
    if day is None:
        return _UNKNOWN
    found = weekend_range(day)
    year, week, _ = day.isocalendar()
    return Meaning(found, timex=f"{year}-W{week:02d}-WE")


def unit_range(day: date, unit: str) -> tuple[DateRange, str] | None:
    """The calendar unit that `day` is in, and its TIMEX3 value; None for hours and less."""
    if unit in ("day", "night"):
        return day_range(day), day.isoformat()
    if unit in ("week", "fortnight"):
        year, week, _ = day.isocalendar()
        return week_range(day), f"{year}-W{week:02d}"
    if unit == "month":
        return month_range(day.year, day.month), f"{day:%Y-%m}"
    if unit == "quarter":
        quarter = (day.month + 2) // 3
        return quarter_range(day.year, quarter), f"{day.year}-Q{quarter}"
    if unit == "year":
        return year_range(day.year), f"{day.year:04d}"
    if unit == "decade":
        return decade_range(day.year), f"{day.year // 10}X"
    return None


def _clipped(found: DateRange, published: date, later: bool) -> DateRange:
    """A running period up to publication, or from it on."""
    if found.earliest is None or found.latest is None or not found.earliest <= published <= found.latest:
        return found
    if later:
        return DateRange(earliest=published, latest=found.latest, precision=found.precision)
    return DateRange(earliest=found.earliest, latest=published, precision=found.precision)


def _period(hit: Hit) -> Meaning | None:
    """This week, last year, next month, late last week, earlier this month, the following year, that day."""
    unit, which, context = singular(hit.word("u")), hit.word("r"), hit.context
    anaphoric = which in ("following", "previous", "preceding", "prior", "same", "that")
    base = context.published
    if anaphoric and context.last and context.last.latest:
        base = context.last.latest
        if unit in ("day", "night") and context.precise:
            base = context.precise.latest
    if base is None:
        return _UNKNOWN
    step = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1,
            "next": 1, "coming": 1, "following": 1, "upcoming": 1}.get(which, 0)  # fmt: skip
    moved = shifted(base, step, unit) if unit not in ("second", "minute", "hour") else None
    made = unit_range(moved, unit) if moved else None
    if made is None:
        return None
    found, timex = made
    if which in ("this", "current"):
        found = _clipped(found, base, hit.word("e") == "later" or (not hit.has("e") and context.ahead(hit.start)))
    if hit.word("e") in ("early", "late", "mid"):
        found = part_of(unit_range(moved, unit)[0], _part(hit.word("e")))  # type: ignore[arg-type, index]
        if which in ("this", "current") and found.earliest and found.earliest <= base:
            found = _clipped(found, base, False)
    return Meaning(found, timex=timex)


def _part(word: str) -> Part:
    return "early" if word == "early" else "late" if word == "late" else "mid"


def singular(unit: str) -> str:
    """The unit's name without its plural s and in full."""
    unit = "century" if unit == "centuries" else unit.removesuffix("s")
    return {"hr": "hour", "min": "minute"}.get(unit, unit)


_VAGUE_COUNTS: Final = {
    "few": (2, 6),
    "couple": (2, 2),
    "several": (3, 9),
    "some": (2, 9),
    "many": (4, 30),
    "": (2, 14),
}


def _offset(hit: Hit) -> Meaning | None:
    """Two days ago, a week earlier, three months later, nine years ago to the day."""
    unit, which = singular(hit.word("u")), hit.word("dir")
    context = hit.context
    back = which in ("ago", "earlier", "before", "previously", "before that", "prior", "back")
    if which in ("before", "after", "prior") and not _stands_alone(hit):
        return None
    base = context.published if which in ("ago", "hence", "from now", "back", "from today") else context.anchor()
    count = hit.count("n") if hit.has("n") else None
    if base is None:
        return _UNKNOWN
    if unit in ("second", "minute", "hour"):
        return _hours_off(hit, base, count, back)
    sign = -1 if back else 1
    if count is None:
        low, high = next((v for k, v in _VAGUE_COUNTS.items() if k and k in hit.word("n")), _VAGUE_COUNTS[""])
        ends = [shifted(base, sign * n, unit) for n in (low, high)]
        if ends[0] is None or ends[1] is None:
            return _UNKNOWN
        return Meaning(DateRange(earliest=min(ends), latest=max(ends), precision="week"),  # type: ignore[type-var]
                       timex="PAST_REF" if back else "FUTURE_REF")  # fmt: skip
    day = shifted(base, sign * count, unit)
    if day is None:
        return _UNKNOWN
    return _about(day, unit, exact=hit.has("exact"), several=count > 1 or which == "ago")


def _stands_alone(hit: Hit) -> bool:
    """Whether "two days before" has no complement of its own: it ends its clause."""
    follows = hit.after()
    return follows is None or follows.kind in ("comma", "break", "close") or not follows.word.isalpha()


def _hours_off(hit: Hit, base: date, count: int | None, back: bool) -> Meaning:
    near = hit.context.near(hit.start)
    day = base if hit.word("dir") == "ago" else near or base
    days = min((count or 1) // 24 + 1, 3_000_000) if singular(hit.word("u")) == "hour" and (count or 0) >= 12 else 0
    other = _moved(day, -days if back else days)
    if other is None:
        return _UNKNOWN
    kind: Kind = "point" if near or hit.word("dir") == "ago" else "clock"
    return Meaning(DateRange(earliest=min(day, other), latest=max(day, other), precision="day"),
                   kind, day.isoformat(), type="TIME")  # fmt: skip


def _about(day: date, unit: str, *, exact: bool, several: bool) -> Meaning:
    """The day that a count of units leads to, as loosely as such counts are meant: weeks by days, years by the year."""
    made = unit_range(day, unit)
    if made is None or unit in ("day", "night") or exact:
        return _on(day)
    timex = made[1]
    if unit in ("week", "fortnight"):
        loose = 1 if not several else 3
    elif unit == "month":
        loose = 15
    elif unit == "year":
        return Meaning(year_range(day.year), timex=timex)
    else:
        return Meaning(made[0], timex=timex)
    first, last = _moved(day, -loose), _moved(day, loose)
    return Meaning(DateRange(earliest=first, latest=last, precision="week" if loose < 15 else "month"), timex=timex)


def _relative_day(hit: Hit) -> Meaning | None:
    """The same day, the next evening, the previous day, the day before, that night."""
    which, part = hit.word("r") or hit.word("after"), hit.word("p")
    if hit.has("after") and not _stands_alone(hit):
        return None
    context: Context = hit.context
    base = context.anchor()
    if which in ("this",):
        base = context.published
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1, "prior": -1}
    return _on(_moved(base, step.get(which, 0)), part)


def _this_part(hit: Hit) -> Meaning | None:
    """This morning, last evening; "last night" is a night like any other."""
    step = -1 if hit.word("r") == "last" else 0
    if hit.word("p") == "night" and step:
        return _night_to(hit.context.published)
    return _on(_moved(hit.context.published, step), hit.word("p"))


_NIGHT: Final = "(overnight | [in during on from]? the? night)"
RULES: Final = tuple(
    Rule(compiled(pattern), meaning)
    for pattern, meaning in (
        ("[early late earlier later]? (?P<t>[today tonight yesterday tomorrow]) (?P<p><<PART>>)?", _deictic),
        ("(?P<p><<PART>>) of? (?P<t>[today yesterday tomorrow])", _deictic),
        ("the? day (before (?P<t>yesterday) | after (?P<u>tomorrow))", _two_days_off),
        ("[overnight]", _overnight),
        ("[in during] the (course of the)? night", _overnight),
        ("the? (?P<which>[that same previous]) night", _overnight),
        ("the night (?P<which>before)", _overnight),
        ("(overnight | [in during on from]? the? night) [to into on] the? (?P<w>{weekday})", _overnight_to),
        (f"{_NIGHT} [to into] (?P<m><<MONTH>>) (?P<d><<DAYNUM>>)", _night_to_day),
        (f"{_NIGHT} [to into] the? (?P<d><<DAYNUM>>) of? (?P<m><<MONTH>>)", _night_to_day),
        ("overnight (?P<w>{weekday})", _overnight_to),
        ("(overnight from? | [from in during] the? night of?) {weekday} [to into {dash}] (?P<w>{weekday})",
         _overnight_to),
        ("{weekday} night [to into] (?P<w>{weekday})", _overnight_to),
        ("[early late earlier later]? (?P<r>[last past previous this next coming following that same])?"
         " (?P<w>{weekday}) (?P<p><<PART>>)?", _on_weekday),
        ("(?P<w>{weekday}) {comma}? the (?P<d>[{ordnum} {ordword}])", _numbered_weekday),
        ("(?P<p><<PART>>) [on of]? (?P<r>[last this next])? (?P<w>{weekday})", _on_weekday),
        ("(?P<w>{weekday}) (?P<p><<PART>>)? of? (?P<k>[last past previous this next following]) week",
         _weekday_of_week),
        ("(?P<k>[last this next]) week {poss}? on? (?P<w>{weekday})", _weekday_of_week),
        ("the? (?P<r>[last past previous this next coming following that same])? weekend", _weekend),
        ("the? ((?P<e>[earlier later early late mid]) in?)? the? (?P<r>[last previous preceding prior this next coming"
         " following upcoming current same that]) (?P<u>[day week month quarter year decade])", _period),
        ("(?P<n><<N>> | a | an)? (?P<u><<UNITS>>) (?P<dir>[ago earlier later hence back] | from now | before that?"
         " | after that? | afterwards) (?P<exact>to the day)?", _offset),
        ("the? (?P<r>[same next following previous preceding that]) (?P<p>(<<PART>>))", _relative_day),
        ("the (day|(?P<p><<PART>>)) (?P<after>[before after])", _relative_day),
        ("(?P<r>[this last]) (?P<p><<PART>>)", _this_part),
    )
)  # fmt: skip
"""Rules for expressions that mean a day or period as seen from publication or from the day named last."""
