"""Names across reports, worked out and stored as the assertions of a record pass by once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from dateline.merge import ReportHead
from dateline.merge.names.naming import Named, Naming, judged_pairs
from dateline.model.assertion import Assertion
from dateline.model.judgement import Judgement
from dateline.store import Record
from dateline.store import entities as tables


class StoredNames:
    """Writes what `Naming` finds, in place of what was found before. Every current assertion is to come, in the order
    of the export.
    """

    def __init__(
        self, record: Record, heads: Mapping[str, ReportHead], people: list[Judgement], withdrawn: Collection[str]
    ) -> None:
        self._record, self._heads, self._withdrawn = record, heads, withdrawn
        self._naming = Naming(judged_pairs(people))
        tables.clear(record)

    def watched(self, numbered: Iterable[tuple[int, Assertion]]) -> Iterator[tuple[int, Assertion]]:
        """Hands on (seq, assertion) as they come, and takes note of the names; the last day ends with them."""
        for day, told in groupby(numbered, key=lambda each: self._heads[each[1].report_id].known_from):
            for report_id, those in groupby(told, key=lambda each: each[1].report_id):
                found = list(those)
                if report_id not in self._withdrawn:
                    self._naming.take(report_id, day, found)
                yield from found
            self._write(self._naming.end(day))

    def finish(self) -> None:
        """Writes the entities."""
        tables.write_entities(self._record, self._naming.entities())

    def _write(self, named: Named) -> None:
        tables.write_nodes(
            self._record, ((n.number, n.id, n.form.kind, n.form.name, n.known_from) for n in named.nodes)
        )
        tables.write_joinings(self._record, named.joinings)
        tables.write_slots(self._record, named.slots)
        tables.write_rulings(self._record, named.judgements)
