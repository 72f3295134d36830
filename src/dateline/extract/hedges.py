"""How sure the words are of an act: the weakest hedge in whose scope the word for it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.model.document import Doc, Token
from dateline.model.span import Span
from dateline.model.vocabulary import Certainty
from dateline.reference.stance import Hedge, stance_words

Found = tuple[int, int, Hedge]
"""Tokens from first up to last, and the hedge that they are."""

_UP: Final = frozenset(
    {"xcomp", "ccomp", "pcomp", "oprd", "acomp", "attr", "dobj", "pobj", "prep", "agent", "aux", "auxpass"}
)
"""Ties over which what hedges the upper word hedges the lower: not a relative clause, not a reason, not a subject."""
_COMPLEMENTS: Final = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr", "dobj", "advcl", "nsubjpass"})
_ASIDES: Final = frozenset({"ccomp", "parataxis", "advcl"})
_PERSONAL: Final = frozenset({"it", "we", "they", "i"})
_PERFECT: Final = frozenset({"have", "'ve", "’ve"})
_FURTHEST: Final = 7
"""Words from the act up to the furthest hedge above it, both counted."""


def certainty_of(doc: Doc, act: int, verb: int | None) -> tuple[Certainty, tuple[Span, ...]]:
    """The lowest certainty that the words above and beside the act leave, with those words. act: the token for it;
    verb: the one that carries it, where the act is a noun ("may have launched an attack").
    """
    found = set(_hedges_of(doc, act, verb))
    levels = {hedge.leaves for _, _, hedge in found}
    level: Certainty = "possible" if "possible" in levels else "probable" if levels else "certain"
    return level, tuple(sorted(doc.span(first, last) for first, last, _ in found))


def _hedges_of(doc: Doc, act: int, verb: int | None) -> Iterator[Found]:
    reach = {token.i: below for start in (act, verb) if start is not None for token, below in _reach(doc, start)}
    words = stance_words()
    for i, below in reach.items():
        token = doc.tokens[i]
        hedge = words.over.get(token.lemma)
        if below is not None and hedge is not None and _says_so(doc, token, hedge) and _of_it(doc, token, below):
            yield i, i + 1, hedge
        yield from _below(doc, token)
        yield from (each for each in _phrases(doc).get(i, ()) if not each[0] <= act < each[1])


def _below(doc: Doc, verb: Token) -> Iterator[Found]:
    """The hedges that hang on a verb: modals, and clauses thrown in ("it seems", "though not confirmed")."""
    words = stance_words()
    for child in (doc.tokens[c] for c in doc.children[verb.i]):
        hedge = words.modals.get(child.lower) if child.dep == "aux" else None
        if hedge is not None and _doubts(doc, verb, hedge):
            yield child.i, child.i + 1, hedge
        hedge = words.over.get(child.lemma) if child.dep in _ASIDES else None
        if hedge is not None and _says_so(doc, child, hedge) and (hedge.negated or _personal(doc, child)):
            yield child.i, child.i + 1, hedge


def _reach(doc: Doc, act: int) -> Iterator[tuple[Token, Token | None]]:
    """The word and those above it in whose scope it stands, nearest first, each with the one it was reached from."""
    token, below = doc.tokens[act], None
    for _ in range(_FURTHEST):
        yield token, below
        if token.head == token.i or not _climbs(doc, token):
            return
        token, below = doc.tokens[token.head], token


def _climbs(doc: Doc, token: Token) -> bool:
    """Whether what hedges the word above hedges this one, too."""
    above = doc.tokens[token.head]
    if token.dep == "conj":
        return doc.child(token.i, "nsubj", "nsubjpass") is None
    if token.dep == "nsubjpass":  # "fighting was reported"; but "the attack is believed to have killed ten"
        return above.lemma in stance_words().over and doc.child(above.i, "xcomp", "ccomp") is None
    if token.dep == "advcl" or (token.dep == "ccomp" and token.i < above.i):  # "it looks as if"; "he fled, it seems"
        return above.lemma in stance_words().over
    return token.dep in _UP


def _says_so(doc: Doc, verb: Token, hedge: Hedge) -> bool:
    """Whether a verb of opinion or appearance hedges in the form that it stands in: "are said to", "not confirmed"."""
    passive = doc.child(verb.i, "auxpass", "nsubjpass") is not None or verb.dep == "acl"
    negated = doc.child(verb.i, "neg") is not None
    return (passive or not hedge.passive) and negated == hedge.negated


def _of_it(doc: Doc, verb: Token, below: Token) -> bool:
    """Whether the words below are the verb's complement. Before it stand those that it is only thrown into."""
    return below.dep in _COMPLEMENTS and (below.i > verb.i or below.dep == "nsubjpass" or _personal(doc, verb))


def _personal(doc: Doc, verb: Token) -> bool:
    """Whether its subject is a pronoun, as of words thrown in: "it seems", "so they say"."""
    who = doc.child(verb.i, "nsubj", "nsubjpass")
    return who is not None and who.lower in _PERSONAL


def _doubts(doc: Doc, verb: Token, hedge: Hedge) -> bool:
    """Whether the modal says that a thing may be so, not that it is allowed or able to be."""
    below = [doc.tokens[c] for c in doc.children[verb.i]]
    perfect = any(t.lower in _PERFECT for t in below)
    return perfect or not (hedge.perfect or any(t.dep == "neg" for t in below))


def _phrases(doc: Doc) -> dict[int, list[Found]]:
    """Token -> the words of doubt that it is or that hang on it. Found once a Doc."""
    cached: dict[int, list[Found]] | None = doc.__dict__.get("hedges")
    if cached is None:
        cached = doc.__dict__["hedges"] = {}
        starts = {t.start: t.i for t in doc.tokens}
        for start, end, hedge in stance_words().beside.scan(doc.report.text):
            first = starts.get(start)
            if first is None:
                continue
            last = next((i for i in range(first, len(doc.tokens)) if doc.tokens[i].end >= end), first) + 1
            top = _top(doc, first, last)
            if top.pos != "VERB" or top.dep == "amod":  # "the suspected attack", not "they suspected"
                for i in {top.i, top.head}:
                    cached.setdefault(i, []).append((first, last, hedge))
    return cached


def _top(doc: Doc, first: int, last: int) -> Token:
    """The word of a phrase that its others hang on."""
    inside = (doc.tokens[i] for i in range(first, last))
    return next((t for t in inside if not first <= t.head < last or t.head == t.i), doc.tokens[first])
