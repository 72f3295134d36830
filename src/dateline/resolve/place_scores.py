"""Weighs what a name could mean: its size, the words beside it, the report's other places."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from dateline.model.assertion import Candidate
from dateline.model.gazetteer import Entry
from dateline.resolve.place_context import Anchor, Context, prior
from dateline.resolve.place_words import LEVEL_OF, Wording
from dateline.values.coordinates import kilometres
from dateline.values.names import fold, slavic_key

PRIOR = 0.9
HOME = 3.0
PULL = 1.5
"""Weights of size, of the report's countries, of near certain places. Found on annotated reports; between half and
twice these values the result hardly changes."""
NEAR_KM = 80.0
"""The distance at which an anchor's pull has fallen to a fifth."""
SAME_BREATH = 160
"""Characters: about a sentence."""


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its weight on a log scale and why."""

    entry: Entry
    weight: float
    reasons: tuple[str, ...]


class Asked(msgspec.Struct, frozen=True):
    """What the candidates of one name are weighed against.

    beside: divisions and countries that are named right beside the name, and those a little further off.
    largest_town: the population of the largest town among the candidates.
    """

    wording: Wording
    context: Context
    start: int
    beside: tuple[list[Entry], list[Entry]]
    largest_town: int


def weigh(entries: Sequence[Entry], asked: Asked) -> list[Weighed]:
    """The candidates by weight, best first; ties go to the larger place, then to the smaller id."""
    anchors = asked.context.near(asked.start)
    found = [_weighed(entry, asked, anchors) for entry in entries]
    return sorted(found, key=lambda w: (-w.weight, -w.entry.population, w.entry.place_id))


def _weighed(entry: Entry, asked: Asked, anchors: Sequence[Anchor]) -> Weighed:
    """One candidate."""
    reasons: list[str] = []
    weight = PRIOR * prior(entry) + _by_name(entry, asked.wording)
    weight += _by_sort(entry, asked, reasons)
    weight += _by_words_beside(entry, asked.beside, reasons)
    share = asked.context.share(entry)
    weight += HOME * math.sqrt(share)
    if share >= 0.2:
        reasons.append(f"{share:.0%} of the report's places are in {entry.country}")
    if entry.level == "settlement" and entry.country and entry.admin1:
        weight += 1.5 * math.sqrt(asked.context.divisions.get((entry.country, entry.admin1), 0.0))
    weight += _by_distance(entry, asked.start, anchors, reasons)
    return Weighed(entry, weight, tuple(reasons))


def _by_name(entry: Entry, wording: Wording) -> float:
    """How well the name fits. A village's former or other name, unlike its own, is seldom what a report means."""
    own = fold(entry.name)
    if any(fold(name) == own for name in wording.names):
        return 0.6
    if any(slavic_key(name) == slavic_key(entry.name) for name in wording.names):
        return 0.3
    return -2.0 if entry.level == "settlement" and entry.population < 15_000 else 0.0


def _by_sort(entry: Entry, asked: Asked, reasons: list[str]) -> float:
    """What the words say that it is, against what the candidate is."""
    wording = asked.wording
    if wording.sort is None:
        # A bare "Kharkiv" is the city, not the oblast; a bare "California" is no town of that name.
        named_after_town = entry.level == "region" and 0 < entry.population * 0.03 < asked.largest_town
        return -2.5 if named_after_town else 0.0
    wanted = LEVEL_OF[wording.sort]
    if entry.level == wanted:
        reasons.append(f"{wording.because} asks for a {wanted}")
        return 3.0
    if wording.sort == "feature":
        return 0.0
    return -1.0 if entry.level == "country" else -3.0


def _by_words_beside(entry: Entry, beside: tuple[list[Entry], list[Entry]], reasons: list[str]) -> float:
    """A division or country that is named with it."""
    close, near = beside
    for others, worth in ((close, 4.0), (near, 1.0)):
        for other in others:
            if other.place_id == entry.place_id or not other.country or other.country != entry.country:
                continue
            if other.level == "country":
                reasons.append(f"{other.name} is named beside it")
                return 0.7 * worth
            if entry.admin1 == other.name and entry.level != "region":
                reasons.append(f"{other.name} is named beside it")
                return worth
    if close and any(o.level == "region" for o in close) and entry.level == "settlement":
        return -1.0
    return 0.0


def _by_distance(entry: Entry, start: int, anchors: Sequence[Anchor], reasons: list[str]) -> float:
    """How near the candidate is to certain places, most of all to those named in the same breath. Three count."""
    if entry.level == "country" or entry.km > 60:
        return 0.0
    pulls = []
    nearest = NEAR_KM
    for anchor in anchors:
        if anchor.place_id == entry.place_id or abs(anchor.lat - entry.lat) > 4 or abs(anchor.lon - entry.lon) > 7:
            continue
        km = kilometres((entry.lat, entry.lon), (anchor.lat, anchor.lon))
        nearest = min(nearest, km)
        pulls.append(math.exp(-km / NEAR_KM * 1.6) * (1.0 if abs(anchor.start - start) < SAME_BREATH else 0.55))
    if nearest < NEAR_KM:
        reasons.append(f"{nearest:.0f} km from another place of the report")
    return PULL * sum(sorted(pulls, reverse=True)[:3])


def as_candidates(weighed: Sequence[Weighed], most: int = 5) -> tuple[Candidate, ...]:
    """The best candidates with their weights as shares of one: how likely each is, given that one of them is meant."""
    if not weighed:
        return ()
    top = weighed[0].weight
    shares = [math.exp(each.weight - top) for each in weighed]
    total = sum(shares)
    return tuple(
        Candidate(
            place_id=each.entry.place_id,
            name=each.entry.name,
            lat=each.entry.lat,
            lon=each.entry.lon,
            admin1=each.entry.admin1,
            country=each.entry.country,
            score=round(share / total, 3),
        )
        for each, share in list(zip(weighed, shares, strict=True))[:most]
    )
