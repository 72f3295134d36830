"""What each day brought, each week, each month: briefs and changes, made of what differs alone.

`queries.diff` compares two days as wholes. Day after day that would cost days times incidents; here the versions tell
which incidents differ, and the same functions compare these. Of a record with withdrawn reports `queries.diff` is
asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from dateline.pipeline import queries
from dateline.pipeline.brief.making import brief_of
from dateline.pipeline.change_views import Changes, ControlChange, DisputeChange, IncidentChange
from dateline.pipeline.queries import ControlLine, Filters
from dateline.pipeline.queries.changes import of_ids, told_shortly
from dateline.pipeline.queries.compared import compared
from dateline.pipeline.queries.control_changes import control_changes
from dateline.pipeline.queries.counterparts import counterparts
from dateline.pipeline.queries.report_views import heads
from dateline.pipeline.site.disputes import Disputes
from dateline.pipeline.site.dossiers import card
from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.shards import InOrder
from dateline.pipeline.site.versions import Told, Versions, has_withdrawn, incident_of
from dateline.pipeline.views import ReportHead
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.values.names import fold

STRETCHES: Final = (1, 7, 30)
"""Days between the two days that are compared; the page offers these."""

_ONE: Final = timedelta(days=1)


def write_days(
    record: Record, versions: Versions, disputes: Disputes, days: Sequence[str], files: Files, told: Told
) -> dict[int, dict[str, int]]:
    """Writes changes-1/ with the briefs, changes-7/ and so on. Returns, by the length of the stretch, the file of each
    one in which the record changed, by its last day.
    """
    between = _Between(record, versions, disputes)
    found: dict[int, dict[str, int]] = {}
    stretches = {length: ends(days, length) for length in STRETCHES}
    done, total = 0, sum(map(len, stretches.values()))
    for length, lasts in stretches.items():
        shards = InOrder(files, f"changes-{length}")
        found[length] = {}
        for last in lasts:
            changes = between(last - length * _ONE, last)
            body = {"brief": brief_of(record, changes), "changes": short(changes)} if length == 1 else short(changes)
            found[length][last.isoformat()] = shards.add(last.isoformat(), msgspec.json.encode(body))
            done += 1
            told("changes", done, total)
        shards.close()
    return found


def ends(days: Sequence[str], length: int) -> list[date]:
    """The last days of the stretches of this length in which the record changed, counted back from its last day."""
    if not days:
        return []
    last = date.fromisoformat(days[-1])
    back = {(last - date.fromisoformat(day)).days // length for day in days}
    return [last - timedelta(days=length * n) for n in sorted(back, reverse=True)]


def short(changes: Changes) -> dict[str, Any]:
    """The changes, each incident without who says what of it: what is new of that stands in the change itself."""
    whole: dict[str, Any] = msgspec.to_builtins(changes)
    for each, change in zip(whole["incidents"], changes.incidents, strict=True):
        each["former"], each["present"] = ([card(i) for i in side] for side in (change.former, change.present))
        for toll in each["tolls"]:
            for side in ("former", "present"):
                toll[side] = [{**one, "positions": []} for one in toll[side]]
    return whole


class _Between:
    """The changes between two days."""

    def __init__(self, record: Record, versions: Versions, disputes: Disputes) -> None:
        self._record, self._versions, self._disputes = record, versions, disputes
        self._whole = has_withdrawn(record)
        if not self._whole:
            self._known = dict(record.rows("SELECT assertion_id, known_from FROM current_assertions"))
            self._lines = queries.control(record, Filters())
            self._doubted = dict(_doubted(record))

    def __call__(self, since: date, until: date) -> Changes:
        """As `queries.diff` of the two days."""
        if self._whole:
            return queries.diff(self._record, since, until)
        first, last = since.isoformat(), until.isoformat()
        return Changes(
            from_day=since,
            to_day=until,
            reports=self._reports(first, last),
            incidents=tuple(self._incidents(first, last)),
            disputes=tuple(self._new_disputes(first, last)),
            control=self._control(first, last),
            withdrawals=(),
        )

    def _incidents(self, since: str, until: str) -> Iterator[IncidentChange]:
        before, after = ([incident_of(v) for v in side] for side in self._versions.between(since, until))
        old, new = ({each for i in side for each in i.assertion_ids} for side in (before, after))
        told = {a.assertion_id: a for a in of_ids(self._record, sorted(new - old))}
        for group in counterparts(before, after):
            yield compared(group, told, self._known.__getitem__, {})

    def _new_disputes(self, since: str, until: str) -> list[DisputeChange]:
        pairs = sorted(self._disputes.new(since, until))
        told = {a.assertion_id: a for a in of_ids(self._record, sorted({each for pair in pairs for each in pair}))}
        found = [
            DisputeChange(
                change="new",
                claim=told_shortly(told[claim], self._known[claim]),
                against=told_shortly(told[against], self._known[against]),
                incident_id=self._versions.with_account(self._seq(claim), until),
                since=max(self._known[claim], self._known[against]),
            )
            for claim, against in pairs
        ]
        return sorted(found, key=lambda each: (each.since or "", each.claim.assertion_id, each.against.assertion_id))

    def _seq(self, assertion_id: str) -> int:
        return int(self._record.value("SELECT seq FROM current_assertions WHERE assertion_id = ?", (assertion_id,)))

    def _control(self, since: str, until: str) -> tuple[ControlChange, ...]:
        """Only places with a new line can differ."""
        touched = {_place(line) for line in self._lines if since < line.since <= until}
        lines = [line for line in self._lines if _place(line) in touched] if touched else []
        former, present = ([line for line in lines if line.since <= day] for day in (since, until))
        return control_changes(former, present, self._doubted)

    def _reports(self, since: str, until: str) -> tuple[ReportHead, ...]:
        sql = "SELECT report_id FROM reports WHERE known_from > ? AND known_from <= ?"
        return heads(self._record, [row[0] for row in self._record.rows(sql, (since, until))])


def _place(line: ControlLine) -> tuple[str, str]:
    return fold(line.place.name or line.place.as_written), line.place.place_id or ""


def _doubted(record: Record) -> Iterable[tuple[str, str]]:
    sql = "SELECT body FROM assertions JOIN current_assertions c USING (assertion_id) WHERE c.type = 'control'"
    for (body,) in record.stream(sql):
        a = assertion_rows.decode(body)
        if a.polarity == "denied" or a.status != "actual":
            yield a.assertion_id, "denied" if a.polarity == "denied" else a.status
