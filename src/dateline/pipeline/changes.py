"""What became of the incidents between two states of the derived layer: joined, parted, gone, come, told otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from dateline.model.incident import Incident
from dateline.store import Record

ChangeKind = Literal["joined", "parted", "regrouped", "changed", "gone", "new"]

_decoder = msgspec.json.Decoder(Incident)

Bodies = dict[str, bytes]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents that share accounts, or entities that share names: their ids before and after, what became of them.

    changed: the same incident has other accounts, values or grades. gone: no account of it counts any more.
    """

    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]


def incident_bodies(record: Record) -> Bodies:
    """Every incident as it is stored, by id: what `changes` compares."""
    return dict(record.rows("SELECT incident_id, body FROM incidents"))


def changes(before: Bodies, after: Bodies) -> tuple[Change, ...]:
    """What differs, by the least id of each group of incidents that share accounts."""
    old = _members({key: body for key, body in before.items() if after.get(key) != body})
    new = _members({key: body for key, body in after.items() if before.get(key) != body})
    found = [
        Change(kind=_kind(len(was), len(now)), before=tuple(sorted(was)), after=tuple(sorted(now)))
        for was, now in _groups(old, new)
    ]
    return tuple(sorted(found, key=lambda change: (*change.before, *change.after)))


def name_changes(before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]) -> tuple[Change, ...]:
    """What became of entities, each with the ids of its names: joined, parted, regrouped."""
    old = {key: names for key, names in before.items() if after.get(key) != names}
    new = {key: names for key, names in after.items() if before.get(key) != names}
    found = [
        Change(kind=_kind(len(was), len(now)), before=tuple(sorted(was)), after=tuple(sorted(now)))
        for was, now in _groups(old, new)
    ]
    return tuple(sorted(found, key=lambda change: (*change.before, *change.after)))


def _members(bodies: Bodies) -> dict[str, tuple[str, ...]]:
    return {key: _decoder.decode(body).assertion_ids for key, body in bodies.items()}


def _groups(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[set[str], set[str]]]:
    """Incidents before and after that share accounts, directly or by way of others."""
    sides = (old, new)
    holding: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for side, incidents in enumerate(sides):
        for key, members in incidents.items():
            for each in members:
                holding[each].append((side, key))
    seen: set[tuple[int, str]] = set()
    for start in ((side, key) for side, incidents in enumerate(sides) for key in incidents):
        if start in seen:
            continue
        group: tuple[set[str], set[str]] = set(), set()
        waiting = [start]
        while waiting:
            side, key = node = waiting.pop()
            if node not in seen:
                seen.add(node)
                group[side].add(key)
                waiting += [other for member in sides[side][key] for other in holding[member]]
        yield group


def _kind(before: int, after: int) -> ChangeKind:
    match before, after:
        case 0, _:
            return "new"
        case _, 0:
            return "gone"
        case 1, 1:
            return "changed"
        case _, 1:
            return "joined"
        case 1, _:
            return "parted"
    return "regrouped"
