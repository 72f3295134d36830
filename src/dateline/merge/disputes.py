"""Who denies or doubts what: inside each report, and across the reports of one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from dateline.merge.account import Account, ReportHead
from dateline.merge.rivals import BLAMED, rivals
from dateline.merge.sources import speaker_of
from dateline.merge.told import Told, denies, told
from dateline.model.assertion import Assertion

Links = dict[str, tuple[str, ...]]


def disputes(
    assertions: Sequence[Assertion], reports: Mapping[str, ReportHead], incidents: Sequence[Sequence[Account]]
) -> tuple[Links, Links]:
    """(disputed_by, answers): assertion id -> ids that deny or doubt it, and -> ids that it denies or doubts.

    assertions: all of the record, of every type. incidents: the accounts of each. Nobody disputes themselves.
    """
    disputed_by: defaultdict[str, set[str]] = defaultdict(set)
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for disputed, by in (*_inside(assertions, reports), *_across(incidents, reports)):
        disputed_by[disputed.id].add(by.id)
        answers[by.id].add(disputed.id)
    return _sorted(disputed_by), _sorted(answers)


def _inside(assertions: Sequence[Assertion], reports: Mapping[str, ReportHead]) -> Iterator[tuple[Told, Told]]:
    for report_id, those in groupby(sorted(assertions, key=lambda a: a.report_id), key=lambda a: a.report_id):
        yield from rivals(list(those), reports[report_id])


def _across(incidents: Sequence[Sequence[Account]], reports: Mapping[str, ReportHead]) -> Iterator[tuple[Told, Told]]:
    """Denials of one report against what other reports of the incident tell, and rival blame."""
    for members in incidents:
        yield from _blame(members, reports)
        denials = [_told(m, reports) for m in members if m.assertion.polarity == "denied"]
        if not denials:
            continue
        affirmed = [m for m in members if m.assertion.polarity == "affirmed" and m.assertion.status == "actual"]
        for each in (_told(m, reports) for m in affirmed):
            for denial in denials:
                if denial.assertion.report_id != each.assertion.report_id and denies(denial, each):
                    yield each, denial


def _blame(members: Sequence[Account], reports: Mapping[str, ReportHead]) -> Iterator[tuple[Told, Told]]:
    """Two sides that lay the deed on each other, by their speakers in two reports: each account is disputed by the
    first of the other side's in another report, so that an incident of thousands has no more links than accounts.
    """
    accusers: defaultdict[tuple[str, str], list[Account]] = defaultdict(list)
    for member in sorted(members, key=lambda m: m.order):
        a, source = member.assertion, speaker_of(member.assertion.attribution)
        doer = a.actor("actor1")
        if a.polarity != "affirmed" or a.status != "actual" or member.family not in BLAMED or source is None:
            continue
        if source.country and doer and doer.country and source.country != doer.country:
            accusers[source.country, doer.country].append(member)
    for side, other in accusers:
        against = _of_two_reports(accusers.get((other, side), []))
        for member in accusers[side, other]:
            report = member.assertion.report_id
            first = next((m for m in against if m.assertion.report_id != report), None)
            if first is not None:
                yield _told(member, reports), _told(first, reports)


def _of_two_reports(members: Sequence[Account]) -> Sequence[Account]:
    """The first, and the first of another report: one of the two is in another report than any account."""
    other = (m for m in members if m.assertion.report_id != members[0].assertion.report_id)
    return [*members[:1], *islice(other, 1)]


def _told(member: Account, reports: Mapping[str, ReportHead]) -> Told:
    return told(member.assertion, member.voice, reports[member.assertion.report_id])


def _sorted(links: Mapping[str, set[str]]) -> Links:
    return {key: tuple(sorted(links[key])) for key in sorted(links)}
