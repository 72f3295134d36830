"""The lexicon of control: which words say that somebody holds, takes or loses a place."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.model.vocabulary import ControlState
from dateline.reference.tables import read_yaml


class ControlVerb(msgspec.Struct, frozen=True):
    """state it gives; place: where the place stands (object, subject, any, or after a preposition); holder likewise.

    armed: only a force can be the subject (a tourist leaves a town, an army abandons it). rid: of a force (a place is
    cleared of mines, too).
    """

    state: ControlState
    place: str
    holder: Literal["subject", "to"]
    armed: bool = False
    rid: bool = False


class ControlWords(msgspec.Struct, frozen=True):
    """verbs by lemma (with particle), nouns that take "of" a place, and participles after a hyphen.

    never_holders: heads of words for people who hold no ground; not_yet: verbs over one of control that leave it undone
    ("have to leave").
    """

    verbs: dict[str, ControlVerb]
    phrases: dict[str, ControlState]
    attributive: dict[str, ControlState]
    never_holders: frozenset[str]
    not_yet: frozenset[str]


@cache
def control_words() -> ControlWords:
    """The packaged lexicon."""
    return msgspec.convert(read_yaml("control.yaml"), ControlWords)


@cache
def ground_words() -> dict[str, list[str]]:
    """Nouns for ground: "parts" of a place (most of Goma), and "grounds" that stand for the place last named."""
    table: dict[str, list[str]] = read_yaml("ground.yaml")
    return table
