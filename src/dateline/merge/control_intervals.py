"""What each claimant says of a place over time: a claim holds from its day until the same claimant says otherwise."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

import msgspec

from dateline.merge.control_sides import Side, kinship, side_of_actor
from dateline.model.assertion import ActorRef
from dateline.model.control import Claimant, ClaimDay, ControlClaim, ControlInterval, PlaceState

VAGUE_DAYS: Final = 10
"""Days from which on a range is too long to tell what came first inside it."""

NOT_ORDERED: Final = "not said what came first"

_STATES: Final[dict[str, PlaceState]] = {
    "captured": "held",
    "held": "held",
    "lost": "left",
    "withdrawn": "left",
    "contested": "contested",
    "besieged": "besieged",
}
_FIRST: Final[tuple[PlaceState, ...]] = ("contested", "besieged", "held", "left")
"""Of several things that one claimant says of one day, what tells most."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What one claimant says of one day: a state and whose, or that this is not so (denied)."""

    claimant: Claimant
    day: date
    state: PlaceState
    side: Side
    holder: ActorRef | None
    denied: bool
    happened: bool
    first: ClaimDay
    known_from: str
    assertion_ids: tuple[str, ...]
    disputed_by: frozenset[str] = frozenset()

    @property
    def position(self) -> tuple[bool, PlaceState, str]:
        """Under what words of several claimants are one position."""
        return self.denied, self.state, self.side.group if self.state != "contested" else ""


def ordered(claims: Sequence[ControlClaim]) -> list[ControlClaim]:
    """The claims, those of a long range that do not say whether they come before or after a closer day marked as such.

    "In 2022 it was taken" does not say that it was taken after it was retaken in May.
    """
    said = [(c, _said(c)) for c in claims]
    days: defaultdict[tuple[PlaceState, str], list[date]] = defaultdict(list)
    sides: dict[str, Side] = {}
    for claim, (state, side) in said:
        if claim.stands and claim.polarity == "affirmed" and _length(claim.day) < VAGUE_DAYS:
            days[state, side.group].append(claim.day.effect)
            sides[side.group] = side
    found = []
    for claim, what in said:
        if claim.stands and claim.polarity == "affirmed" and _length(claim.day) >= VAGUE_DAYS:
            others = (those for (state, group), those in days.items() if _contrary(what, (state, sides[group])))
            if any(_within(those, claim.day) for those in others):
                claim = msgspec.structs.replace(claim, stands=False, why_not=NOT_ORDERED)
        found.append(claim)
    return found


def _said(claim: ControlClaim) -> tuple[PlaceState, Side]:
    return _STATES.get(claim.state or "", "unknown"), side_of_actor(claim.holder)


def _length(day: ClaimDay) -> int:
    return (day.latest - day.earliest).days if day.latest and day.earliest else 0


def _within(days: Sequence[date], long: ClaimDay) -> bool:
    """Whether one of the days, which are in order, lies in the range."""
    n = bisect_left(days, long.earliest or long.effect)
    return n < len(days) and days[n] <= long.effect


def _contrary(x: tuple[PlaceState, Side], y: tuple[PlaceState, Side]) -> bool:
    """Whether both cannot be true of one place on one day."""
    related = kinship(x[1], y[1])
    states = {x[0], y[0]}
    if states == {"held"}:
        return related == "other"
    return states == {"held", "left"} and related == "same"


def words_of(claims: Sequence[ControlClaim]) -> Iterator[Word]:
    """Claimant after claimant, what they say of each day, in order; of one day, what was known last counts.

    Denials are words of their own. Where things that exclude each other were said of one day, the state is unclear.
    """
    standing = sorted((c for c in claims if c.stands), key=lambda c: (c.claimant.key, c.day.effect, c.known_from))
    for _, of_day in groupby(standing, key=lambda c: (c.claimant.key, c.day.effect)):
        told = list(of_day)
        affirmed = [c for c in told if c.polarity == "affirmed"]
        if affirmed:
            yield _word([c for c in affirmed if c.known_from == affirmed[-1].known_from])
        for each in told:
            if each.polarity == "denied":
                state, side = _said(each)
                yield _made(each.claimant, state, side, [each], denied=True)


def _word(told: Sequence[ControlClaim]) -> Word:
    said = [_said(c) for c in told]
    if any(_contrary(x, y) for n, x in enumerate(said) for y in said[n + 1 :]):
        return _made(told[0].claimant, "unclear", side_of_actor(None), told, denied=False)
    state = min((state for state, _ in said), key=_FIRST.index)
    those = [c for c, (its, _) in zip(told, said, strict=True) if its == state]
    named = min(those, key=lambda c: (c.side is None, c.holder is None, c.assertion_ids))
    return _made(told[0].claimant, state, side_of_actor(named.holder), [named, *(c for c in those if c is not named)])


def _made(
    claimant: Claimant, state: PlaceState, side: Side, told: Sequence[ControlClaim], *, denied: bool = False
) -> Word:
    firm = min(told, key=lambda c: (c.day.basis != "stated", _length(c.day), c.assertion_ids))
    return Word(
        claimant=claimant,
        day=told[0].day.effect,
        state=state,
        side=side,
        holder=told[0].holder if state != "unclear" else None,
        denied=denied,
        happened=any(c.happened for c in told),
        first=firm.day,
        known_from=min(c.known_from for c in told),
        assertion_ids=tuple(dict.fromkeys(i for c in told for i in c.assertion_ids)),
        disputed_by=frozenset(i for c in told for i in c.disputed_by),
    )


class _Row(msgspec.Struct):
    """An interval that is still being made: its first word, and what was added."""

    word: Word
    last_said: date
    until: date | None
    assertion_ids: list[str]


def intervals_of(words: Sequence[Word]) -> list[ControlInterval]:
    """The words of all claimants as intervals, by the day on which the claimant first speaks, then in order.

    A denial ends what its own claimant said before; against others it is a rival and makes no state.
    """
    found: list[list[_Row]] = []
    for _, those in groupby(words, key=lambda w: w.claimant.key):
        rows: list[_Row] = []
        for word in those:
            _continue(rows, word)
        if rows:
            found.append(rows)
    found.sort(key=lambda rows: (rows[0].word.day, rows[0].word.known_from, rows[0].word.claimant.key))
    return [_interval(row) for rows in found for row in rows]


def _continue(rows: list[_Row], word: Word) -> None:
    """Adds the claimant's next word to their rows: the same still, or something else from this day on."""
    last = rows[-1] if rows and rows[-1].until is None else None
    if word.denied:
        if last is not None and denies_own(word, last.word) and last.word.day < word.day:
            last.until = word.day
    elif last is not None and last.word.position == word.position:
        last.last_said = word.day
        last.assertion_ids += word.assertion_ids
    else:
        if last is not None:
            last.until = word.day
        rows.append(_Row(word, word.day, None, list(word.assertion_ids)))


def _interval(row: _Row) -> ControlInterval:
    word = row.word
    return ControlInterval(
        claimant=word.claimant,
        state=word.state,
        holder=word.holder,
        side=word.side.key,
        since=word.day,
        until=row.until,
        first=word.first,
        last_said=row.last_said,
        known_from=word.known_from,
        assertion_ids=tuple(dict.fromkeys(row.assertion_ids)),
    )


def denies_own(denial: Word, word: Word) -> bool:
    """Whether this denies what the same claimant said before."""
    return denial.state == word.state and (denial.holder is None or kinship(denial.side, word.side) == "same")
