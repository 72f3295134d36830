"""Who holds a named place: "continue to hold Bakhmut", "Russian-held Oleshky", "Goma is in the hands of the M23"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

import msgspec

from dateline.extract.act_features import seen_words
from dateline.extract.arguments import acting, place_ref
from dateline.extract.clauses import (
    agents,
    clause_range,
    complements,
    governing,
    is_passive,
    objects,
    subject,
    with_conjuncts,
)
from dateline.extract.ground import grounds_at, last_place
from dateline.extract.hedges import certainty_of
from dateline.extract.hold_reader import read_holds
from dateline.extract.place_words import is_container
from dateline.extract.stance import polarity_of, status_of
from dateline.model.assertion import ActorRef, Assertion, PlaceRef
from dateline.model.document import Doc, Mention, Token
from dateline.model.span import Span
from dateline.model.stages import Extractor
from dateline.model.vocabulary import ControlState
from dateline.reference.actors import country_words
from dateline.reference.control import ControlVerb, control_words

_NAME, _VERSION = "control", 1
_MODIFIERS = ("poss", "amod", "compound", "nmod")
_COMMON = {
    "rebel": "rebels",
    "government": "government",
    "opposition": "opposition",
    "jihadist": "jihadists",
    "separatist": "separatists",
    "enemy": "enemy",
}
_HANDS = re.compile(r"\b(?:in|into|under|with|within)\b[^,.;]*$", re.I)


def extract(doc: Doc) -> Iterator[Assertion]:
    """Every assertion of control: those of the rules, and those of the learned reader where the rules read none."""
    ruled = list(by_rules(doc))
    yield from (_whole(doc, each) for each in ruled if _can_hold(each.holder))
    taken = sorted((a.evidence.start, a.evidence.end) for a in ruled)
    reached = list(accumulate((end for _, end in taken), max))
    for hold in read_holds(doc, seen_words(doc), ruled):
        span = doc.span(*hold.at)
        n = bisect_left(taken, (span.end, 0))
        if (n and reached[n - 1] > span.start) or hold.holder is None or not _can_hold(hold.holder):
            continue
        verb = next((t for t in (doc.tokens[hold.head], *doc.ancestors(hold.head)) if t.pos in ("VERB", "AUX")), None)
        found = _assertion(doc, hold.at, list(hold.places), hold.holder, hold.state, verb)
        yield _whole(doc, msgspec.structs.replace(found, made_by=f"learned/{_NAME}/{_VERSION}", confidence=hold.likely))


def _can_hold(holder: ActorRef | None) -> bool:
    """Whether the words can mean somebody who holds ground: not "prosecutors", "residents"."""
    words = holder.as_written.lower().split() if holder is not None else []
    return (
        not words or words[-1] not in control_words().never_holders or (holder is not None and holder.sector == "MIL")
    )


def _whole(doc: Doc, control: Assertion) -> Assertion:
    """With all places of the list that its first places open, and words that reach to the last of them: "liberated
    three villages: X, Y and Z".
    """
    places = list(control.places)
    for place in control.places:
        places += [
            each for each in _list_on(doc, place.evidence.end) if each.evidence not in {p.evidence for p in places}
        ]
    start, end = control.evidence.start, control.evidence.end
    sentence = next((s.span for s in doc.sentences if s.span.start <= start < s.span.end), None)
    if sentence is None:
        return control
    last = max((p.evidence.end for p in places if sentence.start <= p.evidence.start < sentence.end), default=end)
    evidence = Span.of(doc.report.text, start, max(end, last))
    return msgspec.structs.replace(control, places=tuple(places), evidence=evidence)


def _list_on(doc: Doc, end: int) -> Iterator[PlaceRef]:
    """The places that go on a list after the character where one of its names ends."""
    i = bisect_left(doc.tokens, end, key=lambda t: t.start)
    while i + 1 < len(doc.tokens):
        joint = i
        while joint < len(doc.tokens) and doc.tokens[joint].lower in (",", "and", "&"):
            joint += 1
        n = doc.mention_at.get(joint) if joint > i else None
        mention = doc.mentions[n] if n is not None else None
        named = mention is not None and mention.kind == "place" and mention.first == joint
        if mention is None or not named or mention.level in ("country", "region") or not _in_a_list(doc, mention):
            return
        yield place_ref(mention, "location", None)
        i = mention.last


def _in_a_list(doc: Doc, mention: Mention) -> bool:
    """Whether a name goes on a list of names, and is no subject, no owner and nothing that the one before lies in."""
    head = doc.tokens[mention.last - 1]
    after = doc.tokens[mention.last] if mention.last < len(doc.tokens) else None
    alone = after is None or after.pos not in ("NOUN", "PROPN", "VERB", "AUX", "PART")  # "and Bukavu officials said"
    return alone and head.dep in ("conj", "appos", "dobj", "pobj") and not is_container(doc, mention)


def by_rules(doc: Doc) -> Iterator[Assertion]:
    """The assertions of control that the lexicon's verbs, nouns and attributives make."""
    for token in doc.tokens:
        if token.pos in ("VERB", "AUX"):
            yield from _by_verb(doc, token)
        elif token.pos == "NOUN":
            yield from _by_noun(doc, token)
    yield from _attributive(doc)


