"""Which assertions, and which incidents, pass the filters."""

from __future__ import annotations

from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.where import WHOLE, masks, together
from dateline.pipeline.queries.whole import whole_of
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.columns import Mask, columns

Parts = dict[str, Mask]
"""By filter: what it lets through (`where.masks`)."""


def parts_of(record: Record, filters: Filters) -> Parts:
    """What each filter lets through, as of the day where one is given. Errors as in `where.masks`."""
    found = masks(record, filters)
    if filters.disputed is not None:
        past = derived_as_of(record, filters.as_of)
        if past is not None:
            every = together(columns(record), found, ("disputed",))
            then = past.disputed(every)
            found["disputed"] = then if filters.disputed else every & ~then
    return found


def assertions_passing(record: Record, filters: Filters) -> Mask:
    """By seq: the assertions that pass. Errors as in `where.masks`."""
    return together(columns(record), parts_of(record, filters))


def events_passing(record: Record, filters: Filters) -> Mask:
    """By seq: the assertions that pass what is asked of single accounts when incidents are asked for."""
    return together(columns(record), masks(record, filters), WHOLE)


def incidents_passing(record: Record, filters: Filters) -> Mask:
    """By place in the list: the incidents of the present that pass. Errors as in `where.masks`."""
    found = columns(record)
    return found.incidents(events_passing(record, filters)) & whole_of(filters).lets(found, record)
