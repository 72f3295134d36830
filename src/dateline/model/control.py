"""Who holds a place, as a history: claims, what each claimant says over time, and what it comes to by one rule."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from dateline.model.assertion import ActorRef, PlaceRef
from dateline.model.vocabulary import Certainty, ControlState, Polarity, Status
from dateline.values.dates import Precision

PlaceState = Literal["held", "left", "contested", "besieged", "unclear", "unknown"]
"""held: somebody has it. left: somebody no longer has it, and who has is not said. unclear: one claimant says two
things of one day that exclude each other. unknown: nobody says anything that still stands."""

Standing = Literal["agreed", "conceded", "reported", "claimed", "contested", "unknown"]
"""How far the sources are of one mind, see docs/control.md."""

ClaimDayBasis = Literal["stated", "publication", "known"]


class ClaimDay(msgspec.Struct, frozen=True, kw_only=True):
    """The days that a claim can be about, both inclusive; null where the words leave that end open.

    basis: stated in words; publication, worked out from the report's own day; known, the day on which it came in, where
    even that is missing. dated_by: the assertion whose words state the day, where the claim's own assertion has none.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    basis: ClaimDayBasis
    dated_by: str | None = None

    @property
    def effect(self) -> date:
        """The first day from which on the words surely say so: the latest that they allow, else the earliest."""
        day = self.latest or self.earliest
        if day is None:
            raise ValueError("a claim's day is open at both ends: give at least one")
        return day


class Claimant(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word it is. own_voice: a publisher says it, and no speaker. side: ISO 3166 alpha-3 of a state, the id of an
    armed group, or null where the report does not tell.
    """

    key: str
    name: str
    side: str | None = None
    category: str | None = None
    own_voice: bool = False


class ControlClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claimant's word about one place in one report.

    assertion_ids: the assertion, and those that tell the same in the same words (event and control, wire copies).
    holder: who has it, besieges it, or (lost, withdrawn) has it no longer. happened: it tells of a change, not only of
    a state. stands: it says something about who has the place; where it does not, `why_not` says why.
    """

    assertion_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    claimant: Claimant
    state: ControlState | None
    holder: ActorRef | None
    side: str | None
    polarity: Polarity
    status: Status
    certainty: Certainty
    day: ClaimDay
    known_from: str
    happened: bool
    words: str
    disputed_by: tuple[str, ...] = ()
    stands: bool = True
    why_not: str | None = None


class ControlInterval(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when one claimant says one thing of a place. until: the first day on which they say otherwise, null
    while they do not. last_said: the last day that they say it of. known_from: when a reader could first know it.
    """

    claimant: Claimant
    state: PlaceState
    holder: ActorRef | None
    side: str | None
    since: date
    until: date | None
    first: ClaimDay
    last_said: date
    known_from: str
    assertion_ids: tuple[str, ...]


class ControlSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the consensus line, from `since` to the day before `until` (null: open).

    holder: who has it, if that is settled; besieger: who stands around it; without: who no longer has it. holders: all
    that are said to have it, where claims rival. on_word_of: whose words make it, assertion_ids: which; against: the
    assertions that say otherwise and still stand, rivals: whose they are. first: how well the day is known. known_from:
    the day from which this could be known.
    """

    standing: Standing
    state: PlaceState
    holder: ActorRef | None = None
    besieger: ActorRef | None = None
    without: ActorRef | None = None
    holders: tuple[ActorRef, ...] = ()
    since: date
    until: date | None
    first: ClaimDay
    known_from: str
    on_word_of: tuple[str, ...]
    assertion_ids: tuple[str, ...]
    rivals: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether this is the stretch that the day lies in."""
        return self.since <= day and (self.until is None or day < self.until)


class ControlChange(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the consensus line changes. before: null where nothing was said until then."""

    day: date
    before: ControlSpan | None
    after: ControlSpan


class ControlHistory(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said of who holds one place. key: its gazetteer id, or `name:` and the folded name.

    claims: in the order of the days they are about. intervals: by claimant, in order. consensus: by the rule `rule`.
    now: the stretch that the asked day lies in (the last one where none was asked), null before the first claim.
    claimants: how many claimants say something about that day.
    """

    key: str
    place: PlaceRef
    rule: str
    now: ControlSpan | None
    claimants: int
    claims: tuple[ControlClaim, ...]
    intervals: tuple[ControlInterval, ...]
    consensus: tuple[ControlSpan, ...]
    changes: tuple[ControlChange, ...]
