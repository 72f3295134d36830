"""How many incidents of which type, day by day, week by week or month by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Final, Literal

from dateline.model.errors import SettingError
from dateline.pipeline.queries.incident_rows import map_rows
from dateline.pipeline.views import Bucket, Filters
from dateline.store import Record
from dateline.store.kept import Kept
from dateline.store.map_rows import DAY0, NUMBERS, OPEN_END, OPEN_START, MapRow

Step = Literal["day", "week", "month"]

_kept: Final = Kept[tuple[Bucket, ...]](32)
_COARSENESS = {"hour": 0, "day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "decade": 5}


def timeline(record: Record, filters: Filters, *, by: Step = "day") -> tuple[Bucket, ...]:
    """Incidents that pass the filters (as in `incidents`), counted where they last can have happened.

    An incident whose date is a range stands at the range's latest day: for one dated only by publication that is the
    day of the report. One that is undated, or dated more coarsely than a step ("in 2014"), stands in no bucket: no day
    is made up for it. Buckets without an incident are left out. Raises SettingError for another step.
    """
    if by not in ("day", "week", "month"):
        raise SettingError(f"a timeline by {by!r} was asked for", remedy="Ask for day, week or month.")
    return _kept.get(record, (filters, by), lambda: _counted(record, filters, by))


def _counted(record: Record, filters: Filters, by: Step) -> tuple[Bucket, ...]:
    counts: defaultdict[date, Counter[str]] = defaultdict(Counter)
    with record.snapshot():
        for row in map_rows(record, filters):
            if row.precision is None or _COARSENESS[row.precision] > _COARSENESS[by]:
                continue
            event_type, _, interaction = row.type
            counts[_start(_last_day(row), by)][event_type or interaction or "Other"] += 1
    return tuple(
        Bucket(start=start, counts=dict(sorted(counts[start].items())), total=counts[start].total())
        for start in sorted(counts)
    )


def _last_day(row: MapRow) -> date:
    """The last day that its date allows, the first where that is open; when it was known without either."""
    numbers = dict(zip(NUMBERS, row.numbers, strict=True))
    first, last = numbers["day_from"], numbers["day_to"]
    day = last if last != OPEN_END else first if first != OPEN_START else numbers["first_known"]
    return date.fromordinal(DAY0.toordinal() + day)


def _start(day: date, by: Step) -> date:
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day
