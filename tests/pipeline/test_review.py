"""A person accepts, corrects, rejects and adds: stored at once, shown once applied, undone without a trace."""

from __future__ import annotations

import io
import json
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bench.made_up_war import reports
from hypothesis import given, settings
from hypothesis import strategies as st

import made_record
from dateline.model.assertion import Assertion
from dateline.model.errors import EvidenceError, NotFoundError, RecordError, SettingError
from dateline.pipeline import judging, queries, review
from dateline.pipeline.brief.making import brief
from dateline.pipeline.export import export_record
from dateline.pipeline.queries import Filters
from dateline.pipeline.review import Word
from dateline.pipeline.verify import verify
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows

WIRE, COPY, LATER, THIRD = (report for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]
ANNA = Word(by="Anna", on=date(2023, 3, 2), note="read again")
BORIS = Word(by="Boris", on=date(2023, 3, 3))


def given_as(a: Assertion, **changes: Any) -> dict[str, Any]:
    """The assertion as a page sends it: JSON of a list, with what is derived in it, and with these changes."""
    return {**msgspec.to_builtins(a), "incident_id": "i_x", "review": {"state": "accepted"}, **changes}


def words(report: Any, exact: str) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(made_record.span(report, exact))
    return found


def five_killed() -> dict[str, Any]:
    toll = {**msgspec.to_builtins(SHELLING.tolls[0]), "best": 5}
    return given_as(SHELLING, tolls=[toll])


def a_school_damaged() -> dict[str, Any]:
    """What the made record's reader missed."""
    school = words(WIRE, "A school")
    return {
        "type": "event", "evidence": words(WIRE, "A school was damaged"), "trigger": words(WIRE, "damaged"),
        "sub_event_type": "Looting/property destruction",
        "places": [{"as_written": "Kherson", "place_id": "geonames:706448", "evidence": words(WIRE, "Kherson")}],
        "targets": [{"as_written": "A school", "category": "education", "evidence": school}],
    }  # fmt: skip


def exported(record: Record, as_of: date | None = None) -> list[dict[str, Any]]:
    """All rows but people's judgements."""
    out = io.BytesIO()
    export_record(record, "jsonl", out, Filters(as_of=as_of))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    return [row for row in rows if row["kind"] != "judgement" or row["decided_by"].startswith("rules/")]


def listed(record: Record, **filters: Any) -> dict[str, Assertion]:
    return {a.assertion_id: a for a in queries.claims(record, Filters(**filters)).rows}


# ---------------------------------------------------------------- what is stored


def test_a_word_is_stored_at_once_and_seen_as_pending(record: Record) -> None:
    before = exported(record)
    decided = review.correct(record, SHELLING.assertion_id, five_killed(), ANNA)
    assert decided.assertion is not None
    judgement, given_one = decided.judgement, decided.assertion
    assert (judgement.verdict, judgement.left, judgement.right) == (
        "corrected", SHELLING.assertion_id, given_one.assertion_id,
    )  # fmt: skip
    assert (judgement.decided_by, judgement.decided_at, judgement.note) == ("Anna", "2023-03-02", "read again")
    assert judgement.given_at is not None
    assert judgement.given_at.endswith("Z")
    assert (given_one.made_by, given_one.confidence, given_one.tolls[0].best) == ("person/Anna", None, 5)
    assert (given_one.review.state, given_one.incident_id) == ("corrected", None)
    assert exported(record) == before
    assert review.pending(record).judgements == (judgement,)
    applied = review.apply(record)
    assert applied is not None
    assert applied.words == 1
    assert review.pending(record).judgements == ()
    assert review.apply(record) is None


def test_a_correction_stands_in_the_place_of_what_was_read(record: Record) -> None:
    (before,) = queries.incidents(record, Filters(place="Kherson")).rows
    decided = review.correct(record, SHELLING.assertion_id, five_killed(), ANNA)
    review.apply(record)
    assert decided.assertion is not None
    claims = listed(record)
    assert SHELLING.assertion_id not in claims
    stands = claims[decided.assertion.assertion_id]
    assert (stands.review.state, stands.review.by, stands.review.at, stands.review.note) == (
        "corrected", "Anna", "2023-03-02", "read again",
    )  # fmt: skip
    (incident,) = queries.incidents(record, Filters(place="Kherson")).rows
    assert stands.incident_id == incident.incident_id
    assert len(incident.assertion_ids) == len(before.assertion_ids)
    assert [toll.best for toll in incident.tolls.values()] == [5]
    rows = exported(record)
    assert {row["assertion_id"] for row in rows if row["kind"] == "assertion"} == claims.keys()
    assert decided.assertion.assertion_id in listed(record, text="killing three people")
    daily = brief(record, date(2023, 2, 10))
    assert SHELLING.assertion_id not in msgspec.json.encode(daily).decode()
    assert verify(record).faults == ()
    why = queries.explain(record, decided.assertion.assertion_id)
    assert decided.judgement in why.judgements
    gone = queries.explain(record, SHELLING.assertion_id)
    assert (gone.assertions[0].review.state, decided.judgement in gone.judgements) == ("corrected", True)


