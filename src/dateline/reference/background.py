"""How many of many reports hold a word: what tells common words from telling ones before a record has many reports."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from dateline.reference.tables import read_tsv

REPORTS: Final = 1200
"""About how many reports were counted."""


@cache
def held_by() -> Mapping[str, int]:
    """Word -> how many of them hold it, where several do. Counted by `scripts/background_words.py`."""
    return {row["word"]: int(row["reports"]) for row in read_tsv("background_words.tsv")}
