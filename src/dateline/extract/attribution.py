"""Gives events and control told inside a statement the chain of who says it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.document import Doc


def attribute(doc: Doc, statements: Sequence[Assertion], others: Sequence[Assertion]) -> list[Assertion]:
    """The others, each with the chain of the statement whose content holds its trigger, or none."""
    found = []
    for other in others:
        at = other.trigger or other.evidence
        said = next((s for s in statements if s.evidence.start <= at.start and at.end <= s.evidence.end), None)
        found.append(
            msgspec.structs.replace(other, attribution=said.attribution) if said and not other.attribution else other
        )
    return found
