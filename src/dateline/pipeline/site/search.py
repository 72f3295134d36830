"""The words of assertions, as the record's own index has them: the page asks the same index as the server."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import msgspec

from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.shards import InOrder
from dateline.store import Record
from dateline.store.search import words_told

LIMIT: Final = 400_000
"""Bytes of a file of words before packing: a search reads one or two for each word."""


def write_words(record: Record, files: Files) -> None:
    """Writes words/: by word, as the tokenizer left it, [seq, how many, positions ...] one after the other, seqs as
    steps from the one before, a position twice its place in the text, plus 1 in names; words.json: the first word of
    each file.
    """
    shards = InOrder(files, "words", LIMIT)
    first: list[str] = []
    for word, rows in groupby(words_told(record), key=lambda row: row[0]):
        if shards.add(word, msgspec.json.encode(_told_in(rows))) == len(first):
            first.append(word)
    shards.close()
    files.json("data/words.json.gz", first)


def _told_in(rows: Iterator[tuple[str, int, str, int]]) -> list[int]:
    found: list[int] = []
    last = 0
    for seq, some in groupby(rows, key=lambda row: row[1]):
        places = [2 * offset + (column == "names") for _, _, column, offset in some]
        found += [seq - last, len(places), *places]
        last = seq
    return found
