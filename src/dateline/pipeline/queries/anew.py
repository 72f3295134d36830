"""The derived layer of a past day made anew, in memory: for days on which a report counted that was withdrawn later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from dateline.merge import graded, merge_events
from dateline.merge.events import Merged
from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.heads import copies_of, heads_of
from dateline.pipeline.queries.past import Past, Placed
from dateline.pipeline.reviews import reviews_of
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store.derived import incident_days

Links = dict[str, tuple[str, ...]]


class Anew(Past):
    """As `Past`, from all assertions that counted on the day."""

    def __init__(self, record: Record, day: str) -> None:
        super().__init__(record, day)
        people = judgement_rows.by_people(record)
        self._copied = copies_of(record, self.withdrawn, day)
        heads = heads_of(record, self._copied)
        found = [
            a
            for a in assertion_rows.current(record)
            if heads[a.report_id].known_from <= day and a.report_id not in self.withdrawn
        ]
        reviews = reviews_of(people)
        reviewed = [msgspec.structs.replace(a, review=reviews.get(a.assertion_id, a.review)) for a in found]
        self._merged: Merged = merge_events(reviewed, heads, people)
        self._disputed_by = _joined(found, "disputed_by", self._merged.disputed_by)
        self._answers = _joined(found, "answers", self._merged.answers)
        self._incidents = graded(self._merged.incidents, reviewed, heads, self._disputed_by, people)

    def incidents(self, condition: str = "1", parameters: Sequence[object] = ()) -> list[Placed]:
        """Incidents of which an event passes `condition`, in the order of lists."""
        sql = f"SELECT c.assertion_id FROM current_assertions c WHERE c.known_from <= ? AND {condition}"
        passing = {each for (each,) in self.record.stream(sql, (self.day, *parameters))}
        found = (i for i in self._incidents if not passing.isdisjoint(i.assertion_ids))
        return sorted((Placed(_key(i), None, i) for i in found), key=lambda each: each.key)

    def then(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Rows of assertions with what was derived then."""
        for seq, body, *_ in rows:
            key = assertion_rows.decode(body).assertion_id
            links = [msgspec.json.encode(each.get(key, ())) for each in (self._disputed_by, self._answers)]
            yield seq, body, self._merged.incident_of.get(key), *links

    def judgements(self) -> Iterator[Judgement]:
        """Judgements in force, people's whenever they were made."""
        every = (*judgement_rows.by_people(self.record), *self._merged.judgements)
        return iter(sorted(every, key=lambda j: j.judgement_id))

    @cached_property
    def copies(self) -> dict[str, str]:
        """Copy -> original."""
        return self._copied


def _key(incident: Incident) -> tuple[str, str, str, str]:
    return (*incident_days(incident), incident.first_known, incident.incident_id)


def _joined(assertions: Sequence[Assertion], slot: str, across: Mapping[str, Sequence[str]]) -> Links:
    """Links that reading found inside one report and those that merging found across reports; only to known ids."""
    ids = {a.assertion_id for a in assertions}
    joined = {
        a.assertion_id: tuple(sorted({*getattr(a, slot), *across.get(a.assertion_id, ())} & ids)) for a in assertions
    }
    return {key: those for key, those in joined.items() if those}
