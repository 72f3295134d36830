"""Add the levels up and decide: the rule's judgement of one pair, explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import getitem
from typing import Final

import msgspec

from dateline.merge import compare
from dateline.merge.account import Account, Sketch
from dateline.merge.levels import (
    LEADS,
    SAME_FROM,
    START,
    TOLD_AGAIN,
    UNSURE_FROM,
    VETOED,
    WEIGHTS,
    WEIGHTS_OF_LEADS,
)
from dateline.merge.likeness import UNLIKE, Alike
from dateline.model.assertion import Assertion
from dateline.model.ids import content_id
from dateline.model.judgement import Judgement, Level
from dateline.model.vocabulary import Verdict

RULE: Final = "rules/merge/1"
"""What stands in `decided_by` of every judgement made here."""


_NAMES: Final = tuple(tuple(levels) for levels in WEIGHTS.values())
_NUMBERS: Final = tuple({level: n for n, level in enumerate(levels)} for levels in WEIGHTS.values())
_BITS: Final = tuple(WEIGHTS.values())
_BITS_OF_LEADS: Final = tuple(WEIGHTS_OF_LEADS.values())


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """What the rule holds of one pair: the level met in each comparison, the sum in bits, the verdict.

    met: the levels in the order of `levels.WEIGHTS`.
    """

    met: tuple[str, ...]
    score: float
    verdict: Verdict
    vetoed: bool

    @property
    def told_again(self) -> bool:
        """Whether two reports tell one story on days of their own: then days do not part the groups of the two."""
        return self.met[0] in TOLD_AGAIN

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """(comparison, the level met in it)."""
        return tuple(zip(WEIGHTS, self.met, strict=True))


def rule_on(a: Sketch, b: Sketch, alike: Alike = UNLIKE) -> Ruling:
    """The rule's view of a pair; the same whichever comes first. alike: in what their reports are like each other."""
    return _rule(a, b, alike, compare.compare_dates(a, b, _one_story(a, b, alike)), compare.compare_places(a, b))


def _one_story(a: Sketch, b: Sketch, alike: Alike) -> bool:
    """Whether two reports that are like each other, and no copies, are about these two."""
    return a.lead and b.lead and a.story != b.story and alike.tells


def rule_unless_excluded(a: Sketch, b: Sketch, alike: Alike) -> Ruling | None:
    """The same; null where the stated days or the places exclude each other: no other comparison could make such a
    pair the same.
    """
    date = compare.compare_dates(a, b, _one_story(a, b, alike))
    if date in VETOED:
        return None
    place = compare.compare_places(a, b)
    return None if place in VETOED else _rule(a, b, alike, date, place)


def _rule(a: Sketch, b: Sketch, alike: Alike, date: str, place: str) -> Ruling:
    telling = compare.compare_telling(a, b, alike.tells)
    met = (
        date,
        place,
        compare.compare_types(a, b),
        compare.compare_actors(a, b),
        compare.compare_targets(a, b),
        compare.compare_weapons(a, b),
        compare.compare_tolls(a, b),
        compare.compare_words(a, b),
        *alike,
        telling,
        compare.compare_standing(a, b),
    )
    score = round(START + sum(map(getitem, _bits_by(telling), met)), 2)
    vetoed = not VETOED.isdisjoint(met)
    verdict: Verdict = "different"
    if not vetoed and score >= UNSURE_FROM:
        verdict = "same" if score >= SAME_FROM else "unsure"
    return Ruling(met, score, verdict, vetoed)


def _bits_by(telling: str) -> tuple[dict[str, float], ...]:
    return _BITS_OF_LEADS if telling == LEADS else _BITS


def likeliest(alike: Mapping[str, Alike]) -> list[str]:
    """Earlier reports in the order in which a report is like them, by how much that weighs."""
    return sorted(alike, key=lambda report_id: (-_bits(alike[report_id]), report_id))


def _bits(alike: Alike) -> float:
    return sum(WEIGHTS[comparison][level] for comparison, level in alike._asdict().items())


def packed(ruling: Ruling) -> bytes:
    """The levels of a ruling as one number each: so it takes a byte each to keep them."""
    return bytes(map(getitem, _NUMBERS, ruling.met))


def unpacked(levels: bytes, score: float, verdict: Verdict) -> Ruling:
    """The ruling whose levels were `packed`."""
    return Ruling(tuple(map(getitem, _NAMES, levels)), score, verdict, vetoed=False)


def judgement_id(left: str, right: str) -> str:
    """The id of the rule's judgement of two assertions, whichever comes first."""
    return content_id("j", *sorted((left, right)), RULE)


def judgement(a: Account, b: Account, ruling: Ruling) -> Judgement:
    """The ruling as a record's row, the lesser id on the left, with both sides' values under each level."""
    left, right = sorted((a, b), key=lambda account: account.id)
    weights = WEIGHTS_OF_LEADS if LEADS in ruling.met else WEIGHTS
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
                weight=weights[comparison][level],
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
