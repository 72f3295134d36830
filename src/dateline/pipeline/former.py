"""The accounts of the days before the one from which merging goes on, as the stored layer knows them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from dateline.merge import ReportHead
from dateline.merge.account import UNDATED_LOOKBACK, Sketch, lead_of, sketch
from dateline.merge.block import LONG_DAYS, windows
from dateline.model.assertion import Assertion
from dateline.store import Record
from dateline.store import assertions as assertion_rows


class Former:
    """Accounts with a seq below `begin`: all those known before the ISO day `day`. See `merge.merging.Former`.

    The groups are those that had been made before the day: what an incident of now has joined since then is parted.
    reviewed: an assertion with what a person said of it. alike: the earlier reports that a report is like.
    """

    def __init__(
        self,
        record: Record,
        begin: int,
        day: str,
        heads: Mapping[str, ReportHead],
        reviewed: Callable[[Assertion], Assertion],
        alike: Callable[[str], Collection[str]],
    ) -> None:
        self._record, self._begin, self._day = record, begin, day
        self._heads, self._reviewed, self._alike = heads, reviewed, alike
        self._groups: dict[int, list[int]] = {}
        self._waiting: dict[int, Sketch] = {}
        self._seqs, self._first, self._last = _days(record, begin)

    def sketch(self, n: int) -> Sketch:
        """The account of this seq. All those of its report are made at once: which one it is about follows from all."""
        if n not in self._waiting:
            self._waiting.update(self._beside(n))
        return self._waiting.pop(n)

    def _beside(self, n: int) -> Iterator[tuple[int, Sketch]]:
        """The accounts of the report of this seq."""
        rows = self._record.rows(
            "SELECT c.seq, a.body FROM current_assertions c JOIN assertions a USING (assertion_id)"
            " WHERE c.report_id = (SELECT report_id FROM current_assertions WHERE seq = ?)"
            " AND c.incident_id IS NOT NULL ORDER BY c.seq",
            (n,),
        )
        told = [(seq, self._reviewed(assertion_rows.decode(body))) for seq, body in rows]
        lead = lead_of([a for _, a in told])
        return ((seq, sketch(a, self._heads, nth, a is lead)) for nth, (seq, a) in enumerate(told))

    def group(self, n: int) -> Sequence[int]:
        """The group in which it stood, ascending."""
        if n not in self._groups:
            self._part(n)
        return self._groups[n]

    def meeting(self, accounts: Sequence[Sketch]) -> Sequence[int]:
        """Accounts of the days in which any of these looks for others, and all of their own reports and of those that
        these are like.
        """
        found = np.zeros(len(self._seqs), bool)
        for first, last, long in {window for account in accounts for window in windows(account)}:
            within = (self._first <= last) & (self._last >= first)
            found |= within & (self._last - self._first >= LONG_DAYS) if long else within
        seqs = set(self._seqs[found].tolist())
        own = {account.report_id for account in accounts}
        for report_id in own.union(*map(self._alike, own)):
            seqs |= {
                seq
                for (seq,) in self._record.rows(
                    "SELECT seq FROM current_assertions WHERE report_id = ? AND seq < ? AND incident_id IS NOT NULL",
                    (report_id, self._begin),
                )
            }
        return sorted(seqs)

    def _part(self, n: int) -> None:
        """Parts the incident in which the account is now into the groups that had been made before the day."""
        rows = self._record.rows(
            "SELECT c.seq, j.under FROM current_assertions c LEFT JOIN joinings j ON j.seq = c.seq AND j.day < ?2"
            " WHERE c.incident_id = (SELECT incident_id FROM current_assertions WHERE seq = ?1) AND c.seq < ?3"
            " ORDER BY c.seq",
            (n, self._day, self._begin),
        )
        root: dict[int, int] = {}
        parted: defaultdict[int, list[int]] = defaultdict(list)
        for seq, under in rows:  # founders come first, so the root of what a seq is under is known
            root[seq] = seq if under is None else root[under]
            parted[root[seq]].append(seq)
        for members in parted.values():
            self._groups.update(dict.fromkeys(members, members))


Days = npt.NDArray[np.int32]


def _days(record: Record, begin: int) -> tuple[Days, Days, Days]:
    """The seqs of the former accounts, and the first and last day, as ordinals, that each can be of at the widest.

    What is stored does not tell a day from a date with an open end, nor an undated account from one of its own day.
    """
    numbers = array("i")
    for seq, day_from, day_to, known_from in record.stream(
        "SELECT seq, day_from, day_to, known_from FROM current_assertions"
        " WHERE incident_id IS NOT NULL AND seq < ? ORDER BY seq",
        (begin,),
    ):
        first, last, known = _ordinal(day_from), _ordinal(day_to), _ordinal(known_from)
        if first == last == known:
            first = known - UNDATED_LOOKBACK
        elif first == last:
            last = max(last, known)
        numbers.extend((seq, first, max(first, last)))
    columns = np.array(numbers, np.int32).reshape(-1, 3)
    return columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy()


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()
