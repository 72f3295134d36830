"""What fills the slots of an act: actors with direction, targets, weapons, places with role and relation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

import msgspec

from dateline.extract.clauses import agents, complements, noun_phrase_range, objects
from dateline.extract.place_words import is_container, place_role
from dateline.extract.plain_words import belonging
from dateline.extract.triggers import Trigger, governing_verb, target_category
from dateline.model.assertion import ActorRef, PlaceRef, Target, WeaponRef
from dateline.model.document import Doc, Mention, Token
from dateline.model.vocabulary import ActorRole, PlaceLevel, PlaceRole, Relation
from dateline.reference.actors import country_name, country_scanner
from dateline.reference.cues import verb_cues

_ACTORS = frozenset({"force", "organisation", "person", "group", "role"})
_TO_WHOM = frozenset({"fall", "hand", "surrender", "go"})


# ------------------------------------------------------------------ actors
def actor_ref(doc: Doc, mention: Mention, role: ActorRole) -> ActorRef:
    """The mention in a role. A pronoun or short name carries the name of what it refers to, and its own words."""
    full = _with_owner(doc, doc.resolved(mention))
    return ActorRef(
        role=role,
        name=full.name,
        as_written=mention.span.exact,
        entity_id=full.entity,
        country=full.country,
        sector=full.sector,
        evidence=mention.span,
    )


def _with_owner(doc: Doc, mention: Mention) -> Mention:
    """As in "its troops", "his men": theirs is the side of whoever the pronoun means."""
    if mention.country is not None or mention.kind not in ("force", "group"):
        return mention
    for c in doc.children[mention.last - 1]:
        n = doc.mention_at.get(c)
        if n is not None and doc.mentions[n].kind == "pronoun":
            owner = doc.resolved(doc.mentions[n])
            return msgspec.structs.replace(
                mention,
                country=owner.country,
                entity=owner.entity if owner.kind == "force" else _forces(owner.country, mention),
            )
    return mention


def _forces(country: str | None, mention: Mention) -> str | None:
    """The entity of a country's forces of this kind."""
    return f"{country}:{mention.sector}" if country and mention.sector and not mention.entity else mention.entity


def acting(doc: Doc, token: Token, role: ActorRole) -> ActorRef | None:
    """The actor that this noun is ("army", "Russians"), or whose weapon, unit or men it is ("Israel's jets")."""
    n = doc.mention_at.get(token.i)
    mention = doc.mentions[n] if n is not None else None
    if mention is not None:
        full = doc.resolved(mention)
        if full.kind in _ACTORS or (full.kind == "place" and full.country and full.found_by == "lexicon"):
            return actor_ref(doc, mention, role)
        if mention.kind == "place":
            return None
    people = side_ref(doc, token, role) if mention is None and token.i in belonging(doc) else None
    return people or side_of(doc, token, role)


def side_of(doc: Doc, token: Token, role: ActorRole) -> ActorRef | None:
    """The country or force that owns a noun by adjective, possessive or compound: "Russian strikes", "the army's
    guns".
    """
    for c in doc.children[token.i]:
        child = doc.tokens[c]
        if child.dep not in ("poss", "amod", "compound", "nmod"):
            continue
        n = doc.mention_at.get(c)
        mention = doc.mentions[n] if n is not None else None
        if mention is not None and mention.first <= token.i < mention.last:
            continue
        if mention is not None and (
            doc.resolved(mention).kind in _ACTORS
            or (mention.kind == "place" and mention.level == "country" and child.dep == "poss")
        ):
            return actor_ref(doc, mention, role)
        following = doc.report.text[child.end : child.end + 6]
        side = side_ref(doc, child, role)
        if side is not None and not following.startswith(("-", "–")):
            return side
    return None


def side_ref(doc: Doc, token: Token, role: ActorRole) -> ActorRef | None:
    """The country that one word names: "Russian", "Israel"."""
    for start, end, word in country_scanner().scan(token.text):
        if start == 0 and end == len(token.text):
            return ActorRef(
                role=role,
                name=word.country.name,
                as_written=token.text,
                country=word.country.iso3,
                evidence=doc.span(token.i, token.i + 1),
            )
    return None


