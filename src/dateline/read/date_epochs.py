"""Days that a text counts from without naming them: "since the war began", "the start of the invasion"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from dateline.reference.epochs import Epoch, epoch_nouns, epochs

_STILL_TOLD = timedelta(days=60)
"""How long after its end a war is still "the war" of the news."""


class FoundEpoch(NamedTuple):
    """Characters of an expression that counts from an epoch, the epoch's day, and how: "since", "before" or ""."""

    start: int
    end: int
    day: date
    relation: str


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun).replace(r"\ ", r"\s+") for noun in epoch_nouns())
    owner = r"(?:(?:the|its|his|their|this|[A-Z]\w+['’]s?|[A-Z]\w+-led)\s+)?(?:(?!of\b)[\w-]+\s+){0,2}?"
    began = (
        r"(?P<began>\s+(?:first\s+)?(?:began|started|erupted|broke\s+out|commenced|was\s+launched|came\s+to\s+power))?"
    )
    return re.compile(
        rf"\b(?:(?P<relation>[Ss]ince|[Bb]efore)\s+)?"
        rf"(?P<core>(?P<start>(?:the\s+)?(?:very\s+)?(?:start|beginning|outbreak|onset|launch|outset)\s+of\s+){owner}"
        rf"(?P<a>(?i:{nouns}))\b|(?<=[Ss]ince\s)(?:{owner})(?P<b>(?i:{nouns}))\b{began}"
        rf"|(?<=[Bb]efore\s)(?:{owner})(?P<c>(?i:{nouns}))\b{began.replace('<began', '<begun')})"
    )


_STATED = re.compile(
    r"\s+(?:on|in|at|of|last|,)?\s*(?:\d|[A-Z]\w+\.?\s+\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last\b|this\b)"
)


def found_epochs(text: str, words: Iterable[str], published: date | None) -> Iterator[FoundEpoch]:
    """Every expression of `text` that counts from a known epoch; `words` are all its words in lower case.

    Which war "the war" is, the report's own words say; where they do not, nothing is given.
    """
    counts: Counter[str] | None = None
    for match in _pattern().finditer(text):
        if match.group("began") and _STATED.match(text, match.end()):
            continue  # "since the fighting began on 15 April" says the day itself
        noun = " ".join((match.group("a") or match.group("b") or match.group("c")).lower().split())
        counts = Counter(words) if counts is None else counts
        epoch = _meant(noun, counts, published)
        if epoch:
            relation = (match.group("relation") or "").lower()
            yield FoundEpoch(match.start("core"), match.end(), epoch.day, relation)


def _meant(noun: str, counts: Counter[str], published: date | None) -> Epoch | None:
    """The epoch that begins with this noun and whose words the report uses; the later of two that it uses alike."""
    scored = [
        (sum(counts[word] for word in epoch.about), epoch)
        for epoch in epochs()
        if noun in epoch.nouns
        and (published is None or epoch.day <= published)
        and (published is None or epoch.to is None or published <= epoch.to + _STILL_TOLD)
    ]
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        return None
    return max((epoch for score, epoch in scored if score >= 0.8 * best), key=lambda epoch: epoch.day)
