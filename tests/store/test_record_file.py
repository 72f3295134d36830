from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dateline.model.errors import RecordError
from dateline.store import Record
from dateline.store import reports as report_rows
from dateline.store.lock import building

APPEND_ONLY = ("reports", "sightings", "readings", "assertions", "reading_assertions", "judgements", "withdrawals")


def add_judgement(record: Record) -> None:
    with record.transaction():
        record.write("INSERT INTO judgements VALUES ('j_1', 'person', 'a', 'b', '{}')")
        record.write("INSERT INTO withdrawals VALUES ('j_1', '2023-03-02', 'A. Coder')")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_stored_rows_cannot_be_changed_deleted_or_replaced(record: Record, table: str) -> None:
    add_judgement(record)
    before = record.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
    column = record.rows(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1")[0][0]
    assert before
    for sql in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), record.transaction():
            record.write(sql)
    assert record.rows(f"SELECT * FROM {table} ORDER BY 1, 2") == before


def test_an_assertion_needs_its_report(record: Record) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), record.transaction():
        record.write("INSERT INTO assertions VALUES ('a_1', 'r_none', 'event', 0, 1, '{}')")


def test_an_error_inside_a_transaction_stores_nothing(record: Record) -> None:
    with pytest.raises(sqlite3.IntegrityError), record.transaction():
        record.write_many("INSERT INTO meta VALUES (?, 'x')", [("half",), ("half",)])
    assert record.meta("half") is None


def test_a_record_opened_to_read_cannot_be_written(record: Record) -> None:
    record.set_meta("notice", "a")
    with Record.open(record.path) as read_only:
        assert read_only.meta("notice") == "a"
        with pytest.raises(RecordError, match="the record cannot be written to"):
            read_only.set_meta("notice", "b")


def test_whoever_closes_last_leaves_one_file(record: Record) -> None:
    with Record.open(record.path) as reader:
        record.set_meta("x", "1")
        assert reader.meta("x") == "1"
        record.close()
    assert [each.name for each in record.path.parent.iterdir()] == ["made.sqlite"]
    with Record.open(record.path) as reader:
        assert reader.meta("x") == "1"
    assert [each.name for each in record.path.parent.iterdir()] == ["made.sqlite"]


def test_a_reader_keeps_its_moment_while_another_writes(record: Record) -> None:
    with Record.open(record.path) as reader:
        stamp = reader.stamp
        with reader.snapshot():
            assert reader.meta("x") is None
            record.set_meta("x", "1")
            assert reader.meta("x") is None
        assert reader.meta("x") == "1"
        assert reader.stamp != stamp


def test_one_record_is_read_from_several_threads(record: Record) -> None:
    counts: list[int] = []

    def read() -> None:
        for _ in range(20):
            with record.snapshot():
                counts.append(len(list(report_rows.reports(record))))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert counts == [4] * 80


def test_a_full_disk_is_told_and_keeps_what_was_stored(record: Record) -> None:
    """The true SQLITE_FULL: the file may not grow beyond the pages that it has."""
    pages = record.value("PRAGMA page_count")
    record.value(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RecordError, match=r"made\.sqlite: the disk is full .*Free some space"), record.transaction():
        record.write_many("INSERT INTO meta VALUES (?, ?)", ((f"k{number}", "x" * 4000) for number in range(1000)))
    assert record.value("SELECT count(*) FROM meta") == 0
    assert record.value("SELECT count(*) FROM reports") == 4
    record.value("PRAGMA max_page_count = 1000000")
    record.set_meta("after", "goes on")


def test_another_programs_long_write_is_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.record.BUSY_SECONDS", 0.05)
    with Record.open(record.path, write=True) as other:
        held = pytest.raises(RecordError, match="being written by another program")
        with record.transaction(), held, other.transaction():
            pass
        other.set_meta("after", "goes on")


def test_the_second_build_is_refused_until_the_first_is_gone_even_killed(record: Record) -> None:
    with building(record.path), pytest.raises(RecordError, match="another build is writing"), building(record.path):
        pass
    with pytest.raises(ZeroDivisionError), building(record.path):
        _ = 1 / 0
    assert not record.path.with_name("made.sqlite-building").exists()
    code = (
        "import sys, pathlib; from dateline.store.lock import building\n"
        f"with building(pathlib.Path({str(record.path)!r})): print('held', flush=True); sys.stdin.read()"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(RecordError, match="another build is writing"), building(record.path):
        pass
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    with building(record.path):
        pass
    assert not record.path.with_name("made.sqlite-building").exists()


def test_a_record_in_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(RecordError, match="the folder for the record is not there"):
        Record.open(tmp_path / "file" / "x.sqlite", create=True)
