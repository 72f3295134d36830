"""A person's word: what it changes, that undoing it restores exactly what was, and what cannot be judged."""

from __future__ import annotations

import io
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_record
from dateline.model.errors import NotFoundError, RecordError, SettingError
from dateline.pipeline import judging, queries
from dateline.pipeline.derive import Derived, rebuild
from dateline.pipeline.export import export_record
from dateline.pipeline.judging import Word
from dateline.pipeline.queries import Filters, judgement_lists
from dateline.pipeline.unfinished import unfinished
from dateline.pipeline.verify import verify
from dateline.store import Record
from dateline.store import judgements as judgement_rows
from dateline.store.lock import building

WIRE, COPY, LATER, THIRD = (report.report_id for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
COPIED = made_record.copy()[1][0]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]
CODER = Word(by="A. Coder", on=date(2023, 3, 2), note="checked by hand")


def exported(record: Record, as_of: date | None = None) -> list[dict[str, Any]]:
    """All rows but people's judgements."""
    out = io.BytesIO()
    export_record(record, "jsonl", out, Filters(as_of=as_of))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    return [row for row in rows if row["kind"] != "judgement" or row["decided_by"].startswith("rules/")]


def incident_of(record: Record, assertion_id: str) -> str:
    (incident,) = (each for each in queries.incidents(record, Filters()).rows if assertion_id in each.assertion_ids)
    return incident.incident_id


def test_same_joins_and_different_parts_and_both_say_so(record: Record) -> None:
    denied, shot_down = incident_of(record, DENIAL.assertion_id), incident_of(record, SHOT_DOWN.assertion_id)
    judged = judging.judge_pair(record, "same", DENIAL.assertion_id, SHOT_DOWN.assertion_id, CODER)
    (joined,) = judged.changes
    assert (joined.kind, set(joined.before), joined.after) == ("joined", {denied, shot_down}, (denied,))
    assert incident_of(record, SHOT_DOWN.assertion_id) == denied
    apart = judging.judge_pair(record, "different", SHELLING.assertion_id, DENIAL.assertion_id, CODER)
    (parted,) = apart.changes
    assert (parted.kind, parted.before) == ("parted", (denied,))
    assert len(parted.after) == 2
    assert judgement_rows.judgement(record, apart.judgement.judgement_id) == apart.judgement
    assert apart.judgement.note == "checked by hand"


def test_incidents_can_be_judged_and_stand_for_what_founded_them(record: Record) -> None:
    left, right = incident_of(record, SHELLING.assertion_id), incident_of(record, STRIKE.assertion_id)
    judging.judge_pair(record, "same", left, right, CODER)
    assert incident_of(record, STRIKE.assertion_id) == incident_of(record, SHELLING.assertion_id) == left


def test_of_two_words_of_one_day_the_later_holds_however_often_it_is_changed(record: Record) -> None:
    before = exported(record)
    for _ in range(3):
        judging.judge_pair(record, "different", SHELLING.assertion_id, DENIAL.assertion_id, CODER)
        assert incident_of(record, SHELLING.assertion_id) != incident_of(record, DENIAL.assertion_id)
        judging.judge_pair(record, "same", SHELLING.assertion_id, DENIAL.assertion_id, CODER)
        assert incident_of(record, SHELLING.assertion_id) == incident_of(record, DENIAL.assertion_id)
    numbers = sorted(j.number or 0 for j in judgement_rows.by_people(record))
    assert numbers == [1, 2, 3, 4, 5, 6]
    for each in judgement_rows.by_people(record):
        judging.undo(record, each.judgement_id, CODER)
    assert exported(record) == before


def test_the_same_word_can_be_given_again_after_it_was_undone(record: Record) -> None:
    first = judging.judge_wrong(record, DENIAL.assertion_id, CODER)
    judging.undo(record, first.judgement.judgement_id, CODER)
    second = judging.judge_wrong(record, DENIAL.assertion_id, CODER)
    assert second.judgement.judgement_id != first.judgement.judgement_id
    assert DENIAL.assertion_id not in {a.assertion_id for a in queries.claims(record, Filters()).rows}
    (denial,) = queries.explain(record, DENIAL.assertion_id).assertions
    assert (denial.review.state, denial.review.by, denial.incident_id) == ("rejected", "A. Coder", None)


# ---------------------------------------------------------------- a report that is withdrawn


