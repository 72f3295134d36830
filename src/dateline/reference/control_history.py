"""What the history of who holds a place must know: for whom groups fight, words for parts, who takes no side."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class HistoryWords(msgspec.Struct, frozen=True):
    """fights_for: group id -> ISO 3166 alpha-3. part, bearing: words for a part of a place. bystanders: categories of
    speakers who take no side. bodies: words for what publishes in the name of a side.
    """

    fights_for: dict[str, str]
    part: frozenset[str]
    bearing: frozenset[str]
    bystanders: frozenset[str]
    bodies: frozenset[str]


@cache
def history_words() -> HistoryWords:
    """The packaged table."""
    return msgspec.convert(read_yaml("control_history.yaml"), HistoryWords)
