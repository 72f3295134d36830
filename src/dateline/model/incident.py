"""One occurrence, merged from event assertions. Derived, rebuildable, explained."""

from __future__ import annotations

import msgspec

from dateline.model.assertion import ActorRef, PlaceRef, When
from dateline.model.vocabulary import Scheme


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One source's value, with its words, the assertion it stands in, and since when it was known."""

    source: str | None
    side: str | None
    value: str
    as_written: str
    assertion_id: str
    known_from: str


class TollPositions(msgspec.Struct, frozen=True, kw_only=True):
    """All values given for one measure. low is the least and high the greatest that anyone gives; best is set only
    where every position agrees on it. Positions are kept, never averaged.
    """

    measure: str
    low: int | None
    best: int | None
    high: int | None
    positions: tuple[Position, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """What the sources of one incident do not agree about (a toll, the actor, whether it happened)."""

    about: str
    positions: tuple[Position, ...]


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """A suggested grade with the reasons for it; never more than a suggestion.

    suggested: null where the scheme does not apply. given: what a person gave instead, with who, when and why.
    """

    scheme: Scheme
    suggested: str | None
    reasons: tuple[str, ...]
    given: str | None = None
    given_by: str | None = None
    given_on: str | None = None
    note: str | None = None


class Incident(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="incident"):
    """One occurrence. `reports` are those that tell of it; `independent_sources` counts them with wire copies
    folded. `grade` is the first of `grades`: Airwars's class where civilians are said to be harmed, else Admiralty's.
    """

    incident_id: str
    assertion_ids: tuple[str, ...]
    event_type: str | None
    sub_event_type: str | None
    interaction: str | None = None
    date: When | None
    place: PlaceRef | None
    actor1: ActorRef | None
    actor2: ActorRef | None
    tolls: dict[str, TollPositions]
    disagreements: tuple[Disagreement, ...]
    reports: tuple[str, ...]
    independent_sources: int
    first_known: str
    last_known: str
    grade: Grade | None = None
    grades: tuple[Grade, ...] = ()
