"""From judged pairs to incidents: connected components of "same", less what may not come together.

Edges are taken strongest first; an edge that would bring together a pair which a person holds to be different, or two
accounts whose days or places exclude each other, is left out. So it is always the weakest link that gives way, and the
outcome does not depend on the order of the input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

Pair = tuple[int, int]


class Groups:
    """Disjoint groups of 0..size-1, each with its members and with the groups it must be kept from."""

    def __init__(self, size: int, kept_apart: Iterable[Pair]) -> None:
        self._group = list(range(size))
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}
        self._foes: defaultdict[int, set[int]] = defaultdict(set)
        for i, j in kept_apart:
            self._foes[i].add(j)
            self._foes[j].add(i)

    def members(self, i: int) -> list[int]:
        """All members of the group of `i`."""
        return self._members[self._group[i]]

    def join(self, i: int, j: int, excluded: Callable[[list[int], list[int]], bool]) -> bool:
        """Join the groups of `i` and `j` unless a person keeps them apart or `excluded` says they cannot be one."""
        left, right = self._group[i], self._group[j]
        if left == right:
            return True
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        large, small = self._members[left], self._members[right]
        if any(self._group[foe] == left for member in small for foe in self._foes.get(member, ())):
            return False
        if excluded(large, small):
            return False
        for member in small:
            self._group[member] = left
        large.extend(self._members.pop(right))
        return True

    def all(self) -> list[list[int]]:
        """Every group, each ascending, in the order of their first members."""
        return sorted(sorted(members) for members in self._members.values())


def components(
    size: int,
    same: Mapping[Pair, float],
    held_same: Iterable[Pair],
    held_different: Iterable[Pair],
    excluded: Callable[[int, int], bool],
) -> list[list[int]]:
    """Groups of 0..size-1.

    same: the rule's edges with their scores. held_same, held_different: what persons hold, the stronger first.
    excluded(i, j): whether two may not share a group on the rule's word; a person's "same" overrides it.
    """
    groups = Groups(size, held_different)
    for i, j in held_same:
        groups.join(i, j, lambda _large, _small: False)

    def any_excluded(large: list[int], small: list[int]) -> bool:
        return any(excluded(i, j) for i in small for j in large)

    for (i, j), _ in sorted(same.items(), key=lambda edge: (-edge[1], edge[0])):
        groups.join(i, j, any_excluded)
    return groups.all()
