"""Statements that a noun reports: "Kyiv's claim that X", "its refusal to X", "a call by the UN for X"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.statement_group import silenced
from dateline.extract.statement_speaker import plausible, subject
from dateline.extract.statement_units import Draft, Unit
from dateline.model.document import Doc, Token
from dateline.reference.actors import country_words
from dateline.reference.cues import light_verbs, noun_cues

_REACH = 6
"""Tokens after a noun within which its "that" must stand: "claims by residents of the town that X"."""


def read_nouns(doc: Doc, unit: Unit) -> Iterator[Draft]:
    """What each noun of the unit reports that says whose it is."""
    for noun in doc.tokens[unit.first : unit.last]:
        cue = noun_cues().get(noun.lemma) if noun.pos == "NOUN" else None
        if cue is None or not (noun.i + 1 < unit.last):
            continue
        content = _content(doc, unit, noun, cue.takes)
        owner = _owner(doc, unit, noun) if content is not None else None
        if content is None or owner is None:
            continue
        first, last = content
        while last > first + 1 and doc.tokens[last - 1].text in {",", ".", ";"}:
            last -= 1
        yield Draft(
            unit=unit, start=doc.tokens[first].start, end=doc.tokens[last - 1].end, cue=(noun.i, noun.i + 1),
            near=(min(owner, noun.i), first), speaker=owner, entry=cue, rank=-1,
        )  # fmt: skip


def _content(doc: Doc, unit: Unit, noun: Token, takes: frozenset[str]) -> tuple[int, int] | None:
    """The tokens of what is claimed, asked, refused, whichever form the noun takes."""
    found = None
    if "that" in takes:
        found = _declared(doc, unit, noun) or _equated(doc, unit, noun)
    if found is None and "to" in takes:
        found = _infinitive(doc, unit, noun)
    if found is None:
        found = _object(doc, unit, noun, takes - {"that", "to"})
    return found


def _declared(doc: Doc, unit: Unit, noun: Token) -> tuple[int, int] | None:
    clause = doc.child(noun.i, "acl", "ccomp", "relcl")
    that = next(
        (t for t in doc.tokens[noun.i + 1 : noun.i + 1 + _REACH] if t.lower == "that" and t.i < unit.last), None
    )
    if clause is None or that is None or clause.i < that.i or not _declares(that, clause) or that.i + 1 >= unit.last:
        return None
    return that.i + 1, min(max(doc.subtree(clause.i)) + 1, unit.last)


def _declares(that: Token, clause: Token) -> bool:
    """Whether "that" opens what is claimed and is not itself a part of the clause ("claims that were made")."""
    return that.dep == "mark" or (that.dep not in {"nsubj", "nsubjpass", "dobj"} and that.pos == "SCONJ")


def _equated(doc: Doc, unit: Unit, noun: Token) -> tuple[int, int] | None:
    """As in "Their fear is that the moment has passed"."""
    verb = doc.tokens[noun.head]
    clause = doc.child(verb.i, "ccomp") if noun.dep == "nsubj" and verb.lemma == "be" else None
    if clause is None or clause.i < verb.i:
        return None
    below = [i for i in doc.subtree(clause.i) if verb.i < i < unit.last]
    first = below[1] if len(below) > 1 and doc.tokens[below[0]].dep == "mark" else below[0]
    return first, below[-1] + 1


def _infinitive(doc: Doc, unit: Unit, noun: Token) -> tuple[int, int] | None:
    verb = doc.child(noun.i, "acl", "relcl")
    below = [i for i in doc.subtree(verb.i) if noun.i < i < unit.last] if verb is not None else []
    return (below[0], below[-1] + 1) if below and doc.tokens[below[0]].tag == "TO" else None


def _object(doc: Doc, unit: Unit, noun: Token, prepositions: frozenset[str]) -> tuple[int, int] | None:
    for i in doc.children[noun.i]:
        if i > noun.i and doc.tokens[i].dep == "prep" and doc.tokens[i].lower in prepositions:
            below = [k for k in doc.subtree(i) if i < k < unit.last]
            if below:
                return below[0], below[-1] + 1
    return None


def _owner(doc: Doc, unit: Unit, noun: Token) -> int | None:
    for i in doc.children[noun.i]:
        token = doc.tokens[i]
        if token.dep == "poss" or (token.dep in {"amod", "compound"} and token.text in country_words()):
            return i
        if token.dep in {"compound", "nmod"} and (token.label in {"GPE", "ORG", "PERSON"} or token.pos == "PROPN"):
            return i
        if token.lower in {"by", "from", "of", "among"} and token.dep in {"prep", "agent"}:
            named = doc.child(i, "pobj")
            if named is not None and plausible(doc, named.i):
                return named.i
    return _maker(doc, unit, noun)


def _maker(doc: Doc, unit: Unit, noun: Token) -> int | None:
    """As in "the widow made an impassioned call for calm": the subject of the verb that the noun is the object of."""
    verb = doc.tokens[noun.head]
    if noun.dep != "dobj" or verb.lemma not in light_verbs() or silenced(doc, verb):
        return None
    maker = subject(doc, verb, unit)
    return maker if maker is not None and plausible(doc, maker) else None
