"""Lists of assertions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import numpy as np

from dateline.merge.names.identify import identified
from dateline.model.assertion import Assertion, Review
from dateline.model.errors import NotFoundError, SettingError
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.nodes import MadeNodes, StoredNodes
from dateline.pipeline.queries.passing import assertions_passing
from dateline.pipeline.queries.past import Past
from dateline.pipeline.queries.where import is_plain
from dateline.pipeline.standing import reviews_of
from dateline.pipeline.views import Filters, Page
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.columns import Mask, listed
from dateline.values.batches import batches

_AT_ONCE = 500

MOST = 10_000
"""The longest page that may be asked for."""

_COLUMNS = "c.seq, a.body, c.incident_id, c.disputed_by, c.answers"
_FROM = "current_assertions c JOIN assertions a USING (assertion_id)"
_LISTED = "json_each(?) w CROSS JOIN current_assertions c ON c.seq = w.value JOIN assertions a USING (assertion_id)"
"""Of the seqs of a JSON list, in the list's order: a CROSS JOIN is gone through as it is written."""


def claims(record: Record, filters: Filters, *, limit: int = 50, after: str | None = None) -> Page[Assertion]:
    """Assertions that pass the filters, in the order in which they were known and stand in their reports.

    after: the `next` of the page before. Raises SettingError for a limit below 1, NotFoundError for a cursor that is
    not an assertion of this record.
    """
    check_limit(limit)
    with record.snapshot():
        passing = assertions_passing(record, filters)
        total = int(np.count_nonzero(passing))
        begin = 1 + _position(record, after) if after is not None else 0
        seqs = begin + np.flatnonzero(passing[begin:])[: limit + 1]
        rows = record.rows(f"SELECT {_COLUMNS} FROM {_LISTED}", (listed(seqs),))
        past = derived_as_of(record, filters.as_of)
        found = tuple(identified(_whole(record, rows[:limit], past), nodes_of(record, past)))
    return Page(rows=found, total=total, next=found[-1].assertion_id if len(rows) > limit else None)


def events(record: Record, filters: Filters, *, limit: int = 50, after: str | None = None) -> Page[Assertion]:
    """`claims` of type event: somebody does something."""
    return claims(record, msgspec.structs.replace(filters, kind="event"), limit=limit, after=after)


def quotes(record: Record, filters: Filters, *, limit: int = 50, after: str | None = None) -> Page[Assertion]:
    """`claims` of type statement: somebody says something."""
    return claims(record, msgspec.structs.replace(filters, kind="statement"), limit=limit, after=after)


def check_limit(limit: int) -> None:
    """Raises SettingError unless `limit` is a possible length of a page."""
    if not 1 <= limit <= MOST:
        raise SettingError(f"a page of {limit} rows was asked for", remedy=f"Ask for 1 to {MOST} rows.")


def selected(record: Record, filters: Filters) -> Iterator[Assertion]:
    """All assertions that pass the filters, one by one, in the order of `claims`; actors and sources as read."""
    return (a for _, a in numbered(record, filters))


def selected_with_names(record: Record, filters: Filters) -> Iterator[Assertion]:
    """As `selected`, with the entity that each place, actor and source is across reports."""
    return identified(numbered(record, filters), nodes_of(record, derived_as_of(record, filters.as_of)))


def numbered(record: Record, filters: Filters) -> Iterator[tuple[int, Assertion]]:
    """As `selected`, each with its seq."""
    past = derived_as_of(record, filters.as_of)
    if is_plain(filters) and past is None and not record.value("SELECT 1 FROM withdrawn LIMIT 1"):
        return _whole(record, record.stream(f"SELECT {_COLUMNS} FROM {_FROM} ORDER BY c.seq"), past)
    return those(record, assertions_passing(record, filters), filters.as_of)


def those(record: Record, passing: Mask, as_of: date | None) -> Iterator[tuple[int, Assertion]]:
    """(seq, assertion) of what passes, in the order of `claims`, as it was at the end of a day or is."""
    seqs = listed(np.flatnonzero(passing))
    rows = record.stream(f"SELECT {_COLUMNS} FROM {_LISTED}", (seqs,))
    return _whole(record, rows, derived_as_of(record, as_of))


def nodes_of(record: Record, past: Past | None) -> StoredNodes | MadeNodes:
    """Names across reports, as they stood in the past where one is given."""
    return StoredNodes(record) if past is None else past.nodes


def by_ids(record: Record, ids: Sequence[str], past: Past | None = None) -> tuple[Assertion, ...]:
    """Current assertions with these ids, with all that is derived about them, in the order of `claims`."""
    marks = ",".join("?" * len(ids))
    rows = record.rows(f"SELECT {_COLUMNS} FROM {_FROM} WHERE c.assertion_id IN ({marks}) ORDER BY c.seq", ids)
    return tuple(a for _, a in _whole(record, rows, past))


def _position(record: Record, after: str) -> int:
    seq = record.value("SELECT seq FROM current_assertions WHERE assertion_id = ?", (after,))
    if seq is None:
        raise NotFoundError(
            f"the list cannot go on after {after!r}: no such assertion", remedy="Start again without `after`."
        )
    return int(seq)


def _whole(record: Record, rows: Iterable[tuple[Any, ...]], past: Past | None) -> Iterator[tuple[int, Assertion]]:
    """(seq, assertion) of stored bodies with what is derived: incident, disputes, review; as it stood in the past where
    one is given.
    """
    for some in batches(rows, _AT_ONCE):
        then = [(seq, assertion_rows.decode(body), *rest) for seq, body, *rest in (past.then(some) if past else some)]
        reviews = reviews_of(record, [read.assertion_id for _, read, *_ in then])
        for seq, read, incident_id, disputed_by, answers in then:
            derived = msgspec.structs.replace(
                read,
                incident_id=incident_id,
                disputed_by=tuple(msgspec.json.decode(disputed_by)),
                answers=tuple(msgspec.json.decode(answers)),
                review=reviews.get(read.assertion_id) or Review(),
            )
            yield int(seq), derived
