"""Time expressions in a text, each resolved to the days that it allows as seen from the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import msgspec

from dateline.read import (
    date_rules_absolute,
    date_rules_calendar,
    date_rules_fiscal,
    date_rules_relative,
    date_rules_spans,
)
from dateline.read.date_epochs import found_epochs
from dateline.read.date_grammar import Context, Hit, Kind, Meaning
from dateline.read.date_lexer import Lexeme, classes, lexemes
from dateline.values.dates import DateRange, Part, day_range, part_of

_RULES: Final = (
    *date_rules_absolute.RULES,
    *date_rules_fiscal.RULES,
    *date_rules_calendar.RULES,
    *date_rules_relative.RULES,
    *date_rules_spans.RULES,
)
_START: Final = re.compile(
    "|".join(f"(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', rule.pattern.pattern)})" for rule in _RULES)
)


class FoundDate(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: characters `start` up to `end`, and what they mean.

    range: the days it allows, both ends inclusive; None where it names none ("recently", "for two weeks") or where it
    hangs on a day of publication that is not known. kind: "point" (a day or calendar period), "clock" (a time of a
    day that nobody named, taken for that of publication), "duration" (a length;
    with a range where it is counted from publication, "the past 24 hours"), "set" (repeated, "daily"), "since" (from a
    day on, up to publication), "until" (up to a day). timex: the value of TIMEX3 (TimeML 1.2.1), or None.
    timex_type: DATE, TIME, DURATION or SET.
    """

    start: int
    end: int
    range: DateRange | None
    kind: Kind
    timex: str | None
    timex_type: str = "DATE"


_AHEAD: Final = re.compile(
    r"\b(?:[Ww]ill|won't|shall|going to|set to|due (?:to|on|in)|plan(?:s|ned|ning)? (?:to|for|on)|scheduled"
    r"|expected|upcoming|(?:is|are|am) to|to be|intends?|hopes? to|likely|effective|payable|no later than|deadline"
    r"|as (?:soon|early|late) as|postponed until|next (?:day|week|month|year)"
    r"|(?:would|could|might|may)(?!\s+(?:not\s+)?(?:have|look)))\b|['’]ll\b"
)
"""Words that speak of what is still to come."""
_TOLD: Final = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:(?!schedul|plann|expect|call|postpon|delay|set)\w+ed|said|told(?: a news conference)?"
    r"|met|held|read|began|came|went|left|sent|took|hit|fell|won|ran|was"
    r"|were)\s+(?:(?:on|late|early|in|a\s+rally)\s+)*\Z"
)
"""A past verb directly before a day: "closed Wednesday", "said on Friday"."""


def looks_ahead(text: str, starts: list[int]) -> Callable[[int], bool]:
    """A test for characters of `text`: whether the sentence up to there speaks of what is still to come.

    A rule of thumb over words ("will", "are to", "planned"), for callers that have no parse.
    """

    def ahead(at: int) -> bool:
        before = bisect_right(starts, at)
        first = starts[before - 1] if before else 0
        if _TOLD.search(text, max(first, at - 40), at):
            return False
        return _AHEAD.search(text, max(first, at - 90), at) is not None

    return ahead


def find_dates(
    text: str,
    published: date | None,
    future: Callable[[int], bool] | None = None,
    past: Callable[[int], bool] | None = None,
) -> list[FoundDate]:
    """Every time expression of `text` from left to right, without overlaps.

    published: the report's own day (years 1000 to 9000); without it relative expressions have no range. future:
    whether the clause at a character speaks of what is still to come, so that "Saturday" is the next one; without it
    words such as "will" decide. past: whether it tells what has happened, so that "24 February" is not one soon to
    come. Runs in time linear in the text.
    """
    if published is not None and not 1000 <= published.year <= 9000:
        published = None  # no day of news, and too near the calendar's ends to count from
    found = lexemes(text)
    starts = [lexeme.end for lexeme in found if lexeme.kind in ("break", "gap")]
    gaps = [lexeme.end for lexeme in found if lexeme.kind == "gap"]
    ahead = future or looks_ahead(text, starts)
    context = Context(
        text=text, published=published, ahead=ahead, back=past, starts=starts, gaps=gaps
    )  # fmt: skip
    out: list[FoundDate] = []
    floating = False
    for hit, meaning in _hits(context, found, classes(found)):
        each = _framed(context, hit, meaning, out)
        both = _with_its_day(text, out[-1], each, floating, meaning.floating) if out else None
        both = both or (_told_twice(text, out[-1], each) if out else None)
        if both:
            out[-1], each = both, both
        else:
            out.append(each)
        floating = meaning.floating and not both
        _remember(context, each)
    return _with_epochs(text, found, published, out)


