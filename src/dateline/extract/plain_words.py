"""Words without names: what a learned reader sees of a report must not depend on who its sides are.

A name of a country, place, person, organisation, force or group is shown as a word for its kind. What readers learn of
one war then holds in the next, and the same words are read alike whichever side they are about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from dateline.model.assertion import ActorRef
from dateline.model.document import Doc, Token
from dateline.reference.stand_ins import names_in
from dateline.reference.word_classes import PartOfSpeech, classes_by_part

_AS: Final = {
    "place": "place",
    "person": "someone",
    "organisation": "organisation",
    "force": "forces",
    "group": "group",
}
_BELONGING: Final = frozenset({"adjective", "people"})
COUNTRY, OF_COUNTRY = "country", "foreign"
"""How a country is shown, and an adjective of one."""
FIGHTING: Final = frozenset({"MIL", "REB", "PAR"})
_AS_SIDE: Final = {
    "adjective": OF_COUNTRY,
    "name": COUNTRY,
    "people": COUNTRY,
    "metonym": COUNTRY,
    "person": "someone",
} | _AS


def plain_words(doc: Doc) -> dict[int, str]:
    """Token -> the word that stands for it, for every token that is part of a name, and for the article before one: "an
    American ship", "a Houthi ship". Found once a Doc.
    """
    cached: dict[int, str] | None = doc.__dict__.get("plain_words")
    if cached is None:
        cached = {t.i: word for t in doc.tokens if (word := _for_name(doc, t)) is not None} | _side_words(doc)
        cached |= {i - 1: "a" for i in cached if i and doc.tokens[i - 1].lower == "an"}
        doc.__dict__["plain_words"] = cached
    return cached


def _side_words(doc: Doc) -> dict[int, str]:
    """Token -> the word that stands for it, in the names of sides. Found once a Doc."""
    cached: dict[int, str] | None = doc.__dict__.get("side_words")
    if cached is None:
        cached = {i: _AS_SIDE[form] for first, last, form in _sides(doc) for i in range(first, last)}
        doc.__dict__["side_words"] = cached
    return cached


def _sides(doc: Doc) -> list[tuple[int, int, str]]:
    """(first token, the one after the last, use) of each name of a side. Found once a Doc."""
    cached: list[tuple[int, int, str]] | None = doc.__dict__.get("sides")
    if cached is None:
        starts = [t.start for t in doc.tokens]
        cached = doc.__dict__["sides"] = []
        for start, end, name in names_in(doc.report.text):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if first < last and doc.tokens[first].start == start and doc.tokens[last - 1].end == end:
                cached.append((first, last, name.form))
    return cached


def inside_names(doc: Doc) -> Iterator[int]:
    """Tokens of names of sides but for each name's last: a name of several words is shown as one."""
    for first, last, _ in _sides(doc):
        yield from range(first, last - 1)


def belonging(doc: Doc) -> frozenset[int]:
    """Tokens that name a side as an adjective or as its people do ("Houthi", "American", "Houthis", "Americans"):
    whether a state's or a group's, they are seen alike. Found once a Doc.
    """
    cached: frozenset[int] | None = doc.__dict__.get("belonging")
    if cached is None:
        found = {i for first, last, form in _sides(doc) if form in _BELONGING for i in range(first, last)}
        cached = doc.__dict__["belonging"] = frozenset(found)
    return cached


def _for_name(doc: Doc, token: Token) -> str | None:
    if token.pos not in ("PROPN", "ADJ", "NOUN") or not token.text[:1].isupper():
        return None
    n = doc.mention_at.get(token.i)
    if n is None:
        return None
    mention = doc.mentions[n]
    means_something = token.lower in classes_by_part("nouns") or token.lower in classes_by_part("adjectives")
    if means_something and not (mention.kind == "place" and mention.last - mention.first == 1):
        return None  # "Airport" is told of its airport; but Tyre is a town
    return COUNTRY if mention.kind == "place" and mention.level == "country" else _AS.get(mention.kind)


def forces(doc: Doc) -> frozenset[int]:
    """Tokens that name a side which is a force, by any of its names ("army", "RSF", "junta"). Found once a Doc."""
    cached: frozenset[int] | None = doc.__dict__.get("forces")
    if cached is None:
        found = {i for first, last, form in _sides(doc) if form == "force" for i in range(first, last)}
        cached = doc.__dict__["forces"] = frozenset(found)
    return cached


def plain_sector(sector: str | None) -> str | None:
    """The sector of an actor, one for all who fight, and one for all who govern or claim to: whether a state or its
    enemy is named, the words around tell the same.
    """
    return "MIL" if sector in FIGHTING else "GOV" if sector == "OPP" else sector


def seen_sector(doc: Doc, actor: ActorRef) -> str | None:
    """The plain sector of an actor; None where it is named as a people, whether of a state or of a group."""
    ends = {doc.tokens[i].end for i in belonging(doc)}
    return None if actor.evidence.end in ends else plain_sector(actor.sector)


def form(doc: Doc, token: Token) -> str:
    """The word in lower case, or the one that stands for it."""
    return plain_words(doc).get(token.i, token.lower)


def meanings(doc: Doc, token: Token, part: PartOfSpeech) -> tuple[str, ...]:
    """The classes of meaning of the word as this part of speech; of a side's name, those of what stands for it."""
    return tuple(classes_by_part(part).get(_side_words(doc).get(token.i) or token.lemma.lower(), ()))


def lemma(doc: Doc, token: Token) -> str:
    """The lemma in lower case, or the word that stands for it."""
    return plain_words(doc).get(token.i) or token.lemma.lower()
