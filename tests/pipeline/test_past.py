"""The record as it stood on a day is the record that was made from the reports known by then, byte for byte."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bench.made_up_war import reports

import made_record
from dateline.model.assertion import Assertion
from dateline.pipeline import queries as q
from dateline.pipeline import review
from dateline.pipeline.derive import rebuild
from dateline.pipeline.export import export_record
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.past import Past
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows

EVENTS = 800


def fill(record: Record, until: str = "9999") -> None:
    with record.transaction():
        for report, found in reports(EVENTS, towns=5, days=30):
            if report.known_from <= until:
                report_rows.add(record, [report])
                assertion_rows.add_reading(record, report.report_id, "made up/1", found)
    rebuild(record)


def exported(record: Record, filters: Filters) -> bytes:
    out = io.BytesIO()
    export_record(record, "jsonl", out, filters)
    return out.getvalue()


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("war") / "war.sqlite", create=True) as record:
        fill(record)
        yield record


def days(record: Record) -> list[str]:
    return [day for (day,) in record.rows("SELECT DISTINCT known_from FROM reports ORDER BY known_from")]


@pytest.mark.parametrize("part", [0.02, 0.2, 0.4, 0.6, 0.8, 0.97])
def test_as_of_a_day_is_the_record_of_the_reports_known_by_then(war: Record, tmp_path: Path, part: float) -> None:
    known = days(war)
    day = known[int(part * (len(known) - 1))]
    with Record.open(tmp_path / "then.sqlite", create=True) as then:
        fill(then, day)
        assert exported(war, Filters(as_of=date.fromisoformat(day))) == exported(then, Filters())
        assert q.incidents(war, Filters(as_of=date.fromisoformat(day))) == q.incidents(then, Filters())


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_so_it_is_with_what_people_put_right(war: Record, tmp_path: Path, part: float) -> None:
    """Whenever they did: what they say is how a report is read, on every day that it is known."""
    known = days(war)
    day = known[int(part * (len(known) - 1))]
    with (
        Record.open(tmp_path / "now.sqlite", create=True) as now,
        Record.open(tmp_path / "then.sqlite", create=True) as then,
    ):
        fill(now)
        fill(then, day)
        told = [(a, r.known_from) for r, found in reports(EVENTS, towns=5, days=30) for a in found]
        for n, (a, known_from) in enumerate(told[::23]):
            for record in (now, then) if known_from <= day else (now,):
                say(record, n, a)
        review.apply(now)
        review.apply(then)
        filters = Filters(as_of=date.fromisoformat(day))
        assert without_people(exported(now, filters)) == without_people(exported(then, Filters()))
        assert q.incidents(now, filters) == q.incidents(then, Filters())
        people = [j for j in judgement_rows.by_people(now) if j.verdict == "corrected"]
        assert len(people) > 5
        last = Filters(as_of=date.fromisoformat(known[-1]))
        assert exported(now, last) == exported(now, Filters())


def say(record: Record, n: int, a: Assertion) -> None:
    """Accepts, rejects, corrects, or adds another account of the same act: one after the other."""
    word = review.Word(by=f"Coder {n % 2}", on=date(2024, 1, 1))
    match n % 4:
        case 0:
            review.reject(record, a.assertion_id, word)
        case 1:
            review.accept(record, a.assertion_id, word)
        case 2:
            review.correct(record, a.assertion_id, msgspec.structs.replace(a, certainty="possible", tolls=()), word)
            review.correct(record, a.assertion_id, msgspec.structs.replace(a, certainty="probable"), word)
        case _:
            review.add_missed(record, a.report_id, msgspec.structs.replace(a, date=None, status="planned"), word)


def without_people(rows: bytes) -> list[dict[str, Any]]:
    """All but people's judgements, which are numbered as they come in."""
    read = map(json.loads, rows.splitlines())
    return [row for row in read if row["kind"] != "judgement" or row["decided_by"].startswith("rules/")]


def test_incidents_of_the_war_grow_and_join(war: Record) -> None:
    """Without this, the law above would hold of a record in which nothing happens."""
    grown = war.value("SELECT count(*) FROM incidents WHERE last_known > first_known")
    joined = war.value(
        "SELECT count(*) FROM joinings j JOIN current_assertions c USING (seq) WHERE j.day > c.known_from"
    )
    assert grown > 20
    assert joined > 0


def test_as_of_the_last_day_is_the_present(war: Record) -> None:
    last = date.fromisoformat(days(war)[-1])
    assert exported(war, Filters(as_of=last)) == exported(war, Filters())


def test_pages_of_the_past_joined_are_its_whole_list(war: Record) -> None:
    known = days(war)
    filters = Filters(as_of=date.fromisoformat(known[len(known) // 2]), type="Air/drone strike")
    whole = q.incidents(war, filters, limit=10_000)
    found, after = [], None
    while True:
        page = q.incidents(war, filters, limit=7, after=after)
        found += page.rows
        after = page.next
        if after is None:
            break
    assert tuple(found) == whole.rows
    assert len(found) == whole.total > 7


def test_only_what_is_taken_of_a_list_is_summed_up(war: Record) -> None:
    known = days(war)
    summed_up = Parted()
    found = Past(war, known[len(known) // 2], summed_up).incidents()
    shown = list(islice(found.rows, 5))
    few = len(summed_up)
    rows = [*shown, *found.rows]
    assert few < len(summed_up) / 2
    assert len(rows) == found.total
    assert [each.key for each in rows] == sorted(each.key for each in rows)


def test_a_filter_on_the_past_takes_incidents_of_that_time(war: Record) -> None:
    known = days(war)
    for day in islice(known, 3, None, 9):
        filters = Filters(as_of=date.fromisoformat(day), place="Town3")
        all_then = q.incidents(war, Filters(as_of=filters.as_of), limit=10_000).rows
        here = {a.assertion_id for a in q.events(war, filters, limit=10_000).rows}
        assert q.incidents(war, filters, limit=10_000).rows == tuple(
            i for i in all_then if not here.isdisjoint(i.assertion_ids)
        )


def test_the_hand_made_record_as_of_each_day(tmp_path: Path) -> None:
    with Record.open(tmp_path / "made.sqlite", create=True) as record:
        made_record.fill(record)
        for day in days(record):
            filters = Filters(as_of=date.fromisoformat(day))
            incidents = q.incidents(record, filters, limit=1000).rows
            events = q.events(record, filters, limit=1000).rows
            assert {a.incident_id for a in events} == {i.incident_id for i in incidents}
            assert max(i.last_known for i in incidents) <= day


def test_what_is_kept_of_a_past_day_outlives_the_connection_that_asked(war: Record) -> None:
    """As in a server: each request opens the record for itself, and closes it when it is done."""
    known = days(war)
    filters = Filters(as_of=date.fromisoformat(known[len(known) // 3]))
    with Record.open(war.path) as first:
        answer = q.incidents(first, filters, limit=10_000)
        lasting = derived_as_of(first, filters.as_of)
        with Record.open(war.path) as second:
            assert q.incidents(second, filters, limit=10_000) == answer
        assert lasting is not None
        assert lasting.record is first
        assert [i.incident_id for i in lasting.whole(lasting.incidents().rows)] == [i.incident_id for i in answer.rows]
