"""What people's words make of single assertions: worked out whenever the layer is derived, kept, and asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from dateline.merge.corrections import STATES, Said, Stood, review_of, stand
from dateline.merge.summarise import incident_id_of
from dateline.model.assertion import Assertion, Review
from dateline.model.judgement import Judgement
from dateline.store import Record, reviewed
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store.reviewed import ReviewedRow


class Standing:
    """What stands where people have spoken. people: their judgements, each side being what stands in its place now.

    rows: as the layer keeps them. Where nobody judged a single assertion, all of it is as it was read.
    """

    def __init__(self, rows: Iterable[ReviewedRow], people: Sequence[Judgement]) -> None:
        self.rows = tuple(rows)
        self._present = {row.assertion_id: row.present for row in self.rows}
        words = {j.judgement_id: j for j in people}
        self._reviews = {r.assertion_id: review_of(words[r.judgement_id]) for r in self.rows if r.judgement_id}
        self.people = carried(people, self._present)

    def applied(self, a: Assertion) -> Assertion:
        """The assertion with what a person said of it; its links name what stands now."""
        if not self._present:
            return a
        links = {slot: self._standing(getattr(a, slot)) for slot in ("disputed_by", "answers")}
        return msgspec.structs.replace(a, review=self._reviews.get(a.assertion_id, a.review), **links)

    def _standing(self, ids: Sequence[str]) -> tuple[str, ...]:
        present = (self._present.get(each, each) for each in ids)
        return tuple(dict.fromkeys(each for each in present if each))


def standing(record: Record, people: Sequence[Judgement], since: str | None = None) -> Standing:
    """What stands by these words, worked out from the stored readings.

    since: the ISO day from which anything has changed; what the layer has of earlier reports still holds.
    """
    if since is None:
        return Standing((row for said in saids(record, people) for row in _rows(said)), people)
    later = {id for (id,) in record.rows("SELECT report_id FROM reports WHERE known_from >= ?", (since,))}
    kept = (row for row in reviewed.rows(record) if row.report_id not in later)
    return Standing((*kept, *(row for said in saids(record, people, later) for row in _rows(said))), people)


def stored_standing(record: Record) -> Standing:
    """What stands as the layer has it: words that were given since do not count yet."""
    return Standing(reviewed.rows(record), judgement_rows.by_people(record))


def stood_in(record: Record, reports: Collection[str], people: Sequence[Judgement]) -> dict[str, Stood]:
    """What stands in these reports by these words, those among them that the layer does not follow yet."""
    return {key: each for said in saids(record, people, reports) for key, each in stand(said).items()}


def reviews_of(record: Record, ids: Sequence[str]) -> dict[str, Review]:
    """What people decided about these assertions, as the layer has it; nothing for those that nobody judged."""
    found = {key: row.judgement_id for key, row in reviewed.of(record, ids).items() if row.judgement_id}
    words = judgement_rows.by_ids(record, dict.fromkeys(found.values()))
    return {key: review_of(words[each]) for key, each in found.items()}


def carried(people: Sequence[Judgement], present: Mapping[str, str | None]) -> list[Judgement]:
    """The judgements about what stands in the place of what was judged; ids without a place stay as they are."""
    moved = {old: new for old, new in present.items() if new is not None and new != old}
    if not moved:
        return list(people)
    moved |= {incident_id_of(old): incident_id_of(new) for old, new in moved.items()}
    return [
        msgspec.structs.replace(j, left=moved.get(j.left, j.left), right=moved.get(j.right, j.right)) for j in people
    ]


def saids(record: Record, people: Sequence[Judgement], reports: Collection[str] | None = None) -> Iterator[Said]:
    """People's words on single assertions, and what they were said of, report by report (of these reports alone)."""
    sides = {side for j in people for side in (j.left, j.right) if side.startswith("a_")} | _founders(record, people)
    report_of = assertion_rows.reports_of(record, sides)
    named: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(report_of):
        named[report_of[each]].append(each)
    judged: defaultdict[str, list[Judgement]] = defaultdict(list)
    for j in people:
        if j.verdict in STATES and j.left in report_of:
            judged[report_of[j.left]].append(j)
    under = judgement_rows.readings_of(record)
    for report_id in sorted(named if reports is None else named.keys() & reports):
        yield _said(record, report_id, named[report_id], judged[report_id], under)


def _said(
    record: Record, report_id: str, named: Sequence[str], judged: Sequence[Judgement], under: Mapping[str, int]
) -> Said:
    gave = {j.right for j in judged if j.verdict in ("corrected", "missed")}
    current = int(record.value("SELECT max(reading) FROM readings WHERE report_id = ?", (report_id,)))
    read_in = {each: number for each in named if each not in gave and (number := _read_in(record, report_id, each))}
    given_under = {j.right: under[j.judgement_id] for j in judged if j.judgement_id in under}
    numbers = sorted({current, *read_in.values(), *given_under.values()})
    return Said(
        report_id=report_id,
        current=current,
        readings={number: assertion_rows.of_reading(record, number) for number in numbers},
        read_in=read_in,
        given={a.assertion_id: a for a in assertion_rows.bodies(record, sorted(gave))},
        under=given_under,
        judgements=judged,
        about=[each for each in named if each not in gave],
    )


def _read_in(record: Record, report_id: str, assertion_id: str) -> int | None:
    """The latest reading of the report that has the assertion."""
    found: int | None = record.value(
        "SELECT max(g.reading) FROM readings g JOIN reading_assertions f USING (reading)"
        " WHERE g.report_id = ? AND f.assertion_id = ?",
        (report_id, assertion_id),
    )
    return found


def _founders(record: Record, people: Sequence[Judgement]) -> set[str]:
    """The assertions that found the incidents that are judged, of whatever reading."""
    wanted = {side for j in people for side in (j.left, j.right) if side.startswith("i_")}
    if not wanted:
        return set()
    events = record.stream("SELECT assertion_id FROM assertions WHERE type = 'event'")
    return {each for (each,) in events if incident_id_of(each) in wanted}


def _rows(said: Said) -> Iterator[ReviewedRow]:
    """A row for each assertion that people's words made something of."""
    for key, stood in sorted(stand(said).items()):
        if stood.present != key or stood.word is not None:
            yield ReviewedRow(key, said.report_id, stood.present, stood.word.judgement_id if stood.word else None)
