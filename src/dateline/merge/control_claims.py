"""Who says what of who holds which place: one claim for each claimant, place and report, from assertions and events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import Final

import msgspec

from dateline.merge.account import ReportHead, spot_key, story_of
from dateline.merge.control_sides import category_of, kinship, side_of_actor, side_of_publisher, side_of_source
from dateline.merge.sources import speaker_of, voice_of
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef, Assertion, PlaceRef
from dateline.model.control import Claimant, ClaimDay, ControlClaim
from dateline.model.vocabulary import ControlState
from dateline.reference.control_history import history_words

HANDOVERS: Final = (
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Non-violent transfer of territory",
)
"""Sub-event types that change who holds a place."""

_ITSELF: Final = (None, "at", "in")
_CHANGES: Final = frozenset({"captured", "lost", "withdrawn"})
_BEFORE = 5
"""Words before a place's name in which words for a part of it stand: "most of the town of X"."""

Told = dict[str, tuple[PlaceRef, list[ControlClaim]]]


class _Draft(msgspec.Struct):
    """A claim with what tells which others are the same claim: its place, its story, and where its words stand."""

    key: str
    place: PlaceRef
    story: str
    at: tuple[int, int]
    claim: ControlClaim


def claims_by_place(assertions: Iterable[Assertion], reports: Mapping[str, ReportHead]) -> Told:
    """Place key -> the place and every claim about it, in the order of the days that they are about.

    What a person rejected is left out. Raises KeyError (from the mapping) if an assertion's report is not given.
    """
    wanted = {a.assertion_id: a for a in assertions if _is_claim(a) and a.review.state != "rejected"}
    ordered = sorted(wanted.values(), key=lambda a: (a.report_id, a.type, a.evidence.start, a.assertion_id))
    drafts: list[_Draft] = []
    for report_id, those in groupby(ordered, key=lambda a: a.report_id):
        drafts += _of_report(list(those), reports[report_id], reports)
    gathered: defaultdict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        gathered[draft.key].append(draft)
    return {key: (_place(gathered[key]), _in_order(_once_a_story(gathered[key]))) for key in sorted(gathered)}


def _is_claim(a: Assertion) -> bool:
    return a.type == "control" or (a.type == "event" and a.sub_event_type in HANDOVERS)


def _of_report(told: Sequence[Assertion], head: ReportHead, reports: Mapping[str, ReportHead]) -> list[_Draft]:
    """The claims of one report; control comes before events, which add to it where they tell the same in its words."""
    story = story_of(head.report_id, reports)
    publisher = reports[story].publisher if story in reports else head.publisher
    dated = [a for a in told if a.date is not None and a.date.basis == "stated"]
    found: dict[tuple[str, str], list[_Draft]] = {}
    for a in told:
        claimant = _claimant(a, publisher, story)
        places = {spot_key(p): p for p in reversed(a.places) if p.role == "location"}
        for key, place in places.items():
            draft = _Draft(
                key, place, story, (a.evidence.start, a.evidence.end), _claim(a, place, claimant, head, dated)
            )
            beside = found.setdefault((key, claimant.key), [])
            twin = next((each for each in beside if a.type == "event" and _twins(each, draft)), None)
            if twin is None:
                beside.append(draft)
            else:
                twin.claim = _joined(twin.claim, draft.claim)
    return [draft for those in found.values() for draft in those]


def _claimant(a: Assertion, publisher: str | None, story: str) -> Claimant:
    source = speaker_of(a.attribution)
    if source is None and a.attribution:  # somebody says it, and the text does not say who: not the publisher's word
        last = a.attribution[-1].source
        return Claimant(key=f"unnamed:{story}", name=last.role or "somebody", category=last.category)
    key = voice_of(a.attribution, publisher, story)
    if source is None:
        side = side_of_publisher(publisher).key
        category = "military" if side else "media"
        return Claimant(key=key, name=publisher or "the report", side=side, category=category, own_voice=True)
    name = source.name or source.as_written or key
    return Claimant(key=key, name=name, side=side_of_source(source).key, category=category_of(source))


def _claim(
    a: Assertion, place: PlaceRef, claimant: Claimant, head: ReportHead, dated: Sequence[Assertion]
) -> ControlClaim:
    state, holder = _what(a)
    day = _day(a, head, dated)
    why_not = _why_not(a, place, state, day)
    return ControlClaim(
        assertion_ids=(a.assertion_id,),
        report_ids=(a.report_id,),
        claimant=claimant,
        state=state,
        holder=holder,
        side=side_of_actor(holder).key,
        polarity=a.polarity,
        status=a.status,
        certainty=a.certainty,
        day=day,
        known_from=head.known_from,
        happened=state in _CHANGES,
        words=a.evidence.exact,
        disputed_by=a.disputed_by,
        stands=why_not is None,
        why_not=why_not,
    )


def _what(a: Assertion) -> tuple[ControlState | None, ActorRef | None]:
    """The state and whose. A transfer without violence is told as a retreat: who does it, goes."""
    if a.type == "control":
        return a.state, a.holder
    doer = a.actor("actor1")
    if a.sub_event_type != HANDOVERS[2]:
        return "captured", doer
    return ("withdrawn", doer) if a.interaction == "RETREAT" and doer is not None else (None, doer)


