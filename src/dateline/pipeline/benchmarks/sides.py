"""Side swap: is a report read the same way when the two sides of its conflict change places?

In every gold text the names of the two sides are swapped, by the table sides.yaml, and both texts are read. An
assertion of the first reading and one of the second are the same one where their triggers stand in the same words or,
for those without, at least half of their evidence does; then type, status and polarity must be the same. An assertion
that only one reading has counts as changed. One change has a reason that the codebook documents, and is counted as
such: ground is regained by the government of its country, and overtaken by anybody else, so that the type follows from
who takes it. Texts that do not name both sides of a conflict are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dateline.model.assertion import Assertion
from dateline.model.report import Report, make_report
from dateline.model.span import Span
from dateline.model.vocabulary import TAKING
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, share
from dateline.pipeline.benchmarks.goldtexts import opened, sets_of, texts_of
from dateline.pipeline.benchmarks.published import Run, read_all
from dateline.pipeline.build import BuildOptions
from dateline.reference.sides import Swapped, conflict_of, swap

LEAST_SHARED: Final = 0.5
"""Jaccard index of the characters of two stretches of evidence from which they are the same, where no trigger tells."""
SHOWN: Final = 90
"""Characters of a fault that are shown."""


class Stretch(NamedTuple):
    """Characters `start` up to `end` of the swapped text."""

    start: int
    end: int

    def likeness(self, other: Stretch) -> float:
        """Characters in common by characters of both (Jaccard)."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared / (max(self.end, other.end) - min(self.start, other.start)) if shared > 0 else 0.0


def read_as(assertion: Assertion) -> str:
    """What must not change: kind, type, status, polarity, in words."""
    act = assertion.sub_event_type or assertion.interaction
    return ", ".join((assertion.type, act or assertion.type, assertion.status, assertion.polarity))


def has_reason(before: Assertion, after: Assertion) -> bool:
    """Whether the one change is that ground is regained in one reading and overtaken in the other: the codebook tells
    these two types apart by who does it and by nothing else.
    """
    return (
        {before.sub_event_type, after.sub_event_type} == TAKING
        and before.status == after.status
        and before.polarity == after.polarity
    )


def swapped(report: Report) -> tuple[Report, Swapped] | None:
    """The report with its sides swapped, and where everything went; None if it does not name two sides."""
    sides = conflict_of(report.text)
    if sides is None:
        return None
    other = swap(report.text, sides)
    return (
        make_report(
            other.text,
            origin=report.origin,
            ingested_at=report.ingested_at,
            published=report.published,
            published_basis=report.published_basis,
            publisher=report.publisher,
            title=swap(report.title, sides).text if report.title else None,
            language=report.language,
        ),
        other,
    )


def matched(first: Sequence[Assertion], second: Sequence[Assertion], moved: Swapped) -> dict[int, int]:
    """Which assertion of the first reading is which of the second, by position in both lists; the likest first."""

    def there(span: Span) -> Stretch:
        return Stretch(moved.at(span.start), max(moved.at(span.end), moved.at(span.start) + 1))

    pairs = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            if a.type != b.type or (a.trigger is None) != (b.trigger is None):
                continue
            alike = there(a.evidence).likeness(Stretch(b.evidence.start, b.evidence.end))
            if a.trigger and b.trigger:
                same = bool(alike and there(a.trigger).likeness(Stretch(b.trigger.start, b.trigger.end)))
            else:
                same = alike >= LEAST_SHARED
            if same:
                pairs.append((read_as(a) != read_as(b) and not has_reason(a, b), -alike, i, j))
    taken: dict[int, int] = {}
    for *_, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


class _Tally:
    """Counts, report by report."""

    def __init__(self, reports: int) -> None:
        self.reports = reports
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []

    def add(self, where: str, first: Sequence[Assertion], second: Sequence[Assertion], moved: Swapped) -> None:
        """Compare the two readings of one report."""
        first, second = _kept(first), _kept(second)
        pairs = matched(first, second, moved)
        self.counts.update(swapped=1, assertions=len(first))
        for i, a in enumerate(first):
            if i not in pairs:
                self._fault("lost", where, a, "-")
            elif read_as(a) == read_as(second[pairs[i]]):
                self.counts["unchanged"] += 1
            elif has_reason(a, second[pairs[i]]):
                self._fault("documented", where, a, read_as(second[pairs[i]]))
            else:
                self._fault("changed", where, a, read_as(second[pairs[i]]))
        for j in sorted(set(range(len(second))) - set(pairs.values())):
            self._fault("new", where, second[j], "-", swapped=True)

    def _fault(self, kind: str, where: str, a: Assertion, into: str, *, swapped: bool = False) -> None:
        self.counts[kind] += 1
        was, now = (into, read_as(a)) if swapped else (read_as(a), into)
        trigger = f"[{a.trigger.exact}] " if a.trigger else ""
        words = " ".join(a.evidence.exact.split())[:SHOWN]
        self.faults.append(Fault(kind, where, f"{was} -> {now}: {trigger}{words}"))

    def figures(self) -> dict[str, Figure]:
        """The columns of one row."""
        n = self.counts
        return {
            "reports": self.reports,
            "swapped": n["swapped"],
            "assertions": n["assertions"],
            "unchanged": n["unchanged"],
            "documented": n["documented"],
            "changed": n["changed"],
            "lost": n["lost"],
            "new": n["new"],
            "share": share(n["unchanged"] + n["documented"], n["assertions"] + n["new"]),
        }


def _kept(assertions: Sequence[Assertion]) -> list[Assertion]:
    """Those that a build keeps."""
    least = BuildOptions().min_confidence
    return [each for each in assertions if each.confidence is None or each.confidence >= least]


def compared(
    name: str, reports: Sequence[Report], read: Mapping[str, Sequence[Assertion]], run: Run
) -> tuple[dict[str, Figure], tuple[Fault, ...]]:
    """Reads the reports with their sides swapped and compares them with `read`, which has the assertions of each as it
    is by its report_id (those without sides may be left out). The columns of one row, and what changed.
    """
    pairs = [(report, other) for report in reports if (other := swapped(report))]
    tally = _Tally(len(reports))
    after = read_all(((pair, pair[1][0]) for pair in pairs), f"{name} swapped", run)
    for (report, (_, moved)), _, second in after:
        where = report.origin.replace("\\", "/").rsplit("/", 1)[-1]
        tally.add(where, read[report.report_id], second, moved)
    return tally.figures(), tuple(tally.faults)


def measure(run: Run) -> Measured:
    """The share of assertions that a side swap leaves as they were, for each folder of gold."""
    figures: dict[str, dict[str, Figure]] = {}
    faults: list[Fault] = []
    for name, folder in sets_of(run.data).items():
        reports = opened([path for _, path in texts_of(folder, run.limit).values()])
        named = [(report, report) for report in reports if conflict_of(report.text)]
        read = {report.report_id: found for report, _, found in read_all(named, f"{name} as it is", run)}
        figures[name], changed = compared(name, reports, read, run)
        faults += changed
    return Measured(
        benchmark="sides",
        rows="gold",
        figures=figures,
        notes=(
            "share: of all assertions, matched by position, those with the same type, status and polarity; documented: "
            "counted in it, ground that one reading has regained by its government and the other overtaken",
        ),
        faults=tuple(faults),
    )
