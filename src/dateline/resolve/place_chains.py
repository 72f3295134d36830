"""Places that only say where another place lies: "Kabkabiya, North Darfur", "Sagaing's Kanbalu Township".

An act is where the finest place is that the report gives it; the wider one beside it is part of that place's address,
and would be a second pin on the map.
"""

from __future__ import annotations

import re

import msgspec

from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.document import Doc
from dateline.reference.gazetteer.words import place_words

WIDE_KM = 200.0
"""Features that reach further than this are no place of an act beside a town."""
_APART = re.compile(r"[;\n]|[.!?]\s")
_JOINED = re.compile(r"\b(?:and|or|as well as|but|to|nor)\b|[;&\n]|[.!?]\s", re.IGNORECASE)
"""What makes two places of one act stand side by side."""


_DESCRIBED = re.compile(
    r"\b(?:" + "|".join(sorted(place_words().address_before, key=len, reverse=True)) + r") $", re.IGNORECASE
)


def without_addresses(doc: Doc, assertion: Assertion) -> Assertion:
    """The assertion without locations that contain another of its locations and are named in one stretch with it."""
    places = assertion.places
    kept = tuple(p for p in places if not any(_is_address(doc, p, other) for other in places))
    return assertion if len(kept) == len(places) else msgspec.structs.replace(assertion, places=kept)


def _is_address(doc: Doc, wide: PlaceRef, fine: PlaceRef) -> bool:
    """Whether `wide` only says where `fine` lies: its division, a sea or a division that it lies on, its axis."""
    if wide is fine or wide.role != "location" or fine.role != "location":
        return False
    text = doc.report.text
    if wide.evidence.start > fine.evidence.end and _is_wide(wide) and not _is_wide(fine) and fine.lat is not None:
        before = text[fine.evidence.end : wide.evidence.start]
        if _DESCRIBED.search(before) and not _APART.search(before):
            return True
    if wide.level != "region":
        return False
    if fine.level not in ("settlement", "feature", "point") or fine.lat is None or wide.country != fine.country:
        return False
    if wide.admin1 is None or wide.admin1 != fine.admin1:
        return False
    first, last = sorted((wide.evidence, fine.evidence), key=lambda span: span.start)
    return not _JOINED.search(text[first.end : last.start])


def _is_wide(place: PlaceRef) -> bool:
    """Whether it is a division, or a sea or a river that goes on for hundreds of km."""
    return place.level == "region" or (place.level == "feature" and (place.km or 0.0) >= WIDE_KM)
