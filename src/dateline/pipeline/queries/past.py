"""The record as it stood at the end of a day: what follows from the reports known by then, and from no other.

Incidents only ever grow (`merge.cluster`), and the record keeps since when. So what stood on a day is found from what
stands now: incidents of which nothing became known later are as they are; of the others the accounts known by then are
parted by what had joined them by then, and summed up again. That is what takes long, and only what is shown needs it:
how many there are is known from the parts, and that none stands in the list before its accounts' first day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from heapq import heappop, heapreplace
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.merge import Grading
from dateline.merge.account import UNDATED_LOOKBACK
from dateline.merge.summarise import incident_id_of, summarise
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.queries import judgement_lists
from dateline.pipeline.queries.accounts import Told, told_of
from dateline.pipeline.queries.nodes import MadeNodes, StoredNodes
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.where import disputed_of, masks, reviewed_of, together
from dateline.pipeline.queries.whole import ANY, Whole
from dateline.pipeline.standing import stored_standing
from dateline.pipeline.views import Filters
from dateline.store import Record, past_rows
from dateline.store import assertions as assertion_rows
from dateline.store.columns import Columns, Grouping, Mask, columns, listed
from dateline.store.derived import incident_days
from dateline.store.map_rows import MapRow, is_disputed, row_of
from dateline.store.packed import ordinal
from dateline.values.batches import batches

_decoder = msgspec.json.Decoder(Incident)
_AT_ONCE: Final = 500
_FIRST_SUMS: Final = 8
_MOST_SUMS: Final = 256
"""Incidents that are summed up at once: few for the first page of a list, more for whole lists."""

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


class Then(NamedTuple):
    """An incident of the past as a map needs it. seqs: of those of its accounts that are in an incident now."""

    incident_id: str
    row: MapRow
    seqs: Sequence[int]


def then_of(record: Record, incidents: Sequence[Incident]) -> Iterator[Then]:
    """Incidents as they were once, as a map needs them."""
    ids = msgspec.json.encode([each for i in incidents for each in i.assertion_ids]).decode()
    sql = "SELECT c.assertion_id, c.seq FROM json_each(?) w JOIN current_assertions c ON c.assertion_id = w.value"
    at = columns(record).at
    seqs = {each: seq for each, seq in record.rows(sql, (ids,)) if at[seq] >= 0}
    for i in incidents:
        yield Then(i.incident_id, row_of(i), [seqs[each] for each in i.assertion_ids if each in seqs])


def key_of(incident: Incident) -> Key:
    """Where the incident stands in lists."""
    return (*incident_days(incident), incident.first_known, incident.incident_id)


class Past:
    """The derived layer as of the end of an ISO day. parted: what was worked out of past days; it is added to."""

    def __init__(self, record: Record, day: str, parted: Parted) -> None:
        self.record, self.day = record, day
        self._parted = parted

    def incidents(self, passing: Mask | None = None, whole: Whole = ANY) -> Found:
        """Incidents of which an event passes (all if None) of what counted then, and that are as `whole` wants."""
        stand, parts = self._found(passing, whole)
        return Found(len(stand) + len(parts), self._in_order(stand, parts))

    def apart(self, passing: Mask, whole: Whole = ANY) -> tuple[NDArray[np.int32], list[Then]]:
        """The same, those that are as they were by their places in the list, the others as a map needs them; in no
        order.
        """
        stand, parts = self._found(passing, whole)
        return stand, self._then(parts)

    def _found(self, passing: Mask | None, whole: Whole) -> tuple[NDArray[np.int32], list[_Part]]:
        found = columns(self.record)
        passing = (
            together(found, masks(self.record, Filters(as_of=date.fromisoformat(self.day))))
            if passing is None
            else passing
        )
        seqs = np.flatnonzero(passing & (found.at >= 0))
        places = found.at[seqs]
        later = found.order["last_known"][places] > ordinal(self.day)
        stand = np.unique(places[~later])
        stand = stand[whole.lets(found, self.record)[stand]]
        held = set(seqs[later].tolist())
        parts = [part for part in self._parts(seqs[later]) if not held.isdisjoint(part.members)]
        parts = list(self._wanted(parts, whole, found))
        if whole.disputed is not None:
            then = [is_disputed(each.row) for each in self._then(parts)]
            parts = [part for part, disputed in zip(parts, then, strict=True) if disputed is whole.disputed]
        return stand, parts

    def grouping(self) -> Grouping:
        """All incidents of the day, by numbers of their own."""
        found = columns(self.record)
        known = (found.days["known"] <= ordinal(self.day)) & (found.at >= 0)
        later = found.order["last_known"] > ordinal(self.day)
        grown = known & later[found.at]
        parts = self._parts(np.flatnonzero(grown))
        at = np.where(known & ~grown, found.at, -1).astype(np.int32)
        for n, part in enumerate(parts, len(found.order)):
            at[part.members] = n
        founders = np.array([part.members[0] for part in parts], np.int64)
        first_known = np.concatenate([found.order["first_known"], found.days["known"][founders]])

        def disputed() -> Mask:
            then = [is_disputed(each.row) for each in self._then(parts)]
            return np.concatenate([found.order["disputed"], np.array(then, np.bool_)])

        return Grouping(at, first_known, disputed)

    def _wanted(self, parts: Iterable[_Part], whole: Whole, found: Columns) -> Iterator[_Part]:
        reviewed = reviewed_of(self.record) if whole.reviewed is not None else None
        for part in parts:
            known = int(found.days["known"][part.members[0]])
            if whole.known is not None and not whole.known[0] <= known <= whole.known[1]:
                continue
            if reviewed is not None and bool(reviewed[part.members].any()) is not whole.reviewed:
                continue
            yield part

    def _in_order(self, stand: NDArray[np.int32], parts: list[_Part]) -> Iterator[Placed]:
        """A part is summed up when nothing that stands before it can still come."""
        standing = self._standing(stand)
        coming = sorted(parts, key=lambda part: part.earliest)
        waiting: list[tuple[Key, int, Placed | _Part]] = [
            ((part.earliest, "", "", ""), n, part) for n, part in enumerate(coming)
        ]
        summed, at_once = 0, _FIRST_SUMS
        least = next(standing, None)
        while waiting or least:
            if least and (not waiting or least.key < waiting[0][0]):
                yield least
                least = next(standing, None)
                continue
            _, n, each = waiting[0]
            if isinstance(each, Placed):
                heappop(waiting)
                yield each
                continue
            if n >= summed:
                self._as_they_were([part.members for part in coming[n : n + at_once]])
                summed, at_once = n + at_once, min(2 * at_once, _MOST_SUMS)
            (incident,) = self._as_they_were([each.members])
            placed = Placed(key_of(incident), None, incident)
            heapreplace(waiting, (placed.key, n, placed))

    def _standing(self, places: NDArray[np.int32]) -> Iterator[Placed]:
        """Incidents that are as they were, by their places in the list."""
        founders = columns(self.record).order["seq"][places]
        for some in batches(founders.tolist(), _AT_ONCE):
            rows = self.record.rows(
                "SELECT i.day_from, i.day_to, i.first_known, i.incident_id, i.seq"
                " FROM json_each(?) w CROSS JOIN incidents i ON i.seq = w.value",
                (listed(some),),
            )
            yield from (Placed((first, last, known, key), seq, None) for first, last, known, key, seq in rows)

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

    def _parts(self, seqs: NDArray[np.int64]) -> list[_Part]:
        """What had by then been made of the incidents in which these accounts are now."""
        found = columns(self.record)
        meant = np.zeros(len(found.order) + 1, np.bool_)
        meant[found.at[seqs]] = True
        meant[-1] = False
        each = np.flatnonzero(meant[found.at] & (found.days["known"] <= ordinal(self.day)))
        under = dict(
            self.record.rows(
                "SELECT j.seq, j.under FROM json_each(?) w CROSS JOIN joinings j ON j.seq = w.value WHERE j.day <= ?",
                (listed(each), self.day),
            )
        )
        members: defaultdict[int, list[int]] = defaultdict(list)
        earliest: dict[int, int] = {}
        root: dict[int, int] = {}
        for seq, days in zip(each.tolist(), found.days[each].tolist(), strict=True):
            above = under.get(seq)  # founders come first, so the root of what a seq is under is known
            founder = root[seq] = seq if above is None else root[above]
            members[founder].append(seq)
            first = _earliest(*days)
            earliest[founder] = min(earliest.get(founder, first), first)
        return [_Part(those, date.fromordinal(earliest[founder]).isoformat()) for founder, those in members.items()]

    def _then(self, parts: Sequence[_Part]) -> list[Then]:
        """What each was, from what is stored of the past; what is not is summed up."""
        found = dict(past_rows.stood(self.record, (part.members[0] for part in parts), self.day))
        missing = [part.members for part in parts if part.members[0] not in found]
        for members, incident in zip(missing, self._as_they_were(missing), strict=True):
            found[members[0]] = incident.incident_id, row_of(incident)
        return [Then(*found[part.members[0]], part.members) for part in parts]

    def _as_they_were(self, groups: Sequence[list[int]]) -> list[Incident]:
        """The incidents that had by then been made of these groups of accounts, of all that each had."""
        found = {members[0]: self._parted.get(members) for members in groups}
        missing = [members for members in groups if found[members[0]] is None]
        for some in batches(missing, _FIRST_SUMS):  # all at once would hold all their accounts in memory
            for members, incident in zip(some, self.summed_up(some), strict=True):
                self._parted.keep(members, incident)
                found[members[0]] = incident
        return [incident for incident in found.values() if incident is not None]

    def summed_up(self, groups: Sequence[Sequence[int]]) -> Iterator[Incident]:
        """The incidents of these accounts, by their seqs, ascending, all known by the day."""
        return self.summed_of(groups, told_of(self.record, (seq for members in groups for seq in members)))

    def summed_of(self, groups: Sequence[Sequence[int]], told: Told) -> Iterator[Incident]:
        """The same of accounts that were fetched, among others."""
        against = self._against([told.rows[seq] for members in groups for seq in members])
        bodies = {told.accounts[seq].id: told.accounts[seq].assertion for members in groups for seq in members}
        others = {each for ids in against.values() for each in ids} - bodies.keys()
        bodies |= {a.assertion_id: a for a in assertion_rows.bodies(self.record, sorted(others))}
        for members in groups:
            accounts = [told.accounts[seq] for seq in members]
            disputing = {account.id: against[account.id] for account in accounts if account.id in against}
            known = {account.id: account.assertion for account in accounts}
            known |= {each: bodies[each] for ids in disputing.values() for each in ids}
            yield self._grading.graded(summarise(accounts), known, told.heads, disputing)

    def disputed(self, passing: Mask) -> Mask:
        """Which of these assertions something disputed then."""
        seqs = np.flatnonzero(passing & disputed_of(self.record))
        found = columns(self.record).only(np.zeros(0, np.uint32))
        for some in batches(seqs.tolist(), _AT_ONCE):
            rows = self.record.rows(
                "SELECT c.seq, a.body, c.incident_id, c.disputed_by, c.answers FROM json_each(?) w"
                " CROSS JOIN current_assertions c ON c.seq = w.value JOIN assertions a USING (assertion_id)",
                (listed(some),),
            )
            found[[row[0] for row in self.then(rows) if msgspec.json.decode(row[3])]] = True
        return found

    def _against(self, rows: Sequence[tuple[Any, ...]]) -> dict[str, list[str]]:
        """By assertion id: what disputed it then; only of those that anything disputes."""
        disputed = [row for row in rows if row[3] != "[]"]
        return {
            assertion_rows.decode(body).assertion_id: msgspec.json.decode(ids)
            for _, body, _, ids, _ in (self.then(disputed) if disputed else ())
        }

    @cached_property
    def _people(self) -> list[Judgement]:
        return stored_standing(self.record).people

    @cached_property
    def _grading(self) -> Grading:
        return Grading(self._people)


def _earliest(first: int, last: int, known: int) -> int:
    """No incident of an account can be of an earlier day. One without any day is looked for before its report."""
    return known - UNDATED_LOOKBACK if first == last == known else first


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
