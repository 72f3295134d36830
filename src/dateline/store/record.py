"""An open record: one SQLite file, its transactions, and the door through which every row passes."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dateline.model.errors import RecordError, SchemaError
from dateline.store import schema
from dateline.store.faults import told_clearly

BUSY_SECONDS = 5.0
"""How long a statement waits for another program's short write before it gives up."""


_numbers = count()


class Record:
    """A record that is open. Use as a context manager; close it when done.

    A connection may be used from several threads for reading (SQLite serialises the calls); one thread writes.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._connection = connection
        self._reading = threading.RLock()
        self._number = next(_numbers)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, write: bool = False) -> Record:
        """Opens the record at `path`: for reading only, unless `write` or `create` is given.

        create: makes the file if it is not there. Opening to write brings an older schema up to date.
        Raises RecordError if it is missing, empty, damaged, locked or not a record; SchemaError if it is another
        program's file, a newer Dateline's, or (opened to read) an older one's.
        """
        path = Path(path)
        writable = write or create
        _check_file(path, create)
        with told_clearly(path):
            connection = _connect(path, writable=writable)
            try:
                version = schema.version_of(connection, path)
                if writable:
                    _bring_up_to_date(connection, version)
                else:
                    _check_readable(connection, version, path)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection, writable=writable)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with told_clearly(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one. Do not write to the record while they are being read."""
        with told_clearly(self.path):
            for row in self._connection.execute(sql, parameters):  # noqa: UP028 - would close the cursor after the record
                yield row

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        with told_clearly(self.path):
            found: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row of a query, or None."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def write(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Runs one statement inside `transaction()`; returns how many rows it changed."""
        with told_clearly(self.path):
            return self._connection.execute(sql, parameters).rowcount

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each of the rows inside `transaction()`."""
        with told_clearly(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is stored, or (after an error or a kill) none of it."""
        with told_clearly(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever another program writes meanwhile. One thread at a time."""
        with self._reading, told_clearly(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def remake_derived(self) -> None:
        """Drops the derived tables and makes empty ones of the present shape, inside `transaction()`."""
        with told_clearly(self.path):
            schema.remake_derived(self._connection)

    @property
    def stamp(self) -> tuple[object, ...]:
        """No other record has it, and it changes whenever this one does: for keeping what was worked out from it."""
        version = int(self.value("PRAGMA data_version"))
        try:
            file: object = (str(self.path.absolute()), self.path.stat().st_ino)
        except OSError:  # in memory, or taken away meanwhile
            file = self._number
        return file, version, self.value("SELECT value FROM derived_state WHERE key = 'from'")

    def meta(self, key: str) -> str | None:
        """A note about the record as a whole (such as "notice"), or None."""
        found: str | None = self.value("SELECT value FROM meta WHERE key = ?", (key,))
        return found

    def set_meta(self, key: str, value: str) -> None:
        """Sets a note about the record as a whole."""
        with self.transaction():
            self.write("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    def forget_meta(self, key: str) -> None:
        """Takes a note about the record as a whole away."""
        with self.transaction():
            self.write("DELETE FROM meta WHERE key = ?", (key,))

    def copy_to(self, path: Path) -> None:
        """Writes the whole record into a new file."""
        with told_clearly(path), closing(sqlite3.connect(path)) as target:
            self._connection.backup(target)

    def close(self) -> None:
        """Closes the file; a closed record cannot be read."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _check_file(path: Path, create: bool) -> None:
    """Raises RecordError where the file system alone tells that `path` cannot be a record."""
    try:
        missing, folder = not path.exists(), path.is_dir()
    except PermissionError as error:
        raise RecordError("the folder may not be entered", where=str(path), remedy="Ask for the permission.") from error
    if folder:
        raise RecordError(
            "this is a folder, wanted a record file", where=str(path), remedy="Give a file, such as dateline.sqlite."
        )
    if missing and not create:
        raise RecordError(
            "there is no such record", where=str(path), remedy="Make it with `dateline build REPORTS --db FILE`."
        )
    if missing and not path.parent.is_dir():
        raise RecordError(
            "the folder for the record is not there", where=str(path), remedy=f"Make the folder {path.parent} first."
        )


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    """Migrates the schema; derived tables of another shape are emptied, and the next build fills them again."""
    if version < schema.VERSION:
        schema.migrate(connection, version)
    if schema.shape_of(connection) != schema.shape():
        connection.execute("BEGIN IMMEDIATE")
        schema.remake_derived(connection)
        connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")


def _check_readable(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Raises unless the file has tables of the present schema and shape."""
    if version == 0:
        raise RecordError(
            "the file is empty, not a record",
            where=str(path),
            remedy="Make it with `dateline build REPORTS --db FILE`.",
        )
    if version < schema.VERSION or schema.shape_of(connection) != schema.shape():
        raise SchemaError(
            f"written by an older Dateline (schema {version}; this one reads {schema.VERSION})"
            if version < schema.VERSION
            else "what is derived in it was made by another version of Dateline",
            where=str(path),
            remedy="Give `dateline build --db FILE` once, with or without reports: it brings the record up to date.",
        )


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection in autocommit: transactions are begun and ended by Record alone."""
    uri = path.absolute().as_uri() + ("?mode=rwc" if writable else read_mode(path))
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE would delete past the triggers
    connection.execute("PRAGMA synchronous = FULL")  # a person's judgement must survive a power cut; commits are few
    connection.execute("PRAGMA cache_size = -65536")
    if not writable:
        connection.execute("PRAGMA query_only = ON")
    return connection


def read_mode(path: Path) -> str:
    """How to open a file that is only to be read.

    WAL wants two files beside the record even for that. Where they can be made, the file is opened as if to write, so
    that whoever closes it last can take them away again; where not, and none is there, nobody writes.
    """
    beside = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK):
        return "?mode=rw" if os.access(path, os.W_OK) else "?mode=ro"
    return "?mode=ro" if beside.exists() else "?immutable=1"
