"""Which earlier accounts a new one is worth comparing with: those that share a block of time, place and family.

Accounts come in the order of merging (`Sketch.order`), and each meets only those that came before it. So what is known
later never changes which pairs were compared before, and the record as it stood on a day is a part of what it is now.
Every account stands in a few blocks and looks into a few more, of each it meets a bounded number: the number of pairs
grows with the number of accounts and not with its square.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from dateline.merge.account import Sketch, Spot
from dateline.merge.families import block_of
from dateline.merge.words import fold

_CELL_DEGREES: Final = 0.25
"""Side of a grid cell: about 28 km from south to north, 16-28 km from west to east at the latitudes of most reports."""

LONG_DAYS: Final = 10
"""A range longer than this stands in blocks of months instead of days."""

_MONTHS: Final = 24
"""A range of years stands in so many months from its first one on."""

_FIRST: Final = 12
_LATEST: Final = 28
"""Of a block each account meets so many of those that came first, and so many of those that came last."""

_MOST: Final = 160
"""Accounts of other reports that one is compared with, taken from the likeliest blocks first."""

_TELLING: Final = 10
"""An exact count from here on is rare enough to look for the same count elsewhere, whatever the place."""

_SENTENCE: Final = 25
"""Evidence of so many characters that is word for word the same elsewhere is one wire text."""

_SAME_REPORT: Final = 60
"""How many accounts further up in one report an account is compared with."""

_ALIKE: Final = 6
_FOREMOST: Final = 4
"""Of so many reports that are like the account's own, it is compared with so many of the first accounts."""

_GROUPS: Final = ("violence", "interception", "dealings")
_MONTH: Final = 30

Token = tuple[Hashable, ...]


class Window(NamedTuple):
    """Days, as ordinals, in which an account looks for earlier ones; long: only for those of many days.

    See `LONG_DAYS`. Whoever stands in a block that it looks into has a day in a window.
    """

    first: int
    last: int
    long: bool


class Blocks:
    """The accounts that came so far, by where each can be found. Positions are given by the caller, ascending."""

    def __init__(self) -> None:
        self._numbers: dict[Token, int] = {}
        self._blocks: dict[int, int | array[int]] = {}
        self._report: list[int] = []
        self._foremost: dict[str, array[int]] = {}
        self._report_id = ""

    def near(self, account: Sketch, alike: Sequence[str] = ()) -> list[int]:
        """Positions of the earlier accounts that this one is to be compared with, ascending, each once.

        alike: earlier reports that its own is like, the likest first.
        """
        own = self._report[-_SAME_REPORT:] if account.report_id == self._report_id else []
        found = set(own)
        for report_id in alike[:_ALIKE]:
            found.update(self._foremost.get(report_id, ()))
        room = _MOST + len(found)
        for key in self._keys(_looked_into(account), account):
            block = self._blocks.get(key)
            if isinstance(block, int):
                found.add(block)
            elif block is not None:
                found.update(block if len(block) <= _LATEST else (*block[:_FIRST], *block[-_LATEST:]))
            if len(found) >= room:
                break
        return sorted(found)

    def add(self, position: int, account: Sketch) -> None:
        """Puts an account where later ones will find it; reports come one after another."""
        if account.report_id != self._report_id:
            self._report, self._report_id = [], account.report_id
        self._report.append(position)
        if len(self._report) <= _FOREMOST:
            self._foremost.setdefault(account.report_id, array("I")).append(position)
        for token, _ in (stands := list(_stands_in(account))):
            self._numbers.setdefault(token, len(self._numbers))
        for key in dict.fromkeys(self._keys(stands, account)):
            block = self._blocks.get(key)
            if block is None:
                self._blocks[key] = position
            elif isinstance(block, int):
                self._blocks[key] = array("I", (block, position))
            else:
                block.append(position)

    def _keys(self, places: Iterable[tuple[Token, Sequence[int]]], account: Sketch) -> Iterator[int]:
        """Blocks as numbers, which take a tenth of the memory of tuples. A token that nobody stands in has none."""
        group = _GROUPS.index(block_of(account.family))
        for token, times in places:
            number = self._numbers.get(token)
            if number is not None:
                for time in times:
                    yield (number * len(_GROUPS) + group << 24) + time


