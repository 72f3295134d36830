"""Who denies or doubts what: inside each report, and across the reports of one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.merge.account import Account, ReportHead
from dateline.merge.rivals import rivals
from dateline.merge.told import Told, denies, told
from dateline.model.assertion import Assertion

Links = dict[str, tuple[str, ...]]


class Disputes:
    """Links gathered report by report and incident by incident. Nobody disputes themselves."""

    def __init__(self) -> None:
        self._disputed_by: defaultdict[str, set[str]] = defaultdict(set)
        self._answers: defaultdict[str, set[str]] = defaultdict(set)

    def inside(self, assertions: Sequence[Assertion], head: ReportHead) -> None:
        """Adds what contradicts what in one report, of which these are all assertions."""
        self._add(rivals(assertions, head))

    def across(self, members: Sequence[Account], reports: Mapping[str, ReportHead]) -> None:
        """Adds denials of one report against what other reports of the incident tell."""
        denials = [_told(m, reports) for m in members if m.polarity == "denied"]
        if not denials:
            return
        affirmed = [m for m in members if m.polarity == "affirmed" and m.status == "actual"]
        for each in (_told(m, reports) for m in affirmed):
            others = (d for d in denials if d.assertion.report_id != each.assertion.report_id)
            self._add((each, denial) for denial in others if denies(denial, each))

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


def _told(member: Account, reports: Mapping[str, ReportHead]) -> Told:
    return told(member.assertion, member.voice, reports[member.assertion.report_id])


def _sorted(links: Mapping[str, set[str]]) -> Links:
    return {key: tuple(sorted(links[key])) for key in sorted(links)}
