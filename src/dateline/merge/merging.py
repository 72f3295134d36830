"""Merging as it goes on: accounts come day by day, are compared with earlier ones, and join their groups."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from dateline.merge.account import Sketch
from dateline.merge.block import Blocks
from dateline.merge.cluster import Groups, Joining, Pair
from dateline.merge.decide import Ruling, likeliest, rule_unless_excluded
from dateline.merge.likeness import UNLIKE, Alike

_UNSURE = 3
"""How many pairs that the rule is unsure about are kept of each account, for a person to look at."""


class Ruled(NamedTuple):
    """What the rule holds of one pair, the earlier account first. They sort as pairs are joined: the strongest first.

    against: the score with its sign turned. No two have one pair, so their rulings are never held against each other.
    """

    against: float
    left: int
    right: int
    ruling: Ruling


class Former(Protocol):
    """What merging asks about the accounts of the days before those that it takes, which it has not seen."""

    def sketch(self, n: int) -> Sketch:
        """The account of this number."""

    def group(self, n: int) -> Sequence[int]:
        """The accounts, ascending, of the group in which it stood before the days that are taken."""

    def meeting(self, accounts: Sequence[Sketch]) -> Sequence[int]:
        """Numbers, ascending, of the accounts that any of these may meet (`block.windows`), and of all accounts of
        their own reports and of those that these are like. There may be more.
        """


class _Nobody:
    """The former accounts where merging begins with the first day: there are none."""

    def sketch(self, n: int) -> Sketch:
        raise KeyError(n)

    def group(self, n: int) -> Sequence[int]:
        raise KeyError(n)

    def meeting(self, accounts: Sequence[Sketch]) -> Sequence[int]:
        return ()


class _Accounts(dict[int, Sketch]):
    """Accounts by number; a former one is made when it is asked for."""

    def __init__(self, former: Former) -> None:
        super().__init__()
        self._former = former

    def __missing__(self, n: int) -> Sketch:
        self[n] = self._former.sketch(n)
        return self[n]


def _alike_to_none(_: str) -> Mapping[str, Alike]:
    return {}


class _Comparing:
    """Compares accounts with the earlier ones that they meet, and keeps what came of it. compared: how many pairs."""

    def __init__(self, former: Former, alike: Callable[[str], Mapping[str, Alike]]) -> None:
        self._former, self._alike = former, alike
        self.accounts = _Accounts(former)
        self._blocks = Blocks()
        self._kept: dict[int, array[int]] = {}  # an account, the hundredths, the next account, its hundredths ...
        self.compared = 0

    def recall(self, accounts: Sequence[Sketch]) -> None:
        """Puts the former accounts that these may meet where they are found."""
        for n in self._former.meeting(accounts):
            self._blocks.add(n, self.accounts[n])

    def take(self, n: int, account: Sketch) -> list[Ruled]:
        """What the rule holds of the account and the earlier ones that it meets; later ones will meet it."""
        found = self._compare(n, account, self._blocks)
        self.accounts[n] = account
        self._blocks.add(n, account)
        return found

    def pairs_of(self, asked: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The earlier accounts that each of these was compared with, and the hundredths of a bit of each pair."""
        unknown = [n for n in asked if n not in self._kept]
        if unknown:
            self._compare_again(unknown)
        for n in asked:
            numbers = iter(self._kept[n])
            yield from zip(numbers, numbers, strict=True)

    def _compare(self, at: int, account: Sketch, blocks: Blocks) -> list[Ruled]:
        found: list[Ruled] = []
        pairs: list[int] = []
        alike = self._alike(account.report_id)
        near = blocks.near(account, likeliest(alike))
        self.compared += len(near)
        for n in near:
            other = self.accounts[n]
            ruling = rule_unless_excluded(other, account, alike.get(other.report_id, UNLIKE))
            if ruling is None:
                continue
            pairs += n, round(ruling.score * 100)
            if ruling.verdict != "different":
                found.append(Ruled(-ruling.score, n, at, ruling))
        self._kept[at] = array("i", pairs)
        return found

    def _compare_again(self, asked: Sequence[int]) -> None:
        """Compares former accounts, ascending, with whom they met when they came."""
        blocks, waiting = Blocks(), deque(asked)
        for n in sorted({*self._former.meeting([self.accounts[each] for each in asked]), *asked}):
            if waiting and n == waiting[0]:
                self._compare(waiting.popleft(), self.accounts[n], blocks)
            blocks.add(n, self.accounts[n])


class Merging:
    """The groups that the accounts of the days so far make.

    persons: the pairs, by number, that persons hold to be the same (the stronger first) and to be different. former:
    what came before the first day that is taken; null: nothing. alike: by report, the earlier ones that it is like.
    """

    def __init__(
        self,
        persons: tuple[Sequence[Pair], Sequence[Pair]] = ((), ()),
        former: Former | None = None,
        alike: Callable[[str], Mapping[str, Alike]] = _alike_to_none,
    ) -> None:
        held_same, held_different = persons
        former = former or _Nobody()
        self._comparing = _Comparing(former, alike)
        self._groups = Groups(self._comparing.accounts, held_different, self._comparing.pairs_of, former.group)
        self._held_same: dict[int, list[Pair]] = {}
        for pair in held_same:
            self._held_same.setdefault(max(pair), []).append(pair)

    def recall(self, accounts: Sequence[Sketch]) -> None:
        """Puts the former accounts that these may meet where they are found. Once, before the first day is taken."""
        self._comparing.recall(accounts)

    def take(self, day: str, accounts: Mapping[int, Sketch]) -> list[Ruled]:
        """Takes all accounts known from one day (later than any before), by number, in the order of merging.

        Returns the rulings that matter: "same" ones that joined two groups or were refused, and "unsure" ones between
        accounts that the day leaves apart. What merely confirms that an account is where it is can be asked for again.
        """
        ruled: list[Ruled] = []
        for n, account in accounts.items():
            ruled += self._comparing.take(n, account)
        self._groups.begin_day(accounts)
        for right in accounts:
            for pair in self._held_same.get(right, ()):
                self._groups.join(*pair, day, person=True)
        same = sorted(each for each in ruled if each.ruling.verdict == "same")
        told = [
            each for each in same if self._groups.join(each.left, each.right, day, by_days=not each.ruling.told_again)
        ]
        unsure: dict[int, list[Ruled]] = defaultdict(list)
        for each in ruled:
            if each.ruling.verdict == "unsure" and self._groups.apart(each.left, each.right):
                unsure[each.right].append(each)
        for those in unsure.values():
            told += sorted(those)[:_UNSURE]
        return told

    @property
    def compared(self) -> int:
        """How many pairs were compared."""
        return self._comparing.compared

    @property
    def accounts(self) -> Mapping[int, Sketch]:
        """By number those that were taken; a former one is made when it is asked for."""
        return self._comparing.accounts

    def bring(self, numbers: Iterable[int]) -> None:
        """Has the groups of these former accounts among `groups`, whether or not anything asked for them."""
        self._groups.bring(numbers)

    def groups(self) -> list[list[int]]:
        """Numbers of the accounts of each incident, ascending, in the order of their founders; of former ones only
        those that the days taken asked for, or that were brought in.
        """
        return self._groups.all()

    def joinings(self) -> list[Joining]:
        """Which incident became part of which other one, and when, in that order."""
        return self._groups.joinings
