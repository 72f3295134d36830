"""A person's word as it is stored: who gives it, of which day, at what time, under which number."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.model.errors import NotFoundError, RecordError, SettingError
from dateline.model.ids import content_id
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import Verdict
from dateline.pipeline.clock import now, today
from dateline.store import Record
from dateline.store import judgements as judgement_rows


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """Who judges, on which day (null: today), and why, in their own words."""

    by: str
    on: date | None = None
    note: str | None = None


def give(
    record: Record, word: Word, verdict: Verdict, sides: tuple[str, str], graded: tuple[str, str] | None = None
) -> Judgement:
    """Stores a judgement, inside `record.transaction()`. graded: the scheme and the grade.

    Raises SettingError if nobody is named, or if the day is still to come.
    """
    (left, right), (scheme, grade) = sides, graded or (None, None)
    by, on = named(word), day_of(word)
    number = 1 + int(record.value("SELECT count(*) FROM judgements WHERE made = 'person'"))
    made = Judgement(
        judgement_id=content_id("j", number, left, right, verdict, scheme, grade, by, on),
        left=left,
        right=right,
        verdict=verdict,
        scheme=scheme,
        grade=grade,
        note=word.note,
        number=number,
        decided_by=by,
        decided_at=on,
        given_at=now().strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    judgement_rows.add(record, [made])
    return made


def take_back(record: Record, judgement_id: str, word: Word) -> Judgement:
    """Stores that a person's judgement counts no more, inside `record.transaction()`; it stays stored itself. Errors as
    in `in_force`.
    """
    found = in_force(record, judgement_id)
    judgement_rows.withdraw(record, judgement_id, at=day_of(word), by=named(word))
    return judgement_rows.judgement(record, judgement_id) or found


def in_force(record: Record, judgement_id: str) -> Judgement:
    """A judgement that somebody gave and nobody took back.

    Raises NotFoundError if people gave none with this id, SettingError if it was taken back.
    """
    found = judgement_rows.judgement(record, judgement_id)
    if found is None:
        raise NotFoundError(
            f"nobody gave a word {judgement_id!r}", where=str(record.path), remedy="`dateline judge list` shows them."
        )
    if found.withdrawn_at is not None:
        raise SettingError(f"{judgement_id} was undone on {found.withdrawn_at}", remedy="Give the word again.")
    return found


def check(record: Record, word: Word) -> None:
    """Raises what keeps this word from being given: before anything is made up to date for it."""
    check_writable(record)
    named(word)
    day_of(word)


def check_writable(record: Record) -> None:
    """Raises RecordError for a record that was opened to be read only."""
    if not record.writable:
        raise RecordError(
            "the record was opened to be read only", where=str(record.path), remedy="Open it with write=True."
        )


def day_of(word: Word) -> str:
    """The day on which it is judged. What nobody can have judged yet would count before its day."""
    if word.on is not None and word.on > today():
        raise SettingError(f"{word.on} is still to come", remedy="Give --on a day up to today.")
    return (word.on or today()).isoformat()


def named(word: Word) -> str:
    """Who judges. A name is needed: a judgement without one could not be asked about."""
    by = " ".join(word.by.split())
    if not by:
        raise SettingError("nobody is named who judges", remedy="Give --by NAME, or set DATELINE_REVIEWER to it.")
    if by.startswith("rules/"):
        raise SettingError(f"{by!r} is the name of a rule", remedy="Give the name of a person.")
    return by
