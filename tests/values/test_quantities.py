"""Numbers as news gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.values.number_words import number
from dateline.values.quantities import parse_quantity

_ = None


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("1,200", _, 1200, _), ("1 200", _, 1200, _), ("1.2 million", _, 1_200_000, _), ("3k", _, 3000, _),
        ("twenty-four", _, 24, _), ("a hundred and five", _, 105, _), ("two hundred and thirty-one", _, 231, _),
        ("one hundred thousand", _, 100_000, _), ("half a million", _, 500_000, _), ("half a dozen", _, 6, _),
        ("twenty-one thousand five hundred and six", _, 21_506, _),
        ("a dozen", _, 12, _), ("two dozen", _, 24, _), ("no", _, 0, _), ("none", _, 0, _), ("zero", _, 0, _),
        ("nobody", _, 0, _), ("one", _, 1, _), ("a", _, 1, _), ("a single", _, 1, _),
        ("at least 5", 5, _, _), ("no fewer than twelve", 12, _, _), ("more than 3,000", 3000, _, _),
        ("over two dozen", 24, _, _), ("upwards of 40", 40, _, _), ("100 or more", 100, _, _), ("50+", 50, _, _),
        ("up to 30", _, _, 30), ("at most 3", _, _, 3), ("as many as 90", _, _, 90), ("no more than 2", _, _, 2),
        ("fewer than 10", _, _, 10), ("under 5", _, _, 5), ("about 30", _, 30, _), ("some 1,600", _, 1600, _),
        ("nearly 300", _, 300, _), ("close to 600", _, 600, _), ("30-odd", _, 30, _), ("at least some 40", 40, _, _),
        ("between 30 and 40", 30, _, 40), ("thirty to forty", 30, _, 40), ("200-300", 200, _, 300),
        ("from 10 to 20", 10, _, 20), ("two or three", 2, _, 3), ("three to four hundred", 300, _, 400),
        ("385,000 to 600,000", 385_000, _, 600_000), ("200 to 300 thousand", 200_000, _, 300_000),
        ("dozens", 24, _, 99), ("scores", 40, _, 99), ("hundreds", 100, _, 999), ("in the hundreds", 100, _, 999),
        ("thousands", 1000, _, 9999), ("in their thousands", 1000, _, 9999), ("tens of thousands", 10_000, _, 99_999),
        ("several hundred", 100, _, 999), ("at least several dozen", 24, _, _),
        ("several", _, _, _), ("many", _, _, _), ("a number of", _, _, _),
    ],
)  # fmt: skip
def test_parse(words: str, low: int | None, best: int | None, high: int | None) -> None:
    found = parse_quantity(words)
    assert found is not None
    assert (found.low, found.best, found.high) == (low, best, high)


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [("At least 5", "at least"), ("nearly  300", "nearly"), ("Dozens", "dozens"), ("several", "several"), ("17", None)],
)
def test_the_words_that_bend_it_are_kept(words: str, qualifier: str | None) -> None:
    found = parse_quantity(words)
    assert found is not None
    assert found.qualifier == qualifier


@pytest.mark.parametrize("words", ["", " ", "3.5", "two three", "people", "at least", "12 people", "1.200", "about"])
def test_what_is_no_whole_number_is_none(words: str) -> None:
    assert parse_quantity(words) is None


@given(st.integers(0, 10**9))
def test_figures_come_back(n: int) -> None:
    assert number(f"{n}") == number(f"{n:,}") == n


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse_quantity(text)
    if found and found.low is not None and found.high is not None:
        assert found.low <= found.high
