"""How well `same_name` tells rival spellings of one name from names that only look alike.

    python bench/names.py CASES.csv

CASES.csv has the columns name1, name2, is_match (true or false) and case_group: the labelled pairs of nomenklatura's
name benchmark (MIT licence) are in that form.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from dateline.values.names import same_name

SAME = 0.75
"""From here on two names are taken as one: what `same_name` promises."""


def figures(pairs: list[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of (said, true) pairs."""
    right = sum(said and true for said, true in pairs)
    said, true = sum(each for each, _ in pairs), sum(each for _, each in pairs)
    precision, recall = right / said if said else 1.0, right / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} over {len(pairs)} pairs"


def main(path: Path) -> None:
    """Figures for each group of pairs, and for all."""
    groups: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pair = same_name(row["name1"], row["name2"]) >= SAME, row["is_match"] == "true"
            groups[row["case_group"]].append(pair)
            groups["all"].append(pair)
    for name, pairs in sorted(groups.items()):
        print(f"{name:20} {figures(pairs)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
