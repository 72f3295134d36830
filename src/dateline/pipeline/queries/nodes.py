"""The names of a record as they stand now, or stood at the end of a day."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from dateline.merge import ReportHead
from dateline.merge.names.identify import Root
from dateline.merge.names.naming import Naming, judged_pairs
from dateline.merge.names.resolution import Joining
from dateline.model.assertion import Assertion
from dateline.model.judgement import Judgement
from dateline.store import Record
from dateline.store import entities as tables


class StoredNodes:
    """As the record has them; by default at present."""

    def __init__(self, record: Record, day: str = tables.ENDLESS) -> None:
        self._record, self._day = record, day

    def slots(self, seqs: Sequence[int]) -> Mapping[int, array[int]]:
        """By seq: the node of each slot."""
        return tables.slots(self._record, seqs)

    def roots(self, nodes: Iterable[int]) -> Mapping[int, Root]:
        """By node: what it stands under."""
        return {node: Root(*root) for node, root in tables.roots(self._record, nodes, self._day).items()}

    def ids(self, nodes: Iterable[int]) -> Mapping[int, str]:
        """By node: its own id."""
        return tables.ids(self._record, nodes)

    def joinings(self, nodes: Iterable[int]) -> Mapping[int, Joining]:
        """By node: what it was joined to."""
        return {row[0]: Joining(*row) for row in tables.joinings(self._record, nodes, self._day)}

    def known(self) -> set[str]:
        """The ids of all names."""
        sql = "SELECT entity_id FROM entity_nodes WHERE known_from <= ?"
        return {id for (id,) in self._record.stream(sql, (self._day,))}

    def judgements(self) -> Iterable[Judgement]:
        """The rule's judgements about names, by id."""
        return tables.rulings(self._record, "decided_at <= ?", (self._day,))


class MadeNodes:
    """Worked out anew, in memory, from the assertions that counted on a day."""

    def __init__(
        self, numbered: Iterable[tuple[int, Assertion]], heads: Mapping[str, ReportHead], people: Collection[Judgement]
    ) -> None:
        """numbered: (seq, assertion) in the order of the export."""
        naming = Naming(judged_pairs(people))
        self._slots: dict[int, array[int]] = {}
        self._ids: dict[int, str] = {}
        self._joinings: dict[int, Joining] = {}
        self._judgements: list[Judgement] = []
        for day, told in groupby(numbered, key=lambda each: heads[each[1].report_id].known_from):
            for report_id, those in groupby(told, key=lambda each: each[1].report_id):
                naming.take(report_id, day, list(those))
            named = naming.end(day)
            self._slots.update(named.slots)
            self._ids.update((node.number, node.id) for node in named.nodes)
            self._joinings.update((joining.node, joining) for joining in named.joinings)
            self._judgements += named.judgements
        self._naming = naming

    def slots(self, seqs: Sequence[int]) -> Mapping[int, array[int]]:
        """By seq: the node of each slot."""
        return {seq: self._slots[seq] for seq in seqs if seq in self._slots}

    def roots(self, nodes: Iterable[int]) -> Mapping[int, Root]:
        """By node: what it stands under."""
        return {node: Root(*self._naming.kind_of(node)) for node in nodes}

    def ids(self, nodes: Iterable[int]) -> Mapping[int, str]:
        """By node: its own id."""
        return {node: self._ids[node] for node in nodes}

    def joinings(self, nodes: Iterable[int]) -> Mapping[int, Joining]:
        """By node: what it was joined to."""
        return {node: self._joinings[node] for node in nodes if node in self._joinings}

    def known(self) -> set[str]:
        """The ids of all names."""
        return set(self._ids.values())

    def judgements(self) -> Iterable[Judgement]:
        """The rule's judgements about names, by id."""
        return sorted(self._judgements, key=lambda j: j.judgement_id)
