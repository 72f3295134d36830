"""Readings of reports and the assertions that they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.model.assertion import Assertion
from dateline.store.record import Record

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Assertion)

CURRENT = "SELECT max(reading) FROM readings GROUP BY report_id"
"""The readings that count: each report's latest."""


_READ = (
    "SELECT a.body FROM reading_assertions f JOIN assertions a USING (assertion_id) WHERE f.reading = ?1"
    ' ORDER BY a.start, a."end", a.assertion_id'
)
_OF_REPORT = (
    "SELECT body FROM assertions WHERE assertion_id IN (SELECT f.assertion_id FROM reading_assertions f"
    " WHERE f.reading = (SELECT max(reading) FROM readings WHERE report_id = ?1)"
    " EXCEPT SELECT assertion_id FROM reviewed WHERE report_id = ?1 AND present IS NOT assertion_id"
    " UNION SELECT assertion_id FROM reviewed WHERE report_id = ?1 AND present = assertion_id)"
    ' ORDER BY start, "end", assertion_id'
)


def decode(body: bytes) -> Assertion:
    """The assertion of a stored body, as it was read: nothing derived is in it."""
    return _decoder.decode(body)


def unread(record: Record, reader: str) -> list[str]:
    """Ids of the reports whose latest reading is not by this reader, in the order of the export."""
    rows = record.rows(
        f"SELECT r.report_id FROM reports r WHERE r.report_id NOT IN (SELECT report_id FROM readings"
        f" WHERE reader = ? AND reading IN ({CURRENT})) ORDER BY r.known_from, r.report_id",
        (reader,),
    )
    return [row[0] for row in rows]


def add_reading(record: Record, report_id: str, reader: str, found: Sequence[Assertion]) -> None:
    """Stores one reading of a report with what it found, inside `record.transaction()`.

    Assertions of former readings stay stored; they are no longer current. An assertion that was found before is
    the same row (its id is its content). `found` may be empty: the report was read and asserts nothing, or it
    could not be read (then a Skipped tells why).
    """
    record.write("INSERT INTO readings (report_id, reader) VALUES (?, ?)", (report_id, reader))
    reading = record.value("SELECT last_insert_rowid()")
    record.write("DELETE FROM skipped WHERE report_id = ?", (report_id,))
    record.write_many("INSERT INTO assertions VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING", map(_row, found))
    record.write_many(
        "INSERT INTO reading_assertions VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((reading, a.assertion_id) for a in found),
    )


def current(record: Record, since: str = "") -> Iterator[Assertion]:
    """Assertions of the current readings, as people's words left them (`store.reviewed`), in the order of the export:
    known_from, report_id, start, end, id.

    since: only those of reports known from this ISO day on.

    Report by report: to sort all of them at once, SQLite would write every body to a file first.
    """
    ids = "SELECT report_id FROM reports WHERE known_from >= ? ORDER BY known_from, report_id"
    for (report_id,) in record.rows(ids, (since,)):
        yield from of_report(record, report_id)


def of_report(record: Record, report_id: str) -> list[Assertion]:
    """What the current reading of one report found, as people's words left it, in the order of the text."""
    return [decode(body) for (body,) in record.rows(_OF_REPORT, (report_id,))]


def of_reading(record: Record, reading: int) -> list[Assertion]:
    """What one reading of a report found, whatever people said of it, in the order of the text."""
    return [decode(body) for (body,) in record.rows(_READ, (reading,))]


def add_given(record: Record, given: Assertion) -> None:
    """Stores a person's assertion, inside `record.transaction()`. It is in no reading."""
    record.write("INSERT INTO assertions VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING", _row(given))


def every(record: Record) -> Iterator[tuple[str, str, bytes]]:
    """(assertion_id, report_id, body) of all assertions ever stored, current or not, by report."""
    for row in record.stream("SELECT assertion_id, report_id, body FROM assertions ORDER BY report_id, assertion_id"):
        yield row[0], row[1], row[2]


def reports_of(record: Record, ids: Iterable[str]) -> dict[str, str]:
    """By assertion id: the report in which it stands; an unknown id is left out."""
    sql = "SELECT a.assertion_id, a.report_id FROM json_each(?) w JOIN assertions a ON a.assertion_id = w.value"
    return dict(record.rows(sql, (msgspec.json.encode(sorted(ids)).decode(),)))


def bodies(record: Record, ids: Iterable[str]) -> list[Assertion]:
    """Stored assertions by id, in the order given; an unknown id is left out."""
    asked = list(ids)
    if not asked:
        return []
    sql = "SELECT a.assertion_id, a.body FROM json_each(?) w JOIN assertions a ON a.assertion_id = w.value"
    found = dict(record.rows(sql, (msgspec.json.encode(asked).decode(),)))
    return [decode(found[each]) for each in asked if each in found]


def _row(a: Assertion) -> tuple[str, str, str, int, int, bytes]:
    return a.assertion_id, a.report_id, a.type, a.evidence.start, a.evidence.end, _encoder.encode(a)
