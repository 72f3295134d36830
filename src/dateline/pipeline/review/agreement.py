"""How far reviewers agree: over their verdicts, and over what they put in the slots of what they corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final, NamedTuple

import msgspec

from dateline.merge.corrections import STATES, roots_of
from dateline.merge.succession import values_of
from dateline.model.assertion import Assertion
from dateline.model.judgement import Judgement
from dateline.pipeline.review.views import Agreement, Differing, Pair
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.values.agreement import alpha

SLOTS: Final = {
    "type": ("type", "event_type", "sub_event_type", "interaction"),
    "span": ("span",),
    "date": ("date",),
    "places": ("places",),
    "actors": ("actors", "holder"),
    "tolls": ("tolls",),
    "stance": ("status", "polarity", "certainty", "state"),
    "targets": ("targets", "weapons"),
    "attribution": ("attribution",),
}
"""Under which name each part of an assertion is compared."""

_SHOWN: Final = 200


class _Word(NamedTuple):
    """One reviewer's present word on a unit. holds: the assertion that they hold to be right; None: they reject it."""

    verdict: str
    holds: Assertion | None
    report_id: str


def agreement(record: Record) -> Agreement:
    """Krippendorff's alpha of what two or more people judged, each by their last word that is not withdrawn.

    A unit is an assertion as it was first read. Who accepts what another put there is taken to correct it likewise.
    What was added is judged by those who judged it afterwards, and by whom it is from.
    """
    units = _units(record)
    twice = {unit: words for unit, words in units.items() if len(words) > 1}
    reviewers = tuple(sorted({by for words in units.values() for by in words}))
    slots = {unit: _slots(words) for unit, words in twice.items()}
    alphas = {"verdict": alpha([[w.verdict for w in words.values()] for words in twice.values()])}
    counted = {"verdict": len(twice)}
    for slot in SLOTS:
        given = [list(by[slot].values()) for by in slots.values() if slot in by]
        if given:
            alphas[slot], counted[slot] = alpha(given), len(given)
    return Agreement(
        reviewers=reviewers,
        units=len(twice),
        alpha={key: None if value is None else round(value, 4) for key, value in alphas.items()},
        counted=counted,
        pairs=tuple(_pairs(reviewers, twice)),
        differing=tuple(_differing(twice, slots)),
    )


def _units(record: Record) -> dict[str, dict[str, _Word]]:
    """By unit, in the order of first judgement: each reviewer's last word."""
    people = [j for j in judgement_rows.by_people(record) if j.verdict in STATES and j.left.startswith("a_")]
    roots = roots_of(people)
    held = sorted((j for j in people if j.withdrawn_at is None), key=lambda j: j.order)
    bodies = {
        a.assertion_id: a for a in assertion_rows.bodies(record, sorted({s for j in held for s in (j.left, j.right)}))
    }
    found: defaultdict[str, dict[str, _Word]] = defaultdict(dict)
    for j in held:
        unit = roots.get(j.left, j.left)
        found[unit][j.decided_by] = _word(j, unit, bodies)
    return dict(found)


def _word(j: Judgement, unit: str, bodies: Mapping[str, Assertion]) -> _Word:
    judged = bodies[j.right]
    if j.verdict == "wrong":
        return _Word("wrong", None, judged.report_id)
    verdict = "right" if judged.assertion_id == unit else "corrected"
    return _Word(verdict, judged, judged.report_id)


def _slots(words: Mapping[str, _Word]) -> dict[str, dict[str, str]]:
    """Slot -> by reviewer what they hold to be right there; of those who hold anything, where somebody corrected."""
    holding = {by: _values(word.holds) for by, word in words.items() if word.holds}
    if len(holding) < 2 or all(word.verdict == "right" for word in words.values()):
        return {}
    return {slot: {by: values[slot] for by, values in holding.items()} for slot in SLOTS}


def _values(a: Assertion) -> dict[str, str]:
    values: dict[str, Any] = values_of(a) | {"span": [a.evidence.start, a.evidence.end]}
    return {
        slot: msgspec.json.encode([values.get(part) for part in parts], order="deterministic").decode()
        for slot, parts in SLOTS.items()
    }


def _pairs(reviewers: Sequence[str], units: Mapping[str, Mapping[str, _Word]]) -> Iterator[Pair]:
    for left, right in combinations(reviewers, 2):
        both = [
            (words[left].verdict, words[right].verdict) for words in units.values() if left in words and right in words
        ]
        if both:
            value = alpha(both)
            yield Pair(
                left=left,
                right=right,
                units=len(both),
                alike=sum(one == other for one, other in both),
                alpha=None if value is None else round(value, 4),
            )


def _differing(
    units: Mapping[str, Mapping[str, _Word]], slots: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> Iterator[Differing]:
    for unit, words in units.items():
        verdicts = {by: word.verdict for by, word in words.items()}
        report_id = next(iter(words.values())).report_id
        if len(set(verdicts.values())) > 1:
            yield Differing(unit=unit, report_id=report_id, slot="verdict", values=verdicts)
        for slot, values in slots[unit].items():
            if len(set(values.values())) > 1:
                shown = {by: value[:_SHOWN] for by, value in values.items()}
                yield Differing(unit=unit, report_id=report_id, slot=slot, values=shown)
