"""Byte streams that can be looked into and that never unpack more than they should."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Protocol

from dateline.ingest.decoding import SAMPLE, encoding_of
from dateline.model.errors import InputError

FREE = 64 * 1024 * 1024
"""Bytes that any archive member may unpack to."""

RATIO = 200
"""How many times its packed size a larger member may unpack to. News text packs about 3 to 5 times."""

_TOO_LONG = "\udc00"
"""Half a character: no decoded line can have it."""

_UNDECODED = re.compile("[\udc80-\udcff]")


class Readable(Protocol):
    """What can be read from: a file, a pipe, a member of an archive."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""


class Peeked(io.RawIOBase):
    """A stream whose first `SAMPLE` bytes can be seen in `head`, and then read again with the rest.

    packed: size in bytes that it is unpacked from, or None if it is not packed. Raises InputError, while it is read, if
    it unpacks to more than FREE and RATIO allow.
    """

    def __init__(self, stream: Readable, packed: int | None = None) -> None:
        super().__init__()
        self._stream = stream
        self._limit = None if packed is None else max(FREE, packed * RATIO)
        self._given = 0
        self.head = _read_up_to(stream, SAMPLE)
        self._pending = memoryview(self.head)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer; see io.RawIOBase."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._pending:
            size = min(len(view), len(self._pending))
            view[:size] = self._pending[:size]
            self._pending = self._pending[size:]
        else:
            data = self._stream.read(len(view))
            size = len(data)
            view[:size] = data
        self._given += size
        if self._limit is not None and self._given > self._limit:
            raise InputError(
                f"unpacks to more than {self._limit // 1_000_000} MB, {RATIO} times its size or more",
                remedy="Unpack it yourself if you trust it, and give the files.",
            )
        return size


def _read_up_to(stream: Readable, size: int) -> bytes:
    """`size` bytes, or all if there are fewer: one read of a pipe may give less."""
    parts, left = [], size
    while left > 0:
        data = stream.read(left)
        if not data:
            break
        parts.append(data)
        left -= len(data)
    return b"".join(parts)


def read_whole(stream: Peeked, limit: int) -> bytes:
    """All bytes of the stream. Raises InputError if there are more than `limit`."""
    data = _read_up_to(io.BufferedReader(stream), limit + 1)
    if len(data) > limit:
        raise too_long(limit)
    return data


def too_long(limit: int) -> InputError:
    """The error for a report of more than `limit` bytes or characters."""
    return InputError(
        f"is longer than {limit / 1_000_000:g} MB, too long for one report",
        remedy="Split it into reports: one a file, or one a line as JSONL.",
    )


class TextLines:
    """The lines of a table with their line ends, of which at most `limit` characters are held at once.

    A line that is too long is given as a mark, one that does not fit the encoding with marks in it: `fault` tells.
    Raises InputError if the encoding cannot be told.
    """

    def __init__(self, stream: Peeked, limit: int, encoding: str | None) -> None:
        self.encoding = encoding_of(stream.head, encoding, whole=len(stream.head) < SAMPLE)
        self._limit = limit
        wide = self.encoding.startswith(("utf-16", "utf-32"))
        self._reader = io.TextIOWrapper(
            io.BufferedReader(stream),
            encoding=self.encoding,
            errors="strict" if wide else "surrogateescape",
            newline="",
        )

    def __iter__(self) -> Iterator[str]:
        """The lines, once."""
        while line := self._reader.readline(self._limit + 1):
            if len(line) <= self._limit or line.endswith(("\n", "\r")):
                yield line
                continue
            while line and not line.endswith(("\n", "\r")):
                line = self._reader.readline(self._limit)
            yield _TOO_LONG + "\n"

    def fault(self, text: str) -> InputError | None:
        """Why a line, or a row made of lines, cannot be used; None if it can."""
        if _TOO_LONG in text:
            return too_long(self._limit)
        if _UNDECODED.search(text):
            return InputError(
                f"does not fit the encoding of the rest of the file ({self.encoding.removesuffix('-sig')})",
                remedy="Save the file as UTF-8, or name its encoding with --encoding.",
            )
        return None
