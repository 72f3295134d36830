"""Rival spellings: SpellingUkraine's names, and the labelled pairs of nomenklatura's name benchmark.

Two names are said to be one where `same_name` gives 0.75 or more, which is what it promises. SpellingUkraine is
measured over all pairs of its spellings: a pair is one name if some entry has both. `with old names` adds the names
that an entry only lists as related (a town's name before it was renamed), which no comparison of letters can join.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from dateline.model.errors import SettingError
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, detection
from dateline.pipeline.benchmarks.published import Run, folder_with, missing
from dateline.values.names import same_name

LAYOUT: Final = "*/*.json of SpellingUkraine (places/kherson.json), or cases.csv with name1, name2 and is_match"
PUBLISHED: Final = (
    "https://github.com/Tyrrrz/SpellingUkraine (data/vocabulary) and "
    "https://github.com/opensanctions/nomenklatura (contrib/name_bench)"
)
SAME: Final = 0.75
"""From here on two names are taken as one."""
FAULTS: Final = 2000
"""So many faults of a set are kept at most: millions of pairs are compared."""


class Entry(NamedTuple):
    """One name of SpellingUkraine with its spellings, and other names of the same place or person."""

    name: str
    spellings: tuple[str, ...]
    related: tuple[str, ...]


class Pair(NamedTuple):
    """Two names, and whether they are one: by the gold, and as Dateline says."""

    first: str
    second: str
    one: bool
    said: bool


def entries(folder: Path) -> list[Entry]:
    """The entries of SpellingUkraine, by file. Raises SettingError for a file that is not an entry."""
    found = []
    for path in sorted(folder.glob("*/*.json")):
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            spellings = (held["sourceSpelling"], held["correctSpelling"], *held.get("incorrectSpellings", ()))
        except (ValueError, KeyError, TypeError) as error:
            raise SettingError(
                f"is not an entry of SpellingUkraine: {type(error).__name__}: {error}", where=str(path),
                remedy="Give the folder as it is published.",
            ) from error  # fmt: skip
        found.append(Entry(path.stem, spellings, tuple(held.get("relatedSpellings", ()))))
    return found


def rivals(found: Iterable[Entry], run: Run, *, related: bool) -> Iterator[Pair]:
    """Every pair of different spellings, with whether some entry has both."""
    holders: dict[str, set[str]] = defaultdict(set)
    for each in found:
        for spelling in (*each.spellings, *(each.related if related else ())):
            holders[spelling].add(each.name)
    spellings = sorted(holders)
    doing = "SpellingUkraine, all names" if related else "SpellingUkraine"
    for n, first in enumerate(spellings, 1):
        for second in spellings[n:]:
            said = same_name(first, second) >= SAME
            one = not holders[first].isdisjoint(holders[second])
            if said or one:
                yield Pair(first, second, one, said)
        run.told(doing, n, len(spellings))


def labelled(path: Path) -> Iterator[Pair]:
    """The labelled pairs of nomenklatura."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            said = same_name(row["name1"], row["name2"]) >= SAME
            yield Pair(row["name1"], row["name2"], row["is_match"].lower() == "true", said)


def compared(pairs: Iterable[Pair], where: str) -> tuple[dict[str, Figure], list[Fault]]:
    """The columns of one row, and what is wrong. Pairs that neither side takes for one count for nothing."""
    counts: Counter[str] = Counter()
    faults: list[Fault] = []
    for each in pairs:
        counts.update(gold=each.one, found=each.said, right=each.one and each.said)
        if each.one != each.said and len(faults) < FAULTS:
            family = "one name, not told" if each.one else "two names, taken for one"
            faults.append(Fault(f"{where}: {family}", where, f"{each.first} / {each.second}"))
    return detection(counts["right"], counts["found"], counts["gold"]), faults


def measure(run: Run) -> Measured:
    """Pairwise F over SpellingUkraine and over the labelled pairs, whichever `data` has; both if it has both."""
    ukraine, bench = folder_with(run.data, ["*/*.json", "places"]), folder_with(run.data, ["cases.csv"])
    sets: dict[str, Iterable[Pair]] = {}
    if ukraine is not None:
        found = entries(ukraine)[: run.limit]
        sets["SpellingUkraine"] = rivals(found, run, related=False)
        sets["with old names"] = rivals(found, run, related=True)
    if bench is not None:
        sets["nomenklatura"] = islice(labelled(bench / "cases.csv"), run.limit)
    if not sets:
        raise missing(run.data, LAYOUT, PUBLISHED)
    measured = {name: compared(pairs, name) for name, pairs in sets.items()}
    return Measured(
        benchmark="names",
        rows="names",
        figures={name: figures for name, (figures, _) in measured.items()},
        notes=(f"pairs of names; said to be one from {SAME} on",),
        faults=tuple(fault for _, faults in measured.values() for fault in faults),
    )
