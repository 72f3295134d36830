"""Positions: what each claimant says, told once however often it stands in the reports, and what took its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from dateline.merge.account import Account
from dateline.merge.claimants import Claimant, Claimants
from dateline.merge.groups import Counted, counted
from dateline.merge.ranges import RULE, leading, low_best_high
from dateline.merge.singles import is_single, with_singles
from dateline.model.assertion import Link, Toll
from dateline.model.ids import content_id
from dateline.model.incident import Position, Stance, Telling, TollPositions

_BEFORE: Final = re.compile(
    r"\b(?:at first|initially|previously|(?:an )?earlier (?:count|toll|figure|estimate|put|said|gave|report)\w*"
    r"|had (?:earlier )?(?:said|put|given|reported|been))\b[^.;]{0,40}$|\bfrom\s+$",
    re.I,
)
"""Words right before a number that say that it no longer stands."""

UNKNOWN: Final = "unknown"
"""Value, and qualifier of a toll, by which somebody says that the number is not known."""


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One telling of a value, before those of one claimant are joined. past: its words say that it no longer stands."""

    member: Account
    claimant: Claimant
    value: str
    numbers: tuple[int | None, int | None, int | None] = (None, None, None)
    qualifier: str | None = None
    stance: Stance = "gives"
    as_written: str
    chain: tuple[Link, ...] = ()
    past: bool = False

    @property
    def content(self) -> tuple[object, ...]:
        """What must be equal for two tellings of one claimant to be one position."""
        numbers = self.numbers if any(n is not None for n in self.numbers) else self.value
        return self.stance, numbers

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """The one order of merging."""
        return self.member.order


def tolls(members: Sequence[Account], claimants: Claimants) -> dict[str, TollPositions]:
    """Positions by measure, and by "measure: group" for the counts of a group. members: in the order of merging."""
    counts: defaultdict[Counted, list[Said]] = defaultdict(list)
    singles: defaultdict[Counted, list[Said]] = defaultdict(list)
    for member in members:
        if member.assertion.status != "actual":
            continue
        for toll in member.assertion.tolls:
            side = singles if is_single(toll) else counts
            side[counted(toll, member.assertion)].append(_said(member, toll, claimants))
    gathered = with_singles(counts, singles) if singles else counts
    keys = {each.key for each in gathered}
    return {each.key: _toll_positions(each, gathered[each], keys) for each in sorted(gathered, key=lambda c: c.key)}


def _said(member: Account, toll: Toll, claimants: Claimants) -> Said:
    chain = toll.attribution or member.assertion.attribution
    denied = member.assertion.polarity == "denied" and toll.best != 0
    open_ = toll.qualifier == UNKNOWN
    return Said(
        member=member,
        claimant=claimants.of(member, chain),
        value=toll_value(toll),
        numbers=(toll.low, toll.best, toll.high),
        qualifier=toll.qualifier,
        stance="denies" if denied else "leaves open" if open_ else "gives",
        as_written=toll.as_written,
        chain=chain,
        past=_no_longer(member, toll),
    )


def _no_longer(member: Account, toll: Toll) -> bool:
    words = member.assertion.evidence
    at = toll.evidence.start - words.start
    return 0 < at <= len(words.exact) and bool(_BEFORE.search(words.exact[:at]))


def toll_value(toll: Toll) -> str:
    """The number in short: "39", "24-99", "at least 12", "up to 20"; the words where there is none."""
    if toll.best is not None:
        return str(toll.best)
    if toll.low is not None and toll.high is not None:
        return f"{toll.low}-{toll.high}"
    if toll.low is not None:
        return f"at least {toll.low}"
    if toll.high is not None:
        return f"up to {toll.high}"
    return UNKNOWN if toll.qualifier == UNKNOWN else toll.as_written


def _toll_positions(what: Counted, said: Sequence[Said], keys: Collection[str]) -> TollPositions:
    found = positions(what.key, said)
    now = present(found)
    low, best, high = low_best_high(now)
    return TollPositions(
        measure=what.measure,
        of=what.of or None,
        country=what.country or None,
        per=what.per or None,
        part_of=what.whole if what.whole in keys else None,
        low=low,
        best=best,
        high=high,
        leading=leading(now),
        rule=RULE,
        positions=found,
    )


