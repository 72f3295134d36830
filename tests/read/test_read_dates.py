"""Time expressions: the cases of cases/dates, and what holds for every text."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.date_grammar import compiled
from dateline.read.dates import FoundDate, find_dates

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "cases/dates").glob("*.yaml"))
CASES = [
    pytest.param(case, id=f"{path.stem}-{n}")
    for path in FILES
    for n, case in enumerate(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader), 1)
]


def day(words: str) -> date | None:
    return None if words in ("null", "") else date.fromisoformat(words)


def that_covers(text: str, found: list[FoundDate], words: str) -> FoundDate:
    """The found expression that has these words, or a part of it that is them."""
    start = text.index(words)
    near = [f for f in found if f.start < start + len(words) and start < f.end]
    assert near, f"nothing found for {words!r}; found {[text[f.start : f.end] for f in found]}"
    assert len(near) == 1, f"{words!r} was read in pieces: {[text[f.start : f.end] for f in near]}"
    return near[0]


def test_there_are_cases() -> None:
    assert len(CASES) > 80


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_dates(text, day(case["published"]))
    for words, days in case.get("expect", {}).items():
        one = that_covers(text, found, words)
        if days == "null":
            assert one.range is None
            continue
        first, last = days.split()[0], days.split()[-1]
        assert one.range is not None, words
        assert (str(one.range.earliest), str(one.range.latest)) == (first, last), words
    for words, kind in case.get("kind", {}).items():
        assert that_covers(text, found, words).kind == kind
    for words in case.get("reject", []):
        start = text.index(words)
        clash = [text[f.start : f.end] for f in found if f.start < start + len(words) and start < f.end and f.range]
        assert not clash, f"{words!r} is no date, but read as {clash}"


def test_a_caller_that_knows_the_tense_decides() -> None:
    text, published = "The meeting on Saturday in Geneva.", date(2025, 2, 6)
    assert [str(f.range.earliest) for f in find_dates(text, published, lambda at: True) if f.range] == ["2025-02-08"]
    assert [str(f.range.earliest) for f in find_dates(text, published, lambda at: False) if f.range] == ["2025-02-01"]


@pytest.mark.parametrize(
    ("text", "kind", "timex", "type_"),
    [
        ("for two weeks", "duration", "P2W", "DURATION"),
        ("a 10-hour battle", "duration", "PT10H", "DURATION"),
        ("they shell it daily", "set", "P1D", "SET"),
        ("on Friday evening", "point", "2023-02-10TEV", "TIME"),
        ("at 4:30 p.m.", "clock", "2023-02-12T16:30", "TIME"),
        ("last week", "point", "2023-W05", "DATE"),
        ("the 1990s", "point", "199X", "DATE"),
        ("last summer", "point", "2022-SU", "DATE"),
        ("the third quarter", "point", "2022-Q3", "DATE"),
        ("now", "point", "PRESENT_REF", "DATE"),
        ("peace in the near future", "point", "FUTURE_REF", "DATE"),
        ("as in the past, they fled", "point", "PAST_REF", "DATE"),
        ("in recent weeks", "duration", "PAST_REF", "DURATION"),
        ("the coming months", "point", "FUTURE_REF", "DURATION"),
        ("for the full year", "point", "2023", "DATE"),
        ("a year-earlier", "point", "2022", "DATE"),
        ("this year's third quarter", "point", "2023-Q3", "DATE"),
    ],
)
def test_timex_values(text: str, kind: str, timex: str, type_: str) -> None:
    (found,) = find_dates(text, date(2023, 2, 12))
    assert (found.kind, found.timex, found.timex_type) == (kind, timex, type_)


@pytest.mark.parametrize("text", ["the future president spoke", "for the year 1914", "in the past tense"])
def test_what_only_looks_like_a_time(text: str) -> None:
    assert not any(f.timex in ("FUTURE_REF", "PAST_REF", "2023") for f in find_dates(text, date(2023, 2, 12)))


WORDS = (
    "January", "Jan.", "May", "may", "March", "march", "31", "30", "3", "2023", "0000", "9999", "1999", "of", "the",
    "last", "next", "this", "week", "year", "years", "day", "days", "a", "two", "twenty", "-", "–", "one", "second",
    "first", "quarter", "ago", "later", "earlier", "before", "after", "overnight", "night", "to", "Sunday", "Monday",
    "morning", "at", "4:30", "a.m.", "13.25", "99:99", "2023-02-31", "9999-12-31", "31/12/99", ",", ".", "since",
    "until", "in", "early", "late", "end", "hundred", "thousand", "21st", "0", "1000000", "half", "dozen", "between",
    "and", "'90s", "1990s", "winter", "fall", "Christmas", "Easter", "period", "latest", "couple", "few", "several",
    "noon", "midnight", "from", "war", "invasion", "began", "start", "Ukraine", "will", "be", "yesterday", "tomorrow",
    "weekend", "that", "same", "previous", "century", "every", "each", "past",
)  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=12).map(" ".join))
tenses: list[Callable[[int], bool] | None] = [None, lambda at: True, lambda at: False]


@settings(max_examples=300, deadline=None)
@given(texts, st.one_of(st.none(), st.dates()), st.sampled_from(tenses))
def test_any_text_gives_ordered_spans_and_ranges(
    text: str, published: date | None, future: Callable[[int], bool] | None
) -> None:
    at = 0
    for found in find_dates(text, published, future):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        assert text[found.start : found.end].strip()
        if found.range and found.range.earliest and found.range.latest:
            assert found.range.earliest <= found.range.latest


@pytest.mark.usefixtures("small_heap")
def test_time_grows_with_the_text_and_no_faster() -> None:
    text = "On Saturday, February 11, two weeks after the war began in 2014, shells fell at 4:30 a.m. on 3 May. " * 60

    def took(copies: int) -> float:
        began = time.process_time()
        find_dates(text * copies, date(2023, 2, 12))
        return time.process_time() - began

    once, eight_times = (min(took(copies) for _ in range(3)) for copies in (1, 8))
    assert eight_times < 24 * max(once, 0.001)


def test_a_pattern_that_names_a_word_of_a_class_is_refused() -> None:
    with pytest.raises(ValueError, match="belongs to a larger class"):
        compiled("on monday")


@pytest.mark.parametrize("words", ["two ", "the last ", "20-", "January ", "since the ", "1 ", "9" * 40 + " days ago "])
@pytest.mark.usefixtures("small_heap")
def test_repetition_of_a_beginning_takes_no_longer_than_other_text(words: str) -> None:
    text = words * (40_000 // len(words))
    began = time.process_time()
    find_dates(text, date(2023, 2, 12))
    assert time.process_time() - began < 3


def test_a_number_of_any_length_is_no_fault() -> None:
    (found,) = find_dates("9" * 6000 + " days ago", date(2023, 2, 12))
    assert found.timex == "PAST_REF"
