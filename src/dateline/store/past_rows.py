"""Incidents as a map needs them (`map_rows`), as they stood before they grew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.store.columns import listed
from dateline.store.map_rows import MapRow, decode
from dateline.store.record import Record


class PastRow(NamedTuple):
    """What the assertion `seq` founded, as it stood from the end of the ISO day `since` on, until that of the day
    before `until`. row: packed.
    """

    seq: int
    since: str
    until: str
    incident_id: str
    row: bytes


def write(record: Record, rows: Iterable[PastRow]) -> None:
    """Stores them, inside `record.transaction()`."""
    record.write_many("INSERT INTO past_rows VALUES (?,?,?,?,?)", rows)


def cut(record: Record, day: str) -> None:
    """Takes out what stood until the ISO day or longer, inside `record.transaction()`."""
    record.write("DELETE FROM past_rows WHERE until >= ?", (day,))


def stood(record: Record, founders: Iterable[int], day: str) -> Mapping[int, tuple[str, MapRow]]:
    """By founder: id and row of what stood at the end of the ISO day, of those that are stored."""
    rows = record.rows(
        "SELECT p.seq, p.incident_id, p.row FROM json_each(?1) w"
        " JOIN past_rows p ON p.seq = w.value AND p.since <= ?2 AND p.until > ?2",
        (listed(founders), day),
    )
    return {seq: (incident_id, decode(row)) for seq, incident_id, row in rows}
