"""Who holds a named place: "continue to hold Bakhmut", "Russian-held Oleshky", "Goma is in the hands of the M23"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.extract.arguments import acting, is_container, place_ref
from dateline.extract.clauses import agents, clause_range, complements, governing, objects, subject
from dateline.extract.stance import polarity_of, status_of
from dateline.extract.triggers import mention_of
from dateline.model.assertion import ActorRef, Assertion, PlaceRef
from dateline.model.document import Doc, Mention, Token
from dateline.model.stages import Extractor
from dateline.model.vocabulary import ControlState
from dateline.reference.actors import country_words
from dateline.reference.control import ControlVerb, control_words

_NAME, _VERSION = "control", 1
_HANDS = re.compile(
    r"\b(?:in|into) (?:the )?(?:\w+[ -])?(?:hands|control)\b|\bunder (?:the )?(?:full |complete )?(?:control|command)\b|\bunder [\w'’-]+ (?:control|occupation)\b",
    re.I,
)


def extract(doc: Doc) -> Iterator[Assertion]:
    """Every assertion of control, in text order."""
    for token in doc.tokens:
        if token.pos in ("VERB", "AUX"):
            yield from _by_verb(doc, token)
        elif token.pos == "NOUN":
            yield from _by_noun(doc, token)
    yield from _attributive(doc)


def _assertion(
    doc: Doc,
    first: int,
    last: int,
    places: list[PlaceRef],
    holder: ActorRef | None,
    state: ControlState,
    verb: Token | None,
) -> Assertion:
    return Assertion(
        report_id=doc.report.report_id,
        type="control",
        evidence=doc.span(first, last),
        places=tuple(places),
        holder=holder,
        state=state,
        status=status_of(doc, verb, first),
        polarity=polarity_of(doc, verb, None),
        made_by=f"rules/{_NAME}/{_VERSION}",
        confidence=0.6 + 0.2 * (holder is not None),
    )


# ------------------------------------------------------------------ verbs
def _by_verb(doc: Doc, verb: Token) -> Iterator[Assertion]:
    words = control_words()
    particle = doc.child(verb.i, "prt") or next(
        (
            doc.tokens[c]
            for c in doc.children[verb.i]
            if doc.tokens[c].lower in ("on", "out", "back", "over") and doc.tokens[c].i == verb.i + 1
        ),
        None,
    )
    entry = (words.verbs.get(f"{verb.lemma} {particle.lower}") if particle else None) or words.verbs.get(verb.lemma)
    if entry is None:
        return
    places = [p for t in _grounds(doc, verb, entry) for p in _places_at(doc, t)]
    holder = _holder(doc, verb, entry)
    if not places or (entry.armed and (holder is None or holder.sector not in ("MIL", "REB", "PAR"))):
        return
    if holder is None and entry.state == "held":
        return
    if status_of(doc, verb, verb.i) != "actual":
        return
    first, last = clause_range(doc, governing(doc, verb))
    yield _assertion(doc, first, last, places, holder, _state(doc, verb, entry), verb)


def _grounds(doc: Doc, verb: Token, entry: ControlVerb) -> list[Token]:
    """The nouns that can be the place: the object, the subject of "fell", what stands after "from", and what these are part of."""
    if entry.place == "subject":
        who = subject(doc, verb)
        nouns = [who] if who else []
    elif entry.place in ("object", "any"):
        nouns = objects(doc, verb)
    else:
        nouns = [t for _, t in complements(doc, verb, entry.place, "of")]
    return [*nouns, *(t for n in nouns for _, t in complements(doc, n, "of", "in", "over"))]


def _places_at(doc: Doc, token: Token) -> list[PlaceRef]:
    """The place that this noun names, or that names it ("the town of X", "the X airport")."""
    n = doc.mention_at.get(token.i)
    if (
        n is not None
        and doc.mentions[n].kind == "place"
        and doc.mentions[n].level != "country"
        and not is_container(doc, doc.mentions[n])
    ):
        return [place_ref(doc.mentions[n], "location", None)]
    found = []
    for c in doc.children[token.i]:
        m = doc.mention_at.get(c)
        if (
            m is not None
            and doc.mentions[m].kind == "place"
            and doc.mentions[m].level != "country"
            and doc.tokens[c].dep in ("compound", "appos", "nmod", "poss")
        ):
            found.append(place_ref(doc.mentions[m], "location", None))
    return found[:1]


def _holder(doc: Doc, verb: Token, entry: ControlVerb) -> ActorRef | None:
    if entry.holder == "to":
        doers = [t for _, t in complements(doc, verb, "to")]
    else:
        doers = [*agents(doc, verb), *agents(doc, governing(doc, verb))]
    return next((a for t in doers if (a := acting(doc, t, "actor1")) is not None), None)


def _state(doc: Doc, verb: Token, entry: ControlVerb) -> ControlState:
    """ "continue to take", "are taking" is a contest still; so is a failed try."""
    above = governing(doc, verb)
    if above.i != verb.i and above.lemma in ("try", "attempt", "fail", "want", "seek"):
        return "contested"
    return entry.state


# ------------------------------------------------------------------ nouns
def _by_noun(doc: Doc, noun: Token) -> Iterator[Assertion]:
    """ "in control of Goma", "the capture of X", "is in the hands of", "under the control of"."""
    state = control_words().phrases.get(noun.lemma) or control_words().phrases.get(noun.lower)
    if state is None:
        return
    verb = next((a for a in doc.ancestors(noun.i) if a.pos in ("VERB", "AUX")), None)
    sentence = doc.sentences[noun.sentence]
    near = doc.report.text[max(sentence.span.start, noun.start - 24) : noun.end + 1]
    of = [t for _, t in complements(doc, noun, "of", "over")]
    if noun.lemma in ("hand", "control") and _HANDS.search(near) and verb is not None:
        held = [p for t in _subjects(doc, verb) for p in _places_at(doc, t)]
        who = next((a for t in of if (a := acting(doc, t, "actor1"))), None) or _side_before(doc, noun)
        if not held:
            held, who = (
                [p for t in of for p in _places_at(doc, t)],
                who or next((a for t in agents(doc, verb) if (a := acting(doc, t, "actor1"))), None),
            )
    else:
        held = [p for t in of for p in _places_at(doc, t)]
        who = _side_before(doc, noun) or (
            next((a for t in agents(doc, verb) if (a := acting(doc, t, "actor1"))), None) if verb is not None else None
        )
    if held and who is not None:
        first, last = clause_range(doc, verb) if verb is not None else (noun.i, noun.i + 1)
        yield _assertion(doc, min(first, noun.i), max(last, noun.i + 1), held, who, state, verb)


def _subjects(doc: Doc, verb: Token) -> list[Token]:
    who = subject(doc, verb)
    return [who, *(t for _, t in complements(doc, who, "of", "in"))] if who else []


def _side_before(doc: Doc, noun: Token) -> ActorRef | None:
    for c in doc.children[noun.i]:
        if doc.tokens[c].dep in ("poss", "amod", "compound", "nmod"):
            n = doc.mention_at.get(c)
            actor = acting(doc, doc.tokens[c], "actor1") if n is not None else None
            if actor is None and (word := country_words().get(doc.tokens[c].text)) is not None:
                actor = ActorRef(
                    role="actor1",
                    name=word.country.name,
                    as_written=doc.tokens[c].text,
                    country=word.country.iso3,
                    evidence=doc.span(c, c + 1),
                )
            if actor is not None:
                return actor
    return None


# ------------------------------------------------------------------ attributive
def _attributive(doc: Doc) -> Iterator[Assertion]:
    """ "Kyiv-controlled Kramatorsk", "Russian-held Oleshky", "rebel-held Douma" before the name of a place."""
    for mention in doc.mentions:
        if mention.kind != "place" or mention.level == "country" or mention.first < 3:
            continue
        held, hyphen, by = (doc.tokens[mention.first - k] for k in (1, 2, 3))
        state = control_words().attributive.get(held.lower)
        if state is None or hyphen.text not in ("-", "‑", "–") or by.sentence != held.sentence:
            continue
        holder = _named_side(doc, by)
        if holder is not None:
            yield _assertion(doc, by.i, mention.last, [place_ref(mention, "location", None)], holder, state, None)


def _named_side(doc: Doc, token: Token) -> ActorRef | None:
    n = doc.mention_at.get(token.i)
    mention: Mention | None = mention_of(doc, token) if n is not None else None
    word = country_words().get(token.text)
    if word is not None:
        return ActorRef(
            role="actor1",
            name=word.country.name,
            as_written=token.text,
            country=word.country.iso3,
            evidence=doc.span(token.i, token.i + 1),
        )
    if mention is not None and mention.kind in ("force", "organisation", "group"):
        return ActorRef(
            role="actor1",
            name=mention.name,
            as_written=token.text,
            entity_id=mention.entity,
            country=mention.country,
            sector=mention.sector,
            evidence=doc.span(token.i, token.i + 1),
        )
    if token.lower in ("rebel", "government", "opposition", "jihadist", "separatist"):
        return ActorRef(
            role="actor1",
            name=f"{token.lower}s" if token.lower != "government" else "government",
            as_written=token.text,
            evidence=doc.span(token.i, token.i + 1),
        )
    return None


EXTRACTOR = Extractor(name=_NAME, version=_VERSION, types=(), extract=extract)
