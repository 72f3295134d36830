"""What a learned reader sees of a word that may name an act: its own form, what stands beside it, the clause."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

import msgspec

from dateline.extract.act_types import casualty_act, typed
from dateline.extract.arguments import actors_of, weapons_of
from dateline.extract.clauses import clause_range, governing, is_passive
from dateline.extract.plain_words import belonging, forces, form, lemma, meanings, plain_sector, seen_sector
from dateline.extract.tolls import find_tolls, toll_at
from dateline.extract.triggers import Trigger, find_triggers, target_category
from dateline.model.document import Doc, Sentence, Token
from dateline.reference.cues import verb_cues
from dateline.reference.word_classes import PartOfSpeech, classes_by_part, phrases_by_verb

_CANDIDATES = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "NUM", "AUX"})
_INNER = frozenset({"compound", "amod", "nummod", "nmod", "quantmod", "poss", "det", "punct"})


class Seen(msgspec.Struct, frozen=True):
    """What is seen of one word. names: features as strings."""

    token: int
    names: tuple[str, ...]


SEEN_KINDS = frozenset(
    {
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)
"""PLOVER's types, for acts that have no ACLED sub-event type."""


def candidates(doc: Doc) -> Iterator[Token]:
    """Words that can name an act: verbs, nouns that head a phrase, and numbers and adjectives that stand for one."""
    for token in doc.tokens:
        if token.pos not in _CANDIDATES or (token.pos == "AUX" and token.dep in ("aux", "auxpass")):
            continue
        if token.pos == "VERB" or token.dep not in _INNER:
            yield token


class _Around(msgspec.Struct, frozen=True):
    """What is seen of a sentence by each of its words. named: the kinds of its mentions, as features; ruled, tolled:
    token -> feature, of what the rules take for an act and for a toll there.
    """

    named: tuple[str, ...]
    ruled: dict[int, str]
    tolled: dict[int, str]


def seen_words(doc: Doc) -> list[Seen]:
    """What is seen of every candidate word of the report, in text order. Found once a Doc."""
    cached: list[Seen] | None = doc.__dict__.get("seen_words")
    if cached is None:
        ruled = {t.head: t for t in find_triggers(doc)}
        tolls: dict[int, str] = {}
        for toll in find_tolls(doc):
            tolls.setdefault(toll.word, toll.toll.measure)
        quoted = {i for q in doc.quotes for i in range(q.first, q.last)}
        around = _sentences(doc, ruled, tolls)
        cached = [
            _seen(doc, token, ruled.get(token.i), tolls.get(token.i), around[token.sentence], token.i in quoted)
            for token in candidates(doc)
        ]
        doc.__dict__["seen_words"] = cached
    return cached


def _sentences(doc: Doc, ruled: dict[int, Trigger], tolls: dict[int, str]) -> list[_Around]:
    found = [_Around(tuple(sorted(set(_named(doc, each)))), {}, {}) for each in doc.sentences]
    for i, trigger in ruled.items():
        kind = trigger.act.sub_event_type or trigger.act.interaction
        found[doc.tokens[i].sentence].ruled[i] = f"ruled={kind}"
    for i, measure in tolls.items():
        found[doc.tokens[i].sentence].tolled[i] = f"tolled={measure}"
    return found


def _named(doc: Doc, sentence: Sentence) -> Iterator[str]:
    """The kinds of what the sentence names. Not every name of a people or an army is a mention: theirs count as names,
    so that all sides are seen alike.
    """
    peoples, armies = belonging(doc), forces(doc)
    if any(i in armies for i in range(sentence.first, sentence.last)):
        yield "in=force:MIL"
    for mention in doc.mentions_in(sentence.first, sentence.last):
        if mention.last - 1 not in peoples and mention.last - 1 not in armies:
            more = f":{mention.weapon_class or plain_sector(mention.sector) or ''}" if mention.kind != "place" else ""
            yield f"in={mention.kind}{more}"


def _others(told: dict[int, str], token: int) -> list[str]:
    return sorted({name for i, name in told.items() if i != token})


