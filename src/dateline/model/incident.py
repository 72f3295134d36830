"""One occurrence, merged from event assertions. Derived, rebuildable, explained."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.assertion import ActorRef, PlaceRef, When
from dateline.model.vocabulary import Scheme

Stance = Literal["gives", "denies", "leaves open"]
Way = Literal["own voice", "said", "copied"]
Standing = Literal["independent", "shares its reports", "rests on others"]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a report gives a position. own: in the report's own voice, even where the position is of somebody
    whom the same report names for it elsewhere.

    through: the outlets and channels it came by, from the report inward ("Interfax", "Telegram").
    """

    report_id: str
    assertion_id: str
    as_written: str
    known_from: str
    own: bool = False
    through: tuple[str, ...] = ()


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What one claimant says of one thing, however often it was told: value, words, and since when it was known.

    claimant: a key, the same for one claimant inside one incident. source: their name, the publisher where the report
    itself says it; null where the text names nobody. side: their country; category: official, military, media ...
    value: as shown; low, best, high, qualifier: the number as asserted. stance: gives it, denies it, or leaves it open
    (says that it is not known). as_written, assertion_id and known_from are those of the first telling.
    revises, revised_by: positions of the same claimant that it took the place of, and that took its place; one that
    nothing revised is the claimant's present position.
    """

    position_id: str = ""
    claimant: str = ""
    source: str | None
    side: str | None
    category: str | None = None
    value: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: str | None = None
    stance: Stance = "gives"
    as_written: str
    assertion_id: str
    known_from: str
    revises: str | None = None
    revised_by: str | None = None
    tellings: tuple[Telling, ...] = ()


class TollPositions(msgspec.Struct, frozen=True, kw_only=True):
    """All values given for one measure of one group. Positions are kept, never averaged.

    of: the group counted, null for all who were; country: whose; per: "day" for a rate. part_of: the key of the toll
    that this one is part of, to which it must not be added. low, best, high and leading follow `rule`, see
    docs/merging.md; leading is the number that most reports give, which makes it no truer than another.
    """

    measure: str
    of: str | None = None
    country: str | None = None
    per: str | None = None
    part_of: str | None = None
    low: int | None
    best: int | None
    high: int | None
    leading: int | None = None
    rule: str | None = None
    positions: tuple[Position, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """What claimants of one incident do not agree about: a key of `tolls`, "actor1", "cause", "place" or "whether it
    happened". positions: of a count the present ones that exclude another claimant's, else all present ones.
    """

    about: str
    positions: tuple[Position, ...]


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """One report under a voice: what it tells of what this voice says, and how it came to it.

    way: own voice, said (words of a speaker), or copied (from the report `copy_of`). through: as in a telling.
    """

    report_id: str
    publisher: str | None
    known_from: str
    way: Way
    copy_of: str | None = None
    through: tuple[str, ...] = ()
    assertion_ids: tuple[str, ...]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody from whom accounts of an incident come, and every report that brings them.

    standing: independent - counted in `independent_sources`; shares its reports - every report that brings it is needed
    by another that counts; rests on others - a report's own voice, where the report says whom it has it from.
    """

    name: str | None
    side: str | None
    category: str | None
    standing: Standing
    known_from: str
    reports: tuple[Brought, ...]


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
    """One occurrence. reports: those that tell of it. independent_sources: how many of `voices` are independent.

    grade: the first of `grades`: Airwars's class where civilians are said to be harmed, else Admiralty's.
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
    voices: tuple[Voice, ...] = ()
    first_known: str
    last_known: str
    grade: Grade | None = None
    grades: tuple[Grade, ...] = ()
