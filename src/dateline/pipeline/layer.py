"""The derived layer made anew from the stored assertions, in passes that never hold all of them at once.

1. Merge: all events pass by, day by day; what is held of each is a sketch. Contradictions inside each report are found.
2. Incidents: the accounts of each are fetched again and summed up; denials across its reports are found.
3. Tables: every assertion passes by once more and is written with what was found about it.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

import msgspec

from dateline.merge import Grading, ReportHead
from dateline.merge.account import Account, account, sketch
from dateline.merge.decide import judgement_id, packed
from dateline.merge.disputes import Disputes
from dateline.merge.merging import Merging
from dateline.merge.standing import held
from dateline.merge.summarise import summarise
from dateline.model.assertion import Assertion, Review
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.naming import StoredNames
from dateline.pipeline.reviews import reviews_of
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import derived as tables


class Layer:
    """What the passes hand to one another. withdrawn: ids of reports that are stored and count for nothing.

    ids: assertion id of each event that nobody rejected, in the order of merging; seqs: its place among the current
    assertions, from 1; nths: which event of its report it is.
    """

    def __init__(
        self,
        record: Record,
        heads: Mapping[str, ReportHead],
        people: list[Judgement],
        withdrawn: Collection[str] = frozenset(),
    ) -> None:
        self.record, self.heads, self.people, self.withdrawn = record, heads, people, withdrawn
        self.reviews: Mapping[str, Review] = reviews_of(people)
        self.ids: list[str] = []
        self.seqs, self.nths = array("I"), array("I")
        self.groups: list[list[int]] = []
        self.incident_of: dict[int, str] = {}
        self.disputes = Disputes()

    def write(self) -> None:
        """Makes the layer, inside `record.transaction()`. The former one must be cleared."""
        self._merge()
        tables.write_incidents(self.record, self._incidents())
        names = StoredNames(self.record, self.heads, self.people, self.withdrawn)
        tables.write_assertions(self.record, self._placed(names))
        names.finish()

    def _current(self) -> Iterator[tuple[str, list[tuple[int, Assertion]]]]:
        """(report id, its current assertions with their seqs) in the order of the export, less what people rejected."""
        numbered = enumerate(assertion_rows.current(self.record), 1)
        for report_id, those in groupby(numbered, key=lambda each: each[1].report_id):
            if report_id not in self.withdrawn:
                yield report_id, [(seq, reviewed) for seq, a in those if (reviewed := self._reviewed(a))]

    def _reviewed(self, a: Assertion) -> Assertion | None:
        review = self.reviews.get(a.assertion_id)
        if review is None:
            return a
        return None if review.state == "rejected" else msgspec.structs.replace(a, review=review)

    def _merge(self) -> None:
        merging = Merging(held(self.people, self._event_ids()))
        by_day = groupby(self._current(), key=lambda report: self.heads[report[0]].known_from)
        for day, told in by_day:
            sketches = []
            for report_id, those in told:
                self.disputes.inside([a for _, a in those], self.heads[report_id])
                events = [(seq, a) for seq, a in those if a.type == "event"]
                for nth, (seq, a) in enumerate(events):
                    sketches.append(sketch(a, self.heads, nth))
                    self.ids.append(a.assertion_id)
                    self.seqs.append(seq)
                    self.nths.append(nth)
            rulings = merging.take(day, sketches)
            tables.write_rulings(
                self.record,
                (
                    tables.RulingRow(
                        judgement_id(self.ids[each.left], self.ids[each.right]),
                        self.seqs[each.left], self.seqs[each.right], day,
                        each.ruling.verdict, each.ruling.score, packed(each.ruling),
                    )
                    for each in rulings
                ),
            )  # fmt: skip
        tables.write_joinings(
            self.record, ((self.seqs[j.founder], self.seqs[j.under], j.day) for j in merging.joinings())
        )
        self.groups = merging.groups()

    def _event_ids(self) -> list[str]:
        """Only a person's word needs them before merging begins."""
        if not any(j.left != j.right for j in self.people):
            return []
        return [a.assertion_id for _, those in self._current() for _, a in those if a.type == "event"]

    def _incidents(self) -> Iterator[Incident]:
        grading = Grading(self.people)
        for group in self.groups:
            members = [self._account(n) for n in group]
            incident = summarise(members)
            self.incident_of |= dict.fromkeys((self.seqs[n] for n in group), incident.incident_id)
            self.disputes.across(members, self.heads)
            told = {m.id: m.assertion for m in members}
            disputed_by = {each: self._disputing(a) for each, a in told.items()}
            others = {each for ids in disputed_by.values() for each in ids} - told.keys()
            told |= {a.assertion_id: self._reviewed(a) or a for a in assertion_rows.bodies(self.record, sorted(others))}
            yield grading.graded(incident, told, self.heads, disputed_by)

    def _disputing(self, a: Assertion) -> list[str]:
        """What stands against it: found by reading its report, or by merging; nothing that a person rejected."""
        found = {*a.disputed_by, *self.disputes.against(a.assertion_id)}
        return sorted(each for each in found if (r := self.reviews.get(each)) is None or r.state != "rejected")

    def _account(self, n: int) -> Account:
        (a,) = assertion_rows.bodies(self.record, [self.ids[n]])
        reviewed = self._reviewed(a)
        assert reviewed is not None
        return account(reviewed, self.heads, self.nths[n])

    def _placed(self, names: StoredNames) -> Iterator[tables.Placed]:
        disputed_by, answers = self.disputes.disputed_by(), self.disputes.answers()
        for seq, a in names.watched(enumerate(assertion_rows.current(self.record), 1)):
            known_from, key = self.heads[a.report_id].known_from, a.assertion_id
            against = sorted({*a.disputed_by, *disputed_by.get(key, ())})
            against_whom = sorted({*a.answers, *answers.get(key, ())})
            yield tables.Placed(seq, a, known_from, self.incident_of.get(seq), against, against_whom)
