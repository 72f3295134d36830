"""Weighs what a name could mean: its size, the words beside it, the report's other places. Every weight has a reason."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from dateline.model.assertion import Candidate
from dateline.model.gazetteer import Entry
from dateline.resolve.place_context import Context, prior
from dateline.resolve.place_words import LEVEL_OF, Wording
from dateline.values.coordinates import kilometres
from dateline.values.names import fold, slavic_key

NEAR_KM = 80.0
"""The distance at which an anchor's pull has fallen to a third."""


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its weight on a log scale and why."""

    entry: Entry
    weight: float
    reasons: tuple[str, ...]


def weigh(
    entries: Sequence[Entry], wording: Wording, context: Context, beside: tuple[list[Entry], list[Entry]]
) -> list[Weighed]:
    """The candidates by weight, best first; ties go to the larger place, then to the smaller id."""
    found = [_weighed(entry, wording, context, beside) for entry in entries]
    return sorted(found, key=lambda w: (-w.weight, -w.entry.population, w.entry.place_id))


def _weighed(entry: Entry, wording: Wording, context: Context, beside: tuple[list[Entry], list[Entry]]) -> Weighed:
    """One candidate."""
    reasons: list[str] = []
    weight = 0.9 * prior(entry)
    weight += _by_name(entry, wording)
    weight += _by_sort(entry, wording, reasons)
    weight += _by_words_beside(entry, beside, reasons)
    share = context.countries.get(entry.country or "", 0.0)
    weight += 3.0 * math.sqrt(share)
    if share >= 0.2:
        reasons.append(f"{share:.0%} of the report's places are in {entry.country}")
    if entry.level == "settlement" and entry.country and entry.admin1:
        weight += 1.5 * math.sqrt(context.divisions.get((entry.country, entry.admin1), 0.0))
    weight += _by_distance(entry, context, reasons)
    return Weighed(entry, weight, tuple(reasons))


def _by_name(entry: Entry, wording: Wording) -> float:
    """How well the name fits. A village's former or other name, unlike its own, is seldom what a report means."""
    own = fold(entry.name)
    if any(fold(name) == own for name in wording.names):
        return 0.6
    if any(slavic_key(name) == slavic_key(entry.name) for name in wording.names):
        return 0.3
    return -1.0 if entry.level == "settlement" and entry.population < 15_000 else 0.0


def _by_sort(entry: Entry, wording: Wording, reasons: list[str]) -> float:
    """What the words say that it is, against what the candidate is."""
    if wording.sort is None:
        return (
            -2.0 if entry.level == "region" and entry.population and not entry.place_id.startswith("dateline:") else 0.0
        )
    wanted = LEVEL_OF[wording.sort]
    if entry.level == wanted:
        reasons.append(f"{wording.because} asks for a {wanted}")
        district = wording.sort == "district"
        return 3.0 if not district or entry.source != "GeoNames" else 2.0
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


def _by_distance(entry: Entry, context: Context, reasons: list[str]) -> float:
    """How near the candidate is to the report's certain places: the nearest three count."""
    if entry.level not in ("settlement", "feature", "point") or not context.anchors:
        return 0.0
    here = (entry.lat, entry.lon)
    away = sorted(
        kilometres(here, (lat, lon))
        for lat, lon, place_id in context.anchors
        if place_id != entry.place_id and abs(lat - entry.lat) < 6 and abs(lon - entry.lon) < 9
    )[:3]
    if not away:
        return 0.0
    if away[0] < NEAR_KM:
        reasons.append(f"{away[0]:.0f} km from another place of the report")
    return 2.2 * sum(math.exp(-km / NEAR_KM) for km in away) / 2


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
