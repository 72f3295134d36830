"""Datelines: the place, day and agency before the first words of a wire report ("GOMA, Congo (CPA) — ")."""

from __future__ import annotations

import re

import msgspec

_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠČŽĞİŞА-ЯІЇЄҐ"
_NAME = rf"[{_CAPITAL}][\w’'.-]*(?:[ -](?:[{_CAPITAL}][\w’'.-]*|de|la|el|al|of|and)){{0,4}}"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
)
_DATELINE = re.compile(
    rf"(?P<city>{_NAME})(?:,\s(?!(?i:{_DAY})){_NAME})?(?:/{_NAME}(?:,\s{_NAME})?)?"
    rf"(?P<day>,\s+(?i:{_DAY}))?"
    r"(?:\.?\s+(?P<agency>\([^()]{2,40}\)|/[^/\s][^/]{0,40}/))?"
    r"(?P<end>\s[–—-]{1,2}\s+|\s?[:.]\s+)(?=[\"'“„‘«»(\[]?[\w$€£])"
)
LONGEST_DATELINE = 160
"""Characters of a paragraph in which its dateline is looked for."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """A dateline at the start of a paragraph.

    length: characters, the space after it included. city: the first place, as written. agency: without its marks.
    """

    length: int
    city: str
    agency: str | None


def dateline(paragraph: str, *, first: bool) -> Dateline | None:
    """The dateline that `paragraph` begins with, or None.

    A place in capitals or with a day or an agency, then a dash; or, with a day or an agency, a colon or full stop. The
    bare "LONDON. " is believed only in the `first` paragraph of the body: later it is as likely a sentence.
    """
    match = _DATELINE.match(paragraph[:LONGEST_DATELINE])
    if not match:
        return None
    city, end = match["city"], match["end"].strip()
    shown = bool(match["day"] or match["agency"])
    capitals = city.isupper() and len(city) > 2 and len(city.split()) <= 3
    if not (shown or (capitals and end not in ".:") or (capitals and first and end == "." and len(city) > 3)):
        return None
    agency = match["agency"].strip("()/ ") if match["agency"] else None
    return Dateline(length=match.end(), city=city, agency=agency)
