"""What people decided about single assertions."""

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
    for each in sorted(judgements, key=lambda j: (j.decided_at, j.judgement_id)):
        state = _STATES.get(each.verdict)
        if state and each.withdrawn_at is None and each.left == each.right:
            found[each.left] = Review(state=state, by=each.decided_by, at=each.decided_at, note=each.note)
    return found
