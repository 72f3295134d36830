"""Who denies or doubts what: inside each report, and across the reports of one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from dateline.merge.account import Account, ReportHead
from dateline.merge.rivals import BLAMED, rivals
from dateline.merge.sources import speaker_of
from dateline.merge.told import Told, denies, told
from dateline.model.assertion import Assertion

Links = dict[str, tuple[str, ...]]

_MOST: Final = 50
"""Accusers of each side, the earliest, that are held against one another: an incident can have thousands."""


class Disputes:
    """Links gathered report by report and incident by incident. Nobody disputes themselves."""

    def __init__(self) -> None:
        self._disputed_by: defaultdict[str, set[str]] = defaultdict(set)
        self._answers: defaultdict[str, set[str]] = defaultdict(set)

    def inside(self, assertions: Sequence[Assertion], head: ReportHead) -> None:
        """Adds what contradicts what in one report, of which these are all assertions."""
        self._add(rivals(assertions, head))

    def across(self, members: Sequence[Account], reports: Mapping[str, ReportHead]) -> None:
        """Adds denials of one report against what other reports of the incident tell, and rival blame."""
        self._add(_blame(members, reports))
        denials = [_told(m, reports) for m in members if m.polarity == "denied"]
        if not denials:
            return
        affirmed = [m for m in members if m.polarity == "affirmed" and m.status == "actual"]
        for each in (_told(m, reports) for m in affirmed):
            others = (d for d in denials if d.assertion.report_id != each.assertion.report_id)
            self._add((each, denial) for denial in others if denies(denial, each))

    def against(self, assertion_id: str) -> frozenset[str]:
        """Ids that deny or doubt this assertion, as far as is known."""
        return frozenset(self._disputed_by.get(assertion_id, ()))

    def answered_by(self, assertion_id: str) -> frozenset[str]:
        """Ids that this assertion denies or doubts, as far as is known."""
        return frozenset(self._answers.get(assertion_id, ()))

    def disputed_by(self) -> Links:
        """Assertion id -> ids that deny or doubt it."""
        return _sorted(self._disputed_by)

    def answers(self) -> Links:
        """Assertion id -> ids that it denies or doubts."""
        return _sorted(self._answers)

    def _add(self, pairs: Iterable[tuple[Told, Told]]) -> None:
        for disputed, by in pairs:
            self._disputed_by[disputed.id].add(by.id)
            self._answers[by.id].add(disputed.id)


def _blame(members: Sequence[Account], reports: Mapping[str, ReportHead]) -> Iterator[tuple[Told, Told]]:
    """Two sides that lay the deed on each other, by their speakers in two reports."""
    accusers: defaultdict[tuple[str, str], list[Account]] = defaultdict(list)
    for member in sorted(members, key=lambda m: m.order):
        doer, source = member.assertion.actor("actor1"), speaker_of(member.assertion.attribution)
        if member.polarity != "affirmed" or member.status != "actual" or member.family not in BLAMED or source is None:
            continue
        if source.country and doer and doer.country and source.country != doer.country:
            accusers[source.country, doer.country].append(member)
    for side, other in accusers:
        for member, against in product(accusers[side, other][:_MOST], accusers.get((other, side), [])[:_MOST]):
            if member.report_id != against.report_id:
                yield _told(member, reports), _told(against, reports)


def _told(member: Account, reports: Mapping[str, ReportHead]) -> Told:
    return told(member.assertion, member.voice, reports[member.assertion.report_id])


def _sorted(links: Mapping[str, set[str]]) -> Links:
    return {key: tuple(sorted(links[key])) for key in sorted(links)}
