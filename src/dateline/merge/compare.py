"""Compare two accounts: for each comparison the name of the level that the pair meets.

A comparison is an ordered list of named levels, best first; exactly one is met. What each level weighs is in
`levels.py`; nothing here adds up or decides.
"""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from dateline.merge.account import Figure, Sketch, Spot
from dateline.merge.families import kindred
from dateline.merge.levels import VETOED

_EARTH_KM = 6371.0
_CLOSE_KM = 12.0
"""Two named points this close, beyond their own uncertainty, are one scene in a report: a town and its edge."""
_FAR_KM = 45.0
_PRECISE = frozenset(("settlement", "point", "feature"))
_RECALLED = 120
"""Days: what a report tells of a time so long before what it dates by its publication, it recalls."""
_TOLD_AGAIN = (
    (0, "told again that day"),
    (2, "told again in two days"),
    (7, "told again in a week"),
    (30, "told again in a month"),
    (math.inf, "told again later"),
)
"""So many days after the earlier report was known, at most."""
_STATED_APART = ((1, "one story, a day apart"), (7, "one story, days apart"), (math.inf, "one story, far apart"))
"""Stated days so far apart, at most."""
_LONG_SPAN = 12
"""Days: reports give a battle or a raid up to about ten; what is told over a longer time is mostly a count."""
_LARGE = 5
"""From here on an equal count is more than chance."""
_FAR_MORE = 8
"""A count so many times the other, and of fifty or more, is of more than one act; rival counts of one are closer."""
_NEXT_SENTENCE = 260
_SAME_PASSAGE = 800
"""Characters between two pieces of evidence in one report: about one sentence, about one paragraph or two."""


def compare_dates(a: Sketch, b: Sketch, one_story: bool = False) -> str:
    """How the days stand to each other; only where both are stated can they rule each other out.

    one_story: whether two reports that are like each other are about these two. Such reports tell of a victim's death,
    an arrest or a funeral on days of their own, which are taken for the day of the act. So stated days rule nothing
    out, and else it counts how much later than the one the other was known.
    """
    gap = max(a.first, b.first) - min(a.last, b.last)
    if one_story and gap > 0:
        return _apart_in_one_story(a, b, gap)
    if a.dated == b.dated == "stated":
        if gap <= 0:
            return _overlap(a, b)
        return "a day apart" if gap == 1 else "days apart" if gap <= 7 else "far apart"
    if "none" in (a.dated, b.dated):
        if a.report_id == b.report_id:
            return "undated"
        return "undated, published about then" if gap <= 0 else "undated, published another time"
    if gap <= 0:
        return "fits publication"
    if a.report_id == b.report_id:
        return "dated and undated in one report" if gap <= _RECALLED else "recalled in one report"
    if a.dated == b.dated:
        return "published days apart" if gap <= 3 else "published far apart"
    return "near publication" if gap <= 3 else "not near publication"


def _apart_in_one_story(a: Sketch, b: Sketch, gap: int) -> str:
    if a.dated == b.dated == "stated":
        return next(level for most, level in _STATED_APART if gap <= most)
    days = abs(_day(a.known_from) - _day(b.known_from))
    return next(level for most, level in _TOLD_AGAIN if days <= most)


@lru_cache(maxsize=1 << 12)
def _day(known_from: str) -> int:
    return date.fromisoformat(known_from[:10]).toordinal()


def places_exclude(a: Sketch, b: Sketch) -> bool:
    """Whether the places are so far apart, or so plainly two, that it is not one occurrence."""
    return compare_places(a, b) in VETOED


def _overlap(a: Sketch, b: Sketch) -> str:
    """A count over weeks is another thing than the act of one day that it includes; so widths matter, too."""
    narrow, wide = sorted((a.last - a.first, b.last - b.first))
    if wide == 0:
        return "same day"
    if wide <= 2:
        return "same night or days"
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    if 2 * shared > wide + 1:
        return "same span"
    if narrow > 2 or wide <= 4:
        return "days overlap"
    return "a day inside a longer span" if wide <= _LONG_SPAN else "a day inside a long span"


