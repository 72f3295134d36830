"""Accounts of stored assertions, with the heads of their reports."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.merge import ReportHead
from dateline.merge.account import Account, account
from dateline.store import Record
from dateline.store import assertions as assertion_rows


def accounts_of(record: Record, rows: Iterable[tuple[int, bytes]]) -> tuple[dict[int, Account], dict[str, ReportHead]]:
    """The accounts of (seq, stored assertion), by seq, which must be ascending; and the heads of their reports."""
    read = [(seq, assertion_rows.decode(body)) for seq, body in rows]
    wanted = msgspec.json.encode(sorted({a.report_id for _, a in read})).decode()
    heads = {
        row[0]: ReportHead(
            report_id=row[0], published=row[1], known_from=row[2], publisher=row[3], title=row[4], duplicate_of=row[5]
        )
        for row in record.rows(
            "SELECT r.report_id, substr(r.published, 1, 10), r.known_from, r.publisher, r.title, c.duplicate_of"
            " FROM json_each(?) w JOIN reports r ON r.report_id = w.value LEFT JOIN copies c USING (report_id)",
            (wanted,),
        )
    }
    return {seq: account(a, heads, 0) for seq, a in read}, heads
