"""What people decided about single assertions and reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dateline.model.assertion import Review
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import ReviewState, Verdict

_STATES: Final[dict[Verdict, ReviewState]] = {"right": "accepted", "wrong": "rejected"}


def reviews_of(judgements: Iterable[Judgement]) -> dict[str, Review]:
    """The latest verdict that is not withdrawn, by assertion id."""
    found: dict[str, Review] = {}
    for each in sorted(judgements, key=lambda j: j.order):
        state = _STATES.get(each.verdict)
        if state and each.withdrawn_at is None and each.left == each.right and not is_report(each.left):
            found[each.left] = Review(state=state, by=each.decided_by, at=each.decided_at, note=each.note)
    return found


def withdrawn_reports(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Report id -> the ISO day from which it counts for nothing: that of the earliest "wrong" that is not undone."""
    found: dict[str, str] = {}
    for each in sorted(judgements, key=lambda j: j.order):
        if each.verdict == "wrong" and each.withdrawn_at is None and is_report(each.left):
            found.setdefault(each.left, each.decided_at)
    return found


def is_report(id: str) -> bool:
    """Whether this is the id of a report, by its form."""
    return id.startswith("r_")
