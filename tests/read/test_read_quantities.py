"""Number expressions in running text: the cases of cases/quantities, and what holds for every text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.quantities import find_quantities

PATH = Path(__file__).parents[2] / "cases/quantities/counts.yaml"
CASES = yaml.load(PATH.read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[f"{n}" for n, _ in enumerate(CASES, 1)])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = {text[f.start : f.end]: f for f in find_quantities(text)}
    for words, wanted in case.get("expect", {}).items():
        assert words in found, list(found)
        one = found[words]
        low, best, high = (None if each == "_" else int(each) for each in wanted)
        assert (one.quantity.low, one.quantity.best, one.quantity.high) == (low, best, high), words
        assert one.unit is None, words
    for words, unit in case.get("unit", {}).items():
        assert words in found, list(found)
        assert found[words].unit == unit, words
    for words in case.get("reject", []):
        assert words not in found


NUMBERS = (
    "at", "least", "no", "fewer", "than", "one", "two", "hundred", "and", "a", "an", "thousand", "1,200", "3", "12",
    "000", "1.2", "million", "k", "-", "–", "or", "more", "half", "dozen", "dozens", "of", "tens", "in", "the",
    "between", "from", "to", "up", "about", "some", "nearly", "percent", "$", "km", "aged", ",", "No.", "T-90",
    "2014", "May", "4:30", "years", "old", "nobody", "no",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(NUMBERS), max_size=12).map(" ".join)))
def test_any_text_gives_ordered_spans_and_limits(text: str) -> None:
    at = 0
    for found in find_quantities(text):
        assert at <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == text[found.start : found.end].strip()
        at = found.end
        low, high = found.quantity.low, found.quantity.high
        if low is not None and high is not None:
            assert low <= high


@pytest.mark.parametrize("words", ["at least ", "some ", "two or ", "one hundred ", "1 ", "twenty-"])
@pytest.mark.usefixtures("small_heap")
def test_repetition_of_a_beginning_takes_no_longer_than_other_text(words: str) -> None:
    text = words * (40_000 // len(words))
    began = time.process_time()
    find_quantities(text)
    assert time.process_time() - began < 3


def test_a_number_of_any_length_is_no_fault() -> None:
    assert [f.quantity for f in find_quantities("9" * 6000 + " people") if f.quantity.best is not None] == []
