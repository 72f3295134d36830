"""The record itself, as JSON Lines: one row a line, `kind` first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.model.record import Row

_encoder = msgspec.json.Encoder()


def lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """Each row as one line of UTF-8 JSON with its newline; fields in the order of their types, none left out."""
    return (_encoder.encode(row) + b"\n" for row in rows)
