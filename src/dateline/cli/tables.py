"""Tables that fit the terminal, and the same rows for programs: JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.listing import Listing
from dateline.cli.theme import aside

T = TypeVar("T")

GAP = 2
"""Characters between two columns."""


class Column(NamedTuple, Generic[T]):
    """A column of a table. width: the characters that it wants.

    rank: what goes first where there is no room for all, the highest first; a row without those of rank 0 is no answer.
    grows: takes what is left over. named: needs its title where rows are printed one below another.
    """

    title: str
    cell: Callable[[T], Text]
    width: int
    rank: int = 0
    grows: bool = False
    named: bool = False


def fitting(columns: Sequence[Column[T]], width: int) -> list[Column[T]] | None:
    """The columns that fit into `width` characters, in their order; None if those of rank 0 alone do not."""
    kept = list(columns)
    while sum(each.width + GAP for each in kept) - GAP > width:
        worst = max(kept, key=lambda each: each.rank)
        if worst.rank == 0:
            return None
        kept.remove(worst)
    return kept


def draw(
    rows: Sequence[T], columns: Sequence[Column[T]], console: Console, id_of: Callable[[T], str] | None = None
) -> None:
    """Prints the rows no wider than the console: as a table or, where that is too narrow for one, one below another.

    id_of: what to ask `explain` about; it stands below the column that grows.
    """
    kept = fitting(columns, console.width)
    if kept is None:
        for row in rows:
            console.print(_stacked(row, columns, id_of))
        return
    grows = any(each.grows for each in kept)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="heading", expand=grows)
    for each in kept:
        if each.grows:
            table.add_column(each.title, ratio=1, overflow="fold")
        else:
            table.add_column(each.title, max_width=each.width, overflow="fold")
    for row in rows:
        below = f"\n{id_of(row)}" if id_of else ""
        table.add_row(*(each.cell(row) + Text(below if each.grows else "", style="id") for each in kept))
    console.print(table)


def _stacked(row: T, columns: Sequence[Column[T]], id_of: Callable[[T], str] | None) -> Group:
    """A row as a paragraph: what is short on the first lines, what grows below, further in."""
    short = [(each, each.cell(row)) for each in columns if not each.grows]
    told = [
        Text.assemble((f"{each.title} " if each.named else "", "muted"), cell)
        for each, cell in short
        if cell.plain.strip() not in ("", "-")
    ]
    grown = [each.cell(row) for each in columns if each.grows]
    below = [*grown, *([Text(id_of(row), style="id")] if id_of else [])]
    return Group(Text(" · ").join(told), *(Padding(each, (0, 0, 0, 2)) for each in below))


class Field(NamedTuple, Generic[T]):
    """A column of a CSV table: its name and the plain value."""

    name: str
    value: Callable[[T], str | int | float | None]


def write_csv(rows: Iterable[T], fields: Sequence[Field[T]]) -> None:
    """Prints the rows as CSV with a header line (RFC 4180), no cell of which a spreadsheet would run as a formula."""
    from dateline.export.csv import guarded

    write_chunks([_csv_line([each.name for each in fields])])
    write_chunks(_csv_line([guarded(each.value(row)) for each in fields]) for row in rows)


def _csv_line(cells: Sequence[str | int | float | None]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerow(["" if cell is None else cell for cell in cells])
    return held.getvalue().encode("utf-8")


def write_json(rows: Iterable[Any]) -> None:
    """Prints each row as one line of JSON, as the export does."""
    write_chunks(msgspec.json.encode(row) + b"\n" for row in rows)


def write_chunks(chunks: Iterable[bytes]) -> None:
    """Prints bytes as they are, whatever encoding the terminal has."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def say_none(noun: str, request: Listing) -> None:
    """Tells that an answer is empty: because of the filters, or because the record has nothing of the kind."""
    filters = request.filters
    narrowed = any(getattr(filters, field) is not None for field in filters.__struct_fields__)
    aside().print(f"no {noun}s {'pass these filters' if narrowed else 'in this record'}", style="notice")


def say_count(shown: int, total: int, noun: str) -> None:
    """Tells how many there are, and how to see the rest."""
    counted = f"{total} {noun}{'' if total == 1 else 's'}"
    aside().print(f"{shown} of {counted}; --limit {total} shows all" if shown < total else counted, style="notice")
