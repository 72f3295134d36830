"""The atom of the record: what one source asserts in one report."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.model.ids import content_id
from dateline.model.span import Span
from dateline.model.vocabulary import (
    ActorRole,
    AssertionType,
    Certainty,
    ControlState,
    DateBasis,
    Manner,
    PlaceLevel,
    PlaceRole,
    Polarity,
    Relation,
    ReviewState,
    Status,
)
from dateline.values.dates import Precision


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The earliest and latest day that the words allow, both inclusive.

    basis: stated (evidence has the words) or publication (worked out from the report's own day; evidence is null).
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    basis: DateBasis
    evidence: Span | None = None


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name could also mean, with its score (0 to 1, higher is likelier)."""

    place_id: str
    name: str
    lat: float | None
    lon: float | None
    admin1: str | None
    country: str | None
    score: float


class PlaceRef(msgspec.Struct, frozen=True, kw_only=True):
    """A place in its role in one assertion. lat and lon are WGS84 degrees; km is the radius of uncertainty.

    Before resolution only role, as_written, relation and evidence are set. A name that no gazetteer knows keeps
    place_id null; a place whose position is only known roughly says so in km. entity_id: the row that tells of it, one
    of its own where no gazetteer has it; worked out over the record, only set in lists and exports.
    """

    role: PlaceRole = "location"
    name: str | None = None
    as_written: str
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    level: PlaceLevel | None = None
    admin1: str | None = None
    country: str | None = None
    relation: Relation | None = None
    km: float | None = None
    score: float | None = None
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    entity_id: str | msgspec.UnsetType = msgspec.UNSET
    evidence: Span


class ActorRef(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in their role in one assertion: actor1 does it, actor2 has it done to them.

    entity_id: of the lexicon, as read; in lists and exports that of the entity across reports, null for a description.
    """

    role: ActorRole
    name: str
    as_written: str
    entity_id: str | None = None
    country: str | None = None
    sector: str | None = None
    evidence: Span


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What was hit: a building, a vehicle, a position. category: housing, energy, military, transport ..."""

    as_written: str
    category: str | None = None
    evidence: Span


class WeaponRef(msgspec.Struct, frozen=True, kw_only=True):
    """What it was done with. name is the canonical model or, if the report gives none, the class."""

    name: str
    weapon_class: str | None = msgspec.field(default=None, name="class")
    count: int | None = None
    as_written: str
    evidence: Span


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it. name is the fullest that the report gives; null name and as_written: the text does not say.

    entity_id: in lists and exports that of the entity across reports, null for a description.
    """

    name: str | None
    as_written: str | None
    entity_id: str | None = None
    role: str | None = None
    country: str | None = None
    category: str | None = None
    evidence: Span | None = None


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link of an attribution chain: a source, the words that report them, how, by what channel, on which day."""

    source: Source
    cue: str | None = None
    manner: Manner | None = None
    channel: str | None = None
    said_on: When | None = None
    evidence: Span | None = None


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """A count of people or things, as asserted. low "at least", high "up to", best plain or "about".

    includes: counts that are part of this one, as written ("among them four children"). per: "day" for a rate.
    attribution: the number's own chain where it differs from the assertion's.
    """

    measure: str
    of: str | None = None
    country: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: str | None = None
    per: str | None = None
    includes: tuple[str, ...] = ()
    as_written: str
    attribution: tuple[Link, ...] = ()
    evidence: Span


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about an assertion. A person's word always wins over the machine's.

    corrected: a person put it in the place of what the machine read; added: the machine had missed it. Both are a
    person's own assertions. Another person's word on one of these makes it accepted or rejected.
    """

    state: ReviewState = "unreviewed"
    by: str | None = None
    at: str | None = None
    note: str | None = None


class Assertion(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="assertion"):
    """One thing that one source asserts in one report. The atom: everything else is a view over these.

    evidence: the clause, or a statement's content without speaker and cue. trigger: the words that name the act.
    hedges: the spans that make it less than certain. attribution: from the report's own voice inward, empty where
    the reporter says it; the last link is the speaker. made_by: reader/rule/version, or person/NAME. confidence: 0 to
    1, null for a person's. disputed_by, answers, incident_id and review are derived over the record and are not part
    of the id.
    """

    assertion_id: str = ""
    report_id: str
    type: AssertionType
    evidence: Span
    trigger: Span | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    interaction: str | None = None
    mode: str | None = None
    status: Status = "actual"
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    hedges: tuple[Span, ...] = ()
    date: When | None = None
    places: tuple[PlaceRef, ...] = ()
    actors: tuple[ActorRef, ...] = ()
    targets: tuple[Target, ...] = ()
    weapons: tuple[WeaponRef, ...] = ()
    tolls: tuple[Toll, ...] = ()
    holder: ActorRef | None = None
    state: ControlState | None = None
    attribution: tuple[Link, ...] = ()
    disputed_by: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    incident_id: str | None = None
    made_by: str
    confidence: float | None = None
    review: Review = msgspec.field(default_factory=Review)

    @property
    def act(self) -> str | None:
        """The finest type that the assertion has: its sub-event type, else its interaction."""
        return self.sub_event_type or self.interaction

    def actor(self, role: ActorRole) -> ActorRef | None:
        """The first actor in this role, or None."""
        return next((a for a in self.actors if a.role == role), None)


def sealed(assertion: Assertion) -> Assertion:
    """The assertion with its id: a hash of all that the reading found, less what is derived over the record."""
    core = msgspec.structs.replace(
        assertion, assertion_id="", disputed_by=(), answers=(), incident_id=None, review=Review()
    )
    return msgspec.structs.replace(assertion, assertion_id=content_id("a", core))


def spans_of(assertion: Assertion) -> list[tuple[str, Span]]:
    """Every (slot, span) of the assertion, for verification: each value and the words under it."""
    found = [("evidence", assertion.evidence)]
    if assertion.trigger:
        found.append(("trigger", assertion.trigger))
    found += [("hedge", h) for h in assertion.hedges]
    if assertion.date and assertion.date.evidence:
        found.append(("date", assertion.date.evidence))
    for slot in ("places", "actors", "targets", "weapons", "tolls"):
        found += [(slot, each.evidence) for each in getattr(assertion, slot)]
    if assertion.holder:
        found.append(("holder", assertion.holder.evidence))
    chains = [assertion.attribution, *(toll.attribution for toll in assertion.tolls)]
    for link in (link for chain in chains for link in chain):
        said = link.said_on.evidence if link.said_on else None
        found += [("attribution", s) for s in (link.source.evidence, link.evidence, said) if s]
    return found
