"""Stretches of time as rows of characters over one axis: who says that who has a place, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from string import ascii_uppercase
from typing import Final, NamedTuple

from rich.text import Text

OPEN: Final = ">"
"""Ends a stretch that has no end."""

MARKS: Final = {"contested": "/", "besieged": "o", "left": "-", "unclear": "?"}
"""Stretches in which nobody has the place, or it is not told who."""


class Bar(NamedTuple):
    """One stretch: from a day to the day before another (None: open), drawn in one character and style."""

    since: date
    until: date | None
    mark: str
    style: str


class Axis(NamedTuple):
    """The days that a row shows, in so many characters; a few more behind them show what is open."""

    first: date
    last: date
    width: int

    @property
    def room(self) -> int:
        """Characters for the days themselves."""
        return self.width - max(self.width // 12, 2)

    def at(self, day: date) -> int:
        """The character of a day, counted from 0; days outside count as the nearest end."""
        days = (self.last - self.first).days or 1
        return min(max((day - self.first).days * (self.room - 1) // days, 0), self.room - 1)


def axis_of(days: Iterable[date], width: int) -> Axis:
    """An axis from the first to the last of these days."""
    in_order = sorted(days)
    return Axis(in_order[0], in_order[-1], width)


def letters(names: Iterable[str]) -> dict[str, str]:
    """A letter for each name, in order; more than there are letters share the last."""
    return {name: ascii_uppercase[min(n, 25)] for n, name in enumerate(dict.fromkeys(names))}


def row(bars: Sequence[Bar], axis: Axis) -> Text:
    """The stretches of one row; each is at least one character long, later ones over earlier ones.

    >>> axis = axis_of([date(2023, 1, 1), date(2023, 1, 9)], 12)
    >>> row([Bar(date(2023, 1, 1), date(2023, 1, 5), "A", ""), Bar(date(2023, 1, 5), None, "b", "")], axis).plain
    'AAAAbbbbbbb>'
    """
    cells: list[tuple[str, str]] = [(" ", "")] * axis.width
    for bar in bars:
        start = axis.at(bar.since)
        end = axis.width if bar.until is None else max(axis.at(bar.until), start + 1)
        cells[start:end] = [(bar.mark, bar.style)] * (end - start)
        if bar.until is None:
            cells[-1] = (OPEN, bar.style)
    return Text.assemble(*cells)


def scale(axis: Axis, day: date | None = None) -> list[Text]:
    """The axis in days: the last, the first, one in the middle, as far as there is room; v over the day asked for."""
    middle = axis.first + (axis.last - axis.first) / 2
    line = [" "] * axis.width
    for wanted, before in ((axis.last, 9), (axis.first, 0), (middle, 5)):
        start = max(axis.at(wanted) - before, 0)
        if not "".join(line[max(start - 2, 0) : start + 12]).strip():
            line[start : start + 10] = wanted.isoformat()
    found = [Text("".join(line), style="date")]
    if day is not None:
        found.append(Text(" " * axis.at(day) + "v", style="heading"))
    return found
