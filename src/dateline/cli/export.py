"""`dateline export`: the record in a form that other programs read."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.listing import Wanted, filtered
from dateline.cli.notice import say_notice
from dateline.cli.theme import aside
from dateline.model.errors import InputError


class Format(StrEnum):
    """What can be exported."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


Out = Annotated[str | None, typer.Option("--out", metavar="FILE", help="Where to.", show_default="standard output")]


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
        if out in (None, "-"):
            write(record, format.value, sys.stdout.buffer, wanted.filters)
            sys.stdout.buffer.flush()
            return
        # Whole or not at all: what was there stays until the new file is complete.
        part = Path(f"{out}.part")
        try:
            with part.open("wb") as stream:
                write(record, format.value, stream, wanted.filters)
            part.replace(str(out))
        except OSError as error:
            part.unlink(missing_ok=True)
            raise InputError(
                f"cannot be written: {error.strerror}",
                where=str(out),
                remedy="Give --out a file in a folder that can be.",
            ) from error
    aside().print(f"{out}: {format.value}, {Path(str(out)).stat().st_size:,} bytes", style="notice")
