"""Words with which somebody rejects what another has said, and words that point back to it."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class Rejections(msgspec.Struct, frozen=True):
    """verdicts: what the rejected is called. charges, all_charges: a claim, one or all of them. pointers: "this", "it".
    counts: numbers given before. held: what is said of a place that was not taken. noes: words of saying no.
    others: such as tell that another act is meant.
    """

    verdicts: frozenset[str]
    charges: frozenset[str]
    all_charges: frozenset[str]
    pointers: frozenset[str]
    counts: frozenset[str]
    held: frozenset[str]
    noes: frozenset[str]
    others: frozenset[str]


@cache
def rejections() -> Rejections:
    """The packaged words, in small letters."""
    return msgspec.convert(read_yaml("rejections.yaml"), Rejections)
