"""Platforms, agencies and formats by which something is said."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class Channels(msgspec.Struct, frozen=True, kw_only=True):
    """platform and agency as written; format: lower-cased nouns; prepositions that join a channel to a verb."""

    platform: frozenset[str]
    agency: frozenset[str]
    format: frozenset[str]
    prepositions: frozenset[str]


@cache
def channels() -> Channels:
    """The packaged table of channels, formats in lower case."""
    table = read_yaml("channels.yaml")
    table["format"] = [noun.lower() for noun in table["format"]]
    return msgspec.convert(table, Channels)
