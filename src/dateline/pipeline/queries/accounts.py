"""Accounts of stored assertions, with the heads of their reports."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.merge import ReportHead
from dateline.merge.account import Account, account
from dateline.pipeline.heads import marked, stored_heads
from dateline.store import Record
from dateline.store import assertions as assertion_rows


def accounts_of(
    record: Record, rows: Iterable[tuple[int, bytes]], *, with_marks: bool = False
) -> tuple[dict[int, Account], dict[str, ReportHead]]:
    """The accounts of (seq, stored assertion), by seq, which must be ascending; and the heads of their reports.
    with_marks: with what the reports are marked by, which only reasons show.

    Which event of its report each is (`nth`) matters for comparing alone, and these have been compared.
    """
    read = [(seq, assertion_rows.decode(body)) for seq, body in rows]
    heads = stored_heads(record, {a.report_id for _, a in read})
    if with_marks:
        heads = marked(record, heads)
    return {seq: account(a, heads, nth=0) for seq, a in read}, heads
