"""Words by which a report says that it was no attack: debris of an air defence, an accident."""

from __future__ import annotations

import re
from functools import cache

from dateline.reference.tables import read_yaml


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = read_yaml("causes.yaml")
    return tuple(
        (cause, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)) for cause, words in table.items()
    )


def cause_of(words: str) -> tuple[str | None, str]:
    """The cause that the words name, and the words for it; None and all the words where they name none.

    >>> cause_of("The house was hit by debris of a downed missile")
    ('air defence', 'debris')
    """
    for cause, pattern in _patterns():
        if found := pattern.search(words):
            return cause, found[0]
    return None, words
