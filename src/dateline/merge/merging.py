"""Merging as it goes on: accounts come day by day, are compared with earlier ones, and join their groups."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.merge.account import Sketch
from dateline.merge.block import Blocks
from dateline.merge.cluster import Groups, Joining, Pair
from dateline.merge.compare import days_exclude, places_exclude
from dateline.merge.decide import Ruling, rule_on

_UNSURE = 3
"""How many pairs that the rule is unsure about are kept of each account, for a person to look at."""


class Ruled(NamedTuple):
    """What the rule holds of one pair, the earlier account first."""

    left: int
    right: int
    ruling: Ruling


def _strength(ruled: Ruled) -> tuple[float, int, int]:
    return -ruled.ruling.score, ruled.left, ruled.right


class Merging:
    """The groups that the accounts of the days so far make.

    persons: the pairs, as positions in the order of merging, that persons hold to be the same (the stronger first)
    and to be different.
    """

    def __init__(self, persons: tuple[Sequence[Pair], Sequence[Pair]] = ((), ())) -> None:
        held_same, held_different = persons
        self._accounts: list[Sketch] = []
        self._blocks = Blocks()
        self._compared: list[tuple[array[int], array[int]]] = []
        self._groups = Groups(self._accounts, held_different, self._bits)
        self._held_same: dict[int, list[Pair]] = {}
        for pair in held_same:
            self._held_same.setdefault(max(pair), []).append(pair)

    def take(self, day: str, accounts: Iterable[Sketch]) -> list[Ruled]:
        """Takes all accounts known from one day (later than any before), in the order of merging.

        Returns the rulings that matter: "same" ones that joined two groups or were refused, and "unsure" ones between
        accounts that the day leaves apart. What merely confirms that an account is where it is can be asked for again.
        """
        ruled: list[Ruled] = []
        begin = len(self._accounts)
        for account in accounts:
            ruled += self._compare(len(self._accounts), account)
        self._groups.begin_day()
        for right in range(begin, len(self._accounts)):
            for pair in self._held_same.get(right, ()):
                self._groups.join(*pair, day, person=True)
        same = sorted((each for each in ruled if each.ruling.verdict == "same"), key=_strength)
        told = [each for each in same if self._groups.join(each.left, each.right, day)]
        unsure: dict[int, list[Ruled]] = defaultdict(list)
        for each in ruled:
            if each.ruling.verdict == "unsure" and self._groups.apart(each.left, each.right):
                unsure[each.right].append(each)
        for those in unsure.values():
            told += sorted(those, key=_strength)[:_UNSURE]
        return told

    def groups(self) -> list[list[int]]:
        """Positions of the accounts of each incident, ascending, in the order of their founders."""
        return self._groups.all()

    def joinings(self) -> list[Joining]:
        """Which incident became part of which other one, and when, in that order."""
        return self._groups.joinings

    def _compare(self, at: int, account: Sketch) -> list[Ruled]:
        found, others, hundredths = [], array("I"), array("h")
        for n in self._blocks.near(account):
            other = self._accounts[n]
            if days_exclude(other, account) or places_exclude(other, account):
                continue  # most pairs end here, and no other comparison could make them the same
            ruling = rule_on(other, account)
            others.append(n)
            hundredths.append(round(ruling.score * 100))
            if ruling.verdict != "different":
                found.append(Ruled(n, at, ruling))
        self._accounts.append(account)
        self._compared.append((others, hundredths))
        self._blocks.add(at, account)
        return found

    def _bits(self, at: int) -> Iterable[tuple[int, float]]:
        others, hundredths = self._compared[at]
        return zip(others, (each / 100 for each in hundredths), strict=True)
