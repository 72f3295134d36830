"""Lengths of time, repeated times, clock times and parts of a day, and words such as "now" that name no day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateline.read.date_grammar import Hit, Kind, Meaning, Rule, compiled
from dateline.read.date_lexer import CLOCK_OF, ORDINALS, PARTS, UNITS
from dateline.read.date_rules_relative import singular, unit_range
from dateline.values.dates import DateRange, day_range, shifted


def _length(count: int | None, unit: str) -> str:
    """The TIMEX3 value of a length: P2W, PT10H, PXD where the count is vague."""
    letter = UNITS[unit]
    if unit in ("second", "minute", "hour"):
        return f"PT{'X' if count is None else count}{letter}"
    if unit == "fortnight":
        return f"P{2 * (count or 1)}W"
    if unit == "decade":
        return f"P{10 * count}Y" if count else "PXE"
    if unit == "century":
        return f"P{100 * count}Y" if count else "PXC"
    return f"P{'X' if count is None else count}{letter}"


def _unit(hit: Hit) -> str:
    unit = singular(hit.word("u"))
    return "day" if unit == "weekend" else unit


def _duration(hit: Hit) -> Meaning | None:
    """Two weeks, 10-hour, three and a half years, several days."""
    unit = _unit(hit)
    if unit == "second" and (hit.word("u") == "second" or hit.word("n") in ("a", "the")):
        return None  # "a second strike"
    count = hit.count("n") if hit.has("n") else None
    return Meaning(None, "duration", _length(count, unit), "DURATION")


def _bare_length(hit: Hit) -> Meaning | None:
    """For weeks, in hours, months of fighting; not "the morning hours"."""
    if hit.before() in PARTS:
        return None
    if hit.before() not in ("for", "of", "in", "within", "after", "over", "lasted", "took", "takes", "about", "during"):
        follows = hit.after()
        if follows is None or follows.word not in ("of", "later", "after"):
            return None
    return Meaning(None, "duration", _length(None, _unit(hit)), "DURATION")


def _stretch(hit: Hit) -> Meaning | None:
    """Over the past 24 hours, in the last two weeks, the next three years: counted from publication."""
    unit, published = _unit(hit), hit.context.published
    count = hit.count("n") if hit.has("n") else 1 if hit.word("u") == unit else None
    ahead = hit.word("r") in ("next", "coming", "following")
    timex = _length(count, unit) if count is not None else "FUTURE_REF" if ahead else "PAST_REF"
    if published is None:
        return Meaning(None, "duration", timex, "DURATION")
    loose = count if count is not None else 7 if unit == "day" else 4
    step, by = (-loose, unit) if unit in ("day", "week", "month", "quarter", "year", "decade", "night") else (0, "day")
    if unit == "hour":
        step, by = -max(1, -(-loose // 24)), "day"
    other = shifted(published, -step if ahead else step, by)
    if other is None:
        return Meaning(None, "duration", timex, "DURATION")
    made = unit_range(published, unit)
    found = DateRange(
        earliest=min(published, other), latest=max(published, other), precision=made[0].precision if made else "day"
    )
    return Meaning(found, "point", timex, "DURATION")


def _set(hit: Hit) -> Meaning | None:
    word = hit.word("w")
    if word in _ADVERBS:
        return Meaning(None, "set", _ADVERBS[word], "SET")
    if hit.has("u"):
        return Meaning(None, "set", _length(1, _unit(hit)), "SET")
    return Meaning(None, "set", "XXXX-XX-XX" if hit.has("p") else "XXXX-WXX", "SET")


_ADVERBS: Final = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
    "nightly": "P1D", "quarterly": "P3M", "annual": "P1Y", "everyday": "P1D",
}  # fmt: skip
"""Adverbs of repetition to TIMEX3 values."""
_REFERENCES: Final = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "current": "PRESENT_REF", "recently": "PAST_REF", "recent": "PAST_REF", "lately": "PAST_REF", "soon": "FUTURE_REF",
    "previously": "PAST_REF", "formerly": "PAST_REF", "future": "FUTURE_REF", "past": "PAST_REF",
}  # fmt: skip
"""Words that point to the present, past or future and name no day."""


def _reference(hit: Hit) -> Meaning | None:
    return Meaning(None, "point", _REFERENCES[hit.word("w")])


def _far_off(hit: Hit) -> Meaning | None:
    """The future, in the past: nouns of their own, not "the future president" and not "the past of the town"."""
    follows = hit.after()
    alone = follows is None or not follows.word.isalpha() or follows.word in _AFTER_NOUN
    return _reference(hit) if alone else None


_AFTER_NOUN: Final = frozenset(
    (
        "and", "or", "but", "is", "was", "will", "would", "has", "had", "have", "that", "which", "when", "as", "if",
        "by", "with", "for", "to", "in", "on", "at", "from", "after", "because", "he", "she", "they", "it", "we", "the",
        "been",
    )
)  # fmt: skip


def _recent(hit: Hit) -> Meaning | None:
    """In recent days: a stretch of unknown length up to publication."""
    unit, published = _unit(hit), hit.context.published
    timex = "PAST_REF"
    if published is None or unit not in ("day", "week", "month"):
        return Meaning(None, "duration", timex, "DURATION")
    first = shifted(published, {"day": -7, "week": -5, "month": -6}[unit], unit)
    return Meaning(DateRange(earliest=first, latest=published, precision="week"), "duration", timex, "DURATION")


def _kind(named: date | None) -> Kind:
    """What a time of day is: whether the day that it belongs to was named before."""
    return "point" if named is not None else "clock"


def _clock(hit: Hit) -> Meaning | None:
    """4:30 a.m., 11:00, 6 a.m.: on the day named in this sentence or the last, else that of publication."""
    hour, minute = _hour(hit)
    if hour is None or hit.before() == "/" or (not hit.has("ap") and not hit.has("c")):
        return None
    near = hit.context.near(hit.start)
    day, stamp = near or hit.context.published, f"T{hour:02d}:{minute:02d}"
    timex = (day.isoformat() if day else "XXXX-XX-XX") + stamp
    found = day_range(day, "hour") if day else None
    return Meaning(found, _kind(near), timex, type="TIME", floating=True)


def _hour(hit: Hit) -> tuple[int | None, int]:
    """Hour (24) and minute of a clock time; None for what no clock shows."""
    pieces = (hit.word("c") or hit.word("h")).replace(".", ":").split(":")
    hour = int(pieces[0]) if pieces[0].isdigit() else hit.count("h") or 99
    minute = int(pieces[1]) if len(pieces) > 1 else 0
    half = hit.word("ap")[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else (None, 0)


_PART_CUES: Final = {
    "in": "morning afternoon evening daytime mornings", "during": "morning afternoon evening daytime",
    "at": "dawn dusk noon midnight midday nightfall sunrise sunset night lunchtime daybreak",
    "by": "dawn dusk noon midnight midday nightfall sunrise sunset night evening morning afternoon daybreak lunchtime",
    "before": "dawn dusk noon midnight midday nightfall sunrise sunset daybreak",
    "after": "dawn dusk noon midnight midday nightfall sunrise sunset daybreak", "around": "midnight noon midday dawn",
    "about": "midnight noon midday dawn", "until": "midnight noon midday dawn nightfall",
    "since": "midnight dawn morning", "from": "midnight dawn noon midday", "early": "morning afternoon evening",
    "late": "morning afternoon evening night",
}  # fmt: skip
"""Words before a part of the day that make it a time, by the word before (with or without "the" between)."""


def _bare_part(hit: Hit) -> Meaning | None:
    word = hit.word("p")
    before = hit.before() if hit.before() != "the" else hit.before(2)
    if before == "early" or before == "late":
        before = before if hit.before(2) not in ("in", "the") else "in"
    if word not in _PART_CUES.get(before, "").split():
        return None
    ahead = hit.context.ahead(hit.start)
    near = None if ahead else hit.context.near(hit.start)
    day, kind = near or hit.context.published, _kind(near)
    if day is None:
        return Meaning(None, kind, f"XXXX-XX-XXT{PARTS[word]}", type="TIME", floating=True)
    if word == "midnight":  # the end of the day or its beginning: "from midnight", "at midnight"
        both = DateRange(
            earliest=day, latest=day + timedelta(days=1) if hit.context.ahead(hit.start) else day, precision="day"
        )
        return Meaning(both, kind, f"{day.isoformat()}T24:00", type="TIME", floating=True)
    code = CLOCK_OF.get(word, PARTS[word])
    return Meaning(day_range(day), kind, f"{day.isoformat()}T{code}", type="TIME", floating=True)


def _ordinal_day(hit: Hit) -> Meaning | None:
    """The 27th: of the month named last, else of the month of publication or the one before."""
    number = ORDINALS.get(hit.word("d")) or hit.count("d")
    base = hit.context.near(hit.start, 0) or hit.context.published
    follows = hit.after()
    if number is None or not 1 <= number <= 31 or base is None or hit.before() not in _ORDINAL_CUES:
        return None
    if (follows and follows.word.isalpha() and follows.word not in _AFTER_ORDINAL) or (
        follows and follows.kind == "dash"
    ):
        return None
    published = hit.context.published
    limit = published if published and not hit.context.ahead(hit.start) else None
    months = [base] + [m for m in (shifted(base.replace(day=1), -1, "month"),) if m]
    for month in months:
        try:
            day = month.replace(day=number)
        except ValueError:
            continue
        if limit is None or day <= limit:
            return Meaning(day_range(day), timex=day.isoformat())
    return None


_ORDINAL_CUES: Final = frozenset(
    (
        "on", "the", "by", "since", "until", "and", "before", "after", "from", "to", "of",
    )
)  # fmt: skip
_AFTER_ORDINAL: Final = frozenset(
    (
        "and", "when", "that", "which", "who", "at", "in", "on", "for", "with", "but", "as", "were", "was", "had",
        "have", "to", "by", "after", "before", "from", "until", "between", "as", "it", "he", "she", "they", "local",
        "its", "the", "a", "there", "where", "while",
    )
)  # fmt: skip

RULES: Final = tuple(
    Rule(compiled(pattern), meaning)
    for pattern, meaning in (
        ("(?P<n><<N>> | a | an) {dash}? (?P<u><<UNITS>>)", _duration),
        ("(?P<u>[days weeks months years hours minutes decades centuries])", _bare_length),
        ("the? (?P<r>[past last next coming previous following]) (?P<n><<N>>)? (?P<u><<UNITS>>)", _stretch),
        ("(?P<w>[daily weekly monthly yearly annually hourly nightly quarterly annual everyday])", _set),
        ("[every each] other? ((?P<u><<UNITS>>) | (?P<d>[{weekday} {month} weekend]) | (?P<p>{part}))", _set),
        ("[a per] (?P<u>[day week month year hour minute])", _set),
        ("(?P<d>{weekdays})", _set),
        ("(right | just | until)? (?P<w>[now currently nowadays presently recently])",
         _reference),
        ("the? (?P<w>recent)", _reference),
        ("[in for]? the [near distant immediate]? (?P<w>future)", _far_off),
        ("in the [recent distant]? (?P<w>past)", _far_off),
        ("[in the]? recent (?P<u>[days weeks months years])", _recent),
        ("(?P<c>{clock}) (?P<ap>{ampm})? {zone}?", _clock),
        ("(?P<h>[{num} {dotted} {card}]) (?P<ap>{ampm})", _clock),
        ("(?P<p><<PART>>)", _bare_part),
        ("(?P<d>{ordnum})", _ordinal_day),
    )
)  # fmt: skip
"""Rules for lengths, repetitions, clock times and mere references."""
