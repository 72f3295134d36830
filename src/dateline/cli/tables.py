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
NARROW = 80
"""Columns of a terminal below which rows are printed one below another instead of in a table."""


class Column(NamedTuple, Generic[T]):
    """A column of a table. width: the characters that it wants.

    rank: what goes first where there is no room for all, the highest first; 0 is never left out.
    grows: takes what is left over, and wraps; the others cut what is too long.
    """

    title: str
    cell: Callable[[T], Text]
    width: int
    rank: int = 0
    grows: bool = False


def fitting(columns: Sequence[Column[T]], width: int) -> list[Column[T]]:
    """The columns that fit into `width` characters, in their order, left out by rank."""
    kept = list(columns)
    while sum(each.width + GAP for each in kept) - GAP > width:
        worst = max(kept, key=lambda each: each.rank)
        if worst.rank == 0:
            break
        kept.remove(worst)
    return kept


def draw(rows: Sequence[T], columns: Sequence[Column[T]], console: Console) -> None:
    """Prints the rows no wider than the console: as a table or, where that is too narrow for one, one below another."""
    if console.width < NARROW:
        for row in rows:
            console.print(_stacked(row, columns))
        return
    kept = fitting(columns, console.width)
    grows = any(each.grows for each in kept)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="heading", expand=grows)
    for each in kept:
        if each.grows:
            table.add_column(each.title, ratio=1, overflow="fold")
        else:
            table.add_column(each.title, max_width=each.width, no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*(each.cell(row) for each in kept))
    console.print(table)


def _stacked(row: T, columns: Sequence[Column[T]]) -> Group:
    """A row as a paragraph: what is short on the first lines, what grows below, further in."""
    short = [each.cell(row) for each in columns if not each.grows]
    said = Text(" · ", style="muted").join(cell for cell in short if cell.plain.strip() not in ("", "-"))
    grown = [Padding(each.cell(row), (0, 0, 0, 2)) for each in columns if each.grows]
    return Group(said, *grown)


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


def say_none(what: str, request: Listing) -> None:
    """Tells that an answer is empty: because of the filters, or because the record has nothing of the kind."""
    filters = request.filters
    narrowed = any(getattr(filters, field) is not None for field in filters.__struct_fields__)
    aside().print(f"no {what} {'pass these filters' if narrowed else 'in this record'}", style="notice")


def say_count(shown: int, total: int, what: str) -> None:
    """Tells how many there are, and how to see the rest."""
    line = f"{shown} of {total} {what}; --limit {total} shows all" if shown < total else f"{total} {what}"
    aside().print(line, style="notice")
