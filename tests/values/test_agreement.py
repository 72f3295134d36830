"""Krippendorff's alpha against the worked examples of his "Computing Krippendorff's Alpha-Reliability" (2011)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.values.agreement import alpha


def units(*coders: str) -> list[list[str]]:
    """One string a coder, one letter a unit; a point where they left it out."""
    return [[value for value in column if value != "."] for column in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        (("0100000010", "1110010000"), 0.095),  # A: binary data, two observers
        (("aabbdcccedda", "babbbccceddd"), 0.692),  # B: nominal data, two observers
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),  # C: four observers, missing data
    ],
)
def test_published_examples(coders: tuple[str, ...], expected: float) -> None:
    assert alpha(units(*coders)) == pytest.approx(expected, abs=0.0005)


def test_where_nothing_can_differ_there_is_no_alpha() -> None:
    assert alpha([]) is None
    assert alpha([["a"], ["b"]]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None


def test_less_than_chance_is_below_nothing() -> None:
    value = alpha([["a", "b"], ["b", "a"]])
    assert value is not None
    assert value < 0


VALUES = st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=12)


@given(VALUES)
def test_neither_the_order_of_units_nor_of_people_matters(given_units: list[list[str]]) -> None:
    shuffled = [sorted(each, reverse=True) for each in reversed(given_units)]
    one, other = alpha(given_units), alpha(shuffled)
    assert (one is None) == (other is None)
    if one is not None:
        assert other == pytest.approx(one)
        assert one <= 1 + 1e-9


@given(VALUES)
def test_alone_judged_units_count_for_nothing(given_units: list[list[str]]) -> None:
    assert alpha([*given_units, ["a"], ["b"], []]) == alpha(given_units)
