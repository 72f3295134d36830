"""Which assertion of a newer reading takes the place of a former one: one each, whatever the order, by words alone."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_record
from dateline.merge.succession import same_values, succession
from dateline.model.assertion import Assertion, PlaceRef, sealed
from dateline.model.span import Span

SHELLING, PROMISE = made_record.wire()[1]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
REPORT = made_record.wire()[0]


def again(a: Assertion, **changes: Any) -> Assertion:
    return sealed(msgspec.structs.replace(a, **changes))


def test_what_is_read_alike_is_its_own_successor() -> None:
    assert succession([SHELLING, PROMISE], [PROMISE, SHELLING]) == {
        SHELLING.assertion_id: SHELLING.assertion_id, PROMISE.assertion_id: PROMISE.assertion_id,
    }  # fmt: skip


def test_the_same_act_with_other_values_and_other_evidence_takes_its_place() -> None:
    wider = made_record.span(REPORT, REPORT.text[REPORT.text.index("Russian") : REPORT.text.index(", governor")])
    new = again(SHELLING, evidence=wider, certainty="probable", tolls=(), made_by="rules/test/2")
    assert succession([SHELLING, PROMISE], [new]) == {SHELLING.assertion_id: new.assertion_id}


def test_another_act_in_the_same_words_does_not() -> None:
    other = again(
        SHELLING, trigger=made_record.span(REPORT, "killing"), sub_event_type="Attack",
        event_type="Violence against civilians",
    )  # fmt: skip
    assert succession([SHELLING], [other]) == {}
    assert succession([SHELLING], [again(PROMISE, made_by="rules/test/2")]) == {}


def test_of_two_in_one_sentence_each_finds_its_own() -> None:
    killing = again(SHELLING, trigger=made_record.span(REPORT, "killing"), tolls=())
    newer = [again(each, made_by="rules/test/2") for each in (SHELLING, killing)]
    for old in ([SHELLING, killing], [killing, SHELLING]):
        for new in (newer, newer[::-1]):
            assert succession(old, new) == {
                SHELLING.assertion_id: newer[0].assertion_id, killing.assertion_id: newer[1].assertion_id,
            }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"made_by": "rules/test/2", "confidence": 0.1}, True),
        ({"hedges": (made_record.span(REPORT, "said"),)}, True),
        ({"certainty": "possible"}, False),
        ({"tolls": ()}, False),
        ({"places": (PlaceRef(as_written="Kherson", evidence=made_record.span(REPORT, "Kherson")),)}, False),
        ({"places": tuple(msgspec.structs.replace(p, score=0.3, candidates=()) for p in SHELLING.places)}, True),
    ],
)
def test_values_are_the_same_whatever_they_came_from(changes: dict[str, Any], same: bool) -> None:
    assert same_values(SHELLING, again(SHELLING, **changes)) is same


def test_what_a_statement_says_is_its_words() -> None:
    shorter = Span.of(REPORT.text, PROMISE.evidence.start, PROMISE.evidence.end - 1)
    assert not same_values(PROMISE, again(PROMISE, evidence=shorter))


# ---------------------------------------------------------------- the law

TEXT = "".join(chr(97 + n % 26) for n in range(60))


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    start = draw(st.integers(0, 50))
    end = draw(st.integers(start + 1, 60))
    at = draw(st.integers(start, end - 1))
    trigger = Span.of(TEXT, at, at + 1) if draw(st.booleans()) else None
    return sealed(
        Assertion(
            report_id="r_1", type=draw(st.sampled_from(["event", "statement"])), evidence=Span.of(TEXT, start, end),
            trigger=trigger, sub_event_type=draw(st.sampled_from(["Attack", "Armed clash"])), made_by="rules/made/1",
        )
    )  # fmt: skip


READING = st.lists(assertions(), max_size=8, unique_by=lambda a: a.assertion_id)


@given(READING, READING, st.randoms(use_true_random=False))
def test_each_takes_one_place_at_most_and_the_order_of_readings_is_nothing(
    old: list[Assertion], new: list[Assertion], chance: Any
) -> None:
    found = succession(old, new)
    assert len(set(found.values())) == len(found)
    assert found.keys() <= {a.assertion_id for a in old}
    assert {*found.values()} <= {a.assertion_id for a in new}
    both = {a.assertion_id for a in old} & {a.assertion_id for a in new}
    assert all(found[each] == each for each in both)
    kinds = {a.assertion_id: a.type for a in (*old, *new)}
    assert all(kinds[one] == kinds[other] for one, other in found.items())
    chance.shuffle(old)
    chance.shuffle(new)
    assert succession(old, new) == found


@given(READING)
def test_a_reading_that_only_has_another_maker_succeeds_it_one_by_one(old: list[Assertion]) -> None:
    newer = {a.assertion_id: again(a, made_by="rules/made/2") for a in old}
    found = succession(old, list(newer.values()))
    for a in old:
        successor = next(n for n in newer.values() if n.assertion_id == found[a.assertion_id])
        assert same_values(a, successor)
