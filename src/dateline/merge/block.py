"""Which pairs are worth comparing: those that share a block of time, place and family.

Every account stands in a few blocks and looks into a few more, blocks have a bounded reach, so the number of pairs
grows with the number of accounts and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from dateline.merge.account import Account, Spot
from dateline.merge.families import block_of
from dateline.merge.words import fold

_CELL_DEGREES: Final = 0.25
"""Side of a grid cell: about 28 km from south to north, 16-28 km from west to east at the latitudes of most reports."""

_LONG_DAYS: Final = 10
"""A range longer than this stands in blocks of months instead of days."""

_REACH: Final = 40
"""In a block larger than this each account is compared with so many neighbours in the block's order."""

_TELLING: Final = 10
"""An exact count from here on is rare enough to look for the same count elsewhere, whatever the place."""

_SENTENCE: Final = 25
"""Evidence of so many characters that is word for word the same elsewhere is one wire text."""

_SAME_REPORT_REACH: Final = 60
"""How many accounts further down one report an account is compared with."""

_OFTEN: Final = 10
"""From more word-for-word tellings in one report than this, each is compared with the next one alone."""

Key = tuple[object, ...]


def candidate_pairs(accounts: list[Account]) -> Iterator[tuple[int, int]]:
    """Pairs (i, j), i < j, of positions in `accounts` (which must be in the order of merging), each once, ascending."""
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    lookups: defaultdict[Key, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        for key in _home_keys(account):
            blocks[key].append(i)
        for key in _look_keys(account):
            lookups[key].append(i)
    size = len(accounts)
    found: set[int] = set()
    for members in blocks.values():
        _pair_within(_ordered(members, accounts), found, size)
    for key, lookers in lookups.items():
        _pair_across(lookers, blocks.get(key, ()), found, size)
    for members in _by_report(accounts):
        for at, i in enumerate(members):
            found.update(_code(i, j, size) for j in members[at + 1 : at + 1 + _SAME_REPORT_REACH])
    _chain_repeats(accounts, found)
    for code in sorted(found):
        yield divmod(code, size)


def _chain_repeats(accounts: list[Account], found: set[int]) -> None:
    """Takes out the pairs that need no comparing: one report tells the same of the same day and place in the same words
    again and again. Each telling is compared with the next one, which makes them one occurrence, not with all others.
    """
    size = len(accounts)
    alike: defaultdict[Key, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        where = tuple((spot.key, spot.admin1) for spot in account.spots)
        alike[account.assertion.report_id, account.wording, account.first, account.last, where].append(i)
    telling: dict[int, int] = {}
    chained: set[int] = set()
    for n, same in enumerate(each for each in alike.values() if len(each) > _OFTEN):
        same.sort(key=lambda i: accounts[i].nth)
        telling.update(dict.fromkeys(same, n))
        chained.update(_code(i, j, size) for i, j in pairwise(same))
    if telling:
        pairs = ((code, *divmod(code, size)) for code in found)
        found -= {code for code, i, j in pairs if i in telling and telling[i] == telling.get(j)}
        found |= chained


def _code(i: int, j: int, size: int) -> int:
    return i * size + j if i < j else j * size + i


def _ordered(members: list[int], accounts: list[Account]) -> list[int]:
    """A large block is ordered so that accounts with the same figures and target are neighbours."""
    if len(members) <= _REACH:
        return members

    def likeness(i: int) -> tuple[object, ...]:
        account = accounts[i]
        figures = sorted((f.measure, f.low or 0, f.high or 0) for f in account.figures)
        return account.first, figures, sorted(account.targets), account.wording, i

    return sorted(members, key=likeness)


def _pair_within(members: list[int], found: set[int], size: int) -> None:
    for at, i in enumerate(members):
        found.update(_code(i, j, size) for j in members[at + 1 : at + 1 + _REACH])


def _pair_across(lookers: list[int], members: Iterable[int], found: set[int], size: int) -> None:
    """Each looker with the members nearest to it in the order of merging, both ways up to the reach."""
    inside = list(members)
    for i in lookers:
        near = inside if len(inside) <= _REACH else sorted(inside, key=lambda j: abs(j - i))[:_REACH]
        found.update(_code(i, j, size) for j in near if j != i)


def _by_report(accounts: list[Account]) -> Iterable[list[int]]:
    """Positions of each story's accounts (a report with its copies), in text order."""
    stories: defaultdict[str, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        stories[account.assertion.report_id].append(i)
    return [sorted(members, key=lambda i: accounts[i].nth) for members in stories.values()]


def _times(account: Account) -> list[Key]:
    """The days of the account, or its months if it is wide; always the months under a key of their own."""
    if account.last - account.first < _LONG_DAYS:
        return [("day", day) for day in range(account.first, account.last + 1)]
    return [
        ("month", month) for month in range(account.first // 30, min(account.last // 30, account.first // 30 + 24) + 1)
    ]


def _home_keys(account: Account) -> list[Key]:
    """Blocks in which the account stands."""
    group = block_of(account.family)
    tokens: list[Key] = [_home(spot) for spot in account.spots] or _sides(account)
    if len(account.wording) >= _SENTENCE:
        tokens.append(("wording", account.wording))
    tokens += [("toll", f.measure, f.low) for f in account.figures if f.low == f.high and (f.low or 0) >= _TELLING]
    return [(group, *time, *token) for time in _times(account) for token in tokens]


def _home(spot: Spot) -> Key:
    if spot.level == "country":
        return ("area", spot.key)
    if spot.level == "region":
        return ("area", spot.country, spot.admin1 or fold(spot.name))
    if spot.lat is None or spot.lon is None:
        return ("place", spot.key)
    return ("cell", round(spot.lat / _CELL_DEGREES), round(spot.lon / _CELL_DEGREES))


def _sides(account: Account) -> list[Key]:
    """Where an account without a place stands: with those that name the same two sides."""
    return [("sides", min(account.doer), min(account.undergoer, default=""))] if account.doer else []


def _look_keys(account: Account) -> list[Key]:
    """Blocks into which the account looks besides its own: neighbouring cells, the day before and after, its months."""
    group = block_of(account.family)
    own = set(_home_keys(account))
    tokens: set[Key] = set()
    for spot in account.spots:
        home = _home(spot)
        tokens.add(home)
        if home[0] == "cell":
            _, row, column = home
            assert isinstance(row, int)
            assert isinstance(column, int)
            tokens.update(("cell", row + dr, column + dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1))
            if spot.admin1:
                tokens.add(("area", spot.country, spot.admin1))
    if not account.spots:
        tokens.update(_sides(account))
    times: list[Key] = [*_times(account), ("month", account.first // 30)]
    if account.last - account.first < _LONG_DAYS:
        times += [("day", account.first - 1), ("day", account.last + 1)]
    return [key for time in times for token in tokens if (key := (group, *time, *token)) not in own]
