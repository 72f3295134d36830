"""Rival values side by side: tolls as positions, and what the sources of an incident do not agree about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dateline.merge.account import Account, actor_keys
from dateline.merge.compare import kilometres
from dateline.merge.sources import speaker_of
from dateline.merge.words import fold, group_of
from dateline.model.assertion import ActorRef, Link, Toll
from dateline.model.incident import Disagreement, Position, TollPositions
from dateline.reference.actors import actor_nouns, country_words

_SAME_SCENE_KM: Final = 15.0
"""Places of one incident that are closer than this are not a disagreement."""


_MUTUAL: Final = frozenset({"clash", "contact", "agreement"})
"""Families of acts in which either side may be told as the one that acts."""


def tolls(members: Sequence[Account]) -> dict[str, TollPositions]:
    """Positions by measure, and by "measure: group" for the counts of a group, both as the words give them."""
    gathered: dict[str, list[tuple[Account, Toll]]] = {}
    for member in members:
        if member.assertion.polarity == "denied":
            continue
        for toll in member.assertion.tolls:
            gathered.setdefault(_toll_key(toll), []).append((member, toll))
    return {key: _positions(gathered[key]) for key in sorted(gathered)}


def _toll_key(toll: Toll) -> str:
    group = group_of(toll.of)
    rate = f" per {toll.per}" if toll.per else ""
    return f"{toll.measure}{rate}" if not group else f"{toll.measure}{rate}: {group}"


def _positions(given: Sequence[tuple[Account, Toll]]) -> TollPositions:
    """The low stays null while all say "up to N"; the high while all say "at least N": nobody has given that side."""
    numbers = [n for _, t in given for n in (t.low, t.best, t.high) if n is not None]
    bounded_below = any(n is not None for _, t in given for n in (t.low, t.best))
    bounded_above = any(n is not None for _, t in given for n in (t.best, t.high))
    agreed = len({(t.low, t.best, t.high) for _, t in given}) == 1
    return TollPositions(
        measure=given[0][1].measure,
        low=min(numbers) if bounded_below else None,
        best=given[0][1].best if agreed else None,
        high=max(numbers) if bounded_above else None,
        positions=tuple(
            _position(member, _toll_value(toll), toll.as_written, toll.attribution or member.assertion.attribution)
            for member, toll in given
        ),
    )


def _toll_value(toll: Toll) -> str:
    if toll.best is not None:
        return str(toll.best)
    if toll.low is not None and toll.high is not None:
        return f"{toll.low}-{toll.high}"
    if toll.low is not None:
        return f"at least {toll.low}"
    return f"up to {toll.high}" if toll.high is not None else toll.as_written


def _position(member: Account, value: str, as_written: str, chain: Sequence[Link]) -> Position:
    source = speaker_of(chain)
    return Position(
        source=(source.name or source.as_written) if source else member.publisher or None,
        side=source.country if source else None,
        value=value,
        as_written=as_written,
        assertion_id=member.id,
        known_from=member.known_from,
    )


def disagreements(members: Sequence[Account], positions: Mapping[str, TollPositions]) -> tuple[Disagreement, ...]:
    """What the sources do not agree about: whether it happened, who did it, where, and each rival toll."""
    found = [_whether(members), _who(members), _where(members)]
    found += [
        Disagreement(about=key, positions=each.positions)
        for key, each in positions.items()
        if len({p.value for p in each.positions}) > 1
    ]
    return tuple(each for each in found if each is not None)


def _own(member: Account, value: str, as_written: str) -> Position:
    return _position(member, value, as_written, member.assertion.attribution)


def _whether(members: Sequence[Account]) -> Disagreement | None:
    told = [m for m in members if m.assertion.status == "actual"]
    if len({m.assertion.polarity for m in told}) < 2:
        return None
    return Disagreement(
        about="whether it happened",
        positions=tuple(_own(m, m.assertion.polarity, m.assertion.evidence.exact) for m in told),
    )


def _who(members: Sequence[Account]) -> Disagreement | None:
    """Two who are known, by name or country, and share neither are rivals. "Troops" can be anybody's, and
    a fight or a meeting is of both.
    """
    named = [(m, ref) for m in members if m.assertion.polarity == "affirmed" and (ref := m.assertion.actor("actor1"))]
    keys = [actor_keys(ref) for m, ref in named if identified(ref) and m.family not in _MUTUAL]
    if all(left & right for at, left in enumerate(keys) for right in keys[at + 1 :]):
        return None
    return Disagreement(about="actor1", positions=tuple(_own(m, ref.name, ref.as_written) for m, ref in named))


def identified(ref: ActorRef) -> bool:
    """Whether it is somebody told from others: with an id, a country or a name of their own, no "Police" or "Kiev"."""
    if ref.entity_id or ref.country:
        return True
    words = fold(ref.name).split()
    return ref.name[:1].isupper() and bool(words) and words[-1] not in actor_nouns() and ref.name not in country_words()


def _where(members: Sequence[Account]) -> Disagreement | None:
    """Only accounts that name one settlement each can disagree: a list of towns is a wider claim, not a rival one."""
    exact = [(m, m.spots[0]) for m in members if len(m.spots) == 1 and m.spots[0].level not in ("region", "country")]
    first = next(iter(exact), None)
    if first is None:
        return None
    for _, spot in exact:
        km = kilometres(first[1], spot)
        if spot.key != first[1].key and (km is None or km > _SAME_SCENE_KM):
            return Disagreement(about="place", positions=tuple(_own(m, s.name, s.name) for m, s in exact))
    return None
