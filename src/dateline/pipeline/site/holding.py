"""Who is said to hold each place, for each stretch of as-of days in which that was told alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from dateline.merge import control as merged
from dateline.merge.account import spot_key
from dateline.model.assertion import Assertion
from dateline.model.control import ControlHistory
from dateline.pipeline.heads import heads_of
from dateline.pipeline.queries import Filters, control_histories
from dateline.pipeline.queries.assertion_lists import numbered
from dateline.pipeline.queries.control_history import in_order
from dateline.pipeline.queries.control_map import held
from dateline.pipeline.site.disputes import Disputes
from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.versions import has_withdrawn
from dateline.store import Record

Rows = tuple[dict[str, Any], ...]
"""What `control_map` says of a place in each stretch of its consensus line, with the days of the stretch."""


def write_holding(record: Record, days: Sequence[str], disputes: Disputes, files: Files) -> None:
    """Writes control.json: for each place, from which as-of day on what is told of it."""
    found = _anew(record, days) if has_withdrawn(record) else _grown(record, disputes)
    places: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for day, key, rows in found:
        versions = places[key]
        if (versions[-1]["rows"] if versions else ()) != rows:
            versions.append({"since": day, "rows": rows})
    files.json("data/control.json.gz", [places[key] for key in sorted(places)])


def _grown(record: Record, disputes: Disputes) -> Iterator[tuple[str, str, Rows]]:
    """Place by place, from the days on which a claim to it became known, or a word against one."""
    claims = [
        (a, known)
        for seq, a in _claims(record)
        if (known := record.value("SELECT known_from FROM current_assertions WHERE seq = ?", (seq,)))
    ]
    heads = heads_of(record, dict(record.rows("SELECT report_id, duplicate_of FROM copies")))
    of_report: defaultdict[str, list[tuple[Assertion, str]]] = defaultdict(list)
    at: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for claim in claims:
        of_report[claim[0].report_id].append(claim)
        for place in claim[0].places:
            at[spot_key(place)][claim[0].report_id] = None
    for key, reports in sorted(at.items()):
        those = [claim for report in reports for claim in of_report[report]]  # another place's may date this one's
        days = {known for _, known in those} | {day for a, _ in those for day in disputes.days_of(a.assertion_id)}
        for day in sorted(days):
            then = [disputes.as_of(a, day) for a, known in those if known <= day]
            history = next((h for h in merged.control_histories(then, heads) if h.key == key), None)
            yield day, key, _rows(history)


def _claims(record: Record) -> Iterator[tuple[int, Assertion]]:
    yield from numbered(record, Filters(kind="control"))
    for act in merged.HANDOVERS:
        found = numbered(record, Filters(kind="event", type=act))
        yield from ((seq, a) for seq, a in found if a.sub_event_type in merged.HANDOVERS)


def _anew(record: Record, days: Sequence[str]) -> Iterator[tuple[str, str, Rows]]:
    before: set[str] = set()
    for day in days:
        found = {h.key: _rows(h) for h in control_histories(record, Filters(as_of=date.fromisoformat(day)))}
        yield from ((day, key, rows) for key, rows in found.items())
        yield from ((day, key, ()) for key in before - found.keys())
        before = set(found)


def _rows(history: ControlHistory | None) -> Rows:
    if history is None or history.place.lat is None or history.place.lon is None:
        return ()
    return tuple(
        {
            "from": span.since,
            "until": span.until,
            "order": in_order(history),
            "held": msgspec.to_builtins(held(history, span)),
        }
        for span in history.consensus
    )
