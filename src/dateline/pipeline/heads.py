"""What merging needs of the stored reports: their days, who published them, and which are copies of which."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from dateline.ingest.duplicates import copies
from dateline.merge import ReportHead
from dateline.pipeline.likenesses import unpacked_marks
from dateline.store import Record, stories

_SIGNED = "SELECT r.report_id, s.signature, r.known_from FROM reports r JOIN signatures s USING (report_id)"


def copies_of(record: Record, withdrawn: Collection[str], as_of: str | None = None) -> dict[str, str]:
    """Copy -> original, by report id; of reports known by the ISO day `as_of`, less those that are withdrawn."""
    rows = record.stream(
        f"{_SIGNED} WHERE ?1 IS NULL OR r.known_from <= ?1 ORDER BY r.known_from, r.report_id",
        (as_of,),
    )
    return copies(row for row in rows if row[0] not in withdrawn)


def copies_since(record: Record, withdrawn: Collection[str], day: str) -> dict[str, str]:
    """The same of reports known from the ISO day on; copies of those known before must be stored, and no others."""
    new = record.stream(f"{_SIGNED} WHERE r.known_from >= ?", (day,))
    earlier = record.stream(
        f"{_SIGNED} WHERE r.known_from < ? AND r.report_id NOT IN (SELECT report_id FROM copies)"
        " ORDER BY r.known_from, r.report_id",
        (day,),
    )
    return copies([row for row in new if row[0] not in withdrawn], (row for row in earlier if row[0] not in withdrawn))


_COLUMNS = "r.report_id, r.published, r.known_from, r.publisher, r.title"


def heads_of(record: Record, copied: Mapping[str, str]) -> dict[str, ReportHead]:
    """Every report's head. copied: copy -> original."""
    rows = record.stream(f"SELECT {_COLUMNS} FROM reports r")
    return {row[0]: _head(*(*row, copied.get(row[0]))) for row in rows}


def stored_heads(record: Record, ids: Collection[str]) -> dict[str, ReportHead]:
    """The heads of these reports, with the copies that are stored."""
    rows = record.rows(
        f"SELECT {_COLUMNS}, c.duplicate_of FROM json_each(?) w JOIN reports r ON r.report_id = w.value"
        " LEFT JOIN copies c USING (report_id)",
        (msgspec.json.encode(sorted(ids)).decode(),),
    )
    return {row[0]: _head(*row) for row in rows}


def marked(record: Record, heads: dict[str, ReportHead]) -> dict[str, ReportHead]:
    """The heads with the names and ages that their reports are marked by, to be shown."""
    found = {}
    for report_id, packed in stories.marks_of(record, heads).items():
        marks = unpacked_marks(packed)
        found[report_id] = msgspec.structs.replace(heads[report_id], names=marks.names, ages=marks.ages)
    return found


def _head(
    report_id: str, published: str | None, known_from: str, publisher: str | None, title: str | None, copied: str | None
) -> ReportHead:
    return ReportHead(
        report_id=report_id,
        published=published[:10] if published else None,
        known_from=known_from,
        publisher=publisher,
        title=title,
        duplicate_of=copied,
    )
