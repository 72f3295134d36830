"""Words beside a name that say what it names."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class MentionCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of mention_cues.yaml, which says what each is for."""

    locative: frozenset[str]
    captured: frozenset[str]
    taken: frozenset[str]
    kinds_of_place: frozenset[str]
    longer_name: frozenset[str]
    vessels: frozenset[str]
    opens_a_name: frozenset[str]


@cache
def mention_cues() -> MentionCues:
    """The packaged lists."""
    return msgspec.convert(read_yaml("mention_cues.yaml"), MentionCues)
