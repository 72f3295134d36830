"""A record of what is to be exported and nothing else: what is not in it cannot come out.

Filters choose as in other exports: assertions that pass, and incidents of which one passes, whole. Their reports are in
the copy with these assertions. As of a day, what became known later is taken out first, and what follows is made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from dateline.merge.names.naming import id_of
from dateline.model.assertion import Assertion
from dateline.pipeline.derive import rebuild
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.assertion_lists import numbered
from dateline.pipeline.queries.entity_lists import entities
from dateline.pipeline.queries.incident_lists import chosen
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.search import forget_words
from dateline.values.batches import batches

_AT_ONCE = 2000


@contextmanager
def narrowed(record: Record, filters: Filters, scratch: Path) -> Iterator[Record]:
    """The record itself where there are no filters; else a copy in `scratch` that holds what passes them."""
    if filters == Filters():
        yield record
        return
    path = scratch / "narrowed.sqlite"
    record.copy_to(path)
    with Record.open(path, write=True) as copy:
        copy.write("PRAGMA foreign_keys = OFF")
        for (name,) in copy.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            copy.write(f'DROP TRIGGER "{name}"')  # a record only grows; this copy is no record to keep
        if filters.as_of:
            _forget_later(copy, filters.as_of)
        wanted = msgspec.structs.replace(filters, as_of=None)
        if wanted != Filters():
            _keep(copy, wanted)
        yield copy


def _forget_later(copy: Record, day: date) -> None:
    """Takes out what became known after the end of the day, withdrawals of reports among it."""
    late = "SELECT report_id FROM reports WHERE known_from > ?"
    with copy.transaction():
        read = f"SELECT reading FROM readings WHERE report_id IN ({late})"
        copy.write(f"DELETE FROM reading_assertions WHERE reading IN ({read})", (day.isoformat(),))
        copy.write(f"DELETE FROM decided_under WHERE reading IN ({read})", (day.isoformat(),))
        for table in ("readings", "assertions", "sightings"):
            copy.write(f"DELETE FROM {table} WHERE report_id IN ({late})", (day.isoformat(),))
        copy.write("DELETE FROM skipped")
        withdrawing = (
            'SELECT judgement_id FROM judgements WHERE made = \'person\' AND "left" = "right"'
            " AND \"left\" IN (SELECT report_id FROM reports) AND substr(json_extract(body, '$.decided_at'), 1, 10) > ?"
        )
        copy.write(f"DELETE FROM withdrawals WHERE judgement_id IN ({withdrawing})", (day.isoformat(),))
        copy.write(f"DELETE FROM judgements WHERE judgement_id IN ({withdrawing})", (day.isoformat(),))
        copy.write("DELETE FROM reports WHERE known_from > ?", (day.isoformat(),))
    rebuild(copy, force=True)


def _keep(copy: Record, filters: Filters) -> None:
    """Takes out all that does not pass."""
    incidents = {incident.incident_id for incident in chosen(copy, filters)}
    passing = {seq for seq, _ in numbered(copy, filters)}
    named = list(entities(copy, filters))
    rows = copy.rows("SELECT seq, incident_id FROM current_assertions")
    gone = [(seq,) for seq, incident_id in rows if seq not in passing and incident_id not in incidents]
    with copy.transaction():
        for some in batches(gone, _AT_ONCE):
            forget_words(copy, _told(copy, [seq for (seq,) in some]))
        for table in ("current_assertions", "named", "entity_slots", "joinings"):
            copy.write_many(f"DELETE FROM {table} WHERE seq = ?", gone)
        copy.write_many('DELETE FROM rulings WHERE "left" = ?1 OR "right" = ?1', gone)
        # An incident that passes is kept whole; one of which another kind of assertion passes is not kept for that.
        others = [(id,) for (id,) in copy.rows("SELECT incident_id FROM incidents") if id not in incidents]
        copy.write_many("UPDATE current_assertions SET incident_id = NULL WHERE incident_id = ?", others)
        copy.write_many("DELETE FROM incidents WHERE incident_id = ?", others)
        told_of = "SELECT report_id FROM current_assertions"
        for table in ("copies", "withdrawn", "reports"):
            copy.write(f"DELETE FROM {table} WHERE report_id NOT IN ({told_of})")
        for column in ("disputed_by", "answers"):
            _link(copy, column)
        copy.write("DELETE FROM skipped")
        copy.write("DELETE FROM entities")
        copy.write_many(
            "INSERT INTO entities VALUES (?, ?, ?)",
            ((msgspec.to_builtins(each)["kind"], id_of(each), msgspec.json.encode(each)) for each in named),
        )


def _told(copy: Record, seqs: list[int]) -> list[tuple[int, Assertion]]:
    wanted = msgspec.json.encode(seqs).decode()
    sql = (
        "SELECT c.seq, a.body FROM json_each(?) w JOIN current_assertions c ON c.seq = w.value"
        " JOIN assertions a USING (assertion_id) ORDER BY c.seq"
    )
    return [(seq, assertion_rows.decode(body)) for seq, body in copy.rows(sql, (wanted,))]


def _link(copy: Record, column: str) -> None:
    """Links only to what is still there."""
    there = {id for (id,) in copy.rows("SELECT assertion_id FROM current_assertions")}
    rows = copy.rows(f"SELECT seq, {column} FROM current_assertions WHERE {column} <> '[]'")
    copy.write_many(
        f"UPDATE current_assertions SET {column} = ? WHERE seq = ?",
        (
            (msgspec.json.encode([each for each in msgspec.json.decode(encoded) if each in there]).decode(), seq)
            for seq, encoded in rows
        ),
    )
