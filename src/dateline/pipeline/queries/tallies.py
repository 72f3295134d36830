"""How often each name of a slot is met among the assertions, or incidents, that pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.store import Record
from dateline.store.columns import BySeq, Mask, Slot, by_seq, slot

MOST: Final = 50
"""Values of one filter that are counted for a reader."""


def assertions_by(record: Record, name: str, passing: Mask) -> dict[str, int]:
    """By value of the slot, as it is shown: how many assertions that pass have it; by value."""
    found = slot(record, name)
    counts = _assertions(record, name, found, passing)
    return dict(sorted(_shown(found, counts, np.flatnonzero(counts).tolist()).items()))


def most_met(
    record: Record, name: str, passing: Mask, incidents: tuple[NDArray[np.int32], Mask] | None = None
) -> dict[str, int]:
    """The MOST values that are met most often, with how often; of equals the first by name.

    incidents: the number of each assertion's incident (-1: none), and by number which of them to count, each once for a
    value that one of its passing accounts has; None: to count the assertions.
    """
    found = slot(record, name)
    offered = found.offered
    if incidents is None:
        counts = _assertions(record, name, found, passing)
        order = offered[np.argsort(-counts[offered], kind="stable")]
        chosen = {int(n): int(counts[n]) for n in order[: _enough(counts[order])]}
    elif _few(passing):
        counts = _incidents_of_few(*incidents, by_seq(record, name), np.flatnonzero(passing), len(found.names))
        order = offered[np.argsort(-counts[offered], kind="stable")]
        chosen = {int(n): int(counts[n]) for n in order[: _enough(counts[order])]}
    else:
        chosen = _incidents(*incidents, found, _assertions(record, name, found, passing), passing)
    shown = _shown(found, chosen, chosen)
    return dict(sorted(shown.items(), key=lambda each: (-each[1], each[0]))[:MOST])


def _few(passing: Mask) -> bool:
    """Whether it is quicker to look at the names of what passes than at what all names pass with."""
    return int(np.count_nonzero(passing)) * 8 < len(passing)


def _assertions(record: Record, name: str, found: Slot, passing: Mask) -> NDArray[np.int64]:
    """By place in the slot."""
    if not len(found.names):
        return np.zeros(0, np.int64)
    if _few(passing):
        places, _ = by_seq(record, name).of(np.flatnonzero(passing))
        return np.bincount(places, minlength=len(found.names))
    return np.add.reduceat(passing[found.seqs], found.at[:-1], dtype=np.int64)


def _incidents_of_few(
    at: NDArray[np.int32], wanted: Mask, names: BySeq, seqs: NDArray[np.intp], size: int
) -> NDArray[np.int64]:
    """By place in the slot; seqs: of the assertions that pass."""
    places, seqs = names.of(seqs)
    incidents = at[seqs].astype(np.int64)
    meant = (incidents >= 0) & np.append(wanted, False)[incidents]
    pairs = np.unique(places[meant] * np.int64(len(wanted)) + incidents[meant])
    return np.bincount(pairs // max(1, len(wanted)), minlength=size)


def _incidents(
    at: NDArray[np.int32], wanted: Mask, found: Slot, counts: NDArray[np.int64], passing: Mask
) -> dict[int, int]:
    """By place in the slot. A value is in no more incidents than assertions: when MOST have been met that are in more
    than the next has assertions, no other can come before them.
    """
    wanted = np.append(wanted, False)  # for what is in no incident, at -1
    met: dict[int, int] = {}
    least: list[int] = []
    for n in found.offered[np.argsort(-counts[found.offered], kind="stable")].tolist():
        if counts[n] == 0 or (len(least) >= MOST and counts[n] < least[MOST - 1]):
            break
        seqs = found.seqs[found.at[n] : found.at[n + 1]]
        of_value = np.zeros(len(wanted), np.bool_)
        of_value[at[seqs[passing[seqs]]]] = True
        number = int(np.count_nonzero(of_value & wanted))
        if number:
            met[n] = number
            least = sorted((*least, number), reverse=True)[:MOST]
    return met


def _enough(descending: NDArray[np.int64]) -> int:
    """How many of the counts to look at: MOST, those equal to the last of them too, and none that is 0."""
    some = int(np.count_nonzero(descending))
    return some if some <= MOST else int(np.count_nonzero(descending >= descending[MOST - 1]))


def _shown(found: Slot, counts: Mapping[int, int] | NDArray[np.int64], places: Iterable[int]) -> dict[str, int]:
    """By the name as it is shown, of these places in the slot; a name that nothing goes by is left out."""
    numbered = ((found.shown.get(int(found.names[n])), int(counts[n])) for n in places)
    return {shown: count for shown, count in numbered if shown is not None}
