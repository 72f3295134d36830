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
from dateline.extract.stance import polarity_of, status_of
from dateline.model.assertion import ActorRef, Assertion, PlaceRef
from dateline.model.document import Doc, Token
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
    yield from ruled
    taken = sorted((a.evidence.start, a.evidence.end) for a in ruled)
    reached = list(accumulate((end for _, end in taken), max))
    for hold in read_holds(doc, seen_words(doc), ruled):
        span = doc.span(*hold.at)
        n = bisect_left(taken, (span.end, 0))
        if (n and reached[n - 1] > span.start) or hold.holder is None:
            continue
        verb = next((t for t in (doc.tokens[hold.head], *doc.ancestors(hold.head)) if t.pos in ("VERB", "AUX")), None)
        found = _assertion(doc, hold.at, list(hold.places), hold.holder, hold.state, verb)
        yield msgspec.structs.replace(found, made_by=f"learned/{_NAME}/{_VERSION}", confidence=hold.likely)


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
    entry = next((e for name in names if (e := words.verbs.get(name))), None)
    if entry is None or status_of(doc, verb) != "actual":
        return
    places = _once([p for t in _grounds(doc, verb, entry) for p in grounds_at(doc, t)])
    holder = _holder(doc, verb, entry)
    if not places and entry.place in ("from", "any", "of") and (here := last_place(doc, verb)) is not None:
        places = [place_ref(here, "location", None)]
    if not places or (entry.armed and (holder is None or holder.sector not in ("MIL", "REB", "PAR"))):
        return
    if holder is None and (entry.state == "held" or (entry.holder == "subject" and not is_passive(doc, verb))):
        return  # a company can lose a city as a market, a novel take one by storm
    first, last = clause_range(doc, governing(doc, verb))
    yield _assertion(doc, (first, last), places, holder, _state(doc, verb, entry), verb)


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
