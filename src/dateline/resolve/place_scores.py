"""Weighs what a name could mean: its size, the words beside it, the report's other places."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from dateline.model.assertion import Candidate
from dateline.model.gazetteer import Entry
from dateline.resolve.place_beside import Beside, named_after_town
from dateline.resolve.place_context import AFTER_TOWN, GREAT, PRIOR, Context, fits, noted, prior
from dateline.resolve.place_words import LEVEL_OF, Wording

REACH_KM = 80.0
"""Within this another place of the report is worth telling."""


NONE = 3.0
"""The weight that a name means none of its candidates, or no place at all."""
OTHER_NAME = 1.5
"""How much more must speak for a place that is called otherwise: small towns have many former and foreign names."""


ELSEWHERE_SAID = 4.0
"""How much more must speak for a place in a country other than the one named right beside it."""


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its weight on a log scale and why."""

    entry: Entry
    weight: float
    reasons: tuple[str, ...]


class Asked(msgspec.Struct, frozen=True):
    """What the candidates of one name are weighed against.

    key: the name, as the context knows it. beside: what is named next to it here. entries: all candidates.
    """

    wording: Wording
    context: Context
    key: str
    start: int
    beside: Beside
    entries: tuple[Entry, ...]


def weigh(asked: Asked) -> list[Weighed]:
    """The candidates by weight, best first; ties go to the larger place, then to the smaller id."""
    found = [_weighed(entry, asked) for entry in asked.entries]
    return sorted(found, key=lambda w: (-w.weight, -w.entry.population, w.entry.place_id))


def _weighed(entry: Entry, asked: Asked) -> Weighed:
    """One candidate."""
    reasons: list[str] = []
    weight = PRIOR * prior(entry) + fits(entry, asked.wording.names)
    weight += _by_sort(entry, asked, reasons)
    here, by = asked.beside.weight(entry)
    if by:
        reasons.append(f"{by} is named beside it")
    there = asked.context.elsewhere(entry, asked.key)
    if not by and there > 0:
        reasons.append("what stands beside this name elsewhere in the report")
    weight += here if by else max(here, there)
    weight += _by_report(entry, asked, reasons)
    return Weighed(entry, weight, tuple(reasons))


def _by_report(entry: Entry, asked: Asked, reasons: list[str]) -> float:
    """What the other names of the report say for it."""
    bearing = asked.context.bearing
    share = bearing.country(entry, asked.key)
    if share >= 0.2:
        reasons.append(f"{share:.0%} of the report's other places are in {entry.country}")
    km = bearing.near(entry, asked.key, asked.start)[1]
    if km < REACH_KM:
        reasons.append(f"{km:.0f} km from another place of the report")
    return bearing.weight(entry, asked.key, asked.start)


def _by_sort(entry: Entry, asked: Asked, reasons: list[str]) -> float:
    """What the words say that it is, against what the candidate is."""
    wording = asked.wording
    if wording.sort is None and wording.water and entry.level == "feature":
        reasons.append("the words before it lead to a river or a sea")
        return 6.0  # it has no neighbours and no division that could speak for it
    if wording.sort is None:
        return AFTER_TOWN * named_after_town(entry, asked.entries)
    wanted = LEVEL_OF[wording.sort]
    if entry.level == wanted and not (wording.loose and entry.admin1 != entry.name and not noted(entry)):
        reasons.append(f"{wording.because} asks for a {wanted}")
        return 3.0
    if wording.sort == "feature":
        return -1.0
    if entry.level == "country":
        return -1.0
    if wording.sort == "region":  # the region of a great city is the land around it
        return -1.0 if wording.loose and entry.population >= GREAT else -5.0
    return -3.0


def is_doubtful(weighed: Sequence[Weighed], wording: Wording, beside: Beside) -> bool:
    """Whether too little speaks for the best candidate. A name that one place alone has is believed, unless the words
    ask for another kind of place or for another country.
    """
    best = weighed[0]
    if beside.contradicts(best.entry) and best.weight < NONE + ELSEWHERE_SAID:
        return True
    if fits(best.entry, wording.names) <= 0:
        return best.weight < NONE + OTHER_NAME
    fitting = wording.sort is None or best.entry.level == LEVEL_OF[wording.sort]
    return best.weight < NONE and not (fitting and len(weighed) == 1)


def as_candidates(weighed: Sequence[Weighed], most: int = 5) -> tuple[Candidate, ...]:
    """The best candidates with their weights as shares of one, that none of them is meant included."""
    if not weighed:
        return ()
    top = weighed[0].weight
    shares = [math.exp(each.weight - top) for each in weighed]
    total = sum(shares) + (math.exp(NONE - top) if len(weighed) > 1 else 0.0)
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
