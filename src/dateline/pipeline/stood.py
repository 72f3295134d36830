"""Incidents as they stood before they grew: found from how they grew, and kept as a map needs them.

So the feed of a past day has nothing to sum up. An incident stands otherwise after each day on which something joined
it; to keep every one of these of an incident that grows every day would take time with the square of its accounts.
So one is kept when it has a 64th more accounts than the last one kept: up to 64 accounts all are. What is not kept is
summed up when it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from dateline.pipeline.queries.accounts import told_of
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.past import Past
from dateline.store import Record, past_rows
from dateline.store.columns import listed
from dateline.store.map_rows import packed
from dateline.store.past_rows import PastRow
from dateline.values.batches import batches

_SHARE: Final = 64
_AT_ONCE: Final = 100
"""Incidents of which the accounts are held at once."""

Member = tuple[int, int | None, str | None, str]
"""An account of an incident: seq, under whose founder it was joined and since which day, when it became known."""


class Stretch(NamedTuple):
    """What these accounts (seqs, ascending) had made, from the end of the ISO day `since` on, until that of the day
    before `until`.
    """

    members: tuple[int, ...]
    since: str
    until: str


def stretches(members: Sequence[Member]) -> Iterator[Stretch]:
    """What an incident of these accounts (ascending) was made of before it was what it is, by when that ended."""
    days = sorted({day for _, _, joined, known in members for day in (joined, known) if day})
    open_: dict[tuple[int, ...], str] = {}
    for day in days[:-1]:
        parts = set(_parts(members, day))
        yield from (Stretch(part, open_.pop(part), day) for part in sorted(open_) if part not in parts)
        for part in parts:
            open_.setdefault(part, day)
    yield from (Stretch(part, since, days[-1]) for part, since in sorted(open_.items()))


def _parts(members: Iterable[Member], day: str) -> list[tuple[int, ...]]:
    """What had been made of these accounts by the end of the day."""
    root: dict[int, int] = {}
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for seq, under, joined, known in members:
        if known <= day:
            founder = root[seq] = root[under] if under is not None and joined is not None and joined <= day else seq
            parts[founder].append(seq)
    return [tuple(those) for those in parts.values()]


def write_stood(record: Record, groups: Iterable[Sequence[int]], since: str) -> None:
    """Stores how the incidents of these accounts stood until the ISO day `since` and later, inside
    `record.transaction()`; what they were before that is stored.
    """
    pasts: dict[str, Past] = {}
    for some in batches(groups, _AT_ONCE):
        stood = [each for members in _members(record, some) for each in kept(members) if each.until >= since]
        told = told_of(record, {seq for each in stood for seq in each.members})
        rows = []
        for members, begin, until in stood:
            past = pasts.setdefault(begin, Past(record, begin, Parted()))
            (incident,) = past.summed_of([members], told)
            rows.append(PastRow(members[0], begin, until, incident.incident_id, packed(incident)))
        past_rows.write(record, rows)


def _members(record: Record, groups: Sequence[Sequence[int]]) -> Iterator[list[Member]]:
    rows: dict[int, Any] = {
        row[0]: row
        for row in record.rows(
            "SELECT c.seq, j.under, j.day, c.known_from FROM json_each(?) w CROSS JOIN current_assertions c"
            " ON c.seq = w.value LEFT JOIN joinings j ON j.seq = c.seq",
            (listed(seq for group in groups if len(group) > 1 for seq in group),),
        )
    }
    return ([rows[seq] for seq in group] for group in groups if len(group) > 1)


def kept(members: Sequence[Member]) -> Iterator[Stretch]:
    """The stretches that are stored: the same ones however often the incident has grown since."""
    last: dict[int, int] = {}
    for each in stretches(members):
        founder, size = each.members[0], len(each.members)
        if size - last.get(founder, 0) >= last.get(founder, 0) / _SHARE:
            last[founder] = size
            yield each
