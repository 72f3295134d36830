"""Every incident as it stood, for each stretch of days in which it stood so.

The record keeps how incidents grew, so what each had become is found incident by incident, from the days on which
something joined it: time grows with the number of accounts, and not with that of days times incidents. Where a report
was withdrawn, its days are made anew as a whole (`queries.anew`), one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from dateline.model.incident import Incident
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.incident_lists import ORDER, chosen
from dateline.pipeline.queries.parted import Parted
from dateline.pipeline.queries.past import Past, key_of
from dateline.pipeline.stood import Member, stretches
from dateline.store import Record

Told = Callable[[str, int, int | None], None]
"""Is told what is being done, how much of it is done, and how much there is."""

_SCHEMA: Final = """
CREATE TABLE versions (
  day_from TEXT, day_to TEXT, first_known TEXT, incident_id TEXT, since TEXT NOT NULL, until TEXT,
  members TEXT NOT NULL, body BLOB NOT NULL
);
"""
_INDEXES: Final = """
CREATE INDEX version_of ON versions (incident_id, since);
CREATE INDEX version_begins ON versions (since);
CREATE INDEX version_ends ON versions (until);
CREATE TABLE accounts (seq INTEGER, version INTEGER);
INSERT INTO accounts SELECT m.value, v.rowid FROM versions v, json_each(v.members) m;
CREATE INDEX account ON accounts (seq);
"""


class Version(NamedTuple):
    """An incident as it stood from the end of the ISO day `since` to that of the day before `until` (None: now).

    members: the seqs of its accounts. body: the incident as JSON.
    """

    incident_id: str
    since: str
    until: str | None
    members: tuple[int, ...]
    body: bytes


class Versions:
    """All of them, in a scratch file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)

    def fill(self, record: Record, days: Sequence[str], told: Told) -> None:
        """Finds them. days: those on which the record changed, ascending."""
        seq_of = dict(record.stream("SELECT assertion_id, seq FROM current_assertions"))
        found = _anew(record, days, told) if has_withdrawn(record) else _grown(record, told)
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (*key_of(i), since, until, msgspec.json.encode([seq_of[a] for a in i.assertion_ids]).decode(),
                 msgspec.json.encode(i))
                for i, since, until in found
            ),
        )  # fmt: skip
        self._connection.execute("COMMIT")
        self._connection.executescript(_INDEXES)

    def in_order(self, *, present: bool = False) -> Iterator[Version]:
        """In the order of lists. present: only those that stand now."""
        return self._found(f"{'WHERE until IS NULL' if present else ''} ORDER BY {ORDER}, since")

    def of(self, incident_id: str) -> list[Version]:
        """Those of one incident, by day."""
        return list(self._found("WHERE incident_id = ? ORDER BY since", (incident_id,)))

    def ids(self) -> Iterator[str]:
        """The ids of all incidents that ever were."""
        return (id for (id,) in self._connection.execute("SELECT DISTINCT incident_id FROM versions"))

    def between(self, since: str, until: str) -> tuple[list[Version], list[Version]]:
        """What stood at the end of one day and no longer at that of another, and what stood only then; in order."""
        gone = "WHERE since <= ?1 AND until > ?1 AND until <= ?2"
        new = "WHERE since > ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)"
        return (
            list(self._found(f"{gone} ORDER BY {ORDER}", (since, until))),
            list(self._found(f"{new} ORDER BY {ORDER}", (since, until))),
        )

    def with_account(self, seq: int, day: str) -> str | None:
        """The id of the incident that had the account at the end of the day."""
        sql = "SELECT incident_id FROM versions v WHERE v.rowid IN (SELECT version FROM accounts WHERE seq = ?1) AND"
        row = self._connection.execute(f"{sql} since <= ?2 AND (until IS NULL OR until > ?2)", (seq, day)).fetchone()
        return row[0] if row else None

    def bytes_of(self) -> int:
        """How long they are together."""
        return int(self._connection.execute("SELECT coalesce(sum(length(body)), 0) FROM versions").fetchone()[0])

    def close(self) -> None:
        """Ends it."""
        self._connection.close()

    def _found(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Version]:
        rows = self._connection.execute(
            f"SELECT incident_id, since, until, members, body FROM versions {sql}", parameters
        )
        for incident_id, since, until, members, body in rows:
            yield Version(incident_id, since, until, tuple(msgspec.json.decode(members)), body)


def has_withdrawn(record: Record) -> bool:
    """Whether a report was withdrawn: then what stood before does not follow from how incidents grew."""
    return record.value("SELECT 1 FROM withdrawn LIMIT 1") is not None


Stood = tuple[Incident, str, str | None]


def _grown(record: Record, told: Told) -> Iterator[Stood]:
    rows = record.rows(
        "SELECT i.seq, c.seq, j.under, j.day, c.known_from FROM incidents i"
        " JOIN current_assertions c USING (incident_id) LEFT JOIN joinings j ON j.seq = c.seq ORDER BY i.seq, c.seq"
    )
    pasts: dict[str, Past] = {}
    total = int(record.value("SELECT count(*) FROM incidents"))
    for done, (number, members) in enumerate(groupby(rows, key=lambda row: row[0]), 1):
        present = _stored(record, number)
        yield from _grew(record, [row[1:] for row in members], pasts)
        yield present, present.last_known, None
        told("incidents by day", done, total)


def _grew(record: Record, members: Sequence[Member], pasts: dict[str, Past]) -> Iterator[Stood]:
    """What it was made of before it was what it is."""
    for part, since, until in stretches(members):
        yield next(_past(record, since, pasts).summed_up([part])), since, until


def _past(record: Record, day: str, pasts: dict[str, Past]) -> Past:
    if day not in pasts:
        pasts[day] = Past(record, day, Parted())
    return pasts[day]


def _anew(record: Record, days: Sequence[str], told: Told) -> Iterator[Stood]:
    """From the whole layer of each day."""
    stand: dict[str, tuple[Incident, str]] = {}
    for n, day in enumerate(days, 1):
        as_of = None if n == len(days) else date.fromisoformat(day)
        present = {i.incident_id: i for i in chosen(record, Filters(as_of=as_of))}
        for key in [key for key, (i, _) in stand.items() if present.get(key) != i]:
            incident, since = stand.pop(key)
            yield incident, since, day
        for key, incident in present.items():
            stand.setdefault(key, (incident, day))
        told("incidents by day", n, len(days))
    yield from ((incident, since, None) for incident, since in stand.values())


_decoder = msgspec.json.Decoder(Incident)


def _stored(record: Record, seq: int) -> Incident:
    return _decoder.decode(record.value("SELECT body FROM incidents WHERE seq = ?", (seq,)))


def incident_of(version: Version) -> Incident:
    """The incident itself."""
    return _decoder.decode(version.body)
