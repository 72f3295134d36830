"""SQLite's errors, each as one clear line that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.model.errors import RecordError

_KEPT = "Nothing that was stored is lost."

# Primary result codes (the low byte of the extended code): https://www.sqlite.org/rescode.html
_LINES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_NOTADB: (
        "not a Dateline record: the file is not an SQLite database",
        "Give the file that `dateline build --db FILE` made.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the record is damaged: SQLite cannot read a part of it",
        "Restore the file from a copy, or build it again from the reports into a new file.",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full",
        f"{_KEPT} Free some space and give the same command again: it goes on where it stopped.",
    ),
    sqlite3.SQLITE_READONLY: (
        "the record cannot be written to",
        "Give write permission to the file and its folder, or another --db FILE.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the record cannot be opened",
        "See that the folder exists and that you may read and write in it.",
    ),
    sqlite3.SQLITE_PERM: ("the record may not be opened", "Give read permission to the file and its folder."),
    sqlite3.SQLITE_BUSY: (
        "the record is being written by another program",
        "Wait until the other build has ended, then give the same command again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "the record is being written by another program",
        "Wait until the other build has ended, then give the same command again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk gave an error",
        f"{_KEPT} See that the disk is there and has space, then give the same command again.",
    ),
}


@contextmanager
def told_clearly(path: Path) -> Iterator[None]:
    """Turns an SQLite error about the file at `path` into a RecordError; programming errors pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        line = _LINES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if line is None:
            raise
        what, remedy = line
        raise RecordError(f"{what} ({error})", where=str(path), remedy=remedy) from error
