"""Which incidents of before and after are about the same: those that have accounts in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.model.incident import Incident


class Counterparts(NamedTuple):
    """Incidents of before and after that hang together by common accounts; either side may be empty."""

    former: tuple[Incident, ...]
    present: tuple[Incident, ...]


def counterparts(before: Iterable[Incident], after: Iterable[Incident]) -> Iterator[Counterparts]:
    """Every group of incidents in which something differs, in the order of `after`, then what is gone.

    An id alone tells nothing: it is that of the earliest account, which a merge or a withdrawal can change. So
    incidents are followed by their accounts. Time grows with the number of accounts.
    """
    former = {i.incident_id: i for i in before}
    present = []
    for incident in after:
        if former.get(incident.incident_id) == incident:
            del former[incident.incident_id]
        else:
            present.append(incident)
    earlier = list(former.values())
    every = earlier + present
    groups = _Groups(len(every))
    first_with: dict[str, int] = {}
    for number, incident in enumerate(every):
        for account in incident.assertion_ids:
            groups.join(first_with.setdefault(account, number), number)
    found: dict[int, tuple[list[Incident], list[Incident]]] = {}
    for number in (*range(len(earlier), len(every)), *range(len(earlier))):
        sides = found.setdefault(groups.of(number), ([], []))
        sides[number >= len(earlier)].append(every[number])
    for old, new in found.values():
        yield Counterparts(tuple(old), tuple(new))


class _Groups:
    """Numbers that are joined into groups; of two groups the one with the smaller number leads."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def of(self, number: int) -> int:
        """The leading number of the group."""
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Makes one group of the two groups."""
        first, second = sorted((self.of(one), self.of(other)))
        self._leader[second] = first
