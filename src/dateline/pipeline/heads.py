"""What merging needs of the stored reports: their days, who published them, and which are copies of which."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dateline.ingest.duplicates import copies
from dateline.merge import ReportHead
from dateline.store import Record


def copies_of(record: Record, withdrawn: Collection[str], as_of: str | None = None) -> dict[str, str]:
    """Copy -> original, by report id; of reports known by the ISO day `as_of`, less those that are withdrawn."""
    rows = record.stream(
        "SELECT r.report_id, s.signature, r.known_from FROM reports r JOIN signatures s USING (report_id)"
        " WHERE ?1 IS NULL OR r.known_from <= ?1 ORDER BY r.known_from, r.report_id",
        (as_of,),
    )
    return copies(row for row in rows if row[0] not in withdrawn)


def heads_of(record: Record, copied: Mapping[str, str]) -> dict[str, ReportHead]:
    """Every report's head. copied: copy -> original."""
    rows = record.stream("SELECT report_id, published, known_from, publisher, title FROM reports")
    return {
        report_id: ReportHead(
            report_id=report_id,
            published=published[:10] if published else None,
            known_from=known_from,
            publisher=publisher,
            duplicate_of=copied.get(report_id),
            title=title,
        )
        for report_id, published, known_from, publisher, title in rows
    }
