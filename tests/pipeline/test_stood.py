"""Incidents as they stood before they grew, as the record keeps them: as if summed up, and no more than needed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from bench.made_up_war import reports

import made_record
from dateline.pipeline import queries as q
from dateline.pipeline.derive import rebuild
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.passing import events_passing
from dateline.pipeline.queries.past import Past
from dateline.pipeline.stood import Member, Stretch, kept, stretches
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stood") / "war.sqlite"
    with Record.open(path, create=True) as record:
        with record.transaction():
            for report, found in (*reports(800, towns=8, days=30), *made_record.everything()):
                report_rows.add(record, [report])
                assertion_rows.add_reading(record, report.report_id, "made up/1", found)
        rebuild(record)
    return path


@pytest.fixture(scope="module")
def war(path: Path) -> Iterator[Record]:
    with Record.open(path) as record:
        yield record


@pytest.fixture(scope="module")
def forgetful(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The same record with nothing kept of the past."""
    copy = tmp_path_factory.mktemp("forgetful") / "war.sqlite"
    shutil.copy(path, copy)
    with Record.open(copy, write=True) as record:
        assert record.value("SELECT count(*) FROM past_rows") > 100
        with record.transaction():
            record.write("DELETE FROM past_rows")
        yield record


def days(record: Record) -> list[date]:
    known = record.rows("SELECT DISTINCT known_from FROM reports ORDER BY known_from")
    return [date.fromisoformat(day) for (day,) in known]


def test_what_is_kept_of_the_past_is_what_is_summed_up(war: Record, forgetful: Record) -> None:
    for day in days(war):
        for filters in (
            Filters(as_of=day),
            Filters(as_of=day, disputed=True),
            Filters(as_of=day, type="Air/drone strike"),
        ):
            assert q.feed(war, filters) == q.feed(forgetful, filters)
        assert q.timeline(war, Filters(as_of=day)) == q.timeline(forgetful, Filters(as_of=day))
        over = q.facets(war, Filters(as_of=day), over="incidents")
        assert over == q.facets(forgetful, Filters(as_of=day), over="incidents")


def test_a_past_feed_sums_nothing_up(war: Record) -> None:
    grown = 0
    for day in days(war):
        summed_up = Parted()
        past = Past(war, day.isoformat(), summed_up)
        _, parts = past.apart(events_passing(war, Filters(as_of=day)))
        assert len(summed_up) == 0
        grown += len(parts)
    assert grown > 100


BEGIN = date(2022, 1, 1)


def growing(accounts: int) -> list[Member]:
    """An incident that grows by an account a day."""
    days = [(BEGIN + timedelta(days=n)).isoformat() for n in range(accounts)]
    return [(n + 1, 1 if n else None, day if n else None, day) for n, day in enumerate(days)]


def test_an_incident_that_grows_every_day_is_kept_as_often_as_it_is_a_64th_larger() -> None:
    found = [len(each.members) for each in kept(growing(1000))]
    assert found[:64] == list(range(1, 65))
    assert all(larger - size <= size / 64 + 1 for size, larger in pairwise(found))
    assert sum(found) < 70 * 1000 < sum(range(1000)) / 7


def test_what_is_kept_does_not_change_as_an_incident_grows() -> None:
    earlier, later = list(kept(growing(500))), list(kept(growing(900)))
    assert later[: len(earlier)] == earlier


def test_what_is_joined_later_stood_by_itself_until_then() -> None:
    one, two, three = (date(2022, 1, n).isoformat() for n in (1, 2, 3))
    members: list[Member] = [(1, None, None, one), (2, 1, three, two), (3, 2, two, two)]
    assert list(stretches(members)) == [Stretch((1,), one, three), Stretch((2, 3), two, three)]
    assert list(stretches(members[:1])) == []
