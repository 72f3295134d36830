from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import msgspec
import pytest

import made_record
from dateline.model.errors import RecordError, SchemaError
from dateline.pipeline.derive import rebuild
from dateline.store import Record, schema
from dateline.store import judgements as judgement_rows


def test_script_is_split_at_statements_not_at_inner_semicolons() -> None:
    found = list(schema.statements("CREATE TABLE t (a);\nCREATE TRIGGER g BEFORE UPDATE ON t BEGIN SELECT 1;\nEND;\n"))
    assert [each.split()[1] for each in found] == ["TABLE", "TRIGGER"]


def test_new_record_carries_its_application_and_version(tmp_path: Path) -> None:
    with Record.open(tmp_path / "new.sqlite", create=True) as record:
        assert record.value("PRAGMA application_id") == schema.APPLICATION_ID
        assert record.value("PRAGMA user_version") == schema.VERSION == 5
        assert record.value("PRAGMA journal_mode") == "wal"
        assert record.value("PRAGMA foreign_keys") == 1


def first_schema(path: Path) -> None:
    """A record of schema 1, as SQL alone makes it, with one report in it."""
    connection = sqlite3.connect(path)
    for name in ("0001_reports_and_assertions.sql", "derived.sql"):
        connection.executescript(schema.script(name))
    report = made_record.wire()[0]
    connection.execute(
        "INSERT INTO reports VALUES (7,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            report.report_id, report.publisher, report.url, report.title, report.author, report.published,
            report.published_basis, report.language, report.text, report.sha256, report.known_from, report.ingested_at,
        ),
    )  # fmt: skip
    connection.execute("INSERT INTO sightings VALUES (?, 'in/wire.txt', '2023-03-01')", (report.report_id,))
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()


def test_older_schema_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    first_schema(path)
    with pytest.raises(
        SchemaError, match=r"old\.sqlite: written by an older Dateline \(schema 1; this one reads 5\)\. Give"
    ):
        Record.open(path)
    with Record.open(path, write=True) as record:
        assert record.value("PRAGMA user_version") == schema.VERSION
        assert record.value("SELECT text FROM reports WHERE number = 7") == made_record.WIRE_TEXT
        made_record.fill(record)
        assert record.value("SELECT count(*) FROM reports") == 4
    Record.open(path).close()


def test_a_record_of_schema_2_keeps_what_people_decided(tmp_path: Path) -> None:
    """It is brought up to date by a person who judges: derived tables have another shape, too."""
    path = tmp_path / "second.sqlite"
    first_schema(path)
    shelling = made_record.wire()[1][0]
    wrong = made_record.verdict(shelling, "wrong")
    body = msgspec.json.encode({
        "kind": "judgement", "judgement_id": wrong.judgement_id, "left": wrong.left, "right": wrong.right,
        "verdict": "wrong", "score": None, "reasons": [], "note": wrong.note, "decided_by": "A. Coder",
        "decided_at": wrong.decided_at, "withdrawn_at": None,
    })  # fmt: skip
    connection = sqlite3.connect(path)
    connection.executescript(schema.script("0002_judgements.sql"))
    connection.execute(
        "INSERT INTO judgements VALUES (?, 'person', ?, ?, ?)", (wrong.judgement_id, wrong.left, wrong.right, body)
    )
    connection.execute("DROP TABLE withdrawn")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    with pytest.raises(SchemaError, match=r"schema 2; this one reads 5"):
        Record.open(path)
    with Record.open(path, write=True) as record:
        assert record.value("PRAGMA user_version") == 5
        assert judgement_rows.by_people(record) == [wrong]
        assert record.value("SELECT text FROM reports WHERE number = 7") == made_record.WIRE_TEXT
        assert record.row("SELECT 1 FROM sqlite_master WHERE name = 'judgements_people'")
        plan = record.rows("EXPLAIN QUERY PLAN SELECT body FROM judgements WHERE made = 'person'")
        assert "judgements_people" in str(plan)
        made_record.fill(record)
        assert judgement_rows.by_people(record) == [wrong]


def test_a_migration_that_fails_half_way_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.sqlite"
    first_schema(path)
    broken = {"0002_judgements.sql": "CREATE TABLE half (a);\nCREATE TABLE half (a);\n"}
    monkeypatch.setattr(schema, "script", lambda name: broken[name])
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Record.open(path, write=True)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None
    connection.close()


def test_derived_tables_of_another_shape_are_refused_to_readers_and_made_again_by_a_build(record: Record) -> None:
    with record.transaction():
        record.write("DROP TABLE copies")
        record.write("CREATE TABLE copies (of_what TEXT)")
        record.write("CREATE TABLE retired (x)")
        record.write("UPDATE derived_state SET value = 'former' WHERE key = 'shape'")
    with pytest.raises(SchemaError, match=r"made by another version of Dateline.*Give `dateline build --db FILE` once"):
        Record.open(record.path)
    with Record.open(record.path, write=True) as again:
        assert again.value("SELECT count(*) FROM current_assertions") == 0
        assert rebuild(again)
        assert again.value("SELECT count(*) FROM current_assertions") == 8
        assert again.value("SELECT count(*) FROM copies") == 1
        assert again.row("SELECT 1 FROM sqlite_master WHERE name = 'retired'") is None
    Record.open(record.path).close()


def test_newer_schema_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    Record.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for options in ({}, {"write": True}, {"create": True}):
        with pytest.raises(
            SchemaError, match=r"newer Dateline \(schema 99; this one reads up to 5\)\. Update Dateline"
        ):
            Record.open(path, **options)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    with pytest.raises(SchemaError, match="another program's SQLite database"):
        Record.open(path, create=True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"this is a text, not a database at all " * 50, "not a Dateline record: the file is not an SQLite database"),
        (b"", "the file is empty, not a record"),
    ],
)
def test_file_that_is_no_record(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=message) as caught:
        Record.open(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    assert path.read_bytes() == content


def test_empty_file_becomes_a_record_when_one_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.touch()
    Record.open(path, create=True).close()
    Record.open(path).close()


def test_missing_file_folder_and_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no such record\. Make it with `dateline build"):
        Record.open(tmp_path / "none.sqlite")
    with pytest.raises(RecordError, match="this is a folder"):
        Record.open(tmp_path, create=True)
    with pytest.raises(RecordError, match="the folder for the record is not there"):
        Record.open(tmp_path / "no" / "x.sqlite", create=True)


def test_damaged_pages_are_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
        record.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    whole[4096:-4096] = b"\xff" * (len(whole) - 8192)
    path.write_bytes(whole)
    with (
        pytest.raises(RecordError, match=r"the record is damaged.*Restore the file from a copy"),
        Record.open(path) as record,
    ):
        record.rows("SELECT text FROM reports")


def test_record_in_a_folder_that_cannot_be_written_is_read(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the answer of the file system is set; what SQLite then does is real."""
    record.close()
    for beside in record.path.parent.glob("made.sqlite-*"):
        beside.unlink()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Record.open(record.path) as read_only:
        assert read_only.value("SELECT count(*) FROM reports") == 4
        assert [each.name for each in record.path.parent.iterdir()] == ["made.sqlite"]
