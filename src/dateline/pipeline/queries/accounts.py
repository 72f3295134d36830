"""Accounts of stored assertions, with the heads of their reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dateline.merge import ReportHead
from dateline.merge.account import Account, account
from dateline.pipeline.heads import marked, stored_heads
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.columns import listed


class Told(NamedTuple):
    """Accounts by seq, with rows (seq, body, incident id, disputed by, answers) as they are stored, and by id the heads
    of their reports.
    """

    rows: Mapping[int, tuple[Any, ...]]
    accounts: Mapping[int, Account]
    heads: Mapping[str, ReportHead]


def told_of(record: Record, seqs: Iterable[int]) -> Told:
    """The accounts with these seqs."""
    rows = record.rows(
        "SELECT c.seq, a.body, c.incident_id, c.disputed_by, c.answers FROM json_each(?) w"
        " CROSS JOIN current_assertions c ON c.seq = w.value JOIN assertions a USING (assertion_id)",
        (listed(sorted(seqs)),),
    )
    return Told({row[0]: row for row in rows}, *accounts_of(record, ((seq, body) for seq, body, *_ in rows)))


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