def windows(account: Sketch) -> list[Window]:
    """When the accounts that this one is worth comparing with can have been, see `_looked_into`."""
    months = [time // 2 for time in _own_times(account) if time % 2] or [account.first // _MONTH]
    wide = _is_long(account) or any(_home(spot)[0] == "area" for spot in account.spots)
    return [
        Window(account.first - 1, account.last + 1, False),
        Window(months[0] * _MONTH, months[-1] * _MONTH + _MONTH - 1, not wide),
    ]


def _day(ordinal: int) -> int:
    return 2 * ordinal


def _month(number: int) -> int:
    return 2 * number + 1


def _is_long(account: Sketch) -> bool:
    return account.last - account.first >= LONG_DAYS


def _own_times(account: Sketch, around: int = 0) -> list[int]:
    """The days of the account, or its months if it is long. around: so many days more on either side."""
    if not _is_long(account):
        return [_day(n) for n in range(account.first - around, account.last + around + 1)]
    first = account.first // _MONTH
    return [_month(n) for n in range(first, min(account.last // _MONTH, first + _MONTHS) + 1)]


def _stands_in(account: Sketch) -> Iterator[tuple[Token, Sequence[int]]]:
    """Blocks in which later accounts find this one: of its own times, and those in which wider ones look for it."""
    times = _own_times(account)
    for token in _homes(account):
        yield token, times
    first_month = [_month(account.first // _MONTH)]
    for spot in account.spots:
        home = _home(spot)
        inner = home[0] in ("cell", "place")
        area = [_area(spot)] if inner and spot.admin1 else []
        for token in area:
            yield ("inside", token), times
        if not _is_long(account):
            for token in (home, *area):
                yield ("inside", token), first_month


def _looked_into(account: Sketch) -> Iterator[tuple[Token, Sequence[int]]]:
    """Blocks in which this account looks for earlier ones, the likeliest first."""
    own, around = _own_times(account), _own_times(account, around=1)
    first_month = [_month(account.first // _MONTH)]
    for token in _homes(account):
        yield token, own
    neighbours: list[Token] = []
    areas: list[Token] = []
    for spot in account.spots:
        home = _home(spot)
        if home[0] == "area":
            areas.append(("inside", home))
        elif spot.admin1:
            areas.append(_area(spot))
        neighbours += _cells_around(home)
    for token in (*(_home(spot) for spot in account.spots), *neighbours, *areas, *_without_place(account)):
        yield token, around
        if _is_long(account):
            yield ("inside", token), own
        else:
            yield token, first_month


def _homes(account: Sketch) -> list[Token]:
    """What the account is about: its places, else its sides; its wording if it is a sentence; its telling counts."""
    tokens: list[Token] = [_home(spot) for spot in account.spots] or _without_place(account)
    if len(account.wording) >= _SENTENCE:
        tokens.append((account.wording,))
    tokens += [("toll", f.measure, f.low) for f in account.figures if f.low == f.high and (f.low or 0) >= _TELLING]
    return tokens


def _home(spot: Spot) -> Token:
    if spot.level in ("country", "region"):
        return _area(spot)
    if spot.lat is None or spot.lon is None:
        return ("place", spot.key)
    return ("cell", round(spot.lat / _CELL_DEGREES), round(spot.lon / _CELL_DEGREES))


def _area(spot: Spot) -> Token:
    """The region that a place lies in, or is."""
    return ("area", spot.key) if spot.level == "country" else ("area", spot.country, spot.admin1 or fold(spot.name))


def _cells_around(home: Token) -> list[Token]:
    if home[0] != "cell":
        return []
    _, row, column = home
    assert isinstance(row, int)
    assert isinstance(column, int)
    steps = (-1, 0, 1)
    return [("cell", row + down, column + right) for down in steps for right in steps if down or right]


def _without_place(account: Sketch) -> list[Token]:
    """Where an account without a place stands: with those that name the same two sides."""
    if account.spots or not account.doer:
        return []
    return [("sides", min(account.doer), min(account.undergoer, default=""))]
