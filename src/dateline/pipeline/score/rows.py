"""The rows to be scored: those of a record file, or of an export that this or another program wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from dateline.model.errors import InputError
from dateline.pipeline import export
from dateline.store import Record

SQLITE: Final = b"SQLite format 3\0"
"""How every SQLite file begins."""


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a record file or of an export as JSON Lines, one by one.

    Raises InputError, naming the line, where a line is not a JSON object; RecordError if a record cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            if stream.read(len(SQLITE)) == SQLITE:
                yield from _of_record(path)
                return
            stream.seek(0)
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _decoded(line, f"{path}:{number}")
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path), remedy="Give a record or its export as JSON Lines."
        ) from error


def _of_record(path: Path) -> Iterator[dict[str, Any]]:
    with Record.open(path) as record:
        yield from (msgspec.to_builtins(row) for row in export.rows(record))


def _decoded(line: bytes, where: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"is not a row of an export: {error}", where=where, remedy="Give a record or its export as JSON Lines."
        ) from error
