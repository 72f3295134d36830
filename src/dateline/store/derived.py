"""The derived layer: written whole or from one day on, in one transaction, and never a source of anything."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from struct import Struct
from sys import byteorder

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.store import packed
from dateline.store.map_rows import packed as map_row
from dateline.store.record import Record
from dateline.store.search import Names, index_reports, write_words
from dateline.values.batches import batches

_encoder = msgspec.json.Encoder(order="deterministic")
_pin = Struct("<Idd")
"""As `packed.PINS`."""

_CLEARED = (
    "copies", "alike", "withdrawn", "current_assertions", "names", "named", "shown", "packed",
    "incidents", "map_rows", "past_rows", "joinings", "rulings",
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

    They may go on from those that are stored: names and columns do, too.
    """
    names, columns = Names(record), _Columns()
    for some in batches(placed, _AT_ONCE):
        rows = list(map(_row, some))
        record.write_many("INSERT INTO current_assertions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
        write_words(record, ((each.seq, each.assertion) for each in some))
        for each in some:
            names.add(each.seq, each.assertion)
            columns.add(each)
    names.write()
    columns.write(record)
    index_reports(record)


class _Columns:
    """Gathers what is packed of assertions that come one after the other."""

    def __init__(self) -> None:
        self._first: int | None = None
        self._days, self._pins = array("i"), bytearray()

    def add(self, placed: Placed) -> None:
        self._first = placed.seq if self._first is None else self._first
        days = (*days_of(placed.assertion, placed.known_from), placed.known_from)
        self._days.extend(map(packed.ordinal, days))
        for place in placed.assertion.places:  # an origin is where somebody came from, not where it happened
            if place.role != "origin" and place.lat is not None and place.lon is not None:
                self._pins += _pin.pack(placed.seq, place.lat, place.lon)

    def write(self, record: Record) -> None:
        if self._first is not None:
            if byteorder == "big":
                self._days.byteswap()
            packed.append(record, "days", self._first, self._days.tobytes())
            packed.append(record, "pins", self._first, bytes(self._pins))


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
            "INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    seq, i.incident_id, i.event_type, i.interaction, *incident_days(i), i.first_known, i.last_known,
                    bool(i.disagreements), _encoder.encode(i),
                )
                for seq, i in some
            ),
        )  # fmt: skip
        record.write_many("INSERT INTO map_rows VALUES (?, ?)", ((seq, map_row(i)) for seq, i in some))


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
