"""`dateline control --claims`: every claim to a place, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from dateline.cli import cells
from dateline.cli.listing import Listing
from dateline.cli.tables import Column, Field, draw, say_count, say_none, write_csv, write_json
from dateline.cli.theme import answer

if TYPE_CHECKING:
    from dateline.pipeline.views import ControlLine
    from dateline.store import Record


def print_lines(record: Record, request: Listing) -> None:
    """Prints every claim to a place that passes the filters, by place, rival claims side by side."""
    from dateline.pipeline import queries

    lines = queries.control(record, request.filters)
    shown = lines[: request.limit]
    if request.form == "csv":
        write_csv(shown, FIELDS)
    elif not lines:
        say_none("control line", request)
    elif request.form == "json":
        write_json(shown)
    else:
        draw(shown, COLUMNS, answer(), lambda c: c.assertion_id)
        say_count(len(shown), len(lines), "control line")


def _said_by(line: ControlLine) -> Text:
    return Text(line.said_by, style="speaker") if line.said_by else Text("the report", style="muted")


def _holder(line: ControlLine) -> Text:
    return Text.assemble((line.state or "state unclear", "control"), " by ", cells.actor(line.holder))


COLUMNS = (
    Column["ControlLine"]("where", lambda c: cells.place(c.place), 16, 0),
    Column["ControlLine"]("who", _holder, 24, 0),
    Column["ControlLine"]("known from", lambda c: Text(c.since, style="date"), 10, 0, named=True),
    Column["ControlLine"]("said by", _said_by, 18, 1, named=True),
    Column["ControlLine"]("words", lambda c: Text(cells.words(c.quote)), 24, 0, grows=True),
)
FIELDS = (
    Field["ControlLine"]("place", lambda c: c.place.name or c.place.as_written),
    Field["ControlLine"]("place_id", lambda c: c.place.place_id),
    Field["ControlLine"]("lat", lambda c: c.place.lat),
    Field["ControlLine"]("lon", lambda c: c.place.lon),
    Field["ControlLine"]("state", lambda c: c.state),
    Field["ControlLine"]("holder", lambda c: c.holder.name if c.holder else None),
    Field["ControlLine"]("known_from", lambda c: c.since),
    Field["ControlLine"]("date", lambda c: c.date.isoformat() if c.date else None),
    Field["ControlLine"]("said_by", lambda c: c.said_by),
    Field["ControlLine"]("assertion_id", lambda c: c.assertion_id),
    Field["ControlLine"]("report_id", lambda c: c.report_id),
    Field["ControlLine"]("quote", lambda c: c.quote),
)
"""The columns of `--csv`."""
