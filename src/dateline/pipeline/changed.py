"""From which day on the derived layer must be made again, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from dateline.store import Record

_COUNTS: Final = (
    "SELECT coalesce(max(rowid), 0) FROM reports",
    "SELECT coalesce(max(rowid), 0) FROM readings",
    "SELECT count(*) FROM judgements WHERE made = 'person'",
    "SELECT count(*) FROM withdrawals",
)


class Changed(NamedTuple):
    """What has changed since the layer was made. since: the ISO day from which it must be made again; null: whole."""

    since: str | None
    why: str


def source_of(record: Record, fingerprint: str) -> str:
    """Names what the layer follows from: the deriving code and how many rows each append-only table has."""
    return "/".join([fingerprint, *(str(record.value(sql)) for sql in _COUNTS)])


def changed(record: Record, former: str | None, source: str) -> Changed | None:
    """What changed between two sources (`source_of`), the former being that of the stored layer; None if nothing did.

    A report matters from the day on which it became known: copies, groups and numbers of earlier days follow from
    earlier reports alone. What people judge can change any day, and so can other code.
    """
    if former == source:
        return None
    if former is None:
        return Changed(None, "it was never made")
    was, now = former.split("/"), source.split("/")
    if len(was) != len(now) or was[0] != now[0]:
        return Changed(None, "the code or the words that make it are others")
    if was[3:] != now[3:]:
        return Changed(None, "people have judged")
    reports, readings = was[1], was[2]
    found = record.row(
        "SELECT min(known_from), count(*) FROM reports r WHERE number > ?1 OR EXISTS"
        " (SELECT 1 FROM readings g WHERE g.report_id = r.report_id AND g.reading > ?2)",
        (int(reports), int(readings)),
    )
    if found is None or found[0] is None:
        return Changed(None, "reports have gone")
    return _from(record, *found)


def _from(record: Record, day: str, count: int) -> Changed:
    told = f"{count} {'report is' if count == 1 else 'reports are'} new or read anew"
    first: Sequence[str] | None = record.row("SELECT min(known_from) FROM current_assertions")
    if first is None or first[0] is None or day <= first[0]:
        return Changed(None, f"{told}, and nothing is known from before {day}")
    return Changed(day, told)