def actors_of(doc: Doc, trigger: Trigger) -> list[ActorRef]:
    """actor1 and actor2 of the act, as far as the words say."""
    found: list[ActorRef] = []
    head = doc.tokens[trigger.head]
    if trigger.form == "verb" or (trigger.form == "toll" and trigger.verb is not None):
        first = _first(
            acting(doc, t, "actor1") for t in [*agents(doc, head), *agents(doc, governing_verb(doc, trigger) or head)]
        )
        if first is None and trigger.act.family == "captures" and head.lemma in _TO_WHOM:
            first = _first(acting(doc, t, "actor1") for _, t in complements(doc, head, "to"))
        second = _first(
            acting(doc, t, "actor2")
            for t in [
                *objects(doc, head),
                *(t for _, t in complements(doc, head, "against", "with", "on", "at", "from")),
            ]
        )
    else:
        first = _first(
            [
                side_of(doc, head, "actor1"),
                *(acting(doc, t, "actor1") for _, t in complements(doc, head, "by", "between", "from")),
            ]
        )
        verb = governing_verb(doc, trigger)
        if first is None and verb is not None and head.dep in ("dobj", "attr"):
            first = _first(acting(doc, t, "actor1") for t in agents(doc, verb))
        second = _first(acting(doc, t, "actor2") for _, t in complements(doc, head, "on", "against", "with", "of"))
        if second is None:
            pair = [a for a in (acting(doc, t, "actor2") for _, t in complements(doc, head, "between")) if a]
            second = pair[1] if len(pair) > 1 else None
    if first is not None:
        found.append(first)
    if (
        second is not None
        and (first is None or second.evidence != first.evidence)
        and not _is_only_a_place(doc, second)
    ):
        found.append(second)
    return found


def _is_only_a_place(doc: Doc, actor: ActorRef) -> bool:
    """As in "Attacks on Ukraine" is about a place and a side alike; "attacks on Kyiv" is about a town."""
    return (
        actor.entity_id is None
        and actor.country is not None
        and country_name(actor.country) != actor.name
        and actor.sector is None
        and actor.as_written.istitle()
        and actor.name == actor.as_written
    )


def _first(found: Iterable[ActorRef | None]) -> ActorRef | None:
    return next((each for each in found if each is not None), None)


# ------------------------------------------------------------------ targets and weapons
def targets_of(doc: Doc, first: int, last: int, trigger: Trigger) -> tuple[Target, ...]:
    """What was hit: target nouns that the act's verb or noun takes as object or after on, at, into; with conjuncts."""
    head = doc.tokens[trigger.head]
    verb = doc.tokens[trigger.verb] if trigger.verb is not None else None
    nouns = [
        *objects(doc, head),
        *(t for _, t in complements(doc, head, "on", "at", "in", "into", "against", "near", "to", "inside")),
    ]
    if verb is not None and verb.i != head.i:
        nouns += [t for _, t in complements(doc, verb, "on", "at", "into", "against", "in")]
    found: dict[int, Target] = {}
    for noun in nouns:
        category = target_category(doc, noun)
        mention = doc.mention_at.get(noun.i)
        if (
            category is None
            or not first <= noun.i < last
            or (mention is not None and doc.mentions[mention].kind in ("place", "weapon", "person"))
        ):
            continue
        a, b = noun_phrase_range(doc, noun)
        while a < noun.i and doc.tokens[a].tag in ("DT", "PRP$", "CD"):
            a += 1
        b = noun.i + 1
        found[noun.i] = Target(as_written=doc.span(a, b).exact, category=category, evidence=doc.span(a, b))
    return tuple(found.values())


def weapons_of(doc: Doc, first: int, last: int) -> tuple[WeaponRef, ...]:
    """Weapons named in the clause, each once, with the number right before them."""
    found: dict[str, WeaponRef] = {}
    for mention in doc.mentions_in(first, last, "weapon"):
        found.setdefault(mention.name, weapon_ref(doc, mention))
    return tuple(found.values())


def weapon_ref(doc: Doc, mention: Mention) -> WeaponRef:
    """The weapon with the number right before it."""
    return WeaponRef(
        name=mention.name,
        weapon_class=mention.weapon_class,
        count=_count_before(doc, mention),
        as_written=mention.span.exact,
        evidence=mention.span,
    )


def _count_before(doc: Doc, mention: Mention) -> int | None:
    for i in range(mention.first - 1, max(mention.first - 5, -1), -1):
        n = doc.mention_at.get(i)
        if n is not None and doc.mentions[n].kind == "quantity":
            quantity = doc.mentions[n].quantity
            return quantity.best if quantity and doc.mentions[n].entity is None else None
        if doc.tokens[i].pos not in ("ADJ", "NOUN", "PROPN", "PUNCT", "VERB"):
            return None
    return None


# ------------------------------------------------------------------ places
_NO_PLACE = ("nsubj", "poss", "agent", "nsubjpass", "dobj", "compound", "amod", "nmod")
"""How a country stands in a clause where it is somebody or somebody's, not where: "Russia launched", "US Army"."""


