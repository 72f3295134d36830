"""Who and what takes part in an act: the learned reader weighs every party near it, the rules' opinion is evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from dateline.extract.arguments import (
    actor_ref,
    actors_of,
    place_ref,
    places_of,
    side_ref,
    targets_of,
    weapon_ref,
    weapons_of,
)
from dateline.extract.clauses import noun_phrase_range
from dateline.extract.context import of_pairs
from dateline.extract.count_reader import read_counts
from dateline.extract.place_words import is_container, place_role
from dateline.extract.role_features import Party, Scene, Told, name_of, near, parties, remembered, seen_pair
from dateline.extract.tolls import FoundToll, find_tolls
from dateline.extract.triggers import Trigger, target_category
from dateline.model.assertion import ActorRef, PlaceRef, Target, Toll, WeaponRef
from dateline.model.document import Doc
from dateline.model.vocabulary import ActorRole
from dateline.reference.cues import verb_cues
from dateline.reference.learned import learned

AT_LEAST = {"actor1": 0.3, "actor2": 0.3, "location": 0.4, "origin": 0.25, "target": 0.3, "weapon": 0.3, "toll": 0.3}
"""How likely a party must be in a role. The reader is timid on reports unlike those that it learned from: at 0.3 four
in five of the actors that it gives in `cases/apart` are right. origin: lower, since it is told seldom; of the seven
that it gives in gold, none was wrong."""


class Roles(msgspec.Struct, frozen=True):
    """The slots of one act. likely: the mean probability of what fills them, 1 where nothing does."""

    actors: tuple[ActorRef, ...]
    places: tuple[PlaceRef, ...]
    targets: tuple[Target, ...]
    weapons: tuple[WeaponRef, ...]
    tolls: tuple[Toll, ...]
    likely: float
    told: Told


def read_roles(doc: Doc, trigger: Trigger, extent: tuple[int, int], told: tuple[Told, ...]) -> Roles:
    """The parties of the act in their roles. told: the acts before it."""
    told = remembered(told)
    beside = list(near(doc, trigger.head, parties(doc), told))
    reader = learned("roles")
    kind = trigger.act.sub_event_type or trigger.act.interaction or "none"
    scene = Scene(trigger.head, kind, extent, roles_by_rule(doc, trigger, extent), told)
    shown = [seen_pair(doc, scene, p) for p in beside]
    answers = reader.answers(shown, of_pairs(doc, [(trigger.head, p.head) for p in beside]))
    chosen: dict[str, list[tuple[float, Party]]] = {role: [] for role in AT_LEAST}
    for party, row in zip(beside, answers, strict=True):
        for k, role in enumerate(reader.classes):
            if role in chosen and row[k] >= AT_LEAST[role]:
                chosen[role].append((float(row[k]), party))
    weights = [p for found in chosen.values() for p, _ in found]
    return Roles(
        actors=_actors(doc, chosen["actor1"], chosen["actor2"]),
        places=_places(doc, _near_enough(doc, trigger.head, chosen["location"]), chosen["origin"]),
        targets=_targets(doc, [p for _, p in chosen["target"]]),
        weapons=_weapons(doc, [p for _, p in chosen["weapon"]]),
        tolls=tuple(t for _, p in chosen["toll"] if (t := read_counts(doc).get(p.first)) is not None),
        likely=sum(weights) / len(weights) if weights else 1.0,
        told=Told(kind, {r: frozenset(name_of(doc, p) for _, p in those) for r, those in chosen.items() if those}),
    )


def roles_by_rule(doc: Doc, trigger: Trigger, extent: tuple[int, int]) -> dict[int, str]:
    """Head token of a party -> the role that the rules give it."""
    spans: dict[int, str] = {a.evidence.start: a.role for a in actors_of(doc, trigger)}
    for place in places_of(doc, *extent, trigger):
        spans.setdefault(place.evidence.start, place.role)
    for target in targets_of(doc, *extent, trigger):
        spans.setdefault(target.evidence.start, "target")
    for weapon in weapons_of(doc, *extent):
        spans.setdefault(weapon.evidence.start, "weapon")
    for toll in _tolls_near(doc, trigger, extent):
        own = toll.word in (trigger.head, trigger.verb)
        inside = extent[0] < toll.last and toll.first < extent[1]
        if own or inside:
            spans.setdefault(toll.toll.evidence.start, f"{'own' if own else 'near'} {toll.toll.measure}")
    beginning, everyone = _beginning(doc), parties(doc)
    found: dict[int, str] = {}
    for n in sorted({n for start in spans for n in beginning.get(start, ())}):
        party = everyone[n]
        starts = (doc.tokens[party.first].start, doc.tokens[party.head].start)
        found[party.head] = next(spans[s] for s in starts if s in spans)
    return found


def _beginning(doc: Doc) -> dict[int, list[int]]:
    """Character -> the parties (places in their list) whose first word or head begins there. Found once a Doc."""
    cached: dict[int, list[int]] | None = doc.__dict__.get("beginning")
    if cached is None:
        cached = doc.__dict__["beginning"] = {}
        for n, party in enumerate(parties(doc)):
            for start in {doc.tokens[party.first].start, doc.tokens[party.head].start}:
                cached.setdefault(start, []).append(n)
    return cached


def _tolls_near(doc: Doc, trigger: Trigger, extent: tuple[int, int]) -> Iterator[FoundToll]:
    """The tolls of the sentences that an act is told in."""
    cached: dict[int, list[FoundToll]] | None = doc.__dict__.get("tolls_by_sentence")
    if cached is None:
        cached = doc.__dict__["tolls_by_sentence"] = {}
        for toll in find_tolls(doc):
            cached.setdefault(doc.tokens[toll.word].sentence, []).append(toll)
    first, last = min(extent[0], trigger.head), max(extent[1] - 1, trigger.head, trigger.verb or 0)
    for n in range(doc.tokens[first].sentence, doc.tokens[last].sentence + 1):
        yield from cached.get(n, ())


def _actors(doc: Doc, first: list[tuple[float, Party]], second: list[tuple[float, Party]]) -> tuple[ActorRef, ...]:
    """The likeliest of each side; never the same words twice."""
    found: list[ActorRef] = []
    roles: tuple[tuple[ActorRole, list[tuple[float, Party]]], ...] = (("actor1", first), ("actor2", second))
    for role, those in roles:
        for _, party in sorted(those, key=lambda each: (-each[0], each[1].first)):
            ref = _actor(doc, party, role)
            if ref is not None and all(ref.evidence != a.evidence for a in found):
                found.append(ref)
                break
    return tuple(found)


def _actor(doc: Doc, party: Party, role: ActorRole) -> ActorRef | None:
    if party.mention is not None:
        return actor_ref(doc, doc.mentions[party.mention], role)
    return side_ref(doc, doc.tokens[party.head], role)


def _near_enough(doc: Doc, act: int, where: list[tuple[float, Party]]) -> list[tuple[float, Party]]:
    """Without what only says where another of them lies ("Kanbalu" in "Pazigyi, Kanbalu township"), or where it is
    spoken of; of earlier sentences only where none of the act's own names a place, and then only the likeliest with its
    equals.
    """
    where = [(p, x) for p, x in where if x.mention is None or not is_container(doc, doc.mentions[x.mention])]
    where = [(p, x) for p, x in where if not _where_said(doc, x.head, act)]
    own = [(p, x) for p, x in where if doc.tokens[x.head].sentence == doc.tokens[act].sentence]
    if own or not where:
        return own
    best = max(p for p, _ in where)
    return [(p, x) for p, x in where if p >= best - ALIKE]


def _where_said(doc: Doc, place: int, act: int) -> bool:
    """As in "at the Security Council in New York the ambassador said that it was shot down": the place of a meeting at
    which somebody tells of the act. Not "in Gao the police said": that is where it happened.
    """
    chain = [doc.tokens[place], *islice(doc.ancestors(place), 4)]
    if [t.dep for t in chain[:4]] != ["pobj", "prep", "pobj", "prep"]:
        return False
    verb = chain[4] if len(chain) > 4 else None
    n = doc.mention_at.get(chain[2].i)
    meeting = n is not None and doc.mentions[n].kind == "organisation"
    return meeting and verb is not None and verb.i != act and verb.lemma in verb_cues()


ALIKE = 0.1
"""How much less likely than the likeliest carried place another may be to be carried with it."""


def _places(doc: Doc, where: list[tuple[float, Party]], origins: list[tuple[float, Party]]) -> tuple[PlaceRef, ...]:
    """Without a country where something finer is named, each name once."""
    found: dict[tuple[str, str], PlaceRef] = {}
    for role, those in (("location", where), ("origin", origins)):
        for chance, party in sorted(those, key=lambda each: each[1].first):
            if party.mention is None or doc.mentions[party.mention].kind != "place":
                continue
            mention = doc.mentions[party.mention]
            relation = place_role(doc, mention)[1]
            ref = place_ref(mention, "origin" if role == "origin" else "location", relation)
            ref = msgspec.structs.replace(ref, score=chance)
            found.setdefault((role, mention.span.exact), ref)
    finer = any(p.level != "country" and p.role == "location" for p in found.values())
    return tuple(p for p in found.values() if not (finer and p.level == "country" and p.role == "location"))


def _targets(doc: Doc, those: Sequence[Party]) -> tuple[Target, ...]:
    found = []
    for party in those:
        noun = doc.tokens[party.head]
        first = party.first
        if party.mention is None:
            first = noun_phrase_range(doc, noun)[0]
            while first < noun.i and doc.tokens[first].tag in ("DT", "PRP$", "CD"):
                first += 1
        span = doc.span(first, party.last)
        found.append(Target(as_written=span.exact, category=target_category(doc, noun) or "people", evidence=span))
    return tuple(found)


def _weapons(doc: Doc, those: Sequence[Party]) -> tuple[WeaponRef, ...]:
    found: dict[str, WeaponRef] = {}
    for party in those:
        if party.mention is not None and doc.mentions[party.mention].kind == "weapon":
            mention = doc.mentions[party.mention]
            found.setdefault(mention.name, weapon_ref(doc, mention))
    return tuple(found.values())
