"""`dateline pipeline`: what a report goes through, and which extractors look at it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from dateline.cli.options import JsonOption
from dateline.cli.tables import write_json
from dateline.cli.theme import answer

STAGES = (
    ("ingest", "bytes", "report: text, date, publisher, title, language"),
    ("read", "report", "sentences, tokens, mentions, quotations"),
    ("extract", "what was read", "assertions, each value with its words"),
    ("resolve", "assertions", "places, actors, days, with candidates and reasons"),
    ("merge", "event assertions", "judgements and incidents"),
    ("store", "all of it", "one SQLite file"),
)
"""Stage, what it takes, what it gives."""


def pipeline(json: JsonOption = False) -> None:
    """Show the stages and the extractors that are installed, with their versions."""
    from dateline.extract import all_extractors
    from dateline.pipeline.reading import reader_fingerprint

    extractors = all_extractors()
    if json:
        write_json({"name": each.name, "made_by": each.made_by, "types": each.types} for each in extractors)
        return
    console = answer()
    stages = _table("stage", "takes", "gives")
    for name, takes, gives in STAGES:
        stages.add_row(Text(name, style="heading"), takes, gives)
    console.print(stages)
    found = _table("extractor", "version", "finds")
    for each in extractors:
        found.add_row(Text(each.name, style="heading"), str(each.version), ", ".join(each.types))
    console.print()
    console.print(found)
    console.print(
        Text(f"\nreader {reader_fingerprint()}: when it changes, a build reads all reports again", style="muted")
    )


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="heading")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table
