"""Decisions, kept for good: two things are or are not the same, a value is right or wrong."""

from __future__ import annotations

import msgspec

from dateline.model.vocabulary import Verdict


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One named level of a comparison: what was compared, which level was met, and what it adds to the score."""

    comparison: str
    level: str
    weight: float
    left: str | None = None
    right: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="judgement"):
    """A decision about a pair (or about one assertion, then `right` repeats `left`). Append-only.

    score: for rules, the match weight in bits (log2 odds); null for a person. reasons: the levels that were met.
    decided_by: rule with version, or a person's name. decided_at: for a rule the day from which both sides were
    known, so that the same input gives the same bytes. withdrawn_at: when it stopped holding; what was before holds
    again.
    """

    judgement_id: str
    left: str
    right: str
    verdict: Verdict
    score: float | None = None
    reasons: tuple[Level, ...] = ()
    note: str | None = None
    decided_by: str
    decided_at: str
    withdrawn_at: str | None = None
