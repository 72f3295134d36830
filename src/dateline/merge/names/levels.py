"""What each level of comparing two names weighs, in bits, and from which sum on they name one.

A weight of +1 doubles the odds that both name one person, body or place; -1 halves them. The weights are set by hand
and held to the cases in `cases/entities`; `docs/entities.md` says how to read them.
"""

from __future__ import annotations

from typing import Final

START: Final = -3.0
"""Odds, in bits, that two names which merely share a block name one thing."""

SAME_FROM: Final = 0.0
"""Score from which two names are judged the same."""

UNSURE_FROM: Final = -2.0
"""Score from which a pair below `SAME_FROM` is left to a person."""

MARGIN: Final = 1.0
"""By how many bits the best of several that could be meant must lead the next, else none is taken."""

WEIGHTS: Final[dict[str, dict[str, float]]] = {
    "surname": {
        "same": 3.0,
        "other spelling": 2.5,
        "one sound apart": 1.0,
        "nearly the same to the ear": -1.0,
        "another ending": -2.5,
        "unlike": -9.0,
    },
    "given name": {
        "same": 3.0,
        "other spelling": 2.5,
        "one says more": 2.5,
        "an initial": 1.0,
        "only one has it": 0.0,
        "neither has it": -3.0,
        "differ": -9.0,
    },
    "father or son": {"not said": 0.0, "said of one": -9.0},
    "name": {
        "same words": 4.0,
        "other spelling": 3.5,
        "a general word more": 3.0,
        "four letters or more for its words": 3.0,
        "three letters for its words": 2.0,
        "same number and unit": 3.0,
        "same number, one says more": 2.5,
        "same number, another branch": -4.0,
        "other words": -9.0,
    },
    "lexicon": {"not both in it": 0.0, "two entries": -9.0},
    "country": {"same": 2.0, "unknown": 0.0, "other": -5.0},
    "office": {"same": 3.0, "of one kind": 1.0, "unknown": 0.0, "another": -1.0, "another, by surname alone": -3.0},
    "sort": {"same": 1.0, "unknown": 0.0, "another": -1.0},
    "rivals": {
        "not asked": 0.0,
        "named in full there": 3.0,
        "the only one so called": 0.5,
        "one of several so called": -1.5,
    },
    "place name": {"same": 2.5, "other spelling": 2.0, "nearly the same to the ear": 1.0, "other": -9.0},
    "land": {"same": 2.0, "unknown": 0.0, "other": -9.0},
    "region": {"same": 1.5, "unknown": 0.0, "other": -4.0},
    "neighbours": {"close by": 2.0, "unknown": 0.0, "some way off": -0.5, "far off": -4.0},
}
"""comparison -> level -> bits."""

VETOES: Final[frozenset[tuple[str, str]]] = frozenset(
    (
        ("surname", "unlike"),
        ("given name", "differ"),
        ("father or son", "said of one"),
        ("name", "other words"),
        ("lexicon", "two entries"),
        ("place name", "other"),
        ("land", "other"),
    )
)
"""Levels that rule "same" out whatever else agrees."""
