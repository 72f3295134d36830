"""Days from which news counts without naming them: the start of a war, an invasion, a coup."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class Epoch(msgspec.Struct, frozen=True, kw_only=True):
    """A beginning. nouns: what is said to have begun; about: words by which a report shows that it means this one.

    to: the last day of what began there, or None if it goes on. source: the article that gives the day.
    """

    name: str
    day: date
    to: date | None = None
    nouns: tuple[str, ...]
    about: frozenset[str]
    source: str


@cache
def epochs() -> tuple[Epoch, ...]:
    """All known epochs, in the order of the file."""
    return tuple(msgspec.convert(read_yaml("epochs.yaml"), list[Epoch], strict=False))


@cache
def epoch_nouns() -> tuple[str, ...]:
    """Every noun that can begin an epoch, longest first."""
    return tuple(sorted({noun for epoch in epochs() for noun in epoch.nouns}, key=lambda noun: (-len(noun), noun)))
