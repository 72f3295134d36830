"""A brief: the changes between two days, told in sentences that cite the assertions they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from dateline.model.brief import Brief, Entry, Section, Withdrawn
from dateline.model.errors import SettingError
from dateline.pipeline.brief.citing import Cited
from dateline.pipeline.brief.claims import control, disputes
from dateline.pipeline.brief.incidents import consequence, entry, told_again
from dateline.pipeline.change_views import Changes, IncidentChange, Withdrawal
from dateline.pipeline.queries.changes import AT_ONCE, diff, of_ids
from dateline.pipeline.queries.report_views import heads
from dateline.pipeline.views import Filters, ReportHead
from dateline.store import Record

_NO_FILTERS = Filters()


def brief(record: Record, day: date, filters: Filters = _NO_FILTERS, *, since: date | None = None) -> Brief:
    """What became known on `day` (from `since` on, if that is given), against what was known by the day before.

    filters: as in `diff`. Raises SettingError if `since` is after `day`, or no day is before it.
    """
    first = since or day
    if first > day:
        raise SettingError(f"the brief of {day} was asked for since {first}", remedy="Give a day that is not later.")
    if first == date.min:
        raise SettingError(f"a brief from {first} on was asked for", remedy="Give a later day: none is before it.")
    with record.snapshot():
        return brief_of(record, diff(record, first - timedelta(days=1), day, filters), filters)


def brief_of(record: Record, found: Changes, filters: Filters = _NO_FILTERS) -> Brief:
    """The brief that tells these changes, of the days after the first of theirs up to the second. filters: what they
    were narrowed by.
    """
    cited = _cited(record, found)
    sections = tuple(section for section in _sections(found, cited) if section.entries)
    return Brief(
        first_day=found.from_day + timedelta(days=1),
        day=found.to_day,
        narrowed=_narrowed(filters),
        notice=record.meta("notice"),
        reports=len(found.reports),
        copies=sum(each.duplicate_of is not None for each in found.reports),
        sections=sections,
        withdrawn=tuple(map(_withdrawn, found.withdrawals)),
        citations=cited.citations(),
    )


def _sections(found: Changes, cited: Cited) -> Iterator[Section]:
    grave = sorted(found.incidents, key=lambda c: consequence((c.present or c.former)[0]))
    new = _entries((c for c in grave if c.change == "new"), cited)
    changed = _entries((c for c in grave if c.change not in ("new", "told again")), cited)
    again = tuple(told_again(c, cited) for c in grave if c.change == "told again")
    yield Section(name="new", title="New incidents", entries=new)
    yield Section(name="changed", title="What changed", entries=changed)
    yield Section(name="disputed", title="Disputed", entries=tuple(disputes(found, cited)))
    yield Section(name="control", title="Who is said to hold which place", entries=tuple(control(found.control, cited)))
    yield Section(name="told again", title="Told again, nothing else changed", entries=again)


def _entries(changes: Iterable[IncidentChange], cited: Cited) -> tuple[Entry, ...]:
    return tuple(entry(each, cited) for each in changes)


def _cited(record: Record, found: Changes) -> Cited:
    """Every assertion that the changes name, and their reports."""
    incidents = (i for c in found.incidents for i in (*c.former, *c.present))
    ids = set(chain.from_iterable(i.assertion_ids for i in incidents))
    ids |= {side.assertion_id for d in found.disputes for side in (d.claim, d.against)}
    ids |= {line.assertion_id for c in found.control for line in (*c.former, *c.added, *c.gone)}
    assertions = {a.assertion_id: a for a in of_ids(record, sorted(ids))}
    reports: dict[str, ReportHead] = {}
    wanted = sorted({a.report_id for a in assertions.values()})
    for n in range(0, len(wanted), AT_ONCE):
        reports |= {each.report_id: each for each in heads(record, wanted[n : n + AT_ONCE])}
    return Cited(assertions, reports)


def _withdrawn(each: Withdrawal) -> Withdrawn:
    report = each.report
    return Withdrawn(
        report_id=report.report_id,
        publisher=report.publisher,
        published=report.published,
        title=report.title,
        origin=report.origin.replace("\\", "/").rsplit("/", 1)[-1],
        by=each.by,
        at=each.at,
        note=each.note,
        judgement_id=each.judgement_id,
        assertions=len(each.assertion_ids),
    )


def _narrowed(filters: Filters) -> dict[str, str]:
    """The filters that were given, by name."""
    given = {name: getattr(filters, name) for name in filters.__struct_fields__ if name != "as_of"}
    return {
        name.removesuffix("_day"): ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in given.items()
        if value is not None
    }
