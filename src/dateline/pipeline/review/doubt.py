"""How likely it is that an assertion is not what its report says: what in it is often misread, each with its weight.

Each reason alone gives a chance of a mistake. Together they give the chance that at least one of them holds, as if they
had nothing to do with one another: an order, not a measured probability.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Final

from dateline.model.assertion import Assertion, PlaceRef
from dateline.pipeline.review.views import Reason

NO_CONFIDENCE: Final = 0.15
"""Statements are read by rules that do not say how sure they are: about as many are wrong (docs/quality.md)."""
DISPUTED: Final = 0.15
HEDGED: Final = 0.05
DENIED: Final = 0.1
NOT_ACTUAL: Final = 0.1
NO_DAY: Final = 0.1
ASSUMED_DAY: Final = 0.05
NOBODY_NAMED: Final = 0.1
LONG_CHAIN: Final = 0.05
NO_PLACE: Final = 0.1
NO_POSITION: Final = 0.15
PIN: Final = 0.3
"""What a pin of score 0 gives; one of score 1 gives nothing."""
RIVAL: Final = 0.1
NEAR_RIVAL: Final = 0.8
"""From which part of the chosen place's score on another candidate counts as its rival."""
MANY_CANDIDATES: Final = 4
VAGUE_TOLL: Final = 0.1
TOLL: Final = 0.05


def doubt_of(reasons: tuple[Reason, ...]) -> float:
    """0 (sure) to 1, to three places."""
    return round(1 - prod(1 - each.weight for each in reasons if each.about == "doubt"), 3)


def doubts(a: Assertion) -> Iterator[Reason]:
    """What speaks for a mistake in it. What a person gave or judged is nobody's doubt: the queue leaves it out."""
    yield from _of_the_reader(a)
    yield from _of_the_words(a)
    yield from _of_the_day(a)
    for place in a.places:
        yield from _of_a_place(place)
    yield from _of_tolls(a)


def _reason(rule: str, weight: float, words: str) -> Reason:
    return Reason(about="doubt", rule=rule, words=words, weight=round(weight, 3))


def _of_the_reader(a: Assertion) -> Iterator[Reason]:
    if a.confidence is None:
        yield _reason("no confidence", NO_CONFIDENCE, "the reader does not say how sure it is")
    elif a.confidence < 1:
        yield _reason("confidence", 1 - a.confidence, f"the reader is {a.confidence:.0%} sure")


def _of_the_words(a: Assertion) -> Iterator[Reason]:
    against = len(a.disputed_by) + len(a.answers)
    if against:
        yield _reason("disputed", DISPUTED, f"{against} other{'s say' if against > 1 else ' says'} otherwise")
    if a.certainty != "certain":
        yield _reason("certainty", HEDGED, f"the words make it {a.certainty}")
    if a.polarity == "denied":
        yield _reason("denied", DENIED, "it is denied: that is easily read as its opposite")
    if a.status != "actual":
        yield _reason("status", NOT_ACTUAL, f"it is {a.status}: that is easily read as done")
    if a.type == "statement" and not any(link.source.name for link in a.attribution):
        yield _reason("speaker", NOBODY_NAMED, "nobody is named who says it")
    if len(a.attribution) > 1:
        yield _reason("chain", LONG_CHAIN, f"it is told at {len(a.attribution)} hands")


def _of_the_day(a: Assertion) -> Iterator[Reason]:
    if a.type == "event" and a.date is None:
        yield _reason("day", NO_DAY, "it has no day")
    elif a.type == "event" and a.date and a.date.basis == "publication":
        yield _reason("day", ASSUMED_DAY, "its day is worked out from that of the report")


def _of_a_place(place: PlaceRef) -> Iterator[Reason]:
    if place.lat is None:
        yield _reason("position", NO_POSITION, f"{place.as_written} has no position")
    elif place.score is not None:
        yield _reason("pin", PIN * (1 - place.score), f"{place.name or place.as_written}: pin of score {place.score:g}")
    others = [each for each in place.candidates if each.place_id != place.place_id]
    rivals = [each for each in others if each.score >= NEAR_RIVAL * (place.score or 0)]
    if rivals:
        first = rivals[0]
        where = ", ".join(filter(None, (first.name, first.admin1, first.country)))
        yield _reason("rival", RIVAL, f"{place.as_written} could as well be {where}")
    elif len(others) >= MANY_CANDIDATES:
        yield _reason("candidates", RIVAL / 2, f"{place.as_written} is the name of {len(others) + 1} places or more")


def _of_tolls(a: Assertion) -> Iterator[Reason]:
    for toll in a.tolls:
        if toll.low is None and toll.best is None and toll.high is None:
            yield _reason("toll", VAGUE_TOLL, f"{toll.measure}: {toll.as_written} is no number")
        else:
            yield _reason("toll", TOLL, f"{toll.measure}: {toll.as_written}")
    if a.type == "event" and not a.places:
        yield _reason("place", NO_PLACE, "it has no place")
