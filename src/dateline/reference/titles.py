"""Ranks, honorifics and offices of persons, and what kind of source a noun makes."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.reference.tables import read_yaml

Category = Literal[
    "official",
    "military",
    "armed group",
    "media",
    "analyst",
    "witness",
    "NGO",
    "IGO",
    "civilian",
    "anonymous",
    "unknown",
]


class Titles(msgspec.Struct, frozen=True, kw_only=True):
    """ranks and honorifics as written ("Lt. Gen."), offices as lower-cased nouns, nouns that tell a person's sex."""

    ranks: frozenset[str]
    honorifics: frozenset[str]
    offices: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]


@cache
def titles() -> Titles:
    """The packaged table of titles."""
    return msgspec.convert(read_yaml("titles.yaml"), Titles)


@cache
def title_words() -> frozenset[str]:
    """Every single word that can open a person's style, as written: "Lt.", "Gen", "Air", "Marshal"."""
    table = titles()
    return frozenset(word for title in table.ranks | table.honorifics for word in title.split())


@cache
def source_categories() -> dict[str, Category]:
    """Lower-cased noun or noun phrase -> category of a source so called."""
    table: dict[Category, list[str]] = read_yaml("speech_nouns.yaml")
    return {noun.lower(): category for category, nouns in table.items() for noun in nouns}


@cache
def whole_titles() -> tuple[frozenset[str], frozenset[str]]:
    """Every rank and honorific; and whatever one of them can end with as a token, its full stop written or not."""
    known = titles().ranks | titles().honorifics
    ends = {each.split()[-1] for each in known}
    ends |= {word.removesuffix(".") for word in ends}
    return known, frozenset(word[n:] for word in ends for n in range(len(word)))