def test_a_withdrawn_report_counts_for_nothing_and_is_never_silently_gone(record: Record) -> None:
    judged = judging.judge_wrong(record, THIRD, CODER)
    assert [change.kind for change in judged.changes] == ["gone"]
    rows = exported(record)
    (report,) = (row for row in rows if row["kind"] == "report" and row["report_id"] == THIRD)
    assert report["withdrawn_on"] == "2023-03-02"
    assert {row["withdrawn_on"] for row in rows if row["kind"] == "report" and row["report_id"] != THIRD} == {None}
    assert THIRD not in {row["report_id"] for row in rows if row["kind"] == "assertion"}
    assert "Volgograd" not in json.dumps([row for row in rows if row["kind"] in ("incident", "place")])
    for listed in (queries.claims, queries.events):
        page = listed(record, Filters())
        assert THIRD not in {row.report_id for row in page.rows}
        assert page.total == len(page.rows)
    assert [line.report_id for line in queries.control(record, Filters())] == [LATER]
    assert queries.claims(record, Filters(text="oil depot")).total == 0
    assert queries.claims(record, Filters(place="Volgograd")).total == 0
    assert queries.timeline(record, Filters(), by="month")[0].total == 1
    overview = queries.overview(record)
    assert (overview.reports, overview.withdrawn, overview.assertions["control"]) == (4, 1, 1)
    assert verify(record).faults == ()


def test_a_withdrawn_report_can_still_be_explained(record: Record) -> None:
    judged = judging.judge_wrong(record, THIRD, CODER)
    found = queries.explain(record, THIRD)
    assert (found.reports[0].withdrawn_on, found.judgements) == ("2023-03-02", (judged.judgement,))
    strike = queries.explain(record, STRIKE.assertion_id)
    assert (strike.reports[0].withdrawn_on, strike.assertions[0].incident_id) == ("2023-03-02", None)
    assert queries.report(record, THIRD).report.withdrawn_on == "2023-03-02"


@pytest.mark.parametrize(("day", "counts"), [("2023-03-01", True), ("2023-03-02", False), ("2024-01-01", False)])
def test_until_the_day_of_its_withdrawal_a_report_counts(record: Record, day: str, counts: bool) -> None:
    then = date.fromisoformat(day)
    before = exported(record, then)
    judging.judge_wrong(record, THIRD, CODER)
    after = exported(record, then)
    assert (after == before) is counts
    assert (queries.claims(record, Filters(as_of=then)).total == 8) is counts
    assert (queries.incidents(record, Filters(as_of=then)).total == 3) is counts
    (report,) = (row for row in after if row["kind"] == "report" and row["report_id"] == THIRD)
    assert report["withdrawn_on"] == (None if counts else "2023-03-02")


def test_a_copy_of_a_withdrawn_report_stands_for_itself(record: Record) -> None:
    judging.judge_wrong(record, WIRE, CODER)
    copy = next(head for head in queries.reports(record).rows if head.report_id == COPY)
    assert copy.duplicate_of is None
    assert incident_of(record, COPIED.assertion_id)
    assert verify(record).faults == ()


def test_the_export_tells_of_the_withdrawal_as_of_a_later_day_too(record: Record) -> None:
    judging.judge_wrong(record, WIRE, CODER)
    judging.judge_wrong(record, THIRD, Word(by="B", on=date(2023, 4, 1)))
    out = io.BytesIO()
    export_record(record, "jsonl", out, Filters(as_of=date(2023, 3, 20)))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {row["left"] for row in rows if row["kind"] == "judgement" and row["verdict"] == "wrong"} == {WIRE, THIRD}


# ---------------------------------------------------------------- sources and grades


def test_a_sources_reliability_shows_and_grades_what_it_tells(record: Record) -> None:
    before = {each.name: each for each in queries.sources(record)}
    prokudin = before["Oleksandr Prokudin"]
    assert (prokudin.reports, prokudin.stories, prokudin.assertions) == (2, 1, 3)
    assert (prokudin.speaks, prokudin.publishes, prokudin.country, prokudin.category) == (
        True,
        False,
        "UKR",
        "official",
    )
    assert (before["Example Wire"].reports, before["Example Wire"].assertions) == (2, 4)
    assert {each.reliability for each in before.values()} == {"F"}
    judged = judging.grade_source(record, "OLEKSANDR PROKUDIN", "b", CODER)
    assert [change.kind for change in judged.changes] == ["changed"]
    (shelling,) = queries.incidents(record, Filters(place="Kherson")).rows
    admiralty = shelling.grades[-1]
    assert (admiralty.scheme, admiralty.suggested) == ("admiralty", "B4")
    assert "Oleksandr Prokudin in Example Wire is usually reliable (B), by A. Coder on 2023-03-02" in admiralty.reasons
    judging.grade_source(record, "Oleksandr Prokudin", "D", CODER)
    (line,) = (each for each in queries.sources(record) if each.name == "Oleksandr Prokudin")
    assert (line.reliability, line.graded_by, line.note) == ("D", "A. Coder", "checked by hand")


