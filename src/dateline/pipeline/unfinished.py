"""Whether a record is whole: a build that was killed, or that an error stopped, leaves a part of what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec

from dateline.store import Record

_MARK: Final = "building"
"""The note in the record that a build has begun and not ended."""


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """A build that has not ended. unread: how many of the record's reports nobody has read yet."""

    reports: int
    unread: int

    @property
    def told(self) -> str:
        """What it means for a person who looks into the record, and what to do."""
        unread = f"{self.unread} of its {self.reports} reports are not read; " if self.unread else ""
        return (
            f"Unfinished: the last build of this record was stopped, or is still running. {unread}"
            "what is shown may lack reports, incidents and disputes. Give the same build again: it goes on from there."
        )


@contextmanager
def marked(record: Record) -> Iterator[None]:
    """Marks the record as unfinished for as long as a build goes on, and for good if it does not come to its end."""
    record.set_meta(_MARK, "begun")
    yield
    record.forget_meta(_MARK)


def unfinished(record: Record) -> Unfinished | None:
    """What the last build left undone, or None if it came to its end."""
    if record.meta(_MARK) is None:
        return None
    unread = "SELECT count(*) FROM reports WHERE report_id NOT IN (SELECT report_id FROM readings)"
    return Unfinished(reports=record.value("SELECT count(*) FROM reports"), unread=record.value(unread))
