from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_record
from dateline.model.errors import NotFoundError
from dateline.model.report import Skipped, make_report
from dateline.store import Record, schema
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows
from dateline.store.search import match_query, name_numbers


def test_reports_come_back_as_they_were_by_day_known_not_by_coming_in(record: Record) -> None:
    found = list(report_rows.reports(record))
    assert [r.origin for r in found] == ["in/wire.txt", "in/later.txt", "in/copy.txt", "in/third.txt"]
    stored = {report.report_id: report for report, _ in made_record.everything()}
    for report in found:
        assert msgspec.structs.replace(report, duplicate_of=None) == stored[report.report_id]


def test_a_report_met_again_keeps_its_first_day_and_notes_where(record: Record) -> None:
    report = made_record.wire()[0]
    again = msgspec.structs.replace(report, origin="a/wire.txt", ingested_at="2024-01-01")
    with record.transaction():
        report_rows.add(record, [again, again])
    found = report_rows.report(record, report.report_id)
    assert found
    assert (found.origin, found.ingested_at) == ("a/wire.txt", "2023-03-01")
    assert record.value("SELECT count(*) FROM sightings WHERE report_id = ?", (report.report_id,)) == 2


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_stored_unchanged(text: str) -> None:
    with _memory() as record:
        report = make_report(text, origin="x.txt", ingested_at="2023-01-01")
        with record.transaction():
            report_rows.add(record, [report])
        assert report_rows.report(record, report.report_id) == report


def _memory() -> Record:
    """A record without a file, quick enough for hundreds of examples."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection, 0)
    return Record(Path(":memory:"), connection, writable=True)


def test_skips_are_replaced_by_the_same_and_go_when_the_origin_is_read(record: Record) -> None:
    whole = Skipped(origin="in/new.csv", stage="ingest", cause="no permission", remedy="ask")
    row = Skipped(origin="in/new.csv#3", stage="ingest", cause="no text", remedy="fill it")
    with record.transaction():
        for each in (whole, row, msgspec.structs.replace(row, cause="empty")):
            report_rows.skip(record, each)
    assert [(s.origin, s.cause) for s in report_rows.skips(record)] == [
        ("in/new.csv", "no permission"), ("in/new.csv#3", "empty"),
    ]  # fmt: skip
    with record.transaction():
        report_rows.add(record, [make_report("New.", origin="in/new.csv#3", ingested_at="2023-03-01")])
    assert report_rows.skips(record) == []


def test_a_changed_reader_makes_reports_unread_and_the_new_reading_current(record: Record) -> None:
    report, (shelling, promise) = made_record.wire()
    assert assertion_rows.unread(record, made_record.READER) == []
    waiting = assertion_rows.unread(record, "newer/0.5")
    assert len(waiting) == 4
    assert waiting[0] == report.report_id
    with record.transaction():
        assertion_rows.add_reading(record, report.report_id, "newer/0.5", [promise])
    current = {a.assertion_id for a in assertion_rows.current(record)}
    assert promise.assertion_id in current
    assert shelling.assertion_id not in current
    assert assertion_rows.bodies(record, [shelling.assertion_id, "a_none"]) == [shelling]
    assert report.report_id not in assertion_rows.unread(record, "newer/0.5")
    with record.transaction():  # back to the former reader: the latest reading counts, not the highest
        assertion_rows.add_reading(record, report.report_id, made_record.READER, [shelling, promise])
    assert shelling.assertion_id in {a.assertion_id for a in assertion_rows.current(record)}


def test_current_assertions_are_ordered_whatever_the_order_of_storing(tmp_path: Path) -> None:
    orders = []
    for seed in range(4):
        shuffled = made_record.everything()
        random.Random(seed).shuffle(shuffled)
        with Record.open(tmp_path / f"{seed}.sqlite", create=True) as record:
            made_record.fill(record, shuffled)
            orders.append([a.assertion_id for a in assertion_rows.current(record)])
    assert len(orders[0]) == 8
    assert orders == [orders[0]] * 4


def test_a_judgement_is_kept_once_and_withdrawn_by_a_further_row(record: Record) -> None:
    shelling = made_record.wire()[1][0]
    wrong = made_record.verdict(shelling, "wrong")
    with record.transaction():
        judgement_rows.add(record, [wrong, wrong])
    assert judgement_rows.by_people(record) == [wrong]
    with record.transaction():
        judgement_rows.withdraw(record, wrong.judgement_id, at="2023-03-05", by="B. Coder")
    found = judgement_rows.judgement(record, wrong.judgement_id)
    assert found == msgspec.structs.replace(wrong, withdrawn_at="2023-03-05")
    assert judgement_rows.by_people(record) == [found]
    with pytest.raises(NotFoundError, match="no judgement 'j_none'"), record.transaction():
        judgement_rows.withdraw(record, "j_none", at="2023-03-05", by="B. Coder")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("shelled Kherson", '"shelled" "Kherson"'),
        ('"three people" school', '"three people" "school"'),
        ("drone*", '"drone"*'),
        ('AND OR NOT ( ^ - : "', '"AND" "OR" "NOT"'),
        ('unclosed "quote', '"unclosed" "quote"'),
        ("!?", ""),
    ],
)
def test_words_become_a_query(text: str, query: str) -> None:
    assert match_query(text) == query


@given(st.text())
def test_no_text_is_a_wrong_query(text: str) -> None:
    query = match_query(text)
    if query:
        with _memory() as record:
            record.rows("SELECT rowid FROM assertion_words WHERE assertion_words MATCH ?", (query,))


@pytest.mark.parametrize(
    ("slot", "asked", "finds"),
    [
        ("place", "vuhledar", True),
        ("place", "УГЛЕДАР", True),
        ("place", "geonames:1", True),
        ("place", "Vuhle", False),
        ("source", "Prokudin", True),
        ("source", "kudin", False),
        ("actor", "armed forces", True),
        ("actor", "%", False),
    ],
)
def test_names_are_found_by_any_spelling(record: Record, slot: str, asked: str, finds: bool) -> None:
    assert bool(name_numbers(record, slot, asked)) is finds
