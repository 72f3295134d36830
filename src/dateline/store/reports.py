"""Reports, where they were met, and what could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.model.report import Report, Skipped
from dateline.store.record import Record

COLUMNS = (
    "r.report_id, (SELECT min(origin) FROM sightings s WHERE s.report_id = r.report_id), r.publisher, r.url, r.title,"
    " r.author, r.published, r.published_basis, r.language, r.text, r.sha256, r.known_from, r.ingested_at,"
    " (SELECT duplicate_of FROM copies c WHERE c.report_id = r.report_id),"
    " (SELECT withdrawn_on FROM withdrawn w WHERE w.report_id = r.report_id)"
)
"""What `as_report` wants, from `reports r`."""

ORDER = "r.known_from, r.report_id"
"""The order of reports in every list and export: never that in which they came in."""

_FIELDS = (
    "report_id", "origin", "publisher", "url", "title", "author", "published", "published_basis", "language", "text",
    "sha256", "known_from", "ingested_at", "duplicate_of", "withdrawn_on",
)  # fmt: skip


def as_report(row: Sequence[object]) -> Report:
    """The Report of a row of COLUMNS."""
    return Report(**dict(zip(_FIELDS, row, strict=True)))  # type: ignore[arg-type]


def known_ids(record: Record) -> set[str]:
    """The ids of all stored reports."""
    return {row[0] for row in record.stream("SELECT report_id FROM reports")}


def add(record: Record, reports: Iterable[Report]) -> None:
    """Stores reports and where each was met, inside `record.transaction()`; a stored one stays as it is."""
    for report in reports:
        record.write(
            "INSERT INTO reports (report_id, publisher, url, title, author, published, published_basis, language,"
            " text, sha256, known_from, ingested_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            (
                report.report_id, report.publisher, report.url, report.title, report.author, report.published,
                report.published_basis, report.language, report.text, report.sha256, report.known_from,
                report.ingested_at,
            ),
        )  # fmt: skip
        record.write(
            "INSERT INTO sightings VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (report.report_id, report.origin, report.ingested_at),
        )
        container = report.origin.rsplit("#", 1)[0]
        record.write("DELETE FROM skipped WHERE stage = 'ingest' AND origin IN (?, ?)", (report.origin, container))


def report(record: Record, report_id: str) -> Report | None:
    """One report by its id."""
    row = record.row(f"SELECT {COLUMNS} FROM reports r WHERE r.report_id = ?", (report_id,))
    return as_report(row) if row else None


def reports(record: Record, ids: Sequence[str] | None = None) -> Iterator[Report]:
    """All reports, or those with these ids (in the order given)."""
    if ids is None:
        yield from map(as_report, record.stream(f"SELECT {COLUMNS} FROM reports r ORDER BY {ORDER}"))
        return
    for report_id in ids:
        found = report(record, report_id)
        if found:
            yield found


def skip(record: Record, skipped: Skipped) -> None:
    """Notes what could not be used, inside `record.transaction()`. The same again replaces the former note."""
    record.write(
        "INSERT INTO skipped (origin, stage, cause, remedy, report_id) VALUES (?,?,?,?,?)"
        " ON CONFLICT DO UPDATE SET cause = excluded.cause, remedy = excluded.remedy",
        (skipped.origin, skipped.stage, skipped.cause, skipped.remedy, skipped.report_id or ""),
    )


def skips(record: Record) -> list[Skipped]:
    """Everything that could not be used, as things stand, by origin."""
    rows = record.rows("SELECT origin, stage, cause, remedy, report_id FROM skipped ORDER BY origin, stage, report_id")
    return [
        Skipped(origin=origin, stage=stage, cause=cause, remedy=remedy, report_id=report_id or None)
        for origin, stage, cause, remedy, report_id in rows
    ]
