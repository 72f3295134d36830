"""`dateline sources`: who publishes and who speaks in a record, and how reliable a person holds them to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from dateline.cli.faults import verb
from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, record_path
from dateline.cli.tables import Column, draw, say_count, write_json
from dateline.cli.theme import answer, aside
from dateline.cli.unless_told import UnlessTold
from dateline.cli.words import Judging, judging

if TYPE_CHECKING:
    from dateline.pipeline.views import SourceLine


app = typer.Typer(
    cls=UnlessTold,
    help="List who publishes and who speaks in a record, and say how reliable they are.",
    epilog="Reliability as in the Admiralty or NATO system: A completely reliable, B usually, C fairly, D not usually, "
    "E unreliable, F cannot be judged (what nobody has graded).",
)


@app.command("list")
@verb
def list_(
    file: RecordArgument = None,
    db: RecordOption = None,
    limit: Annotated[int, typer.Option("--limit", help="Rows at most, in a table.", min=1)] = 50,
    json: JsonOption = False,
) -> None:
    """List publishers and speakers, those with most assertions first."""
    from dateline.pipeline import queries
    from dateline.store import Record

    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        found = queries.sources(record)
    if json:
        write_json(found)
    elif found:
        draw(found[:limit], COLUMNS, answer())
        say_count(min(limit, len(found)), len(found), "source")
    else:
        aside().print("no sources in this record", style="notice")


@app.command("set")
@verb
@judging
def set_(
    given: Judging,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of a publisher or speaker, in any spelling.")],
    grade: Annotated[str, typer.Argument(metavar="GRADE", help="A to F.")],
) -> None:
    """Say how reliable a source is. It is a judgement: the latest counts, and `dateline judge undo` takes it back."""
    from dateline.pipeline.judging import grade_source

    given.tell(lambda record, word: grade_source(record, name, grade, word))


def _roles(line: SourceLine) -> Text:
    return Text("both" if line.publishes and line.speaks else "publisher" if line.publishes else "speaker")


def _reliability(line: SourceLine) -> Text:
    if line.graded_by is None:
        return Text(line.reliability, style="muted")
    return Text.assemble((line.reliability, "good" if line.reliability in "ABC" else "bad"), f" {line.graded_by}")


def _text(value: str | None) -> Text:
    return Text(value or "-", style="" if value else "muted")


COLUMNS: tuple[Column[Any], ...] = (
    Column("source", lambda line: Text(line.name, style="speaker"), 24, 0, grows=True),
    Column("reliability", _reliability, 16, 0, named=True),
    Column("is", _roles, 9, 2),
    Column("reports", lambda line: Text(str(line.reports)), 7, 1, named=True),
    Column("stories", lambda line: Text(str(line.stories)), 7, 3, named=True),
    Column("assertions", lambda line: Text(str(line.assertions)), 10, 0, named=True),
    Column("side", lambda line: _text(line.country), 4, 4),
    Column("category", lambda line: _text(line.category), 11, 5),
)
