"""Where the words that were looked for stand in what was found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

from dateline.model.assertion import Assertion
from dateline.model.errors import SettingError
from dateline.pipeline.views import FoundAssertion, Marks, Page
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.search import WORDS, match_pieces

_BEGIN: Final = "\ue000"
_END: Final = "\ue001"
"""Of the private use area: no text of a report has a meaning for them, and where one has them nothing is marked."""


def highlights(record: Record, text: str | None, ids: Sequence[str]) -> Mapping[str, Marks]:
    """By assertion id, of those of these that are stored: where words of `text` stand in its evidence, told by the same
    rules that find it. Nothing of one that was found by its names alone.

    Raises SettingError for a text without a word.
    """
    pieces = match_pieces(text or "")
    if not pieces:
        raise SettingError(
            f"no word to look for in {text or ''!r}", where="text", remedy="Give at least one letter or digit."
        )
    told = {a.assertion_id: a.evidence.exact for a in assertion_rows.bodies(record, list(dict.fromkeys(ids)))}
    found = _marked(told, " OR ".join(pieces))
    return {each: found.get(each, ()) for each in told}


def having_all(told: Mapping[str, str], pieces: Sequence[str]) -> set[str]:
    """The keys of the texts in which all these quoted words and phrases stand."""
    return set(_marked(told, " ".join(pieces)))


def with_highlights(record: Record, text: str, page: Page[Assertion]) -> Page[FoundAssertion]:
    """The page with where the words stand in each row's evidence."""
    marks = highlights(record, text, [row.assertion_id for row in page.rows])
    rows = (
        FoundAssertion(
            **{name: getattr(row, name) for name in row.__struct_fields__}, highlights=marks[row.assertion_id]
        )
        for row in page.rows
    )
    return Page(rows=tuple(rows), total=page.total, next=page.next)


def _marked(told: Mapping[str, str], query: str) -> dict[str, Marks]:
    """A table of these few in memory, cut into words as that of the record is, marks them."""
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute(f'CREATE VIRTUAL TABLE words USING fts5 (id UNINDEXED, evidence, tokenize = "{WORDS}")')
        memory.executemany("INSERT INTO words VALUES (?, ?)", ((id, _plain(text)) for id, text in told.items()))
        rows = memory.execute(
            "SELECT id, highlight(words, 1, ?, ?) FROM words WHERE words MATCH ?", (_BEGIN, _END, query)
        )
        return {id: _stretches(marked) for id, marked in rows}
    finally:
        memory.close()


def _plain(text: str) -> str:
    """The text with as many code points and none of the marks."""
    return text.replace(_BEGIN, " ").replace(_END, " ").replace("\0", " ")


def _stretches(marked: str) -> Marks:
    found: list[tuple[int, int]] = []
    at = begin = 0
    for each in marked:
        if each == _BEGIN:
            begin = at
        elif each == _END:
            found.append((begin, at))
        else:
            at += 1
    return tuple(found)
