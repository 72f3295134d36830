"""Who holds each place, as a history: what is claimed, what each claimant says over time, and what it comes to.

A pure function of the assertions and of what is known of their reports: their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from dateline.merge.account import ReportHead
from dateline.merge.control_claims import HANDOVERS, claims_by_place
from dateline.merge.control_consensus import RULE, changes_of, consensus_of
from dateline.merge.control_intervals import intervals_of, ordered, words_of
from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.control import ControlClaim, ControlHistory

__all__ = ["HANDOVERS", "RULE", "control_histories", "on_day"]


def control_histories(
    assertions: Iterable[Assertion], reports: Mapping[str, ReportHead], day: date | None = None
) -> list[ControlHistory]:
    """The history of every place that control assertions and changes of hands are about, by the place's key.

    day: on which day `now` is; the last that anybody speaks of where none is given. Raises KeyError (from the mapping)
    if an assertion's report is not given.
    """
    told = claims_by_place(assertions, reports)
    return [on_day(_history(key, place, claims), day) for key, (place, claims) in told.items()]


def _history(key: str, place: PlaceRef, claims: list[ControlClaim]) -> ControlHistory:
    in_order = ordered(claims)
    words = list(words_of(in_order))
    consensus = consensus_of(words, place.country)
    return ControlHistory(
        key=key,
        place=place,
        rule=RULE,
        now=None,
        claimants=0,
        claims=tuple(in_order),
        intervals=tuple(intervals_of(words)),
        consensus=tuple(consensus),
        changes=tuple(changes_of(consensus)),
    )


def on_day(history: ControlHistory, day: date | None) -> ControlHistory:
    """The history with `now` and `claimants` as they are on this day; None for the last day that anybody speaks of."""
    if day is None:
        now = history.consensus[-1] if history.consensus else None
        claimants = {each.claimant.key for each in history.claims}
    else:
        now = next((each for each in history.consensus if each.covers(day)), None)
        claimants = {i.claimant.key for i in history.intervals if i.since <= day and (i.until is None or day < i.until)}
    return msgspec.structs.replace(history, now=now, claimants=len(claimants))