def test_what_was_missed_stands_beside_the_others(record: Record) -> None:
    claims = listed(record)
    decided = review.add_missed(record, WIRE.report_id, a_school_damaged(), ANNA)
    review.apply(record)
    assert decided.assertion is not None
    found = listed(record)
    assert found.keys() == claims.keys() | {decided.assertion.assertion_id}
    added = found[decided.assertion.assertion_id]
    assert (added.review.state, added.event_type) == ("added", "Strategic developments")
    assert (added.places[0].name, added.places[0].country, added.places[0].lat is not None) == ("Kherson", "UKR", True)
    assert added.incident_id in {i.incident_id for i in queries.incidents(record, Filters(place="Kherson")).rows}
    assert [a.assertion_id for a in queries.report(record, WIRE.report_id).assertions] == [
        SHELLING.assertion_id, PROMISE.assertion_id, added.assertion_id,
    ]  # fmt: skip
    assert verify(record).faults == ()


def test_nothing_of_what_is_rejected_is_shown(record: Record) -> None:
    review.reject(record, STRIKE.assertion_id, ANNA)
    review.reject(record, HELD.assertion_id, ANNA)
    review.apply(record)
    assert "Volgograd" not in json.dumps([row for row in exported(record) if row["kind"] != "report"])
    assert queries.claims(record, Filters(text="oil depot")).total == 0
    assert [line.report_id for line in queries.control(record, Filters())] == [THIRD.report_id]
    (gone,) = queries.explain(record, STRIKE.assertion_id).assertions
    assert (gone.review.state, gone.review.by) == ("rejected", "Anna")
    assert verify(record).faults == ()


def test_control_that_is_corrected_is_held_by_the_other_side(record: Record) -> None:
    holder = {**msgspec.to_builtins(HELD.holder), "name": "Armed Forces of Russia", "country": "RUS"}
    review.correct(record, HELD.assertion_id, given_as(HELD, holder=holder), ANNA)
    review.apply(record)
    (line,) = (each for each in queries.control(record, Filters()) if each.report_id == LATER.report_id)
    assert line.holder is not None
    assert line.holder.name == "Armed Forces of Russia"


@pytest.mark.parametrize("day", ["2023-02-10", "2023-02-11", "2023-02-12", "2023-02-20"])
def test_a_correction_holds_for_all_days_from_the_reports_own_on(record: Record, day: str, tmp_path: Path) -> None:
    """Also where the layer of the day is made anew, because a report was withdrawn later."""
    then = date.fromisoformat(day)
    review.correct(record, SHELLING.assertion_id, five_killed(), ANNA)
    review.reject(record, SHOT_DOWN.assertion_id, ANNA)
    review.add_missed(record, WIRE.report_id, a_school_damaged(), ANNA)
    review.apply(record)
    with Record.open(tmp_path / "then.sqlite", create=True) as other:
        made_record.fill(other, [told for told in made_record.everything() if told[0].known_from <= day])
        review.correct(other, SHELLING.assertion_id, five_killed(), ANNA)
        if LATER.known_from <= day:
            review.reject(other, SHOT_DOWN.assertion_id, ANNA)
        review.add_missed(other, WIRE.report_id, a_school_damaged(), ANNA)
        review.apply(other)
        assert exported(record, then) == exported(other)
    judging.judge_wrong(record, THIRD.report_id, Word(by="Boris", on=date(2023, 4, 1)))
    with_withdrawn = [row for row in exported(record, then) if row.get("report_id") == WIRE.report_id]
    assert {row["review"]["state"] for row in with_withdrawn if row["kind"] == "assertion"} == {
        "corrected", "added", "unreviewed",
    }  # fmt: skip


