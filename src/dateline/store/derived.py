"""The derived layer: written whole, in one transaction, and never a source of anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.entity import Actor, Place, Weapon
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.store import judgements as judgement_rows
from dateline.store.record import Record
from dateline.store.search import index_names, index_words

_encoder = msgspec.json.Encoder(order="deterministic")

_CLEARED = (
    "copies", "withdrawn", "current_assertions", "names", "named", "pins", "pin_index", "incidents", "incident_index",
    "entities", "standing_judgements",
)  # fmt: skip


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """What merging works out over a set of assertions. All ids are those of the record.

    copies: report -> the report that it is a copy of. withdrawn: report -> the day from which it no longer counts.
    incident_of, disputed_by, answers: by assertion id.
    incidents in the order of the export: first day, first known, id.
    """

    copies: dict[str, str]
    incidents: tuple[Incident, ...]
    incident_of: dict[str, str]
    disputed_by: dict[str, tuple[str, ...]]
    answers: dict[str, tuple[str, ...]]
    judgements: tuple[Judgement, ...]
    entities: tuple[Place | Actor | Weapon, ...]
    withdrawn: dict[str, str] = msgspec.field(default_factory=dict)


def replace(
    record: Record, assertions: Sequence[Assertion], derived: Derived, known_from: Mapping[str, str], made_from: str
) -> None:
    """Puts this derived layer in the place of the former one, inside `record.transaction()`.

    assertions: the current ones in the order of the export. known_from: report id -> ISO day. made_from: what the
    layer was worked out from, so that the next build can tell whether it must be made again.
    """
    for table in _CLEARED:
        record.write(f"DELETE FROM {table}")
    record.write_many("INSERT INTO copies VALUES (?, ?)", sorted(derived.copies.items()))
    record.write_many("INSERT INTO withdrawn VALUES (?, ?)", sorted(derived.withdrawn.items()))
    record.write_many(
        "INSERT INTO current_assertions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (_row(seq, a, derived, known_from[a.report_id]) for seq, a in enumerate(assertions, 1)),
    )
    index_names(record, assertions)
    index_words(record, assertions)
    _write_pins(record, assertions)
    _write_incidents(record, derived.incidents)
    record.write_many("INSERT INTO entities VALUES (?, ?, ?)", map(_entity_row, derived.entities))
    judgement_rows.add(record, derived.judgements, "rule")
    record.write_many(
        "INSERT INTO standing_judgements VALUES (?)", sorted((j.judgement_id,) for j in derived.judgements)
    )
    record.write("INSERT OR REPLACE INTO derived_state VALUES ('from', ?)", (made_from,))


def made_from(record: Record) -> str | None:
    """What the present derived layer was worked out from; None if it has never been made."""
    found: str | None = record.value("SELECT value FROM derived_state WHERE key = 'from'")
    return found


def days_of(assertion: Assertion, known_from: str) -> tuple[str, str]:
    """The first and last ISO day that the date allows; an open side ends at the other, without a date at known_from."""
    when = assertion.date
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    return (first.isoformat() if first else known_from, last.isoformat() if last else known_from)


def _row(seq: int, a: Assertion, derived: Derived, known_from: str) -> tuple[object, ...]:
    links = [_encoder.encode(each.get(a.assertion_id, ())).decode() for each in (derived.disputed_by, derived.answers)]
    return (
        seq, a.assertion_id, a.report_id, a.type, a.event_type, a.sub_event_type, a.interaction, known_from,
        *days_of(a, known_from), derived.incident_of.get(a.assertion_id), *links,
    )  # fmt: skip


def _write_pins(record: Record, assertions: Sequence[Assertion]) -> None:
    """Where things happened; an origin is where they came from, and is not on the map."""
    numbers = count(1)
    pins = [
        (next(numbers), seq, place.lat, place.lon)
        for seq, assertion in enumerate(assertions, 1)
        for place in assertion.places
        if place.role != "origin" and place.lat is not None and place.lon is not None
    ]
    record.write_many("INSERT INTO pins VALUES (?, ?, ?, ?)", pins)
    record.write_many(
        "INSERT INTO pin_index VALUES (?, ?, ?, ?, ?)", ((pin, lat, lat, lon, lon) for pin, _, lat, lon in pins)
    )


def _write_incidents(record: Record, incidents: Sequence[Incident]) -> None:
    record.write_many("INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?)", _incident_rows(incidents))
    record.write_many(
        "INSERT INTO incident_index VALUES (?, ?, ?, ?, ?)",
        (
            (seq, i.place.lat, i.place.lat, i.place.lon, i.place.lon)
            for seq, i in enumerate(incidents, 1)
            if i.place and i.place.lat is not None and i.place.lon is not None
        ),
    )


def _incident_rows(incidents: Sequence[Incident]) -> Iterator[tuple[object, ...]]:
    for seq, i in enumerate(incidents, 1):
        days = incident_days(i)
        yield seq, i.incident_id, i.event_type, i.interaction, *days, i.first_known, _encoder.encode(i)


def incident_days(incident: Incident) -> tuple[str, str]:
    """The first and last ISO day on which it can have happened; without a date, the day it was first known."""
    when = incident.date
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    known = incident.first_known[:10]
    return (first.isoformat() if first else known, last.isoformat() if last else known)


def _entity_row(entity: Place | Actor | Weapon) -> tuple[str, str, bytes]:
    if isinstance(entity, Place):
        return "place", entity.place_id, _encoder.encode(entity)
    if isinstance(entity, Actor):
        return "actor", entity.entity_id, _encoder.encode(entity)
    return "weapon", entity.weapon_id, _encoder.encode(entity)
