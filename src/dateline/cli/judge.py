"""`dateline judge`: a person's word about accounts, incidents and reports, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.cli.faults import verb
from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, day_of, record_path
from dateline.cli.tables import Column, draw, write_json
from dateline.cli.theme import answer, aside
from dateline.cli.words import ByOption, NoteOption, OnOption, say_judged, verdict_in_words
from dateline.model.judgement import Judgement

if TYPE_CHECKING:
    from dateline.pipeline.judging import Judged, Word
    from dateline.store import Record

app = typer.Typer(
    help="Say that accounts are the same or different, right or wrong, or grade an incident; and take it back.",
    epilog="Every judgement is kept with who gave it, when and why. Undoing one restores exactly what was.",
    no_args_is_help=True,
)

Side = Annotated[str, typer.Argument(metavar="ID", help="Of an event assertion or an incident.")]
Other = Annotated[str, typer.Argument(metavar="ID", help="Of another one.")]


def _judge(record_file: tuple[str | None, str | None], json: bool, judge: Callable[[Record], Judged]) -> None:
    """Opens the record, judges, and tells what changed."""
    from dateline.store import Record

    with Record.open(record_path(*record_file), write=True) as record:
        say_notice(record)
        judged = judge(record)
        if json:
            write_json([judged])
        else:
            say_judged(record, judged)


def _word(by: str, on: str | None, note: str | None) -> Word:
    from dateline.pipeline.judging import Word

    return Word(by=by, on=day_of(on, "--on"), note=note)


@app.command("same")
@verb
def same(
    left: Side,
    right: Other,
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    note: NoteOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two accounts or incidents are one occurrence: they are joined, whatever the rule holds."""
    from dateline.pipeline.judging import judge_pair

    _judge((file, db), json, lambda record: judge_pair(record, "same", left, right, _word(by, on, note)))


@app.command("different")
@verb
def different(
    left: Side,
    right: Other,
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    note: NoteOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two accounts or incidents are two occurrences: an incident that holds both is parted."""
    from dateline.pipeline.judging import judge_pair

    _judge((file, db), json, lambda record: judge_pair(record, "different", left, right, _word(by, on, note)))


@app.command("right")
@verb
def right(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an assertion.")],
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    note: NoteOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Say that an assertion is what its report says."""
    from dateline.pipeline.judging import judge_right

    _judge((file, db), json, lambda record: judge_right(record, id, _word(by, on, note)))


@app.command("wrong")
@verb
def wrong(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an assertion or a report.")],
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    note: NoteOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Say that an assertion is not what its report says, or withdraw a report: from that day on it counts no more."""
    from dateline.pipeline.judging import judge_wrong

    _judge((file, db), json, lambda record: judge_wrong(record, id, _word(by, on, note)))


@app.command("grade")
@verb
def grade(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id.")],
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="airwars or admiralty.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Such as Fair, or B2.")],
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    note: NoteOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Give an incident a grade. The suggested one stays beside it."""
    from dateline.pipeline.judging import grade_incident

    def judge(record: Record) -> Judged:
        return grade_incident(record, incident, scheme, value, _word(by, on, note))

    _judge((file, db), json, judge)


@app.command("undo")
@verb
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id, as `dateline judge list` shows it.")],
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Take a judgement back: it stays in the record, and what was before it holds again."""
    from dateline.pipeline.judging import undo as take_back

    _judge((file, db), json, lambda record: take_back(record, judgement, _word(by, on, None)))


COLUMNS = (
    Column[Judgement]("on", lambda j: Text(j.decided_at, style="date"), 10, 0),
    Column[Judgement]("by", lambda j: Text(j.decided_by, style="speaker"), 16, 1),
    Column[Judgement]("what", verdict_in_words, 44, 0, grows=True),
    Column[Judgement]("why", lambda j: Text(j.note or "-", style="" if j.note else "muted"), 28, 2),
)


@app.command("list")
@verb
def list_(file: RecordArgument = None, db: RecordOption = None, json: JsonOption = False) -> None:
    """List what people have judged, undone judgements among them, the earliest first."""
    from dateline.store import Record
    from dateline.store import judgements as judgement_rows

    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        found = sorted(judgement_rows.by_people(record), key=lambda j: j.order)
    if json:
        write_json(found)
    elif found:
        draw(found, COLUMNS, answer(), lambda j: j.judgement_id)
    else:
        aside().print("nobody has judged anything in this record", style="notice")
