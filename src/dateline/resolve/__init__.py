"""As written -> who and where: places by the gazetteer, actors under canonical names, and what follows from both."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.assertion import Assertion
from dateline.model.document import Doc
from dateline.model.gazetteer import Gazetteer
from dateline.resolve.actors import name_actors
from dateline.resolve.allegiance import name_forces
from dateline.resolve.place_chains import without_addresses
from dateline.resolve.places import resolve_places
from dateline.resolve.territory import settle_territory


def resolve(doc: Doc, assertions: Sequence[Assertion], gazetteer: Gazetteer) -> list[Assertion]:
    """The assertions with places, actors and what depends on them settled. Pure, given the gazetteer."""
    placed = resolve_places(doc, assertions, gazetteer)
    return [settle_territory(name_actors(without_addresses(doc, a))) for a in name_forces(doc, placed)]
