"""The derived layer made from the stored assertions, in passes that never hold all of them at once.

1. Merge: all events pass by, day by day; what is held of each is a sketch. Contradictions inside each report are found.
2. Incidents: the accounts of each are fetched again and summed up; denials across its reports are found.
3. Tables: every assertion passes by once more and is written with what was found about it.

It can go on from a day: merging never changes what earlier days made (`merge.cluster`), so what the layer had before it
stands, and only the days from it on pass by. Of former accounts those are fetched that a new one may meet, and those of
incidents that have grown since, in the former layer or in this one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from dateline.merge import Grading, ReportHead
from dateline.merge.account import Account, Sketch, filled, lead_of, sketch
from dateline.merge.decide import judgement_id
from dateline.merge.decide import packed as packed_levels
from dateline.merge.disputes import Disputes
from dateline.merge.merging import Merging, Ruled
from dateline.merge.standing import held
from dateline.merge.summarise import summarise
from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.pipeline.former import Former
from dateline.pipeline.likenesses import StoredAlike
from dateline.pipeline.naming import StoredNames
from dateline.pipeline.standing import Standing
from dateline.store import Record, packed
from dateline.store import assertions as assertion_rows
from dateline.store import derived as tables
from dateline.store.cutting import forget_incidents
from dateline.values.batches import batches

_GROUPS_AT_ONCE = 100
"""Incidents whose accounts are held at once."""


class Onward(NamedTuple):
    """From where the layer goes on: the ISO day, and the seq of the first assertion that is known from it on.

    grown: earlier accounts of the incidents that the former layer had and that had grown since.
    """

    day: str = ""
    begin: int = 1
    grown: Collection[int] = ()


class Layer:
    """What the passes hand to one another. withdrawn: ids of reports that are stored and count for nothing.

    Accounts go by their seq: their place among the current assertions, from 1. ids: of those that passed by.
    compared, summed_up: how many pairs were compared and how many incidents written.
    """

    def __init__(
        self,
        record: Record,
        heads: Mapping[str, ReportHead],
        standing: Standing,
        withdrawn: Collection[str] = frozenset(),
        onward: Onward | None = None,
    ) -> None:
        self.record, self.heads, self.standing, self.withdrawn = record, heads, standing, withdrawn
        self.people = standing.people
        self.onward = onward or Onward()
        self.ids: dict[int, str] = {}
        self.groups: list[list[int]] = []
        self.incident_of: dict[int, str] = {}
        self.disputes = Disputes()
        self.compared = self.summed_up = 0
        self._searched: set[str] = set()

    def write(self) -> None:
        """Makes the layer, inside `record.transaction()`. The former one must be cleared, or cut back to the day."""
        self._sum_up(self._merge())
        tables.write_links(self.record, self._regrouped())
        names = StoredNames(self.record, self.heads, self.people, self.withdrawn)
        tables.write_assertions(self.record, self._placed(names))
        packed.write_grouping(self.record, self.groups)
        names.finish()

    def _current(self) -> Iterator[tuple[str, list[tuple[int, Assertion]]]]:
        """(report id, its current assertions with their seqs) in the order of the export."""
        numbered = enumerate(assertion_rows.current(self.record, self.onward.day), self.onward.begin)
        for report_id, those in groupby(numbered, key=lambda each: each[1].report_id):
            if report_id not in self.withdrawn:
                yield report_id, [(seq, self.standing.applied(a)) for seq, a in those]

    def _search(self, report_id: str, counting: list[Assertion]) -> None:
        """Finds what contradicts what among all assertions of a report that count; once."""
        if report_id not in self._searched:
            self._searched.add(report_id)
            self.disputes.inside(counting, self.heads[report_id])

    def _merge(self) -> Mapping[int, Sketch]:
        """Makes the groups; gives the sketches of their accounts."""
        day, begin, grown = self.onward
        alike = StoredAlike(self.record)
        former = Former(self.record, begin, day, self.heads, self.standing.applied, alike) if begin > 1 else None
        merging = Merging(held(self.people, self._event_ids()), former, alike)
        if former:
            merging.recall([each for _, sketches in self._sketched() for each in sketches.values()])
        for known, sketches in self._sketched():
            rulings = merging.take(known, sketches)
            tables.write_rulings(self.record, [self._row(known, each) for each in rulings])
        tables.write_joinings(self.record, merging.joinings())
        merging.bring(grown)
        again = set(grown)
        self.groups = [group for group in merging.groups() if group[-1] >= begin or group[0] in again]
        self.compared = merging.compared
        return merging.accounts

    def _sketched(self) -> Iterator[tuple[str, dict[int, Sketch]]]:
        """(day, the sketches of its events by seq)."""
        for known, told in groupby(self._current(), key=lambda report: self.heads[report[0]].known_from):
            sketches: dict[int, Sketch] = {}
            for report_id, those in told:
                self._search(report_id, [a for _, a in those])
                events = [(seq, a) for seq, a in those if a.type == "event"]
                lead = lead_of([a for _, a in events]) if events else None
                sketches.update((seq, sketch(a, self.heads, nth, a is lead)) for nth, (seq, a) in enumerate(events))
                self.ids.update((seq, a.assertion_id) for seq, a in events)
            yield known, sketches

    def _row(self, day: str, ruled: Ruled) -> tables.RulingRow:
        ruling = ruled.ruling
        key = judgement_id(self._id(ruled.left), self._id(ruled.right))
        return tables.RulingRow(key, ruled.left, ruled.right, day, ruling.verdict, ruling.score, packed_levels(ruling))

    def _id(self, n: int) -> str:
        if n not in self.ids:
            sql = "SELECT assertion_id FROM current_assertions WHERE seq = ?"
            self.ids[n] = str(self.record.value(sql, (n,)))
        return self.ids[n]

    def _event_ids(self) -> dict[int, str]:
        """Only a person's word needs them before merging begins."""
        if not any(j.left != j.right for j in self.people):
            return {}
        former = self.record.rows(
            "SELECT seq, assertion_id FROM current_assertions WHERE incident_id IS NOT NULL AND seq < ? ORDER BY seq",
            (self.onward.begin,),
        )
        new = ((seq, a.assertion_id) for _, those in self._current() for seq, a in those if a.type == "event")
        return dict(chain(former, new))

    def _sum_up(self, sketches: Mapping[int, Sketch]) -> None:
        begin = self.onward.begin
        forget_incidents(self.record, (seq for group in self.groups for seq in group if seq < begin))
        tables.write_incidents(self.record, self._incidents(sketches))

    def _incidents(self, sketches: Mapping[int, Sketch]) -> Iterator[tuple[int, Incident]]:
        grading = Grading(self.people)
        for group, members in self._members(sketches):
            incident = summarise(members)
            self.incident_of |= dict.fromkeys(group, incident.incident_id)
            self.disputes.across(members, self.heads)
            told = {m.id: m.assertion for m in members}
            disputed_by = {each: self._disputing(a) for each, a in told.items()}
            others = {each for ids in disputed_by.values() for each in ids} - told.keys()
            told |= {a.assertion_id: a for a in self._stored(sorted(others))}
            self.summed_up += 1
            yield group[0], grading.graded(incident, told, self.heads, disputed_by)

    def _disputing(self, a: Assertion) -> list[str]:
        """What stands against it: found by reading its report, or by merging."""
        return sorted({*a.disputed_by, *self.disputes.against(a.assertion_id)})

    def _stored(self, ids: Sequence[str]) -> Iterator[Assertion]:
        return map(self.standing.applied, assertion_rows.bodies(self.record, ids))

    def _members(self, sketches: Mapping[int, Sketch]) -> Iterator[tuple[list[int], list[Account]]]:
        """Each group with its accounts, which are fetched for many groups at once."""
        for some in batches(self.groups, _GROUPS_AT_ONCE):
            told = {a.assertion_id: a for a in self._stored([self._id(n) for group in some for n in group])}
            for group in some:
                yield group, [self._account(n, sketches[n], told[self._id(n)]) for n in group]

    def _account(self, n: int, sketched: Sketch, a: Assertion) -> Account:
        if n < self.onward.begin:
            self._search(a.report_id, list(map(self.standing.applied, self._told(a.report_id))))
        return filled(sketched, a, self.heads[a.report_id])

    def _told(self, report_id: str) -> list[Assertion]:
        return assertion_rows.of_report(self.record, report_id)

    def _regrouped(self) -> Iterator[tables.Placed]:
        """Former accounts of the incidents that were summed up."""
        for group in self.groups:
            for seq in group:
                if seq < self.onward.begin:
                    yield self._place(seq, *self._stored([self._id(seq)]))

    def _placed(self, names: StoredNames) -> Iterator[tables.Placed]:
        """Assertions of the days that passed by; all others are only asked for whom and what they name."""
        for seq, a in names.watched(enumerate(assertion_rows.current(self.record), 1)):
            if seq >= self.onward.begin:
                yield self._place(seq, self.standing.applied(a))

    def _place(self, seq: int, a: Assertion) -> tables.Placed:
        against = sorted({*a.disputed_by, *self.disputes.against(a.assertion_id)})
        against_whom = sorted({*a.answers, *self.disputes.answered_by(a.assertion_id)})
        return tables.Placed(
            seq, a, self.heads[a.report_id].known_from, self.incident_of.get(seq), against, against_whom
        )
