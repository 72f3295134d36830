"""One incident out of its accounts: what they agree on, and every position where they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from dateline.merge.account import Account, Spot, spot_key
from dateline.merge.claimants import Claimants
from dateline.merge.disagreements import disagreements, identified
from dateline.merge.positions import tolls
from dateline.merge.voices import voices
from dateline.model.assertion import ActorRef, PlaceRef, When
from dateline.model.ids import content_id
from dateline.model.incident import Disagreement, Incident
from dateline.model.vocabulary import SUB_EVENT_TYPES, ActorRole

_FINENESS = {"point": 0, "settlement": 0, "feature": 0, "region": 1, "country": 2}

T = TypeVar("T")


def incident_id_of(founding_assertion_id: str) -> str:
    """The id of the incident that this assertion founds. It stays while the earliest account stays the earliest."""
    return content_id("i", founding_assertion_id)


def summarise(members: Sequence[Account]) -> Incident:
    """The incident of these accounts, which must not be empty. Nothing is averaged."""
    ordered = sorted(members, key=lambda member: member.order)
    voiced = _voiced(ordered)
    sub_type, interaction = _type_of(voiced)
    claimants = Claimants(ordered)
    positions = tolls(ordered, claimants)
    rivals = disagreements(ordered, positions, claimants)
    heard = voices(ordered, claimants)
    return Incident(
        incident_id=incident_id_of(ordered[0].id),
        assertion_ids=tuple(sorted(member.id for member in ordered)),
        event_type=SUB_EVENT_TYPES.get(sub_type) if sub_type else _first(m.assertion.event_type for m in voiced),
        sub_event_type=sub_type,
        interaction=interaction,
        date=_date_of(voiced),
        place=_place_of(voiced),
        actor1=None if _rival_doers(rivals) else _actor_of(voiced, "actor1"),
        actor2=_actor_of(voiced, "actor2"),
        tolls=positions,
        disagreements=rivals,
        reports=tuple(sorted({member.assertion.report_id for member in ordered})),
        independent_sources=sum(voice.standing == "independent" for voice in heard),
        voices=heard,
        first_known=ordered[0].known_from,
        last_known=ordered[-1].known_from,
    )


def _rival_doers(rivals: Sequence[Disagreement]) -> bool:
    """Whether two are named who cannot be the same; that somebody denies it leaves whom the others name."""
    doers = [p for each in rivals if each.about == "actor1" for p in each.positions if p.stance == "gives"]
    return len({p.value for p in doers}) > 1


def _voiced(ordered: Sequence[Account]) -> list[Account]:
    """The affirmed accounts, or all of them where nobody affirms: a denial does not say what happened."""
    return [m for m in ordered if m.assertion.polarity == "affirmed"] or list(ordered)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _majority(members: Sequence[Account], key: Callable[[Account], str | None]) -> str | None:
    """The value that most independent voices give; a tie goes to the one given first."""
    voices: dict[str, set[str]] = {}
    for member in members:
        value = key(member)
        if value is not None:
            voices.setdefault(value, set()).add(member.voice)
    return max(voices, key=lambda value: len(voices[value])) if voices else None


def _type_of(members: Sequence[Account]) -> tuple[str | None, str | None]:
    sub_type = _majority(members, lambda m: m.assertion.sub_event_type)
    return sub_type, _majority(members, lambda m: m.assertion.interaction)


def _date_of(members: Sequence[Account]) -> When | None:
    """What all stated dates share, else the narrowest that most voices give; publication only as a last resort."""
    stated = [m for m in members if m.assertion.date and m.dated == "stated"]
    dated = stated or [m for m in members if m.assertion.date]
    if not dated:
        return None
    first, last = max(m.first for m in dated), min(m.last for m in dated)
    if first > last:
        width = min(m.last - m.first for m in dated)
        narrow = [m for m in dated if m.last - m.first == width]
        chosen = _majority(narrow, lambda m: f"{m.first}:{m.last}")
        dated = [m for m in narrow if f"{m.first}:{m.last}" == chosen]
        first, last = dated[0].first, dated[0].last
    exact = next((m for m in dated if (m.first, m.last) == (first, last)), None)
    if exact is not None:
        return exact.assertion.date
    narrowest = min(dated, key=lambda m: (m.last - m.first, m.order)).assertion.date
    assert narrowest is not None
    return When(
        earliest=_day(first), latest=_day(last), precision=narrowest.precision, basis=narrowest.basis, evidence=None
    )


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _place_of(members: Sequence[Account]) -> PlaceRef | None:
    """The finest level that anyone gives, and at that level the place that most voices give."""
    voices: defaultdict[str, set[str]] = defaultdict(set)
    seen: dict[str, Spot] = {}
    for member in members:
        for spot in member.spots:
            voices[spot.key].add(member.voice)
            seen.setdefault(spot.key, spot)
    if not seen:
        return None
    finest = min(_FINENESS[spot.level] for spot in seen.values())
    chosen = max((s for s in seen.values() if _FINENESS[s.level] == finest), key=lambda s: len(voices[s.key]))
    refs = (ref for m in members for ref in m.assertion.places if ref.role != "origin")
    return next(ref for ref in refs if spot_key(ref) == chosen.key)


def _actor_of(members: Sequence[Account], role: ActorRole) -> ActorRef | None:
    """The actor whom most voices name in this role; names with a key in common are one actor. Of equals the first,
    somebody identified before a mere description.
    """
    named = [(m.doer if role == "actor1" else m.undergoer, m, ref) for m in members if (ref := m.assertion.actor(role))]
    voices: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for keys, m, _ in named:
        voices[keys].add(m.voice)
    # By names and not by accounts: of these an incident can have thousands, of those it has a few.
    backing = {keys: len(set().union(*(v for other, v in voices.items() if keys & other))) for keys in voices}
    best: ActorRef | None = None
    most = (0, False)
    for keys, _, ref in named:
        given = backing[keys], identified(ref)
        if given > most:
            best, most = ref, given
    return best
