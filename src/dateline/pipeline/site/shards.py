"""Many small things in few files: by their order, or by a hash of their key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from dateline.export.site import bucket, gathered
from dateline.pipeline.site.folder import Files

LIMIT: Final = 4_000_000
"""Bytes of JSON in a file, before packing: a tenth of it goes over the wire, and it is read in some 40 ms."""


class InOrder:
    """Things in the order in which they come; a file is closed when it is full."""

    def __init__(self, files: Files, name: str, limit: int = LIMIT) -> None:
        self._files, self._name, self._limit = files, name, limit
        self._entries: list[tuple[str, bytes]] = []
        self._size = 0
        self.number = 0

    def add(self, key: str, body: bytes) -> int:
        """Puts a thing into the present file; returns the file's number."""
        if self._entries and self._size + len(body) > self._limit:
            self.close()
        self._entries.append((key, body))
        self._size += len(body)
        return self.number

    def close(self) -> None:
        """Writes the present file. The last call ends it all."""
        if self._entries:
            self._files.write(f"data/{self._name}/{self.number:04}.json.gz", gathered(self._entries))
            self._entries, self._size = [], 0
            self.number += 1


def files_for(size: int, limit: int = LIMIT) -> int:
    """How many files hold this much: a power of two, so that a record that grows a little keeps its layout."""
    return 1 << max(0, (max(size, 1) - 1) // limit).bit_length()


def by_key(files: Files, name: str, of: int, things: Iterable[tuple[str, bytes]]) -> None:
    """Writes things by the hash of their keys, which must come file by file, as `in_files` sorts them. A file that has
    none is there, too: the page asks for it and must not meet a 404.
    """
    coming = groupby(things, key=lambda thing: bucket(thing[0], of))
    number, entries = next(coming, (of, iter(())))
    for each in range(of):
        files.write(f"data/{name}/{each:04}.json.gz", gathered(entries if each == number else ()))
        if each == number:
            number, entries = next(coming, (of, iter(())))


def in_files(keys: Iterable[str], of: int) -> Iterator[str]:
    """The keys, those of one file together."""
    return iter(sorted(keys, key=lambda key: (bucket(key, of), key)))
