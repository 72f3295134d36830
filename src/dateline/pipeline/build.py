"""From files to a record: ingest, read, store, derive. Incremental, and safe to kill and start again at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from dateline.ingest import IngestOptions, open_reports
from dateline.model.assertion import Assertion
from dateline.model.errors import SettingError
from dateline.model.report import Report, Skipped
from dateline.pipeline.clock import today
from dateline.pipeline.derive import Derived, rebuild
from dateline.pipeline.queries.passing import assertions_passing
from dateline.pipeline.reading import BATCH, read_reports, reader_fingerprint
from dateline.pipeline.unfinished import marked
from dateline.pipeline.views import Filters
from dateline.reference.sample import NOTICE, sample_folder
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows
from dateline.store.lock import building
from dateline.values.batches import batches

STORED_AT_ONCE = 64
"""Reports that are ingested in one transaction, and held in memory for it."""

READ_AT_ONCE = 16
"""Reports whose readings are stored in one transaction: at most so many are read again after a kill."""


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to build.

    ingest: how files are read; null: as they come. ingested_on: the day from which reports without a publication
    date are known; null: that of `ingest`, else today. min_confidence: assertions whose confidence is lower are not
    kept (those without one are). workers: processes that read reports.
    """

    ingest: IngestOptions | None = None
    ingested_on: date | None = None
    min_confidence: float = 0.5
    workers: int = 1


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How far a build has come: `done` of `total` reports (null while it is not known)."""

    stage: Literal["ingest", "read", "derive"]
    done: int
    total: int | None


Progress = Callable[[Step], None]


class BuildSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did.

    added: reports that were new; unchanged: those met again. read: reports read, whether new or with a changed reader;
    unread: those stored that could not be: in a language that is not read, or because reading them failed.
    skipped: what could not be used in this run, with its remedy. reports, assertions, incidents: in the record now.
    failed: inputs were given and not one report could be used. derived: what was made again; null: nothing had changed.
    """

    added: int
    unchanged: int
    read: int
    unread: int
    skipped: tuple[Skipped, ...]
    reports: int
    assertions: int
    incidents: int
    failed: bool
    derived: Derived | None = None


def build(
    inputs: Sequence[str],
    db: str | Path,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> BuildSummary:
    """Adds the reports of `inputs` to the record at `db` (made if it is not there) and brings all of it up to date.

    Without inputs it only brings the record up to date: reports whose reader has changed are read again, what is
    derived is made again. One bad report is skipped and noted; SettingError, RecordError and SchemaError stop the
    run, and what was stored before stays.
    """
    options = options or BuildOptions()
    if not 0 <= options.min_confidence <= 1:
        raise SettingError(f"the least confidence is {options.min_confidence}", remedy="Give a number from 0 to 1.")
    if options.workers < 1:
        raise SettingError(f"{options.workers} workers were asked for", remedy="Give 1 or more.")
    tell: Progress = progress or (lambda step: None)
    found = open_reports(inputs, _ingest_options(options), stdin) if inputs else iter(())
    with Record.open(db, create=True) as record, building(record.path), marked(record):
        if any(_is_sample(each) for each in inputs) and record.meta("notice") != NOTICE:
            record.set_meta("notice", NOTICE)
        added, unchanged, skipped = _ingest(record, found, tell)
        read, unreadable = _read(record, options, tell)
        tell(Step(stage="derive", done=0, total=1))
        derived = rebuild(record)
        tell(Step(stage="derive", done=1, total=1))
        return BuildSummary(
            added=added,
            unchanged=unchanged,
            read=read - len(unreadable),
            unread=len(unreadable),
            skipped=(*skipped, *unreadable),
            reports=record.value("SELECT count(*) FROM reports"),
            assertions=int(assertions_passing(record, Filters()).sum()),
            incidents=record.value("SELECT count(*) FROM incidents"),
            failed=bool(inputs) and added + unchanged == 0,
            derived=derived,
        )


def reader_of(options: BuildOptions) -> str:
    """Under what name a reading is stored: the reader and the least confidence that was kept."""
    return f"{reader_fingerprint()}/{options.min_confidence:g}"


def _ingest(record: Record, found: Iterable[Report | Skipped], tell: Progress) -> tuple[int, int, list[Skipped]]:
    """Stores the reports of the inputs; (new, met again, skipped)."""
    known = report_rows.known_ids(record)
    before, met, skipped = len(known), 0, list[Skipped]()
    for batch in batches(map(_readable, found), STORED_AT_ONCE):
        reports = [each for each in batch if isinstance(each, Report)]
        skips = [each for each in batch if isinstance(each, Skipped)]
        with record.transaction():
            report_rows.add(record, reports)
            for each in skips:
                report_rows.skip(record, each)
        skipped += skips
        met += len(reports)
        known.update(report.report_id for report in reports)
        tell(Step(stage="ingest", done=met + len(skipped), total=None))
    added = len(known) - before
    return added, met - added, skipped


def _ingest_options(options: BuildOptions) -> IngestOptions:
    if options.ingest is None:
        return IngestOptions(ingested_at=(options.ingested_on or today()).isoformat())
    if options.ingested_on is None:
        return options.ingest
    return msgspec.structs.replace(options.ingest, ingested_at=options.ingested_on.isoformat())


def _read(record: Record, options: BuildOptions, tell: Progress) -> tuple[int, list[Skipped]]:
    """Reads every report that the present reader has not read; (how many, those it could not)."""
    reader = reader_of(options)
    waiting = assertion_rows.unread(record, reader)
    skipped: list[Skipped] = []
    done = 0
    if not waiting:
        return 0, skipped
    tell(Step(stage="read", done=0, total=len(waiting)))
    # Readers pull reports from other threads or ahead of what they give back: a door of its own keeps them apart
    # from the transactions here.
    with Record.open(record.path) as source:
        # A process takes a second to start: none is started that would have nothing to read.
        workers = min(options.workers, -(-len(waiting) // BATCH))
        read = read_reports(report_rows.reports(source, waiting), workers=workers)
        for batch in batches(read, READ_AT_ONCE):
            with record.transaction():
                for report, found in batch:
                    skipped += _store_reading(record, report, found, reader, options.min_confidence)
            done += len(batch)
            tell(Step(stage="read", done=done, total=len(waiting)))
    return done, skipped


def _store_reading(
    record: Record, report: Report, found: tuple[Assertion, ...] | Skipped, reader: str, least: float
) -> list[Skipped]:
    """Stores what one report asserts; gives back the note if it could not be read."""
    if isinstance(found, Skipped):
        found = msgspec.structs.replace(found, report_id=report.report_id)
        assertion_rows.add_reading(record, report.report_id, reader, ())
        report_rows.skip(record, found)
        return [found]
    kept = [a for a in found if a.confidence is None or a.confidence >= least]
    assertion_rows.add_reading(record, report.report_id, reader, kept)
    return []


def _readable(found: Report | Skipped) -> Report | Skipped:
    """The same, with bytes of a file name that are no UTF-8 escaped: only so can the origin be stored."""
    try:
        found.origin.encode("utf-8")
    except UnicodeEncodeError:
        return msgspec.structs.replace(found, origin=found.origin.encode("utf-8", "backslashreplace").decode())
    return found


def _is_sample(given: str) -> bool:
    """Whether an input is the packaged sample corpus or one of its reports."""
    try:
        folder = sample_folder().resolve()
    except SettingError:
        return False
    return Path(given).resolve().is_relative_to(folder) if given != "-" else False
