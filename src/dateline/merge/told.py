"""An assertion made ready to be held against others: who says it, who did it, where, by what words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from dateline.merge.account import ReportHead, actor_keys, days_of, spot_key
from dateline.merge.families import family_of, kindred
from dateline.merge.sources import speaker_of
from dateline.merge.words import fold
from dateline.model.assertion import Assertion, Source
from dateline.reference.acts import consequences
from dateline.reference.rejections import rejections

STALE_DAYS: Final = 7
"""Days between two accounts, one of which states no day, from which they are of two acts."""

LONG_PAST_DAYS: Final = 90
"""The same between an account and its denial, which comes when it comes and seldom says of which day."""

NEAR: Final = 350
"""Characters within which an answer means what was just said."""

_ENDING = re.compile(r"(ings?|ed|ers?|ions?|es|s)$")
_FIGURE = re.compile(r"\d")


class Told(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One assertion. own: told in the report's own voice. doer, undergoer, speaker: keys to recognise them by.

    places: where it was, below country. names: roots of the words for the act, its targets and weapons, less words for
    harm. targets: the roots of its targets. count: a number of victims without saying who did what. days: the first and
    the last, as ordinals, and how it is dated, see `account.days_of`.
    """

    assertion: Assertion
    voice: str
    own: bool
    family: str
    doer: frozenset[str]
    undergoer: frozenset[str]
    speaker: frozenset[str]
    side: str | None
    places: frozenset[str]
    names: frozenset[str]
    targets: frozenset[str]
    count: bool
    days: tuple[int, int, str]

    @property
    def id(self) -> str:
        """The assertion's id."""
        return self.assertion.assertion_id

    @property
    def denied(self) -> bool:
        """Whether it says that the thing did not happen."""
        return self.assertion.polarity == "denied"

    @property
    def span(self) -> tuple[int, int]:
        """Its characters in the report."""
        return self.assertion.evidence.start, self.assertion.evidence.end


def told(a: Assertion, voice: str, head: ReportHead) -> Told:
    """The assertion as told by this voice (`sources.voice_of`). head: of its report."""
    doer = actor_keys(a.actor("actor1"))
    act = a.trigger.exact if a.trigger else ""
    targets = " ".join(t.as_written for t in a.targets)
    source = speaker_of(a.attribution)
    return Told(
        assertion=a,
        voice=voice,
        own=source is None,
        family=family_of(a.event_type, a.sub_event_type, a.interaction) if a.type == "event" else a.type,
        doer=doer,
        undergoer=actor_keys(a.actor("actor2")),
        speaker=_keys_of(source),
        side=source.country if source else None,
        places=frozenset(spot_key(p) for p in a.places if p.role != "origin" and p.level != "country"),
        names=roots(" ".join((act, targets, *(w.name for w in a.weapons)))) - _harm(),
        targets=roots(targets),
        count=not doer and not a.weapons and bool(a.tolls or _FIGURE.search(act) or roots(act) & _harm()),
        days=days_of(a, head),
    )


def _keys_of(source: Source | None) -> frozenset[str]:
    if source is None:
        return frozenset()
    country = f"country:{source.country}" if source.country else None
    keys = (source.entity_id, country, f"name:{fold(source.name or source.as_written or '')}")
    return frozenset(key for key in keys if key)


@cache
def _harm() -> frozenset[str]:
    """Roots of words for harm to people and things: they are common to all acts."""
    others = "dead death body toll victim lost fatality casualty put civilian"
    return frozenset(_root(lemma) for kind, lemma in consequences() if kind != "people") | roots(others)


def roots(text: str) -> frozenset[str]:
    """The words of a text without their endings: "bombed", "bombing" and "bombs" are one."""
    return frozenset(_root(word) for word in fold(text).split() if len(word) > 3)


def _root(word: str) -> str:
    cut = _ENDING.sub("", word)
    if len(cut) < 3:
        return word
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


def apart(x: Told, y: Told) -> int:
    """Characters between two assertions of one report; 0 where they overlap."""
    (start, end), (other_start, other_end) = x.span, y.span
    return max(start - other_end, other_start - end, 0)


def days_apart(x: Told, y: Told, stale: int = STALE_DAYS) -> bool:
    """Whether their days show that they are of two acts. stale: days that matter where only one states its day."""
    (first, last, dated), (other_first, other_last, other_dated) = x.days, y.days
    gap = max(other_first - last, first - other_last)
    return gap > (0 if dated == other_dated == "stated" else stale)


def alike(x: Told, y: Told) -> bool:
    """Whether both can be one kind of act."""
    return x.family == y.family or kindred(x.family, y.family)


def denies(denial: Told, told_: Told) -> bool:
    """Whether a denied event is the event that is told: one kind of act, by the same, in the same place, to the same -
    as far as both say - and tied by one of these. "No second explosion" denies none that was told.
    """
    if denial.voice == told_.voice or told_.count or not alike(denial, told_):
        return False
    if days_apart(denial, told_, LONG_PAST_DAYS):
        return False
    if _of_another(denial.assertion.evidence.exact) or _differ(denial.places, told_.places) or _no_harm(denial):
        return False
    if denial.doer and not denial.doer & told_.doer:  # who says "we did not" leaves it open that it was done
        return False
    if denial.names & told_.names:
        return True
    same_act, same_doer = denial.assertion.act == told_.assertion.act, bool(denial.doer & told_.doer)
    if denial.targets:
        return False
    if same_act and denial.places & told_.places and (same_doer or not denial.doer):
        return True
    near = denial.assertion.report_id == told_.assertion.report_id and apart(denial, told_) < NEAR
    if not (denial.places or denial.doer):  # "no strike was recorded": of the one that was just told
        return same_act and near and told_.span < denial.span
    return same_doer and near and (same_act or bool(denial.places & told_.places))


def _differ(left: frozenset[str], right: frozenset[str]) -> bool:
    """Both are said, and nothing is common."""
    return bool(left and right) and not left & right


def _no_harm(denial: Told) -> bool:
    """As in "no casualties were reported": it happened, and nobody was hurt."""
    return any(toll.best == 0 for toll in denial.assertion.tolls)


def _of_another(words: str) -> bool:
    return not _others().isdisjoint(fold(words).split())


@cache
def _others() -> frozenset[str]:
    return rejections().others
