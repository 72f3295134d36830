"""What a benchmark gives, and the arithmetic that several share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

Figure = float | int | str | None
"""One cell of a table: a share, a count, a word; None where there is nothing to count."""


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing that was missed or wrong. family: what kind of fault; where: the document; words: what it is about."""

    family: str
    where: str
    words: str


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of one benchmark.

    figures: row -> column -> figure; every row has the columns of the first. notes: how the figures are to be read, one
    line each. faults: in the order of the documents.
    """

    benchmark: str
    rows: str
    figures: dict[str, dict[str, Figure]]
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def share(part: float, whole: float) -> float | None:
    """`part` of `whole`; None where there is nothing to have a part of.

    >>> share(1, 4), share(0, 0)
    (0.25, None)
    """
    return part / whole if whole else None


def f1(right: int, found: int, wanted: int) -> float | None:
    """The harmonic mean of precision and recall: right of what was found, and of what was wanted.

    >>> f1(2, 4, 4), f1(0, 0, 0)
    (0.5, None)
    """
    return share(2 * right, found + wanted)


def detection(right: int, found: int, wanted: int) -> dict[str, Figure]:
    """The columns of a task of finding things: how many there are, how many were found, and the three shares."""
    return {
        "gold": wanted,
        "found": found,
        "prec": share(right, found),
        "recall": share(right, wanted),
        "F": f1(right, found, wanted),
    }


def weighted_f1(pairs: Iterable[tuple[str, str]]) -> float | None:
    """The mean F1 of the labels of (gold, found) pairs, each weighted by how often the gold has it.

    A label that only the finder uses has no weight, but costs precision where it stands for another. The definition is
    that of scikit-learn's f1_score(average="weighted").
    """
    pairs = list(pairs)
    wanted, found = Counter(gold for gold, _ in pairs), Counter(said for _, said in pairs)
    right = Counter(gold for gold, said in pairs if gold == said)
    return share(sum(n * (f1(right[label], found[label], n) or 0.0) for label, n in wanted.items()), len(pairs))
