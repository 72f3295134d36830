"""`dateline verify`: proof that every value still stands on its words."""

from __future__ import annotations

import typer
from rich.text import Text

from dateline.cli.faults import Code
from dateline.cli.notice import say_unfinished
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, record_path
from dateline.cli.tables import write_json
from dateline.cli.theme import answer, aside


def verify(file: RecordArgument = None, db: RecordOption = None, json: JsonOption = False) -> None:
    """Check each text against its hash, each value against its words, each reference. Exit code 1 if any is wrong."""
    from dateline.pipeline.verify import verify as check
    from dateline.store import Record

    with Record.open(record_path(file, db)) as record:
        say_unfinished(record)
        result = check(record)
    if json:
        write_json([result])
    console = answer()
    for fault in result.faults if not json else ():
        report = f" (report {fault.report_id})" if fault.report_id and fault.report_id != fault.id else ""
        console.print(
            Text.assemble(("fault ", "bad"), (fault.id, "heading"), report, f": {fault.what}"), soft_wrap=True
        )
    checked = f"{result.reports} reports, {result.checked} assertions, {result.spans} quotes"
    if result.faults:
        aside().print(f"{len(result.faults)} faults in {checked}. Restore the record from a copy.", style="bad")
        raise typer.Exit(Code.FAILED)
    (aside() if json else console).print(f"{checked}: all as stored", style="good")
