"""From which day on the derived layer must be made again, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from dateline.merge.corrections import STATES
from dateline.store import Record, reviewed
from dateline.store import judgements as judgement_rows

_COUNTS: Final = (
    "SELECT coalesce(max(rowid), 0) FROM reports",
    "SELECT coalesce(max(rowid), 0) FROM readings",
    "SELECT count(*) FROM judgements WHERE made = 'person'",
    "SELECT count(*) FROM withdrawals",
)

_READ_SINCE: Final = (
    "SELECT known_from FROM reports r WHERE number > ?1 OR EXISTS"
    " (SELECT 1 FROM readings g WHERE g.report_id = r.report_id AND g.reading > ?2)"
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
    earlier reports alone. So does a word on one assertion, since it is about how its report is read. What else people
    judge can change any day, and so can other code.
    """
    if former == source:
        return None
    if former is None:
        return Changed(None, "it was never made")
    was, now = former.split("/"), source.split("/")
    if len(was) != len(now) or was[0] != now[0]:
        return Changed(None, "the code or the words that make it are others")
    judged = _judged(record) if was[3:] != now[3:] else []
    if judged is None:
        return Changed(None, "people have judged")
    read = [day for (day,) in record.rows(_READ_SINCE, (int(was[1]), int(was[2])))]
    if not read and not judged:
        return Changed(None, "reports have gone")
    told = [f"{len(read)} {'report is' if len(read) == 1 else 'reports are'} new or read anew"] if read else []
    told += [f"people have judged {len(judged)} {'assertion' if len(judged) == 1 else 'assertions'}"] if judged else []
    return _from(record, min((*read, *judged)), "; ".join(told))


def _judged(record: Record) -> list[str] | None:
    """The day of the report of each word on a single assertion that is new or was taken back; None if any is on
    something else.
    """
    words = judgement_rows.by_ids(record, reviewed.unapplied(record)).values()
    if any(j.verdict not in STATES or not j.left.startswith("a_") for j in words):
        return None
    sql = "SELECT known_from FROM assertions JOIN reports USING (report_id) WHERE assertion_id = ?"
    days = [record.value(sql, (j.left,)) for j in words]
    return None if not days or None in days else [str(day) for day in days]


def _from(record: Record, day: str, told: str) -> Changed:
    first: Sequence[str] | None = record.row("SELECT min(known_from) FROM current_assertions")
    if first is None or first[0] is None or day <= first[0]:
        return Changed(None, f"{told}, and nothing is known from before {day}")
    return Changed(day, told)
