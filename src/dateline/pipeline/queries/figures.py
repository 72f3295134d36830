"""What is in a record, in figures."""

from __future__ import annotations

from datetime import date

from dateline.pipeline.queries.where import standing
from dateline.pipeline.unfinished import unfinished
from dateline.pipeline.views import Overview
from dateline.store import Record
from dateline.store import reports as report_rows


def overview(record: Record) -> Overview:
    """Counts by kind and type, first and last days, what was skipped, and the record's notice, with what its last build
    left undone.
    """
    with record.snapshot():
        skips, left = report_rows.skips(record), unfinished(record)
        reports, publishers, first_known, last_known = record.rows(
            "SELECT count(*), count(DISTINCT publisher), min(known_from), max(known_from) FROM reports"
        )[0]
        first_day, last_day = record.rows(
            f"SELECT min(day_from), max(day_to) FROM current_assertions c WHERE type = 'event' AND {standing()}"
        )[0]
        entities = dict(record.rows("SELECT kind, count(*) FROM entities GROUP BY kind"))
        return Overview(
            reports=reports,
            copies=record.value("SELECT count(*) FROM copies"),
            withdrawn=record.value("SELECT count(*) FROM withdrawn"),
            publishers=publishers,
            assertions=_counts(record, "type"),
            event_types=_counts(record, "event_type"),
            types=_counts(record, "coalesce(sub_event_type, interaction)"),
            incidents=record.value("SELECT count(*) FROM incidents"),
            places=entities.get("place", 0),
            actors=entities.get("actor", 0),
            weapons=entities.get("weapon", 0),
            judgements=record.value(
                "SELECT (SELECT count(*) FROM judgements WHERE made = 'person') + (SELECT count(*) FROM rulings)"
                " + (SELECT count(*) FROM entity_rulings)"
            ),
            first_day=date.fromisoformat(first_day) if first_day else None,
            last_day=date.fromisoformat(last_day) if last_day else None,
            first_known=first_known,
            last_known=last_known,
            skipped=len(skips),
            skips=tuple(skips),
            notice=" ".join(filter(None, (left.told if left else None, record.meta("notice")))) or None,
        )


def _counts(record: Record, expression: str) -> dict[str, int]:
    sql = f"SELECT {expression} AS what, count(*) FROM current_assertions c WHERE what IS NOT NULL AND {standing()}"
    return dict(record.rows(f"{sql} GROUP BY what ORDER BY what"))
