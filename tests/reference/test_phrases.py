"""Phrases found in running text: whole words, the longest, with offsets that are true to the text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dateline.reference.phrases import PhraseScanner, longest

WORDS = st.sampled_from(["air", "strike", "strikes", "air strike", "Kyiv", "ü", "İzmir", ",", "-"])
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=12).map(" ".join)


def found(text: str, *phrases: str, **options: bool) -> list[str]:
    return [text[s:e] for s, e, _ in PhraseScanner([(each, None) for each in phrases], **options).scan(text)]


def test_the_longest_phrase_wins() -> None:
    assert found("An air strike hit the air base", "air", "air strike", "strike") == ["air strike", "air"]


def test_a_longer_phrase_that_begins_later_takes_the_place_of_a_shorter() -> None:
    assert longest([(0, 5, "a"), (3, 12, "b"), (13, 14, "c")]) == [(3, 12, "b"), (13, 14, "c")]


def test_a_phrase_inside_a_word_is_not_found() -> None:
    assert found("airstrike, hairstrike, strikes", "strike", "air") == []


def test_a_plural_s_is_taken_along_where_asked_for() -> None:
    assert found("strikes and a strike", "strike", plural=True) == ["strikes", "strike"]
    assert found("strikesman", "strike", plural=True) == []


def test_case_counts_only_where_asked_for() -> None:
    assert found("The US told us", "US", cased=True) == ["US"]
    assert found("The US told us", "US") == ["US", "us"]


def test_letters_whose_lower_case_is_longer_do_not_shift_what_follows() -> None:
    text = "İİ shelled İzmir"
    assert found(text, "shelled") == ["shelled"]


def test_a_scanner_without_phrases_finds_nothing() -> None:
    assert PhraseScanner([]).scan("anything") == []


@given(TEXT)
def test_what_is_found_is_there_apart_and_whole(text: str) -> None:
    scanner = PhraseScanner([("air", 1), ("strike", 2), ("air strike", 3), ("kyiv", 4)], plural=True)
    reach = 0
    for start, end, payload in scanner.scan(text):
        words = {1: "air", 2: "strike", 3: "air strike", 4: "kyiv"}[payload]
        assert re.fullmatch(rf"{words}s?", text[start:end], re.IGNORECASE)
        assert start >= reach
        assert not text[start - 1 : start].isalnum()
        assert not text[end : end + 1].isalnum()
        reach = end
