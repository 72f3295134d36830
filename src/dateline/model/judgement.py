"""Decisions, kept for good: two things are or are not the same, a value is right, wrong or put right."""

from __future__ import annotations

import msgspec

from dateline.model.vocabulary import Verdict

SOURCE = "source:"
"""What a source's id begins with; its name, folded, follows."""


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One named level of a comparison: what was compared, which level was met, and what it adds to the score."""

    comparison: str
    level: str
    weight: float
    left: str | None = None
    right: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="judgement"):
    """A decision about a pair (or about one thing, then `right` repeats `left`). Append-only.

    left, right: assertions or incidents (same, different); an assertion, or a report that is withdrawn (right, wrong);
    an assertion and the one that a person puts in its place (corrected); the one that a person adds (missed); an
    incident, or a source as `source:` and its folded name (graded).
    scheme, grade: of `graded`: airwars or admiralty for an incident, reliability for a source.
    number: people's judgements are numbered as they come in, so that of two of one day the later is known.

    score: for rules, the match weight in bits (log2 odds); null for a person. reasons: the levels that were met.
    decided_by: rule with version, or a person's name. decided_at: for a rule the day from which both sides were
    known, so that the same input gives the same bytes. given_at: the time (UTC, ISO) at which a person gave it, which
    is later than decided_at where they gave a day of the past; null for a rule. withdrawn_at: when it stopped holding;
    what was before holds again.
    """

    judgement_id: str
    left: str
    right: str
    verdict: Verdict
    score: float | None = None
    reasons: tuple[Level, ...] = ()
    scheme: str | None = None
    grade: str | None = None
    note: str | None = None
    number: int | None = None
    decided_by: str
    decided_at: str
    given_at: str | None = None
    withdrawn_at: str | None = None

    @property
    def order(self) -> tuple[str, int, str]:
        """Earliest first: of several judgements on one thing the last counts."""
        return self.decided_at, self.number or 0, self.judgement_id
