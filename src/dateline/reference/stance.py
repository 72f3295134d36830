"""Words of stance: plans, denials, hedges."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.reference.tables import read_yaml


class StanceWords(msgspec.Struct, frozen=True):
    """hedges: (regular expression, certainty that it leaves)."""

    planned_auxiliaries: frozenset[str]
    planning_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    hedges: tuple[tuple[str, Literal["probable", "possible"]], ...]


@cache
def stance_words() -> StanceWords:
    """The packaged lists."""
    table = read_yaml("stance.yaml")
    return StanceWords(
        planned_auxiliaries=frozenset(table["planned_auxiliaries"]),
        planning_verbs=frozenset(table["planning_verbs"]),
        denying_verbs=frozenset(table["denying_verbs"]),
        hedges=tuple((pattern, level) for level, patterns in table["hedges"].items() for pattern in patterns),
    )
