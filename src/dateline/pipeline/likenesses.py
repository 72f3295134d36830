"""Which stored reports tell the story of which earlier ones, see `merge.likeness`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from dateline.merge.likeness import Alike, Likeness
from dateline.merge.marks import Marks, marks_of
from dateline.store import Record, stories

_decoder = msgspec.msgpack.Decoder(Marks)

AlikeTo = Mapping[str, Alike]
"""Earlier report -> in what a report is like it."""


def packed_marks(text: str) -> bytes:
    """The marks of a report's text, as they are stored."""
    return msgspec.msgpack.encode(marks_of(text))


def unpacked_marks(packed: bytes) -> Marks:
    """What `packed_marks` packed."""
    return _decoder.decode(packed)


def likenesses(
    record: Record, withdrawn: Collection[str], *, since: str = "", as_of: str | None = None
) -> Iterator[tuple[str, str, Alike]]:
    """(report, earlier report, in what they are alike) for the reports known from the ISO day `since` on and by
    the ISO day `as_of`, less those that are withdrawn.
    """
    likeness = Likeness()
    for day, told in groupby(stories.marks(record, as_of), key=lambda row: row[0]):
        marked = [(report_id, unpacked_marks(packed)) for _, report_id, packed in told if report_id not in withdrawn]
        if day < since:
            likeness.recall(marked)
        else:
            yield from likeness.take(marked)


def by_report(rows: Iterable[tuple[str, str, Alike]]) -> dict[str, AlikeTo]:
    """The same by report."""
    return {
        report_id: {earlier: alike for _, earlier, alike in those}
        for report_id, those in groupby(rows, key=lambda row: row[0])
    }


class StoredAlike:
    """What is stored about the likeness of reports, by report; asked for once each."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, AlikeTo] = {}

    def __call__(self, report_id: str) -> AlikeTo:
        """Earlier report -> in what this one is like it."""
        if report_id not in self._known:
            rows = stories.alike(self._record, report_id)
            self._known[report_id] = {earlier: Alike(*levels) for earlier, *levels in rows}
        return self._known[report_id]
