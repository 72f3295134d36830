"""A person's word on two things, or taken back, that is stored at once and counts once it is applied.

`pipeline.judging` has the same words for whoever wants to wait and see what each changes.
"""

from __future__ import annotations

from typing import Literal

from dateline.model.errors import NotFoundError, SettingError
from dateline.pipeline import subjects
from dateline.pipeline.giving import Word, check, check_writable, day_of, give, named
from dateline.pipeline.review.views import Decided
from dateline.store import Record
from dateline.store import judgements as judgement_rows


def pair(record: Record, verdict: Literal["same", "different"], left: str, right: str, word: Word) -> Decided:
    """Says that two event assertions or incidents are one occurrence, or two names one entity, or are not.

    Raises NotFoundError for an id that is not in the record, SettingError for one of another kind or given twice.
    """
    check(record, word)
    if not subjects.names(record, left, right):
        found = [subjects.account_or_incident(record, each) for each in (left, right)]
        if len({each.founding for each in found}) == 1:
            raise SettingError(
                f"{left} and {right} are one already", remedy="Give two different accounts or incidents."
            )
    with record.transaction():
        return Decided(judgement=give(record, word, verdict, (left, right)))


def take_back(record: Record, judgement_id: str, word: Word) -> Decided:
    """Takes any person's judgement back: it stays stored, and once applied what was before it holds again.

    Raises NotFoundError for an unknown one, SettingError for one that was taken back already.
    """
    check_writable(record)
    found = judgement_rows.judgement(record, judgement_id)
    if found is None:
        raise NotFoundError(
            f"nobody gave a word {judgement_id!r}", remedy="GET /api/v1/judgements lists those that people gave."
        )
    if found.withdrawn_at is not None:
        raise SettingError(f"{judgement_id} was undone on {found.withdrawn_at}", remedy="Give the word again.")
    with record.transaction():
        judgement_rows.withdraw(record, judgement_id, at=day_of(word), by=named(word))
    return Decided(judgement=judgement_rows.judgement(record, judgement_id) or found)
