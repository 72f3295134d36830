"""`dateline bench`: how good and how fast Dateline is, on published texts and on gold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from dateline.cli import progress
from dateline.cli.options import JsonOption
from dateline.cli.tables import write_json
from dateline.cli.theme import answer
from dateline.model.errors import SettingError

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.pipeline.benchmarks import Figure, Measured


def bench(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Which benchmark; without one, all are listed.")
    ] = None,
    data: Annotated[
        str | None, typer.Option("--data", metavar="DIR", help="The folder with its data, or the one above it.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed or wrong.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N documents of each set.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure Dateline on published texts or gold that you have; without NAME, list what can be measured."""
    from dateline.pipeline.benchmarks import BENCHMARKS, Run

    if name is None:
        _list(json)
        return
    chosen = BENCHMARKS.get(name)
    if chosen is None:
        raise SettingError(f"{name!r} is not a benchmark", remedy=f"Give one of {', '.join(BENCHMARKS)}.")
    if data is None:
        raise SettingError(
            "no data was given", where=f"bench {name}",
            remedy=f"Give --data with the folder that holds {chosen.layout}; published at {chosen.published}.",
        )  # fmt: skip
    with progress.counted() as told:
        measured = chosen.measure(Run(data=Path(data), limit=limit, told=told))
    if json:
        write_json([measured if misses else msgspec.structs.replace(measured, faults=())])
        return
    _show(measured, answer(), misses=misses)


def _list(json: bool) -> None:
    from dateline.pipeline.benchmarks import BENCHMARKS

    if json:
        write_json(
            {"name": name, "measures": each.measures, "data": each.layout, "published": each.published}
            for name, each in BENCHMARKS.items()
        )
        return
    console = answer()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="heading")
    table.add_column("name", style="heading", no_wrap=True)
    table.add_column("measures, from what, published where", overflow="fold")
    for name, each in BENCHMARKS.items():
        table.add_row(name, Text(f"{each.measures}\n{each.layout}\n{each.published}"))
    console.print(table)


def _show(measured: Measured, console: Console, *, misses: bool) -> None:
    """Prints the figures as a table, how to read them and, if asked for, each fault under its family."""
    columns = list(next(iter(measured.figures.values()), {}))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="heading")
    table.add_column(measured.rows, no_wrap=True)
    for each in columns:
        table.add_column(each, justify="right", no_wrap=True)
    for row, figures in measured.figures.items():
        table.add_row(row, *(shown(figures[each]) for each in columns))
    console.print(table)
    for note in measured.notes:
        console.print(Text(note, style="muted"))
    if misses:
        for family, count in Counter(each.family for each in measured.faults).most_common():
            console.print(Text(f"\n{family}: {count}", style="heading"))
            for fault in (fault for fault in measured.faults if fault.family == family):
                console.print(Text(f"{fault.where} | {fault.words}"), soft_wrap=True)


def shown(figure: Figure) -> str:
    """A figure as a cell: shares with three places, "-" for none.

    >>> shown(0.5), shown(12), shown(None)
    ('0.500', '12', '-')
    """
    if figure is None:
        return "-"
    return f"{figure:.3f}" if isinstance(figure, float) else str(figure)
