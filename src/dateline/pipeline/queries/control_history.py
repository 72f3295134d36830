"""Who holds each place, as a history: from the claims and the changes of hands of the whole record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from dateline.merge import control as merged
from dateline.merge.account import ReportHead, spot_key
from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.control import ControlHistory
from dateline.pipeline.heads import stored_heads
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.assertion_lists import selected
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.search import name_numbers
from dateline.values.names import fold


def control_histories(record: Record, filters: Filters, *, day: date | None = None) -> tuple[ControlHistory, ...]:
    """The history of each place of which a claim passes the filters, by the place's name.

    Filters choose places and never what is weighed: a history is told from all claims to its place. Only `as_of` takes
    claims away, those that were not known yet. day: on which day `now` is, the last that anybody speaks of if None.
    """
    with record.snapshot():
        told = list(_claims(record, Filters(as_of=filters.as_of)))
        passing = told if filters == Filters(as_of=filters.as_of) else list(_claims(record, filters))
        places = _places(record, passing, filters)
        reports = {a.report_id for a in told if any(spot_key(place) in places for place in a.places)}
        wanted = [a for a in told if a.report_id in reports]  # what a report says of another place may date a claim
        heads = _heads(record, reports, filters.as_of)
    found = [history for history in merged.control_histories(wanted, heads, day) if history.key in places]
    return tuple(sorted(found, key=in_order))


def in_order(history: ControlHistory) -> tuple[str, str]:
    """Where the history stands in lists."""
    return fold(history.place.name or history.place.as_written), history.key


def _claims(record: Record, filters: Filters) -> Iterator[Assertion]:
    """Claims to places, and the events by which places change hands."""
    yield from selected(record, msgspec.structs.replace(filters, kind="control"))
    for act in merged.HANDOVERS if filters.type is None else (filters.type,):
        events = selected(record, msgspec.structs.replace(filters, kind="event", type=act))
        yield from (event for event in events if event.sub_event_type in merged.HANDOVERS)


def _places(record: Record, passing: Iterable[Assertion], filters: Filters) -> set[str]:
    """The keys of the places that are asked for: those of the claims that pass, or the ones of them that are named."""
    names = _names(record, filters.place)
    return {
        spot_key(place)
        for a in passing
        for place in a.places
        if place.role == "location"
        and (names is None or not names.isdisjoint(map(fold, _called(place))))
        and (filters.bbox is None or _lies_in(place, filters.bbox))
    }


def _called(place: PlaceRef) -> tuple[str, ...]:
    return tuple(each for each in (place.name, place.as_written, place.place_id) if each)


def _names(record: Record, asked: str | None) -> set[str] | None:
    """Every name of the record that the name asks for, folded; None where none is asked for."""
    if not asked:
        return None
    numbers = name_numbers(record, "place", asked)
    marks = ",".join("?" * len(numbers))
    return {row[0] for row in record.rows(f"SELECT folded FROM names WHERE name IN ({marks})", numbers)}


def _lies_in(place: PlaceRef, bbox: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bbox
    if place.lat is None or place.lon is None or not south <= place.lat <= north:
        return False
    return west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east


def _heads(record: Record, ids: set[str], as_of: date | None) -> dict[str, ReportHead]:
    """What is known of these reports and what they are copies of, with the copies as they were known by `as_of`."""
    past = derived_as_of(record, as_of)
    found: dict[str, ReportHead] = {}
    while missing := ids - found.keys():
        more = stored_heads(record, missing)
        if past is not None:
            copies = past.copies
            more = {key: msgspec.structs.replace(head, duplicate_of=copies.get(key)) for key, head in more.items()}
        found |= more
        ids = {head.duplicate_of for head in more.values() if head.duplicate_of}
    return found
