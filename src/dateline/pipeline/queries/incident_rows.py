"""Incidents as a map needs them: the rows that are kept beside the whole ones, and how their accounts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.model.incident import Incident
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.passing import events_passing, incidents_passing
from dateline.pipeline.queries.past import Placed, whole_of
from dateline.pipeline.queries.where import reviewed_of
from dateline.pipeline.standing import reviews_of
from dateline.pipeline.views import Filters
from dateline.store import Record, reviewed
from dateline.store.columns import Columns, Mask, asked, columns, having, listed
from dateline.store.map_rows import CORRECTED, REVIEWED, MapRow, decode, row_of
from dateline.store.search import name_numbers
from dateline.values.batches import batches

CERTAINTIES: Final = ("certain", "probable", "possible")
STATUSES: Final = ("actual", "planned", "hypothetical")

_AT_ONCE: Final = 2000


class Standing(NamedTuple):
    """How the accounts of an incident stand: the surest one's number in CERTAINTIES and STATUSES; bits of flags."""

    certainty: int
    status: int
    flags: int


class Drawn(NamedTuple):
    """One incident of a feed."""

    incident_id: str
    row: MapRow
    standing: Standing


def drawn(record: Record, filters: Filters) -> Iterator[Drawn]:
    """As `incident_lists.chosen`."""
    past = derived_as_of(record, filters.as_of)
    accounts = _Accounts(record)
    if past is None:
        found = columns(record)
        places = np.flatnonzero(incidents_passing(record, filters))
        rows = _stored(record, found.order["seq"][places])
        for place, (_, row) in zip(places.tolist(), rows, strict=True):
            yield Drawn(found.incident_id(place), row, accounts.of_place(place))
        return
    for some in batches(past.incidents(events_passing(record, filters), whole_of(filters)).rows, _AT_ONCE):
        yield from _then(record, some, accounts)


def map_rows(record: Record, filters: Filters) -> Iterator[MapRow]:
    """The rows of `drawn` alone."""
    if derived_as_of(record, filters.as_of) is not None:
        yield from (each.row for each in drawn(record, filters))
        return
    places = np.flatnonzero(incidents_passing(record, filters))
    yield from (row for _, row in _stored(record, columns(record).order["seq"][places]))


def _stored(record: Record, founders: NDArray[np.uint32]) -> Iterator[tuple[int, MapRow]]:
    sql = "SELECT m.seq, m.row FROM json_each(?) w CROSS JOIN map_rows m ON m.seq = w.value"
    return ((seq, decode(row)) for seq, row in record.stream(sql, (listed(founders),)))


def _then(record: Record, some: list[Placed], accounts: _Accounts) -> Iterator[Drawn]:
    """Incidents of a past day; those that were as they are now have a stored row."""
    founders = [each.seq for each in some if each.seq is not None]
    rows = dict(_stored(record, np.array(founders, np.uint32)))
    at = columns(record).at
    summed = iter(accounts.drawn([each.incident for each in some if each.incident is not None]))
    for each in some:
        if each.incident is not None:
            yield next(summed)
        elif each.seq is not None:
            yield Drawn(each.key[-1], rows[each.seq], accounts.of_place(int(at[each.seq])))


def drawn_then(record: Record, incidents: Iterable[Incident]) -> Iterator[Drawn]:
    """Incidents as they were on days of their own."""
    accounts = _Accounts(record)
    for some in batches(incidents, _AT_ONCE):
        yield from accounts.drawn(list(some))


class _Accounts:
    """How accounts stand, and by them incidents."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._columns: Columns = columns(record)
        self._levels = (self._by_level("certainty", CERTAINTIES), self._by_level("status", STATUSES))
        self._flags = {REVIEWED: reviewed_of(record), CORRECTED: self._corrected()}

    def of_place(self, place: int) -> Standing:
        """Of a stored incident, by its place in the list."""
        return self._of_places[place]

    @cached_property
    def _of_places(self) -> list[Standing]:
        found = self._columns
        levels = [self._least(found.incidents(mask) for mask in masks) for masks in self._levels]
        flags = np.zeros(len(found.order), np.int64)
        for bit, mask in self._flags.items():
            flags |= np.where(found.incidents(mask), bit, 0)
        kinds: dict[tuple[int, ...], Standing] = {}
        return [
            kinds.setdefault(each, Standing(*each))
            for each in zip(levels[0].tolist(), levels[1].tolist(), flags.tolist(), strict=True)
        ]

    def drawn(self, incidents: list[Incident]) -> Iterator[Drawn]:
        """Incidents as they were once; by those of their accounts, as they stand now, that are in an incident."""
        ids = msgspec.json.encode([each for i in incidents for each in i.assertion_ids]).decode()
        sql = "SELECT c.assertion_id, c.seq FROM json_each(?) w JOIN current_assertions c ON c.assertion_id = w.value"
        seqs = {id: seq for id, seq in self._record.rows(sql, (ids,)) if self._columns.at[seq] >= 0}
        for i in incidents:
            yield Drawn(i.incident_id, row_of(i), self._of([seqs[each] for each in i.assertion_ids if each in seqs]))

    def _of(self, seqs: list[int]) -> Standing:
        certainty, status = (next((n for n, mask in enumerate(masks) if mask[seqs].any()), 0) for masks in self._levels)
        return Standing(certainty, status, sum(bit for bit, mask in self._flags.items() if mask[seqs].any()))

    def _least(self, masks: Iterable[Mask]) -> NDArray[np.int64]:
        """By place: the first of the levels that an account has; 0 where none has any."""
        found = np.zeros(len(self._columns.order), np.int64)
        for level, mask in reversed(list(enumerate(masks))):
            found[mask] = level
        return found

    def _by_level(self, slot: str, levels: tuple[str, ...]) -> list[Mask]:
        return [self._columns.only(having(self._record, name_numbers(self._record, slot, level))) for level in levels]

    def _corrected(self) -> Mask:
        reviews = reviews_of(self._record, [row.assertion_id for row in reviewed.rows(self._record)])
        ids = sorted(id for id, review in reviews.items() if review.state in ("corrected", "added"))
        sql = "SELECT c.seq FROM json_each(?) w JOIN current_assertions c ON c.assertion_id = w.value"
        return self._columns.only(asked(self._record, sql, (msgspec.json.encode(ids).decode(),)))
