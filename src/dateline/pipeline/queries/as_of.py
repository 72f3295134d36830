"""Which layer a question about a past day is answered from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date

from dateline.pipeline.queries.anew import Anew
from dateline.pipeline.queries.past import Past
from dateline.store import Record

_KEPT = 4
_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], Past] = OrderedDict()


def derived_as_of(record: Record, day: date | None) -> Past | None:
    """What was derived as of the end of `day`; None where that is the layer that is stored.

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
        found = _kept.pop(key, None) or _past(record, day.isoformat())
        _kept[key] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    found.record = record
    return found


def _past(record: Record, day: str) -> Past:
    """A report that was withdrawn later counted on the day, and may have held together what is apart without it: then
    the layer of the day is worked out anew.
    """
    counted = "SELECT 1 FROM withdrawn JOIN reports USING (report_id) WHERE known_from <= ?1 AND withdrawn_on > ?1"
    if record.value(f"{counted} LIMIT 1", (day,)):
        return Anew(record, day)
    return Past(record, day)
