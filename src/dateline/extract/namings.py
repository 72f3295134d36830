"""Which names stand where among the parties of a report, found once, so that no act has to go through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

LATEST = 4
"""How many different names before a place in the text are kept: one more than any feature counts."""


class Named(msgspec.Struct, frozen=True):
    """The parties of one kind. A party is told by its place in the list of all.

    at: where they are, ascending. latest: for each of them the last place of the LATEST different names up to it,
    newest first. by_name: where the parties of a name are, ascending.
    """

    at: list[int]
    latest: list[tuple[tuple[int, str], ...]]
    by_name: dict[str, list[int]]

    def others(self, name: str, begin: int, end: int) -> int:
        """How many names but this one the parties from `begin` up to `end` have; LATEST - 1 where it is more."""
        n = bisect_left(self.at, end)
        latest = self.latest[n - 1] if n else ()
        return min(sum(1 for at, other in latest if at >= begin and other != name), LATEST - 1)

    def within(self, name: str, begin: int, end: int) -> list[int]:
        """Where parties of this name are, from `begin` up to `end`."""
        found = self.by_name.get(name, [])
        return found[bisect_left(found, begin) : bisect_left(found, end)]

    def has(self, name: str, begin: int, end: int) -> bool:
        """Whether a party from `begin` up to `end` has this name."""
        found = self.by_name.get(name, ())
        n = bisect_left(found, begin)
        return n < len(found) and found[n] < end


NOBODY = Named([], [], {})


def by_kind(named: Iterable[tuple[int, str, str]]) -> dict[str, Named]:
    """Kind -> its parties. named: (place in the list of all, kind, name), ascending."""
    found: dict[str, Named] = {}
    for at, kind, name in named:
        those = found.setdefault(kind, Named([], [], {}))
        before = those.latest[-1] if those.latest else ()
        those.at.append(at)
        those.latest.append(((at, name), *(each for each in before if each[1] != name))[:LATEST])
        those.by_name.setdefault(name, []).append(at)
    return found
