"""The record as it stood at the end of a day: what follows from the reports known by then, and from no other.

Incidents only ever grow (`merge.cluster`), and the record keeps since when. So what stood on a day is found from what
stands now: incidents of which nothing became known later are as they are; of the others the accounts known by then are
parted by what had joined them by then, and summed up again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from dateline.merge import ReportHead
from dateline.merge.account import Account, account
from dateline.merge.summarise import incident_id_of, summarise
from dateline.model.incident import Incident
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.derived import incident_days

_KEPT = 4
_AT_ONCE = 500
_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], Past] = OrderedDict()
_decoder = msgspec.json.Decoder(Incident)

Key = tuple[str, str, str, str]
"""The order of lists of incidents: first day, last day, first known, id."""


class Placed(NamedTuple):
    """An incident of the past in its order; seq of the stored one where it is as it was, else the incident."""

    key: Key
    seq: int | None
    incident: Incident | None


def derived_as_of(record: Record, day: date | None) -> Past | None:
    """What was derived as of the end of `day`; None where that is the layer that is stored.

    The last few are kept in memory until the record changes, because a page of a list asks for the same day again.
    """
    if day is None:
        return None
    last = record.value("SELECT max(known_from) FROM reports")
    if last is None or last <= day.isoformat():
        return None
    key = (str(record.path.absolute()), record.stamp, day)
    with _lock:
        found = _kept.pop(key, None) or Past(record, day.isoformat())
        _kept[key] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    found.record = record
    return found


class Past:
    """The derived layer as of the end of an ISO day. record: an open record in the state in which it was asked for."""

    def __init__(self, record: Record, day: str) -> None:
        self.record, self.day = record, day
        self._parted: dict[str, list[tuple[frozenset[int], Incident]]] = {}

    def incidents(self, condition: str = "1", parameters: Sequence[object] = ()) -> list[Placed]:
        """Incidents of which an event passes `condition` (SQL over `current_assertions c`), in the order of lists."""
        passing = f"FROM current_assertions c WHERE c.incident_id IS NOT NULL AND c.known_from <= ? AND {condition}"
        bound = (self.day, *parameters)
        of = f"IN (SELECT c.incident_id {passing})"
        found = [
            Placed((first, last, known, incident_id), seq, None)
            for seq, first, last, known, incident_id in self.record.stream(
                "SELECT seq, day_from, day_to, first_known, incident_id FROM incidents"
                f" WHERE last_known <= ? AND incident_id {of}",
                (self.day, *bound),
            )
        ]
        grown = f"SELECT incident_id FROM incidents WHERE last_known > ? AND incident_id {of}"
        seqs: defaultdict[str, set[int]] = defaultdict(set)
        for seq, incident_id in self.record.stream(
            f"SELECT c.seq, c.incident_id {passing} AND c.incident_id IN ({grown})", (*bound, self.day, *bound)
        ):
            seqs[incident_id].add(seq)
        for incident_id in sorted(seqs):
            for members, incident in self._as_it_was(incident_id):
                if not members.isdisjoint(seqs[incident_id]):
                    key = (*incident_days(incident), incident.first_known, incident.incident_id)
                    found.append(Placed(key, None, incident))
        return sorted(found, key=lambda each: each.key)

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

    def known(self, ids: Iterable[str]) -> Mapping[str, tuple[int, str]]:
        """By assertion id: (seq, report id) of those that were known."""
        wanted = msgspec.json.encode(sorted(ids)).decode()
        sql = (
            "SELECT c.assertion_id, c.seq, c.report_id FROM json_each(?) w JOIN current_assertions c"
            " ON c.assertion_id = w.value WHERE c.known_from <= ?"
        )
        return {each: (seq, report_id) for each, seq, report_id in self.record.rows(sql, (wanted, self.day))}

    @cached_property
    def copies(self) -> dict[str, str]:
        """Copy -> original: a copy is known no earlier than its original, so what is stored held then, too."""
        return dict(self.record.rows("SELECT report_id, duplicate_of FROM copies JOIN reports USING (report_id)"
                                     " WHERE known_from <= ?", (self.day,)))  # fmt: skip

    def _as_it_was(self, incident_id: str) -> list[tuple[frozenset[int], Incident]]:
        """The incidents, with the seqs of their accounts, that had by then been made of what is one incident now."""
        if incident_id not in self._parted:
            self._parted[incident_id] = list(self._summed_up(incident_id))
        return self._parted[incident_id]

    def _summed_up(self, incident_id: str) -> Iterator[tuple[frozenset[int], Incident]]:
        rows = self.record.rows(
            "SELECT c.seq, a.body FROM current_assertions c JOIN assertions a USING (assertion_id)"
            " WHERE c.incident_id = ? AND c.known_from <= ? ORDER BY c.seq",
            (incident_id, self.day),
        )
        under = dict(
            self.record.rows(
                "SELECT j.seq, j.under FROM current_assertions c JOIN joinings j USING (seq)"
                " WHERE c.incident_id = ? AND j.day <= ?",
                (incident_id, self.day),
            )
        )
        told = accounts_of(self.record, rows)
        groups: defaultdict[int, list[int]] = defaultdict(list)
        root: dict[int, int] = {}
        for seq in told:  # founders come first, so the root of what a seq is under is known
            root[seq] = root[under[seq]] if seq in under else seq
            groups[root[seq]].append(seq)
        for members in groups.values():
            yield frozenset(members), summarise([told[seq] for seq in members])


def accounts_of(record: Record, rows: Iterable[tuple[int, bytes]]) -> dict[int, Account]:
    """The accounts of (seq, stored assertion), by seq, which must be ascending."""
    read = [(seq, assertion_rows.decode(body)) for seq, body in rows]
    wanted = msgspec.json.encode(sorted({a.report_id for _, a in read})).decode()
    heads = {
        row[0]: ReportHead(
            report_id=row[0], published=row[1], known_from=row[2], publisher=row[3], title=row[4], duplicate_of=row[5]
        )
        for row in record.rows(
            "SELECT r.report_id, substr(r.published, 1, 10), r.known_from, r.publisher, r.title, c.duplicate_of"
            " FROM json_each(?) w JOIN reports r ON r.report_id = w.value LEFT JOIN copies c USING (report_id)",
            (wanted,),
        )
    }
    return {seq: account(a, heads, 0) for seq, a in read}
