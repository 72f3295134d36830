"""`dateline read`: one report, with everything found in it, in colour."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.cli.assertions import COLUMNS
from dateline.cli.build import (
    AnyFormat,
    Columns,
    Encoding,
    Headlines,
    Language,
    MonthFirst,
    Published,
    Publisher,
    ingest_options,
    say_skipped,
)
from dateline.cli.faults import Code
from dateline.cli.marks import coloured, legend
from dateline.cli.options import JsonOption
from dateline.cli.tables import draw, write_json
from dateline.cli.theme import answer, aside
from dateline.model.assertion import Assertion
from dateline.model.errors import InputError
from dateline.model.report import Report, Skipped

if TYPE_CHECKING:
    from dateline.model.document import Doc


def read(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A file, or - for standard input.")],
    publisher: Publisher = None,
    published: Published = None,
    language: Language = None,
    encoding: Encoding = None,
    column: Columns = [],  # noqa: B006 - typer reads the default, nothing changes it
    format: AnyFormat = None,
    month_first: MonthFirst = False,
    headlines: Headlines = False,
    json: JsonOption = False,
) -> None:
    """Read one report and show everything found in it, without storing anything."""
    from dateline.ingest import open_reports
    from dateline.pipeline.reading import read_docs, read_reports

    options = ingest_options(
        publisher=publisher, published=published, language=language, encoding=encoding, columns=column,
        format=format, month_first=month_first, headlines=headlines,
    )  # fmt: skip
    found = list(islice(open_reports([report], options, sys.stdin.buffer), 2))
    if not found:
        raise InputError("there is no report here", where=report, remedy="Give a file that holds one.")
    if len(found) > 1:
        aside().print(f"{report} holds more than one report: this is the first", style="doubt")
    first = found[0]
    outcome = next(iter(read_reports([first])))[1] if isinstance(first, Report) else first
    if isinstance(first, Skipped) or isinstance(outcome, Skipped):
        say_skipped(outcome if isinstance(outcome, Skipped) else first, aside())  # type: ignore[arg-type]
        raise typer.Exit(Code.FAILED)
    if json:
        write_json([first, *outcome])
    else:
        doc, _ = next(iter(read_docs([first])))
        show(doc, outcome)


def show(doc: Doc, assertions: tuple[Assertion, ...]) -> None:
    """Prints the report's text in colour, what the colours mean, and a table of the assertions."""
    console, report = answer(), doc.report
    named = report.title or report.origin
    about = [report.publisher or "publisher unknown", f"{report.published or 'no date'} ({report.published_basis})"]
    about += [f"language {report.language or 'unknown'}", report.report_id]
    console.print(Text(named, style="heading"))
    console.print(Text(" · ".join(about), style="muted"))
    console.print()
    console.print(coloured(report.text.rstrip(), assertions, mentions=doc.mentions))
    console.print()
    if not assertions:
        aside().print("nothing is asserted in this report", style="notice")
        return
    console.print(legend(assertions, doc.mentions))
    console.print()
    draw(sorted(assertions, key=lambda a: (a.evidence.start, a.type)), COLUMNS["event"], console)
    kinds = [f"{sum(a.type == kind for a in assertions)} {words}" for kind, words in KINDS.items()]
    aside().print(", ".join(kinds), style="notice")


KINDS = {"statement": "statements", "event": "events", "control": "on control"}
