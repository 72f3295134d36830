"""Columns of numbers over assertions and incidents, as they are stored: what filters leave is worked out from them.

A column lies in the record as rows of little-endian items, each from a seq on, so that a build adds what is new and a
cut takes the end away. `store/columns.py` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.store.record import Record

DAYS: Final = np.dtype([("first", "<i4"), ("last", "<i4"), ("known", "<i4")])
"""An assertion's first and last possible day, and the day on which it was known: `date.toordinal`."""
PINS: Final = np.dtype([("seq", "<u4"), ("lat", "<f8"), ("lon", "<f8")])
"""Where an assertion says that something happened, in degrees."""
ORDER: Final = np.dtype([("seq", "<u4"), ("first_known", "<i4"), ("last_known", "<i4"), ("disputed", "?")])
"""Incidents in the order of lists; seq: of the assertion that founded it."""
SEQ: Final = np.dtype("<u4")
ID_BYTES: Final = 8
"""Of an incident's id: what follows "i_", from hexadecimal."""


@lru_cache(maxsize=50_000)
def ordinal(day: str) -> int:
    """The number of an ISO day; hours count for nothing."""
    return date.fromisoformat(day[:10]).toordinal()


def append(record: Record, what: str, first: int, items: bytes) -> None:
    """Adds items to a column, from seq `first` on, inside `record.transaction()`."""
    if items:
        record.write("INSERT INTO packed VALUES (?, ?, ?)", (what, first, items))


def stored(record: Record, what: str) -> bytes:
    """A whole column."""
    return b"".join(
        items for (items,) in record.rows("SELECT items FROM packed WHERE what = ? ORDER BY first", (what,))
    )


def cut(record: Record, begin: int) -> None:
    """Takes out what columns and names have of the assertions from seq `begin` on."""
    record.write("DELETE FROM packed WHERE first >= ?", (begin,))
    for what, dtype in (("days", DAYS), ("incident", SEQ)):
        for first, items in record.rows("SELECT first, items FROM packed WHERE what = ?", (what,)):
            _shorten(record, what, first, items, dtype.itemsize * (begin - first))
    for first, items in record.rows("SELECT first, items FROM packed WHERE what = 'pins'"):
        _shorten(record, "pins", first, items, PINS.itemsize * _before(np.frombuffer(items, PINS)["seq"], begin))
    record.write("DELETE FROM named WHERE last >= ?1 AND first >= ?1", (begin,))
    for name, first, seqs in record.rows("SELECT name, first, seqs FROM named WHERE last >= ?", (begin,)):
        kept = np.frombuffer(seqs, SEQ)[: _before(np.frombuffer(seqs, SEQ), begin)]
        row = (kept.tobytes(), int(kept[-1]), name, first)
        record.write("UPDATE named SET seqs = ?, last = ? WHERE name = ? AND first = ?", row)


def write_grouping(record: Record, groups: Iterable[Sequence[int]]) -> None:
    """Stores in which incident each assertion is, and the order of incidents, once both are stored.

    groups: the seqs of each incident that was made, its founder's first. What none of them has stays as it was.
    """
    incident = np.zeros(int(record.value("SELECT coalesce(max(seq), 0) FROM current_assertions")), SEQ)
    former = np.frombuffer(stored(record, "incident"), SEQ)
    incident[: len(former)] = former
    for group in groups:
        incident[np.array(group) - 1] = group[0]
    ids, order = _ordered(record)
    record.write("DELETE FROM packed WHERE what IN ('incident', 'ids', 'order')")
    for what, items in (("incident", incident.tobytes()), ("ids", ids), ("order", order.tobytes())):
        append(record, what, 1, items)


def _ordered(record: Record) -> tuple[bytes, NDArray[Any]]:
    """Ids and ORDER of all incidents; one index has all of it."""
    rows = record.rows(
        "SELECT incident_id, seq, first_known, last_known, disputed FROM incidents"
        " ORDER BY day_from, day_to, first_known, incident_id"
    )
    ids = bytes.fromhex("".join(row[0][2:] for row in rows))
    return ids, np.array([(seq, ordinal(first), ordinal(last), x) for _, seq, first, last, x in rows], ORDER)


def _before(seqs: NDArray[np.uint32], begin: int) -> int:
    return int(np.searchsorted(seqs, begin))


def _shorten(record: Record, what: str, first: int, items: bytes, kept: int) -> None:
    if kept < len(items):
        record.write("UPDATE packed SET items = ? WHERE what = ? AND first = ?", (items[:kept], what, first))
