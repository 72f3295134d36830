"""How the place names of one report bear each other out: which countries, divisions and neighbourhoods they share.

A name alone is often a hundred places. The report as a whole is about few: in rounds, each name's candidates are
weighed by what the *other* names could mean, and those that fit together rise. Nothing is decided here.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.model.gazetteer import Entry
from dateline.values.coordinates import kilometres

HOME = 4.0
DIVISION = 4.0
PULL = 5.0
"""Weights of the report's countries, of its divisions, of near places: round numbers, found on annotated reports."""
ROUNDS = 3
NEAR_KM = 50.0
"""The distance at which a place's pull has fallen to about a third."""
KEPT = 0.04
"""Candidates less likely than this pull nobody towards them."""
CELL = 2.0
"""Degrees: places more than two cells apart do not pull each other."""
SAME_BREATH = 160
"""Characters: about a sentence."""
APART = 0.55
"""How much of its pull a place has on one that is named in another sentence."""
UNSAID = 1.5
"""Names that speak for no country: keeps one or two names from carrying a report."""
NOWHERE = 0.3
"""What is taken for a report's share in a sea or a continent, which no country has."""
DOUBT = 0.5
"""The weight, beside the likeliest candidate's 1, that a name means none of them."""


class Name(msgspec.Struct, frozen=True):
    """One name of the report with everything that it could be.

    spans: (start, end) of each place where it stands. base: the weight of each entry, the words beside it included.
    """

    key: str
    spans: tuple[tuple[int, int], ...]
    entries: tuple[Entry, ...]
    base: tuple[float, ...]


class _Pull(msgspec.Struct, frozen=True):
    """A likely place of one name."""

    key: str
    starts: tuple[int, ...]
    lat: float
    lon: float
    place_id: str
    share: float


class Bearing:
    """What the report's names, taken together, say about a candidate of one of them.

    Every method leaves out what the name `key` itself says: no name bears itself out.
    """

    def __init__(self, names: Sequence[Name], spoken: Mapping[str, float]) -> None:
        """names: each once. spoken: ISO3 -> how much of the report speaks of the country otherwise ("Ukrainian")."""
        self._spoken = dict(spoken)
        self._countries: dict[str, dict[str, float]] = {}
        self._divisions: dict[str, dict[tuple[str, str], float]] = {}
        self._country: dict[str, float] = {}
        self._division: dict[tuple[str, str], float] = {}
        self._cells: dict[tuple[int, int], list[_Pull]] = {}
        for turn in range(ROUNDS):
            self._count([(name, self._shares(name, first=turn == 0)) for name in names])

    def country(self, entry: Entry, key: str) -> float:
        """How much of the rest of the report is about this entry's country, 0 to 1."""
        if entry.country is None:
            return NOWHERE
        code = entry.country
        own = self._countries.get(key, {})
        total = sum(self._country.values()) - sum(own.values()) + UNSAID
        return max(0.0, self._country.get(code, 0.0) - own.get(code, 0.0)) / total

    def division(self, entry: Entry, key: str) -> float:
        """How much of the rest of the report is about this entry's first-level division, 0 to 1."""
        at = _division(entry)
        if at is None:
            return 0.0
        own = self._divisions.get(key, {})
        total = sum(self._division.values()) - sum(own.values()) + UNSAID
        return max(0.0, self._division.get(at, 0.0) - own.get(at, 0.0)) / total

    def near(self, entry: Entry, key: str, start: int | None = None) -> tuple[float, float]:
        """How strongly other places pull this one, 0 to 3, and how far off the nearest likely one is, in km.

        start: where the name stands; without it no place is in the same breath.
        """
        if entry.level == "country" or entry.km > 60:
            return 0.0, math.inf
        best: dict[str, float] = {}
        nearest = math.inf
        row, column = _cell(entry.lat, entry.lon)
        for cell in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for pull in self._cells.get(cell, ()):
                if pull.key == key or pull.place_id == entry.place_id:
                    continue
                km = kilometres((entry.lat, entry.lon), (pull.lat, pull.lon))
                if pull.share > 0.5:
                    nearest = min(nearest, km)
                breath = start is not None and _within(pull.starts, start, SAME_BREATH)
                worth = pull.share * math.exp(-km / NEAR_KM) * (1.0 if breath else APART)
                best[pull.key] = max(worth, best.get(pull.key, 0.0))
        return sum(sorted(best.values(), reverse=True)[:3]), nearest

    def weight(self, entry: Entry, key: str, start: int | None = None) -> float:
        """All of it on the log scale of the other weights."""
        return (
            HOME * math.sqrt(self.country(entry, key))
            + DIVISION * math.sqrt(self.division(entry, key))
            + PULL * _levelled(self.near(entry, key, start)[0])
        )

    def _shares(self, name: Name, *, first: bool) -> list[float]:
        """How likely each entry of the name is, by what is known so far."""
        weights = list(name.base)
        if not first:
            weights = [w + self.weight(e, name.key) for w, e in zip(weights, name.entries, strict=True)]
        top = max(weights)
        powers = [math.exp(w - top) for w in weights]
        total = sum(powers) + DOUBT
        return [power / total for power in powers]

    def _count(self, meant: Iterable[tuple[Name, list[float]]]) -> None:
        """Adds up what each name says."""
        self._countries, self._divisions = {}, {}
        country: dict[str, float] = defaultdict(float, self._spoken)
        division: dict[tuple[str, str], float] = defaultdict(float)
        self._cells = defaultdict(list)
        for name, shares in meant:
            own: dict[str, float] = defaultdict(float)
            inside: dict[tuple[str, str], float] = defaultdict(float)
            starts = tuple(sorted(start for start, _ in name.spans))
            for entry, share in zip(name.entries, shares, strict=True):
                own[entry.country or ""] += share
                at = _division(entry)
                if at is not None:
                    inside[at] += share
                if share >= KEPT and entry.level != "country" and entry.km <= 60:
                    pull = _Pull(name.key, starts, entry.lat, entry.lon, entry.place_id, share)
                    self._cells[_cell(entry.lat, entry.lon)].append(pull)
            own.pop("", None)
            self._countries[name.key], self._divisions[name.key] = own, inside
            for code, share in own.items():
                country[code] += share
            for at, share in inside.items():
                division[at] += share
        self._country, self._division = country, division


def _division(entry: Entry) -> tuple[str, str] | None:
    """The first-level division that the entry is or lies in."""
    if entry.country is None or entry.level == "country":
        return None
    name = entry.admin1 or (entry.name if entry.level == "region" else None)
    return (entry.country, name) if name else None


def _levelled(pull: float) -> float:
    """The pull of near places, levelled off: two villages next to each other do not outweigh the rest of the report."""
    return 2 * pull / (1 + pull)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / CELL), math.floor(lon / CELL)


def _within(starts: Sequence[int], start: int, apart: int) -> bool:
    """Whether one of the positions, ascending, is less than so far from `start`."""
    n = bisect_left(starts, start)
    return any(abs(at - start) < apart for at in starts[max(n - 1, 0) : n + 1])
