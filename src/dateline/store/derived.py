"""The derived layer: written whole, in one transaction, and never a source of anything."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.store.record import Record
from dateline.store.search import index_reports, names_of, write_names, write_words
from dateline.values.batches import batches

_encoder = msgspec.json.Encoder(order="deterministic")

_CLEARED = (
    "copies", "withdrawn", "current_assertions", "names", "named", "pins", "pin_index", "incidents", "incident_index",
    "entities", "joinings", "rulings", "entity_nodes", "entity_joinings", "entity_slots", "entity_rulings",
)  # fmt: skip

_AT_ONCE = 2000
"""Rows of one table that are written before those of the next: memory stays bounded whatever the size of the record."""


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A current assertion with what is derived about it. seq: its place in the order of the export, from 1."""

    seq: int
    assertion: Assertion
    known_from: str
    incident_id: str | None
    disputed_by: Sequence[str]
    answers: Sequence[str]


class RulingRow(msgspec.Struct, frozen=True, gc=False):
    """What the rule holds of two assertions, by seq; levels: the number of the level met in each comparison."""

    judgement_id: str
    left: int
    right: int
    decided_at: str
    verdict: str
    score: float
    levels: bytes


def clear(record: Record) -> None:
    """Empties the derived tables, inside `record.transaction()`; signatures of reports stay."""
    for table in _CLEARED:
        record.write(f"DELETE FROM {table}")
    record.write("INSERT INTO assertion_words (assertion_words) VALUES ('delete-all')")


def write_copies(record: Record, copies: dict[str, str]) -> None:
    """Stores copy -> original, by report id."""
    record.write_many("INSERT INTO copies VALUES (?, ?)", sorted(copies.items()))


def write_withdrawn(record: Record, withdrawn: dict[str, str]) -> None:
    """Stores report -> the ISO day from which it no longer counts."""
    record.write_many("INSERT INTO withdrawn VALUES (?, ?)", sorted(withdrawn.items()))


def write_assertions(record: Record, placed: Iterable[Placed]) -> None:
    """Stores the current assertions, which come in the order of the export, and all that finds them again."""
    numbers: dict[tuple[str, str], int] = {}
    named: list[array[int]] = []
    pins = 0
    for some in batches(placed, _AT_ONCE):
        record.write_many("INSERT INTO current_assertions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", map(_row, some))
        write_words(record, ((each.seq, each.assertion) for each in some))
        for each in some:
            for name in dict.fromkeys(names_of(each.assertion)):
                number = numbers.setdefault(name, len(numbers))
                if number == len(named):
                    named.append(array("I"))
                named[number].append(each.seq)
        found = [(pins + n, *pin) for n, pin in enumerate(_pins(some), 1)]
        pins += len(found)
        record.write_many("INSERT INTO pins VALUES (?, ?, ?, ?)", found)
        record.write_many(
            "INSERT INTO pin_index VALUES (?, ?, ?, ?, ?)", ((pin, lat, lat, lon, lon) for pin, _, lat, lon in found)
        )
    write_names(record, numbers, named)
    index_reports(record)


def write_rulings(record: Record, rulings: Iterable[RulingRow]) -> None:
    """Stores judgements of the rule."""
    record.write_many("INSERT INTO rulings VALUES (?,?,?,?,?,?,?)", map(msgspec.structs.astuple, rulings))


def write_joinings(record: Record, joinings: Iterable[tuple[int, int, str]]) -> None:
    """Stores (founder, under, day): since when the incident that one assertion founded is a part of another's."""
    record.write_many("INSERT INTO joinings VALUES (?, ?, ?)", joinings)


def write_incidents(record: Record, incidents: Iterable[Incident]) -> None:
    """Stores incidents in the order of the export: first day, last day, first known, id.

    They come in another order, and their bodies wait in a file of SQLite's: they can be more than memory holds.
    """
    record.write(
        "CREATE TEMP TABLE waiting (n INTEGER PRIMARY KEY, event_type, interaction, last_known, lat, lon, body)"
    )
    keys: list[tuple[str, str, str, str, int]] = []
    for some in batches(enumerate(incidents), _AT_ONCE):
        keys += ((*incident_days(i), i.first_known, i.incident_id, n) for n, i in some)
        record.write_many("INSERT INTO waiting VALUES (?,?,?,?,?,?,?)", ((n, *_stored(i)) for n, i in some))
    record.write_many(
        "INSERT INTO incidents SELECT ?, ?, event_type, interaction, ?, ?, ?, last_known, body"
        " FROM waiting WHERE n = ?",
        (
            (seq, incident_id, first, last, known, n)
            for seq, (first, last, known, incident_id, n) in enumerate(sorted(keys), 1)
        ),
    )
    record.write_many(
        "INSERT INTO incident_index SELECT ?, lat, lat, lon, lon FROM waiting WHERE n = ? AND lat IS NOT NULL",
        ((seq, n) for seq, (*_, n) in enumerate(sorted(keys), 1)),
    )
    record.write("DROP TABLE waiting")


def made_from(record: Record) -> str | None:
    """What the present derived layer was worked out from; None if it has never been made."""
    found: str | None = record.value("SELECT value FROM derived_state WHERE key = 'from'")
    return found


def set_made_from(record: Record, source: str) -> None:
    """Says what the layer was worked out from, so that the next build can tell whether it must be made again."""
    record.write("INSERT OR REPLACE INTO derived_state VALUES ('from', ?)", (source,))


def days_of(assertion: Assertion, known_from: str) -> tuple[str, str]:
    """The first and last ISO day that the date allows; an open side ends at the other, without a date at known_from."""
    when = assertion.date
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    return (first.isoformat() if first else known_from, last.isoformat() if last else known_from)


def incident_days(incident: Incident) -> tuple[str, str]:
    """The first and last ISO day on which it can have happened; without a date, the day it was first known."""
    when = incident.date
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    known = incident.first_known[:10]
    return (first.isoformat() if first else known, last.isoformat() if last else known)


def _row(placed: Placed) -> tuple[object, ...]:
    a = placed.assertion
    links = [_encoder.encode(each).decode() for each in (placed.disputed_by, placed.answers)]
    return (
        placed.seq, a.assertion_id, a.report_id, a.type, a.event_type, a.sub_event_type, a.interaction,
        placed.known_from, *days_of(a, placed.known_from), placed.incident_id, *links,
    )  # fmt: skip


def _pins(some: Iterable[Placed]) -> Iterator[tuple[int, float, float]]:
    """Where things happened; an origin is where they came from, and is not on the map."""
    for each in some:
        for place in each.assertion.places:
            if place.role != "origin" and place.lat is not None and place.lon is not None:
                yield each.seq, place.lat, place.lon


def _stored(i: Incident) -> tuple[object, ...]:
    pin = (
        (i.place.lat, i.place.lon) if i.place and i.place.lat is not None and i.place.lon is not None else (None, None)
    )
    return i.event_type, i.interaction, i.last_known, *pin, _encoder.encode(i)
