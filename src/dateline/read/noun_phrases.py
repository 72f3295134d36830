"""Actors that are common nouns: "the Ukrainian troops", "Russia's defence ministry", "local residents", "the enemy".

A noun of the actor lexicon is the head; its modifiers say which side. Nothing is listed twice for two countries: the
same rule reads "Sudanese army" and "Myanmar's junta".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dateline.model.document import Doc, Mention, Token
from dateline.reference.actors import ActorNoun, country_scanner, group_scanner, noun_scanner

_MODIFIERS = frozenset(
    {"amod", "compound", "poss", "nmod", "case", "punct", "advmod", "npadvmod", "nummod", "quantmod", "dep"}
)
_OF = re.compile(r"^(of|for)$")
# "Rwanda-backed rebels" are not Rwanda's; "Moscow-installed officials" and "pro-Russian militants" stand on that side.
_NOT_THEIRS = re.compile(
    r"^[-\s]?(backed|made|supplied|built|held|occupied|controlled|speaking|born|funded|trained)\b", re.I
)
# "Myanmar National Democratic Alliance Army" is no army of Myanmar's: such names are rebels' everywhere but in Beijing.
_REBELS = re.compile(
    r"^(?!.*People['’]s Liberation Army).*\b(?:Liberation|Alliance|Resistance|Revolutionary|Patriotic|Salvation"
    r"|Insurgent|Freedom)\b.*\b(?:Army|Front|Forces?|Movement|Brigades?)\b"
)
_AGE = re.compile(r"\d[\s-]years?[\s-]old\Z", re.I)
_AGAINST = re.compile(r"\b(anti|former|ex)-$", re.I)


def country_in(text: str) -> str | None:
    """ISO 3166 alpha-3 of the side that these words name, or None if they name none or only someone's sponsor."""
    for start, end, word in country_scanner().scan(text):
        if _NOT_THEIRS.match(text[end:]) or _AGAINST.search(text[:start]):
            continue
        return word.country.iso3
    return None


def token_range(doc: Doc, starts: list[int], start: int, end: int) -> tuple[int, int] | None:
    """The tokens that characters `start` to `end` cover; None where they do not begin and end with tokens."""
    first = bisect_left(starts, start)
    last = bisect_left(starts, end)
    if first >= len(starts) or first == last or doc.tokens[first].start != start or doc.tokens[last - 1].end != end:
        return None
    return first, last


def find_actor_phrases(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Every noun phrase headed by an actor noun, with its side and sector. starts: token starts, ascending."""
    for start, end, (noun, entry) in noun_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None:
            continue
        head = doc.tokens[tokens[1] - 1]
        if head.pos not in ("NOUN", "PROPN", "ADJ") or _inside_a_longer_noun(doc, head):
            continue
        yield _phrase(doc, tokens[0], head, noun, entry)


def _inside_a_longer_noun(doc: Doc, head: Token) -> bool:
    """Whether the noun only modifies another: "army barracks", "police station", "a resident official"."""
    return head.dep in ("compound", "amod", "nmod") and head.head > head.i and head.head - head.i <= 3


def _phrase(doc: Doc, noun_first: int, head: Token, noun: str, entry: ActorNoun) -> Mention:
    first, last = _left_edge(doc, noun_first, head), head.i + 1
    last = _of_phrase(doc, head, last)
    span = doc.span(first, last)
    named = next((g for _, _, g in group_scanner().scan(span.exact)), None)
    country = named.country if named else country_in(span.exact)
    sector = named.sector if named else "REB" if _REBELS.match(span.exact) else entry.sector
    return Mention(
        kind="force" if named and named.kind == "force" else entry.kind,
        span=span,
        first=first,
        last=last,
        name=span.exact,
        entity=named.id if named else f"{country}:{sector}" if country and sector == entry.sector else None,
        country=country,
        sector=sector,
        plural=head.tag in ("NNS", "NNPS") or noun in ("police", "military", "people"),
        found_by="lexicon",
    )


def _left_edge(doc: Doc, noun_first: int, head: Token) -> int:
    """The first token of the modifiers that stand unbroken before the noun, without article and number."""
    first = noun_first
    mine = set(doc.subtree(head.i))
    while first > 0:
        before = doc.tokens[first - 1]
        if before.sentence != head.sentence or before.i not in mine or before.dep not in _MODIFIERS:
            break
        if before.tag in ("DT", "CD", "PRP$", "WP$", "``", "''", ",", ":", "-LRB-", "RB", "RBR") or (
            before.pos in ("NUM", "PUNCT") and before.text != "-"
        ):
            break
        if before.lower in ("dozen", "hundred", "thousand"):
            break  # a noun for the parser: "two dozen soldiers"
        if _AGE.search(doc.report.text, doc.tokens[max(before.i - 4, 0)].start, before.end):
            break  # "a 19-year-old man"
        first -= 1
    while first < noun_first and (
        doc.tokens[first].text in ("-", "'s", "’s", "'", "’")
        or doc.tokens[first].lower
        in (
            "other",
            "more",
            "many",
            "several",
            "some",
            "few",
            "own",
            "same",
            "dead",
            "such",
            "additional",
            "least",
            "wounded",
            "injured",
            "killed",
        )
    ):
        first += 1
    return first


def _of_phrase(doc: Doc, head: Token, last: int) -> int:
    """Extends over "of Ukraine", "of Defence" right after the noun: where the complement is a name."""
    following = doc.tokens[last] if last < len(doc.tokens) else None
    if following is None or following.head != head.i or not _OF.match(following.lower):
        return last
    complement = doc.child(following.i, "pobj")
    if complement is None or not (
        complement.pos == "PROPN"
        or complement.text[0].isupper()
        or complement.lower in ("defence", "defense", "health")
    ):
        return last
    edge = complement.i + 1
    return edge if edge - last <= 8 else last
