"""Spans: the exact words under a value, and nothing else."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.model.errors import EvidenceError
from dateline.model.span import Span

TEXTS = st.text(min_size=1, max_size=80)
"""Of any characters: offsets count code points, so emoji, combining marks and lone surrogates count one each."""


@st.composite
def spans(draw: st.DrawFn, text: str | None = None) -> tuple[str, Span]:
    text = draw(TEXTS) if text is None else text
    start = draw(st.integers(0, len(text) - 1))
    return text, Span.of(text, start, draw(st.integers(start + 1, len(text))))


@given(spans())
def test_a_span_quotes_its_text(made: tuple[str, Span]) -> None:
    text, span = made
    assert text[span.start : span.end] == span.exact
    span.check(text, "here")


@given(spans(), st.data())
def test_one_changed_character_is_found(made: tuple[str, Span], data: st.DataObject) -> None:
    text, span = made
    at = data.draw(st.integers(span.start, span.end - 1))
    other = data.draw(st.characters())
    assume(other != text[at])
    with pytest.raises(EvidenceError, match="a_1: trigger") as caught:
        span.check(text[:at] + other + text[at + 1 :], "a_1: trigger")
    assert caught.value.remedy


@given(spans(), st.text(min_size=1, max_size=5))
def test_words_that_moved_are_found_unless_they_read_the_same(made: tuple[str, Span], before: str) -> None:
    text, span = made
    moved = before + text
    assume(moved[span.start : span.end] != span.exact)
    with pytest.raises(EvidenceError):
        span.check(moved, "here")


@given(TEXTS, st.integers(-5, 90), st.integers(-5, 90))
def test_a_span_outside_the_text_cannot_be_made(text: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(text):
        assert Span.of(text, start, end).exact == text[start:end]
    else:
        with pytest.raises(EvidenceError, match=r"Span\.of"):
            Span.of(text, start, end)


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(0, 3, "ab"), (0, 1, "ab"), (-1, 1, "ab"), (2, 2, ""), (3, 2, "a")]
)
def test_a_span_that_cannot_be_true_is_refused(start: int, end: int, exact: str) -> None:
    with pytest.raises(EvidenceError):
        Span(start=start, end=end, exact=exact)


def test_a_stored_span_is_checked_when_it_is_read() -> None:
    with pytest.raises((EvidenceError, msgspec.ValidationError)):
        msgspec.json.decode(b'{"start": 4, "end": 7, "exact": "four"}', type=Span)


@given(TEXTS.flatmap(lambda text: st.tuples(spans(text), spans(text))))
def test_sharing_and_holding(pair: tuple[tuple[str, Span], tuple[str, Span]]) -> None:
    (_, one), (_, two) = pair
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    assert one.overlaps(two) == two.overlaps(one) == bool(shared)
    assert one.contains(two) == (len(shared) == two.end - two.start)
