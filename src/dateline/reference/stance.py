"""Words of stance: plans, denials, hedges."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.reference.phrases import PhraseScanner
from dateline.reference.tables import read_yaml


class Hedge(msgspec.Struct, frozen=True):
    """What a hedge leaves of certainty. passive: only where nobody is named who says so; negated: only with "not";
    perfect: only with "have".
    """

    leaves: Literal["probable", "possible"]
    passive: bool = False
    negated: bool = False
    perfect: bool = False


class StanceWords(msgspec.Struct, frozen=True):
    """beside: hedges that hang on what they hedge. over: lemmas of verbs that hedge their complement. modals: helping
    verbs that do.
    """

    planned_auxiliaries: frozenset[str]
    planning_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    beside: PhraseScanner[Hedge]
    over: dict[str, Hedge]
    modals: dict[str, Hedge]


@cache
def stance_words() -> StanceWords:
    """The packaged lists."""
    table = read_yaml("stance.yaml")
    over: dict[str, Hedge] = {}
    modals: dict[str, Hedge] = {}
    for level, words in table["hedges"].items():
        over |= {word: Hedge(level) for word in words["over"]}
        over |= {word: Hedge(level, passive=True) for word in words["passive"]}
        over |= {word: Hedge(level, negated=True) for word in words["negated"]}
        modals |= {word: Hedge(level) for word in words["modals"]}
        modals |= {word: Hedge(level, perfect=True) for word in words["perfect"]}
    return StanceWords(
        planned_auxiliaries=frozenset(table["planned_auxiliaries"]),
        planning_verbs=frozenset(table["planning_verbs"]),
        denying_verbs=frozenset(table["denying_verbs"]),
        beside=PhraseScanner(
            (word, Hedge(level)) for level, each in table["hedges"].items() for word in each["beside"]
        ),
        over=over,
        modals=modals,
    )
