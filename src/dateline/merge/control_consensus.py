"""The consensus line of one place: what all words about it come to on each day, by the rule rules/control/1.

The rule, its reasons and its limits are in docs/control.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import Final

import msgspec

from dateline.merge.control_intervals import Word
from dateline.merge.control_sides import Side, kinship, side_of, speaks_for, stance
from dateline.merge.control_standing import Board, Live
from dateline.model.assertion import ActorRef
from dateline.model.control import ControlChange, ControlSpan, PlaceState, Standing

RULE: Final = "rules/control/1"

Camp = tuple[Side, list[Live]]


class _Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the words on the board come to. founding: the words without which it would not be so."""

    standing: Standing
    state: PlaceState
    holder: ActorRef | None = None
    besieger: ActorRef | None = None
    without: ActorRef | None = None
    holders: tuple[ActorRef, ...] = ()
    kind: tuple[object, ...]
    founding: list[Live]
    behind: list[Live]
    against: list[Live] = []


def consensus_of(words: Sequence[Word], country: str | None) -> list[ControlSpan]:
    """The consensus line over the words of all claimants. country: the state in which the place lies."""
    parties = frozenset(w.side.key for w in words if w.side.key) | frozenset({country} if country else ())
    board = Board(parties)
    spans: list[_Open] = []
    in_order = sorted(words, key=lambda w: (w.day, w.known_from, w.claimant.key, w.denied, w.position))
    for day, those in groupby(in_order, key=lambda w: w.day):
        of_day = list(those)
        board.put(day, of_day)
        verdict = _verdict(board, parties) or (_unknown() if spans else None)
        if verdict is not None and spans and spans[-1].verdict.kind == verdict.kind:
            spans[-1].add(verdict, of_day)
        elif verdict is not None:
            spans.append(_Open(verdict, day, of_day))
    return [each.closed(after.since if after else None) for each, after in zip_longest(spans, spans[1:])]


def changes_of(spans: Sequence[ControlSpan]) -> list[ControlChange]:
    """The days on which the line changes, from what to what."""
    return [
        ControlChange(day=after.since, before=before, after=after)
        for before, after in zip([None, *spans], spans, strict=False)
    ]


class _Open:
    """A stretch of the line that is still being told."""

    def __init__(self, verdict: _Verdict, since: date, of_day: Sequence[Word]) -> None:
        self.verdict = verdict
        self.since = since
        self._first = min(
            _named(of_day, verdict) or of_day, key=lambda w: (w.first.basis != "stated", w.known_from, w.assertion_ids)
        ).first
        founded = [each.word.known_from for each in verdict.founding]
        self._known_from = max([*founded, min(w.known_from for w in of_day)])
        self._ids: dict[str, None] = {}
        self._against: dict[str, None] = {}
        self._names: dict[str, None] = {}
        self._rivals: dict[str, None] = {}
        self.add(verdict, of_day)
        if not self._ids:
            self._ids = dict.fromkeys(i for w in of_day for i in w.assertion_ids)
            self._names = dict.fromkeys(w.claimant.name for w in of_day)

    def add(self, verdict: _Verdict, of_day: Sequence[Word]) -> None:
        """Who says it, too, on a later day of the stretch, or says otherwise without changing the line."""
        fresh = {w.claimant.key for w in of_day} if self._ids else None
        for lives, ids, names in (
            (verdict.behind, self._ids, self._names),
            (verdict.against, self._against, self._rivals),
        ):
            for live in lives:
                if fresh is None or live.word.claimant.key in fresh:
                    ids.update(dict.fromkeys(live.ids))
                    names[live.word.claimant.name] = None

    def closed(self, until: date | None) -> ControlSpan:
        """The stretch with its end."""
        verdict = self.verdict
        return ControlSpan(
            standing=verdict.standing,
            state=verdict.state,
            holder=verdict.holder,
            besieger=verdict.besieger,
            without=verdict.without,
            holders=verdict.holders,
            since=self.since,
            until=until,
            first=self._first,
            known_from=self._known_from,
            on_word_of=tuple(self._names),
            assertion_ids=tuple(self._ids),
            rivals=tuple(self._rivals),
            against=tuple(self._against),
        )


