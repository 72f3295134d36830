"""One build at a time: two would read the same reports twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.model.errors import RecordError
from dateline.store.faults import told_clearly


@contextmanager
def building(path: Path) -> Iterator[None]:
    """Holds the build lock of the record at `path`. Raises RecordError at once if another build holds it.

    The lock is an exclusive transaction on an empty SQLite file beside the record: SQLite's file locks work on every
    system, end with the process however it ends, and (unlike a lock on the record) do not keep readers out.
    """
    beside = path.with_name(path.name + "-building")
    with told_clearly(path):
        connection = sqlite3.connect(beside, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")  # else a kill would leave a journal file too
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                with told_clearly(path):
                    raise
            raise RecordError(
                "another build is writing to this record",
                where=str(path),
                remedy="Wait until it has ended, then give the same command again.",
            ) from error
        try:
            yield
        finally:
            with suppress(OSError):
                beside.unlink()
    finally:
        connection.close()
