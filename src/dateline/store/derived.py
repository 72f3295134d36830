"""The derived layer: written whole or from one day on, in one transaction, and never a source of anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.store.record import Record
from dateline.store.search import Names, index_reports, write_words
from dateline.values.batches import batches

_encoder = msgspec.json.Encoder(order="deterministic")

_CLEARED = (
    "copies", "alike", "withdrawn", "current_assertions", "names", "named", "pins", "pin_index",
    "incidents", "incident_index", "joinings", "rulings",
    "entities", "entity_nodes", "entity_joinings", "entity_slots", "entity_rulings",
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


def copies(record: Record) -> dict[str, str]:
    """Copy -> original, by report id."""
    return dict(record.rows("SELECT report_id, duplicate_of FROM copies"))


def write_withdrawn(record: Record, withdrawn: dict[str, str]) -> None:
    """Stores report -> the ISO day from which it no longer counts."""
    record.write_many("INSERT INTO withdrawn VALUES (?, ?)", sorted(withdrawn.items()))


def write_assertions(record: Record, placed: Iterable[Placed]) -> None:
    """Stores the current assertions, which come in the order of the export, and all that finds them again.

    They may go on from those that are stored: names and pins do, too.
    """
    names = Names(record)
    pins = int(record.value("SELECT coalesce(max(pin), 0) FROM pins"))
    for some in batches(placed, _AT_ONCE):
        record.write_many("INSERT INTO current_assertions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", map(_row, some))
        write_words(record, ((each.seq, each.assertion) for each in some))
        for each in some:
            names.add(each.seq, each.assertion)
        found = [(pins + n, *pin) for n, pin in enumerate(_pins(some), 1)]
        pins += len(found)
        record.write_many("INSERT INTO pins VALUES (?, ?, ?, ?)", found)
        record.write_many(
            "INSERT INTO pin_index VALUES (?, ?, ?, ?, ?)", ((pin, lat, lat, lon, lon) for pin, _, lat, lon in found)
        )
    names.write()
    index_reports(record)


def write_links(record: Record, placed: Iterable[Placed]) -> None:
    """Stores what is derived about assertions that are stored already, where it has changed."""
    record.write_many(
        "UPDATE current_assertions SET incident_id = ?1, disputed_by = ?2, answers = ?3 WHERE seq = ?4"
        " AND (incident_id IS NOT ?1 OR disputed_by <> ?2 OR answers <> ?3)",
        ((each.incident_id, *_links(each), each.seq) for each in placed),
    )


def write_rulings(record: Record, rulings: Iterable[RulingRow]) -> None:
    """Stores judgements of the rule."""
    record.write_many("INSERT INTO rulings VALUES (?,?,?,?,?,?,?)", map(msgspec.structs.astuple, rulings))


def write_joinings(record: Record, joinings: Iterable[tuple[int, int, str]]) -> None:
    """Stores (founder, under, day): since when the incident that one assertion founded is a part of another's."""
    record.write_many("INSERT INTO joinings VALUES (?, ?, ?)", joinings)


def write_incidents(record: Record, incidents: Iterable[tuple[int, Incident]]) -> None:
    """Stores incidents with the seqs of the assertions that founded them."""
    for some in batches(incidents, _AT_ONCE):
        record.write_many(
            "INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?)",
            (
                (
                    seq, i.incident_id, i.event_type, i.interaction, *incident_days(i), i.first_known, i.last_known,
                    _encoder.encode(i),
                )
                for seq, i in some
            ),
        )  # fmt: skip
        pins = ((seq, i.place.lat, i.place.lon) for seq, i in some if i.place)
        record.write_many(
            "INSERT INTO incident_index VALUES (?, ?, ?, ?, ?)",
            ((seq, lat, lat, lon, lon) for seq, lat, lon in pins if lat is not None and lon is not None),
        )


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
    return (
        placed.seq, a.assertion_id, a.report_id, a.type, a.event_type, a.sub_event_type, a.interaction,
        placed.known_from, *days_of(a, placed.known_from), a.certainty, a.status, placed.incident_id, *_links(placed),
    )  # fmt: skip


def _links(placed: Placed) -> tuple[str, str]:
    return _encoder.encode(placed.disputed_by).decode(), _encoder.encode(placed.answers).decode()


def _pins(some: Iterable[Placed]) -> Iterator[tuple[int, float, float]]:
    """Where things happened; an origin is where they came from, and is not on the map."""
    for each in some:
        for place in each.assertion.places:
            if place.role != "origin" and place.lat is not None and place.lon is not None:
                yield each.seq, place.lat, place.lon
