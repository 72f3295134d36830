"""The record as it stood at the end of a day: what follows from the reports known by then, and from no other.

Incidents only ever grow (`merge.cluster`), and the record keeps since when. So what stood on a day is found from what
stands now: incidents of which nothing became known later are as they are; of the others the accounts known by then are
parted by what had joined them by then, and summed up again. That is what takes long, and only what is shown needs it:
how many there are is known from the parts, and that none stands in the list before its accounts' first day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from heapq import heapify, heappop, heapreplace
from typing import Any, NamedTuple

import msgspec

from dateline.merge import Grading, ReportHead
from dateline.merge.account import UNDATED_LOOKBACK, Account
from dateline.merge.summarise import incident_id_of, summarise
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.queries import judgement_lists
from dateline.pipeline.queries.accounts import accounts_of
from dateline.pipeline.queries.nodes import MadeNodes, StoredNodes
from dateline.pipeline.standing import stored_standing
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.derived import incident_days

_decoder = msgspec.json.Decoder(Incident)

Key = tuple[str, str, str, str]
"""The order of lists of incidents: first day, last day, first known, id."""


class Placed(NamedTuple):
    """An incident of the past in its order; seq of the stored one where it is as it was, else the incident."""

    key: Key
    seq: int | None
    incident: Incident | None


class Found(NamedTuple):
    """How many incidents were found, and they themselves in the order of lists, summed up as they are taken."""

    total: int
    rows: Iterator[Placed]


class _Part(NamedTuple):
    """What had become one incident by the day. members: seqs, ascending; earliest: no day of it comes before this."""

    members: list[int]
    earliest: str


Parted = dict[int, Incident]
"""By the seq of the account that founded it: an incident as it was, of those that have grown since."""


def key_of(incident: Incident) -> Key:
    """Where the incident stands in lists."""
    return (*incident_days(incident), incident.first_known, incident.incident_id)


class Past:
    """The derived layer as of the end of an ISO day. parted: what was worked out of it before; it is added to."""

    def __init__(self, record: Record, day: str, parted: Parted) -> None:
        self.record, self.day = record, day
        self._parted = parted

    def incidents(self, condition: str = "1", parameters: Sequence[object] = ()) -> Found:
        """Incidents of which an event passes `condition` (SQL over `current_assertions c`)."""
        rows = self.record.stream(
            "SELECT c.seq, i.seq, i.day_from, i.day_to, i.first_known, i.incident_id, i.last_known"
            " FROM current_assertions c JOIN incidents i USING (incident_id)"
            f" WHERE c.known_from <= ? AND {condition}",
            (self.day, *parameters),
        )
        stand: dict[int, Placed] = {}
        seqs: set[int] = set()
        for seq, incident, first, last, known, incident_id, last_known in rows:
            if last_known > self.day:
                seqs.add(seq)
            elif incident not in stand:
                stand[incident] = Placed((first, last, known, incident_id), incident, None)
        found = list(stand.values())
        parts = [part for part in self._parts(seqs) if not seqs.isdisjoint(part.members)]
        return Found(len(found) + len(parts), self._in_order(found, parts))

    def _in_order(self, found: list[Placed], parts: list[_Part]) -> Iterator[Placed]:
        """A part is summed up when nothing that stands before it can still come."""
        waiting: list[tuple[Key, int, Placed | _Part]] = [(each.key, n, each) for n, each in enumerate(found)]
        waiting += [((each.earliest, "", "", ""), n, each) for n, each in enumerate(parts, len(found))]
        heapify(waiting)
        while waiting:
            _, n, each = waiting[0]
            if isinstance(each, Placed):
                heappop(waiting)
                yield each
            else:
                incident = self._as_it_was(each.members)
                placed = Placed(key_of(incident), None, incident)
                heapreplace(waiting, (placed.key, n, placed))

    def whole(self, placed: Iterable[Placed]) -> Iterator[Incident]:
        """The incidents themselves."""
        for each in placed:
            if each.incident is not None:
                yield each.incident
            else:
                yield _decoder.decode(self.record.value("SELECT body FROM incidents WHERE seq = ?", (each.seq,)))

    def incident_of(self, seqs: Sequence[int]) -> dict[int, str]:
        """The incident in which each event (by seq) was; nothing for what is in none, or was not known."""
        wanted = msgspec.json.encode(seqs).decode()
        rows = self.record.rows(
            "WITH RECURSIVE up (seq, at) AS (SELECT value, value FROM json_each(?) UNION ALL"
            " SELECT up.seq, j.under FROM up JOIN joinings j ON j.seq = up.at WHERE j.day <= ?)"
            " SELECT up.seq, c.assertion_id FROM (SELECT seq, min(at) AS root FROM up GROUP BY seq) up"
            " JOIN current_assertions c ON c.seq = up.root"
            " JOIN current_assertions own ON own.seq = up.seq"
            " WHERE own.incident_id IS NOT NULL AND own.known_from <= ?",
            (wanted, self.day, self.day),
        )
        return {seq: incident_id_of(founder) for seq, founder in rows}

    def then(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Rows (seq, body, incident id, disputed by, answers) of assertions with what was derived then.

        A dispute needs both sides known, and in one incident if they stand in two reports.
        """
        linked = {row[0]: [*msgspec.json.decode(row[3]), *msgspec.json.decode(row[4])] for row in rows}
        known = self._known(each for those in linked.values() for each in those)
        incident_of = self.incident_of([*linked, *(seq for seq, _ in known.values())])
        for seq, body, _, *links in rows:
            stood = [
                _stood(seq, body, encoded, known, incident_of) if encoded != "[]" else encoded for encoded in links
            ]
            yield seq, body, incident_of.get(seq), *stood

    def judgements(self) -> Iterator[Judgement]:
        """Judgements in force, people's whenever they were made."""
        return judgement_lists.every(self.record, self.day)

    def _known(self, ids: Iterable[str]) -> Mapping[str, tuple[int, str]]:
        """By assertion id: (seq, report id) of those that were known."""
        wanted = msgspec.json.encode(sorted(ids)).decode()
        sql = (
            "SELECT c.assertion_id, c.seq, c.report_id FROM json_each(?) w JOIN current_assertions c"
            " ON c.assertion_id = w.value WHERE c.known_from <= ?"
        )
        return {each: (seq, report_id) for each, seq, report_id in self.record.rows(sql, (wanted, self.day))}

    @cached_property
    def nodes(self) -> StoredNodes | MadeNodes:
        """Names as they stood then."""
        return StoredNodes(self.record, self.day)

    @cached_property
    def withdrawn(self) -> dict[str, str]:
        """Report -> the day from which it counted no longer, of those that were known."""
        sql = "SELECT report_id, withdrawn_on FROM withdrawn JOIN reports USING (report_id) WHERE known_from <= ?1"
        return dict(self.record.rows(f"{sql} AND withdrawn_on <= ?1", (self.day,)))

    @cached_property
    def copies(self) -> dict[str, str]:
        """Copy -> original: a copy is known no earlier than its original, so what is stored held then, too."""
        return dict(self.record.rows("SELECT report_id, duplicate_of FROM copies JOIN reports USING (report_id)"
                                     " WHERE known_from <= ?", (self.day,)))  # fmt: skip

    def _parts(self, seqs: Iterable[int]) -> list[_Part]:
        """What had by then been made of the incidents in which these accounts are now."""
        rows = self.record.rows(
            "SELECT c.seq, j.under, c.day_from, c.day_to, c.known_from FROM current_assertions c"
            " LEFT JOIN joinings j ON j.seq = c.seq AND j.day <= ?2 WHERE c.known_from <= ?2 AND c.incident_id IN"
            " (SELECT own.incident_id FROM json_each(?1) w JOIN current_assertions own ON own.seq = w.value)"
            " ORDER BY c.seq",
            (msgspec.json.encode(sorted(seqs)).decode(), self.day),
        )
        members: defaultdict[int, list[int]] = defaultdict(list)
        earliest: dict[int, str] = {}
        root: dict[int, int] = {}
        for seq, under, *days in rows:  # founders come first, so the root of what a seq is under is known
            founder = root[seq] = seq if under is None else root[under]
            members[founder].append(seq)
            first = _earliest(*days)
            earliest[founder] = min(earliest.get(founder, first), first)
        return [_Part(those, earliest[founder]) for founder, those in members.items()]

    def _as_it_was(self, members: Sequence[int]) -> Incident:
        """The incident that had by then been made of these accounts, of all that it had."""
        founder = members[0]
        if founder not in self._parted:
            self._parted[founder] = self.summed_up(members)
        return self._parted[founder]

    def summed_up(self, members: Sequence[int]) -> Incident:
        """The incident of these accounts, by their seqs, ascending, all known by the day."""
        rows = self.record.rows(
            "SELECT c.seq, a.body, c.incident_id, c.disputed_by, c.answers FROM json_each(?) w"
            " JOIN current_assertions c ON c.seq = w.value JOIN assertions a USING (assertion_id) ORDER BY c.seq",
            (msgspec.json.encode(members).decode(),),
        )
        told, heads = accounts_of(self.record, ((seq, body) for seq, body, *_ in rows))
        return self._graded(list(told.values()), self._against(rows), heads)

    def _against(self, rows: Sequence[tuple[Any, ...]]) -> dict[str, list[str]]:
        """By assertion id: what disputed it then; only of those that anything disputes."""
        disputed = [row for row in rows if row[3] != "[]"]
        return {
            assertion_rows.decode(body).assertion_id: msgspec.json.decode(ids)
            for _, body, _, ids, _ in (self.then(disputed) if disputed else ())
        }

    def _graded(
        self, members: list[Account], against: Mapping[str, list[str]], heads: Mapping[str, ReportHead]
    ) -> Incident:
        told = {member.id: member.assertion for member in members}
        others = sorted({each for member in members for each in against.get(member.id, ())} - told.keys())
        told |= {a.assertion_id: a for a in assertion_rows.bodies(self.record, others)}
        return self._grading.graded(summarise(members), told, heads, against)

    @cached_property
    def _people(self) -> list[Judgement]:
        return stored_standing(self.record).people

    @cached_property
    def _grading(self) -> Grading:
        return Grading(self._people)


@cache
def _earliest(day_from: str, day_to: str, known_from: str) -> str:
    """No incident of an account can be of an earlier day. One without any day is looked for before its report."""
    if day_from == day_to == known_from:
        return (date.fromisoformat(known_from[:10]) - timedelta(days=UNDATED_LOOKBACK)).isoformat()
    return day_from


def _stood(
    seq: int, body: bytes, encoded: str, known: Mapping[str, tuple[int, str]], incident_of: Mapping[int, str]
) -> bytes:
    """The ids of the links that held then."""
    read = assertion_rows.decode(body)
    within = {*read.disputed_by, *read.answers}

    def held(each: str) -> bool:
        other, report_id = known[each]
        together = seq in incident_of and incident_of[seq] == incident_of.get(other)
        return each in within or report_id == read.report_id or together

    return msgspec.json.encode([each for each in msgspec.json.decode(encoded) if each in known and held(each)])
