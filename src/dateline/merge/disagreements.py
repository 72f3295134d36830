"""What the claimants of one incident do not agree about: whether it happened, who did it, why, where, how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dateline.merge.account import Account, actor_keys
from dateline.merge.claimants import Claimants
from dateline.merge.compare import kilometres
from dateline.merge.positions import Said, positions, present
from dateline.merge.ranges import allowed, exclude
from dateline.merge.rivals import BLAMED
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef
from dateline.model.incident import Disagreement, Position, Stance, TollPositions
from dateline.reference.actors import actor_nouns, country_words
from dateline.reference.causes import cause_of

_SAME_SCENE_KM: Final = 15.0
"""Places of one incident that are closer than this are not a disagreement."""

_MUTUAL: Final = frozenset({"clash", "contact", "agreement"})
"""Families of acts in which either side may be told as the one that acts."""

_NONE_HURT: Final = {"casualties": ("killed", "injured"), "killed": ("casualties",), "injured": ("casualties",)}
"""Measures that a zero of another measure excludes, or is excluded by."""


def disagreements(
    members: Sequence[Account], tolls: Mapping[str, TollPositions], claimants: Claimants
) -> tuple[Disagreement, ...]:
    """All of them. members: in the order of merging."""
    happened = [m for m in members if m.assertion.status == "actual"]
    found = [
        _whether(happened, claimants),
        _who(members, claimants),
        _cause(happened, claimants),
        _where(members, claimants),
        *(_counts(key, tolls) for key in tolls),
    ]
    return tuple(each for each in found if each is not None)


# ------------------------------------------------------------------ counts
def _counts(key: str, tolls: Mapping[str, TollPositions]) -> Disagreement | None:
    own = present(tolls[key].positions)
    beside = [
        p
        for other in _NONE_HURT.get(key, ())
        if other in tolls
        for p in present(tolls[other].positions)
        if (other == "casualties" and p.best == 0) or (key == "casualties" and p.best != 0)
    ]
    if key == "casualties":
        beside = beside if any(p.best == 0 for p in own) else []
    rivals = excluding(own, beside)
    return Disagreement(about=key, positions=rivals) if any(p in own for p in rivals) else None


def excluding(own: Sequence[Position], beside: Sequence[Position] = ()) -> tuple[Position, ...]:
    """Those that exclude a position of another claimant, in their order: by numbers, or by denying it. Held against the
    greatest beginning and the least end of all others, so that time grows with their number and not with its square.
    """
    every = [*own, *beside]
    given = [(p, r) for p in every if p.stance == "gives" and (r := allowed(p)) is not None]
    highest, lowest = _two([(r[0], p) for p, r in given], -1), _two([(r[1], p) for p, r in given], 1)
    denied = [(p, r) for p in own if p.stance == "denies" and (r := allowed(p)) is not None]
    rivals = {id(p) for p, r in given if _beyond(p, r, highest, lowest)}
    for denial, denied_range in denied:
        against = [p for p, r in given if p.claimant != denial.claimant and not exclude(r, denied_range)]
        if against:
            rivals |= {id(denial), *map(id, against)}
    return tuple(p for p in every if id(p) in rivals)


def _two(ends: Sequence[tuple[float, Position]], sign: int) -> list[tuple[float, Position]]:
    """The farthest end, and the farthest of another claimant."""
    in_order = sorted(ends, key=lambda each: sign * each[0])
    other = (each for each in in_order if each[1].claimant != in_order[0][1].claimant)
    return [*in_order[:1], *([found] if (found := next(other, None)) else [])]


def _beyond(
    p: Position,
    own: tuple[float, float],
    highest: Sequence[tuple[float, Position]],
    lowest: Sequence[tuple[float, Position]],
) -> bool:
    begins = next((end for end, each in highest if each.claimant != p.claimant), own[0])
    ends = next((end for end, each in lowest if each.claimant != p.claimant), own[1])
    return own[1] < begins or ends < own[0]


# ------------------------------------------------------------------ whether, who, why, where
def _said(member: Account, claimants: Claimants, value: str, as_written: str, stance: Stance = "gives") -> Said:
    chain = member.assertion.attribution
    who = claimants.of(member, chain)
    return Said(member=member, claimant=who, value=value, as_written=as_written, chain=chain, stance=stance)


def _disagreement(about: str, said: Sequence[Said]) -> Disagreement | None:
    """One where present positions of different claimants have different values."""
    found = present(positions(about, said))
    values: dict[tuple[str, str], set[str]] = {}
    for each in found:
        values.setdefault((each.value, each.stance), set()).add(each.claimant)
    if len(values) < 2 or len({who for those in values.values() for who in those}) < 2:
        return None
    return Disagreement(about=about, positions=tuple(found))


def _of_own_deed(member: Account) -> bool:
    """As in "we did not strike it": it leaves open that it was done."""
    chain, doer = member.assertion.attribution, member.doer
    side = chain[-1].source.country if chain else None
    return bool(doer) and (f"country:{side}" in doer or member.voice in doer)


def _whether(happened: Sequence[Account], claimants: Claimants) -> Disagreement | None:
    told = [m for m in happened if m.assertion.polarity == "affirmed" or not (_of_own_deed(m) or _none_hurt(m))]
    if all(m.assertion.polarity == "affirmed" for m in told):
        return None
    said = [_said(m, claimants, m.assertion.polarity, m.assertion.evidence.exact) for m in told]
    return _disagreement("whether it happened", said)


def _none_hurt(member: Account) -> bool:
    """As in "nobody was hurt": that is a count, and it happened."""
    return bool(member.assertion.tolls) and all(t.best == 0 for t in member.assertion.tolls)


def _who(members: Sequence[Account], claimants: Claimants) -> Disagreement | None:
    """Two who are known, by name or country, and share neither are rivals. "Troops" can be anybody's, and a fight or a
    meeting is of both. Who is said to have done it and denies it is a rival of the accusers.
    """
    named = [(m, ref) for m in members if m.family not in _MUTUAL and (ref := m.assertion.actor("actor1"))]
    affirmed = [(m, ref) for m, ref in named if m.assertion.polarity == "affirmed" and identified(ref)]
    denied = [(m, ref) for m, ref in named if m.assertion.polarity == "denied" and _of_own_deed(m)]
    keys = list(dict.fromkeys(actor_keys(ref) for _, ref in affirmed))
    apart = not all(left & right for at, left in enumerate(keys) for right in keys[at + 1 :])
    accused = {key for m, _ in affirmed for key in m.doer}
    denied = [(m, ref) for m, ref in denied if m.doer & accused]
    if not (apart or denied):
        return None
    said = [_said(m, claimants, ref.name, ref.as_written) for m, ref in affirmed]
    said += [_said(m, claimants, ref.name, ref.as_written, "denies") for m, ref in denied]
    return _disagreement("actor1", said)


def identified(ref: ActorRef) -> bool:
    """Whether it is somebody told from others: with an id, a country or a name of their own, no "Police" or "Kiev"."""
    if ref.entity_id or ref.country:
        return True
    words = fold(ref.name).split()
    if not ref.name[:1].isupper() or not words or ref.name in country_words():
        return False
    return words[-1] not in actor_nouns() or "'s " in ref.name.replace("’", "'")  # "Ilham Aliyev's troops"


def _cause(happened: Sequence[Account], claimants: Claimants) -> Disagreement | None:
    """An attack, or debris of an air defence, or an accident."""
    told = [m for m in happened if m.assertion.polarity == "affirmed" and m.family in BLAMED]
    causes = [(m, *cause_of(m.assertion.evidence.exact)) for m in told]
    if not any(cause for _, cause, _ in causes):
        return None
    return _disagreement("cause", [_said(m, claimants, cause or "attack", words) for m, cause, words in causes])


def _where(members: Sequence[Account], claimants: Claimants) -> Disagreement | None:
    """Only accounts that name one settlement each can disagree: a list of towns is a wider claim, not a rival one."""
    exact = [(m, m.spots[0]) for m in members if len(m.spots) == 1 and m.spots[0].level not in ("region", "country")]
    for _, spot in exact:
        km = kilometres(exact[0][1], spot)
        if spot.key != exact[0][1].key and (km is None or km > _SAME_SCENE_KM):
            return _disagreement("place", [_said(m, claimants, s.name, s.name) for m, s in exact])
    return None
