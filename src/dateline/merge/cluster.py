"""From judged pairs to incidents, day by day: groups only ever grow, and it is kept since when.

On each day the pairs that became known then are taken strongest first. A pair is left out if it would bring together
two accounts that a person holds to be different, two whose days or places exclude each other, or two groups whose
accounts, all in all, speak against it. What a later day brings joins groups and never parts them, so the groups as of a
day are those that were made by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from dateline.merge.account import Sketch
from dateline.merge.compare import places_exclude

Pair = tuple[int, int]

MEAN_FROM: Final = -200
"""Two groups are joined only if the pairs between them score this many hundredths of a bit or more on average.

Whole numbers, so that a sum is the same in whatever order it is made.

One strong link between two groups whose other members do not fit is more often a sentence that tells of two acts than
one act; learned with the weights (`docs/merging.md`).
"""

_EARLIEST: Final = 4
_LATEST: Final = 12
"""Of a large group so many of the first and of the last accounts are asked whether another group fits."""

_GAP: Final = 1
"""Stated days further apart than this exclude each other, see `compare.compare_dates`."""


class Joining(NamedTuple):
    """One group became part of another. under: the founder (earliest account) that it has from this day on."""

    founder: int
    under: int
    day: str


class _Frame:
    """What of a group decides whether another one is excluded: the extremes of its stated days, and its places."""

    def __init__(self, one: Sketch) -> None:
        stated = one.dated == "stated"
        self.latest_first = one.first if stated else -1
        self.earliest_last = one.last if stated else 1 << 30
        self.places = {(one.spots, one.family == "territory"): one} if one.spots else {}

    def excludes(self, other: _Frame, *, by_days: bool) -> bool:
        """Whether the places of two accounts, one of each group, rule each other out, or if `by_days` their days."""
        gap = max(self.latest_first - other.earliest_last, other.latest_first - self.earliest_last)
        if by_days and gap > _GAP:
            return True
        return any(places_exclude(a, b) for a in self.places.values() for b in other.places.values())

    def take(self, other: _Frame) -> None:
        """Adds another group's days and places."""
        self.latest_first = max(self.latest_first, other.latest_first)
        self.earliest_last = min(self.earliest_last, other.earliest_last)
        self.places |= other.places


class Groups:
    """Disjoint groups of accounts, which have numbers that ascend in the order of merging.

    kept_apart: pairs that persons hold to be different. compared(n): the earlier accounts that account n was compared
    with, and the hundredths of a bit of each pair. former(n): all accounts of the group in which an account stood that
    came before those that are taken here, ascending; such a group is asked for when it matters, and then it is here.
    """

    def __init__(
        self,
        accounts: Mapping[int, Sketch],
        kept_apart: Iterable[Pair],
        compared: Callable[[Sequence[int]], Iterable[tuple[int, int]]],
        former: Callable[[int], Sequence[int]],
    ) -> None:
        self._accounts, self._compared, self._former = accounts, compared, former
        self._group: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._frames: dict[int, _Frame] = {}
        self._foes: defaultdict[int, set[int]] = defaultdict(set)
        self._refused: set[tuple[int, int, int, int, bool]] = set()
        self.joinings: list[Joining] = []
        for i, j in kept_apart:
            self._foes[i].add(j)
            self._foes[j].add(i)

    def begin_day(self, numbers: Iterable[int]) -> None:
        """Makes room for the accounts of a day; what was refused on a former day is asked anew."""
        self._group.update((n, n) for n in numbers)
        self._refused.clear()

    def join(self, i: int, j: int, day: str, *, person: bool = False, by_days: bool = True) -> bool:
        """Joins the groups of two accounts, unless they do not fit; a person's word fits unless another's is against.
        by_days: whether days of the two groups can exclude each other.

        Returns whether the pair mattered: it joined two groups, or is the first to be refused between the two.
        """
        here = self._group
        left, right = here[i] if i in here else self._here(i), here[j] if j in here else self._here(j)
        if left == right:
            return False
        large, small = self._of(left), self._of(right)
        if (len(large), -left) < (len(small), -right):
            left, right, large, small = right, left, small, large
        # Groups only grow, so a refusal stands as long as both sizes do; without this a dense block costs its cube.
        attempt = (left, right, len(large), len(small), by_days)
        if attempt in self._refused:
            return False
        if self._kept_apart(left, small) or not (person or self._fit(left, right, by_days)):
            self._refused.add(attempt)
            return True
        founders = sorted((large[0], small[0]))
        self.joinings.append(Joining(founders[1], founders[0], day))
        self._frames[left] = frame = self._frame(left)
        frame.take(self._frame(right))
        self._frames.pop(right, None)
        for each in small:
            self._group[each] = left
        joined = [*large, *small]
        if small[0] < large[-1]:
            joined.sort()
        self._members[left] = joined
        self._members.pop(right, None)
        return True

    def apart(self, i: int, j: int) -> bool:
        """Whether two accounts are in two groups. A former one that nothing asked for stands apart from all others."""
        left, right = self._group.get(i), self._group.get(j)
        return left != right or left is None

    def bring(self, numbers: Iterable[int]) -> None:
        """Has the groups of former accounts here."""
        for n in numbers:
            self._here(n)

    def all(self) -> list[list[int]]:
        """Every group that is here, each ascending, in the order of their founders."""
        alone = ([n] for n, group in self._group.items() if n == group and n not in self._members)
        return sorted([*alone, *self._members.values()])

    def _here(self, n: int) -> int:
        """The group of an account; that of a former one is brought in."""
        if n not in self._group:
            members = list(self._former(n))
            self._group.update(dict.fromkeys(members, members[0]))
            if len(members) > 1:
                self._members[members[0]] = members
        return self._group[n]

    def _of(self, group: int) -> list[int]:
        return self._members.get(group) or [group]

    def _frame(self, group: int) -> _Frame:
        if group in self._frames:
            return self._frames[group]
        first, *others = self._of(group)
        frame = _Frame(self._accounts[first])
        for each in others:
            frame.take(_Frame(self._accounts[each]))
        if others:  # most accounts stand alone: theirs are as soon made as kept
            self._frames[group] = frame
        return frame

    def _kept_apart(self, left: int, small: Iterable[int]) -> bool:
        return bool(self._foes) and any(
            self._group.get(foe) == left for each in small for foe in self._foes.get(each, ())
        )

    def _fit(self, left: int, right: int, by_days: bool) -> bool:
        if self._frame(left).excludes(self._frame(right), by_days=by_days):
            return False
        large, small = self._of(left), self._of(right)
        between = [*self._between(small, left), *self._between(large, right)]
        return sum(between) >= MEAN_FROM * len(between)

    def _between(self, members: list[int], group: int) -> Iterable[int]:
        """Hundredths of the pairs of these and earlier accounts of the group; of many, the first and last are asked."""
        asked = members if len(members) <= _EARLIEST + _LATEST else members[:_EARLIEST] + members[-_LATEST:]
        first = self._of(group)[0]  # who came before all of the group was compared with none of it
        found = self._compared([n for n in asked if n > first])
        return (hundredths for other, hundredths in found if self._group.get(other) == group)
