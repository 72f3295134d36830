"""Counts in how many of the project's own reports each word stands: `python scripts/background_words.py`.

Writes `reference/data/background_words.tsv`, by which merging knows common words from telling ones before a record has
enough reports of its own. Words of fewer than LEAST reports are as good as unknown and are left out.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dateline.merge.marks import words_of

LEAST = 3
ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "dateline" / "reference" / "data" / "background_words.tsv"


def table() -> str:
    """The file, as the training reports of now make it."""
    reports = sorted((ROOT / "training").glob("*/reports/*.txt"))
    held_by: Counter[str] = Counter()
    for path in reports:
        held_by.update(set(words_of(path.read_text(encoding="utf-8"))))
    common = sorted((word, n) for word, n in held_by.items() if n >= LEAST)
    head = (
        f"# Of {len(reports)} reports how many hold a word; words of fewer than {LEAST} are left out.\n"
        "# Source: the project's own training reports, counted by scripts/background_words.py.\n"
        "word\treports\n"
    )
    return head + "".join(f"{word}\t{n}\n" for word, n in common)


if __name__ == "__main__":
    OUT.write_text(table(), encoding="utf-8")
