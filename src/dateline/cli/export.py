"""`dateline export`: the record in a form that other programs read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dateline.cli.listing import Wanted, filtered
from dateline.cli.notice import say_notice
from dateline.cli.out import Out, write_out


class Format(StrEnum):
    """What can be exported."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


@filtered
def export(
    wanted: Wanted,
    format: Annotated[Format, typer.Option("--format", help="jsonl is the whole record.")] = Format.JSONL,
    out: Out = None,
) -> None:
    """Write the record, or what passes the filters, as JSON Lines, a CSV table or a GeoJSON map."""
    from dateline.pipeline.export import export_record as write
    from dateline.store import Record

    with Record.open(wanted.path) as record:
        say_notice(record)
        write_out(lambda stream: write(record, format.value, stream, wanted.filters), out, format.value)
