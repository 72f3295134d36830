"""How far two reviewers agree, and their corrections as gold that scores a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

import made_record
from dateline.pipeline import review
from dateline.pipeline.benchmarks.goldtexts import opened, texts_of
from dateline.pipeline.review import Word
from dateline.pipeline.score import load_gold, load_tables, rows_of, score
from dateline.store import Record

WIRE, COPY, LATER, THIRD = (report for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
COPIED = made_record.copy()[1][0]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]
ANNA = Word(by="Anna", on=date(2023, 3, 2))
BORIS = Word(by="Boris", on=date(2023, 3, 2))


def given_as(a: Any, **changes: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(a), **changes}


def test_nobody_agrees_alone(record: Record) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    found = review.agreement(record)
    assert (found.reviewers, found.units, found.alpha, found.pairs) == (("Anna",), 0, {"verdict": None}, ())


def test_agreement_over_verdicts_and_over_slots(record: Record) -> None:
    for each in (SHELLING, PROMISE, COPIED, DENIAL):
        review.accept(record, each.assertion_id, ANNA)
    review.reject(record, STRIKE.assertion_id, ANNA)
    first = review.correct(record, SHOT_DOWN.assertion_id, given_as(SHOT_DOWN, certainty="possible"), ANNA).assertion
    assert first is not None
    for each in (SHELLING, PROMISE, COPIED):
        review.accept(record, each.assertion_id, BORIS)
    review.reject(record, DENIAL.assertion_id, BORIS)
    review.reject(record, STRIKE.assertion_id, BORIS)
    review.correct(record, SHOT_DOWN.assertion_id, given_as(SHOT_DOWN, certainty="probable"), BORIS)
    found = review.agreement(record)
    assert (found.reviewers, found.units) == (("Anna", "Boris"), 6)
    # right right, right right, right right, right wrong, wrong wrong, corrected corrected
    disagreeing, (right, wrong, corrected) = 2, (7, 3, 2)
    expected = 12 * 12 - right**2 - wrong**2 - corrected**2
    assert found.alpha["verdict"] == round(1 - 11 * disagreeing / expected, 4)
    assert (found.counted["verdict"], found.counted["stance"]) == (6, 1)
    assert found.alpha["places"] is None, "nothing varies in one unit that both hold alike"
    assert found.alpha["stance"] is not None
    assert found.alpha["stance"] <= 0
    (pair,) = found.pairs
    assert (pair.left, pair.right, pair.units, pair.alike) == ("Anna", "Boris", 6, 5)
    assert {(each.unit, each.slot) for each in found.differing} == {
        (DENIAL.assertion_id, "verdict"), (SHOT_DOWN.assertion_id, "stance"),
    }  # fmt: skip


def test_who_accepts_a_correction_corrects_likewise_and_a_last_word_counts(record: Record) -> None:
    given_one = review.correct(record, SHELLING.assertion_id, given_as(SHELLING, status="planned"), ANNA).assertion
    assert given_one is not None
    review.apply(record)
    rejected = review.reject(record, given_one.assertion_id, BORIS)
    review.accept(record, given_one.assertion_id, BORIS)
    found = review.agreement(record)
    assert (found.units, found.differing) == (1, ())
    assert found.pairs[0].alike == 1
    review.undo(record, rejected.judgement.judgement_id, BORIS)
    assert review.agreement(record).pairs[0].alike == 1


# ---------------------------------------------------------------- gold


def missed() -> dict[str, Any]:
    return {
        "type": "event", "evidence": msgspec.to_builtins(made_record.span(WIRE, "A school was damaged")),
        "trigger": msgspec.to_builtins(made_record.span(WIRE, "damaged")), "sub_event_type": "Attack",
        "places": [{"as_written": "Kherson", "lat": 46.7, "lon": 32.6,
                    "evidence": msgspec.to_builtins(made_record.span(WIRE, "Kherson"))}],
    }  # fmt: skip


def test_corrections_are_gold_that_the_record_then_meets(record: Record, tmp_path: Path) -> None:
    before = review.gold(record, tmp_path / "none")
    assert before == ()
    review.accept(record, PROMISE.assertion_id, ANNA)
    toll = {**msgspec.to_builtins(SHELLING.tolls[0]), "best": 5}
    review.correct(record, SHELLING.assertion_id, given_as(SHELLING, tolls=[toll]), ANNA)
    review.add_missed(record, WIRE.report_id, missed(), ANNA)
    review.reject(record, STRIKE.assertion_id, ANNA)
    gold = tmp_path / "gold"
    files = review.gold(record, gold)
    assert [(Path(each.path).name, each.claims, each.left_out) for each in files] == [
        ("wire.yaml", 3, 0), ("third.yaml", 0, 0),
    ]  # fmt: skip
    told = yaml.safe_load((gold / "wire.yaml").read_text("utf-8"))
    assert told["report"] == {"complete": True, "id": "wire", "file": "wire.txt", "published": "2023-02-10"}
    first = told["claims"][0]
    assert (first["id"], first["trigger"], first["tolls"]) == (
        "e1", "shelled", [{"measure": "killed", "of": "people", "best": 5}],
    )  # fmt: skip
    assert not yaml.safe_load((gold / "third.yaml").read_text("utf-8"))["report"]["complete"]

    unmet = score(rows_of(record.path), load_gold([gold]), load_tables([gold]))
    assert unmet.fact.recall < 1
    review.apply(record)
    met = score(rows_of(record.path), load_gold([gold]), load_tables([gold]))
    assert met.misses == ()
    assert met.spurious == ()
    assert (met.fact.recall, met.fact.precision) == (1, 1)


def test_the_texts_of_gold_are_read_again_as_they_were(record: Record, tmp_path: Path) -> None:
    review.accept(record, SHELLING.assertion_id, ANNA)
    review.gold(record, tmp_path)
    (gold, path) = texts_of(tmp_path)["wire"]
    assert gold.claims[0].evidence == SHELLING.evidence.exact
    (report,) = opened([path])
    assert report.text == WIRE.text


def test_words_that_stand_earlier_in_the_report_are_left_out_and_told_of(record: Record, tmp_path: Path) -> None:
    at = WIRE.text.rindex("three people") - 0
    again = {"start": at, "end": at + 5, "exact": "three"}
    assert WIRE.text.find("three") == at
    twice = WIRE.text.index("Kherson on")
    statement = given_as(PROMISE, evidence={"start": twice, "end": twice + 7, "exact": "Kherson"})
    review.correct(record, PROMISE.assertion_id, statement, ANNA)
    review.correct(record, SHELLING.assertion_id, given_as(SHELLING, hedges=[again], certainty="possible"), ANNA)
    (wire,) = review.gold(record, tmp_path)
    assert (wire.claims, wire.left_out) == (1, 1)


def test_two_places_of_one_name_are_told_apart(record: Record, tmp_path: Path) -> None:
    elsewhere = {**msgspec.to_builtins(COPIED.places[0]), "place_id": None, "lat": 10.0, "lon": 10.0, "name": "Kherson"}
    review.accept(record, SHELLING.assertion_id, ANNA)
    review.correct(record, COPIED.assertion_id, given_as(COPIED, places=[elsewhere]), ANNA)
    review.gold(record, tmp_path)
    table = yaml.safe_load((tmp_path / "places.yaml").read_text("utf-8"))
    assert [name for name, row in table.items() if row["lat"] == 10.0] == ["Kherson (UKR)"]
    claims = yaml.safe_load((tmp_path / "copy.yaml").read_text("utf-8"))["claims"]
    assert claims[0]["places"] == ["Kherson (UKR)"]
