"""What people have said, the latest first: what can be looked up, and taken back."""

from __future__ import annotations

from dateline.merge.summarise import incident_id_of
from dateline.model.errors import NotFoundError
from dateline.model.judgement import Judgement
from dateline.pipeline.queries.assertion_lists import check_limit
from dateline.pipeline.views import Page
from dateline.store import Record, reviewed
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows


def history(
    record: Record, *, by: str | None = None, about: str | None = None, report: str | None = None, limit: int = 50,
    after: str | None = None,
) -> Page[Judgement]:  # fmt: skip
    """People's judgements, the latest first, withdrawn ones and those that are not applied yet among them.

    by: of this person. about: on this id, or on what it stands in the place of. report: on the report and on whatever
    is or was read in it. after: the judgement_id of the last of the page before; NotFoundError for an unknown one.
    """
    check_limit(limit)
    with record.snapshot():
        found = sorted(judgement_rows.by_people(record), key=lambda j: j.order, reverse=True)
        if by is not None:
            found = [j for j in found if j.decided_by == by]
        if about is not None:
            ids = set(reviewed.places_of(record, about))
            ids |= set(map(incident_id_of, ids))
            found = [j for j in found if not ids.isdisjoint((j.left, j.right))]
        if report is not None:
            sides = {side for j in found for side in (j.left, j.right)}
            here = {key for key, each in assertion_rows.reports_of(record, sides).items() if each == report}
            found = [j for j in found if not (here | {report}).isdisjoint((j.left, j.right))]
    start = 0
    if after is not None:
        at = [n for n, j in enumerate(found) if j.judgement_id == after]
        if not at:
            raise NotFoundError(
                f"the list cannot go on after {after!r}: it is not in it", remedy="Start again without `after`."
            )
        start = at[0] + 1
    shown = found[start : start + limit]
    more = len(found) > start + limit
    return Page(rows=tuple(shown), total=len(found), next=shown[-1].judgement_id if more else None)