def _named(of_day: Sequence[Word], verdict: _Verdict) -> list[Word]:
    """The words of the day that are behind the verdict or against it."""
    keys = {live.word.claimant.key for live in (*verdict.behind, *verdict.against)}
    return [w for w in of_day if w.claimant.key in keys]


# ------------------------------------------------------------------ what the words come to
def _unknown() -> _Verdict:
    return _Verdict(standing="unknown", state="unknown", kind=("unknown",), founding=[], behind=[])


def _verdict(board: Board, parties: frozenset[str]) -> _Verdict | None:
    """What stands on the board, None where nothing is said of who has the place."""
    holds = _holding(list(board.camps("held")))
    fights = [live for _, those in board.camps("contested") for live in those]
    left = list(board.camps("left"))
    if fights:
        return _fought(holds, fights)
    if not holds:
        return _besieged(board, None, parties) or (_left(board, left, parties) if left else None)
    verdict = _held(board, holds, left, parties)
    if verdict.standing == "contested":
        return verdict
    return _besieged(board, verdict, parties) or verdict


def _holding(camps: Sequence[Camp]) -> list[Camp]:
    """Those said to have the place, as many as are surely others. Nobody in particular ("rebels") goes with the one
    whom it can mean; where it can mean several it speaks for none.
    """
    found: list[tuple[Side, list[Live]]] = []
    for side, lives in sorted(camps, key=lambda camp: (camp[0].key is None, camp[0].group)):
        fitting = [camp for camp in found if kinship(camp[0], side) != "other"]
        if not fitting:
            found.append((side, list(lives)))
        elif len(fitting) == 1:
            fitting[0][1].extend(lives)
    return found


def _fought(holds: Sequence[Camp], fights: list[Live]) -> _Verdict:
    return _Verdict(
        standing="contested",
        state="contested",
        holders=_holders(holds),
        kind=("contested",),
        founding=_earliest(fights),
        behind=fights,
    )


def _held(board: Board, holds: list[Camp], left: Sequence[Camp], parties: frozenset[str]) -> _Verdict:
    """Who has it, and how far the sources are of one mind about that."""
    admitted = {side.group: _admissions(side, lives, left, parties) for side, lives in holds}
    conceded = [(side, lives) for side, lives in holds if admitted[side.group]]
    denials = [x for denied, those in board.camps("held", denied=True) for x in those if _denies(denied, x, holds)]
    if len(conceded) == 1 and not _insists(conceded[0][0], holds, admitted):
        side, lives = conceded[0]
        against = [live for other, those in holds if other is not side for live in those] + denials
        by = admitted[side.group]
        behind = list({id(live): live for live in (*lives, *by)}.values())
        return _settled("conceded", holds, side, _earliest(by), behind, against)
    if len(holds) > 1:
        founding = [live for _, lives in holds for live in _earliest(lives)]
        every = [live for _, lives in holds for live in lives]
        kind = ("rivals", *(side.group for side, _ in holds))
        return _Verdict(
            standing="contested", state="held", holders=_holders(holds), kind=kind, founding=founding, behind=every,
            against=denials,
        )  # fmt: skip
    ((side, lives),) = holds
    if denials:
        founding = _earliest(lives) + _earliest(denials)
        return _Verdict(
            standing="contested", state="held", holders=_holders(holds), kind=("denied", side.group), founding=founding,
            behind=lives, against=denials,
        )  # fmt: skip
    standing, founding = _borne_out(lives, side, parties)
    return _settled(standing, holds, side, founding, lives, [])


def _borne_out(lives: list[Live], side: Side, parties: frozenset[str]) -> tuple[Standing, list[Live]]:
    """How far one undisputed position is borne out, and by whose words: claimed by those who have an interest in it or
    may have one, reported by one independent voice alone, or agreed by one such voice and another.
    """
    independent = [live for live in lives if stance(live.word.claimant, side, parties) == "independent"]
    if not independent:
        return "claimed", _earliest(lives)
    first = _earliest(independent)
    others = [live for live in lives if live is not first[0]]
    return ("agreed", first + _earliest(others)) if others else ("reported", first)


def _settled(
    standing: Standing, holds: Iterable[Camp], side: Side, founding: list[Live], behind: list[Live], against: list[Live]
) -> _Verdict:
    holder = next(_holder(lives) for each, lives in holds if each is side)
    return _Verdict(
        standing=standing,
        state="held",
        holder=holder,
        kind=(standing, "held", side.group),
        founding=founding,
        behind=behind,
        against=against,
    )


