"""`dateline build`: dated reports in, a record out."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.faults import Code
from dateline.cli.notice import say_notice
from dateline.cli.options import DEFAULT_RECORD, day_of
from dateline.cli.tables import write_json
from dateline.cli.theme import answer, aside
from dateline.model.errors import SettingError
from dateline.model.report import Skipped

if TYPE_CHECKING:
    from dateline.ingest import IngestOptions
    from dateline.pipeline.build import BuildSummary
    from dateline.store import Record


class InputFormat(StrEnum):
    """What a report file can be."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


_READING = "How to read the reports"

Publisher = Annotated[
    str | None, typer.Option("--publisher", help="Of reports that do not name theirs.", rich_help_panel=_READING)
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="Of reports that give no date.", rich_help_panel=_READING),
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="ISO 639-1, else recognised.", rich_help_panel=_READING)
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="Of all inputs, else recognised.", rich_help_panel=_READING)
]
Columns = Annotated[
    list[str],
    typer.Option(
        "--column", metavar="ROLE=NAME", help="Which column or key holds what: text=body.", rich_help_panel=_READING
    ),
]
AnyFormat = Annotated[
    InputFormat | None, typer.Option("--format", help="Of all inputs, else by suffix.", rich_help_panel=_READING)
]
MonthFirst = Annotated[
    bool, typer.Option("--month-first", help="04/05/2023 is the fifth of April.", rich_help_panel=_READING)
]
Headlines = Annotated[
    bool,
    typer.Option(
        "--headlines", help="Titles of rows are headlines: read them with the text.", rich_help_panel=_READING
    ),
]


def build(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORTS...", help="Files, folders, globs, or - for standard input.")
    ] = None,
    db: Annotated[
        str, typer.Option("--db", metavar="FILE", envvar="DATELINE_DB", help="The record; made if not there.")
    ] = DEFAULT_RECORD,
    sample: Annotated[bool, typer.Option("--sample", help="Take the packaged sample corpus.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that read.", show_default="by cores")] = max(1, min(8, os.cpu_count() or 1)),  # noqa: E501
    min_confidence: Annotated[float, typer.Option("--min-confidence", min=0, max=1, help="Keep no assertion less likely right than this.")] = 0.5,  # noqa: E501
    publisher: Publisher = None,
    published: Published = None,
    language: Language = None,
    encoding: Encoding = None,
    column: Columns = [],  # noqa: B006 - typer reads the default, nothing changes it
    format: AnyFormat = None,
    month_first: MonthFirst = False,
    headlines: Headlines = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:  # fmt: skip
    """Add reports to a record, read them, and merge what they tell.

    Reports that the record has already are not read again. Without REPORTS the record is brought up to date.
    """
    from dateline.cli import progress
    from dateline.pipeline.build import BuildOptions
    from dateline.pipeline.build import build as run
    from dateline.store import Record

    inputs = _inputs(reports or [], sample, Path(db))
    ingest = ingest_options(
        publisher=publisher, published=published, language=language, encoding=encoding, columns=column,
        format=format, month_first=month_first, headlines=headlines,
    )  # fmt: skip
    options = BuildOptions(ingest=ingest, workers=workers, min_confidence=min_confidence)
    with progress.shown() as told:
        summary = run(inputs, db, options, told, stdin=sys.stdin.buffer)
    for skipped in summary.skipped:
        say_skipped(skipped, aside())
    with Record.open(db) as record:
        if json:
            write_json([summary])
        else:
            _summary(summary, db, record)
        say_notice(record)
    if summary.failed:
        raise typer.Exit(Code.FAILED)


def _inputs(reports: list[str], sample: bool, db: Path) -> list[str]:
    """What to build from. Raises SettingError if there is nothing, nor a record to bring up to date."""
    from dateline.reference.sample import sample_reports

    inputs = [*reports, *(str(path) for path in (sample_reports() if sample else ()))]
    if not inputs and not db.exists():
        raise SettingError("no reports were given", remedy="Name files or folders, - for standard input, or --sample.")
    return inputs


def ingest_options(
    *,
    publisher: str | None,
    published: str | None,
    language: str | None,
    encoding: str | None,
    columns: list[str],
    format: InputFormat | None,
    month_first: bool,
    headlines: bool,
) -> IngestOptions:
    """The options of the command line as those of the ingest stage. Raises SettingError for what cannot be."""
    from dateline.ingest import IngestOptions
    from dateline.pipeline.clock import today

    pairs = [each.partition("=") for each in columns]
    for role, _, name in pairs:
        if not role or not name:
            raise SettingError(
                f"{role!r} names no column", where="--column", remedy="Give ROLE=NAME, such as text=body."
            )
    return IngestOptions(
        ingested_at=today().isoformat(),
        publisher=publisher,
        published=day_of(published, "--published"),
        language=language,
        encoding=encoding,
        columns={role: name for role, _, name in pairs},
        format=format.value if format else None,
        month_first=month_first,
        headlines=headlines,
    )


def say_skipped(skipped: Skipped, console: Console) -> None:
    """One clear line on a report that could not be used: which, at which stage, why, and what to do."""
    line = Text.assemble(("skipped ", "doubt"), (skipped.origin, "heading"), f" ({skipped.stage}): ")
    console.print(line.append(" ".join(f"{skipped.cause.rstrip('.')}. {skipped.remedy}".split())), soft_wrap=True)


def _summary(summary: BuildSummary, db: str, record: Record) -> None:
    from dateline.pipeline.queries import overview

    seen = overview(record)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="heading")
    table.add_column()
    by_type = ", ".join(
        f"{count} {kind}s" if kind != "control" else f"{count} on control" for kind, count in seen.assertions.items()
    )
    left = len(summary.skipped) - summary.unread
    new = f"{summary.added} new, {summary.unchanged} met again, {summary.read} read, {left} skipped"
    if summary.unread:
        new += f", {summary.unread} stored but not read"
    table.add_row(str(seen.reports), f"reports ({new}; {seen.copies} {'copy' if seen.copies == 1 else 'copies'})")
    table.add_row(str(summary.assertions), f"assertions ({by_type or 'none'})")
    table.add_row(str(seen.incidents), "incidents")
    table.add_row(str(seen.places), f"places, {seen.actors} actors, {seen.weapons} weapons")
    if seen.first_day:
        table.add_row("", f"{seen.first_day} to {seen.last_day}, known from {seen.first_known} to {seen.last_known}")
    console = answer()
    console.print(table)
    _say_undated(record)
    if summary.failed:
        aside().print("failed: not one report could be used; the lines above say why", style="bad")
        return
    console.print(
        Text.assemble("next: ", (f"dateline serve {db}", "heading"), " or ", (f"dateline incidents {db}", "heading"))
    )


def _say_undated(record: Record) -> None:
    """One line on the reports whose day of publication nobody states: their "yesterday" is no day at all."""
    found = record.rows(
        "SELECT min(s.origin) FROM reports r JOIN sightings s USING (report_id)"
        " WHERE r.published IS NULL GROUP BY r.report_id ORDER BY 1"
    )
    undated = [row[0] for row in found]
    if undated:
        more = f" and {len(undated) - 1} more" if len(undated) > 1 else ""
        aside().print(
            Text.assemble(("undated ", "doubt"), (undated[0], "heading"), f"{more}: no day of publication was found. ")
            + Text("It is kept, known from the day it was taken in; give --published DAY if you know it."),
            soft_wrap=True,
        )
