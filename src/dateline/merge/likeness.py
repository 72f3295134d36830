"""Which earlier reports tell the story that a report tells, by their marks: words, names, ages.

Two accounts of one shooting in two local papers can agree in no place and no day that was read, and still name the same
boy of 14. How telling a word or name is depends on how many reports hold it: of those known by the day of the later
report, and of a background of others. So what is known later never changes what was found before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.merge.marks import NUMBERS, Marks, number_of
from dateline.reference.background import REPORTS, held_by

_KEPT: Final = 64
"""Of each report so many of its most telling words are kept."""

_POSTED: Final = 40
_ASKED: Final = 24
"""By so many of them later reports find it, and by so many of theirs they look: those that the fewest reports hold."""

_LATEST: Final = 40
"""Of the reports that hold a word so many of the latest are found."""

_RARE: Final = 12
"""A name that more reports hold tells nothing."""

_NEAREST: Final = 12
"""So many earlier reports are looked at closely."""

_TEXTS: Final = ((0.3, "much alike"), (0.2, "alike"), (0.15, "somewhat alike"))
"""Cosine of the tf-idf weights of two reports' telling words, from which the texts are called so."""

_SHARED: Final = 5
_RARITY: Final = 2.5
"""So many words in common of those that at most one report in twelve holds: two short reports of a shelling are alike
as any two of them are.
"""

_NAMES: Final = ((3.0, "several rare names"), (1.5, "rare names"), (0.7, "a rare name"))
"""Sum over the names in common of 1/sqrt(reports that hold it, less one), from which they are called so: a name that
only these two reports hold counts 1, one that five hold 0.5.
"""

_AGES: Final = ((2, "ages in common"), (1, "an age in common"))
"""So many ages of persons in common, from which they are called so."""


class Alike(NamedTuple):
    """The level of each comparison of two reports."""

    names: str = "no rare name"
    ages: str = "no age in common"
    texts: str = "other texts"

    @property
    def tells(self) -> bool:
        """Whether it brings two reports together; one age in common alone is chance."""
        return self._replace(ages=UNLIKE.ages) != UNLIKE or self.ages == _AGES[0][1]


UNLIKE: Final = Alike()
"""Any two reports that nothing brought together."""


class _Kept(NamedTuple):
    """numbers: of its telling words, ascending; weights: of how often each stands there."""

    numbers: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    names: frozenset[str]
    ages: frozenset[int]


class Likeness:
    """The reports of the days so far."""

    def __init__(self) -> None:
        self._reports = REPORTS
        self._holding = np.zeros(NUMBERS, np.int32)
        for word, count in held_by().items():
            self._holding[number_of(word)] += count
        self._named: Counter[str] = Counter()
        self._ids: list[str] = []
        self._kept: list[_Kept] = []
        self._posted: dict[int | str, list[int]] = {}

    def take(self, told: Sequence[tuple[str, Marks]]) -> Iterator[tuple[str, str, Alike]]:
        """Takes all reports of one day, later than any before, in the order of merging.

        Gives (report, an earlier one that is like it in anything, in what). It must be read to its end.
        """
        self._count(told)
        for report_id, marks in told:
            kept = self._telling(marks)
            for n in self._near(kept):
                alike = self._compare(kept, self._kept[n])
                if alike.tells:
                    yield report_id, self._ids[n], alike
            self._add(report_id, kept)

    def recall(self, told: Sequence[tuple[str, Marks]]) -> None:
        """Takes all reports of a former day, of which nothing is asked."""
        self._count(told)
        for report_id, marks in told:
            self._add(report_id, self._telling(marks))

    def _count(self, told: Sequence[tuple[str, Marks]]) -> None:
        for _, marks in told:
            self._holding[_numbers(marks)] += 1
            self._named.update(marks.names)
        self._reports += len(told)

    def _rarity(self, numbers: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
        """Inverse document frequency: log of reports over those that hold the word."""
        return np.log((self._reports + 1) / self._holding[numbers]).astype(np.float32)

    def _telling(self, marks: Marks) -> _Kept:
        numbers = _numbers(marks)
        weights = (1 + np.log(np.frombuffer(marks.counts, "u1"))).astype(np.float32)
        order = np.lexsort((numbers, -weights * self._rarity(numbers)))[:_KEPT]
        order = np.sort(order)
        return _Kept(numbers[order], weights[order], frozenset(marks.names), frozenset(marks.ages))

    def _add(self, report_id: str, kept: _Kept) -> None:
        at = len(self._ids)
        self._ids.append(report_id)
        self._kept.append(kept)
        keys: list[int | str] = [*self._rarest(kept.numbers, _POSTED), *kept.names]
        for key in keys:
            self._posted.setdefault(key, []).append(at)

    def _rarest(self, numbers: npt.NDArray[np.uint32], most: int) -> list[int]:
        found: list[int] = numbers[np.lexsort((numbers, self._holding[numbers]))][:most].tolist()
        return found

    def _near(self, kept: _Kept) -> list[int]:
        """The earlier reports with which it shares the most telling words and names."""
        known = np.array([n for n in kept.numbers.tolist() if n in self._posted], np.uint32)
        asked: list[int | str] = [*self._rarest(known, _ASKED), *(name for name in kept.names if name in self._posted)]
        shared: Counter[int] = Counter()
        for key in asked:
            shared.update(self._posted[key][-_LATEST:])
        return [n for _, n in nlargest(_NEAREST, zip(shared.values(), shared.keys(), strict=True))]

    def _compare(self, a: _Kept, b: _Kept) -> Alike:
        named = [self._named[name] for name in a.names & b.names]
        names = sum((held - 1) ** -0.5 for held in sorted(named) if held <= _RARE)
        ages = len(a.ages & b.ages)
        return Alike(
            _level(names, _NAMES) or UNLIKE.names,
            _level(ages, _AGES) or UNLIKE.ages,
            _level(self._cosine(a, b), _TEXTS) or UNLIKE.texts,
        )

    def _cosine(self, a: _Kept, b: _Kept) -> float:
        if not len(b.numbers):
            return 0.0
        at = np.minimum(np.searchsorted(b.numbers, a.numbers), len(b.numbers) - 1)
        i = np.flatnonzero(b.numbers[at] == a.numbers)
        if len(i) < _SHARED or np.count_nonzero(self._rarity(a.numbers[i]) >= _RARITY) < _SHARED:
            return 0.0
        left, right = a.weights * self._rarity(a.numbers), b.weights * self._rarity(b.numbers)
        return float(left[i] @ right[at[i]] / np.linalg.norm(left) / np.linalg.norm(right))


def _numbers(marks: Marks) -> npt.NDArray[np.uint32]:
    return np.frombuffer(marks.words, "<u4").astype(np.uint32)


def _level(value: float, levels: Iterable[tuple[float, str]]) -> str | None:
    return next((name for least, name in levels if value >= least), None)
