"""What each level of each comparison weighs, in bits, and where "same" begins.

A weight of +1 doubles the odds that the two accounts tell of one occurrence, -1 halves them. `docs/merging.md` says
how the weights were learned; `bench/merge.py --learn` prints them anew.
"""

from __future__ import annotations

from typing import Final

START: Final = -4.0
"""Odds, in bits, that two accounts which merely share a block are one occurrence."""

SAME_FROM: Final = 0.0
"""Score from which two accounts are judged the same."""

UNSURE_FROM: Final = -1.0
"""Score from which a pair below `SAME_FROM` is kept as unsure, for a person to look at."""

WEIGHTS: Final[dict[str, dict[str, float]]] = {
    "date": {
        "same day": 2.5,
        "same night or days": 2.5,
        "days overlap": -0.5,
        "same span": 2.5,
        "a day inside a longer span": 0.0,
        "a day inside a long span": -1.5,
        "fits publication": 1.0,
        "undated": 0.5,
        "dated and undated in one report": 1.0,
        "recalled in one report": -3.0,
        "undated, published about then": 0.5,
        "near publication": 0.0,
        "undated, published another time": -2.0,
        "a day apart": -2.5,
        "published days apart": -1.0,
        "published far apart": -4.0,
        "not near publication": -4.0,
        "told again that day": 2.5,
        "told again in two days": 0.0,
        "told again in a week": -1.5,
        "told again in a month": -4.0,
        "told again later": -6.0,
        "one story, a day apart": -1.5,
        "one story, days apart": -6.0,
        "one story, far apart": -12.0,
        "days apart": -9.0,
        "far apart": -12.0,
    },
    "place": {
        "same place": 3.0,
        "one of several places": 2.0,
        "same name": 2.0,
        "close by": 1.0,
        "same region": 1.5,
        "one inside the other": 0.0,
        "same country": 0.5,
        "country unknown": 0.0,
        "a place unknown": 0.0,
        "a place unknown, two reports": -0.5,
        "an unsure place": -1.0,
        "neighbouring": -3.5,
        "another place taken": -5.0,
        "other region": -5.0,
        "far apart": -9.0,
        "other country": -7.0,
    },
    "type": {
        "same type": 2.0,
        "same family": 1.0,
        "kindred family": 0.0,
        "other family": -3.5,
        "interception against another act": -6.0,
    },
    "actors": {
        "same doer": 0.5,
        "same doer, other victim": -1.0,
        "roles exchanged, one voice": -3.0,
        "roles exchanged, two voices": -1.0,
        "roles exchanged in a fight": 0.0,
        "rival doers, one voice": -2.0,
        "rival doers, two voices": -0.5,
        "same partners": 1.0,
        "a partner in common": -4.5,
        "other partners": -6.0,
        "same victim": 0.5,
        "victims differ": -0.5,
        "doer unknown": 0.0,
    },
    "targets": {
        "same target": 1.5,
        "same kind of target": 0.5,
        "a target unknown": 0.0,
        "other target": -0.5,
    },
    "weapons": {
        "same weapon": 1.5,
        "same class of weapon": 0.5,
        "a weapon unknown": 0.0,
        "other weapon": -1.0,
    },
    "tolls": {
        "same large toll": 3.0,
        "same toll": 1.0,
        "tolls fit": 2.0,
        "rival tolls": 1.0,
        "rival tolls in one report": 1.0,
        "tolls far apart": -1.5,
        "the dead and the wounded": 0.0,
        "other measures": -0.5,
        "a toll unknown": 0.0,
    },
    "words": {
        "same wording": 3.5,
        "close wording": 3.0,
        "some words": 2.0,
        "other words": 0.0,
    },
    "names": {
        "several rare names": 4.5,
        "rare names": 3.5,
        "a rare name": 1.5,
        "no rare name": 0.0,
    },
    "ages": {
        "ages in common": 3.0,
        "an age in common": 1.0,
        "no age in common": 0.0,
    },
    "texts": {
        "much alike": 3.0,
        "alike": 2.5,
        "somewhat alike": 1.5,
        "other texts": 0.0,
    },
    "telling": {
        "leads of one story": 1.0,
        "parts of one story": -1.0,
        "leads of two reports": -0.5,
        "two reports": -1.0,
        "report and its copy": 0.5,
        "headline and text": 1.5,
        "same clause": -1.0,
        "follows on": 2.0,
        "next sentence": 0.5,
        "same passage": -0.5,
        "same report": -0.5,
    },
    "standing": {
        "both happened": 0.0,
        "denied against affirmed": 2.0,
        "another act denied": 0.0,
        "both denied": 0.5,
        "both planned": 0.0,
        "planned, and done that day": -0.5,
        "planned against actual": -6.0,
    },
}
"""comparison -> level -> bits."""

LEADS: Final = "leads of one story"
"""How two accounts are told that two reports, which are like each other and no copies, are about."""

_OF_LEADS: Final[dict[str, dict[str, float]]] = {
    "date": {"same day": 1.5, "same night or days": 1.5, "a day inside a long span": -0.5, "fits publication": 2.0},
    "place": {
        "same place": 0.5,
        "same name": 1.0,
        "close by": -0.5,
        "same region": 2.0,
        "one inside the other": 0.5,
        "a place unknown, two reports": 0.0,
    },
    "type": {"same type": 0.0, "same family": 0.0, "kindred family": 0.5, "other family": -0.5},
    "actors": {"same doer": 1.5, "roles exchanged, two voices": 0.0, "victims differ": 0.5},
    "tolls": {
        "same large toll": 2.5,
        "same toll": 1.5,
        "rival tolls": -1.5,
        "the dead and the wounded": -1.0,
        "other measures": 0.0,
    },
    "words": {"same wording": 2.0, "close wording": 1.5, "some words": 0.0},
    "names": {"several rare names": 5.5, "rare names": 4.5, "a rare name": 3.0},
    "ages": {"ages in common": 3.5, "an age in common": 2.5},
    "texts": {"much alike": 4.0, "alike": 3.0, "somewhat alike": 2.5},
}

WEIGHTS_OF_LEADS: Final[dict[str, dict[str, float]]] = {
    c: levels | _OF_LEADS.get(c, {}) for c, levels in WEIGHTS.items()
}
"""The same between such accounts. Learned from local reports on shootings, where all reports of a town and a month are
of one type and of its few places, so that names, ages and words tell more than these (`docs/merging.md`).
"""

VETOES: Final[frozenset[tuple[str, str]]] = frozenset(
    (
        ("date", "days apart"),
        ("date", "far apart"),
        ("place", "another place taken"),
        ("place", "other region"),
        ("place", "far apart"),
        ("place", "other country"),
        ("type", "interception against another act"),
        ("standing", "planned against actual"),
    )
)
"""Levels that rule "same" out whatever else agrees: days stated apart, places known apart, a plan and another act."""

VETOED: Final[frozenset[str]] = frozenset(level for _, level in VETOES)
"""The same by level alone: what rules out in one comparison stands in no other one as anything else."""

TOLD_AGAIN: Final[frozenset[str]] = frozenset(
    level for level in WEIGHTS["date"] if level.startswith(("told again", "one story"))
)
"""Levels of the days of two reports that are like each other and tell of one occurrence on days of their own."""
