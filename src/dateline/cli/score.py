"""`dateline score`: how well a record agrees with reports that people have read in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli.options import JsonOption
from dateline.cli.tables import write_json
from dateline.cli.theme import answer, aside
from dateline.model.errors import SettingError

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.pipeline.score import Scores

GOLD = Path("cases") / "gold"


def score(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A record, or its export as JSON Lines.")],
    folders: Annotated[
        list[str] | None, typer.Argument(metavar="[GOLD]...", help="Folders of gold.", show_default=str(GOLD))
    ] = None,
    gold: Annotated[list[str] | None, typer.Option("--gold", metavar="FOLDER", help="The same as GOLD.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed or wrong.")] = False,
    spurious: Annotated[bool, typer.Option("--spurious", help="List what matches no gold.")] = False,
    json: JsonOption = False,
) -> None:
    """Score a record against gold: detection, slots, pins, incidents, and fact F1 over all."""
    from dateline.pipeline.score import load_gold, load_tables, rows_of
    from dateline.pipeline.score import score as compare

    where = [Path(each) for each in [*(folders or []), *(gold or [])]] or [_gold_here()]
    scores = compare(rows_of(Path(record)), load_gold(where), load_tables(where))
    if scores.reports_not_in_export and not json:
        missing = ", ".join(scores.reports_not_in_export)
        aside().print(f"not in {record}: {missing}", style="doubt", soft_wrap=True)
    if json:
        write_json([scores])
        return
    console = answer()
    _figures(scores, console)
    for wanted, title, rows in ((misses, "misses", scores.misses), (spurious, "spurious", scores.spurious)):
        if wanted:
            console.print(Text(f"\n{title}", style="heading"))
            for row in rows:
                console.print(" | ".join(map(str, row)), soft_wrap=True)


def _gold_here() -> Path:
    """cases/gold of this folder or of one above it. Raises SettingError if there is none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / GOLD).is_dir():
            return folder / GOLD
    raise SettingError(
        "no gold was given, and there is no cases/gold here", remedy="Give a folder of gold with --gold."
    )


def _figures(scores: Scores, console: Console) -> None:
    kinds = _table("type", "gold", "found", "match", "prec", "recall", "F1", "typed F1")
    for kind, n in scores.kinds.items():
        shares = (n.precision, n.recall, n.f1, n.typed_f1)
        kinds.add_row(Text(kind, style=kind), str(n.gold), str(n.found), str(n.matched), *(f"{x:.3f}" for x in shares))
    slots = _table("slot", "right", "wrong", "missing", "accuracy")
    for slot, m in scores.slots.items():
        slots.add_row(slot, str(m.right), str(m.wrong), str(m.missing), f"{m.accuracy:.3f}")
    console.print(kinds)
    console.print()
    console.print(slots)
    console.print()
    if scores.incidents:
        console.print(f"incidents B3 F1 {scores.incidents.f1:.3f} over {scores.incidents.events} events")
    pins, fact = scores.pins, scores.fact
    share = f" = {pins.precision:.3f}" if pins.precision is not None else ""
    console.print(f"pins {pins.right}/{pins.drawn}{share}")
    console.print(
        Text.assemble(
            f"fact precision {fact.precision:.3f} recall {fact.recall:.3f} ", (f"F1 {fact.f1:.3f}", "heading"),
            f" over {fact.gold_facts} gold facts",
        )
    )  # fmt: skip


def _table(first: str, *titles: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="heading")
    table.add_column(first)
    for title in titles:
        table.add_column(title, justify="right")
    return table
