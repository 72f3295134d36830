"""Who holds a named place, by the learned reader: which word says so, in which state, of which places, held by whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import get_args

import msgspec

from dateline.extract.act_features import Seen
from dateline.extract.arguments import actor_ref, place_ref, side_ref
from dateline.extract.clauses import clause_range, governing, noun_phrase_range
from dateline.extract.context import of_pairs, of_words
from dateline.extract.place_words import place_role
from dateline.extract.role_features import Party, Scene, near, parties, seen_pair
from dateline.model.assertion import ActorRef, Assertion, PlaceRef
from dateline.model.document import Doc, Token
from dateline.model.vocabulary import ControlState
from dateline.reference.learned import learned

AT_LEAST = 0.3
"""How likely a word must say who holds a place, and a party be the place or the holder. On reports unlike those that it
learned from the reader is timid, as in `role_reader.py`; a build keeps what is 0.5 likely in all."""

STATES: tuple[ControlState, ...] = get_args(ControlState)


class Hold(msgspec.Struct, frozen=True):
    """A word that says who holds a place. at: the tokens of its clause."""

    head: int
    at: tuple[int, int]
    state: ControlState
    places: tuple[PlaceRef, ...]
    holder: ActorRef | None
    likely: float


def seen_hold(seen: Seen, by_rule: str | None) -> list[str]:
    """Features of a word that may say who holds a place. by_rule: the state that the rules read in its clause."""
    lemma = next((n for n in seen.names if n.startswith("lemma=")), "")
    return [*seen.names, f"held={by_rule}", f"held={by_rule}|{lemma}"]


def read_holds(doc: Doc, seen: Sequence[Seen], ruled: Sequence[Assertion]) -> list[Hold]:
    """Every word that says who holds a place, with its place and holder. ruled: what the rules read."""
    reader = learned("holds")
    states = states_by_rule(doc, ruled)
    shown = [seen_hold(s, states.get(s.token)) for s in seen]
    answers = reader.answers(shown, of_words(doc, [s.token for s in seen]))
    found = []
    for each, row in zip(seen, answers, strict=True):
        best = max(range(1, len(row)), key=lambda k: float(row[k]))
        if 1 - float(row[0]) < AT_LEAST:
            continue
        state: ControlState = next(s for s in STATES if s == reader.classes[best])
        places, holder, likely = _parties(doc, each.token, state)
        if places:
            at = hold_extent(doc, doc.tokens[each.token])
            found.append(Hold(each.token, at, state, places, holder, round((1 - float(row[0])) * likely, 3)))
    return found


def states_by_rule(doc: Doc, ruled: Sequence[Assertion]) -> dict[int, str]:
    """Token -> the state that a rule read in a clause around it, the first rule's."""
    starts = [t.start for t in doc.tokens]
    found: dict[int, str] = {}
    for each in ruled:
        for token in range(bisect_left(starts, each.evidence.start), bisect_left(starts, each.evidence.end)):
            if each.state is not None:
                found.setdefault(token, each.state)
    return found


def hold_extent(doc: Doc, head: Token) -> tuple[int, int]:
    """Tokens of the clause or noun phrase that says who holds a place."""
    if head.pos in ("VERB", "AUX"):
        return clause_range(doc, governing(doc, head))
    above = next((t for t in doc.ancestors(head.i) if t.pos in ("VERB", "AUX")), None)
    if above is not None and head.dep in ("attr", "acomp", "nsubj", "nsubjpass", "pobj", "dobj"):
        first, last = clause_range(doc, governing(doc, above))
        return min(first, head.i), max(last, head.i + 1)
    return noun_phrase_range(doc, head)


def _parties(doc: Doc, head: int, state: str) -> tuple[tuple[PlaceRef, ...], ActorRef | None, float]:
    scene = Scene(head, f"hold:{state}", hold_extent(doc, doc.tokens[head]), {})
    beside = list(near(doc, head, parties(doc)))
    reader = learned("hold_roles")
    shown = [seen_pair(doc, scene, p) for p in beside]
    answers = reader.answers(shown, of_pairs(doc, [(head, p.head) for p in beside]))
    place, holder = (reader.classes.index(name) for name in ("place", "holder"))
    places, best = [], 0.0
    candidates: list[tuple[float, Party]] = []
    for party, row in zip(beside, answers, strict=True):
        mention = doc.mentions[party.mention] if party.mention is not None else None
        if row[place] >= AT_LEAST and mention is not None and mention.kind == "place" and mention.level != "country":
            places.append(place_ref(mention, "location", place_role(doc, mention)[1]))
            best = max(best, float(row[place]))
        if row[holder] >= AT_LEAST:
            candidates.append((float(row[holder]), party))
    candidates.sort(key=lambda each: (-each[0], each[1].first))
    refs = (
        actor_ref(doc, doc.mentions[p.mention], "actor1")
        if p.mention is not None
        else side_ref(doc, doc.tokens[p.head], "actor1")
        for _, p in candidates
    )
    return tuple({p.as_written: p for p in places}.values()), next((r for r in refs if r is not None), None), best
