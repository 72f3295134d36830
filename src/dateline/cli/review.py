"""`dateline review`: accept, correct, reject and add assertions for good."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dateline.cli import cells
from dateline.cli.faults import verb
from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, record_path
from dateline.cli.review_cells import agreement_table, item_line
from dateline.cli.tables import say_count, write_json
from dateline.cli.theme import answer, aside
from dateline.cli.unless_told import WalkUnlessTold
from dateline.cli.words import ByOption, Judging, judging
from dateline.model.errors import SettingError

if TYPE_CHECKING:
    from dateline.pipeline.review import Decided

app = typer.Typer(
    cls=WalkUnlessTold,
    help="Go through what the machine read, the most doubtful first: accept it, put it right, reject it.",
    epilog="Every word is kept with who gave it and when, can be taken back, and holds when a newer reader reads the "
    "report again. Rules: docs/review.md.",
)

OrderOption = Annotated[str, typer.Option("--order", metavar="doubt|consequence|report", help="What comes first.")]
ReportOption = Annotated[str | None, typer.Option("--report", metavar="ID", help="Only what this report says.")]
AllOption = Annotated[bool, typer.Option("--all", help="Also what has been judged.")]
JsonFile = Annotated[
    str, typer.Option("--assertion", metavar="FILE", help="The whole assertion as JSON; - is standard input.")
]


@app.command("walk")
@verb
def walk(
    file: RecordArgument = None,
    db: RecordOption = None,
    by: ByOption = "",
    order: OrderOption = "doubt",
    report: ReportOption = None,
    all: AllOption = False,
    list_only: Annotated[bool, typer.Option("--list", help="List the queue instead of asking.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="Items at most, in a list.", min=1)] = 20,
    json: JsonOption = False,
) -> None:
    """Go through the queue in the terminal, one assertion after the other; with --list, only show it."""
    from dateline.cli.review_walk import Walk
    from dateline.pipeline.review import Word, queue
    from dateline.store import Record

    if not list_only and not json:
        if not sys.stdin.isatty():
            raise SettingError("there is no terminal to ask in", remedy="Give --list, or --json.")
        with Record.open(record_path(file, db), write=True) as record:
            say_notice(record)
            Walk(record, Word(by=by), _Queue(order, report, all)).go()
        return
    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        found = queue(record, order=order, report=report, state="all" if all else "unreviewed", limit=limit)  # type: ignore[arg-type]
    if json:
        write_json(found.rows)
        return
    console = answer()
    for item in found.rows:
        console.print(item_line(item))
    say_count(len(found.rows), found.total, "assertion")


class _Queue(msgspec.Struct, frozen=True):
    """What is asked for."""

    order: str
    report: str | None
    all: bool


@app.command("correct")
@verb
@judging
def correct(
    given: Judging, id: Annotated[str, typer.Argument(metavar="ID", help="Of an assertion.")], assertion: JsonFile = "-"
) -> None:
    """Put a whole assertion, given as JSON, in the place of another: spans are checked against the report."""
    from dateline.pipeline.review import correct as put

    _tell(given, lambda record, word: put(record, id, _read(assertion), word))


@app.command("add")
@verb
@judging
def add(
    given: Judging, id: Annotated[str, typer.Argument(metavar="REPORT", help="Its id.")], assertion: JsonFile = "-"
) -> None:
    """Add an assertion that was missed, given as JSON."""
    from dateline.pipeline.review import add_missed

    _tell(given, lambda record, word: add_missed(record, id, _read(assertion), word))


@app.command("agreement")
@verb
def agreement(file: RecordArgument = None, db: RecordOption = None, json: JsonOption = False) -> None:
    """Tell how far reviewers agree: Krippendorff's alpha over what two or more of them judged."""
    from dateline.pipeline.review import agreement as agree
    from dateline.store import Record

    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        found = agree(record)
    if json:
        write_json([found])
    elif found.units:
        answer().print(agreement_table(found))
    else:
        aside().print("nothing has been judged by two people yet", style="notice")


@app.command("gold")
@verb
def gold(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Where to; made if it is not there.")],
    file: RecordArgument = None,
    db: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Write what people accepted, put right and added as gold cases, which `dateline score --gold DIR` reads."""
    from dateline.pipeline.review import gold as write_gold
    from dateline.store import Record

    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        found = write_gold(record, Path(folder))
    if json:
        write_json(found)
        return
    for each in found:
        left = f", {each.left_out} left out: their words stand twice in the report" if each.left_out else ""
        answer().print(f"{each.path}  {each.claims} claim{'' if each.claims == 1 else 's'}{left}", soft_wrap=True)
    if not found:
        aside().print("nobody has reviewed anything in this record", style="notice")


@app.command("apply")
@verb
def apply(file: RecordArgument = None, db: RecordOption = None, json: JsonOption = False) -> None:
    """Make incidents, control and all else follow the words that were given since."""
    from dateline.pipeline.review import apply as follow
    from dateline.store import Record

    with Record.open(record_path(file, db), write=True) as record:
        done = follow(record)
    if json:
        write_json([done])
    elif done is None:
        aside().print("nothing to do: the record follows every word", style="notice")
    else:
        since = f"from {done.since} on" if done.since else "all of it"
        answer().print(f"{done.words} word{'' if done.words == 1 else 's'} applied; made again: {since}")


def _read(path: str) -> dict[str, Any]:
    """The JSON object in this file. Raises SettingError if there is none."""
    raw = sys.stdin.buffer.read() if path == "-" else _bytes(path)
    try:
        found = msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        raise SettingError(
            f"is not JSON: {error}", where=path, remedy="Give one assertion as a JSON object."
        ) from error
    if not isinstance(found, dict):
        raise SettingError("is no JSON object", where=path, remedy="Give one assertion as a JSON object.")
    return found


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SettingError(f"cannot be read: {error.strerror}", where=path, remedy="Check the path.") from error


def _tell(given: Judging, decide: Any) -> None:
    from dateline.store import Record

    with Record.open(given.path, write=True) as record:
        say_notice(record)
        decided: Decided = decide(record, given.word)
    if given.json:
        write_json([decided])
        return
    judgement, stands = decided.judgement, decided.assertion
    lines = [Text.assemble(("judgement ", "heading"), (judgement.judgement_id, "id"))]
    if stands:
        lines.append(
            Text.assemble(
                "  ", (stands.review.state, "good"), "  ", (stands.assertion_id, "id"), "  ", cells.act(stands)
            )
        )
    answer().print(Group(*(Padding(each, 0) for each in lines)), soft_wrap=True)
    aside().print(
        f"dateline review apply makes it count; to take it back: dateline judge undo {judgement.judgement_id}",
        style="notice", soft_wrap=True,
    )  # fmt: skip
