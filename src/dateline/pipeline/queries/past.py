"""The record as it stood at the end of a day: what follows from the reports known by then, and from no other."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date

from dateline.store import Record
from dateline.store.derived import Derived

_KEPT = 4
_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], Derived] = OrderedDict()


def derived_as_of(record: Record, day: date | None) -> Derived | None:
    """The derived layer as of the end of `day`; None where that is the layer that is stored.

    The last few are kept in memory until the record changes, because a page of a list asks for the same day again.
    """
    if day is None:
        return None
    last = record.value(
        "SELECT max(day) FROM (SELECT known_from AS day FROM reports UNION ALL SELECT withdrawn_on FROM withdrawn)"
    )
    if last is None or last <= day.isoformat():
        return None
    key = (str(record.path.absolute()), record.stamp, day)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    from dateline.pipeline.derive import derive  # takes a second to import: only the past needs it

    derived, _ = derive(record, day.isoformat())
    with _lock:
        _kept[key] = derived
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return derived
