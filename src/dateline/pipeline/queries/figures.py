"""What is in a record, in figures."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from dateline.pipeline.queries.passing import assertions_passing
from dateline.pipeline.queries.tallies import assertions_by
from dateline.pipeline.unfinished import unfinished
from dateline.pipeline.views import Filters, Overview
from dateline.store import Record
from dateline.store import reports as report_rows
from dateline.store.columns import columns
from dateline.store.kept import Kept

_kept: Final = Kept[tuple[int, dict[str, Any]]](4)


def overview(record: Record) -> Overview:
    """Counts by kind and type, first and last days, what was skipped, and the record's notice, with what its last build
    left undone.
    """
    with record.snapshot():
        skips, left = report_rows.skips(record), unfinished(record)
        rulings, counts = _kept.get(record, "overview", lambda: (_rulings(record), _counted(record)))
        return Overview(
            reports=record.value("SELECT count(*) FROM reports"),
            publishers=record.value("SELECT count(DISTINCT publisher) FROM reports"),
            first_known=record.value("SELECT min(known_from) FROM reports"),
            last_known=record.value("SELECT max(known_from) FROM reports"),
            judgements=rulings + record.value("SELECT count(*) FROM judgements WHERE made = 'person'"),
            **counts,
            skipped=len(skips),
            skips=tuple(skips),
            notice=" ".join(filter(None, (left.told if left else None, record.meta("notice")))) or None,
        )


def _rulings(record: Record) -> int:
    return int(record.value("SELECT (SELECT count(*) FROM rulings) + (SELECT count(*) FROM entity_rulings)"))


def _counted(record: Record) -> dict[str, Any]:
    """What only making the derived layer again changes."""
    passing = assertions_passing(record, Filters())
    events = columns(record).days[passing & assertions_passing(record, Filters(kind="event"))]
    entities = dict(record.rows("SELECT kind, count(*) FROM entities GROUP BY kind"))
    return {
        "copies": record.value("SELECT count(*) FROM copies"),
        "withdrawn": record.value("SELECT count(*) FROM withdrawn"),
        "assertions": assertions_by(record, "kind", passing),
        "event_types": assertions_by(record, "type", passing),
        "types": assertions_by(record, "act", passing),
        "incidents": record.value("SELECT count(*) FROM incidents"),
        "places": entities.get("place", 0),
        "actors": entities.get("actor", 0),
        "weapons": entities.get("weapon", 0),
        "first_day": date.fromordinal(int(events["first"].min())) if len(events) else None,
        "last_day": date.fromordinal(int(events["last"].max())) if len(events) else None,
    }
