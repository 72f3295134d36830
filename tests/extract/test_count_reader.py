"""What numbers count: which are asked about, and what holds of every toll that is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from reader_texts import DAYS, FEW, TEXTS, doc_of, fresh, quotes

from dateline.extract.count_reader import counted, read_counts, ruled_counts, seen_count
from dateline.reference.learned import learned


def asked(text: str) -> list[str]:
    return [mention.span.exact for mention in counted(doc_of(text))]


def test_plain_numbers_are_asked_about() -> None:
    assert asked("Four soldiers and 12 civilians died, and dozens fled.") == ["Four", "12", "dozens"]


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2014.",
        "The damage is put at $5 million.",
        "The front moved 40 km.",
        "Prices rose by 12%.",
        "They left at 07:30.",
        "They left on 3 May 2024.",
    ],
)
def test_years_money_distances_shares_and_days_count_nothing(text: str) -> None:
    assert asked(text) == []


@FEW
@given(TEXTS, DAYS)
def test_what_holds_of_every_toll(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    numbers = {mention.first: mention for mention in counted(doc)}
    measures = {*learned("counts").classes[1:], *(found.toll.measure for found in ruled_counts(doc).values())}
    for first, toll in read_counts(doc).items():
        assert first in numbers
        assert quotes(doc, toll)
        assert toll.evidence.start <= doc.tokens[first].start < toll.evidence.end
        assert toll.measure in measures
        bounds = [n for n in (toll.low, toll.best, toll.high) if n is not None]
        assert bounds == sorted(bounds)
        assert all(n >= 0 for n in bounds)


@FEW
@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_tolls(text: str, day: str | None) -> None:
    assert read_counts(fresh(text, day)) == read_counts(doc_of(text, day))


@FEW
@given(TEXTS)
def test_something_is_seen_of_every_number(text: str) -> None:
    doc = doc_of(text)
    ruled = ruled_counts(doc)
    for mention in counted(doc):
        names = seen_count(doc, mention, ruled)
        wanted = f"rule={ruled[mention.first].toll.measure}" if mention.first in ruled else "rule=none"
        assert names[0] == wanted
        assert names == seen_count(doc, mention, ruled)


def test_the_first_answer_is_that_a_number_counts_nothing() -> None:
    classes = learned("counts").classes
    assert classes[0] == "none"
    assert {"killed", "injured"} <= set(classes)


def test_a_text_without_numbers_has_no_tolls() -> None:
    assert read_counts(doc_of("The market reopened.")) == {}
