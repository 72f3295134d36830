"""A record of what is to be exported and nothing else: what is not in it cannot come out.

Filters choose as in other exports: assertions that pass, and incidents of which one passes, whole. Their reports are in
the copy with these assertions. As of a day, what became known later is taken out first, and what follows is made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from dateline.merge.names.naming import id_of
from dateline.model.incident import Incident
from dateline.pipeline.derive import rebuild
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.assertion_lists import numbered
from dateline.pipeline.queries.entity_lists import entities
from dateline.pipeline.queries.incident_lists import chosen
from dateline.store import Record, derived, packed
from dateline.store import assertions as assertion_rows


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
    """Takes out all that does not pass. What stays is numbered anew: columns have no gaps."""
    chosen_ = {incident.incident_id: incident for incident in chosen(copy, filters)}
    passing = {seq for seq, _ in numbered(copy, filters)}
    named = list(entities(copy, filters))
    rows = copy.rows("SELECT seq, incident_id FROM current_assertions ORDER BY seq")
    number = {seq: n for n, seq in enumerate((s for s, i in rows if s in passing or i in chosen_), 1)}
    placed = list(_placed(copy, number, chosen_))
    founders = copy.rows("SELECT seq, incident_id FROM incidents ORDER BY seq")
    incidents = [(number[seq], chosen_[id]) for seq, id in founders if id in chosen_]
    with copy.transaction():
        for table in ("current_assertions", "names", "named", "shown", "packed", "incidents", "map_rows", "past_rows"):
            copy.write(f"DELETE FROM {table}")
        copy.write("INSERT INTO assertion_words (assertion_words) VALUES ('delete-all')")
        derived.write_assertions(copy, placed)
        derived.write_incidents(copy, incidents)
        packed.write_grouping(copy, _groups(placed, incidents))
        # Another record than the former, of which answers are kept in this process.
        derived.set_made_from(copy, f"{derived.made_from(copy)}, narrowed")
        for table, seqs in (("joinings", (0, 1)), ("rulings", (1, 2)), ("entity_slots", (0,))):
            _renumber(copy, table, seqs, number)
        told_of = "SELECT report_id FROM current_assertions"
        for table in ("copies", "withdrawn", "reports"):
            copy.write(f"DELETE FROM {table} WHERE report_id NOT IN ({told_of})")
        copy.write("DELETE FROM skipped")
        copy.write("DELETE FROM entities")
        copy.write_many(
            "INSERT INTO entities VALUES (?, ?, ?)",
            ((msgspec.to_builtins(each)["kind"], id_of(each), msgspec.json.encode(each)) for each in named),
        )


def _placed(copy: Record, number: Mapping[int, int], incidents: Collection[str]) -> Iterator[derived.Placed]:
    """What stays, with links only to what stays. An incident that passes is kept whole; one of which another kind of
    assertion passes is not kept for that.
    """
    sql = (
        "SELECT c.seq, a.body, c.known_from, c.incident_id, c.disputed_by, c.answers FROM json_each(?) w"
        " JOIN current_assertions c ON c.seq = w.value JOIN assertions a USING (assertion_id) ORDER BY c.seq"
    )
    rows = copy.rows(sql, (msgspec.json.encode(list(number)).decode(),))
    told = [(assertion_rows.decode(body), *rest) for _, body, *rest in rows]
    there = {assertion.assertion_id for assertion, *_ in told}
    for n, (assertion, known_from, incident_id, disputed_by, answers) in enumerate(told, 1):
        links = ([each for each in msgspec.json.decode(those) if each in there] for those in (disputed_by, answers))
        of = incident_id if incident_id in incidents else None
        yield derived.Placed(n, assertion, known_from, of, *links)


def _groups(placed: Sequence[derived.Placed], incidents: Sequence[tuple[int, Incident]]) -> Iterator[list[int]]:
    """The numbers of the accounts of each incident, its founder's first."""
    members: defaultdict[str | None, list[int]] = defaultdict(list)
    for each in placed:
        members[each.incident_id].append(each.seq)
    for founder, incident in incidents:
        yield [founder, *(n for n in members[incident.incident_id] if n != founder)]


def _renumber(copy: Record, table: str, seqs: Sequence[int], number: Mapping[int, int]) -> None:
    """Rows of a table whose columns `seqs` hold the numbers of assertions: those of what stays, with the new ones."""
    rows = [list(row) for row in copy.rows(f"SELECT * FROM {table}") if all(row[at] in number for at in seqs)]
    copy.write(f"DELETE FROM {table}")
    for row in rows:
        for at in seqs:
            row[at] = number[row[at]]
    if rows:
        copy.write_many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", map(tuple, rows))
