"""The names of all assertions, day by day: what each slot names, and what is said in all of each entity."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.merge.names.forms import Form
from dateline.merge.names.mentions import Mention, company_of, mentions_of, points_of
from dateline.merge.names.resolution import Joining, Node, Resolution, Told
from dateline.merge.names.tally import Tally
from dateline.model.assertion import ActorRef, Assertion, Source
from dateline.model.entity import Actor, Entity, Settled, Weapon
from dateline.model.judgement import Judgement

NOBODY = 0xFFFFFFFF
"""In place of a node's number: the slot names nothing that another report can name."""

_SORTS = {
    "MIL": "military", "REB": "armed group", "PAR": "armed group", "UAF": "armed group", "MED": "media", "NGO": "NGO",
    "IGO": "IGO", "military": "military", "armed group": "armed group", "media": "media",
}  # fmt: skip
"""Sectors and categories that tell two bodies apart, under one word."""


class Named(NamedTuple):
    """What one day adds. slots: by seq, the node of each slot of `mentions.refs_of`, or NOBODY."""

    slots: list[tuple[int, array[int]]]
    nodes: list[Node]
    joinings: list[Joining]
    judgements: list[Judgement]


class Naming:
    """Takes reports in the order of days. judged: what persons hold, see `judged_pairs`."""

    def __init__(self, judged: Sequence[tuple[str, str, bool, str]] = ()) -> None:
        self._resolution = Resolution(judged)
        self._told: dict[str, dict[Form, Told]] = {}
        self._slots: list[tuple[int, str, list[Form | None]]] = []
        self._counted: defaultdict[tuple[str, Form], Tally] = defaultdict(Tally)
        self._tallies: defaultdict[int, Tally] = defaultdict(Tally)
        self._nodes: dict[int, tuple[str, str]] = {}
        self._settled: dict[int, Joining] = {}

    def take(self, report_id: str, day: str, assertions: Sequence[tuple[int, Assertion]]) -> None:
        """Takes in one report of the day, its assertions with their seqs."""
        company = company_of(a for _, a in assertions)
        told = self._told.setdefault(report_id, {})
        for seq, a in assertions:
            mentions = mentions_of(a, company)
            for each in mentions:
                if each.form is not None:
                    said = told.get(each.form)
                    if said is None:
                        said = told[each.form] = Told()
                    _hear(said, each, a)
                    number = self._resolution.number_of(each.form)
                    if number is not None:
                        self._tallies[number].add(each.ref, a, day)
                    else:
                        self._counted[report_id if each.form.weak else "", each.form].add(each.ref, a, day)
            self._slots.append((seq, report_id, [each.form for each in mentions]))

    def end(self, day: str) -> Named:
        """Resolves all that was taken in of the ISO day."""
        known = self._resolution
        found = known.take(day, self._told)
        strong = {form: number for (_, form), number in found.items() if not form.weak}
        for (report_id, form), counted in self._counted.items():
            number = known.root(found[report_id, form]) if form.weak else strong[form]
            self._tallies[number].take(counted)
        slots = [
            (seq, array("I", (NOBODY if form is None else found[report_id, form] for form in forms)))
            for seq, report_id, forms in self._slots
        ]
        named = Named(slots, known.nodes, known.joinings, known.judgements)
        for node in named.nodes:
            if not node.form.weak or known.root(node.number) == node.number:
                self._nodes[node.number] = (node.id, node.form.kind)
        self._settled |= {j.node: j for j in named.joinings if is_unknown(self._nodes.get(j.node, ("", ""))[0])}
        known.nodes, known.joinings, known.judgements = [], [], []
        self._told, self._slots, self._counted = {}, [], defaultdict(Tally)
        return named

    def kind_of(self, number: int) -> tuple[int, str, str]:
        """(number, id, kind) of what the node stands under by now."""
        root = self._resolution.root(number)
        return root, *self._nodes[root]

    def entities(self) -> Iterator[Entity]:
        """Every entity, as rows of the record: places, actors, weapons, each sorted by id."""
        settled: defaultdict[int, list[Settled]] = defaultdict(list)
        for number in self._settled:
            row = settling(self._nodes[number][0], self._tallies[number].names, number, self._settled)
            settled[self._resolution.root(number)].append(row)
        tallies: defaultdict[int, Tally] = defaultdict(Tally)
        for number in sorted(self._tallies):
            tallies[self._resolution.root(number)].take(self._tallies[number])
        yield from entity_rows((*self._nodes[root], tally, settled[root]) for root, tally in tallies.items())


def _hear(said: Told, mention: Mention, a: Assertion) -> None:
    ref, form = mention.ref, mention.form
    if mention.office:
        said.offices.add(mention.office)
    if isinstance(ref, ActorRef | Source):
        sort = _SORTS.get((ref.sector if isinstance(ref, ActorRef) else ref.category) or "")
        if sort:
            said.sorts.add(sort)
    elif form is not None and form.kind == "place" and not form.known:
        said.points.update(points_of(a))


def is_unknown(id: str) -> bool:
    """Whether this is the id of a place that no gazetteer has."""
    return id.startswith("provisional:")


def settling(id: str, names: Mapping[str, int], number: int, joinings: Mapping[int, Joining]) -> Settled:
    """The row of an unknown place that was settled. joinings: by node, those of unknown places."""
    last, since = joinings[number], ""
    while number in joinings:
        last = joinings[number]
        since, number = max(since, last.day), last.under
    return Settled(place_id=id, names=dict(sorted(names.items())), settled_by=last.by, settled_from=since)


def entity_rows(counted: Iterable[tuple[str, str, Tally, Sequence[Settled]]]) -> Iterator[Entity]:
    """Rows of (id, kind, tally, what was settled as it): places, actors, weapons, each sorted by id."""
    order = {"place": 0, "weapon": 2}
    for id, kind, tally, settled in sorted(counted, key=lambda each: (order.get(each[1], 1), each[0])):
        yield tally.row(id, kind, settled)


def judged_pairs(people: Iterable[Judgement]) -> list[tuple[str, str, bool, str]]:
    """(left, right, same, by) of persons' judgements on pairs that hold, the latest first, each pair once."""
    latest: dict[tuple[str, str], Judgement] = {}
    for each in sorted(people, key=lambda j: j.order):
        if each.withdrawn_at is None and each.left != each.right and each.verdict in ("same", "different"):
            left, right = sorted((each.left, each.right))
            latest[left, right] = each
    newest = sorted(latest.items(), key=lambda item: item[1].order, reverse=True)
    return [(*pair, each.verdict == "same", each.decided_by) for pair, each in newest]


def id_of(row: Entity) -> str:
    """The id of a row, whatever its kind."""
    return row.entity_id if isinstance(row, Actor) else row.weapon_id if isinstance(row, Weapon) else row.place_id


def entities(reports: Iterable[tuple[str, str, Sequence[Assertion]]]) -> tuple[Entity, ...]:
    """All that these assertions name: (report id, ISO day from which it is known, its assertions), in any order."""
    naming, told = Naming(), defaultdict(list)
    for report_id, day, assertions in reports:
        told[day].append((report_id, assertions))
    for day in sorted(told):
        for report_id, assertions in told[day]:
            naming.take(report_id, day, [(0, a) for a in assertions])
        naming.end(day)
    return tuple(naming.entities())
