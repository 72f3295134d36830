"""Lists of incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

import msgspec

from dateline.model.errors import NotFoundError
from dateline.model.incident import Incident
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.assertion_lists import check_limit
from dateline.pipeline.queries.past import Found, Past
from dateline.pipeline.queries.where import condition
from dateline.pipeline.views import Filters, Page
from dateline.store import Record

_decoder = msgspec.json.Decoder(Incident)

ORDER = "day_from, day_to, first_known, incident_id"
"""The order of incidents in every list and export."""

_BEGIN = ("", "", "", "")

MOST_MATCHES = 20_000
"""The most ids that `matches` gives."""


class Matches(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of incidents; total counts those beyond the most that are given, too."""

    ids: tuple[str, ...]
    total: int


def incidents(record: Record, filters: Filters, *, limit: int = 50, after: str | None = None) -> Page[Incident]:
    """Incidents of which at least one assertion passes the filters, by first possible day, then by when first known.

    With `as_of` they are merged anew from the assertions known by then. Errors as in `claims`.
    """
    check_limit(limit)
    with record.snapshot():
        past = derived_as_of(record, filters.as_of)
        if past is not None:
            return _page(past, _then(past, record, filters), limit, after)
        where = condition(record, filters)
        of = f"SELECT c.incident_id FROM current_assertions c WHERE c.incident_id IS NOT NULL AND {where.sql}"
        if where.parts:
            total = record.value(f"SELECT count(*) FROM incidents WHERE incident_id IN ({of})", where.parameters)
        else:
            total = record.value("SELECT count(*) FROM incidents")
        start = _position(record, after) if after is not None else _BEGIN
        condition_sql = f"i.incident_id IN ({of})" if where.parts else "1"
        rows = record.rows(
            f"SELECT i.body FROM incidents i WHERE {condition_sql} AND ({ORDER}) > (?, ?, ?, ?)"
            f" ORDER BY {ORDER} LIMIT ?",
            [*where.parameters, *start, limit + 1],
        )
    found = tuple(_decoder.decode(body) for (body,) in rows[:limit])
    return Page(rows=found, total=int(total), next=found[-1].incident_id if len(rows) > limit else None)


def chosen(record: Record, filters: Filters) -> Iterator[Incident]:
    """All incidents of which at least one assertion passes the filters, in the order of `incidents`."""
    past = derived_as_of(record, filters.as_of)
    if past is not None:
        yield from past.whole(_then(past, record, filters).rows)
        return
    where = condition(record, filters)
    of = f"SELECT c.incident_id FROM current_assertions c WHERE {where.sql}"
    sql = f"SELECT body FROM incidents {f'WHERE incident_id IN ({of})' if where.parts else ''} ORDER BY {ORDER}"
    yield from map(decode, record.stream(sql, where.parameters if where.parts else ()))


def incidents_by_ids(record: Record, ids: Sequence[str], as_of: date | None = None) -> Page[Incident]:
    """These incidents in this order, as they were at the end of a day or are; unknown ones are left out."""
    with record.snapshot():
        past = derived_as_of(record, as_of)
        if past is None:
            marks = ",".join("?" * len(ids))
            rows = record.rows(f"SELECT body FROM incidents WHERE incident_id IN ({marks})", ids)
            found = [_decoder.decode(body) for (body,) in rows]
        else:
            wanted = set(ids)
            found = list(past.whole(placed for placed in past.incidents().rows if placed.key[-1] in wanted))
    by_id = {each.incident_id: each for each in found}
    shown = tuple(by_id[each] for each in ids if each in by_id)
    return Page(rows=shown, total=len(shown))


def matches(record: Record, filters: Filters) -> Matches:
    """The ids of the incidents of which an assertion passes the filters, the first MOST_MATCHES in the order of lists.
    Errors as in `incidents`.
    """
    with record.snapshot():
        past = derived_as_of(record, filters.as_of)
        if past is not None:
            found = _then(past, record, filters)
            ids = [placed.key[-1] for placed in islice(found.rows, MOST_MATCHES)]
            return Matches(ids=tuple(ids), total=found.total)
        where = condition(record, filters)
        of = f"SELECT c.incident_id FROM current_assertions c WHERE c.incident_id IS NOT NULL AND {where.sql}"
        sql = f"SELECT incident_id FROM incidents WHERE incident_id IN ({of}) ORDER BY {ORDER}"
        ids = [row[0] for row in record.rows(sql, where.parameters)]
    return Matches(ids=tuple(ids[:MOST_MATCHES]), total=len(ids))


def _then(past: Past, record: Record, filters: Filters) -> Found:
    where = condition(record, filters)
    return past.incidents(where.sql, where.parameters)


def decode(row: tuple[bytes]) -> Incident:
    """The incident of a stored row."""
    return _decoder.decode(row[0])


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


def _position(record: Record, after: str) -> tuple[str, ...]:
    found = record.row(f"SELECT {ORDER} FROM incidents WHERE incident_id = ?", (after,))
    if found is None:
        raise _lost(after)
    return found


def _lost(after: str) -> NotFoundError:
    return NotFoundError(
        f"the list cannot go on after {after!r}: no such incident", remedy="Start again without `after`."
    )
