"""What a record says about itself, told before anything in it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.cli.theme import aside

if TYPE_CHECKING:
    from dateline.store import Record


def say_notice(record: Record) -> None:
    """What the last build left undone, and the record's notice (that it was made from the sample corpus), on standard
    error.
    """
    say_unfinished(record)
    notice = record.meta("notice")
    if notice:
        aside().print(notice, style="notice", soft_wrap=True)


def say_unfinished(record: Record) -> None:
    """That the last build did not come to its end, on standard error."""
    from dateline.pipeline.unfinished import unfinished

    left = unfinished(record)
    if left is not None:
        aside().print(left.told, style="doubt", soft_wrap=True)