def _assertion(
    doc: Doc,
    at: tuple[int, int],
    places: list[PlaceRef],
    holder: ActorRef | None,
    state: ControlState,
    verb: Token | None,
) -> Assertion:
    certainty, hedges = ("certain", ()) if verb is None else certainty_of(doc, verb.i, None)
    return Assertion(
        report_id=doc.report.report_id,
        type="control",
        evidence=doc.span(*at),
        places=tuple(places),
        holder=holder,
        state=state,
        status=status_of(doc, verb),
        polarity=polarity_of(doc, verb, None),
        certainty=certainty,
        hedges=hedges,
        made_by=f"rules/{_NAME}/{_VERSION}",
        confidence=0.6 + 0.2 * (holder is not None),
    )


# ------------------------------------------------------------------ verbs
def _by_verb(doc: Doc, verb: Token) -> Iterator[Assertion]:
    words = control_words()
    beside = [
        doc.tokens[c].lower for c in doc.children[verb.i] if doc.tokens[c].dep in ("prt", "prep", "advmod", "acomp")
    ]
    names = [*(f"{verb.lemma} {word}" for word in beside), verb.lemma]
    entries = [e for name in names if (e := words.verbs.get(name))]
    told_to = next((e for e in entries if e.holder == "to" and _holder(doc, verb, e) is not None), None)
    entry = told_to or next((e for e in entries if e.holder != "to" or len(entries) == 1), None)
    if entry is None or status_of(doc, verb) != "actual" or _undone(doc, verb):
        return
    places = _once([p for t in _grounds(doc, verb, entry) for p in grounds_at(doc, t)])
    holder = _holder(doc, verb, entry)
    if not places and entry.place in ("from", "any", "of") and (here := last_place(doc, verb)) is not None:
        places = [place_ref(here, "location", None)]
    if not places or (entry.armed and not _is_force(holder)):
        return
    if entry.rid and not any(_is_force(acting(doc, t, "actor2")) for _, t in complements(doc, verb, "of")):
        return
    if holder is None and (entry.state == "held" or (entry.holder == "subject" and not is_passive(doc, verb))):
        return  # a company can lose a city as a market, a novel take one by storm
    first, last = clause_range(doc, governing(doc, verb))
    yield _assertion(doc, (first, last), places, holder, _state(doc, verb, entry), verb)


def _is_force(actor: ActorRef | None) -> bool:
    return actor is not None and actor.sector in ("MIL", "REB", "PAR")


def _undone(doc: Doc, verb: Token) -> bool:
    """Whether a verb over it leaves it undone: "they have to be driven out of X"."""
    above = governing(doc, verb)
    helped = any(doc.tokens[c].dep == "aux" and doc.tokens[c].lower == "must" for c in doc.children[verb.i])
    return helped or (above.i != verb.i and above.lemma in control_words().not_yet)


def _once(places: list[PlaceRef]) -> list[PlaceRef]:
    return list({p.evidence.start: p for p in places}.values())


def _grounds(doc: Doc, verb: Token, entry: ControlVerb) -> list[Token]:
    """The nouns that can be the place: the object, the subject of "fell", or what stands after the preposition."""
    if entry.place == "subject":
        who = subject(doc, verb)
        return with_conjuncts(doc, who) if who else []
    if entry.place in ("object", "any"):
        return objects(doc, verb)
    return [t for _, t in complements(doc, verb, entry.place, "of", "out")]


def _holder(doc: Doc, verb: Token, entry: ControlVerb) -> ActorRef | None:
    if entry.holder == "to":
        doers = [t for _, t in complements(doc, verb, "to")]
    else:
        doers = [*agents(doc, verb), *agents(doc, governing(doc, verb))]
    return next((a for t in doers if (a := acting(doc, t, "actor1") or _ourselves(doc, t)) is not None), None)


def _ourselves(doc: Doc, token: Token) -> ActorRef | None:
    """Who speaks, as in "we hold the airport", "in our hands"."""
    if token.lower not in ("we", "our", "us"):
        return None
    return ActorRef(role="actor1", name="we", as_written=token.text, evidence=doc.span(token.i, token.i + 1))


def _state(doc: Doc, verb: Token, entry: ControlVerb) -> ControlState:
    """As in "continue to take", "are taking" is a contest still; so is a failed try."""
    above = governing(doc, verb)
    if above.i != verb.i and above.lemma in ("try", "attempt", "fail", "want", "seek"):
        return "contested"
    return entry.state


