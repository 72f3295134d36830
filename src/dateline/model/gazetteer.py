"""What the core needs of a gazetteer. The file-backed one is in `reference`; the core never opens a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from dateline.model.vocabulary import PlaceLevel


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One place of the gazetteer. population is 0 where unknown; km is the radius of uncertainty of the point.

    admin1 is the first-level division's name; country ISO 3166 alpha-3; source says where the row is from.
    """

    place_id: str
    name: str
    lat: float
    lon: float
    level: PlaceLevel
    admin1: str | None
    country: str | None
    population: int
    km: float
    source: str


class Gazetteer(Protocol):
    """Look-up by name. Names are folded (case, accents, apostrophes, rival transliterations) on both sides."""

    def find(self, name: str) -> Sequence[Entry]:
        """Every place that has this name, exact spellings first, then those equal only under the Slavic fold."""

    def spotted(self, text: str) -> Sequence[tuple[int, int]]:
        """(start, end) of every stretch of `text` that is the name of a place, at word boundaries, longest first."""
