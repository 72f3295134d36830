"""All incidents at once, as columns of numbers: what the desk draws, counts and filters in the browser.

The layout is described in docs/web.md. A name stands once, in the header; rows have its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.feed_table import Table, gathered
from dateline.pipeline.queries.incident_rows import Drawn, drawn, drawn_then
from dateline.pipeline.queries.passing import events_passing, incidents_passing
from dateline.pipeline.queries.where import is_plain
from dateline.pipeline.queries.whole import whole_of
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.kept import Kept

_kept: Final = Kept[bytes](8)
_tables: Final = Kept[Table](2)


def feed(record: Record, filters: Filters) -> bytes:
    """Every incident of which an assertion passes the filters, in the order of lists, as docs/web.md lays it out. The
    last few are kept until the record changes. Errors as in `incidents`.
    """

    def made() -> bytes:
        with record.snapshot():
            return _made(record, filters)

    return _kept.get(record, filters, made)


def packed(record: Record, found: Iterable[Drawn], filters: Filters) -> bytes:
    """These incidents as a feed, which says that they are those of the filters."""
    return gathered(found).packed(_header(record, filters))


def _made(record: Record, filters: Filters) -> bytes:
    return _table(record, filters).packed(_header(record, filters))


def _header(record: Record, filters: Filters) -> dict[str, Any]:
    known = record.row("SELECT min(known_from), max(known_from) FROM reports") or (None, None)
    return {
        "as_of": filters.as_of.isoformat() if filters.as_of else None,
        "known": {"first": known[0] and known[0][:10], "last": known[1] and known[1][:10]},
    }


def ids_of(record: Record, filters: Filters) -> NDArray[np.uint64]:
    """The ids of the incidents of a feed, in its order, each as a number of its 8 bytes. Errors as in `feed`."""
    every, rows = _chosen(record, filters)
    ids = every.ids if rows is None else every.ids[rows]
    return np.ascontiguousarray(ids).view(np.uint64).reshape(-1)


def _table(record: Record, filters: Filters) -> Table:
    every, rows = _chosen(record, filters)
    return every if rows is None else every.taken(rows)


def _chosen(record: Record, filters: Filters) -> tuple[Table, NDArray[np.intp] | None]:
    """What passes: rows of the table of all that stands now, to which what stood otherwise then is added; None: all."""
    every = _tables.get(record, "stored", lambda: gathered(drawn(record)))
    past = derived_as_of(record, filters.as_of)
    if past is None:
        return every, None if is_plain(filters) else np.flatnonzero(incidents_passing(record, filters))
    stand, parts = past.apart(events_passing(record, filters), whole_of(filters))
    both = every.with_others(drawn_then(record, parts))
    rows = np.concatenate([stand.astype(np.intp), np.arange(len(every), len(both))])
    return both, rows[both.order_of(rows)]