def _seen(doc: Doc, token: Token, trigger: Trigger | None, toll: str | None, around: _Around, quoted: bool) -> Seen:
    names = [*_own(doc, token), *_over(doc, token), *phrase_classes(doc, token)]
    for c in doc.children[token.i]:
        _beside(doc, doc.tokens[c], names)
    if trigger is not None:
        act = trigger.act
        names += [
            f"rule={act.sub_event_type or act.interaction}",
            f"rulefamily={act.family}",
            f"ruleform={trigger.form}",
        ]
    else:
        names.append("rule=none")
    if toll is not None:
        names.append(f"toll={toll}")
    names += around.named
    names += _others(around.ruled, token.i)
    names += _others(around.tolled, token.i)
    names += [f"block={doc.sentences[token.sentence].block}", f"first={token.sentence == 0}"]
    if quoted:
        names.append("quoted")
    return Seen(token.i, tuple(names))


_PARTS: dict[str, PartOfSpeech] = {
    "VERB": "verbs",
    "AUX": "verbs",
    "NOUN": "nouns",
    "PROPN": "nouns",
    "ADJ": "adjectives",
}


def classes(doc: Doc, where: str, token: Token) -> list[str]:
    """The classes of meaning that the word stands in, as features of a place beside an act."""
    part = _PARTS.get(token.pos)
    return [f"{where}~{name}" for name in meanings(doc, token, part)] if part else []


def phrase_classes(doc: Doc, token: Token) -> list[str]:
    """The classes of the phrases that begin with this verb or end with this noun ("lay down arms", "car bomb")."""
    if token.pos == "VERB":
        sentence = doc.sentences[token.sentence]
        after = {
            w for t in doc.tokens[token.i + 1 : min(token.i + 6, sentence.last)] for w in (t.lower, t.lemma.lower())
        }
        return [
            f"self~{name}"
            for words, names in phrases_by_verb().get(token.lemma.lower(), ())
            if all(word in after for word in words)
            for name in names
        ]
    if token.pos == "NOUN" and token.i:
        pair = f"{doc.tokens[token.i - 1].lower} {token.lemma.lower()}"
        return [f"self~{name}" for name in classes_by_part("nouns").get(pair, ())]
    return []


def _own(doc: Doc, token: Token) -> list[str]:
    names = [
        *classes(doc, "self", token),
        f"pos={token.pos}",
        f"tag={token.tag}",
        f"dep={token.dep}",
        f"lemma={lemma(doc, token)}",
    ]
    if token.pos == "VERB":
        names.append(f"passive={is_passive(doc, token)}")
    names += _kind(doc, token, "self")
    if token.lemma.lower() in verb_cues():
        names.append("cue")
    before = form(doc, doc.tokens[token.i - 1]) if token.i else ""
    after = form(doc, doc.tokens[token.i + 1]) if token.i + 1 < len(doc.tokens) else ""
    return [*names, f"before={before}", f"after={after}", f"pair={lemma(doc, token)}_{after}"]


def _over(doc: Doc, token: Token) -> list[str]:
    above = doc.tokens[token.head]
    if above.i == token.i:
        return ["over=root"]
    names = [
        *classes(doc, "over", above),
        f"over={lemma(doc, above)}",
        f"overpos={above.pos}",
        f"depover={token.dep}>{above.pos}",
        f"lemmaover={lemma(doc, token)}<{lemma(doc, above)}",
    ]
    if above.lemma.lower() in verb_cues():
        names.append("undercue")
    if above.pos == "ADP":
        names.append(f"overover={lemma(doc, doc.tokens[above.head])}")
    return names


def _beside(doc: Doc, child: Token, names: list[str]) -> None:
    dep, own = child.dep, lemma(doc, child)
    if dep in ("punct", "det"):
        if dep == "det":
            names.append(f"det={form(doc, child)}")
        return
    names += [f"has={dep}", f"{dep}={own}"]
    if dep in ("aux", "neg", "prt", "mark", "advmod", "auxpass"):
        return
    if dep in ("prep", "agent"):
        for g in doc.children[child.i]:
            below = doc.tokens[g]
            if below.dep in ("pobj", "pcomp"):
                names.append(f"{form(doc, child)}={lemma(doc, below)}")
                names += _kind(doc, below, form(doc, child))
                names += classes(doc, form(doc, child), below)
        return
    names += _kind(doc, child, dep)
    names += classes(doc, dep, child)


def _kind(doc: Doc, token: Token, where: str) -> list[str]:
    """What sort of thing stands there: the kind of mention, its sector or class, a target, a number."""
    kinds: dict[int, tuple[str, ...]] = doc.__dict__.setdefault("kinds", {})
    found = kinds.get(token.i)
    if found is None:  # asked of each token by its head, by its own and by others
        found = kinds[token.i] = tuple(_sorts(doc, token))
    return [where + each for each in found]


