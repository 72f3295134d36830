"""A person's word on the command line: who judges, and what a judgement says and changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
import typer
from rich.padding import Padding
from rich.text import Text

from dateline.cli import cells
from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, day_of, record_path
from dateline.cli.signatures import with_options
from dateline.cli.tables import write_json
from dateline.cli.theme import answer, aside
from dateline.model.judgement import SOURCE, Judgement

if TYPE_CHECKING:
    from dateline.pipeline.changes import Change
    from dateline.pipeline.judging import Judged, Word
    from dateline.store import Record

ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", envvar="DATELINE_REVIEWER", help="Who judges.", show_default=False)
]
OnOption = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day of it.", show_default="today")]


class Judging(NamedTuple):
    """A record, and whose word is given about it. json: tell what it changed as JSON."""

    path: Path
    word: Word
    json: bool

    def tell(self, judge: Callable[[Record, Word], Judged]) -> None:
        """Judges, and tells what that changed."""
        from dateline.store import Record

        with Record.open(self.path, write=True) as record:
            say_notice(record)
            judged = judge(record, self.word)
            if self.json:
                write_json([judged])
            else:
                say_judged(record, judged)


def _judging(
    file: RecordArgument = None, db: RecordOption = None, by: ByOption = "", on: OnOption = None,
    json: JsonOption = False,
) -> Judging:  # fmt: skip
    from dateline.pipeline.judging import Word

    return Judging(record_path(file, db), Word(by=by, on=day_of(on, "--on"), note=None), json)


def _why(
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why, in your own words.")] = None,
) -> str | None:
    return note


def judging(function: Callable[..., None]) -> Callable[..., None]:
    """The function, whose first parameter is a Judging, as a verb that takes the record, who judges, why and when."""
    return with_options(
        function,
        (_judging, _why),
        lambda given, note: given._replace(word=msgspec.structs.replace(given.word, note=note)),
        own_first=True,
    )


def taking_back(function: Callable[..., None]) -> Callable[..., None]:
    """As `judging`, without a note: the judgement that is taken back has its own."""
    return with_options(function, (_judging,), lambda given: given, own_first=True)


MOST_SHOWN: Final = 20
"""Changes that are told one by one; a source that half of the record quotes changes thousands of grades."""

_STYLES: Final = {"joined": "good", "parted": "bad", "gone": "bad", "new": "good"}


def verdict_in_words(judgement: Judgement) -> Text:
    """What a judgement says, of what, and whether it was undone."""
    style = {"same": "good", "right": "good", "different": "bad", "wrong": "bad"}.get(judgement.verdict, "doubt")
    if judgement.verdict == "graded":
        line = Text.assemble((f"{judgement.scheme} {judgement.grade}", style), "  ", _subject(judgement.left))
    elif judgement.left == judgement.right:
        said = "withdrawn" if judgement.verdict == "wrong" and judgement.left.startswith("r_") else judgement.verdict
        line = Text.assemble((said, style), "  ", _subject(judgement.left))
    else:
        line = Text.assemble((judgement.verdict, style), "  ", _subject(judgement.left), " and ", judgement.right)
    if judgement.withdrawn_at:
        line.append(f"  undone on {judgement.withdrawn_at}", style="doubt")
    return line


def _subject(id: str) -> Text:
    return Text(id.removeprefix(SOURCE), style="speaker" if id.startswith(SOURCE) else "none")


def say_judged(record: Record, judged: Judged) -> None:
    """The judgement, which incidents it joined, parted or changed, and how to take it back."""
    judgement, console = judged.judgement, answer()
    console.print(Text.assemble(("judgement ", "heading"), (judgement.judgement_id, "id")), soft_wrap=True)
    about = Text.assemble("  ", verdict_in_words(judgement))
    about.append(f"  by {judgement.decided_by}, {judgement.decided_at}", style="muted")
    console.print(about)
    for each in judged.changes[:MOST_SHOWN]:
        console.print(Padding(_change(record, each), (0, 0, 0, 2)))
    if len(judged.changes) > MOST_SHOWN:
        console.print(f"  and {len(judged.changes) - MOST_SHOWN} more; --json tells all")
    if not judged.changes:
        console.print("  no incident or entity changed", style="muted")
    if not judgement.withdrawn_at:
        aside().print(f"to take it back: dateline judge undo {judgement.judgement_id}", style="notice", soft_wrap=True)


def _change(record: Record, change: Change) -> Text:
    """`joined  i_1 and i_2 into i_1` with what the first of them is."""
    from dateline.pipeline.queries.incident_lists import one

    line = Text.assemble((change.kind.ljust(9), _STYLES.get(change.kind, "doubt")), " ")
    before, after = " and ".join(change.before), " and ".join(change.after)
    if change.kind == "changed" and before == after:
        line.append(after)
    else:
        line.append(f"{before} into {after}" if before and after else before or after)
    incident = one(record, change.after[0]) if change.after else None
    if incident:
        line = Text.assemble(line, "\n          ", cells.incident_act(incident), " · ", cells.place(incident.place))
    return line