def _day(a: Assertion, head: ReportHead, dated: Sequence[Assertion]) -> ClaimDay:
    """The day that its own words state, or those of an event that its words overlap; else the report's own day."""
    known = date.fromisoformat(head.known_from[:10])
    own = a.date if a.date is not None and a.date.basis == "stated" else None
    by = None if own else next((each for each in dated if _overlap(a, each)), None)
    when = own or (by.date if by else None) or a.date
    if when is not None and (when.earliest or when.latest):
        earliest, latest = when.earliest, when.latest
        if a.status == "actual" and earliest and latest and earliest <= known < latest:
            latest = known  # what is said on the tenth to have happened this month happened by the tenth
        return ClaimDay(
            earliest=earliest,
            latest=latest,
            precision=when.precision,
            basis=when.basis,
            dated_by=by.assertion_id if by else None,
        )
    published = date.fromisoformat(head.published[:10]) if head.published else None
    day = published or known
    return ClaimDay(earliest=day, latest=day, precision="day", basis="publication" if published else "known")


def _overlap(x: Assertion, y: Assertion) -> bool:
    return x is not y and x.evidence.start < y.evidence.end and y.evidence.start < x.evidence.end


def _why_not(a: Assertion, place: PlaceRef, state: ControlState | None, day: ClaimDay) -> str | None:
    """Why it says nothing about who has the place itself; None where it does."""
    if state is None:
        return "changes hands, not said to whom"
    if a.status != "actual":
        return a.status
    if a.certainty == "possible":
        return "only possible"
    if place.relation not in _ITSELF:
        return f"{place.relation} it"
    if place.place_id and place.lat is None and place.score is not None:
        return "perhaps not of this place"
    if day.earliest is None and state in ("held", "contested", "besieged"):
        return "only its end is stated"
    return "a part of it" if _of_a_part(a, place, state) else None


def _of_a_part(a: Assertion, place: PlaceRef, state: ControlState) -> bool:
    """Whether it is about a part: "most of Kunduz", "eastern Mosul", "the palace in Kabul"; or, where the clause does
    not name the place, about what it does name: "the airport was retaken". Fighting in a part is fighting there.
    """
    words, start = history_words(), place.evidence.start - a.evidence.start
    if state == "besieged":  # "surrounded the university in Tehran"
        return 0 <= start < len(a.evidence.exact) and a.evidence.exact[:start].lower().split()[-1:] == ["in"]
    if state == "contested":
        return False
    if 0 <= start < len(a.evidence.exact):
        before = a.evidence.exact[:start].lower().split()[-_BEFORE:]
        return any(
            word in words.part | words.bearing and (after is None or after in ("of", "in"))
            for word, after in zip_longest(before, before[1:])
        )
    return not words.part.isdisjoint(a.evidence.exact.lower().split())


def _twins(x: _Draft, y: _Draft) -> bool:
    """Whether one is the event and the other the claim to the place in the same words: the same word given once."""
    same = _says(x.claim) == _says(y.claim) and x.claim.polarity == y.claim.polarity
    apart = kinship(side_of_actor(x.claim.holder), side_of_actor(y.claim.holder)) == "other"
    return same and not apart and x.at[0] < y.at[1] and y.at[0] < x.at[1]


def _says(claim: ControlClaim) -> str | None:
    return {"captured": "held", "lost": "left", "withdrawn": "left"}.get(claim.state or "", claim.state)


def _joined(claim: ControlClaim, twin: ControlClaim) -> ControlClaim:
    """The claim with its twin behind it: what the first leaves open, the second fills in."""
    holder = claim.holder or twin.holder
    return msgspec.structs.replace(
        claim,
        assertion_ids=(*claim.assertion_ids, *(i for i in twin.assertion_ids if i not in claim.assertion_ids)),
        report_ids=(*claim.report_ids, *(i for i in twin.report_ids if i not in claim.report_ids)),
        holder=holder,
        side=side_of_actor(holder).key,
        happened=claim.happened or twin.happened,
        disputed_by=tuple(sorted({*claim.disputed_by, *twin.disputed_by})),
    )


def _once_a_story(drafts: Sequence[_Draft]) -> list[ControlClaim]:
    """The claims with copies of one story folded into the first that was known."""
    found: dict[tuple[object, ...], ControlClaim] = {}
    for draft in sorted(drafts, key=lambda d: (d.claim.known_from, d.claim.report_ids, d.at, d.claim.assertion_ids)):
        claim = draft.claim
        same = (draft.story, claim.claimant.key, _says(claim), claim.polarity, claim.status, fold(claim.words))
        first = found.get(same)
        found[same] = claim if first is None else _joined(first, claim)
    return list(found.values())


def _in_order(claims: Iterable[ControlClaim]) -> list[ControlClaim]:
    return sorted(claims, key=lambda c: (c.day.effect, c.known_from, c.report_ids, c.assertion_ids))


def _place(drafts: Sequence[_Draft]) -> PlaceRef:
    """The place as it is best known: with its position, as itself and not as what something was near to."""

    def order(draft: _Draft) -> tuple[bool, bool, tuple[str, ...], int]:
        place = draft.place
        return place.lat is None, place.relation not in _ITSELF, draft.claim.assertion_ids, place.evidence.start

    best = min(drafts, key=order).place
    return msgspec.structs.replace(best, relation=None, score=None, candidates=(), reasons=())
