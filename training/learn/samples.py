"""What each reader is shown and what it should answer, from annotated reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.extract.act_features import seen_type, seen_words
from dateline.extract.act_reader import act_of, unruled
from dateline.extract.control import by_rules
from dateline.extract.count_reader import counted, ruled_counts, seen_count
from dateline.extract.day_reader import as_date, day_choices, seen_day, word_of, written_at
from dateline.extract.events import extent_of
from dateline.extract.hold_reader import STATES, hold_extent, seen_hold, states_by_rule
from dateline.extract.mood_reader import MOODS, PLAIN, seen_mood
from dateline.extract.role_features import Scene, Told, name_of, near, parties, seen_pair
from dateline.extract.role_reader import roles_by_rule
from dateline.extract.triggers import find_triggers
from training.learn.gold import Annotated, Claim
from training.learn.labels import (
    alternatives,
    day_fits,
    evidence_head,
    evidence_tokens,
    head_of,
    kinds_of,
    locate,
    roles_of,
    same_count,
    trigger_tokens,
)

ROLES = ("none", "actor1", "actor2", "location", "origin", "target", "weapon", "toll")
HOLDS = ("none", *STATES)
MEASURES = (
    "none",
    "killed",
    "injured",
    "casualties",
    "captured",
    "missing",
    "displaced",
    "destroyed",
    "damaged",
    "shot down",
    "launched",
    "attacks",
    "released",
    "rescued",
)


class Sample(msgspec.Struct):
    """One thing seen in report `name`, the answers that are right for it, and the tokens it is asked of (-1: none)."""

    name: str
    names: list[str] | tuple[str, ...]
    right: set[str]
    at: tuple[int, ...] = ()


def samples(gold: Annotated) -> Iterator[tuple[str, Sample]]:
    """What each reader is asked of a report: (reader, sample)."""
    doc = gold.doc
    events = [claim for claim in gold.claims if claim["type"] == "event"]
    heads = {head.i: (claim, head) for claim in events if (head := head_of(doc, claim))}
    beside_heads = {i for claim in events for i in trigger_tokens(doc, claim)} - set(heads)
    rules = {t.head: t for t in find_triggers(doc)}
    named = parties(doc)
    yield from _counts(gold)
    yield from _holds(gold)
    told: list[Told] = []
    for seen in seen_words(doc):
        claim, head = heads.get(seen.token, (None, None))
        if seen.token in beside_heads:
            continue  # "attack" in "launched an attack": neither right nor wrong
        yield "acts", Sample(gold.name, seen.names, {"act" if claim else "none"}, (seen.token,))
        if claim is None or head is None:
            continue
        trigger = rules.get(head.i) or unruled(doc, head)
        kinds = kinds_of(claim)
        names = seen_type(doc, seen, trigger)
        yield "types", Sample(gold.name, names, kinds, (head.i,))
        kind = _one_kind(names, kinds, told)
        trigger = msgspec.structs.replace(trigger, act=act_of(kind))
        extent = extent_of(doc, trigger)
        beside = list(near(doc, head.i, named, told))
        roles = roles_of(gold, claim, head, beside)
        scene = Scene(head.i, kind, extent, roles_by_rule(doc, trigger, extent), tuple(told))
        for party in beside:
            role = roles.get(party, "none")
            if role is not None:
                yield "roles", Sample(gold.name, seen_pair(doc, scene, party), {role}, (head.i, party.head))
        mood = seen_mood(doc, seen, trigger, extent)
        for slot in MOODS:
            yield slot, Sample(gold.name, mood, set(alternatives(claim.get(slot, PLAIN[slot]))), (head.i,))
        filled = {role: frozenset(name_of(doc, p) for p, r in roles.items() if r == role) for role in ROLES[1:]}
        day, where = None, filled["location"]
        if "date" in claim:
            for choice in day_choices(doc, trigger, told):
                when = as_date(doc, choice)
                fits = day_fits(claim, when.earliest, when.latest)
                day = written_at(choice) if fits and day is None else day
                names = seen_day(doc, trigger, extent, choice, told, where)
                at = (head.i, word_of(doc, choice))
                yield "days", Sample(gold.name, names, {"right" if fits else "none"}, at)
        told.append(Told(kind, filled, day))


def _holds(gold: Annotated) -> Iterator[tuple[str, Sample]]:
    """Which words say who holds a place: those that the others of the evidence hang on; and its parties."""
    doc = gold.doc
    states = states_by_rule(doc, list(by_rules(doc)))
    claims = [c for c in gold.claims if c["type"] == "control"]
    heads = {head.i: claim for claim in claims if (head := evidence_head(doc, claim))}
    covered = {i for claim in claims for i in evidence_tokens(doc, claim)}
    for seen in seen_words(doc):
        claim = heads.get(seen.token)
        if claim is None and seen.token in covered:
            continue
        right = set(alternatives(claim["state"])) if claim else {"none"}
        yield "holds", Sample(gold.name, seen_hold(seen, states.get(seen.token)), right, (seen.token,))
    for token, claim in heads.items():
        scene = Scene(token, f"hold:{alternatives(claim['state'])[0]}", hold_extent(doc, doc.tokens[token]), {})
        beside = list(near(doc, token, parties(doc)))
        roles = roles_of(gold, {**claim, "actor1": claim["holder"]}, doc.tokens[token], beside)
        for party in beside:
            role = roles.get(party, "none")
            if role is not None:
                name = {"location": "place", "actor1": "holder"}.get(role, "none")
                yield "hold_roles", Sample(gold.name, seen_pair(doc, scene, party), {name}, (token, party.head))


def _one_kind(seen: Sequence[str], kinds: set[str], told: Sequence[Told]) -> str:
    """One of the types that the annotation allows, as the reader would settle it: the rules', an earlier act's, any."""
    ruled = [n.partition("=")[2] for n in seen if n.startswith(("typed=", "casualty=")) and "|" not in n]
    wished = [*ruled, *(each.kind for each in reversed(told)), *sorted(kinds)]
    return next(kind for kind in wished if kind in kinds)


def _counts(gold: Annotated) -> Iterator[tuple[str, Sample]]:
    """What each number of the report counts: the measure of a toll of its value whose claim it stands in."""
    doc, ruled = gold.doc, ruled_counts(gold.doc)
    told: list[tuple[int, int, Claim]] = []
    for claim in gold.claims:
        at = locate(claim["evidence"], doc.report.text)
        told += [(*at, toll) for toll in claim.get("tolls", [])] if at else []
    for mention in counted(doc):
        inside = [t for a, b, t in told if a <= mention.span.start < b and same_count(mention, t)]
        right = {m for t in inside for m in alternatives(t["measure"])} & set(MEASURES)
        if inside and not right:
            continue  # measures of their own kind ("hospitalised") are neither
        yield "counts", Sample(gold.name, seen_count(doc, mention, ruled), right or {"none"}, (mention.last - 1,))