def _with_epochs(text: str, found: list[Lexeme], published: date | None, dates: list[FoundDate]) -> list[FoundDate]:
    """The dates and, where no date stands, the expressions that count from the beginning of a war or the like."""
    added: list[FoundDate] = []
    for epoch in found_epochs(text, (lexeme.word for lexeme in found), published):
        at = bisect_right(dates, epoch.start, key=lambda each: each.end)
        if at < len(dates) and dates[at].start < epoch.end:
            continue
        day = day_range(epoch.day)
        kind: Kind = {"since": "since", "before": "until"}.get(epoch.relation, "point")  # type: ignore[assignment]
        spread = _opened(day, epoch.relation, published) if epoch.relation else day
        added.append(FoundDate(start=epoch.start, end=epoch.end, range=spread, kind=kind, timex=epoch.day.isoformat()))
    return sorted([*dates, *added], key=lambda each: each.start) if added else dates


_BETWEEN: Final = re.compile(
    r"\s*(?:,\s*)?(?:(?:local\s+time|hours|on|of|at|in|the|early|late|about|around|shortly|just|after|before)\s*){0,4}"
)


def _with_its_day(
    text: str, first: FoundDate, last: FoundDate, first_floats: bool, last_floats: bool
) -> FoundDate | None:
    """A clock time or part of a day and the day beside it, as one: "at dawn on Tuesday", "Tuesday at 4 p.m."."""
    if first_floats == last_floats or not _BETWEEN.fullmatch(text, first.end, last.start):
        return None
    clock, day = (first, last) if first_floats else (last, first)
    if day.range is None or day.range.precision != "day" or day.range.earliest is None or day.kind == "set":
        return None
    at = day.range.earliest
    hour = _CLOCK.search(clock.timex or "")
    if day.range.latest != at:  # "around 01:00 last night"
        if hour is None or day.range.latest is None or not (day.timex or "").endswith("NI"):
            return None
        at = day.range.latest if int(hour.group(1)) < 12 else at
    elif day.timex_type == "TIME" and hour is None:
        return None
    stamp = (clock.timex or "T").rpartition("T")[2]
    return FoundDate(
        start=first.start, end=last.end, range=day_range(at, "hour" if hour else "day"), kind=day.kind,
        timex=f"{at.isoformat()}T{stamp}", timex_type="TIME",
    )  # fmt: skip


_CLOCK: Final = re.compile(r"T(\d\d)")


def _told_twice(text: str, first: FoundDate, last: FoundDate) -> FoundDate | None:
    """A day by its weekday and then by its date, as one: "last Monday night, November 28", "Saturday (June 15)". The
    date says which Monday is meant.
    """
    named, written = _WEEKDAY.search(text, first.start, first.end), _MONTH.search(text, last.start, last.end)
    beside = first.kind == last.kind == "point" and _APPOSED.fullmatch(text, first.end, last.start)
    if not (named and written and beside):
        return None
    day = last.range.earliest if last.range else None
    if day is None or last.range != day_range(day) or not f"{day:%A}".lower().startswith(named.group().lower()):
        return None
    stamp = (first.timex or "").partition("T")[2] if first.timex_type == "TIME" else ""
    timex = day.isoformat() + (f"T{stamp}" if stamp else "")
    return FoundDate(
        start=first.start, end=last.end, range=last.range, kind="point", timex=timex, timex_type=first.timex_type
    )


_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)(?=day\b)", re.IGNORECASE)
_MONTH: Final = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_APPOSED: Final = re.compile(r"\s?[,(]\s?")