# ------------------------------------------------------------------ nouns
def _by_noun(doc: Doc, noun: Token) -> Iterator[Assertion]:
    """As in "in control of Goma", "the capture of X", "is in the hands of", "under the army's control"."""
    state = control_words().phrases.get(noun.lemma) or control_words().phrases.get(noun.lower)
    if state is None:
        return
    if state == "besieged" and doc.tokens[noun.head].lower == "under":
        yield from _under_siege(doc, noun)
        return
    sentence = doc.sentences[noun.sentence]
    near = doc.report.text[max(sentence.span.start, noun.start - 40) : noun.end]
    of = [t for _, t in complements(doc, noun, "of", "over")]
    verb = next((a for a in doc.ancestors(noun.i) if a.pos in ("VERB", "AUX")), None)
    head = _under(doc, noun) if _HANDS.search(near) else None
    if head is not None:
        ground = [head, *_subjects(doc, head)] if head.pos in ("VERB", "AUX") else [head]
        held = [p for t in ground for p in grounds_at(doc, t)]
        who = _side_of(doc, noun, of)
        if not held or who is None:
            held = [p for t in of for p in grounds_at(doc, t)]
            who = next(
                (
                    a
                    for t in (agents(doc, head) if head.pos in ("VERB", "AUX") else [])
                    if (a := acting(doc, t, "actor1"))
                ),
                None,
            )
    else:
        held = [p for t in of for p in grounds_at(doc, t)]
        who = _side_of(doc, noun, []) or next(
            (a for t in (agents(doc, verb) if verb else []) if (a := acting(doc, t, "actor1"))), None
        )
    if held and who is not None:
        span_of = head if head is not None else verb
        first, last = clause_range(doc, span_of) if span_of is not None else (noun.i, noun.i + 1)
        yield _assertion(doc, (min(first, noun.i), max(last, noun.i + 1)), _once(held), who, state, verb)


def _under_siege(doc: Doc, noun: Token) -> Iterator[Assertion]:
    """As in "Djibo has been under blockade since February", by whom may be left out."""
    verb = doc.tokens[doc.tokens[noun.head].head]
    if verb.pos not in ("VERB", "AUX"):
        return
    what = subject(doc, verb)
    besieged = _once(grounds_at(doc, what)) if what is not None else []
    by = [t for at in (noun, verb) for _, t in complements(doc, at, "by", "from")]
    who = next((a for t in by if (a := acting(doc, t, "actor1"))), None)
    if besieged and status_of(doc, verb) == "actual":
        yield _assertion(doc, clause_range(doc, governing(doc, verb)), besieged, who, "besieged", verb)


def _under(doc: Doc, noun: Token) -> Token | None:
    """What "under control" or "in the hands" is said of: the verb, or the noun that it follows."""
    above = doc.tokens[noun.head]
    return doc.tokens[above.head] if above.dep in ("prep", "advmod") or above.pos == "ADP" else None


def _side_of(doc: Doc, noun: Token, of: list[Token]) -> ActorRef | None:
    return next((a for t in of if (a := acting(doc, t, "actor1"))), None) or _side_before(doc, noun)


def _subjects(doc: Doc, verb: Token) -> list[Token]:
    who = subject(doc, verb)
    return [who, *(t for _, t in complements(doc, who, "of", "in"))] if who else []


def _side_before(doc: Doc, noun: Token) -> ActorRef | None:
    """The side that a modifier of the noun names: "the army's control", "Russian hands"."""
    sides = (_named_side(doc, doc.tokens[c]) for c in doc.children[noun.i] if doc.tokens[c].dep in _MODIFIERS)
    return next((side for side in sides if side is not None), None)


# ------------------------------------------------------------------ attributive
def _attributive(doc: Doc) -> Iterator[Assertion]:
    """As in "Kyiv-controlled Kramatorsk", "Russian-held Oleshky", "rebel-held Douma" before the name of a place."""
    for mention in doc.mentions:
        if mention.kind != "place" or mention.level == "country" or mention.first < 3:
            continue
        held, hyphen, by = (doc.tokens[mention.first - k] for k in (1, 2, 3))
        state = control_words().attributive.get(held.lower)
        if state is None or hyphen.text not in ("-", "‑", "–") or by.sentence != held.sentence:
            continue
        holder = _named_side(doc, by)
        if holder is not None:
            yield _assertion(doc, (by.i, mention.last), [place_ref(mention, "location", None)], holder, state, None)


def _named_side(doc: Doc, token: Token) -> ActorRef | None:
    """The side that one word names: a country word, an actor, or "rebel", "government"."""
    span = doc.span(token.i, token.i + 1)
    word = country_words().get(token.text)
    if word is not None:
        return ActorRef(
            role="actor1", name=word.country.name, as_written=token.text, country=word.country.iso3, evidence=span
        )
    actor = acting(doc, token, "actor1") if token.i in doc.mention_at else None
    if actor is not None:
        return actor
    name = _COMMON.get(token.lower)
    if name is None:
        return _ourselves(doc, token)
    return ActorRef(role="actor1", name=name, as_written=token.text, evidence=span)


EXTRACTOR = Extractor(name=_NAME, version=_VERSION, types=(), extract=extract)
