"""From judged pairs to incidents: connected components of "same", less what may not come together.

Edges are taken strongest first. An edge is left out if it would bring together a pair that a person holds to be
different, two accounts whose days or places exclude each other, or two groups whose pairs, all in all, speak against
it. So it is always the weakest link that gives way, and the outcome does not depend on the order of the input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

Pair = tuple[int, int]

MEAN_FROM: Final = -2.0
"""Two groups are joined only if the pairs between them that were compared score this many bits or more on average.

One strong link between two groups whose other members do not fit is more often a sentence that tells of two acts than
one act; learned with the weights (`docs/merging.md`).
"""


class Groups:
    """Disjoint groups of 0..size-1, each with its members and with those it must be kept from."""

    def __init__(self, size: int, kept_apart: Iterable[Pair]) -> None:
        self._group = list(range(size))
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}
        self._foes: defaultdict[int, set[int]] = defaultdict(set)
        self._refused: set[tuple[int, int, int, int]] = set()
        for i, j in kept_apart:
            self._foes[i].add(j)
            self._foes[j].add(i)

    def join(self, i: int, j: int, fits: Callable[[list[int], list[int]], bool]) -> None:
        """Join the groups of `i` and `j` unless a person keeps them apart or they do not fit."""
        left, right = self._group[i], self._group[j]
        if left == right:
            return
        if (len(self._members[left]), -left) < (len(self._members[right]), -right):
            left, right = right, left
        large, small = self._members[left], self._members[right]
        # Groups only grow, so a refusal stands as long as both sizes do; without this a dense block costs its cube.
        attempt = (left, right, len(large), len(small))
        if attempt in self._refused:
            return
        if any(self._group[foe] == left for each in small for foe in self._foes.get(each, ())) or not fits(
            large, small
        ):
            self._refused.add(attempt)
            return
        for each in small:
            self._group[each] = left
        large.extend(self._members.pop(right))

    def all(self) -> list[list[int]]:
        """Every group, each ascending, in the order of their first members."""
        return sorted(sorted(members) for members in self._members.values())


def components(
    size: int,
    scores: Mapping[Pair, float],
    same: Iterable[Pair],
    persons: tuple[Iterable[Pair], Iterable[Pair]],
    excluded: Callable[[int, int], bool],
) -> list[list[int]]:
    """Groups of 0..size-1, each ascending.

    scores: bits of every pair (i < j) that was compared. same: those pairs that the rule holds to be the same.
    persons: the pairs that persons hold to be the same, and to be different, the stronger first.
    excluded(i, j): whether two may not share a group on the rule's word; a person's "same" overrides it.
    """
    held_same, held_different = persons
    groups = Groups(size, held_different)
    for i, j in held_same:
        groups.join(i, j, lambda _large, _small: True)

    def fits(large: list[int], small: list[int]) -> bool:
        if any(excluded(i, j) for i in small for j in large):
            return False
        between = [s for i in small for j in large if (s := scores.get((min(i, j), max(i, j)))) is not None]
        return sum(between) >= MEAN_FROM * len(between)

    for i, j in sorted(same, key=lambda pair: (-scores[pair], pair)):
        groups.join(i, j, fits)
    return groups.all()
