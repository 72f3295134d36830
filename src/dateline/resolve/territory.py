"""Who takes ground decides the type: a government its own, or somebody else's (ACLED codebook, "Battles")."""

from __future__ import annotations

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.vocabulary import TAKING

_STATE = frozenset({"MIL", "GOV", "COP", None})


def settle_territory(assertion: Assertion) -> Assertion:
    """`Government regains territory` where the country of the place takes it; else the other sub-event type, also where
    rebels take a place that no gazetteer knows.
    """
    if assertion.sub_event_type not in TAKING:
        return assertion
    taker = assertion.actor("actor1")
    place = next((p for p in assertion.places if p.role == "location" and p.country), None)
    if taker is None or taker.country is None or (place is None and taker.sector in _STATE):
        return assertion
    own = place is not None and taker.country == place.country and taker.sector in _STATE
    kind = "Government regains territory" if own else "Non-state actor overtakes territory"
    return msgspec.structs.replace(assertion, sub_event_type=kind)
