"""Actors under canonical names: "the Ukrainian troops" and "Kyiv's army" are the armed forces of Ukraine."""

from __future__ import annotations

import msgspec

from dateline.model.assertion import ActorRef, Assertion
from dateline.reference.actors import country_name

_FORCES = {"MIL": "Armed Forces of {}", "GOV": "Government of {}", "COP": "Police of {}"}


def name_actors(assertion: Assertion) -> Assertion:
    """The assertion with every actor and holder under its canonical name."""
    return msgspec.structs.replace(
        assertion,
        actors=tuple(_named(a) for a in assertion.actors),
        holder=_named(assertion.holder) if assertion.holder else None,
    )


def _named(actor: ActorRef) -> ActorRef:
    """A force, ministry or police known only by country and kind gets that country's name for it; words are kept."""
    country = country_name(actor.country)
    if actor.entity_id is not None and country is not None and actor.entity_id == f"{actor.country}:{actor.sector}":
        pattern = _FORCES.get(actor.sector or "")
        return msgspec.structs.replace(actor, name=pattern.format(country)) if pattern else actor
    if actor.entity_id is None and actor.country is not None and actor.sector is None:
        return msgspec.structs.replace(actor, entity_id=f"{actor.country}:STATE", name=country or actor.name)
    return actor