# ---------------------------------------------------------------- two people


def test_of_two_reviewers_the_later_counts_and_both_are_kept(record: Record) -> None:
    first = review.correct(record, SHELLING.assertion_id, five_killed(), ANNA)
    second = review.accept(record, SHELLING.assertion_id, BORIS)
    review.apply(record)
    assert listed(record)[SHELLING.assertion_id].review.by == "Boris"
    review.undo(record, second.judgement.judgement_id, BORIS)
    review.apply(record)
    assert first.assertion is not None
    assert listed(record)[first.assertion.assertion_id].review.by == "Anna"
    assert {j.decided_by for j in judgement_rows.by_people(record)} == {"Anna", "Boris"}


def test_a_correction_can_be_corrected_accepted_and_rejected(record: Record) -> None:
    first = review.correct(record, SHELLING.assertion_id, five_killed(), ANNA).assertion
    assert first is not None
    assert review.accept(record, first.assertion_id, BORIS).assertion is not None
    review.apply(record)
    assert listed(record)[first.assertion_id].review == msgspec.structs.replace(
        first.review, state="accepted", by="Boris", at="2023-03-03", note=None
    )
    second = review.correct(record, first.assertion_id, given_as(first, certainty="possible"), BORIS).assertion
    review.apply(record)
    assert second is not None
    claims = listed(record)
    assert claims[second.assertion_id].certainty == "possible"
    assert {first.assertion_id, SHELLING.assertion_id}.isdisjoint(claims)
    review.reject(record, second.assertion_id, BORIS)
    review.apply(record)
    assert {first.assertion_id, second.assertion_id, SHELLING.assertion_id}.isdisjoint(listed(record))
    assert verify(record).faults == ()


def test_the_same_can_be_given_again_after_it_was_undone_but_not_twice(record: Record) -> None:
    first = review.add_missed(record, WIRE.report_id, a_school_damaged(), ANNA)
    with pytest.raises(SettingError, match="says this already"):
        review.add_missed(record, WIRE.report_id, a_school_damaged(), ANNA)
    review.undo(record, first.judgement.judgement_id, ANNA)
    again = review.add_missed(record, WIRE.report_id, a_school_damaged(), ANNA)
    review.apply(record)
    assert again.assertion is not None
    assert again.assertion.assertion_id in listed(record)
    given_one = five_killed()
    review.correct(record, SHELLING.assertion_id, given_one, ANNA)
    review.correct(record, SHELLING.assertion_id, given_one, ANNA)
    with pytest.raises(SettingError, match="says this already"):
        review.correct(record, PROMISE.assertion_id, a_school_damaged(), ANNA)


def test_what_people_said_is_looked_up_the_latest_first(record: Record) -> None:
    first = review.correct(record, SHELLING.assertion_id, five_killed(), ANNA)
    second = review.reject(record, STRIKE.assertion_id, BORIS)
    third = judging.judge_wrong(record, LATER.report_id, BORIS).judgement
    assert first.assertion is not None
    found = review.history(record)
    assert [j.judgement_id for j in found.rows] == [
        third.judgement_id, second.judgement.judgement_id, first.judgement.judgement_id,
    ]  # fmt: skip
    assert review.history(record, by="Anna").rows == (first.judgement,)
    assert review.history(record, about=first.assertion.assertion_id).rows == (first.judgement,)
    assert review.history(record, report=THIRD.report_id).rows == (second.judgement,)
    assert review.history(record, report=LATER.report_id).rows == (third,)
    page = review.history(record, limit=2)
    assert page.next == second.judgement.judgement_id
    assert review.history(record, after=page.next).rows == (first.judgement,)
    with pytest.raises(NotFoundError, match="cannot go on after"):
        review.history(record, after="j_none")


# ---------------------------------------------------------------- what people give is checked


def test_a_place_is_given_by_id_or_by_its_position(record: Record) -> None:
    written = words(WIRE, "Kherson")
    by_id = [{"as_written": "Kherson", "place_id": "geonames:700568", "evidence": written}]
    moved = review.correct(record, SHELLING.assertion_id, given_as(SHELLING, places=by_id), ANNA).assertion
    assert moved is not None
    (place,) = moved.places
    assert (place.name, place.level, place.country, place.score) == ("Mykolayiv", "settlement", "UKR", None)
    pin = [{"as_written": "Kherson", "lat": 46.6, "lon": 32.5, "km": 3, "evidence": written}]
    pinned = review.correct(record, SHELLING.assertion_id, given_as(SHELLING, places=pin), ANNA).assertion
    assert pinned is not None
    (place,) = pinned.places
    assert (place.place_id, place.lat, place.lon, place.km, place.level) == (None, 46.6, 32.5, 3, "point")


