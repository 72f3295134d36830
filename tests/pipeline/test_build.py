"""Builds with the real reader on a few short reports; slow ones share one record."""

from __future__ import annotations

import io
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from dateline.model.errors import RecordError, SettingError
from dateline.model.report import Report, Skipped
from dateline.pipeline import build as building
from dateline.pipeline.build import BuildOptions, Step, build
from dateline.pipeline.export import export_record
from dateline.pipeline.queries import Filters, claims, overview, reports
from dateline.pipeline.unfinished import unfinished
from dateline.pipeline.verify import verify
from dateline.reference.sample import NOTICE, sample_reports
from dateline.store import Record, lock
from dateline.store import reports as report_rows

DAY = date(2025, 11, 14)
OPTIONS = BuildOptions(ingested_on=DAY)
STEMS = ("krm-wire", "krm-copy", "dnp-kremlin", "redsea-wire", "gs-evening")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five reports of the sample corpus, and one file that cannot be used."""
    made = tmp_path_factory.mktemp("reports")
    for path in sample_reports():
        if path.stem in STEMS:
            shutil.copy(path, made)
    (made / "empty.txt").touch()
    return made


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record built from the folder in one undisturbed run."""
    db = tmp_path_factory.mktemp("whole") / "whole.sqlite"
    build([str(folder)], db, OPTIONS)
    return db


