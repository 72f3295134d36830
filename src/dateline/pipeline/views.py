"""What the queries answer with. CLI, Python and HTTP show the same structs."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

import msgspec

from dateline.model.assertion import ActorRef, Assertion, PlaceRef
from dateline.model.entity import Actor, Place, Weapon
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.model.report import PublishedBasis, Report, Skipped
from dateline.model.vocabulary import AssertionType, ControlState

T = TypeVar("T")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; every field narrows, none is required.

    text: words of the evidence or of the names in it, all of them; "a phrase" and begin* work.
    type: sub-event type, event type or interaction, in any case. place, actor, source: canonical name, name as
    written or id, in any spelling. report: a report id. from_day, to_day: the days on which it can have happened meet
    this range, both ends included; what has no date counts on the day it was known. as_of: only what was known by the
    end of that day. bbox: (west, south, east, north) in WGS84 degrees; west > east crosses the date line.
    admin1, country: a first-level division by name, a country by its ISO 3166 alpha-3 code, of any of its places. side:
    the country of any of its actors. measure: what one of its counts counts. certainty, status: as in an assertion.
    All that ask for a name or value take several with a bar between, any of which will do: "Battles|Protests".

    Three are of an incident as a whole where incidents are asked for. disputed: somebody's word stands against the
    assertion; claimants of the incident disagree. reviewed: a person judged the assertion; an account of the incident.
    known_from, known_to: the days on which the assertion was known, the incident first known, both ends included.
    """

    text: str | None = None
    kind: AssertionType | None = None
    type: str | None = None
    place: str | None = None
    actor: str | None = None
    source: str | None = None
    report: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    as_of: date | None = None
    bbox: tuple[float, float, float, float] | None = None
    admin1: str | None = None
    country: str | None = None
    side: str | None = None
    measure: str | None = None
    certainty: str | None = None
    status: str | None = None
    disputed: bool | None = None
    reviewed: bool | None = None
    known_from: date | None = None
    known_to: date | None = None


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some rows of an answer. total counts all rows; next is the cursor to give as `after`, null on the last page."""

    rows: tuple[T, ...]
    total: int
    next: str | None = None


Marks = tuple[tuple[int, int], ...]
"""[begin, end] of each stretch, in code points, in the order of the text; none overlap."""


class FoundAssertion(Assertion, frozen=True, kw_only=True, tag_field="kind", tag="assertion"):
    """An assertion of a list that was asked for words. highlights: where these stand in `evidence.exact`; without any
    where they stand in names alone, and not there where no words were asked for.
    """

    highlights: Marks | msgspec.UnsetType = msgspec.UNSET


class ReportHead(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its text; characters is the length of the text, assertions how many stand in it, whether or not
    the report is withdrawn.
    """

    report_id: str
    origin: str
    publisher: str | None
    url: str | None
    title: str | None
    author: str | None
    published: str | None
    published_basis: PublishedBasis
    language: str | None
    known_from: str
    ingested_at: str
    duplicate_of: str | None
    withdrawn_on: str | None
    characters: int
    assertions: int


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """A report in full with the assertions that stand in it, in the order of the text."""

    report: Report
    assertions: tuple[Assertion, ...]


class ControlLine(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to hold a place: by whom (null: the report itself), since when that was known, for which day."""

    place: PlaceRef
    state: ControlState | None
    holder: ActorRef | None
    since: str
    date: date | None
    said_by: str | None
    assertion_id: str
    report_id: str
    quote: str


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes, speaks or both, under the name met most often.

    reports: in which it stands or which it published; stories: the same with wire copies folded; assertions: that it
    makes, or that its reports carry. country, category: as most reports have them. reliability: A to F, as a person
    last graded it; F where nobody did.
    """

    name: str
    publishes: bool
    speaks: bool
    reports: int
    assertions: int
    stories: int
    country: str | None
    category: str | None
    reliability: str
    graded_by: str | None
    graded_on: str | None
    note: str | None


class Bucket(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents of one day, week (from Monday) or month: by event type (or interaction where there is none)."""

    start: date
    counts: dict[str, int]
    total: int


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence of one assertion in its sentence: `before + exact + after` stands in the report from `start` on."""

    assertion_id: str
    report_id: str
    start: int
    before: str
    exact: str
    after: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why the record says what it says under one id.

    kind: assertion, incident, judgement, report, place, actor or weapon; about: the object itself. assertions: itself,
    the incident's members, the judgement's two sides, or all of the report; none of a place, actor or weapon.
    reports: where they stand. contexts: one for each assertion. judgements: those about these assertions, or names,
    with the levels that each comparison met.
    """

    id: str
    kind: str
    about: Assertion | Incident | Judgement | Report | Place | Actor | Weapon
    assertions: tuple[Assertion, ...]
    reports: tuple[ReportHead, ...]
    contexts: tuple[Context, ...]
    judgements: tuple[Judgement, ...]


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a record.

    assertions: by type; types: events and statements by sub-event type, else interaction; event_types: by event type.
    first_day, last_day: of what happened; first_known, last_known: of the reports. copies: reports that are wire
    copies or reprints. withdrawn: reports that a person withdrew; what they assert is not counted. skipped counts what
    could not be used, skips tells each with its remedy.
    """

    reports: int
    copies: int
    withdrawn: int
    publishers: int
    assertions: dict[str, int]
    event_types: dict[str, int]
    types: dict[str, int]
    incidents: int
    places: int
    actors: int
    weapons: int
    judgements: int
    first_day: date | None
    last_day: date | None
    first_known: str | None
    last_known: str | None
    skipped: int
    skips: tuple[Skipped, ...]
    notice: str | None
