"""`dateline export`: the record in a form that other programs read, or as a site to be put on a file server."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.listing import Wanted, filtered
from dateline.cli.notice import say_notice
from dateline.cli.options import record_path
from dateline.cli.out import Out, write_out
from dateline.cli.progress import counted
from dateline.cli.theme import aside
from dateline.model.errors import SettingError


class Format(StrEnum):
    """What can be exported."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"
    SITE = "site"


@filtered
def export(
    wanted: Wanted,
    context: typer.Context,
    format: Annotated[Format, typer.Option("--format", help="jsonl is the whole record.")] = Format.JSONL,
    out: Out = None,
    folder: Annotated[
        str | None, typer.Argument(metavar="[DIR]", help="With --format site: the folder to make.", show_default=False)
    ] = None,
    without_texts: Annotated[
        bool, typer.Option("--without-texts", help="site: of each report, only the words that are cited.")
    ] = False,
) -> None:
    """Write the record, or what passes the filters, as JSON Lines, CSV or GeoJSON; or the desk as a site of files."""
    from dateline.pipeline.export import export_record as write
    from dateline.store import Record

    if format is Format.SITE:
        path, place = (wanted.path, folder or out) if folder or out else _alone(context)
        _site(wanted._replace(path=path), Path(place or ""), without_texts=without_texts)
        return
    if folder is not None or without_texts:
        raise SettingError(
            "a folder was given" if folder else "--without-texts was given",
            where=folder,
            remedy="Only --format site takes it; --out FILE says where other formats go.",
        )
    with Record.open(wanted.path) as record:
        say_notice(record)
        write_out(lambda stream: write(record, format.value, stream, wanted.filters), out, format.value)


def _site(wanted: Wanted, folder: Path, *, without_texts: bool) -> None:
    from dateline.pipeline.site import export_site
    from dateline.store import Record

    with Record.open(wanted.path) as record:
        say_notice(record)
        with counted() as told:
            made = export_site(record, folder, wanted.filters, texts=not without_texts, told=told)
    aside().print(f"{folder}: site, {made.files:,} files, {made.bytes:,} bytes", style="notice", soft_wrap=True)


def _alone(context: typer.Context) -> tuple[Path, str]:
    """`dateline export --format site DIR` names one thing only: then it is the folder, and --db says the record."""
    given = context.params
    if given.get("file") is None:
        raise SettingError("no folder was given", remedy="Give one: dateline export --format site DIR.")
    return record_path(None, given.get("db")), str(given["file"])
