"""What words find. Those that stand in many assertions take long to look up in the full-text index, so whoever serves a
record looks them up beforehand and keeps a bit an assertion.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.store.columns import Columns, Mask, asked, columns
from dateline.store.faults import told_clearly
from dateline.store.kept import Kept
from dateline.store.record import Record, read_mode
from dateline.store.search import WORDS

_COMMON: Final = 20
"""A word is common that at least one assertion in so many has,"""
_AT_LEAST: Final = 5_000
"""and so many of them: fewer are found quickly."""

_FOUND: Final = "SELECT rowid AS seq FROM assertion_words WHERE assertion_words MATCH ?"
_kept: Final = Kept[dict[str, NDArray[np.uint8]]](2)


def finding(record: Record, pieces: Sequence[str]) -> Mask:
    """The assertions that have all these quoted words, phrases and beginnings (`search.match_pieces`)."""
    found = columns(record)
    common = _kept.peek(record, "common") or {}
    bits = [common[stem] for piece in pieces if (stem := _stem(piece)) in common] if common else []
    rest = [piece for piece in pieces if _stem(piece) not in common] if bits else list(pieces)
    passing = found.only(asked(record, _FOUND, (" ".join(rest),))) if rest else found.every()
    for each in bits:
        passing &= np.unpackbits(each, count=found.size).view(np.bool_)
    return passing


def look_up_common(record: Record, *, at_least: int = _AT_LEAST) -> None:
    """Looks up the words that many assertions have; until the record changes they are found at once."""
    _kept.get(record, "common", lambda: _looked_up(record, columns(record), at_least))


def _looked_up(record: Record, found: Columns, at_least: int) -> dict[str, NDArray[np.uint8]]:
    least = max(at_least, found.size // _COMMON)
    uri = record.path.absolute().as_uri() + read_mode(record.path)
    with told_clearly(record.path), closing(sqlite3.connect(uri, uri=True)) as connection:
        # The index is shown by a temporary table, and the record's own connection may make none.
        connection.execute("CREATE VIRTUAL TABLE temp.told USING fts5vocab('main', 'assertion_words', 'row')")
        words = [word for (word,) in connection.execute("SELECT term FROM temp.told WHERE doc >= ?", (least,))]
    quoted = {word: f'"{word}"' for word in words}
    return {
        word: np.packbits(found.only(asked(record, _FOUND, (piece,))))
        for word, piece in quoted.items()
        if _stem(piece) == word  # else looking for it finds another
    }


def _stem(piece: str) -> str | None:
    """The word as the index has it; None for a phrase or a beginning."""
    if not piece.endswith('"') or " " in piece:
        return None
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f'CREATE VIRTUAL TABLE words USING fts5 (word, tokenize = "{WORDS}")')
        memory.execute("CREATE VIRTUAL TABLE told USING fts5vocab(words, row)")
        memory.execute("INSERT INTO words VALUES (?)", (piece.strip('"'),))
        stems = memory.execute("SELECT term FROM told").fetchall()
    return stems[0][0] if len(stems) == 1 else None
