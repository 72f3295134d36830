"""Numbers as ranges: which exclude each other, and the one rule by which low, best and high are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf
from typing import Final

from dateline.model.incident import Position

RULE: Final = "rules/positions/1"
"""The name of the rule of `low_best_high`; docs/merging.md explains it."""

_ROUNDED: Final = frozenset(
    {"about", "around", "some", "approximately", "roughly", "an estimated", "estimated", "nearly", "almost"}
)

_ROUND: Final = 0.1
"""How far, as a share of itself, a number may be off that is said to be rounded: "about 40" does not exclude 38."""

Range = tuple[float, float]


def bounds(low: int | None, best: int | None, high: int | None) -> Range | None:
    """The closed range that the words allow, an end that nobody gives being open; None where no number is given."""
    low, high = best if low is None else low, best if high is None else high
    if low is None and high is None:
        return None
    return (0 if low is None else low), (inf if high is None else high)


def allowed(position: Position) -> Range | None:
    """The same for a position. A number said to be rounded allows a tenth more or less."""
    found = bounds(position.low, position.best, position.high)
    if found is None or position.best is None or position.low is not None or position.high is not None:
        return found
    if position.qualifier is None or _ROUNDED.isdisjoint((position.qualifier, *position.qualifier.split())):
        return found
    return position.best * (1 - _ROUND), position.best * (1 + _ROUND)


def exclude(left: Range, right: Range) -> bool:
    """Whether no number lies in both."""
    return left[1] < right[0] or right[1] < left[0]


def low_best_high(present: Sequence[Position]) -> tuple[int | None, int | None, int | None]:
    """low: the least number that a present position gives, bounds included; high: the greatest. best: where all give
    the same, else the one number that somebody gives plainly and that no other excludes. Never a mean.

    The low stays null while all say "up to N", the high while all say "at least N": nobody has given that side.
    """
    given = [p for p in present if p.stance == "gives" and allowed(p) is not None]
    if not given:
        return None, None, None
    numbers = [n for p in given for n in (p.low, p.best, p.high) if n is not None]
    low = min(numbers) if any(n is not None for p in given for n in (p.low, p.best)) else None
    high = max(numbers) if any(n is not None for p in given for n in (p.best, p.high)) else None
    return low, _best(given), high


def leading(present: Sequence[Position]) -> int | None:
    """The plain number that most reports give, by positions that nothing revised; of equally many the one that was told
    last, of one day the greater. None where nobody gives a plain number. It says who is many, not who is right.
    """
    told: defaultdict[int, set[str]] = defaultdict(set)
    last: dict[int, str] = {}
    for position in present:
        if position.stance == "gives" and position.best is not None:
            told[position.best].update(each.report_id for each in position.tellings)
            days = (each.known_from for each in position.tellings)
            last[position.best] = max(last.get(position.best, ""), *days)
    return max(told, key=lambda n: (len(told[n]), last[n], n), default=None)


def _best(given: Sequence[Position]) -> int | None:
    if len({(p.low, p.best, p.high) for p in given}) == 1:
        return given[0].best
    ranges = [r for p in given if (r := allowed(p)) is not None]
    least, most = max(r[0] for r in ranges), min(r[1] for r in ranges)
    plain = sorted({p.best for p in given if p.best is not None and allowed(p) == (p.best, p.best)})
    fitting = [n for n in plain if least <= n <= most]
    if len(fitting) == 1:
        return fitting[0]
    return int(least) if least == most and not plain else None
