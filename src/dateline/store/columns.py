"""The packed columns of a record, read: masks over its assertions, and how these lie in its incidents.

Every column begins at seq 0, which no assertion has, so that a seq is its index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.store.kept import Kept
from dateline.store.packed import DAYS, ID_BYTES, ORDER, PINS, SEQ, stored
from dateline.store.record import Record

Mask = NDArray[np.bool_]
"""By seq, whether an assertion is meant; or by place in the list, whether an incident is."""
Seqs = NDArray[np.uint32]
"""Seqs of assertions."""


class Grouping(NamedTuple):
    """Incidents of some day by number. at: by seq, the number of an assertion's, -1 for none. first_known: as ordinals;
    disputed: which of them claimants do not agree about, which takes long to tell of a past day.
    """

    at: NDArray[np.int32]
    first_known: NDArray[np.int32]
    disputed: Callable[[], Mask]

    def having(self, passing: Mask) -> Mask:
        """Those of which an assertion passes."""
        found = np.zeros(len(self.first_known) + 1, np.bool_)  # -1, in no incident, is the one more
        found[self.at[passing]] = True
        return found[:-1]


class Columns(NamedTuple):
    """days: by seq, of DAYS. order: incidents as lists have them, of ORDER. at: by seq, the place in `order` of the
    incident that an assertion is in, -1 for none. ids: of incidents, in that order, as bytes.
    """

    days: NDArray[Any]
    order: NDArray[Any]
    at: NDArray[np.int32]
    ids: bytes

    @property
    def size(self) -> int:
        """One more than the last seq."""
        return len(self.days)

    def every(self) -> Mask:
        """All assertions."""
        found = np.ones(self.size, np.bool_)
        found[0] = False
        return found

    def only(self, seqs: Seqs) -> Mask:
        """These assertions."""
        found = np.zeros(self.size, np.bool_)
        found[seqs] = True
        return found

    def incidents(self, passing: Mask) -> Mask:
        """The incidents, by place in the list, of which an assertion passes."""
        return self.grouping().having(passing)

    def grouping(self) -> Grouping:
        """Incidents by their place in the list."""
        return Grouping(self.at, self.order["first_known"], lambda: self.order["disputed"])

    def incident_id(self, place: int) -> str:
        """The id of the incident at this place in the list."""
        return f"i_{self.ids[place * ID_BYTES : (place + 1) * ID_BYTES].hex()}"


class BySeq(NamedTuple):
    """The names of one slot the other way round: where each seq's begin in `places` (and the end), and they themselves,
    as places in the slot.
    """

    at: NDArray[np.int64]
    places: NDArray[np.int32]

    def of(self, seqs: NDArray[np.intp]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """(place, seq) of each name that these have."""
        lengths = self.at[seqs + 1] - self.at[seqs]
        begin = np.cumsum(lengths) - lengths
        each = np.repeat(self.at[seqs] - begin, lengths) + np.arange(int(lengths.sum()))
        return self.places[each], np.repeat(seqs, lengths)


class Slot(NamedTuple):
    """Every name of one slot: numbers of the names, where each one's seqs begin in `seqs` (and the end). offered: the
    places of the names that a thing goes by, in the order of their numbers; shown: by these, how the name is shown.
    """

    names: NDArray[np.int64]
    at: NDArray[np.int64]
    seqs: Seqs
    offered: NDArray[np.int64]
    shown: dict[int, str]


_columns: Final = Kept[Columns](3)
_slots: Final = Kept[Slot](60)
_by_seq: Final = Kept[BySeq](30)
_pins: Final = Kept[NDArray[Any]](2)
_seqs: Final = Kept[Seqs](200)
_joined: Final = Kept[tuple[Seqs, NDArray[np.int64]]](2)


def columns(record: Record) -> Columns:
    """The columns of the record as it is."""
    return _columns.get(record, "columns", lambda: _read(record))


def pins(record: Record) -> NDArray[Any]:
    """Where things happened, of PINS, by seq."""
    return _pins.get(record, "pins", lambda: np.frombuffer(stored(record, "pins"), PINS))


def having(record: Record, names: Sequence[int]) -> Seqs:
    """The assertions that have one of these names (numbers of `names`), in any order; one may be there twice."""
    return _seqs.get(record, ("names", tuple(names)), lambda: _having(record, names))


def asked(record: Record, sql: str, parameters: Sequence[Any] = ()) -> Seqs:
    """The seqs that a query answers with."""
    return _seqs.get(record, (sql, tuple(parameters)), lambda: _asked(record, sql, parameters))


def joined(record: Record, after: date, until: date) -> Seqs:
    """The assertions that were joined to another incident than their own after the end of a day, by that of another."""
    seqs, days = _joined.get(record, "joined", lambda: _joinings(record))
    return seqs[(days > _plain(after)) & (days <= _plain(until))]


def slot(record: Record, name: str) -> Slot:
    """All names of a slot with the assertions that have them."""
    return _slots.get(record, name, lambda: _slot(record, name))


def by_seq(record: Record, name: str) -> BySeq:
    """The names of a slot by the assertion that has them: for few assertions quicker than all names with theirs."""
    return _by_seq.get(record, name, lambda: _turned(slot(record, name), columns(record).size))


def listed(numbers: Iterable[int]) -> str:
    """Numbers as the JSON that `json_each` takes."""
    return msgspec.json.encode(numbers.tolist() if isinstance(numbers, np.ndarray) else list(numbers)).decode()


def _read(record: Record) -> Columns:
    days = np.concatenate([np.zeros(1, DAYS), np.frombuffer(stored(record, "days"), DAYS)])
    order = np.frombuffer(stored(record, "order"), ORDER)
    place = np.full(len(days), -1, np.int32)
    place[order["seq"]] = np.arange(len(order), dtype=np.int32)
    incident = np.zeros(len(days), np.uint32)
    founders = np.frombuffer(stored(record, "incident"), SEQ)
    incident[1 : len(founders) + 1] = founders
    return Columns(days, order, place[incident], stored(record, "ids"))


def _having(record: Record, names: Sequence[int]) -> Seqs:
    rows = record.rows("SELECT n.seqs FROM json_each(?) w JOIN named n ON n.name = w.value", (listed(sorted(names)),))
    return np.frombuffer(b"".join(seqs for (seqs,) in rows), SEQ)


def _asked(record: Record, sql: str, parameters: Sequence[Any]) -> Seqs:
    """SQLite joins the numbers to one text: a row for each of a million takes five times as long."""
    joined = record.value(f"WITH asked (seq) AS ({sql}) SELECT group_concat(seq) FROM asked", parameters)
    return np.fromstring(joined or "", np.uint32, sep=",")


def _joinings(record: Record) -> tuple[Seqs, NDArray[np.int64]]:
    """seqs, and the day of each as a number like 20240131."""
    sql = "SELECT group_concat(seq || ',' || replace(substr(day, 1, 10), '-', '')) FROM joinings"
    found = np.fromstring(record.value(sql) or "", np.int64, sep=",").reshape(-1, 2)
    return found[:, 0].astype(np.uint32), found[:, 1]


def _plain(day: date) -> int:
    return 10_000 * day.year + 100 * day.month + day.day


def _slot(record: Record, name: str) -> Slot:
    names, lengths, seqs = [], [], []
    for number, those in _rows_of(record, name):
        names.append(number)
        lengths.append(len(those) // SEQ.itemsize)
        seqs.append(those)
    at = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(lengths, np.int64))])
    sql = "SELECT n.name, s.shown FROM shown s JOIN names n USING (slot, folded) WHERE s.slot = ? ORDER BY n.name"
    shown = dict(record.rows(sql, (name,)))
    offered = np.searchsorted(np.array(names, np.int64), np.array(list(shown), np.int64))
    return Slot(np.array(names, np.int64), at, np.frombuffer(b"".join(seqs), SEQ), offered, shown)


def _turned(found: Slot, size: int) -> BySeq:
    at = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(found.seqs, minlength=size))])
    places = np.repeat(np.arange(len(found.names), dtype=np.int32), np.diff(found.at))
    return BySeq(at, places[np.argsort(found.seqs, kind="stable")])


def _rows_of(record: Record, name: str) -> Iterator[tuple[int, bytes]]:
    sql = "SELECT n.name, d.seqs FROM names n JOIN named d USING (name) WHERE n.slot = ? ORDER BY n.name, d.first"
    held: tuple[int, bytes] | None = None
    for number, seqs in record.stream(sql, (name,)):
        if held is not None and held[0] == number:
            held = number, held[1] + seqs
            continue
        if held is not None:
            yield held
        held = number, seqs
    if held is not None:
        yield held
