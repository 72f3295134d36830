"""What a reader that misses things makes of gold events: slots taken away at random, from a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dateline.merge import ReportHead
from dateline.model.assertion import Assertion, When, sealed

NO_PLACE, NO_DATE, NO_ACTOR, NO_TOLL, NO_TARGET, OTHER_TYPE = 0.25, 0.4, 0.35, 0.2, 0.3, 0.15
"""Shares of events that lose each slot. A lost date becomes the day of publication."""

_TAKEN_FOR = {
    "Air/drone strike": "Shelling/artillery/missile attack",
    "Shelling/artillery/missile attack": "Air/drone strike",
    "Attack": "Armed clash",
    "Armed clash": "Attack",
    "Excessive force against protesters": "Attack",
    "Non-state actor overtakes territory": "Government regains territory",
}


def noisy(
    assertions: Sequence[Assertion], heads: Mapping[str, ReportHead], keys: Mapping[str, str], seed: int
) -> tuple[list[Assertion], dict[str, str]]:
    """(assertions with less in them, their incident keys)."""
    rng = random.Random(seed)
    found: list[Assertion] = []
    new_keys: dict[str, str] = {}
    for each in assertions:
        changed = sealed(_less(each, heads[each.report_id], rng))
        found.append(changed)
        if each.assertion_id in keys:
            new_keys[changed.assertion_id] = keys[each.assertion_id]
    return found, new_keys


def _less(a: Assertion, head: ReportHead, rng: random.Random) -> Assertion:
    changes: dict[str, object] = {}
    if rng.random() < NO_PLACE:
        changes["places"] = ()
    if rng.random() < NO_DATE:
        day = date.fromisoformat(head.known_from)
        changes["date"] = When(earliest=day, latest=day, precision="day", basis="publication")
    if rng.random() < NO_ACTOR:
        changes["actors"] = ()
    if rng.random() < NO_TOLL:
        changes["tolls"] = ()
    if rng.random() < NO_TARGET:
        changes["targets"] = ()
    if rng.random() < OTHER_TYPE and a.sub_event_type in _TAKEN_FOR:
        changes["sub_event_type"] = _TAKEN_FOR[a.sub_event_type]
    return msgspec.structs.replace(a, **changes)
