"""Incidents as a map needs them: the rows that are kept beside the whole ones, and how their accounts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.passing import events_passing, incidents_passing
from dateline.pipeline.queries.past import Then
from dateline.pipeline.queries.where import reviewed_of
from dateline.pipeline.queries.whole import whole_of
from dateline.pipeline.standing import reviews_of
from dateline.pipeline.views import Filters
from dateline.store import Record, reviewed
from dateline.store.columns import Columns, Mask, asked, columns, having, listed
from dateline.store.map_rows import CORRECTED, REVIEWED, MapRow, decode
from dateline.store.search import name_numbers

CERTAINTIES: Final = ("certain", "probable", "possible")
STATUSES: Final = ("actual", "planned", "hypothetical")


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


def drawn(record: Record) -> Iterator[Drawn]:
    """All that stand now, in the order of lists."""
    accounts, found = _Accounts(record), columns(record)
    for place, row in enumerate(_stored(record, found.order["seq"])):
        yield Drawn(found.incident_id(place), row, accounts.of_place(place))


def drawn_then(record: Record, then: Iterable[Then]) -> Iterator[Drawn]:
    """Incidents as they were on days of their own; by their accounts as these stand now."""
    accounts = _Accounts(record)
    return (Drawn(each.incident_id, each.row, accounts.of(each.seqs)) for each in then)


def map_rows(record: Record, filters: Filters) -> Iterator[MapRow]:
    """The rows of the incidents of which an assertion passes the filters, in no order. Errors as in `incidents`."""
    past = derived_as_of(record, filters.as_of)
    if past is None:
        yield from _stored(record, columns(record).order["seq"][incidents_passing(record, filters)])
        return
    stand, parts = past.apart(events_passing(record, filters), whole_of(filters))
    yield from _stored(record, columns(record).order["seq"][stand])
    yield from (each.row for each in parts)


def _stored(record: Record, founders: NDArray[np.uint32]) -> Iterator[MapRow]:
    sql = "SELECT m.row FROM json_each(?) w CROSS JOIN map_rows m ON m.seq = w.value"
    return (decode(row) for (row,) in record.stream(sql, (listed(founders),)))


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

    def of(self, seqs: Sequence[int]) -> Standing:
        """Of an incident of these accounts."""
        at = np.array(seqs, np.intp)
        certainty, status = (next((n for n, mask in enumerate(masks) if mask[at].any()), 0) for masks in self._levels)
        return Standing(certainty, status, sum(bit for bit, mask in self._flags.items() if mask[at].any()))

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
