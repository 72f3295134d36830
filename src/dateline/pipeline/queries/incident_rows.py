"""Incidents as a map needs them: those fields only, decoded several times as fast as whole ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import msgspec

from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.incident_lists import ORDER, chosen
from dateline.pipeline.queries.where import condition
from dateline.pipeline.standing import reviews_of
from dateline.pipeline.views import Filters
from dateline.store import Record, reviewed

CERTAINTIES: Final = ("certain", "probable", "possible")
STATUSES: Final = ("actual", "planned", "hypothetical")


class When(msgspec.Struct, frozen=True, gc=False):
    """See `model.assertion.When`."""

    earliest: date | None
    latest: date | None
    basis: str


class Place(msgspec.Struct, frozen=True, gc=False):
    """See `model.assertion.PlaceRef`."""

    as_written: str
    name: str | None = None
    place_id: str | None = None
    entity_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    level: str | None = None
    km: float | None = None
    admin1: str | None = None
    country: str | None = None
    relation: str | None = None


class Actor(msgspec.Struct, frozen=True, gc=False):
    """See `model.assertion.ActorRef`."""

    name: str
    entity_id: str | None = None
    country: str | None = None


class Toll(msgspec.Struct, frozen=True, gc=False):
    """See `model.incident.TollPositions`."""

    low: int | None
    best: int | None
    high: int | None


class Brought(msgspec.Struct, frozen=True, gc=False):
    """See `model.incident.Brought`."""

    publisher: str | None


class Voice(msgspec.Struct, frozen=True, gc=False):
    """See `model.incident.Voice`."""

    name: str | None
    reports: tuple[Brought, ...]


class Disagreement(msgspec.Struct, frozen=True, gc=False):
    """See `model.incident.Disagreement`."""

    about: str


class Grade(msgspec.Struct, frozen=True, gc=False):
    """See `model.incident.Grade`."""

    scheme: str
    suggested: str | None
    given: str | None = None


class Row(msgspec.Struct, frozen=True, gc=False):
    """See `model.incident.Incident`."""

    incident_id: str
    assertion_ids: tuple[str, ...]
    event_type: str | None
    sub_event_type: str | None
    interaction: str | None
    date: When | None
    place: Place | None
    actor1: Actor | None
    actor2: Actor | None
    tolls: dict[str, Toll]
    disagreements: tuple[Disagreement, ...]
    reports: tuple[str, ...]
    independent_sources: int
    voices: tuple[Voice, ...]
    first_known: str
    last_known: str
    grade: Grade | None = None
    grades: tuple[Grade, ...] = ()

    def toll(self, measure: str) -> tuple[int | None, int | None, int | None]:
        """low, best, high of all who were counted, or of the one group if only one was; else nulls."""
        found = [toll for key, toll in self.tolls.items() if key.split(":")[0] == measure]
        chosen = self.tolls.get(measure) or (found[0] if len(found) == 1 else None)
        return (chosen.low, chosen.best, chosen.high) if chosen else (None, None, None)


class Standing(NamedTuple):
    """How an account stands: numbers in CERTAINTIES and STATUSES; whether a person judged it, or put it right."""

    certainty: int
    status: int
    reviewed: bool
    corrected: bool


_decoder = msgspec.json.Decoder(Row)
_encoder = msgspec.json.Encoder()


def rows(record: Record, filters: Filters) -> Iterator[Row]:
    """As `incident_lists.chosen`."""
    if derived_as_of(record, filters.as_of) is not None:
        yield from (_decoder.decode(_encoder.encode(incident)) for incident in chosen(record, filters))
        return
    where = condition(record, filters)
    of = (
        f"WHERE incident_id IN (SELECT c.incident_id FROM current_assertions c WHERE {where.sql})"
        if where.parts
        else ""
    )
    sql = f"SELECT body FROM incidents {of} ORDER BY {ORDER}"
    for (body,) in record.stream(sql, where.parameters if where.parts else ()):
        yield _decoder.decode(body)


def standing(record: Record) -> dict[str, Standing]:
    """By assertion id: how each account of an incident stands."""
    reviews = reviews_of(record, [row.assertion_id for row in reviewed.rows(record)])
    sql = "SELECT assertion_id, certainty, status FROM current_assertions WHERE incident_id IS NOT NULL"
    kinds: dict[tuple[str, str, str | None], Standing] = {}
    found = {}
    for assertion_id, certainty, status in record.stream(sql, ()):
        review = reviews.get(assertion_id)
        kind = certainty, status, review.state if review else None
        if kind not in kinds:
            corrected = kind[2] in ("corrected", "added")
            kinds[kind] = Standing(CERTAINTIES.index(certainty), STATUSES.index(status), kind[2] is not None, corrected)
        found[assertion_id] = kinds[kind]
    return found
