"""The schema of a record: its version, its migrations, and the derived tables that are simply made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from dateline.model.errors import SchemaError

APPLICATION_ID = 0x44544C4E
"""PRAGMA application_id of every record: "DTLN" in ASCII. It tells a record from other programs' SQLite files."""

MIGRATIONS = (
    "0001_reports_and_assertions.sql", "0002_judgements.sql", "0003_grades.sql", "0004_corrections.sql",
    "0005_publishers.sql",
)  # fmt: skip
"""In order; a record of schema N has had the first N of them. A new one is appended, an old one never changes."""

VERSION = len(MIGRATIONS)
"""PRAGMA user_version of a record that this Dateline writes."""


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one.

    `executescript` would commit the transaction that a migration runs in, so scripts are split here; a trigger's
    inner semicolons do not end it.
    """
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held.strip()
            held = ""


@cache
def script(name: str) -> str:
    """The text of one of the SQL files that ship with the package."""
    return files("dateline.store").joinpath("sql", name).read_text(encoding="utf-8")


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open file; 0 for one that has no tables yet.

    Raises SchemaError if it is another program's SQLite file, or a newer Dateline's.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        if application == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            return 0
        raise SchemaError(
            "not a Dateline record: it is another program's SQLite database",
            where=str(path),
            remedy="Give the file that `dateline build --db FILE` made, or the name of a new file.",
        )
    if version > VERSION:
        raise SchemaError(
            f"written by a newer Dateline (schema {version}; this one reads up to {VERSION})",
            where=str(path),
            remedy="Update Dateline, or open the record with the Dateline that wrote it.",
        )
    return version


def migrate(connection: sqlite3.Connection, version: int, scripts: Sequence[str] = MIGRATIONS) -> None:
    """Brings an open record from `version` to the newest schema, all of it or (if killed) none of it.

    Migrations only add, so stored rows stay as they are.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in scripts[version:]:
            for statement in statements(script(name)):
                connection.execute(statement)
        if version == 0:
            _make_derived(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(scripts)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def remake_derived(connection: sqlite3.Connection) -> None:
    """Drops every derived table, of whatever former shape, and makes empty ones, inside the caller's transaction."""
    kept = {"meta", "reports", "sightings", "readings", "assertions", "reading_assertions", "skipped"}
    kept |= {"judgements", "withdrawals", "decided_under"}
    for virtual in (True, False):  # a virtual table drops its own shadow tables, which cannot be dropped themselves
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        for name, sql in rows:
            if name not in kept and not name.startswith("sqlite_") and sql.startswith("CREATE VIRTUAL") is virtual:
                connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    _make_derived(connection)


def shape() -> str:
    """Changes whenever the derived tables are made otherwise."""
    return sha256(script("derived.sql").encode()).hexdigest()[:16]


def shape_of(connection: sqlite3.Connection) -> str | None:
    """The shape of the derived tables in an open record; None if they were never finished."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'derived_state'").fetchone():
        return None
    found = connection.execute("SELECT value FROM derived_state WHERE key = 'shape'").fetchone()
    return str(found[0]) if found else None


def _make_derived(connection: sqlite3.Connection) -> None:
    for statement in statements(script("derived.sql")):
        connection.execute(statement)
    connection.execute("INSERT INTO derived_state VALUES ('shape', ?)", (shape(),))
