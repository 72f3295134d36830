"""Which layer a question about a past day is answered from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date
from typing import Final

from dateline.pipeline.queries.anew import Anew, Made, made_anew
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.past import Past
from dateline.store import Record
from dateline.store.kept import Kept

_KEPT = 4
_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], Made] = OrderedDict()
"""By record, its state and day: what was worked out, and no open record, for whoever asks next has another one."""
_parted: Final = Kept[Parted](2)


def derived_as_of(record: Record, day: date | None) -> Past | None:
    """What was derived as of the end of `day`; None where that is the layer that is stored.

    What was worked out is kept in memory until the record changes: a page of a list asks for the same day again, and
    the next day is much like it.
    """
    if day is None:
        return None
    last = record.value(
        "SELECT max(day) FROM (SELECT max(known_from) AS day FROM reports"
        " UNION ALL SELECT max(withdrawn_on) FROM withdrawn)"
    )
    if last is None or last <= day.isoformat():
        return None
    if not _counted_then(record, day.isoformat()):
        return Past(record, day.isoformat(), _parted.get(record, "parted", Parted))
    key = (*record.stamp, day)
    with _lock:
        kept = _kept.pop(key, None)
    if kept is None:
        kept = made_anew(record, day.isoformat())
    with _lock:
        kept = _kept.setdefault(key, kept)
        _kept.move_to_end(key)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return Anew(record, day.isoformat(), kept)


def _counted_then(record: Record, day: str) -> bool:
    """Whether a report counted on the day that was withdrawn later: it may have held together what is apart without it,
    so the layer of the day must be worked out anew.
    """
    # CROSS JOIN is gone through as it is written: the few that were withdrawn, not all reports that were known.
    counted = (
        "SELECT 1 FROM withdrawn CROSS JOIN reports USING (report_id) WHERE known_from <= ?1 AND withdrawn_on > ?1"
    )
    return record.value(f"{counted} AND withdrawn_on > ?1 LIMIT 1", (day,)) is not None
