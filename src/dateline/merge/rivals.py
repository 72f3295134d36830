"""Who contradicts whom inside one report: denials, rejections of what was said before, rival accounts and counts.

Each finding is a pair (disputed, by). Only assertions near one another are compared, so that time is proportional to
the report's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

import msgspec

from dateline.merge.account import ReportHead, actor_keys
from dateline.merge.sources import voice_of
from dateline.merge.told import LONG_PAST_DAYS, NEAR, Told, alike, apart, days_apart, denies, told
from dateline.merge.words import fold, group_of
from dateline.model.assertion import Assertion, Toll
from dateline.reference.rejections import rejections

Pairs = Iterator[tuple[Told, Told]]

WINDOW: Final = 150
"""How many assertions before and after one it is held against."""

REACH, REACH_OF_ALL = 600, 900
"""Characters back to which "this is a lie" points; and "all these numbers". The second is also how far apart two
accounts of one act may stand."""

NEIGHBOURS: Final = 8
"""How many assertions back an answer is looked at for."""

LONGEST_POINTER: Final = 28
"""Words of the longest rejection that only points back; a longer one tells its own story."""

BLAMED: Final = frozenset({"strike", "destruction", "civilians"})
"""Kinds of act of which only one side can have been the doer: both sides may fight, but one of them fired."""


def rivals(assertions: Sequence[Assertion], head: ReportHead) -> Pairs:
    """The pairs (disputed, by) among the assertions of one report."""
    in_order = sorted(assertions, key=lambda a: (a.evidence.start, -a.evidence.end, a.assertion_id))
    everything = [
        told(a, voice_of(a.attribution, head.publisher, a.report_id), head)
        for a in in_order
        if a.type == "statement" or a.status == "actual"
    ]
    facts = _dated([each for each in everything if each.assertion.type != "statement"])
    found = [
        *_denials([each for each in facts if each.assertion.type == "event"]),
        *_rejections(everything),
        *_rival_accounts([each for each in facts if each.assertion.type == "event" and not each.denied]),
        *_control(facts),
        *_answers(everything),
    ]
    yield from found
    yield from _echoes(facts, found)


def _dated(facts: Sequence[Told]) -> list[Told]:
    """The same, a claim to a place on the day of the event that stands in its words: it states none of its own."""
    found: list[Told] = []
    for n, each in enumerate(facts):
        if each.assertion.type == "control" and each.days[2] == "none":
            here = (x for x in _around(facts, n) if x.assertion.type == "event" and apart(x, each) == 0)
            stated = next((x for x in here if x.days[2] == "stated"), each)
            each = msgspec.structs.replace(each, days=stated.days)
        found.append(each)
    return found


def _around(told_: Sequence[Told], at: int) -> Sequence[Told]:
    return told_[max(at - WINDOW, 0) : at + WINDOW + 1]


def _denials(events: Sequence[Told]) -> Pairs:
    """Events that others say did not happen."""
    for n, denial in enumerate(events):
        if denial.denied:
            for each in _around(events, n):
                if not each.denied and denies(denial, each):
                    yield each, denial


# ------------------------------------------------------------------ "this is a lie"
class _Rejection(msgspec.Struct, frozen=True):
    """How a statement rejects. verdict: it calls something a lie; points: back to what was said; many: to all of it;
    counts: to numbers.
    """

    verdict: bool
    points: bool
    many: bool
    counts: bool


def _rejections(everything: Sequence[Told]) -> Pairs:
    """What a statement calls untrue: the claim that stands inside its own words, else that which it points back to."""
    for n, each in enumerate(everything):
        if each.assertion.type != "statement":
            continue
        how = _rejection(each.assertion.evidence.exact)
        if not how.verdict and each.assertion.interaction != "REJECT":
            continue
        inside = [x for x in _around(everything, n) if _claimed(x) and _within(x, each)]
        if inside:
            yield from ((x, each) for x in inside)
        elif how.points:
            before = [x for x in reversed(everything[max(n - WINDOW, 0) : n]) if _claimed(x) and _meant(x, each, how)]
            yield from ((x, each) for x in before if how.many or x.voice == before[0].voice)


def _claimed(x: Told) -> bool:
    return x.assertion.type != "statement" and not x.denied


def _within(x: Told, statement: Told) -> bool:
    (start, end), (first, last) = x.span, statement.span
    return first <= start and end <= last


def _meant(x: Told, statement: Told, how: _Rejection) -> bool:
    """Whether the rejection can point to this: told by somebody else not far before, and a number if it means such."""
    if x.own or _same_speaker(x, statement) or x.span[1] > statement.span[0]:
        return False
    if not x.assertion.tolls if how.counts else x.count:
        return False
    return apart(x, statement) < (REACH_OF_ALL if how.many else REACH)


def _same_speaker(x: Told, y: Told) -> bool:
    """Whether one voice says both, be it named shorter once: "General Staff", "General Staff of the Armies"."""
    names = [{w for key in each.speaker if key.startswith("name:") for w in key[5:].split()} for each in (x, y)]
    return x.voice == y.voice or (bool(names[0] and names[1]) and (names[0] <= names[1] or names[1] <= names[0]))


def _rejection(words: str) -> _Rejection:
    known, text = rejections(), f" {fold(words)} "
    parts = text.split()
    verdict = bool(_any_of(known.verdicts).search(text))
    if len(parts) > LONGEST_POINTER:
        return _Rejection(verdict, False, False, False)
    counts = bool(_any_of(known.counts).search(text))
    every = bool(_charge(known.all_charges).search(text))
    points = every or counts or bool(_charge(known.charges).search(text)) or not known.pointers.isdisjoint(parts[:2])
    return _Rejection(verdict, points or parts[-1:] == ["so"], every or counts, counts)


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, sorted(words)))}) ")


@cache
def _charge(words: frozenset[str]) -> re.Pattern[str]:
    """A charge that is not told again: "the claim", not "the claim that ..."."""
    return re.compile(rf" (?:{'|'.join(map(re.escape, sorted(words)))}) (?!that |of |about )")


# ------------------------------------------------------------------ what the other side answers
def _answers(everything: Sequence[Told]) -> Pairs:
    """What is said against the claim right before it: by whom it accuses, with a no; or of ground that it says was
    taken, that it was held.
    """
    for n, each in enumerate(everything):
        if each.own or each.assertion.type == "control":
            continue
        claims = [x for x in reversed(everything[max(n - NEIGHBOURS, 0) : n]) if _claimed(x) and _before(x, each)]
        for x in claims:
            if x.voice == claims[0].voice and _speaks_to(x, each):
                yield x, each


def _before(x: Told, answer: Told) -> bool:
    """Whether it was claimed right before, by somebody else."""
    return not x.own and 0 <= answer.span[0] - x.span[1] < NEAR and not _same_speaker(x, answer)


def _speaks_to(x: Told, answer: Told) -> bool:
    if answer.assertion.type == "event" and days_apart(x, answer):  # an event has a day: another act is meant
        return False
    known, words = rejections(), f" {fold(answer.assertion.evidence.exact)} "
    if x.family in ("territory", "control"):
        return bool(_any_of(known.held).search(words))
    accused = answer.assertion.type == "statement" and bool(answer.speaker & x.doer)
    return accused and bool(_any_of(known.noes).search(words))


# ------------------------------------------------------------------ rival accounts
def _rival_accounts(events: Sequence[Told]) -> Pairs:
    """Accounts of one act by two speakers that cannot both be true: another doer, or another number of victims."""
    for n, x in enumerate(events):
        for y in islice(events, n + 1, n + 1 + WINDOW):
            if x.own or y.own or x.voice == y.voice or not alike(x, y) or days_apart(x, y):
                continue
            if _blame_others(x, y) or _count_others(x, y):
                yield x, y
                yield y, x


def _blame_others(x: Told, y: Told) -> bool:
    """Whether they lay one deed, told of one place or in one word, on two doers."""
    return (
        {x.family, y.family} <= BLAMED
        and not (x.count or y.count)
        and bool(x.doer and y.doer)
        and not x.doer & y.doer
        and bool(x.places & y.places or x.names & y.names)
        and apart(x, y) <= REACH_OF_ALL
    )


def _count_others(x: Told, y: Told) -> bool:
    """Whether they give numbers that exclude each other, and one speaker takes part in the act or they are of two
    sides: counts of bystanders grow from hour to hour, they are no dispute.
    """
    if x.places and y.places and not x.places & y.places:
        return False
    parties = x.doer | y.doer | x.undergoer | y.undergoer
    of_sides = x.side is not None and y.side is not None and x.side != y.side
    if not of_sides and bool(x.speaker & parties) == bool(y.speaker & parties):
        return False
    return any(_exclusive(t, u) for t in x.assertion.tolls for u in y.assertion.tolls)


def _exclusive(t: Toll, u: Toll) -> bool:
    if (t.measure, group_of(t.of), t.per) != (u.measure, group_of(u.of), u.per):
        return False
    left, right = _bounds(t), _bounds(u)
    return left is not None and right is not None and (left[1] < right[0] or right[1] < left[0])


def _bounds(t: Toll) -> tuple[float, float] | None:
    low, high = (t.best if t.low is None else t.low), (t.best if t.high is None else t.high)
    if low is None and high is None:
        return None
    return (0 if low is None else low), (float("inf") if high is None else high)


# ------------------------------------------------------------------ who holds a place
def _control(facts: Sequence[Told]) -> Pairs:
    """Claims to a place that others deny: that it was taken or is held, or that the fight for it is over."""
    for n, denial in enumerate(facts):
        if not denial.denied or denial.assertion.type != "control":
            continue
        for x in _around(facts, n):
            if x.assertion.type != "control" or x.denied or x.voice == denial.voice:
                continue
            if (
                x.places & denial.places
                and not days_apart(x, denial, LONG_PAST_DAYS)
                and _same_claim(x.assertion, denial.assertion)
            ):
                yield x, denial


def _same_claim(x: Assertion, denial: Assertion) -> bool:
    if denial.state == "contested":
        return x.state in ("captured", "held")
    same_holder = not (x.holder and denial.holder) or bool(actor_keys(x.holder) & actor_keys(denial.holder))
    return same_holder and x.state == denial.state


def _echoes(facts: Sequence[Told], found: Sequence[tuple[Told, Told]]) -> Pairs:
    """Whoever disputes that a town was taken disputes that its taker has it, where both stand in the same words."""
    by_whom: dict[str, list[Told]] = {}
    for disputed, by in found:
        by_whom.setdefault(disputed.id, []).append(by)
    for n, disputed in enumerate(facts):
        if disputed.id in by_whom and disputed.family in ("territory", "control"):
            for x in _around(facts, n):
                if _same_words(x, disputed):
                    yield from ((x, by) for by in by_whom[disputed.id] if by.voice != x.voice and not days_apart(x, by))


def _same_words(x: Told, other: Told) -> bool:
    """Whether one is the taking of a town, and the other a claim to it, of one voice and in words that overlap."""
    kinds = {x.assertion.type, other.assertion.type}
    fits = kinds == {"event", "control"} and x.family in ("territory", "control") and not x.denied
    return fits and x.voice == other.voice and apart(x, other) == 0