def test_a_place_that_is_left_as_it_was_is_not_pinned_by_the_way(record: Record) -> None:
    unsure = msgspec.structs.replace(SHELLING.places[0], lat=None, lon=None, score=0.2, reasons=("not sure enough",))
    read = made_record.sealed(msgspec.structs.replace(SHELLING, places=(unsure,)))
    with record.transaction():
        assertion_rows.add_reading(record, WIRE.report_id, "test/2", [read])
    shown = msgspec.to_builtins(read)
    corrected = review.correct(record, read.assertion_id, {**shown, "certainty": "possible"}, ANNA).assertion
    assert corrected is not None
    assert corrected.places == (unsure,)
    chosen = {key: shown["places"][0][key] for key in ("place_id", "as_written", "evidence")}
    pinned = review.correct(record, read.assertion_id, {**shown, "places": [chosen]}, ANNA).assertion
    assert pinned is not None
    assert (pinned.places[0].lat is not None, pinned.places[0].score) == (True, None)


def far(start: int, exact: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(exact), "exact": exact}


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"evidence": far(3, "Moscow")}, EvidenceError, r"evidence: given 'Moscow', the report has 'ee kil' at 3:9"),
        ({"trigger": far(9_999, "shelled")}, EvidenceError, "trigger: given 'shelled', the report has ''"),
        ({"trigger": {"start": 3, "end": 5, "exact": "shelled"}}, EvidenceError, "cannot quote 7 characters"),
        ({"tolls": [{"measure": "killed", "best": 3, "as_written": "x", "evidence": far(0, "x")}]}, EvidenceError,
         "tolls: given 'x', the report has 'T'"),
        ({"sub_event_type": "Bombing"}, SettingError, "there is no type 'Bombing'"),
        ({"event_type": "Battles"}, SettingError, "is of 'Explosions/Remote violence', not of 'Battles'"),
        ({"interaction": "HIT"}, SettingError, "there is no interaction 'HIT'"),
        ({"status": "done"}, SettingError, "this is not an assertion: Invalid enum value 'done'"),
        ({"trigger": None}, SettingError, "needs the words that name the act"),
        ({"places": [{"as_written": "K", "place_id": "geonames:0", "evidence": words(WIRE, "Kherson")}]}, SettingError,
         "no gazetteer has 'geonames:0'"),
        ({"places": [{"as_written": "K", "lat": 91, "lon": 3, "evidence": words(WIRE, "Kherson")}]}, SettingError,
         "not on the globe"),
        ({"places": [{"as_written": "K", "lat": 9, "evidence": words(WIRE, "Kherson")}]}, SettingError,
         "half a position"),
        ({"report_id": "r_other"}, SettingError, "of the report r_other, wanted r_"),
        ({}, SettingError, "says what the assertion says already"),
        ({"tolls": [{"measure": "killed", "low": 9, "best": 3, "as_written": "x", "evidence": words(WIRE, "three")}]},
         SettingError, "killed 9, 3, None are no low, best and high"),
    ],
)  # fmt: skip
def test_what_nobody_can_give_says_why_and_stores_nothing(
    record: Record, changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    stored = record.value("SELECT count(*) FROM assertions")
    with pytest.raises(error, match=message) as caught:
        review.correct(record, SHELLING.assertion_id, given_as(SHELLING, **changes), ANNA)
    assert caught.value.remedy  # type: ignore[attr-defined]
    assert judgement_rows.by_people(record) == []
    assert record.value("SELECT count(*) FROM assertions") == stored


def test_ids_names_and_records_that_cannot_be(record: Record) -> None:
    with pytest.raises(NotFoundError, match="no assertion 'a_none'"):
        review.accept(record, "a_none", ANNA)
    with pytest.raises(NotFoundError, match="no report 'r_none'"):
        review.add_missed(record, "r_none", a_school_damaged(), ANNA)
    with pytest.raises(SettingError, match="nobody is named"):
        review.accept(record, SHELLING.assertion_id, Word(by=" "))
    with pytest.raises(SettingError, match="still to come"):
        review.reject(record, SHELLING.assertion_id, Word(by="Anna", on=date(2999, 1, 1)))
    with pytest.raises(NotFoundError, match="nobody gave a word 'j_none'"):
        review.undo(record, "j_none", ANNA)
    made = judging.judge_pair(record, "same", SHELLING.assertion_id, STRIKE.assertion_id, ANNA)
    with pytest.raises(SettingError, match="is not on one assertion"):
        review.undo(record, made.judgement.judgement_id, ANNA)
    with Record.open(record.path) as reader, pytest.raises(RecordError, match="opened to be read only"):
        review.accept(reader, SHELLING.assertion_id, ANNA)


def test_verify_sees_a_word_without_its_assertion(record: Record) -> None:
    decided = review.correct(record, SHELLING.assertion_id, five_killed(), ANNA)
    assert decided.assertion is not None
    record.write("DROP TRIGGER assertions_stay")
    record.write("DELETE FROM assertions WHERE assertion_id = ?", (decided.assertion.assertion_id,))
    assert {fault.id for fault in verify(record).faults} == {decided.judgement.judgement_id}


# ---------------------------------------------------------------- the law

ASSERTIONS = st.sampled_from([SHELLING, DENIAL, HELD, SHOT_DOWN, STRIKE, PROMISE])
WORDS = st.one_of(
    st.tuples(st.sampled_from(["accept", "reject", "possible", "planned", "again"]), ASSERTIONS),
    st.tuples(st.sampled_from(["missed", "wrong report", "apply"]), st.none()),
    st.tuples(st.just("same"), st.tuples(st.sampled_from([SHELLING, DENIAL]), st.sampled_from([SHOT_DOWN, STRIKE]))),
)


def say(record: Record, said: tuple[str, Any], word: Word) -> str:
    """Gives a word, unless it cannot be given now; its id or ""."""
    what, about = said
    try:
        match what:
            case "accept":
                return review.accept(record, about.assertion_id, word).judgement.judgement_id
            case "reject":
                return review.reject(record, about.assertion_id, word).judgement.judgement_id
            case "possible" | "planned":
                change = {"certainty": "possible"} if what == "possible" else {"status": "planned"}
                new = given_as(about, **change)
                return review.correct(record, about.assertion_id, new, word).judgement.judgement_id
            case "again":  # whatever stands there now is put right once more
                shown = next(a for a in listed(record).values() if a.evidence == about.evidence)
                new = given_as(shown, certainty="probable")
                return review.correct(record, shown.assertion_id, new, word).judgement.judgement_id
            case "missed":
                return review.add_missed(record, WIRE.report_id, a_school_damaged(), word).judgement.judgement_id
            case "wrong report":
                return judging.judge_wrong(record, THIRD.report_id, word).judgement.judgement_id
            case "same":
                left, right = (each.assertion_id for each in about)
                return judging.judge_pair(record, "same", left, right, word).judgement.judgement_id
            case _:
                review.apply(record)
    except (SettingError, StopIteration):
        pass
    return ""


@settings(max_examples=25)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["Anna", "Boris"])), min_size=1, max_size=7), st.randoms())
def test_undoing_every_word_in_any_order_restores_the_whole_record(said: list[Any], order: Any) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite", create=True) as record:
        made_record.fill(record)
        before, then = exported(record), exported(record, date(2023, 2, 11))
        made = [id for each, by in said if (id := say(record, each, Word(by=by, on=date(2023, 3, 2))))]
        review.apply(record)
        assert verify(record).faults == ()
        order.shuffle(made)
        for each in made:
            judging.undo(record, each, ANNA)
        assert exported(record) == before
        assert exported(record, date(2023, 2, 11)) == then
        assert verify(record).faults == ()


# ---------------------------------------------------------------- speed


def test_a_decision_is_stored_quickly_on_a_thousand_reports(tmp_path: Path, small_heap: None) -> None:
    with Record.open(tmp_path / "war.sqlite", create=True) as record:
        told = list(reports(8_000, towns=200, days=300))
        with record.transaction():
            for report, found in told:
                report_rows.add(record, [report])
                assertion_rows.add_reading(record, report.report_id, "made up/1", found)
        assert len(told) >= 1000
        took = []
        for _, found in told[:40]:
            start = time.perf_counter()
            review.correct(record, found[0].assertion_id, given_as(found[0], certainty="possible"), ANNA)
            took.append(time.perf_counter() - start)
        assert sorted(took)[len(took) // 2] < 0.05
