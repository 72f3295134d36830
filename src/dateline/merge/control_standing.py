"""The words about one place that still stand on a day: which later words displace which earlier ones.

Part of the rule rules/control/1, see docs/control.md.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from dateline.merge.control_intervals import Word, denies_own
from dateline.merge.control_sides import Side, kinship, stance
from dateline.model.control import PlaceState

WINDOW: Final = timedelta(days=14)
"""How long a word stands against others that go on to say otherwise, unless it is said again."""

Position = tuple[bool, PlaceState, str]


class Live(msgspec.Struct):
    """A word that stands. word: as it was first said; last: the last day that it was said of; ids: of that day."""

    word: Word
    last: date
    ids: tuple[str, ...]


class _Camp(msgspec.Struct):
    """All who take one position, those first who have not said it for the longest. start: since when somebody does."""

    side: Side
    start: date
    last: date
    live: OrderedDict[str, Live]


class Board:
    """What stands of a place, day after day. Each word is put on once and taken off once."""

    def __init__(self, parties: frozenset[str]) -> None:
        self._parties = parties
        self._camps: dict[Position, _Camp] = {}
        self._of_claimant: dict[str, set[Position]] = {}

    def put(self, day: date, words: Sequence[Word]) -> None:
        """All words of one day; days come in order."""
        before = set(self._camps)
        for word in words:
            self._take_back(word)
        for word in words:
            if self._turns(word, before):
                self._displace(word, day)
        for word in words:
            self._add(word)
        for position in {w.position for w in words}:
            self._wear_out(position, day)

    def camps(self, state: PlaceState, *, denied: bool = False) -> Iterator[tuple[Side, list[Live]]]:
        """Each side that this is said (or denied) of, with the words that stand, in the order of the sides' names."""
        for position in sorted(p for p in self._camps if p[:2] == (denied, state)):
            camp = self._camps[position]
            yield camp.side, sorted(camp.live.values(), key=lambda x: (x.word.known_from, x.word.claimant.key))

    def _take_back(self, word: Word) -> None:
        """Who says something new no longer says what they said before."""
        for position in list(self._of_claimant.get(word.claimant.key, ())):
            former = self._camps[position].live[word.claimant.key].word
            if word.denied:
                gone = not former.denied and former.day < word.day and denies_own(word, former)
            else:
                gone = position != word.position
            if gone:
                self._remove(position, word.claimant.key)

    def _turns(self, word: Word, before: set[Position]) -> bool:
        """Whether it tells of a change, and so displaces what was said of the days before: a taking or leaving that is
        new or that the words date to this day, or a side's own admission that it has the place no longer.
        """
        if word.denied:
            return False
        if word.happened and (word.first.basis == "stated" or word.position not in before):
            return True
        return word.state == "held" and stance(word.claimant, word.side, self._parties) == "admission"

    def _displace(self, word: Word, day: date) -> None:
        for position, camp in list(self._camps.items()):
            if _contradicts(word.position, word.side, position, camp.side):
                self._drop_older(position, day)

    def _wear_out(self, by: Position, day: date) -> None:
        """Takes off what was not said again while others kept saying otherwise. Fighting is told of while it lasts: it
        is over with any word on who has the place, if nobody told of fighting in the window before.
        """
        camp = self._camps.get(by)
        if camp is None or by[0] or by[1] not in ("held", "left"):
            return
        for position, other in list(self._camps.items()):
            if not _contradicts(by, camp.side, position, other.side):
                continue
            if position[1] in ("contested", "besieged") or day - camp.start > WINDOW:
                self._drop_older(position, day - WINDOW)

    def _add(self, word: Word) -> None:
        if word.state == "unclear":
            return
        key, position = word.claimant.key, word.position
        camp = self._camps.get(position)
        if camp is None:
            camp = self._camps[position] = _Camp(word.side, word.day, word.day, OrderedDict())
        camp.last = word.day
        said = camp.live.get(key)
        if said is None:
            camp.live[key] = Live(word, word.day, word.assertion_ids)
        else:
            said.last, said.ids = word.day, word.assertion_ids
            camp.live.move_to_end(key)
        self._of_claimant.setdefault(key, set()).add(position)

    def _drop_older(self, position: Position, day: date) -> None:
        """Takes off the words of this position that were last said of a day before this one."""
        while (camp := self._camps.get(position)) is not None:
            key, live = next(iter(camp.live.items()))
            if live.last >= day:
                return
            self._remove(position, key)

    def _remove(self, position: Position, claimant: str) -> None:
        self._of_claimant[claimant].discard(position)
        camp = self._camps[position]
        del camp.live[claimant]
        if not camp.live:
            del self._camps[position]


def _contradicts(new: Position, side: Side, old: Position, other: Side) -> bool:
    """Whether a later word of the first position, if it is right, ends the second."""
    (_, state, _), (denied, former, _) = new, old
    related = kinship(side, other)
    if denied:
        return former == state and related != "other" and state in ("held", "left")
    if former == "contested":
        return state in ("held", "left")
    if former == "besieged":
        return state in ("held", "left") and (state, related) != ("held", "other")
    if state == "held":
        return related == ("other" if former == "held" else "same")
    return state == "left" and former == "held" and related == "same"