def _sorts(doc: Doc, token: Token) -> Iterator[str]:
    n = doc.mention_at.get(token.i)
    if token.i in forces(doc):
        yield from (":force", ":force:MIL")
    elif n is not None and token.i not in belonging(doc):
        mention = doc.resolved(doc.mentions[n])
        yield f":{mention.kind}"
        more = mention.weapon_class or plain_sector(mention.sector) or mention.level
        if more:
            yield f":{mention.kind}:{more}"
    category = target_category(doc, token)
    if category:
        yield f":target:{category}"
    if any(doc.tokens[c].dep == "nummod" for c in doc.children[token.i]):
        yield ":counted"


# ------------------------------------------------------------------ of which type
def seen_type(doc: Doc, seen: Seen, trigger: Trigger) -> list[str]:
    """Features that tell the type of an act: its word's, what the rules call it, the weapons and sides beside it, and
    what the report has told of before.
    """
    head = doc.tokens[trigger.head]
    ruled = trigger.act.sub_event_type is not None or trigger.act.interaction is not None
    first, last = clause_range(doc, governing(doc, doc.tokens[trigger.verb] if trigger.verb is not None else head))
    names = list(seen.names)
    if ruled:
        actors, weapons = tuple(actors_of(doc, trigger)), weapons_of(doc, first, last)
        act = typed(doc, trigger, actors, weapons, ())
        kind = act.sub_event_type or act.interaction
        names += [f"typed={kind}", f"typed={kind}|{lemma(doc, head)}"]
        names += [f"{a.role}:{seen_sector(doc, a) or (a.country and 'side')}" for a in actors]
    counted = toll_at(doc, trigger.head)
    if counted is not None and (alone := casualty_act(doc, counted)) is not None:
        names += [f"casualty={alone.sub_event_type}"]
    for m in doc.mentions_in(first, last, "weapon"):
        names += [f"weapon={m.weapon_class}", f"implies={m.entity}"]
    sentence = doc.sentences[head.sentence]
    names += sorted({f"weaponnear={m.weapon_class}" for m in doc.mentions_in(sentence.first, sentence.last, "weapon")})
    told = _typed_acts(doc)
    before = bisect_left(told, trigger.head, key=lambda t: t.head)
    for label, of in (("before", told[max(before - 1, 0) : before]), ("lead", told[: min(before, 1)])):
        names += [f"{label}={t.act.sub_event_type}" for t in of] + [f"{label}family={t.act.family}" for t in of]
    return [*names, *_around(doc, head), *_report_kinds(doc)]


def _typed_acts(doc: Doc) -> list[Trigger]:
    """The acts to which the rules give an ACLED sub-event type, in text order. Found once a Doc."""
    cached: list[Trigger] | None = doc.__dict__.get("typed_acts")
    if cached is None:
        cached = doc.__dict__["typed_acts"] = [t for t in find_triggers(doc) if t.act.sub_event_type]
    return cached


def _around(doc: Doc, head: Token) -> list[str]:
    """The other words of the sentence with their classes of meaning, and those two steps below the act."""
    sentence = doc.sentences[head.sentence]
    names: set[str] = set()
    for token in doc.tokens[sentence.first : sentence.last]:
        if token.i == head.i or token.pos not in _PARTS or token.pos == "PROPN":
            continue
        names |= {f"s={lemma(doc, token)}", *classes(doc, "s", token)}
        above = doc.tokens[token.head]
        if above.i != token.i and above.head == head.i:
            names.add(f"two={lemma(doc, token)}")
    return sorted(names)


def _report_kinds(doc: Doc) -> list[str]:
    """What the report is full of: the two commonest types of act and classes of weapon. Found once a Doc."""
    cached: list[str] | None = doc.__dict__.get("report_kinds")
    if cached is None:
        kinds = Counter(t.act.sub_event_type or t.act.interaction for t in find_triggers(doc))
        classes = Counter(m.weapon_class for m in doc.mentions if m.kind == "weapon" and m.weapon_class)
        cached = [f"report={k}" for k, _ in kinds.most_common(2)] + [f"arms={k}" for k, _ in classes.most_common(2)]
        doc.__dict__["report_kinds"] = cached
    return cached
