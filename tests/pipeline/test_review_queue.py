"""The queue: what is doubtful and what hangs on it come first, each reason told; what was judged is gone from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_record
from dateline.model.assertion import Candidate
from dateline.model.errors import NotFoundError, SettingError
from dateline.pipeline import queries, review
from dateline.pipeline.queries import Filters
from dateline.pipeline.review import Word
from dateline.pipeline.review.doubt import doubt_of, doubts
from dateline.pipeline.review.queue import reasons_for
from dateline.pipeline.review.views import Reason
from dateline.store import Record
from dateline.store import assertions as assertion_rows

WIRE, COPY, LATER, THIRD = (report for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]
ANNA = Word(by="Anna", on=date(2023, 3, 2))
BORIS = Word(by="Boris", on=date(2023, 3, 2))


def ids(page: Any) -> list[str]:
    return [item.assertion.assertion_id for item in page.rows]


def test_all_that_stands_is_in_it_the_most_doubtful_first(record: Record) -> None:
    page = review.queue(record)
    assert page.total == len(page.rows) == 8
    doubt = [round(item.doubt, 1) for item in page.rows]
    assert doubt == sorted(doubt, reverse=True)
    assert page.rows[0].assertion.assertion_id == STRIKE.assertion_id  # 60 % sure, at a place without a position
    first = page.rows[0]
    assert {each.rule for each in first.reasons if each.about == "doubt"} == {"confidence", "position", "day"}
    assert first.doubt == doubt_of(first.reasons)
    assert first.context.exact == STRIKE.evidence.exact
    assert first.report.report_id == THIRD.report_id
    consequence = [item.consequence for item in review.queue(record, order="consequence").rows]
    assert consequence == sorted(consequence, reverse=True)
    assert ids(review.queue(record, order="report")) == [a.assertion_id for a in queries.claims(record, Filters()).rows]


def test_each_reason_says_why_in_words(record: Record) -> None:
    rules = {item.assertion.assertion_id: {r.rule: r.words for r in item.reasons} for item in review.queue(record).rows}
    assert rules[SHELLING.assertion_id]["toll alone"] == "nobody else gives killed"
    assert rules[DENIAL.assertion_id]["denied"] == "it is denied: that is easily read as its opposite"
    assert rules[PROMISE.assertion_id]["status"] == "it is planned: that is easily read as done"
    assert rules[STRIKE.assertion_id]["alone"] == "the incident is there for this account alone"
    assert rules[HELD.assertion_id]["control"] == "it says who holds a place"
    assert rules[PROMISE.assertion_id]["no confidence"] if PROMISE.confidence is None else True


def test_pins_that_could_be_another_place_are_doubtful() -> None:
    where = {"lat": 1.0, "lon": 1.0, "admin1": "Elsewhere", "country": "UKR"}
    rival = Candidate(place_id="geonames:2", name="Kherson", score=0.3, **where)
    unsure = msgspec.structs.replace(SHELLING.places[0], score=0.35, candidates=(rival,))
    told = {r.rule: r for r in doubts(msgspec.structs.replace(SHELLING, places=(unsure,)))}
    assert told["pin"].weight == pytest.approx(0.3 * 0.65, abs=0.001)
    assert told["rival"].words == "Kherson could as well be Kherson, Elsewhere, UKR"


def test_of_a_rule_that_holds_often_only_the_weightiest_counts() -> None:
    many = msgspec.structs.replace(SHELLING, places=SHELLING.places * 5, tolls=SHELLING.tolls * 3)
    assert doubt_of(reasons_for(many, None)) == doubt_of(reasons_for(SHELLING, None))
    assert any(r.words.endswith(", and 2 more like it") for r in reasons_for(many, None))


@given(st.lists(st.floats(0, 1), max_size=8))
def test_doubt_stays_between_none_and_all_and_grows_with_each_reason(weights: list[float]) -> None:
    reasons = tuple(Reason(about="doubt", rule=str(n), words="", weight=w) for n, w in enumerate(weights))
    assert 0 <= doubt_of(reasons) <= 1
    assert doubt_of(reasons[:-1]) <= doubt_of(reasons)


def test_what_was_judged_is_gone_at_once_and_back_when_it_is_undone(record: Record) -> None:
    before = ids(review.queue(record))
    accepted = review.accept(record, SHELLING.assertion_id, ANNA)
    review.correct(record, STRIKE.assertion_id, {**msgspec.to_builtins(STRIKE), "certainty": "possible"}, ANNA)
    rest = [each for each in before if each not in (SHELLING.assertion_id, STRIKE.assertion_id)]
    assert ids(review.queue(record)) == rest
    waiting = {i.assertion.assertion_id: i for i in review.queue(record, state="all").rows}
    assert (waiting[STRIKE.assertion_id].state, waiting[STRIKE.assertion_id].pending) == ("corrected", True)
    assert [j.decided_by for j in waiting[SHELLING.assertion_id].reviews] == ["Anna"]
    review.apply(record)
    assert {*ids(review.queue(record))} == {*rest}
    done = {i.assertion.made_by: i for i in review.queue(record, state="all").rows}
    assert (done["person/Anna"].state, done["person/Anna"].pending) == ("corrected", False)
    review.undo(record, accepted.judgement.judgement_id, ANNA)
    assert SHELLING.assertion_id in ids(review.queue(record))


def test_a_second_reviewer_sees_what_the_first_has_judged(record: Record) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    assert SHELLING.assertion_id not in ids(review.queue(record))
    assert SHELLING.assertion_id not in ids(review.queue(record, reviewer="Anna"))
    assert SHELLING.assertion_id in ids(review.queue(record, reviewer="Boris"))
    review.apply(record)
    review.accept(record, SHELLING.assertion_id, BORIS)
    assert SHELLING.assertion_id not in ids(review.queue(record, reviewer="Boris"))


@pytest.mark.parametrize("order", ["doubt", "consequence", "report"])
def test_pages_joined_are_the_whole_queue_also_when_one_judges_in_between(record: Record, order: Any) -> None:
    whole = ids(review.queue(record, order=order))
    found: list[str] = []
    after = None
    while True:
        page = review.queue(record, order=order, limit=3, after=after)
        found += ids(page)
        after = page.next
        if after is None:
            break
        review.accept(record, after, ANNA)  # the cursor itself is gone from the queue
    assert found == whole


def test_of_one_report(record: Record) -> None:
    assert {*ids(review.queue(record, report=LATER.report_id))} == {
        each.assertion_id for each in (DENIAL, HELD, SHOT_DOWN)
    }


def test_what_cannot_be_asked(record: Record) -> None:
    with pytest.raises(SettingError, match="a queue by 'age' of 'unreviewed'"):
        review.queue(record, order="age")  # type: ignore[arg-type]
    with pytest.raises(NotFoundError, match="no report 'r_none'"):
        review.queue(record, report="r_none")
    with pytest.raises(NotFoundError, match="cannot go on after 'a_none'"):
        review.queue(record, after="a_none")
    with pytest.raises(SettingError, match="0 rows"):
        review.queue(record, limit=0)


def test_what_a_newer_reader_says_otherwise_is_in_it_again(record: Record) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    other = made_record.sealed(msgspec.structs.replace(SHELLING, certainty="possible"))
    with record.transaction():
        assertion_rows.add_reading(record, WIRE.report_id, "test/2", [other, PROMISE])
    review.apply(record)
    item = next(i for i in review.queue(record).rows if i.assertion.assertion_id == other.assertion_id)
    assert [j.verdict for j in item.reviews] == ["right"]
