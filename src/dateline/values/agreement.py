"""Krippendorff's alpha: how far people who judge the same things agree, beyond what chance would give.

Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), with the nominal difference: two values are the
same or they are not. Any number of people, any of whom may have left units out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """1: all agree; 0: as chance would have it; below 0: less than that. units: the values that each was given.

    None where no unit has two values, or where all values of such units are one: then nothing could have differed.

    >>> alpha([["a", "a"], ["b", "b"]])
    1.0
    >>> round(alpha([["yes", "no"], ["yes", "yes"], ["no", "no"]]), 4)
    0.4444
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        counts = Counter(values)
        pairable = counts.total() - 1
        if pairable < 1:
            continue
        for one, times in counts.items():
            for other, others in counts.items():
                coincidences[one, other] += times * (others - (one == other)) / pairable  # type: ignore[assignment]
    marginals: Counter[Hashable] = Counter()
    for (one, _), weight in coincidences.items():
        marginals[one] += weight
    total = sum(marginals.values())
    expected = total * total - sum(n * n for n in marginals.values())
    if expected == 0:
        return None
    observed = sum(weight for (one, other), weight in coincidences.items() if one != other)
    return 1 - (total - 1) * observed / expected
