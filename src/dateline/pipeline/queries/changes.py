"""The difference between the record at the end of one day and at the end of another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.errors import SettingError
from dateline.pipeline.change_views import Changes, ControlChange, DisputeChange, IncidentChange, Told
from dateline.pipeline.queries.assertion_lists import by_ids, selected
from dateline.pipeline.queries.compared import compared
from dateline.pipeline.queries.control_changes import control_changes
from dateline.pipeline.queries.control_lines import control as control_lines
from dateline.pipeline.queries.control_lines import said_by
from dateline.pipeline.queries.counterparts import counterparts
from dateline.pipeline.queries.incident_lists import chosen
from dateline.pipeline.queries.report_views import heads
from dateline.pipeline.queries.withdrawals import withdrawals
from dateline.pipeline.standing import stored_standing
from dateline.pipeline.views import Filters, ReportHead
from dateline.store import Record

AT_ONCE = 500
"""Ids that one question to the store names."""

_NO_FILTERS = Filters()


def diff(record: Record, from_day: date, to_day: date, filters: Filters = _NO_FILTERS) -> Changes:
    """What differs between the end of `from_day` and the end of `to_day`.

    filters: only changes behind which an assertion stands that passes them (`as_of` is not used: the two days say it).
    Time grows with the number of assertions. Raises SettingError if `to_day` is before `from_day`.
    """
    if to_day < from_day:
        raise SettingError(f"the days run from {from_day} to {to_day}, backwards", remedy="Give the earlier day first.")
    days = (from_day, to_day)
    with record.snapshot():
        sides = tuple(_Side(record, day) for day in days)
        known = dict(record.rows("SELECT assertion_id, known_from FROM current_assertions"))
        decided = _decided(record, to_day)
        passing = _passing(record, filters, days)
        incidents = _incidents(record, sides, known, decided)
        disputes = _disputes(record, sides, known, decided)
        control = _control(record, sides)
        gone = withdrawals(record, from_day, to_day)
        return Changes(
            from_day=from_day,
            to_day=to_day,
            reports=_reports(record, days, sides[1], passing),
            incidents=tuple(each for each in incidents if _passes(_accounts(each), passing)),
            disputes=tuple(each for each in disputes if _passes(_two(each), passing)),
            control=tuple(each for each in control if _passes(_claims(each), passing)),
            withdrawals=tuple(each for each in gone if passing is None or _passes(each.assertion_ids, passing)),
        )


class _Side:
    """What the two days are compared by, gathered in one pass over the assertions of one of them."""

    def __init__(self, record: Record, day: date) -> None:
        self.filters = Filters(as_of=day)
        self.incidents = tuple(chosen(record, self.filters))
        self.incident_of = {each: i.incident_id for i in self.incidents for each in i.assertion_ids}
        self.disputes: set[tuple[str, str]] = set()
        self.report_of: dict[str, str] = {}
        self.doubted: dict[str, str] = {}
        for a in selected(record, self.filters):
            self.report_of[a.assertion_id] = a.report_id
            self.disputes.update((a.assertion_id, other) for other in a.disputed_by)
            if a.type == "control" and (a.polarity == "denied" or a.status != "actual"):
                self.doubted[a.assertion_id] = "denied" if a.polarity == "denied" else a.status


def _incidents(
    record: Record, sides: Sequence[_Side], known: Mapping[str, str], decided: Mapping[str, str]
) -> list[IncidentChange]:
    before, after = sides
    groups = list(counterparts(before.incidents, after.incidents))
    old, new = (
        {each for group in groups for incident in group[side] for each in incident.assertion_ids} for side in (0, 1)
    )
    told = {a.assertion_id: a for a in of_ids(record, sorted(new - old))}
    return [compared(group, told, known.__getitem__, decided) for group in groups]


def of_ids(record: Record, ids: Sequence[str], asked: int = AT_ONCE) -> Iterator[Assertion]:
    """Current assertions with these ids, however many."""
    waiting = iter(ids)
    while batch := list(islice(waiting, asked)):
        yield from by_ids(record, batch)


def _decided(record: Record, last: date) -> dict[str, str]:
    """Id of what people judged -> the day of their last judgement or its withdrawal, by `last`."""
    found: dict[str, str] = {}
    for j in stored_standing(record).people:
        days = [day[:10] for day in (j.decided_at, j.withdrawn_at) if day and day[:10] <= last.isoformat()]
        for each in (j.left, j.right) if days else ():
            found[each] = max(*days, found.get(each, ""))
    return found


def _disputes(
    record: Record, sides: Sequence[_Side], known: Mapping[str, str], decided: Mapping[str, str]
) -> list[DisputeChange]:
    before, after = sides
    new, gone = after.disputes - before.disputes, before.disputes - after.disputes
    ids = sorted({each for pair in (*new, *gone) for each in pair})
    told = {a.assertion_id: told_shortly(a, known[a.assertion_id]) for a in of_ids(record, ids)}
    found = [
        DisputeChange(
            change="new" if pair in new else "gone",
            claim=told[pair[0]],
            against=told[pair[1]],
            incident_id=(after if pair in new else before).incident_of.get(pair[0]),
            since=max(known[each] for each in pair) if pair in new else _ended(pair, before.report_of, decided),
        )
        for pair in sorted(new | gone)
    ]
    return sorted(found, key=lambda each: (each.since or "", each.claim.assertion_id, each.against.assertion_id))


def told_shortly(a: Assertion, known_from: str) -> Told:
    """The assertion in short."""
    return Told(
        assertion_id=a.assertion_id,
        report_id=a.report_id,
        said_by=said_by(a),
        quote=a.evidence.exact,
        known_from=known_from,
    )


def _ended(pair: tuple[str, str], report_of: Mapping[str, str], decided: Mapping[str, str]) -> str | None:
    """The day of the last decision about either side or its report."""
    judged = (*pair, *(report_of[each] for each in pair))
    return max((decided[each] for each in judged if each in decided), default=None)


def _control(record: Record, sides: Sequence[_Side]) -> tuple[ControlChange, ...]:
    former, present = (control_lines(record, side.filters) for side in sides)
    return control_changes(former, present, sides[0].doubted | sides[1].doubted)


def _reports(
    record: Record, days: tuple[date, date], side: _Side, passing: Collection[str] | None
) -> tuple[ReportHead, ...]:
    sql = "SELECT report_id FROM reports WHERE known_from > ? AND known_from <= ? ORDER BY known_from, report_id"
    ids = [row[0] for row in record.rows(sql, [day.isoformat() for day in days])]
    if passing is not None:
        told = {side.report_of[each] for each in passing if each in side.report_of}
        ids = [each for each in ids if each in told]
    return tuple(head for n in range(0, len(ids), AT_ONCE) for head in heads(record, ids[n : n + AT_ONCE]))


def _passing(record: Record, filters: Filters, days: Iterable[date]) -> set[str] | None:
    """Ids of the assertions that pass the filters on either day; None where nothing is filtered."""
    if filters == Filters(as_of=filters.as_of):
        return None
    return {a.assertion_id for day in days for a in selected(record, msgspec.structs.replace(filters, as_of=day))}


def _passes(ids: Iterable[str], passing: Collection[str] | None) -> bool:
    return passing is None or any(each in passing for each in ids)


def _accounts(change: IncidentChange) -> Iterator[str]:
    return (each for incident in (*change.former, *change.present) for each in incident.assertion_ids)


def _claims(change: ControlChange) -> Iterator[str]:
    return (line.assertion_id for line in (*change.added, *change.gone))


def _two(change: DisputeChange) -> tuple[str, str]:
    return change.claim.assertion_id, change.against.assertion_id
