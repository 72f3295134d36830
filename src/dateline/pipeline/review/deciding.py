"""A person's word on one assertion: stored at once, with nothing made again; `apply` does that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.merge.corrections import STATES, review_of, roots_of
from dateline.merge.succession import same_values
from dateline.model.assertion import Assertion
from dateline.model.errors import NotFoundError, SettingError
from dateline.model.vocabulary import Verdict
from dateline.pipeline.derive import rebuild
from dateline.pipeline.giving import Word, check_writable, give, named, take_back
from dateline.pipeline.queries.report_views import whole
from dateline.pipeline.review.given import assertion_of, checked
from dateline.pipeline.review.views import Applied, Decided, Pending
from dateline.pipeline.standing import stood_in
from dateline.store import Record, reviewed
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store.lock import building

Given = Assertion | Mapping[str, Any]
"""A whole assertion as JSON, or as a struct; what is derived in it is left out."""


def accept(record: Record, assertion_id: str, word: Word) -> Decided:
    """Says that an assertion is what its report says. Raises NotFoundError for an unknown id, SettingError for a word
    that nobody gives.
    """
    return _decided(record, "right", wanted(record, assertion_id), None, word)


def reject(record: Record, assertion_id: str, word: Word) -> Decided:
    """Says that an assertion is not what its report says: then it counts for nothing. Errors as in `accept`."""
    return _decided(record, "wrong", wanted(record, assertion_id), None, word)


def correct(record: Record, assertion_id: str, assertion: Given, word: Word) -> Decided:
    """Puts a person's whole assertion in the place of one that was read, or of another person's.

    Its spans are checked against the report first (EvidenceError tells the slot, the words given and those found); a
    place may be given by place_id alone, or by lat and lon. Raises SettingError if it says what the judged one says.
    Errors as in `accept`, too.
    """
    judged = wanted(record, assertion_id)
    told = assertion_rows.of_report(record, judged.report_id)
    report = whole(record, judged.report_id)
    given = checked(assertion_of(assertion, judged.report_id), report, named(word), told, judged)
    if same_values(judged, given) and judged.evidence == given.evidence and judged.trigger == given.trigger:
        raise SettingError(
            "the correction says what the assertion says already", remedy="Change a value, or accept it as it is."
        )
    return _decided(record, "corrected", judged, given, word)


def add_missed(record: Record, report_id: str, assertion: Given, word: Word) -> Decided:
    """Adds an assertion that reading missed. Checks and errors as in `correct`; NotFoundError for an unknown report."""
    report = whole(record, report_id)
    told = assertion_rows.of_report(record, report_id)
    given = checked(assertion_of(assertion, report_id), report, named(word), told)
    return _decided(record, "missed", given, given, word)


def undo(record: Record, judgement_id: str, word: Word) -> Decided:
    """Takes a word on an assertion back: it stays stored, and what was before it holds again once it is applied.

    Raises NotFoundError if people gave no such word, SettingError if it was undone already or is on something else.
    """
    check_writable(record)
    found = judgement_rows.judgement(record, judgement_id)
    if found and (found.verdict not in STATES or not found.left.startswith("a_")):
        raise SettingError(
            f"{judgement_id} is not on one assertion", remedy=f"Give `dateline judge undo {judgement_id}`."
        )
    with record.transaction():
        return Decided(judgement=take_back(record, judgement_id, word))


def pending(record: Record) -> Pending:
    """The words that `apply` would make effective, in the order in which they were given."""
    found = judgement_rows.by_ids(record, reviewed.unapplied(record)).values()
    return Pending(judgements=tuple(sorted(found, key=lambda j: j.order)))


def apply(record: Record) -> Applied | None:
    """Makes the derived layer again, so that all words count. None if there was nothing to do. If this is killed, the
    words wait as before.

    Raises RecordError if the record may not be written, or another build holds it.
    """
    check_writable(record)
    words = len(reviewed.unapplied(record))
    with building(record.path):
        made = rebuild(record)
    return None if made is None else Applied(since=made.since, why=made.why, words=words)


def wanted(record: Record, assertion_id: str) -> Assertion:
    """The stored assertion with this id, of whatever reading or person. Raises NotFoundError."""
    found = assertion_rows.bodies(record, [assertion_id])
    if not found:
        raise NotFoundError(
            f"no assertion {assertion_id!r}", where=str(record.path), remedy="Give its id as the lists show it."
        )
    return found[0]


def _decided(record: Record, verdict: Verdict, judged: Assertion, given: Assertion | None, word: Word) -> Decided:
    check_writable(record)
    with record.transaction():
        if given is not None:
            _check_new(record, judged, given)
            assertion_rows.add_given(record, given)
        judgement = give(record, word, verdict, (judged.assertion_id, (given or judged).assertion_id))
        sql = "SELECT max(reading) FROM readings WHERE report_id = ?"
        judgement_rows.decided_under(record, judgement.judgement_id, int(record.value(sql, (judged.report_id,))))
    left = given or (judged if verdict == "right" else None)
    reviewed_now = msgspec.structs.replace(left, review=review_of(judgement)) if left else None
    return Decided(judgement=judgement, assertion=reviewed_now)


def _check_new(record: Record, judged: Assertion, given: Assertion) -> None:
    """One assertion cannot stand in two places. Raises SettingError where the same person gave the same already."""
    if not judgement_rows.naming(record, given.assertion_id):
        return
    people = judgement_rows.by_people(record)
    roots = roots_of(people)
    same_place = judged is not given and roots.get(given.assertion_id) == roots.get(
        judged.assertion_id, judged.assertion_id
    )
    now = stood_in(record, [given.report_id], people).get(given.assertion_id)
    if not same_place and now and now.present == given.assertion_id:
        raise SettingError(
            f"{given.assertion_id} says this already, as it was given before",
            remedy="If the report says it once, reject the other one.",
        )
