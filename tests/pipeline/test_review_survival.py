"""What people decided holds when a newer reader reads the report again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_record
from dateline.model.assertion import Assertion, sealed
from dateline.pipeline import judging, queries, reading, review
from dateline.pipeline.build import BuildOptions, build
from dateline.pipeline.derive import rebuild
from dateline.pipeline.gazetteer import add_places
from dateline.pipeline.queries import Filters
from dateline.pipeline.review import Word
from dateline.pipeline.verify import verify
from dateline.reference.sample import sample_reports
from dateline.store import Record
from dateline.store import assertions as assertion_rows

WIRE, COPY, LATER, THIRD = (report for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]
ANNA = Word(by="Anna", on=date(2023, 3, 2))
BORIS = Word(by="Boris", on=date(2023, 3, 2))


def newer(a: Assertion, **changes: Any) -> Assertion:
    """As a newer reader gives it: another maker and chance, so another id, and these changes."""
    return sealed(msgspec.structs.replace(a, made_by="rules/test/2", confidence=0.8, **changes))


def read_again(record: Record, *found: Assertion) -> None:
    """A newer reading of each report of which an assertion is given; other reports stay as they were read."""
    with record.transaction():
        for report_id in sorted({a.report_id for a in found}):
            those = [a for a in found if a.report_id == report_id]
            assertion_rows.add_reading(record, report_id, "test/2", those)
    rebuild(record)


def stands(record: Record, report: Any = WIRE) -> dict[str, Assertion]:
    return {a.assertion_id: a for a in queries.report(record, report.report_id).assertions}


def given_as(a: Assertion, **changes: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(a), **changes}


def missed() -> dict[str, Any]:
    evidence = made_record.span(WIRE, "A school was damaged")
    return {
        "type": "event", "evidence": msgspec.to_builtins(evidence), "sub_event_type": "Looting/property destruction",
        "trigger": msgspec.to_builtins(made_record.span(WIRE, "damaged")),
    }  # fmt: skip


# ---------------------------------------------------------------- each rule of the contract


def test_accepted_and_rejected_hold_for_the_same_values(record: Record) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    review.reject(record, PROMISE.assertion_id, ANNA)
    read_again(record, again := newer(SHELLING), newer(PROMISE))
    (one,) = stands(record).values()
    assert (one.assertion_id, one.review.state, one.review.by) == (again.assertion_id, "accepted", "Anna")
    assert verify(record).faults == ()


def test_other_values_were_never_judged(record: Record) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    review.reject(record, PROMISE.assertion_id, ANNA)
    read_again(record, newer(SHELLING, certainty="possible"), newer(PROMISE, status="actual"))
    assert [a.review.state for a in stands(record).values()] == ["unreviewed", "unreviewed"]


def test_a_correction_holds_always_whatever_is_read_there_now(record: Record) -> None:
    toll = msgspec.structs.replace(SHELLING.tolls[0], best=5)
    given_one = review.correct(
        record, SHELLING.assertion_id, given_as(SHELLING, tolls=[msgspec.to_builtins(toll)]), ANNA
    ).assertion
    assert given_one is not None
    review.apply(record)
    before = stands(record)
    wider = made_record.span(WIRE, WIRE.text[WIRE.text.index("Russian") : WIRE.text.index(" said on")])
    read_again(record, newer(SHELLING, evidence=wider, certainty="possible", tolls=()), PROMISE)
    assert stands(record).keys() == before.keys()
    assert stands(record)[given_one.assertion_id].review.state == "corrected"
    read_again(record, PROMISE)  # nothing is read there any more
    assert stands(record).keys() == before.keys()
    read_again(record, SHELLING, PROMISE)  # and the former reader again
    assert stands(record).keys() == before.keys()


def test_what_was_added_stays_and_is_not_there_twice_when_it_is_read_after_all(record: Record) -> None:
    added = review.add_missed(record, WIRE.report_id, missed(), ANNA).assertion
    assert added is not None
    read_again(record, newer(SHELLING), newer(PROMISE))
    assert added.assertion_id in stands(record)
    assert len(stands(record)) == 3
    found = sealed(msgspec.structs.replace(added, made_by="rules/test/2", confidence=0.7, certainty="possible"))
    read_again(record, newer(SHELLING), newer(PROMISE), found)
    assert added.assertion_id in stands(record)
    assert found.assertion_id not in stands(record)
    assert len(stands(record)) == 3


def test_what_is_added_beside_an_event_of_the_same_clause_takes_no_place(record: Record) -> None:
    """It was missed beside what was read: a newer reading of that is its own successor."""
    beside = given_as(SHELLING, trigger=msgspec.to_builtins(made_record.span(WIRE, "killing")), tolls=[], date=None)
    added = review.add_missed(record, WIRE.report_id, beside, ANNA).assertion
    assert added is not None
    read_again(record, again := newer(SHELLING), newer(PROMISE))
    assert {added.assertion_id, again.assertion_id} < stands(record).keys()


def test_same_and_different_hold_for_what_is_read_in_their_place(record: Record) -> None:
    judging.judge_pair(record, "same", SHELLING.assertion_id, STRIKE.assertion_id, ANNA)
    (strike_incident,) = (
        i for i in queries.incidents(record, Filters()).rows if SHOT_DOWN.assertion_id in i.assertion_ids
    )
    judging.judge_pair(record, "same", strike_incident.incident_id, SHELLING.assertion_id, ANNA)
    joined = {SHELLING.assertion_id, STRIKE.assertion_id, SHOT_DOWN.assertion_id}
    assert any(joined <= {*i.assertion_ids} for i in queries.incidents(record, Filters()).rows)
    again = [newer(each) for each in (SHELLING, PROMISE, DENIAL, HELD, SHOT_DOWN, CAPTURED, STRIKE)]
    read_again(record, *again)
    renewed = {again[0].assertion_id, again[4].assertion_id, again[6].assertion_id}
    assert any(renewed <= {*i.assertion_ids} for i in queries.incidents(record, Filters()).rows)
    about = queries.explain(record, again[6].assertion_id).judgements
    assert [j.right for j in about if j.decided_by == "Anna"] == [STRIKE.assertion_id]


def test_a_grade_holds_for_the_incident_of_what_is_read_now(record: Record) -> None:
    (before,) = queries.incidents(record, Filters(place="Volgograd")).rows
    judging.grade_incident(record, before.incident_id, "admiralty", "B2", ANNA)
    read_again(record, newer(CAPTURED), newer(STRIKE))
    (after,) = queries.incidents(record, Filters(place="Volgograd")).rows
    assert after.incident_id != before.incident_id
    assert after.grades[-1].given == "B2"
    assert any(j.verdict == "graded" for j in queries.explain(record, after.incident_id).judgements)


def test_same_and_different_hold_for_a_correction_too(record: Record) -> None:
    judging.judge_pair(record, "same", SHELLING.assertion_id, STRIKE.assertion_id, ANNA)
    corrected = review.correct(record, STRIKE.assertion_id, given_as(STRIKE, certainty="possible"), ANNA).assertion
    assert corrected is not None
    review.apply(record)
    assert any(
        {SHELLING.assertion_id, corrected.assertion_id} <= {*i.assertion_ids}
        for i in queries.incidents(record, Filters()).rows
    )


def test_corrections_of_two_readings_of_one_place_are_one(record: Record) -> None:
    first = review.correct(record, SHELLING.assertion_id, given_as(SHELLING, status="planned"), ANNA).assertion
    again = newer(SHELLING, tolls=())
    read_again(record, again, newer(PROMISE))
    second = review.correct(record, again.assertion_id, given_as(again, certainty="probable"), BORIS).assertion
    read_again(record, SHELLING, PROMISE)
    assert first is not None
    assert second is not None
    assert second.assertion_id in stands(record)
    assert {first.assertion_id, SHELLING.assertion_id}.isdisjoint(stands(record))


def test_what_was_read_and_accepted_stays_where_nothing_is_read_now(record: Record) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    read_again(record, newer(PROMISE))
    assert stands(record)[SHELLING.assertion_id].review.state == "accepted"


# ---------------------------------------------------------------- the law

READ = [SHELLING, PROMISE, DENIAL, HELD, SHOT_DOWN, CAPTURED, STRIKE]


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.sampled_from(["accept", "reject", "correct"]), st.sampled_from(READ)), max_size=6),
    st.lists(st.booleans(), min_size=len(READ), max_size=len(READ)),
    st.booleans(),
)
def test_a_reading_that_says_the_same_changes_nothing_that_people_decided(
    said: list[tuple[str, Assertion]], renewed: list[bool], add: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite", create=True) as record:
        made_record.fill(record)
        for n, (what, about) in enumerate(said):
            match what:
                case "accept":
                    review.accept(record, about.assertion_id, ANNA)
                case "reject":
                    review.reject(record, about.assertion_id, ANNA)
                case _:
                    given_one = given_as(about, weapons=[], certainty=["possible", "probable"][n % 2], targets=[])
                    review.correct(record, about.assertion_id, given_one, ANNA)
        if add:
            review.add_missed(record, WIRE.report_id, missed(), ANNA)
        review.apply(record)
        before = shown(record)
        read_again(record, *(newer(a) if again else a for a, again in zip(READ, renewed, strict=True)))
        assert shown(record) == before
        assert verify(record).faults == ()
        once = queries.claims(record, Filters()).rows
        assert rebuild(record, force=True)
        assert queries.claims(record, Filters()).rows == once


def shown(record: Record) -> list[Any]:
    """What stands and what was decided of it, without who read it."""
    rows = queries.claims(record, Filters()).rows
    plain = (
        msgspec.structs.replace(
            a, assertion_id="", made_by="", confidence=None, incident_id=None, disputed_by=(), answers=()
        )
        for a in rows
    )
    found: list[Any] = sorted(map(msgspec.json.encode, plain))
    return [*found, sorted(len(i.assertion_ids) for i in queries.incidents(record, Filters()).rows)]


# ---------------------------------------------------------------- with the real reader

STEMS = ("krm-wire", "gs-evening", "redsea-wire")
OPTIONS = BuildOptions(ingested_on=date(2025, 11, 14))
RIVALS = "Settlement,Latitude,Lng,Country\nKramatorsk,10.5,20.1,TD\nBakhmut,10.6,20.2,TD\nKupiansk,10.7,20.3,TD\n"


def forget_the_gazetteer() -> None:
    for cached in (reading.reader_fingerprint, reading._gazetteer):
        cached.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No gazetteer of the user's own, until one is added."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    forget_the_gazetteer()
    yield tmp_path
    monkeypatch.undo()
    forget_the_gazetteer()


def test_decisions_outlive_a_reader_with_another_gazetteer(home: Path) -> None:
    """Every place that it knows more towns of the name of is weighed anew, so its assertions have other ids."""
    texts = home / "texts"
    texts.mkdir()
    for path in sample_reports():
        if path.stem in STEMS:
            shutil.copy(path, texts)
    db = home / "real.sqlite"
    build([str(texts)], db, OPTIONS)
    with Record.open(db, write=True) as record:
        events = queries.events(record, Filters(), limit=1000).rows
        in_question = [
            a for a in events if any(p.as_written in ("Kramatorsk", "Bakhmut", "Kupiansk") for p in a.places)
        ]
        assert len(in_question) >= 3
        accepted, corrected, rejected = in_question[:3]
        review.accept(record, accepted.assertion_id, ANNA)
        given_one = review.correct(
            record, corrected.assertion_id, given_as(corrected, certainty="possible", status="planned"), ANNA
        ).assertion
        review.reject(record, rejected.assertion_id, ANNA)
        review.apply(record)
    table = home / "rivals.csv"
    table.write_text(RIVALS, encoding="utf-8")
    add_places(table)
    forget_the_gazetteer()
    again = build([], db, OPTIONS)
    assert again.read == len(STEMS)
    with Record.open(db) as record:
        assert given_one is not None
        found = {a.assertion_id: a for a in queries.claims(record, Filters(), limit=1000).rows}
        gone = {a.assertion_id for a in in_question} - found.keys()
        assert gone >= {accepted.assertion_id, corrected.assertion_id, rejected.assertion_id}
        assert found[given_one.assertion_id].review.state == "corrected"
        at = {(a.evidence, a.trigger): a for a in found.values() if a.type == "event"}
        assert at[corrected.evidence, corrected.trigger].assertion_id == given_one.assertion_id
        assert at[accepted.evidence, accepted.trigger].review.state == "accepted"
        assert at[accepted.evidence, accepted.trigger].made_by == accepted.made_by
        assert (rejected.evidence, rejected.trigger) not in at
        assert verify(record).faults == ()