def present(found: Iterable[Position]) -> list[Position]:
    """Those that nothing revised: what each claimant says last."""
    return [each for each in found if each.revised_by is None]


def positions(about: str, said: Sequence[Said]) -> tuple[Position, ...]:
    """One position for each claimant and value, in the order in which they became known; with what revises what.

    A report's own voice that gives what the same report has somebody say rests on them: it is a telling of theirs.
    """
    backed: dict[tuple[str, object], Claimant] = {}
    for each in sorted((s for s in said if not s.claimant.own), key=lambda s: s.order):
        backed.setdefault((each.member.story, each.content), each.claimant)
    gathered: defaultdict[tuple[str, object], list[Said]] = defaultdict(list)
    speakers: dict[str, Claimant] = {}
    for each in sorted(said, key=lambda s: s.order):
        who = backed.get((each.member.story, each.content), each.claimant) if each.claimant.own else each.claimant
        gathered[who.key, each.content].append(each)
        speakers[who.key] = _fuller(speakers.get(who.key), who)
    by_claimant: defaultdict[str, list[tuple[Position, bool]]] = defaultdict(list)
    for (key, _), those in gathered.items():
        by_claimant[key].append((_position(about, speakers[key], those), all(s.past for s in those)))
    found = (position for those in by_claimant.values() for position in _revised(those))
    return tuple(sorted(found, key=lambda p: (p.known_from, p.assertion_id, p.position_id)))


def _fuller(former: Claimant | None, who: Claimant) -> Claimant:
    """The longer form of the name; of two equally long the first in the alphabet, so that the order does not matter."""
    if former is None:
        return who
    return min(former, who, key=lambda c: (-len(c.name or ""), c.name or ""))


def _position(about: str, who: Claimant, said: Sequence[Said]) -> Position:
    first = next((s for s in said if not s.claimant.own), said[0]) if not who.own else said[0]
    low, best, high = first.numbers
    return Position(
        position_id=content_id("p", about, who.key, first.value, first.stance, said[0].member.id),
        claimant=who.key,
        source=who.name,
        side=who.country,
        category=who.category,
        value=first.value,
        low=low,
        best=best,
        high=high,
        qualifier=first.qualifier,
        stance=first.stance,
        as_written=first.as_written,
        assertion_id=first.member.id,
        known_from=min(s.member.known_from for s in said),
        tellings=tuple(_telling(each) for each in said),
    )


def _telling(said: Said) -> Telling:
    return Telling(
        report_id=said.member.assertion.report_id,
        assertion_id=said.member.id,
        as_written=said.as_written,
        known_from=said.member.known_from,
        own=said.claimant.own,
        through=through(said.chain),
    )


def through(chain: Sequence[Link]) -> tuple[str, ...]:
    """The sources before the speaker, and the channels: by whom and by what it came."""
    named = [link for link in chain if link.source.name or link.source.as_written or link.source.entity_id]
    outlets = [link.source.name or link.source.as_written for link in named[:-1]]
    ways = [*outlets, *(link.channel for link in chain)]
    return tuple(dict.fromkeys(way for way in ways if way))


def _revised(those: Sequence[tuple[Position, bool]]) -> list[Position]:
    """Positions of one claimant, each with what it took the place of. A later day revises an earlier; of one day, what
    the words call former is revised by the rest. What else one says on one day stands side by side.
    """
    days = sorted({position.known_from for position, past in those if not past})
    steps: defaultdict[tuple[str, bool], list[Position]] = defaultdict(list)
    for position, past in those:
        before = bisect_right(days, position.known_from) if past else 0
        steps[days[before - 1] if before else position.known_from, not past].append(position)
    in_order = [sorted(steps[step], key=lambda p: (p.assertion_id, p.position_id)) for step in sorted(steps)]
    found: list[Position] = []
    for n, step in enumerate(in_order):
        former = in_order[n - 1][-1].position_id if n else None
        after = in_order[n + 1][0].position_id if n + 1 < len(in_order) else None
        found += [msgspec.structs.replace(each, revises=former, revised_by=after) for each in step]
    return found
