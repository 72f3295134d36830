"""What a record says about itself, told before anything in it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.cli.theme import aside

if TYPE_CHECKING:
    from dateline.store import Record


def say_notice(record: Record) -> None:
    """The record's notice (that it was made from the sample corpus), on standard error."""
    notice = record.meta("notice")
    if notice:
        aside().print(notice, style="notice", soft_wrap=True)
