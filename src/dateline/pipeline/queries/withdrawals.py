"""Reports that a person has withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dateline.model.judgement import Judgement
from dateline.pipeline.change_views import Withdrawal
from dateline.pipeline.queries.report_views import heads
from dateline.store import Record
from dateline.store import judgements as judgement_rows


def withdrawals(record: Record, from_day: date, to_day: date) -> tuple[Withdrawal, ...]:
    """Withdrawals that hold and were decided after `from_day` and by the end of `to_day`, in their order.

    A withdrawal is a person's judgement "wrong" on a report with itself; it holds from the day it was decided.
    """
    decided = {
        j.left: j
        for j in sorted(judgement_rows.by_people(record), key=_order)
        if from_day.isoformat() < j.decided_at[:10] <= to_day.isoformat() and _withdraws(j)
    }
    reports = {each.report_id: each for each in heads(record, sorted(decided))}
    said = _said_in(record, reports)
    return tuple(
        Withdrawal(
            judgement_id=j.judgement_id,
            report=reports[report_id],
            by=j.decided_by,
            at=j.decided_at[:10],
            note=j.note,
            assertion_ids=said.get(report_id, ()),
        )
        for report_id, j in decided.items()
        if report_id in reports  # a judgement "wrong" on anything but a report withdraws none
    )


def _withdraws(j: Judgement) -> bool:
    return j.verdict == "wrong" and j.left == j.right and j.withdrawn_at is None


def _order(j: Judgement) -> tuple[str, str]:
    return j.decided_at, j.judgement_id


def _said_in(record: Record, reports: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Ids of the current assertions of each of these reports, in the order of the text."""
    sql = "SELECT assertion_id FROM current_assertions WHERE report_id = ? ORDER BY seq"
    return {each: tuple(row[0] for row in record.rows(sql, (each,))) for each in reports}
