"""Which place a piece of ground is: "most of Goma", "the town", "the eastern half of Mosul", "it"."""

from __future__ import annotations

from dateline.extract.arguments import place_ref, where_spoken
from dateline.extract.clauses import complements
from dateline.extract.place_words import is_container
from dateline.extract.triggers import target_category
from dateline.model.assertion import PlaceRef
from dateline.model.document import Doc, Mention, Token
from dateline.reference.actors import country_words
from dateline.reference.control import ground_words

_PARTS = frozenset(ground_words()["parts"])
_GROUND = frozenset(ground_words()["grounds"])
_POINTING = frozenset({"the", "this", "that", "its", "their", "whole", "entire"})


def grounds_at(doc: Doc, token: Token, hops: int = 0) -> list[PlaceRef]:
    """The places that a noun means: itself, what it is part of, what names it, or - "the town", "it" - the last
    named.
    """
    n = doc.mention_at.get(token.i)
    mention = doc.mentions[n] if n is not None else None
    if mention is not None and mention.kind == "place":
        return (
            [] if mention.level == "country" or is_container(doc, mention) else [place_ref(mention, "location", None)]
        )
    if hops > 2:
        return []
    inside = [p for _, t in complements(doc, token, "of", "in", "at", "over") for p in grounds_at(doc, t, hops + 1)]
    if token.lemma in _PARTS and inside:
        return inside
    named = _named_by(doc, token)
    if named:
        return named
    if inside and (token.lemma in _GROUND or target_category(doc, token)):
        return inside
    if _points_back(doc, token):
        last = last_place(doc, token)
        return [place_ref(last, "location", None)] if last is not None else []
    return []


def _named_by(doc: Doc, token: Token) -> list[PlaceRef]:
    """As in "the Bakhmut airport", "the town, Sake": a place in compound, possessive or apposition."""
    for c in doc.children[token.i]:
        n = doc.mention_at.get(c)
        if n is not None and doc.tokens[c].dep in ("compound", "appos", "nmod", "poss"):
            mention = doc.mentions[n]
            if mention.kind == "place" and mention.level != "country":
                return [place_ref(mention, "location", None)]
    nested = [
        m
        for m in doc.mentions_in(max(token.i - 3, 0), token.i + 1, "place")
        if m.level != "country" and m.last == token.i
    ]
    return [place_ref(nested[0], "location", None)] if nested and token.lemma in _GROUND else []


def _points_back(doc: Doc, token: Token) -> bool:
    if token.lower in ("it", "there"):
        return token.dep in ("dobj", "nsubjpass", "pobj", "advmod") and not _means_another(doc, token)
    if token.lemma not in _GROUND | _PARTS and target_category(doc, token) not in (
        "military",
        "transport",
        "energy",
        "government",
    ):
        return False
    det = doc.child(token.i, "det", "poss")
    return det is not None and det.lower in _POINTING


def _means_another(doc: Doc, token: Token) -> bool:
    """Whether "it" is what the verb before had for its object, and that is no ground: "announced a death and took it
    back".
    """
    verb = doc.tokens[token.head]
    before = doc.child(verb.head, "dobj") if verb.dep == "conj" and token.lower == "it" else None
    if before is None or before.i > token.i:
        return False
    n = doc.mention_at.get(before.i)
    place = n is not None and doc.mentions[n].kind == "place"
    return not place and before.lemma not in _GROUND | _PARTS and target_category(doc, before) is None


def last_place(doc: Doc, token: Token) -> Mention | None:
    """The last settlement or region named before the token, in its paragraph or the one before, else in the
    headline.
    """
    here = doc.sentences[token.sentence].paragraph
    for mention in doc.mentions_before(token.i):
        if doc.sentences[doc.tokens[mention.first].sentence].paragraph < here - 1:
            break
        known = mention.kind == "place" and mention.last <= token.i and not _is_country(mention)
        if known and not is_container(doc, mention) and not _acts(doc, mention) and not where_spoken(doc, mention):
            return mention
    first = _first_place(doc)
    return next((m for m in doc.mentions_in(first, token.i, "place") if not _is_country(m)), None)


def _is_country(mention: Mention) -> bool:
    """Whether a name is a country's, in capital letters, too: a country is no town that "it" or "the base" means."""
    name = mention.span.exact
    return mention.level == "country" or (name.title() if name.isupper() else name) in country_words()


def _acts(doc: Doc, mention: Mention) -> bool:
    """Whether a capital stands for its government: "Kyiv says it holds the village"."""
    return mention.found_by == "lexicon" and doc.tokens[mention.last - 1].dep in ("nsubj", "poss", "agent")


def _first_place(doc: Doc) -> int:
    """The token with which the first name of a place that is no country begins, or the end. Found once a Doc."""
    cached: int | None = doc.__dict__.get("first_place")
    if cached is None:
        found = (m.first for m in doc.mentions if m.kind == "place" and m.level != "country")
        cached = doc.__dict__["first_place"] = next(found, len(doc.tokens))
    return cached