def kilometres(a: Spot, b: Spot) -> float | None:
    """Great-circle distance, or None where either has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la1, lo1, la2, lo2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return _EARTH_KM * 2 * math.asin(math.sqrt(min(1.0, h)))


_PLACE_ORDER = (
    "same place",
    "same name",
    "close by",
    "same region",
    "one inside the other",
    "same country",
    "country unknown",
    "an unsure place",
    "neighbouring",
    "other region",
    "far apart",
    "other country",
)
_PLACE_RANK = {level: rank for rank, level in enumerate(_PLACE_ORDER)}
_UNSURE_RANK = _PLACE_RANK["an unsure place"]
_SAME_BY_LEVEL = {"region": "same region", "country": "same country"}


def compare_places(a: Sketch, b: Sketch) -> str:
    """The best level over all pairs of places."""
    if not a.spots or not b.spots:
        return "a place unknown" if a.report_id == b.report_id else "a place unknown, two reports"
    level = None
    for left in a.spots:
        for right in b.spots:
            found = _compare_spots(left, right)
            if level is None or _PLACE_RANK[found] < _PLACE_RANK[level]:
                level = found
    assert level is not None
    if level in ("close by", "neighbouring") and _one_place_taken(a) and _one_place_taken(b):
        return "another place taken"
    if level == "same place" and abs(len(a.spots) - len(b.spots)) > 1:
        return "one of several places"
    return level


def _one_place_taken(account: Sketch) -> bool:
    """Whether one named place changes hands: then another name is another incident, however close it lies."""
    return account.family == "territory" and len(account.spots) == 1 and account.spots[0].sure


def _compare_spots(a: Spot, b: Spot) -> str:
    """The level of two places; a place that may be another one of its name rules nothing out."""
    if a.key == b.key:
        return _SAME_BY_LEVEL.get(a.level, "same place")
    level = _compare_points(a, b)
    if (a.sure and b.sure) or _PLACE_RANK[level] < _UNSURE_RANK:
        return level
    return "same name" if a.written == b.written else "an unsure place"


def _compare_points(a: Spot, b: Spot) -> str:
    if "country" in (a.level, b.level):
        if not a.country or not b.country:
            return "country unknown"
        return "same country" if a.country == b.country else "other country"
    km = kilometres(a, b)
    if a.level in _PRECISE and b.level in _PRECISE:
        if km is None:
            return "neighbouring"
        room = max(0.0, a.km - 6.0) + max(0.0, b.km - 6.0)
        return "close by" if km <= _CLOSE_KM + room else "neighbouring" if km <= _FAR_KM + room else "far apart"
    if a.level == "region" and b.level == "region":
        return "other region"
    region, inner = (a, b) if a.level == "region" else (b, a)
    if inner.admin1 and region.name:
        return "one inside the other" if _names_region(region, inner) else "other region"
    return "one inside the other" if km is not None and km <= region.km else "other region"


def _names_region(region: Spot, inner: Spot) -> bool:
    return inner.admin1 in (region.admin1, region.name.lower()) or inner.admin1.split(" ")[0] == region.admin1


def compare_types(a: Sketch, b: Sketch) -> str:
    """How the acts stand to each other by ACLED's and PLOVER's types."""
    if a.act == b.act:
        return "same type"
    if a.family == b.family:
        return "same family"
    if "interception" in (a.family, b.family):
        # What was shot down is an act of its own beside the strike that it was meant to stop.
        return "interception against another act"
    return "kindred family" if kindred(a.family, b.family) else "other family"


def compare_actors(a: Sketch, b: Sketch) -> str:
    """Who did it to whom: agreement on either role, rivals for the deed, or roles exchanged."""
    if a.family == b.family == "contact":
        return _compare_partners(a.doer | a.undergoer, b.doer | b.undergoer)
    if a.doer & b.doer:
        return "same doer, other victim" if _clash(a.undergoer, b.undergoer) else "same doer"
    if a.doer & b.undergoer or a.undergoer & b.doer:
        if "clash" in (a.family, b.family):
            return "roles exchanged in a fight"
        return "roles exchanged, one voice" if a.voice == b.voice else "roles exchanged, two voices"
    if a.doer and b.doer:
        # Two voices that name two doers quarrel about one act; one voice that does tells of two acts.
        return "rival doers, one voice" if a.voice == b.voice else "rival doers, two voices"
    if a.undergoer & b.undergoer:
        return "same victim"
    return "victims differ" if _clash(a.undergoer, b.undergoer) else "doer unknown"


def _compare_partners(left: frozenset[str], right: frozenset[str]) -> str:
    """Talks are between partners, whoever is named first."""
    if not left or not right:
        return "doer unknown"
    if left <= right or right <= left:
        return "same partners"
    return "a partner in common" if left & right else "other partners"


def _clash(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left) and bool(right) and not left & right


def compare_targets(a: Sketch, b: Sketch) -> str:
    """What was hit, by telling words, else by category."""
    if not a.targets or not b.targets:
        return "a target unknown"
    if a.targets & b.targets:
        return "same target"
    return "same kind of target" if a.target_kinds & b.target_kinds else "other target"


def compare_weapons(a: Sketch, b: Sketch) -> str:
    """What it was done with, by model or class."""
    if not a.weapons or not b.weapons:
        return "a weapon unknown"
    if a.weapons & b.weapons:
        return "same weapon"
    return "same class of weapon" if a.weapon_kinds & b.weapon_kinds else "other weapon"


_TOLL_ORDER = ("same large toll", "same toll", "tolls fit", "rival tolls", "tolls far apart")
_TOLL_RANK = {level: rank for rank, level in enumerate(_TOLL_ORDER)}


def compare_tolls(a: Sketch, b: Sketch) -> str:
    """The counts of one measure. Differing counts of one act are common: they are a rivalry, not a contradiction."""
    if not a.figures or not b.figures:
        return "a toll unknown"
    level = None
    for left in a.figures:
        for right in b.figures:
            found = _compare_figures(left, right) if left.measure == right.measure else None
            if found is not None and (level is None or _TOLL_RANK[found] < _TOLL_RANK[level]):
                level = found
    if level is not None:
        return "rival tolls in one report" if level == "rival tolls" and a.report_id == b.report_id else level
    if {f.measure for f in (*a.figures, *b.figures)} == {"killed", "injured"}:
        return "the dead and the wounded"
    return "other measures"


def _compare_figures(a: Figure, b: Figure) -> str | None:
    """Only counts of one group of people or things can fit or rival; an equal large count tells even so."""
    if a.low == b.low and a.high == b.high and max(a.low or 0, a.high or 0) >= _LARGE:
        return "same large toll"
    if a.of != b.of:
        return None
    if a.low == b.low and a.high == b.high:
        return "same toll"
    above = a.low is not None and b.high is not None and a.low > b.high
    below = b.low is not None and a.high is not None and b.low > a.high
    if not (above or below):
        return "tolls fit"
    less, more = sorted((a.low or a.high or 0, b.low or b.high or 0))
    return "tolls far apart" if more > _FAR_MORE * max(1, less) and more >= 50 else "rival tolls"


_CLOSE_WORDING = 80
"""Likeness of two wordings in hundredths, by words in whatever order."""


def compare_words(a: Sketch, b: Sketch) -> str:
    """How alike the evidence is: one wording is one wire text, whoever prints it."""
    shared = len(_set_of(b.words).intersection(a.words))
    if shared < 2:
        return "other words"
    if a.wording == b.wording:
        return "same wording"
    part = shared / min(len(a.words), len(b.words))
    if part < 0.5 or shared < 3:
        return "some words" if part >= 0.34 else "other words"
    close = fuzz.token_set_ratio(a.wording, b.wording, score_cutoff=_CLOSE_WORDING)  # 0 where it is below
    return "close wording" if close else "some words"


@lru_cache(maxsize=1 << 8)
def _set_of(words: tuple[str, ...]) -> frozenset[str]:
    """The words of an account that is held against one after the other."""
    return frozenset(words)


def compare_telling(a: Sketch, b: Sketch, alike: bool = False) -> str:
    """Where the two accounts stand: in one report (and how near), in a report and its copy, or apart. alike: whether
    their reports are like each other; what two such reports share speaks for what they are about.
    """
    if a.report_id != b.report_id:
        if a.story == b.story:
            return "report and its copy"
        if a.lead and b.lead:
            return "leads of one story" if alike else "leads of two reports"
        return "parts of one story" if alike else "two reports"
    if a.head != b.head:
        return "headline and text"
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap <= 0:
        return "same clause"
    later = a if a.nth > b.nth else b
    if abs(a.nth - b.nth) == 1 and gap <= _SAME_PASSAGE and not later.spots:
        return "follows on"
    return "next sentence" if gap <= _NEXT_SENTENCE else "same passage" if gap <= _SAME_PASSAGE else "same report"


def compare_standing(a: Sketch, b: Sketch) -> str:
    """Whether both are told as having happened."""
    left, right = a, b
    if left.status != right.status:
        fulfilled = a.act == b.act and a.dated == b.dated == "stated" and a.first <= b.last and b.first <= a.last
        return "planned, and done that day" if fulfilled else "planned against actual"
    if left.status != "actual":
        return "both planned"
    if left.polarity != right.polarity:
        akin = a.family == b.family or kindred(a.family, b.family)
        return "denied against affirmed" if akin else "another act denied"
    return "both happened" if left.polarity == "affirmed" else "both denied"
