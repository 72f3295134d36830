"""Assertions with the ids of those whom they name, and the entities of some assertions."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import msgspec

from dateline.merge.names.mentions import refs_of
from dateline.merge.names.naming import NOBODY, entity_rows, is_unknown, settling
from dateline.merge.names.resolution import Joining
from dateline.merge.names.tally import Tally
from dateline.model.assertion import ActorRef, Assertion, Link
from dateline.model.entity import Entity, Settled
from dateline.values.batches import batches

_AT_ONCE = 500


class Root(NamedTuple):
    """What a name stands under on a day."""

    number: int
    id: str
    kind: str


class Nodes(Protocol):
    """The names of a record as they stood at the end of a day."""

    def slots(self, seqs: Sequence[int]) -> Mapping[int, array[int]]:
        """By seq of an assertion: the node of each slot, or NOBODY."""

    def roots(self, nodes: Iterable[int]) -> Mapping[int, Root]:
        """By node: what it stands under."""

    def ids(self, nodes: Iterable[int]) -> Mapping[int, str]:
        """By node: its own id."""

    def joinings(self, nodes: Iterable[int]) -> Mapping[int, Joining]:
        """By node: what it was joined to, and by whom; nothing for a root."""


def identified(numbered: Iterable[tuple[int, Assertion]], nodes: Nodes) -> Iterator[Assertion]:
    """Each assertion with the entity ids of its places, actors and sources."""
    for some in batches(numbered, _AT_ONCE):
        slots = nodes.slots([seq for seq, _ in some])
        roots = nodes.roots({n for each in slots.values() for n in each} - {NOBODY})
        for seq, a in some:
            yield with_ids(a, [roots[n].id if n in roots else None for n in slots.get(seq, ())])


def with_ids(a: Assertion, ids: Sequence[str | None]) -> Assertion:
    """ids: one for each of `refs_of`; none at all for an assertion that counts for nothing."""
    if not ids:
        return a
    given = iter(ids)
    places = tuple(msgspec.structs.replace(p, entity_id=id) if (id := next(given)) is not None else p for p in a.places)
    actors = tuple(_identified(actor, next(given)) for actor in a.actors)
    holder = _identified(a.holder, next(given)) if a.holder else None
    attribution = _chain(a.attribution, given)
    tolls = tuple(
        msgspec.structs.replace(t, attribution=_chain(t.attribution, given)) if t.attribution else t for t in a.tolls
    )
    return msgspec.structs.replace(a, places=places, actors=actors, holder=holder, attribution=attribution, tolls=tolls)


def _identified(actor: ActorRef, id: str | None) -> ActorRef:
    return actor if id is None else msgspec.structs.replace(actor, entity_id=id)


def _chain(chain: Sequence[Link], given: Iterator[str | None]) -> tuple[Link, ...]:
    return tuple(
        link
        if (id := next(given)) is None
        else msgspec.structs.replace(link, source=msgspec.structs.replace(link.source, entity_id=id))
        for link in chain
    )


def entities_of(numbered: Iterable[tuple[int, Assertion, str]], nodes: Nodes) -> Iterator[Entity]:
    """The entities that (seq, assertion, ISO day from which it is known) name, as rows that tell of these alone."""
    tallies: defaultdict[int, Tally] = defaultdict(Tally)
    unknown: defaultdict[int, Tally] = defaultdict(Tally)
    found: dict[int, Root] = {}
    ids: dict[int, str] = {}
    for some in batches(numbered, _AT_ONCE):
        slots = nodes.slots([seq for seq, *_ in some])
        asked = {n for each in slots.values() for n in each} - {NOBODY} - found.keys()
        found.update(nodes.roots(asked))
        ids.update((n, id) for n, id in nodes.ids(asked).items() if is_unknown(id))
        for seq, a, day in some:
            for ref, n in zip(refs_of(a), slots.get(seq, ()), strict=False):
                if n in found:
                    tallies[found[n].number].add(ref, a, day)
                    if n in ids and found[n].number != n:
                        unknown[n].add(ref, a, day)
    settled = _settled(unknown, found, nodes)
    roots = {root.number: root for root in found.values()}
    yield from entity_rows((roots[n].id, roots[n].kind, tally, settled.get(n, ())) for n, tally in tallies.items())


def _settled(unknown: Mapping[int, Tally], found: Mapping[int, Root], nodes: Nodes) -> dict[int, list[Settled]]:
    joinings: dict[int, Joining] = {}
    asked = set(unknown)
    while asked:
        joinings.update(nodes.joinings(asked))
        asked = {joinings[n].under for n in asked if n in joinings} - joinings.keys()
    ids = nodes.ids({*unknown, *joinings})
    joinings = {n: j for n, j in joinings.items() if is_unknown(ids[n])}
    rows: defaultdict[int, list[Settled]] = defaultdict(list)
    for n, tally in unknown.items():
        rows[found[n].number].append(settling(ids[n], tally.names, n, joinings))
    return rows
