"""Add the levels up and decide: the rule's judgement of one pair, explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from dateline.merge import compare
from dateline.merge.account import Account, Sketch
from dateline.merge.levels import SAME_FROM, START, UNSURE_FROM, VETOES, WEIGHTS
from dateline.merge.likeness import UNLIKE, Alike
from dateline.model.assertion import Assertion
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


def rule_on(a: Sketch, b: Sketch, alike: Alike = UNLIKE) -> Ruling:
    """The rule's view of a pair; the same whichever comes first. alike: in what their reports are like each other."""
    levels = (
        ("date", compare.compare_dates(a, b)),
        ("place", compare.compare_places(a, b)[0]),
        ("type", compare.compare_types(a, b)),
        ("actors", compare.compare_actors(a, b)),
        ("targets", compare.compare_targets(a, b)),
        ("weapons", compare.compare_weapons(a, b)),
        ("tolls", compare.compare_tolls(a, b)),
        ("words", compare.compare_words(a, b)),
        ("names", alike.names),
        ("ages", alike.ages),
        ("texts", alike.texts),
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


def likeliest(alike: Mapping[str, Alike]) -> list[str]:
    """Earlier reports in the order in which a report is like them, by how much that weighs."""
    return sorted(alike, key=lambda report_id: (-_bits(alike[report_id]), report_id))


def _bits(alike: Alike) -> float:
    return sum(WEIGHTS[comparison][level] for comparison, level in alike._asdict().items())


def packed(ruling: Ruling) -> bytes:
    """The levels of a ruling as one number each: so it takes a byte each to keep them."""
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
                left=_shown(left, right, comparison),
                right=_shown(right, left, comparison),
            )
            for comparison, level in ruling.levels
        ),
        decided_by=RULE,
        decided_at=max(a.known_from, b.known_from),
    )


def _shown(account: Account, other: Account, comparison: str) -> str | None:
    """The value of one side as a person would read it, or None where it has none; of names and ages those in common."""
    shown = _SHOWN[comparison](account.assertion, account, other)
    return shown or None


def _days(a: Assertion) -> str:
    return f"{a.date.earliest or ''}..{a.date.latest or ''} ({a.date.basis})" if a.date else ""


def _parties(a: Assertion) -> str:
    doer, victim = a.actor("actor1"), a.actor("actor2")
    return f"{doer.name if doer else '?'} -> {victim.name if victim else '?'}" if doer or victim else ""


def _in_common(ours: Iterable[object], theirs: Iterable[object]) -> str:
    return ", ".join(map(str, sorted({*ours} & {*theirs}, key=str)))


_SHOWN: Final[dict[str, Callable[[Assertion, Account, Account], str | None]]] = {
    "date": lambda a, account, other: _days(a),
    "place": lambda a, account, other: ", ".join(spot.name for spot in account.spots),
    "type": lambda a, account, other: a.act,
    "actors": lambda a, account, other: _parties(a),
    "targets": lambda a, account, other: ", ".join(t.as_written for t in a.targets),
    "weapons": lambda a, account, other: ", ".join(w.name for w in a.weapons),
    "tolls": lambda a, account, other: ", ".join(f"{t.measure} {t.as_written}" for t in a.tolls),
    "words": lambda a, account, other: a.evidence.exact,
    "names": lambda a, account, other: _in_common(account.names, other.names),
    "ages": lambda a, account, other: _in_common(account.ages, other.ages),
    "texts": lambda a, account, other: a.report_id,
    "telling": lambda a, account, other: a.report_id,
    "standing": lambda a, account, other: f"{a.status}, {a.polarity}",
}
"""The value of one side under each comparison, of its assertion, its account and the other's."""