def _hits(context: Context, found: list[Lexeme], letters: str) -> Iterator[tuple[Hit, Meaning]]:
    """The longest fitting rule at each place where one fits, left to right."""
    at = 0
    while start := _START.search(letters, at):
        at = start.start()
        tries = sorted((match.end(), -n) for n, rule in enumerate(_RULES) if (match := rule.pattern.match(letters, at)))
        for end, n in reversed(tries):
            rule = _RULES[-n]
            match = rule.pattern.match(letters, at)
            hit = Hit(context, found, match) if match else None
            meaning = rule.meaning(hit) if hit else None
            if hit and meaning:
                yield hit, meaning
                at = end
                break
        else:
            at += 1


_LEFT: Final = re.compile(
    r"(?:(?P<part>\b(?:early|late|mid)(?:\s+(?:in|on)(?:\s+the)?)?[\s-]+"
    r"|\b(?:the\s+)?(?:beginning|start|middle|end)\s+of\s+(?:the\s+)?))?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_RELATION: Final = re.compile(
    r"\b(?:(?P<since>(?<!not )(?<!Not )since(?:(?:\s+[\w'’-]+){1,6}?\s+(?:began|started|erupted|broke\s+out"
    r"|was\s+launched)(?:\s+(?:in|on))?)?)|(?P<before>before)|(?P<until>until|till|by|no\s+later\s+than))"
    r"\s+(?:(?:at\s+least|about|around|as\s+\w+\s+as)\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)


def _framed(context: Context, hit: Hit, meaning: Meaning, earlier: list[FoundDate]) -> FoundDate:
    """The expression with what stands before it: "early", "the end of", "since", "until"."""
    start, spread, kind = hit.start, meaning.range, meaning.kind
    floor = earlier[-1].end if earlier else 0
    left = _LEFT.search(context.text, max(floor, start - 28), start)
    if left and left.group("part") and spread and spread.precision not in ("day", "hour"):
        word = left.group("part").split()[0].lower().rstrip("-")
        words = left.group("part").lower()
        part: Part = "early" if word == "early" or "beginning" in words or "start" in words else "mid"
        part = "late" if word == "late" or "end" in words.split() else part
        spread, start = part_of(spread, part), left.start("part")
    elif left and left.group("part") and spread:
        start = left.start("part")
    relation = _RELATION.search(context.text, max(floor, start - 80), start)
    timed = meaning.type == "DATE" or (relation and relation.lastgroup == "since")
    if relation and kind in ("point", "clock") and timed and spread:
        kind = "since" if relation.lastgroup == "since" else "until"
        spread = _opened(spread, relation.lastgroup or "", context.published)
    return FoundDate(start=start, end=hit.end, range=spread, kind=kind, timex=meaning.timex, timex_type=meaning.type)


def _opened(spread: DateRange, relation: str, published: date | None) -> DateRange:
    """From the beginning of a range up to publication ("since"), or up to its end ("until") or to the day before it."""
    first, last = spread.earliest, spread.latest
    if relation == "since":
        latest = published if published and first and first <= published else None
        return DateRange(earliest=first, latest=latest, precision=spread.precision)
    if relation == "before" and first and first > date.min:
        last = first - timedelta(days=1)
    ahead = published if published and last and last >= published else None
    return DateRange(earliest=ahead, latest=last, precision=spread.precision)


def _remember(context: Context, found: FoundDate) -> None:
    """What later expressions count from: "a day earlier", "that month"."""
    if found.range is None or found.range.latest is None or found.kind not in ("point", "since"):
        return
    context.last = found.range
    if found.range.precision == "quarter" and found.range.earliest and "Q" in (found.timex or ""):
        if context.published and found.range.latest > context.published:
            return  # only quarters that are over have results that are compared
        named = found.range.earliest.year, (found.range.earliest.month + 2) // 3
        context.quarter = max(named, context.quarter or named)  # "a year earlier" twice means the same quarter twice
    if found.range.precision in ("day", "hour") and found.timex and found.kind == "point":
        context.precise, context.precise_at = found.range, found.start
