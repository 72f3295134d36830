"""`dateline judge`: a person's word about accounts, incidents and reports, and taking it back."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.faults import verb
from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, record_path
from dateline.cli.tables import Column, draw, write_json
from dateline.cli.theme import answer, aside
from dateline.cli.words import Judging, judging, taking_back, verdict_in_words
from dateline.model.judgement import Judgement

app = typer.Typer(
    help="Say that accounts are the same or different, right or wrong, or grade an incident; and take it back.",
    epilog="Every judgement is kept with who gave it, when and why. Undoing one restores exactly what was.",
    no_args_is_help=True,
)

Side = Annotated[str, typer.Argument(metavar="ID", help="Of an event assertion, an incident, or a name.")]
Other = Annotated[str, typer.Argument(metavar="ID", help="Of another one.")]


@app.command("same")
@verb
@judging
def same(given: Judging, left: Side, right: Other) -> None:
    """Say that two accounts or incidents are one occurrence, or two names one entity: whatever the rule holds."""
    from dateline.pipeline.judging import judge_pair

    given.tell(lambda record, word: judge_pair(record, "same", left, right, word))


@app.command("different")
@verb
@judging
def different(given: Judging, left: Side, right: Other) -> None:
    """Say that two accounts or incidents are two occurrences, or two names two entities: what holds both is parted."""
    from dateline.pipeline.judging import judge_pair

    given.tell(lambda record, word: judge_pair(record, "different", left, right, word))


@app.command("right")
@verb
@judging
def right(given: Judging, id: Annotated[str, typer.Argument(metavar="ID", help="Of an assertion.")]) -> None:
    """Say that an assertion is what its report says."""
    from dateline.pipeline.judging import judge_right

    given.tell(lambda record, word: judge_right(record, id, word))


@app.command("wrong")
@verb
@judging
def wrong(
    given: Judging, id: Annotated[str, typer.Argument(metavar="ID", help="Of an assertion or a report.")]
) -> None:
    """Say that an assertion is not what its report says, or withdraw a report: from that day on it counts no more."""
    from dateline.pipeline.judging import judge_wrong

    given.tell(lambda record, word: judge_wrong(record, id, word))


@app.command("grade")
@verb
@judging
def grade(
    given: Judging,
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id.")],
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="airwars or admiralty.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Such as Fair, or B2.")],
) -> None:
    """Give an incident a grade. The suggested one stays beside it."""
    from dateline.pipeline.judging import grade_incident

    given.tell(lambda record, word: grade_incident(record, incident, scheme, value, word))


@app.command("undo")
@verb
@taking_back
def undo(
    given: Judging,
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id, as `dateline judge list` shows it.")],
) -> None:
    """Take a judgement back: it stays in the record, and what was before it holds again."""
    from dateline.pipeline.judging import undo as take_back

    given.tell(lambda record, word: take_back(record, judgement, word))


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
