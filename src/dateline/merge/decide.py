"""Add the levels up and decide: the rule's judgement of one pair, explained."""

from __future__ import annotations

from typing import Final

import msgspec

from dateline.merge import compare
from dateline.merge.account import Account, Sketch
from dateline.merge.levels import SAME_FROM, START, UNSURE_FROM, VETOES, WEIGHTS
from dateline.model.ids import content_id
from dateline.model.judgement import Judgement, Level
from dateline.model.vocabulary import Verdict

RULE: Final = "rules/merge/1"
"""What stands in `decided_by` of every judgement made here."""


_NAMES: Final = {comparison: tuple(levels) for comparison, levels in WEIGHTS.items()}
_NUMBERS: Final = {comparison: {level: n for n, level in enumerate(levels)} for comparison, levels in WEIGHTS.items()}


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule holds of one pair: the level met in each comparison, the sum in bits, the verdict."""

    levels: tuple[tuple[str, str], ...]
    score: float
    verdict: Verdict
    vetoed: bool


def rule_on(a: Sketch, b: Sketch) -> Ruling:
    """The rule's view of a pair; the same whichever comes first."""
    levels = (
        ("date", compare.compare_dates(a, b)),
        ("place", compare.compare_places(a, b)[0]),
        ("type", compare.compare_types(a, b)),
        ("actors", compare.compare_actors(a, b)),
        ("targets", compare.compare_targets(a, b)),
        ("weapons", compare.compare_weapons(a, b)),
        ("tolls", compare.compare_tolls(a, b)),
        ("words", compare.compare_words(a, b)),
        ("telling", compare.compare_telling(a, b)),
        ("standing", compare.compare_standing(a, b)),
    )
    score = round(START + sum(WEIGHTS[comparison][level] for comparison, level in levels), 2)
    vetoed = any(each in VETOES for each in levels)
    verdict: Verdict = "different"
    if not vetoed and score >= SAME_FROM:
        verdict = "same"
    elif not vetoed and score >= UNSURE_FROM:
        verdict = "unsure"
    return Ruling(levels=levels, score=score, verdict=verdict, vetoed=vetoed)


def packed(ruling: Ruling) -> bytes:
    """The levels of a ruling as one number each: so it takes ten bytes to keep them."""
    return bytes(_NUMBERS[comparison][level] for comparison, level in ruling.levels)


def unpacked(levels: bytes, score: float, verdict: Verdict) -> Ruling:
    """The ruling whose levels were `packed`."""
    told = tuple((comparison, _NAMES[comparison][n]) for comparison, n in zip(WEIGHTS, levels, strict=True))
    return Ruling(levels=told, score=score, verdict=verdict, vetoed=False)


def judgement_id(left: str, right: str) -> str:
    """The id of the rule's judgement of two assertions, whichever comes first."""
    return content_id("j", *sorted((left, right)), RULE)


def judgement(a: Account, b: Account, ruling: Ruling) -> Judgement:
    """The ruling as a record's row, the lesser id on the left, with both sides' values under each level."""
    left, right = sorted((a, b), key=lambda account: account.id)
    return Judgement(
        judgement_id=judgement_id(left.id, right.id),
        left=left.id,
        right=right.id,
        verdict=ruling.verdict,
        score=ruling.score,
        reasons=tuple(
            Level(
                comparison=comparison,
                level=level,
                weight=WEIGHTS[comparison][level],
                left=_shown(left, comparison),
                right=_shown(right, comparison),
            )
            for comparison, level in ruling.levels
        ),
        decided_by=RULE,
        decided_at=max(a.known_from, b.known_from),
    )


def _shown(account: Account, comparison: str) -> str | None:
    """The value of one side as a person would read it, or None where it has none."""
    a = account.assertion
    match comparison:
        case "date":
            return f"{a.date.earliest or ''}..{a.date.latest or ''} ({a.date.basis})" if a.date else None
        case "place":
            return ", ".join(spot.name for spot in account.spots) or None
        case "type":
            return a.act
        case "actors":
            doer, victim = a.actor("actor1"), a.actor("actor2")
            return f"{doer.name if doer else '?'} -> {victim.name if victim else '?'}" if doer or victim else None
        case "targets":
            return ", ".join(t.as_written for t in a.targets) or None
        case "weapons":
            return ", ".join(w.name for w in a.weapons) or None
        case "tolls":
            return ", ".join(f"{t.measure} {t.as_written}" for t in a.tolls) or None
        case "words":
            return a.evidence.exact
        case "telling":
            return a.report_id
        case _:
            return f"{a.status}, {a.polarity}"
