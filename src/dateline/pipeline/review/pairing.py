"""A person's word on two things, or taken back, that is stored at once and counts once it is applied.

`pipeline.judging` has the same words for whoever wants to wait and see what each changes.
"""

from __future__ import annotations

from typing import Literal

from dateline.pipeline import giving, subjects
from dateline.pipeline.giving import Word, check, check_writable, give
from dateline.pipeline.review.views import Decided
from dateline.store import Record


def pair(record: Record, verdict: Literal["same", "different"], left: str, right: str, word: Word) -> Decided:
    """Says that two event assertions or incidents are one occurrence, or two names one entity, or are not.

    Raises NotFoundError for an id that is not in the record, SettingError for one of another kind or given twice.
    """
    check(record, word)
    subjects.two(record, left, right)
    with record.transaction():
        return Decided(judgement=give(record, word, verdict, (left, right)))


def take_back(record: Record, judgement_id: str, word: Word) -> Decided:
    """Takes any person's judgement back: it stays stored, and once applied what was before it holds again.

    Raises NotFoundError for an unknown one, SettingError for one that was taken back already.
    """
    check_writable(record)
    with record.transaction():
        return Decided(judgement=giving.take_back(record, judgement_id, word))