def _admissions(side: Side, lives: Iterable[Live], left: Sequence[Camp], parties: frozenset[str]) -> list[Live]:
    """Words against the speaker's interest: another party says that this side has it, or that it has left itself."""
    said = [live for live in lives if stance(live.word.claimant, side, parties) == "admission"]
    gone = [
        live
        for loser, those in left
        if kinship(loser, side) == "other"
        for live in those
        if speaks_for(live.word.claimant, loser)
    ]
    return said + gone


def _insists(winner: Side, holds: Iterable[Camp], admitted: dict[str, list[Live]]) -> bool:
    """Whether the side that admitted the loss says in another voice, and not before, that it holds on."""
    losers = [side_of(live.word.claimant) for live in admitted[winner.group]]
    return any(
        speaks_for(live.word.claimant, side) and any(kinship(side, loser) == "same" for loser in losers)
        for side, lives in holds
        if side is not winner
        for live in lives
    )


def _denies(denied: Side, live: Live, holds: Sequence[Camp]) -> bool:
    """Whether a denial is of what is said: of this holder, who is not the speaker's own side; or, where it names none
    ("it has not fallen"), of a claim that it is known to dispute, or of another side's holding it.
    """
    speaker, ids = side_of(live.word.claimant), live.word.assertion_ids
    for side, lives in holds:
        if denied.group == "~":
            disputed = any(not each.word.disputed_by.isdisjoint(ids) for each in lives)
            if disputed or kinship(speaker, side) == "other":
                return True
        elif kinship(denied, side) != "other" and kinship(speaker, side) != "same":
            return True
    return False


def _left(board: Board, left: Sequence[Camp], parties: frozenset[str]) -> _Verdict | None:
    """Somebody has left or lost it, and nobody says who has it. The one of whom that was last said counts."""
    side, lives = max(left, key=lambda camp: (max(live.last for live in camp[1]), camp[0].group))
    denials = [live for denied, those in board.camps("left", denied=True) if _same(denied, side) for live in those]
    own = [live for live in lives if speaks_for(live.word.claimant, side)]
    standing, founding = _borne_out(lives, side, parties)
    if own:
        standing, founding = "conceded", _earliest(own)
    elif denials:
        standing, founding = "contested", _earliest(lives) + _earliest(denials)
    return _Verdict(
        standing=standing,
        state="left",
        without=_holder(lives),
        kind=(standing, "left", side.group),
        founding=founding,
        behind=lives,
        against=denials,
    )


def _same(denied: Side, side: Side) -> bool:
    return kinship(denied, side) != "other"


def _besieged(board: Board, held: _Verdict | None, parties: frozenset[str]) -> _Verdict | None:
    """A siege, by somebody who has not got the place; who has it stays as it was settled."""
    for side, lives in board.camps("besieged"):
        holder = held.holder if held is not None else None
        if held is not None and held.kind[-1] == side.group:
            continue
        admitted = [live for live in lives if stance(live.word.claimant, side, parties) == "admission"]
        standing, founding = _borne_out(lives, side, parties)
        if admitted:
            standing, founding = "conceded", _earliest(admitted)
        return _Verdict(
            standing=standing,
            state="besieged",
            holder=holder,
            besieger=_holder(lives),
            kind=(standing, "besieged", side.group, held.kind if held else None),
            founding=founding,
            behind=lives + (held.behind if held else []),
            against=held.against if held else [],
        )
    return None


def _holders(holds: Iterable[Camp]) -> tuple[ActorRef, ...]:
    return tuple(holder for _, lives in holds if (holder := _holder(lives)) is not None)


def _holder(lives: Iterable[Live]) -> ActorRef | None:
    """As the first who is named: by id or country before one who is nobody in particular."""
    named = [live.word for live in lives if live.word.holder is not None]
    return min(named, key=lambda w: (w.side.key is None, w.known_from, w.assertion_ids)).holder if named else None


def _earliest(lives: Iterable[Live]) -> list[Live]:
    return [min(lives, key=lambda live: (live.word.known_from, live.word.claimant.key))]
