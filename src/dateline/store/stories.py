"""Marks of reports, and which reports are like which earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.store.record import Record


def write_marks(record: Record, report_id: str, packed: bytes) -> None:
    """Stores the marks of a report."""
    record.write("INSERT INTO marks VALUES (?, ?)", (report_id, packed))


def marks(record: Record, as_of: str | None = None) -> Iterator[tuple[str, str, bytes]]:
    """(known from, report id, marks) of all reports known by the ISO day, in the order of merging."""
    return record.stream(
        "SELECT r.known_from, r.report_id, m.marks FROM reports r JOIN marks m USING (report_id)"
        " WHERE ?1 IS NULL OR r.known_from <= ?1 ORDER BY r.known_from, r.report_id",
        (as_of,),
    )


def marks_of(record: Record, report_ids: Iterable[str]) -> dict[str, bytes]:
    """The marks of these reports."""
    wanted = msgspec.json.encode(sorted(report_ids)).decode()
    return dict(
        record.rows("SELECT m.report_id, m.marks FROM json_each(?) w JOIN marks m ON m.report_id = w.value", (wanted,))
    )


def write_alike(record: Record, rows: Iterable[tuple[str, str, Sequence[str]]]) -> None:
    """Stores (report, earlier report, the level of each comparison)."""
    record.write_many("INSERT INTO alike VALUES (?, ?, ?, ?, ?)", ((a, b, *levels) for a, b, levels in rows))


def alike(record: Record, report_id: str) -> list[tuple[str, str, str, str]]:
    """(earlier report, level of names, of ages, of texts) for each that this report is like."""
    return record.rows(
        "SELECT earlier, names, ages, texts FROM alike WHERE report_id = ? ORDER BY earlier", (report_id,)
    )


def cut_alike(record: Record, day: str) -> None:
    """Takes out what reports known from the ISO day on are like."""
    record.write("DELETE FROM alike WHERE report_id IN (SELECT report_id FROM reports WHERE known_from >= ?)", (day,))
