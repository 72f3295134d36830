"""The derived layer of a past day made anew, in memory: for days on which a report counted that was withdrawn later."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.merge import graded, merge_events
from dateline.merge.events import Merged
from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.heads import copies_of, heads_of, marked
from dateline.pipeline.likenesses import by_report, likenesses
from dateline.pipeline.queries.nodes import MadeNodes
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.past import Found, Past, Placed, Then, key_of, then_of
from dateline.pipeline.queries.where import reviewed_of
from dateline.pipeline.queries.whole import ANY, Whole
from dateline.pipeline.reviews import withdrawn_reports
from dateline.pipeline.standing import stored_standing
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store.columns import Grouping, Mask, columns, listed
from dateline.store.packed import ordinal

Links = dict[str, tuple[str, ...]]


class Made(NamedTuple):
    """The layer of a day. disputed_by, answers: by assertion id."""

    copies: dict[str, str]
    merged: Merged
    incidents: tuple[Incident, ...]
    disputed_by: Links
    answers: Links
    nodes: MadeNodes


def made_anew(record: Record, day: str) -> Made:
    """The layer as of the end of the ISO day `day`, from all assertions that counted then."""
    standing = stored_standing(record)
    people = standing.people
    withdrawn = {report_id for report_id, on in withdrawn_reports(people).items() if on <= day}
    copied = copies_of(record, withdrawn, day)
    heads = heads_of(record, copied)
    current = enumerate(assertion_rows.current(record), 1)
    numbered = [(n, a) for n, a in current if heads[a.report_id].known_from <= day and a.report_id not in withdrawn]
    found = [standing.applied(a) for _, a in numbered]
    heads |= marked(record, {a.report_id: heads[a.report_id] for a in found})
    merged = merge_events(found, heads, people, by_report(likenesses(record, withdrawn, as_of=day)))
    disputed_by = _joined(found, "disputed_by", merged.disputed_by)
    incidents = graded(merged.incidents, found, heads, disputed_by, people)
    nodes = MadeNodes(numbered, heads, people)
    return Made(copied, merged, incidents, disputed_by, _joined(found, "answers", merged.answers), nodes)


class Anew(Past):
    """As `Past`, answered from a layer that was made anew."""

    def __init__(self, record: Record, day: str, made: Made) -> None:
        super().__init__(record, day, Parted())
        self._made = made

    def incidents(self, passing: Mask | None = None, whole: Whole = ANY) -> Found:
        """Incidents of which an event passes and that are as `whole` wants them."""
        told = self._ids(columns(self.record).every() if passing is None else passing)
        judged = self._ids(reviewed_of(self.record)) if whole.reviewed is not None else set()
        found = (i for i in self._made.incidents if not told.isdisjoint(i.assertion_ids) and _is(i, whole, judged))
        rows = sorted((Placed(key_of(i), None, i) for i in found), key=lambda each: each.key)
        return Found(len(rows), iter(rows))

    def apart(self, passing: Mask, whole: Whole = ANY) -> tuple[NDArray[np.int32], list[Then]]:
        """As `Past.apart`: none is taken from the list."""
        found = [each.incident for each in self.incidents(passing, whole).rows if each.incident is not None]
        return np.zeros(0, np.int32), list(then_of(self.record, found))

    def grouping(self) -> Grouping:
        """All incidents of the day, by numbers of their own."""
        made = self._made.incidents
        number = {each: n for n, i in enumerate(made) for each in i.assertion_ids}
        at = np.full(columns(self.record).size, -1, np.int32)
        for seq, id in self.record.stream("SELECT seq, assertion_id FROM current_assertions"):
            at[seq] = number.get(id, -1)
        first_known = np.array([ordinal(i.first_known) for i in made], np.int32)
        return Grouping(at, first_known, lambda: np.array([bool(i.disagreements) for i in made], np.bool_))

    def disputed(self, passing: Mask) -> Mask:
        """Which of these assertions something disputed then."""
        wanted = msgspec.json.encode(sorted(self._made.disputed_by)).decode()
        sql = "SELECT c.seq FROM json_each(?) w JOIN current_assertions c ON c.assertion_id = w.value"
        seqs = np.array([seq for (seq,) in self.record.rows(sql, (wanted,))], np.uint32)
        return passing & columns(self.record).only(seqs)

    def _ids(self, passing: Mask) -> set[str]:
        """The ids of these assertions."""
        sql = "SELECT c.assertion_id FROM json_each(?) w JOIN current_assertions c ON c.seq = w.value"
        return {each for (each,) in self.record.stream(sql, (listed(np.flatnonzero(passing)),))}

    def then(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Rows of assertions with what was derived then."""
        for seq, body, *_ in rows:
            key = assertion_rows.decode(body).assertion_id
            links = [msgspec.json.encode(each.get(key, ())) for each in (self._made.disputed_by, self._made.answers)]
            yield seq, body, self._made.merged.incident_of.get(key), *links

    def judgements(self) -> Iterator[Judgement]:
        """Judgements in force, people's whenever they were made."""
        rules = (*self._made.merged.judgements, *self._made.nodes.judgements())
        every = (*judgement_rows.by_people(self.record), *rules)
        return iter(sorted(every, key=lambda j: j.judgement_id))

    @cached_property
    def nodes(self) -> MadeNodes:
        """Names as they stood then."""
        return self._made.nodes

    @cached_property
    def copies(self) -> dict[str, str]:
        """Copy -> original."""
        return self._made.copies


def _joined(assertions: Sequence[Assertion], slot: str, across: Mapping[str, Sequence[str]]) -> Links:
    """Links that reading found inside one report and those that merging found across reports; only to known ids."""
    ids = {a.assertion_id for a in assertions}
    joined = {
        a.assertion_id: tuple(sorted({*getattr(a, slot), *across.get(a.assertion_id, ())} & ids)) for a in assertions
    }
    return {key: those for key, those in joined.items() if those}


def _is(incident: Incident, whole: Whole, judged: Collection[str]) -> bool:
    """Whether the incident is as it is wanted. judged: the assertions that a person judged."""
    known = whole.known is None or whole.known[0] <= ordinal(incident.first_known) <= whole.known[1]
    disputed = whole.disputed is None or bool(incident.disagreements) is whole.disputed
    reviewed = whole.reviewed is None or any(each in judged for each in incident.assertion_ids) is whole.reviewed
    return known and disputed and reviewed
