"""Which assertion stood against which, from which day on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

import msgspec

from dateline.model.assertion import Assertion
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.past import Past
from dateline.store import Record


class Disputes:
    """Pairs (assertion, what disputes it), each with the day from which that stood. Of a record without withdrawn
    reports, where what stands once stands for good.
    """

    def __init__(self, record: Record) -> None:
        self._since: defaultdict[str, dict[str, str]] = defaultdict(dict)
        rows = record.rows(
            "SELECT c.seq, a.body, c.incident_id, c.disputed_by, c.answers, c.assertion_id, c.known_from"
            " FROM current_assertions c JOIN assertions a USING (assertion_id) WHERE c.disputed_by <> '[]'"
        )
        self._ask(record, rows)
        found = ((day, claim, other) for claim, others in self._since.items() for other, day in others.items())
        self._by_day = sorted(found)

    def _ask(self, record: Record, rows: list[tuple[Any, ...]]) -> None:
        """Asks for each assertion on the days on which it can have come under dispute, until all that dispute it do."""
        by_day: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in rows:
            for day in _days_on_which(record, row[2], [row[5], *_ids(row[3])]):
                if day >= row[6]:
                    by_day[day].append(row)
        for day, those in sorted(by_day.items()):
            past = Past(record, day, Parted())
            open_ = [row for row in those if len(self._since[row[5]]) < len(_ids(row[3]))]
            for row, then in zip(open_, past.then([row[:5] for row in open_]), strict=True):
                for other in _ids(then[3]):
                    self._since[row[5]].setdefault(other, day)

    def days_of(self, assertion_id: str) -> Iterable[str]:
        """The days on which something came to stand against it."""
        return set(self._since.get(assertion_id, {}).values())

    def as_of(self, assertion: Assertion, day: str) -> Assertion:
        """The assertion with what stood against it by the end of the day."""
        since = self._since.get(assertion.assertion_id, {})
        stood = tuple(each for each in assertion.disputed_by if each in since and since[each] <= day)
        return msgspec.structs.replace(assertion, disputed_by=stood)

    def new(self, after: str, until: str) -> Iterator[tuple[str, str]]:
        """The pairs that came between the ends of two days."""
        first, last = (bisect_right(self._by_day, day, key=itemgetter(0)) for day in (after, until))
        return ((claim, other) for _, claim, other in self._by_day[first:last])


def _ids(encoded: str) -> list[str]:
    found: list[str] = msgspec.json.decode(encoded)
    return found


def _days_on_which(record: Record, incident_id: str | None, ids: list[str]) -> set[str]:
    """The days on which one of these assertions became known, or something joined the incident."""
    wanted = msgspec.json.encode(ids).decode()
    sql = "SELECT DISTINCT c.known_from FROM json_each(?) w JOIN current_assertions c ON c.assertion_id = w.value"
    days = {str(day) for (day,) in record.rows(sql, (wanted,))}
    if incident_id:
        joined = "SELECT DISTINCT j.day FROM joinings j JOIN current_assertions c USING (seq) WHERE c.incident_id = ?"
        days |= {str(day) for (day,) in record.rows(joined, (incident_id,))}
    return days