@pytest.fixture
def db(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    return Path(shutil.copy(whole, tmp_path / "copy.sqlite"))


def exported(db: Path) -> bytes:
    out = io.BytesIO()
    with Record.open(db) as record:
        export_record(record, "jsonl", out)
    return out.getvalue()


def test_a_build_finds_assertions_and_verifies(whole: Path) -> None:
    with Record.open(whole) as record:
        found = overview(record)
        assert found.reports == len(STEMS)
        assert found.assertions["event"] > 10
        assert found.assertions["statement"] > 5
        assert [(s.origin.rsplit("/", 1)[-1], s.stage) for s in found.skips] == [("empty.txt", "ingest")]
        assert all(s.cause and s.remedy for s in found.skips)
        assert found.notice is None
        result = verify(record)
        assert result.faults == ()
        assert result.checked == sum(found.assertions.values())


def test_the_same_again_reads_nothing_and_changes_nothing(folder: Path, db: Path) -> None:
    before = exported(db)
    steps: list[Step] = []
    summary = build([str(folder)], db, BuildOptions(ingested_on=date(2026, 5, 5)), steps.append)
    assert (summary.added, summary.unchanged, summary.read, len(summary.skipped)) == (0, len(STEMS), 0, 1)
    assert not summary.failed
    assert "read" not in {step.stage for step in steps}
    assert exported(db) == before


def test_two_steps_in_another_order_give_the_same_bytes(folder: Path, whole: Path, tmp_path: Path) -> None:
    paths = sorted(map(str, folder.glob("*.txt")), reverse=True)
    db = tmp_path / "steps.sqlite"
    first = build(paths[:2], db, OPTIONS)
    second = build(paths[2:], db, OPTIONS)
    assert first.added + second.added == len(STEMS)
    assert exported(db) == exported(whole)


def test_workers_give_the_same_bytes(folder: Path, whole: Path, tmp_path: Path) -> None:
    db = tmp_path / "workers.sqlite"
    build([str(folder)], db, BuildOptions(ingested_on=DAY, workers=2))
    assert exported(db) == exported(whole)


def run_build(folder: Path, db: Path) -> subprocess.Popen[bytes]:
    code = "import sys; from dateline.pipeline.build import build; build(sys.argv[1:2], sys.argv[2])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "SOURCE_DATE_EPOCH": "1763078400"}
    return subprocess.Popen([sys.executable, "-c", code, str(folder), str(db)], env=environment)


def test_killed_again_and_again_it_ends_with_the_same_bytes(folder: Path, whole: Path, tmp_path: Path) -> None:
    """A few kills at moments drawn anew in each run; `bench/kill.py` does twenty on more reports."""
    db = tmp_path / "killed.sqlite"
    for _ in range(2):
        child = run_build(folder, db)
        until = time.monotonic() + random.uniform(0.3, 4.0)
        while time.monotonic() < until and child.poll() is None:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
        if db.exists() and db.stat().st_size:
            with Record.open(db, write=True) as record:
                assert record.rows("PRAGMA integrity_check") == [("ok",)]
    build([str(folder)], db, OPTIONS)
    assert exported(db) == exported(whole)


@pytest.mark.parametrize("last", [1, 2, 4, 5, 7])
def test_a_kill_after_any_commit_is_made_good(
    last: int, folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stops before and in ingesting, between ingesting and reading, in reading, and before what is derived: the record
    says that it is unfinished until the same build has come to its end.
    """
    monkeypatch.setattr(building, "STORED_AT_ONCE", 2)
    monkeypatch.setattr(building, "READ_AT_ONCE", 2)
    commits = itertools.count(1)
    transaction = Record.transaction

    @contextmanager
    def dying(record: Record) -> Iterator[None]:
        with transaction(record):
            yield
        if next(commits) == last:
            raise KeyboardInterrupt

    db = tmp_path / "stopped.sqlite"
    monkeypatch.setattr(Record, "transaction", dying)
    with pytest.raises(KeyboardInterrupt):
        build([str(folder)], db, OPTIONS)
    assert exported(db) != exported(whole)
    monkeypatch.setattr(Record, "transaction", transaction)
    with Record.open(db) as record:
        assert unfinished(record) is not None
        assert "Unfinished" in (overview(record).notice or "")
    build([str(folder)], db, OPTIONS)
    assert exported(db) == exported(whole)
    with Record.open(db) as record:
        assert unfinished(record) is None


def test_a_changed_reader_reads_all_again_even_without_inputs(
    whole: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(db)
    summary = build([], db, BuildOptions(min_confidence=0.9))
    assert (summary.added, summary.read, summary.failed) == (0, len(STEMS), False)
    with Record.open(db) as record:
        rows = claims(record, Filters(), limit=1000).rows
        assert all(row.confidence is None or row.confidence >= 0.9 for row in rows)
        assert record.value("SELECT count(*) FROM readings") == 2 * len(STEMS)
        assert verify(record).faults == ()
    build([], db, OPTIONS)
    assert exported(db) == before == exported(whole)


def test_assertions_less_likely_right_than_wrong_are_not_kept(whole: Path) -> None:
    with Record.open(whole) as record:
        kept = [row.confidence for row in claims(record, Filters(), limit=1000).rows]
    assert all(c is None or c >= 0.5 for c in kept)


def test_one_report_that_breaks_the_reader_is_noted_and_the_rest_stored(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(found, *, workers):
        for report in found:
            broken = Skipped(origin=report.origin, stage="extract", cause="ValueError: x", remedy="Report it.")
            yield report, (broken if "wire" in report.origin else ())

    db = tmp_path / "x.sqlite"
    monkeypatch.setattr(building, "read_reports", reader)
    summary = build([str(folder)], db, OPTIONS)
    assert sorted(s.stage for s in summary.skipped) == ["extract", "extract", "ingest"]
    assert summary.reports == len(STEMS)
    assert not build([], db, OPTIONS).read
    with Record.open(db) as record:
        assert overview(record).skipped == 3
    monkeypatch.undo()
    monkeypatch.setattr(building, "reader_fingerprint", lambda: "newer")
    build([], db, OPTIONS)
    with Record.open(db) as record:
        assert [s.stage for s in overview(record).skips] == ["ingest"]


def test_a_full_disk_while_building_keeps_what_was_stored_and_goes_on_later(
    folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The true SQLITE_FULL, by a file that may not grow beyond what ingesting needs."""
    db = tmp_path / "full.sqlite"
    opened = Record.open

    def small(path: str | Path, *, create: bool = False, write: bool = False) -> Record:
        record = opened(path, create=create, write=write)
        record.value("PRAGMA max_page_count = 90")
        return record

    monkeypatch.setattr(Record, "open", small)
    with pytest.raises(RecordError, match=r"full\.sqlite: the disk is full.*Free some space and give the same command"):
        build([str(folder)], db, OPTIONS)
    monkeypatch.undo()
    with Record.open(db) as record:
        assert record.rows("PRAGMA integrity_check") == [("ok",)]
        assert reports(record).total in (0, len(STEMS))
    build([str(folder)], db, OPTIONS)
    assert exported(db) == exported(whole)


def test_a_second_build_at_the_same_time_is_refused(folder: Path, db: Path) -> None:
    with lock.building(db), pytest.raises(RecordError, match="another build is writing to this record"):
        build([str(folder)], db, OPTIONS)


def test_a_file_that_is_no_record_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "thesis.docx"
    path.write_bytes(b"PK\x03\x04 years of work" * 300)
    with pytest.raises(RecordError, match="not a Dateline record"):
        build([str(folder)], path, OPTIONS)
    assert path.read_bytes().startswith(b"PK\x03\x04 years of work")


@pytest.mark.parametrize(
    ("options", "message"),
    [(BuildOptions(min_confidence=1.5), "least confidence is 1.5"), (BuildOptions(workers=0), "0 workers")],
)
def test_settings_that_cannot_be_stop_the_build_before_it_makes_a_file(
    options: BuildOptions, message: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError, match=message):
        build([], tmp_path / "x.sqlite", options)
    assert not list(tmp_path.iterdir())


def test_an_input_that_is_not_there_stops_the_build_before_it_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="mistyped"):
        build([str(tmp_path / "mistyped")], tmp_path / "x.sqlite", OPTIONS)
    assert not list(tmp_path.iterdir())


def test_nothing_usable_is_a_failed_run(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    summary = build([str(tmp_path / "empty.txt")], tmp_path / "x.sqlite", OPTIONS)
    assert summary.failed
    assert summary.reports == 0


def test_a_file_name_that_is_no_unicode_is_stored_readably(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    (folder / "a.txt").write_text("date 2023-02-10\nShelling was heard in the village, residents said on Friday.\n")
    (folder / "empty.txt").touch()
    summary = build([str(folder)], tmp_path / "x.sqlite", OPTIONS)
    with Record.open(tmp_path / "x.sqlite") as record:
        (report,) = report_rows.reports(record)
    assert report.origin.endswith("caf\\udce9/a.txt")
    assert summary.skipped[0].origin.endswith("caf\\udce9/empty.txt")


def test_a_record_from_the_sample_corpus_says_so(tmp_path: Path) -> None:
    build([str(sample_reports()[0])], tmp_path / "x.sqlite", OPTIONS)
    with Record.open(tmp_path / "x.sqlite") as record:
        assert overview(record).notice == NOTICE


def test_ingestion_day_is_kept_from_the_first_time(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Shelling was heard in the village overnight, residents said. Nobody was hurt.\n")
    db = tmp_path / "x.sqlite"
    for day in (DAY, date(2026, 1, 1)):
        build([str(path)], db, BuildOptions(ingested_on=day))
    with Record.open(db) as record:
        (report,) = report_rows.reports(record)
    assert isinstance(report, Report)
    assert (report.known_from, report.ingested_at, report.published) == ("2025-11-14", "2025-11-14", None)
