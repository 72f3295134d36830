"""Lists of incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.merge.summarise import incident_id_of
from dateline.model.errors import NotFoundError
from dateline.model.incident import Incident
from dateline.pipeline.queries.anew import Anew
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.assertion_lists import check_limit
from dateline.pipeline.queries.passing import events_passing, incidents_passing
from dateline.pipeline.queries.past import Found, Past
from dateline.pipeline.queries.whole import ANY, Whole, whole_of
from dateline.pipeline.views import Filters, Page
from dateline.store import Record
from dateline.store.columns import Mask, columns, listed

_decoder = msgspec.json.Decoder(Incident)

ORDER = "day_from, day_to, first_known, incident_id"
"""The order of incidents in every list and export."""


def incidents(record: Record, filters: Filters, *, limit: int = 50, after: str | None = None) -> Page[Incident]:
    """Incidents of which at least one assertion passes the filters, by first possible day, then by when first known.

    With `as_of` they are merged anew from the assertions known by then. Errors as in `claims`.
    """
    check_limit(limit)
    with record.snapshot():
        past = derived_as_of(record, filters.as_of)
        if past is not None:
            return _page(past, _then(past, record, filters), limit, after)
        passing = incidents_passing(record, filters)
        begin = 1 + _position(record, after) if after is not None else 0
        places = begin + np.flatnonzero(passing[begin:])[: limit + 1]
        rows = list(_bodies(record, places))
        total = np.count_nonzero(passing)
    found = tuple(_decoder.decode(body) for body in rows[:limit])
    return Page(rows=found, total=int(total), next=found[-1].incident_id if len(rows) > limit else None)


def chosen(record: Record, filters: Filters) -> Iterator[Incident]:
    """All incidents of which at least one assertion passes the filters, in the order of `incidents`."""
    return chosen_of(record, events_passing(record, filters), filters.as_of, whole_of(filters))


def chosen_of(record: Record, passing: Mask, as_of: date | None, whole: Whole = ANY) -> Iterator[Incident]:
    """All incidents of which an assertion passes, in the order of lists, as they were at the end of a day or are."""
    past = derived_as_of(record, as_of)
    if past is not None:
        yield from past.whole(past.incidents(passing, whole).rows)
        return
    found = columns(record)
    yield from map(
        _decoder.decode, _bodies(record, np.flatnonzero(found.incidents(passing) & whole.lets(found, record)))
    )


def incidents_by_ids(record: Record, ids: Sequence[str], as_of: date | None = None) -> Page[Incident]:
    """These incidents in this order, as they were at the end of a day or are; unknown ones are left out."""
    with record.snapshot():
        past = derived_as_of(record, as_of)
        if past is None:
            marks = ",".join("?" * len(ids))
            rows = record.rows(f"SELECT body FROM incidents WHERE incident_id IN ({marks})", ids)
            found = [_decoder.decode(body) for (body,) in rows]
        else:
            found = list(_then_by_ids(past, record, ids))
    by_id = {each.incident_id: each for each in found}
    shown = tuple(by_id[each] for each in ids if each in by_id)
    return Page(rows=shown, total=len(shown))


def _then_by_ids(past: Past, record: Record, ids: Sequence[str]) -> Iterator[Incident]:
    """Their id is that of their first account. What this is in now has it still, or has grown around it since."""
    wanted = set(ids)
    found = past.incidents(None if isinstance(past, Anew) else _founded(record, wanted, past.day))
    yield from (i for i in past.whole(found.rows) if i.incident_id in wanted)


def _founded(record: Record, wanted: set[str], day: str) -> Mask:
    """The accounts that by then had founded incidents of these ids, or may have."""
    found, given = columns(record), msgspec.json.encode(sorted(wanted)).decode()
    sql = "SELECT i.seq, i.incident_id FROM json_each(?) w JOIN incidents i ON i.incident_id = w.value"
    present = dict(record.rows(sql, (given,)))
    seqs = list(present)
    if wanted - set(present.values()):
        joined = record.stream(
            "SELECT c.seq, c.assertion_id FROM joinings j JOIN current_assertions c USING (seq)"
            " WHERE j.day > ?1 AND c.known_from <= ?1",
            (day,),
        )
        seqs += [seq for seq, assertion_id in joined if incident_id_of(assertion_id) in wanted]
    return found.only(np.array(seqs, np.uint32))


def _then(past: Past, record: Record, filters: Filters) -> Found:
    return past.incidents(events_passing(record, filters), whole_of(filters))


def _bodies(record: Record, places: NDArray[np.int64]) -> Iterator[bytes]:
    """Stored incidents by their places in the list."""
    founders = listed(columns(record).order["seq"][places])
    rows = record.stream("SELECT i.body FROM json_each(?) w CROSS JOIN incidents i ON i.seq = w.value", (founders,))
    return (body for (body,) in rows)


def one(record: Record, incident_id: str) -> Incident | None:
    """One incident by its id."""
    row = record.row("SELECT body FROM incidents WHERE incident_id = ?", (incident_id,))
    return _decoder.decode(row[0]) if row else None


def _page(past: Past, found: Found, limit: int, after: str | None) -> Page[Incident]:
    rows = found.rows
    if after is not None and not any(placed.key[-1] == after for placed in rows):
        raise _lost(after)
    shown = tuple(past.whole(islice(rows, limit)))
    more = next(rows, None) is not None
    return Page(rows=shown, total=found.total, next=shown[-1].incident_id if more else None)


def _position(record: Record, after: str) -> int:
    """Its place in the list."""
    seq = record.value("SELECT seq FROM incidents WHERE incident_id = ?", (after,))
    if seq is None:
        raise _lost(after)
    return int(columns(record).at[seq])


def _lost(after: str) -> NotFoundError:
    return NotFoundError(
        f"the list cannot go on after {after!r}: no such incident", remedy="Start again without `after`."
    )
