"""The derived layer cut back to what it was before a day: what follows from reports known from then on is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model.assertion import Assertion
from dateline.store import packed, past_rows
from dateline.store.assertions import decode
from dateline.store.record import Record
from dateline.store.search import forget_words
from dateline.store.stories import cut_alike
from dateline.values.batches import batches

_AT_ONCE = 2000
"""Assertions of which the texts are held at once."""


def first_seq(record: Record, day: str) -> int:
    """The seq of the first assertion that the layer has from the ISO day on, or the one after its last."""
    before = "SELECT coalesce(max(seq), 0) FROM current_assertions WHERE known_from < ?"
    return 1 + int(record.value(before, (day,)))


def grown_since(record: Record, begin: int) -> list[int]:
    """Accounts with a seq below `begin` of the incidents that have one from it on."""
    grown = "SELECT incident_id FROM current_assertions WHERE seq >= ?1 AND incident_id IS NOT NULL"
    sql = f"SELECT seq FROM current_assertions WHERE incident_id IN ({grown}) AND seq < ?1 ORDER BY seq"
    return [seq for (seq,) in record.rows(sql, (begin,))]


def cut(record: Record, begin: int, day: str) -> None:
    """Takes out what the layer has from the ISO day on, of which `begin` is the first seq, inside
    `record.transaction()`.

    What was founded before and has grown since is left as it is, and must be written again: incidents
    (`forget_incidents`), as they stood until then (`past_rows`), and the links of their earlier accounts
    (`derived.write_links`). Entities are left, too.
    """
    founded = record.rows("SELECT seq FROM incidents WHERE seq >= ?", (begin,))
    forget_incidents(record, (seq for (seq,) in founded))
    record.write("DELETE FROM joinings WHERE day >= ?", (day,))
    past_rows.cut(record, day)
    record.write('DELETE FROM rulings WHERE "right" >= ?', (begin,))
    record.write("DELETE FROM copies WHERE report_id IN (SELECT report_id FROM reports WHERE known_from >= ?)", (day,))
    cut_alike(record, day)
    _cut_names(record, begin)
    for some in batches(_stored(record, begin), _AT_ONCE):
        forget_words(record, some)
    record.write("DELETE FROM current_assertions WHERE seq >= ?", (begin,))


def forget_incidents(record: Record, founders: Iterable[int]) -> None:
    """Takes out the incidents that these accounts founded, if any."""
    for some in batches(founders, _AT_ONCE):
        for table in ("incidents", "map_rows"):
            record.write_many(f"DELETE FROM {table} WHERE seq = ?", ((seq,) for seq in some))


def _cut_names(record: Record, begin: int) -> None:
    """They are numbered as they first came, so those that came since are the last ones."""
    packed.cut(record, begin)
    record.write("DELETE FROM names WHERE name NOT IN (SELECT name FROM named)")
    record.write("DELETE FROM shown WHERE seq >= ?", (begin,))


def _stored(record: Record, begin: int) -> Iterator[tuple[int, Assertion]]:
    """Read in pieces: nothing may be written while rows are being streamed."""
    sql = (
        "SELECT c.seq, a.body FROM current_assertions c JOIN assertions a USING (assertion_id)"
        " WHERE c.seq >= ? ORDER BY c.seq LIMIT ?"
    )
    while rows := record.rows(sql, (begin, _AT_ONCE)):
        yield from ((seq, decode(body)) for seq, body in rows)
        begin = rows[-1][0] + 1
