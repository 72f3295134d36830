"""Who is said to hold which place, and since when that was known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.model.assertion import Assertion
from dateline.pipeline.queries.assertion_lists import numbered
from dateline.pipeline.views import ControlLine, Filters
from dateline.store import Record
from dateline.store.columns import columns
from dateline.values.names import fold


def control(record: Record, filters: Filters) -> tuple[ControlLine, ...]:
    """One line for each place of each control assertion that passes the filters, by place, then by known_from.

    Rival claims stand side by side; nothing is decided here.
    """
    with record.snapshot():
        found = list(numbered(record, msgspec.structs.replace(filters, kind="control")))
        return lines_of(record, found)


def lines_of(record: Record, found: Iterable[tuple[int, Assertion]]) -> tuple[ControlLine, ...]:
    """The lines of these (seq, control assertion), in the order of `control`."""
    days = columns(record).days["known"]
    known = ((date.fromordinal(int(days[seq])).isoformat(), a) for seq, a in found)
    return tuple(sorted((line for since, a in known for line in _lines(a, since)), key=_order))


def said_by(assertion: Assertion) -> str | None:
    """The speaker: the last link's name, else the words for them; None where the report says it or nobody is named."""
    if not assertion.attribution:
        return None
    source = assertion.attribution[-1].source
    return source.name or source.as_written or source.role


def _lines(a: Assertion, known_from: str) -> list[ControlLine]:
    when = a.date
    return [
        ControlLine(
            place=place,
            state=a.state,
            holder=a.holder,
            since=known_from,
            date=(when.latest or when.earliest) if when else None,
            said_by=said_by(a),
            assertion_id=a.assertion_id,
            report_id=a.report_id,
            quote=a.evidence.exact,
        )
        for place in a.places
        if place.role == "location"
    ]


def _order(line: ControlLine) -> tuple[str, str, str, str, int]:
    place = line.place
    return (
        fold(place.name or place.as_written),
        place.place_id or "",
        line.since,
        line.assertion_id,
        place.evidence.start,
    )
