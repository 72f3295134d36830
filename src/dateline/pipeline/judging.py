"""A person's word: judgements about accounts, incidents, names, reports and sources, and taking them back.

Each function stores one row, makes the derived layer again, and tells what that changed. Nothing that was stored is
rewritten, so undoing restores exactly what was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal

import msgspec

from dateline.merge.grades import SCHEMES
from dateline.merge.testimony import source_id
from dateline.model.errors import NotFoundError, SettingError
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import Verdict
from dateline.pipeline import subjects
from dateline.pipeline.changes import Change, changes, incident_bodies, name_changes
from dateline.pipeline.derive import rebuild
from dateline.pipeline.giving import Word, check, give, in_force, take_back
from dateline.pipeline.queries import judgement_lists
from dateline.pipeline.review.deciding import accept, reject
from dateline.pipeline.reviews import withdrawn_reports
from dateline.pipeline.unfinished import marked, unfinished
from dateline.reference.grades import grades_of
from dateline.store import Record
from dateline.store import entities as entity_rows
from dateline.store import judgements as judgement_rows
from dateline.store.lock import building

__all__ = ["Judged", "Word", "grade_incident", "grade_source", "judge_pair", "judge_right", "judge_wrong", "undo"]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that was made or undone, and what it changed."""

    judgement: Judgement
    changes: tuple[Change, ...]


def judge_pair(record: Record, verdict: Literal["same", "different"], left: str, right: str, word: Word) -> Judged:
    """Says that two event assertions or incidents are one occurrence, or that two names are of one entity, or are not.

    An incident stands for the assertion that founded it. Raises NotFoundError for an id that is not in the record,
    SettingError for one of another kind or for one thing given twice.
    """
    return _stored(record, word, verdict, (left, right), names=subjects.two(record, left, right))


def judge_right(record: Record, assertion_id: str, word: Word) -> Judged:
    """Says that an assertion is what the report says. Errors as in `judge_pair`."""
    if subjects.kind_of(record, assertion_id) == "report":
        raise SettingError(
            f"{assertion_id} is a report: only its assertions can be right",
            remedy="If it was withdrawn by mistake, undo that: `dateline judge list` shows the judgement.",
        )
    subjects.wanted(record, assertion_id, ("assertion",))
    check(record, word)
    with _judging(record) as changed:
        return Judged(judgement=accept(record, assertion_id, word).judgement, changes=changed())


def judge_wrong(record: Record, id: str, word: Word) -> Judged:
    """Says that an assertion is not what the report says (then it is in no incident), or withdraws a whole report:
    from the day of the judgement on nothing in it counts.
    """
    if subjects.wanted(record, id, ("assertion", "report")) == "report":
        since = withdrawn_reports(judgement_rows.by_people(record)).get(id)
        if since is not None:
            raise SettingError(
                f"{id} is withdrawn since {since}", remedy="`dateline judge list` shows by whom and why."
            )
        return _stored(record, word, "wrong", (id, id))
    check(record, word)
    with _judging(record) as changed:
        return Judged(judgement=reject(record, id, word).judgement, changes=changed())


def grade_incident(record: Record, incident_id: str, scheme: str, grade: str, word: Word) -> Judged:
    """Gives an incident a grade of one scheme, which stands beside the suggested one."""
    if scheme not in SCHEMES:
        raise SettingError(f"there is no scheme {scheme!r}", remedy=f"Give one of {', '.join(SCHEMES)}.")
    grade = _known(scheme, grade)
    subjects.wanted(record, incident_id, ("incident",))
    return _stored(record, word, "graded", (incident_id, incident_id), (scheme, grade))


def grade_source(record: Record, name: str, grade: str, word: Word) -> Judged:
    """Says how reliable a source of the record is, A to F. The name may be spelled in any way that folds alike.

    Raises NotFoundError, with the names that come nearest, if nobody of this name speaks or publishes in the record.
    """
    grade = _known("reliability", grade)
    subjects.wanted_source(record, name)
    key = source_id(name)
    return _stored(record, word, "graded", (key, key), ("reliability", grade))


def undo(record: Record, judgement_id: str, word: Word) -> Judged:
    """Takes a person's judgement back: it stays stored, and what was before it holds again."""
    found = judgement_lists.one(record, judgement_id)
    if found is None:
        raise NotFoundError(
            f"no judgement {judgement_id!r}", where=str(record.path), remedy="`dateline judge list` shows their ids."
        )
    if found.decided_by.startswith("rules/"):
        raise SettingError(
            f"{judgement_id} is by a rule, which nobody can undo",
            remedy=f"Say otherwise: `dateline judge different {found.left} {found.right}`, or same.",
        )
    in_force(record, judgement_id)
    check(record, word)
    with _judging(record, names=subjects.kind_of(record, found.left) == "name") as changed:
        with record.transaction():
            taken = take_back(record, judgement_id, word)
        return Judged(judgement=taken, changes=changed())


def _known(scheme: str, grade: str) -> str:
    """The grade as the scheme writes it."""
    known = {each.casefold(): each for each in grades_of(scheme)}
    if grade.casefold() not in known:
        wanted = "A1 to F6" if scheme == "admiralty" else ", ".join(known.values())
        raise SettingError(f"{grade!r} is no grade of the scheme {scheme}", remedy=f"Give one of {wanted}.")
    return known[grade.casefold()]


def _stored(
    record: Record, word: Word, verdict: Verdict, sides: tuple[str, str], graded: tuple[str, str] | None = None,
    *, names: bool = False,
) -> Judged:  # fmt: skip
    """graded: the scheme and the grade. names: whether it is about names of entities."""
    check(record, word)
    with _judging(record, names=names) as changed:
        with record.transaction():
            made = give(record, word, verdict, sides, graded)
        return Judged(judgement=made, changes=changed())


class _Watch:
    """The incidents before, or the entities; called, it makes the derived layer again and tells what changed."""

    def __init__(self, record: Record, names: bool) -> None:
        self._record, self._names = record, names
        self._before = {} if names else incident_bodies(record)
        self._before_names = entity_rows.members(record) if names else {}

    def __call__(self) -> tuple[Change, ...]:
        rebuild(self._record)
        if self._names:
            return name_changes(self._before_names, entity_rows.members(self._record))
        return changes(self._before, incident_bodies(self._record))


@contextmanager
def _judging(record: Record, *, names: bool = False) -> Iterator[_Watch]:
    """Holds the record against builds. It is brought up to date first: what changes then is the judgement's doing.

    If this is killed before the derived layer is made again, the record says so; one that said so before goes on to.
    """
    with building(record.path), nullcontext() if unfinished(record) else marked(record):
        rebuild(record)
        yield _Watch(record, names)