def test_a_grade_that_a_person_gives_is_kept_beside_the_suggestion(record: Record) -> None:
    (before,) = queries.incidents(record, Filters(place="Kherson")).rows
    judged = judging.grade_incident(record, before.incident_id, "airwars", "fair", CODER)
    (after,) = queries.incidents(record, Filters(place="Kherson")).rows
    assert after.grade
    assert before.grade
    assert (after.grade.suggested, after.grade.given, before.grade.given) == (before.grade.suggested, "Fair", None)
    assert judged.judgement in queries.explain(record, before.incident_id).judgements


def test_a_narrowed_export_has_the_grades_given_in_it(record: Record) -> None:
    judging.grade_incident(record, incident_of(record, STRIKE.assertion_id), "admiralty", "a1", CODER)
    judging.grade_incident(record, incident_of(record, SHELLING.assertion_id), "admiralty", "c2", CODER)
    out = io.BytesIO()
    export_record(record, "jsonl", out, Filters(place="Volgograd"))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["grade"] for row in rows if row["kind"] == "judgement" and row["verdict"] == "graded"] == ["A1"]


# ---------------------------------------------------------------- the law

ASSERTIONS = st.sampled_from([SHELLING, COPIED, DENIAL, SHOT_DOWN, STRIKE]).map(lambda a: a.assertion_id)
WORDS = st.one_of(
    st.tuples(st.sampled_from(["same", "different"]), ASSERTIONS, ASSERTIONS).filter(lambda w: w[1] != w[2]),
    st.tuples(st.sampled_from(["right", "wrong"]), ASSERTIONS),
    st.tuples(st.just("wrong"), st.sampled_from([WIRE, COPY, LATER, THIRD])),
    st.tuples(st.just("source"), st.sampled_from(["Example Wire", "The defence ministry"]), st.sampled_from("ABCDEF")),
    st.tuples(st.just("grade"), st.sampled_from(["Fair", "Weak", "Discounted"])),
)


def say(record: Record, said: tuple[str, ...], on: date) -> str:
    """Gives a judgement, unless it cannot be given now; its id or ""."""
    word = Word(by="A. Coder", on=on)
    try:
        match said:
            case ("same" | "different") as verdict, left, right:
                judged = judging.judge_pair(record, verdict, left, right, word)  # type: ignore[arg-type]
            case "right", id:
                judged = judging.judge_right(record, id, word)
            case "wrong", id:
                judged = judging.judge_wrong(record, id, word)
            case "source", name, letter:
                judged = judging.grade_source(record, name, letter, word)
            case _, value:
                first = queries.incidents(record, Filters()).rows[0].incident_id
                judged = judging.grade_incident(record, first, "airwars", value, word)
    except (SettingError, NotFoundError, IndexError):
        return ""
    return judged.judgement.judgement_id


