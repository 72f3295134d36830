"""Which assertion of a later reading takes the place of one of a former reading of the same report.

A newer reader gives other ids, because other words, places or figures stand in an assertion. What a person said of the
former one is about the same words of the report, so it is looked for there: the same words that name the act, or the
evidence that overlaps most. Each takes one place at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.span import Span

AT_LEAST: Final = 0.5
"""Part of the shorter evidence that both must share, where no trigger tells that they are the same."""

_WORKINGS: Final = frozenset((
    "kind", "assertion_id", "report_id", "made_by", "confidence", "review", "incident_id", "disputed_by", "answers",
    "evidence", "trigger", "hedges", "score", "candidates", "reasons", "entity_id",
))  # fmt: skip
"""How a value came about, and on which words it stands: no part of what a person judges."""


class _Pair(NamedTuple):
    """How near two assertions are: triggers (2 the same, 1 overlapping), shared part of the evidence, same act."""

    trigger: int
    shared: float
    act: bool
    values: bool


def succession(former: Sequence[Assertion], present: Sequence[Assertion]) -> dict[str, str]:
    """Former id -> the id in its place, for all that have one; both readings must be of one report.

    An assertion that is in both is its own successor. Whatever the order of the input, the result is the same.
    """
    found = {a.assertion_id: a.assertion_id for a in former} if former else {}
    ids = {a.assertion_id for a in present}
    found = {key: key for key in found if key in ids}
    ranked = sorted(
        (
            (nearness, old.assertion_id, new.assertion_id)
            for old in former
            if old.assertion_id not in found
            for new in present
            if new.assertion_id not in found and (nearness := _nearness(old, new))
        ),
        key=lambda each: (*(-int(n * 1_000_000) for n in each[0]), each[1], each[2]),
    )
    taken: set[str] = set()
    for _, old_id, new_id in ranked:
        if old_id not in found and new_id not in taken:
            found[old_id] = new_id
            taken.add(new_id)
    return found


def same_values(one: Assertion, other: Assertion) -> bool:
    """Whether both say the same, however they came about and whatever words of the report each value stands on.

    What a statement says is its words, so they must be the same.
    """
    return one.assertion_id == other.assertion_id or values_of(one) == values_of(other)


def values_of(a: Assertion) -> dict[str, Any]:
    """What the assertion says, by slot: no spans, no scores, no reasons."""
    found: dict[str, Any] = _values(msgspec.to_builtins(a))
    if a.type == "statement":
        found["said"] = " ".join(a.evidence.exact.split())
    return found


def _values(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _values(each) for key, each in value.items() if key not in _WORKINGS}
        known = kept.get("name") or any(kept.get(bound) is not None for bound in ("low", "best", "high"))
        return {key: each for key, each in kept.items() if key != "as_written" or not known}
    if isinstance(value, list | tuple):
        return [_values(each) for each in value]
    return value


def _nearness(old: Assertion, new: Assertion) -> _Pair | None:
    """None where the one cannot take the place of the other."""
    if old.type != new.type:
        return None
    trigger = _trigger(old.trigger, new.trigger)
    shared, of_shorter = _shared(old.evidence, new.evidence)
    act = old.act == new.act
    if not trigger and (of_shorter < AT_LEAST or (old.trigger and new.trigger and not act)):
        return None
    return _Pair(trigger, shared, act, same_values(old, new))


def _trigger(one: Span | None, other: Span | None) -> int:
    if one is None or other is None:
        return 0
    return 2 if one == other else int(one.overlaps(other))


def _shared(one: Span, other: Span) -> tuple[float, float]:
    """Characters that both have, as a part of all that either has, and of the shorter one."""
    both = max(0, min(one.end, other.end) - max(one.start, other.start))
    lengths = (one.end - one.start, other.end - other.start)
    return both / (sum(lengths) - both), both / min(lengths)
