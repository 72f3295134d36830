"""The difference between the record at the end of one day and at the end of another."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final

import msgspec
import numpy as np

from dateline.model.assertion import Assertion
from dateline.model.errors import SettingError
from dateline.pipeline.change_views import Changes, ControlChange, DisputeChange, IncidentChange, Told
from dateline.pipeline.queries.anew import Anew
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.assertion_lists import by_ids, those
from dateline.pipeline.queries.compared import compared
from dateline.pipeline.queries.control_changes import control_changes
from dateline.pipeline.queries.control_lines import lines_of, said_by
from dateline.pipeline.queries.counterparts import counterparts
from dateline.pipeline.queries.incident_lists import chosen_of
from dateline.pipeline.queries.passing import assertions_passing
from dateline.pipeline.queries.report_views import heads
from dateline.pipeline.queries.withdrawals import withdrawals
from dateline.pipeline.standing import stored_standing
from dateline.pipeline.views import Filters, ReportHead
from dateline.store import Record
from dateline.store.columns import Mask, columns, having, joined, listed
from dateline.store.kept import Kept
from dateline.values.names import fold

AT_ONCE = 500
"""Ids that one question to the store names."""

_NO_FILTERS = Filters()
_kept: Final = Kept[Changes](8)


def diff(record: Record, from_day: date, to_day: date, filters: Filters = _NO_FILTERS) -> Changes:
    """What differs between the end of `from_day` and the end of `to_day`.

    filters: only changes behind which an assertion stands that passes them (`as_of` is not used: the two days say it).
    Time grows with what became known between the days, and only where a report was withdrawn with all that is known.
    Raises SettingError if `to_day` is before `from_day`.
    """
    if to_day < from_day:
        raise SettingError(f"the days run from {from_day} to {to_day}, backwards", remedy="Give the earlier day first.")
    with record.snapshot():
        question = (from_day, to_day, msgspec.structs.replace(filters, as_of=None), words_given(record))
        return _kept.get(record, question, lambda: _changes(record, (from_day, to_day), filters))


def words_given(record: Record) -> Hashable:
    """What is another one when people give or take back a word: that counts before the derived layer follows it."""
    words, undone = "SELECT count(*) FROM judgements WHERE made = 'person'", "SELECT count(*) FROM withdrawals"
    return record.value(words), record.value(undone)


def _changes(record: Record, days: tuple[date, date], filters: Filters) -> Changes:
    from_day, to_day = days
    touched = _touched(record, days)
    sides = tuple(_Side(record, day, touched) for day in days)
    known = _known(record, touched)
    decided = _decided(record, to_day)
    passing = _passing(record, filters, days, touched)
    incidents = _incidents(record, sides, known, decided)
    disputes = _disputes(record, sides, known, decided)
    control = _control(record, sides, _claims_to_what_changed(record, days, touched))
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


def _touched(record: Record, days: tuple[date, date]) -> Mask:
    """The assertions by which the two days can differ: what became known between them, and whatever is now in one
    incident with that, or with what was joined between them. All, where a day was worked out anew.
    """
    found = columns(record)
    if any(isinstance(derived_as_of(record, day), Anew) for day in days):
        return found.every()
    known = found.days["known"]
    new = (known > days[0].toordinal()) & (known <= days[1].toordinal())
    new[joined(record, *days)] = True
    incidents = np.append(found.incidents(new), False)  # for what is in no incident, at -1
    either: Mask = new | incidents[found.at]
    return either


def _known(record: Record, touched: Mask) -> dict[str, str]:
    """Assertion id -> the day on which it was known."""
    sql = "SELECT c.assertion_id, c.known_from FROM json_each(?) w CROSS JOIN current_assertions c ON c.seq = w.value"
    return dict(record.rows(sql, (listed(np.flatnonzero(touched)),)))


class _Side:
    """What the two days are compared by, gathered in one pass over what is touched as it was on one of them."""

    def __init__(self, record: Record, day: date, touched: Mask) -> None:
        self.filters = Filters(as_of=day)
        self.passing = touched & assertions_passing(record, self.filters)
        self.incidents = tuple(chosen_of(record, self.passing, day))
        self.incident_of = {each: i.incident_id for i in self.incidents for each in i.assertion_ids}
        self.disputes: set[tuple[str, str]] = set()
        self.report_of: dict[str, str] = {}
        for _, a in those(record, self.passing, day):
            self.report_of[a.assertion_id] = a.report_id
            self.disputes.update((a.assertion_id, other) for other in a.disputed_by)


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


def _claims_to_what_changed(record: Record, days: tuple[date, date], touched: Mask) -> Mask:
    """Claims of control to the places to which a touched claim is."""
    claims = assertions_passing(record, Filters(kind="control"))
    if touched[1:].all():
        return claims
    names = {
        fold(name)
        for _, a in those(record, claims & touched, None)
        for place in a.places
        if place.role == "location" and (name := place.name or place.as_written)
    }
    sql = "SELECT n.name FROM json_each(?) w JOIN names n ON n.slot = 'place' AND n.folded = w.value"
    numbers = [number for (number,) in record.rows(sql, (msgspec.json.encode(sorted(names)).decode(),))]
    return claims & columns(record).only(having(record, numbers))


def _control(record: Record, sides: Sequence[_Side], claims: Mask) -> tuple[ControlChange, ...]:
    doubted: dict[str, str] = {}
    lines = []
    for side in sides:
        day = side.filters.as_of
        told = list(those(record, claims & assertions_passing(record, side.filters), day))
        doubted |= {
            a.assertion_id: "denied" if a.polarity == "denied" else a.status
            for _, a in told
            if a.polarity == "denied" or a.status != "actual"
        }
        lines.append(lines_of(record, told))
    return control_changes(lines[0], lines[1], doubted)


def _reports(
    record: Record, days: tuple[date, date], side: _Side, passing: Collection[str] | None
) -> tuple[ReportHead, ...]:
    sql = "SELECT report_id FROM reports WHERE known_from > ? AND known_from <= ? ORDER BY known_from, report_id"
    ids = [row[0] for row in record.rows(sql, [day.isoformat() for day in days])]
    if passing is not None:
        told = {side.report_of[each] for each in passing if each in side.report_of}
        ids = [each for each in ids if each in told]
    return tuple(head for n in range(0, len(ids), AT_ONCE) for head in heads(record, ids[n : n + AT_ONCE]))


def _passing(record: Record, filters: Filters, days: Iterable[date], touched: Mask) -> set[str] | None:
    """Ids of the touched assertions that pass the filters on either day; None where nothing is filtered."""
    if filters == Filters(as_of=filters.as_of):
        return None
    either = np.zeros_like(touched)
    for day in days:
        either |= touched & assertions_passing(record, msgspec.structs.replace(filters, as_of=day))
    return set(_known(record, either))


def _passes(ids: Iterable[str], passing: Collection[str] | None) -> bool:
    return passing is None or any(each in passing for each in ids)


def _accounts(change: IncidentChange) -> Iterator[str]:
    return (each for incident in (*change.former, *change.present) for each in incident.assertion_ids)


def _claims(change: ControlChange) -> Iterator[str]:
    return (line.assertion_id for line in (*change.added, *change.gone))


def _two(change: DisputeChange) -> tuple[str, str]:
    return change.claim.assertion_id, change.against.assertion_id