@settings(max_examples=12)
@given(st.lists(st.tuples(WORDS, st.dates(date(2023, 2, 9), date(2023, 3, 9))), min_size=1, max_size=5), st.randoms())
def test_undoing_every_word_in_any_order_restores_the_whole_record(words: list[Any], order: Any) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite", create=True) as record:
        made_record.fill(record)
        before, then = exported(record), exported(record, date(2023, 2, 11))
        made = [id for said, on in words if (id := say(record, said, on))]
        order.shuffle(made)
        for each in made:
            judging.undo(record, each, Word(by="B. Coder", on=date(2023, 4, 1)))
        assert exported(record) == before
        assert exported(record, date(2023, 2, 11)) == then
        assert verify(record).faults == ()
        kept = {j.judgement_id: j.withdrawn_at for j in judgement_rows.by_people(record)}
        assert kept == dict.fromkeys(made, "2023-04-01")


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda r: judging.judge_pair(r, "same", "a_none", DENIAL.assertion_id, CODER), NotFoundError, "nothing in"),
        (lambda r: judging.judge_pair(r, "same", WIRE, DENIAL.assertion_id, CODER), SettingError, "a report, wanted"),
        (lambda r: judging.judge_pair(r, "same", HELD.assertion_id, DENIAL.assertion_id, CODER), SettingError,
         "is a control assertion, wanted an event"),
        (lambda r: judging.judge_pair(r, "same", DENIAL.assertion_id, DENIAL.assertion_id, CODER), SettingError,
         "was given twice"),
        (lambda r: judging.judge_pair(r, "different", SHELLING.assertion_id, incident_of(r, SHELLING.assertion_id),
                                      CODER), SettingError, "it founded the incident"),
        (lambda r: judging.judge_right(r, WIRE, CODER), SettingError, "only its assertions can be right"),
        (lambda r: judging.judge_wrong(r, incident_of(r, DENIAL.assertion_id), CODER), SettingError, "is an incident"),
        (lambda r: judging.grade_incident(r, WIRE, "airwars", "Fair", CODER), SettingError, "wanted an incident"),
        (lambda r: judging.grade_incident(r, WIRE, "stars", "5", CODER), SettingError, "no scheme 'stars'"),
        (lambda r: judging.grade_incident(r, WIRE, "admiralty", "G7", CODER), SettingError, "A1 to F6"),
        (lambda r: judging.grade_source(r, "Prokudin", "B", CODER), NotFoundError, "mean 'Oleksandr Prokudin'"),
        (lambda r: judging.grade_source(r, "Example Wire", "G", CODER), SettingError, "no grade of the scheme"),
        (lambda r: judging.undo(r, "j_none", CODER), NotFoundError, "no judgement 'j_none'"),
        (lambda r: judging.judge_right(r, SHELLING.assertion_id, Word(by=" ")), SettingError, "set DATELINE_REVIEWER"),
        (lambda r: judging.judge_right(r, SHELLING.assertion_id, Word(by="rules/x")), SettingError, "name of a rule"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_says_why_and_stores_nothing(
    record: Record, ask: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        ask(record)
    assert caught.value.remedy  # type: ignore[attr-defined]
    assert judgement_rows.by_people(record) == []


def test_undoing_a_rules_word_or_one_undone_already_says_what_to_do(record: Record) -> None:
    rule = next(j for j in judgement_lists.every(record) if j.verdict == "same")
    with pytest.raises(SettingError, match=rf"nobody can undo.*judge different {rule.left} {rule.right}"):
        judging.undo(record, rule.judgement_id, CODER)
    made = judging.judge_right(record, SHELLING.assertion_id, CODER).judgement
    judging.undo(record, made.judgement_id, CODER)
    with pytest.raises(SettingError, match="was undone on 2023-03-02"):
        judging.undo(record, made.judgement_id, CODER)


def test_a_report_withdrawn_twice(record: Record) -> None:
    judging.judge_wrong(record, WIRE, CODER)
    with pytest.raises(SettingError, match="is withdrawn since 2023-03-02"):
        judging.judge_wrong(record, WIRE, CODER)


def test_a_record_opened_to_be_read_is_not_judged(record: Record) -> None:
    with (
        Record.open(record.path) as reader,
        pytest.raises(RecordError, match=r"made\.sqlite: the record was opened to be read only"),
    ):
        judging.judge_right(reader, SHELLING.assertion_id, CODER)


def test_nobody_judges_while_a_build_writes(record: Record) -> None:
    with building(record.path), pytest.raises(RecordError, match="another build is writing"):
        judging.judge_right(record, SHELLING.assertion_id, CODER)
    assert judgement_rows.by_people(record) == []


def test_a_kill_before_the_derived_layer_is_made_again_is_told_of(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Record] = []

    def killed(given: Record) -> Derived | None:
        calls.append(given)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return rebuild(given)

    monkeypatch.setattr(judging, "rebuild", killed)
    with pytest.raises(KeyboardInterrupt):
        judging.judge_wrong(record, DENIAL.assertion_id, CODER)
    assert unfinished(record)
    monkeypatch.undo()
    judging.judge_right(record, SHELLING.assertion_id, CODER)
    (kherson,) = queries.incidents(record, Filters(place="Kherson")).rows
    assert DENIAL.assertion_id not in kherson.assertion_ids
    assert unfinished(record), "only a build that comes to its end says that the record is whole"


def test_a_day_to_come_is_refused(record: Record) -> None:
    before = record.value("SELECT count(*) FROM judgements")
    with pytest.raises(SettingError, match="is still to come"):
        judging.judge_wrong(record, THIRD, Word(by="A. Coder", on=date(2999, 1, 1), note=None))
    assert record.value("SELECT count(*) FROM judgements") == before