def located_in(doc: Doc, first: int, last: int) -> Iterator[tuple[Mention, PlaceRole, Relation | None]]:
    """Places named in these tokens that can be where something happened, with role and relation."""
    for mention in doc.mentions_in(first, last, "place"):
        outer = doc.mentions[doc.mention_at[mention.first]]
        if outer is not mention and not _is_where(doc, outer):
            continue
        head = _head_token(doc, mention)
        actor_like = mention.level == "country" and head.dep in _NO_PLACE
        speaker = mention.level == "settlement" and mention.found_by == "lexicon" and head.dep in ("nsubj", "poss")
        if actor_like or speaker or is_container(doc, mention) or _attributive(doc, mention):
            continue
        role, relation = place_role(doc, mention)
        yield mention, role, relation


def _is_where(doc: Doc, outer: Mention) -> bool:
    """Whether an organisation stands for its building: hit, or where something was ("the building of the ...
    administration").
    """
    if outer.kind != "organisation":
        return False
    head = _head_token(doc, outer)
    return head.dep in ("dobj", "nsubjpass") or (
        head.dep == "pobj" and doc.tokens[head.head].lower in ("of", "at", "on", "in", "near")
    )


def _head_token(doc: Doc, mention: Mention) -> Token:
    inside = [doc.tokens[i] for i in range(mention.first, mention.last)]
    return next((t for t in inside if not mention.first <= t.head < mention.last or t.head == t.i), inside[-1])


def _attributive(doc: Doc, mention: Mention) -> bool:
    """As in "Moscow-installed", "Kyiv time", "Washington Post": the name qualifies something that is nowhere."""
    after = doc.report.text[mention.span.end : mention.span.end + 12]
    return bool(re.match(r"-(?!Kr|on|the)[a-z]+ed\b|\s+time\b", after))


_LEVELS: dict[str | None, PlaceLevel] = {level: level for level in get_args(PlaceLevel)}


def place_ref(mention: Mention, role: PlaceRole, relation: Relation | None) -> PlaceRef:
    """An unresolved place in its role."""
    level = _LEVELS.get(mention.level)
    return PlaceRef(
        role=role,
        as_written=mention.span.exact,
        level=level,
        country=mention.country if level == "country" else None,
        relation=relation,
        evidence=mention.span,
    )


def places_of(doc: Doc, first: int, last: int, trigger: Trigger) -> tuple[PlaceRef, ...]:
    """Where it happened, where it came from: the clause's places, else those of its sentence, else of the sentences
    before it in the paragraph. Where somebody only spoke is no place of what they spoke about.
    """
    sentence = doc.sentences[doc.tokens[trigger.head].sentence]
    known = _known_places(doc)
    found = [place_ref(m, _role_in_act(trigger, role), rel) for m, role, rel in located_in(doc, first, last)]
    stretches = [(sentence.first, first), (last, sentence.last)]
    for n in range(sentence.i - 1, max(sentence.i - 4, -1), -1):
        before = doc.sentences[n]
        if before.paragraph == sentence.paragraph:
            stretches.append((before.first, before.last))
    for a, b in stretches:
        if any(p.role == "location" and p.evidence.start in known for p in found):
            break
        found += [
            place_ref(m, role, rel)
            for m, role, rel in located_in(doc, a, b)
            if role == "location" and not where_spoken(doc, m)
        ]
    return tuple(_finest(found))


def _known_places(doc: Doc) -> set[int]:
    """Where the names of places begin that not the model alone takes for such. Found once a Doc."""
    cached: set[int] | None = doc.__dict__.get("known_places")
    if cached is None:
        found = {m.span.start for m in doc.mentions if m.kind == "place" and m.found_by != "model"}
        cached = doc.__dict__["known_places"] = found
    return cached


def _role_in_act(trigger: Trigger, role: PlaceRole) -> PlaceRole:
    """Where troops withdraw from is where that happens."""
    return "location" if trigger.act.family == "captures" else role


def where_spoken(doc: Doc, mention: Mention) -> bool:
    """Whether the nearest verb over the name is one of speaking: "said in New York", "an official in Nineveh put
    it at".
    """
    above = next((t for t in doc.ancestors(mention.last - 1) if t.pos in ("VERB", "AUX")), None)
    return above is not None and above.lemma in verb_cues()


def _finest(found: list[PlaceRef]) -> list[PlaceRef]:
    """Without a country where something finer is named, and each stretch once."""
    finer = any(p.level != "country" and p.role == "location" for p in found)
    seen: set[int] = set()
    kept = []
    for p in found:
        if p.evidence.start in seen or (finer and p.level == "country" and p.role == "location"):
            continue
        seen.add(p.evidence.start)
        kept.append(p)
    return kept
