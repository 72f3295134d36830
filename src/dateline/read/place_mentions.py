"""Names of places: what the gazetteer knows, what the words point at, what the model alone takes for a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Gazetteer
from dateline.read.noun_phrases import token_range
from dateline.read.runs import runs
from dateline.reference.actors import country_scanner, country_words
from dateline.reference.mention_cues import mention_cues

_REGION = re.compile(
    r"\b(region|oblast|province|governorate|district|state|county|prefecture|krai|raion|peninsula)\b", re.I
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def is_a_place_after_all(doc: Doc, person: Mention, spotted: dict[tuple[int, int], Mention]) -> bool:
    """Whether the gazetteer knows exactly this name and nothing beside it speaks for a person: "Khan Sheikhoun",
    "Kyiv".
    """
    if person.role or (person.first, person.last) not in spotted:
        return False
    if person.last - person.first == 1:
        return person.name in country_words()
    head = doc.tokens[person.last - 1]
    return not (head.dep in ("nsubj", "poss") and doc.tokens[head.head].pos == "VERB")


def known_places(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Countries by name or capital, then what the gazetteer spots."""
    seen: set[int] = set()
    for start, end, word in country_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or word.form in ("adjective", "people"):
            continue
        seen.update(range(*tokens))
        span = doc.span(*tokens)
        name = word.country.name if word.form == "name" else span.exact
        level = "country" if word.form == "name" else "settlement"
        yield Mention(
            kind="place",
            span=span,
            first=tokens[0],
            last=tokens[1],
            name=name,
            country=word.country.iso3,
            level=level,
            found_by="lexicon",
        )
    for start, end in gazetteer.spotted(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or seen.intersection(range(*tokens)) or not _proper(doc, *tokens):
            continue
        if _part_of_a_name(doc, *tokens):
            continue
        seen.update(range(*tokens))
        span = doc.span(*tokens)
        yield Mention(
            kind="place",
            span=span,
            first=tokens[0],
            last=tokens[1],
            name=span.exact,
            level=_level(span.exact),
            found_by="gazetteer",
        )


def _part_of_a_name(doc: Doc, first: int, last: int) -> bool:
    """Whether the name only opens a longer one: "Independence Square", "Carney" in "the destroyer Carney"."""
    following = doc.tokens[last] if last < len(doc.tokens) else None
    if (
        following is not None
        and following.pos == "PROPN"
        and doc.tokens[last - 1].dep == "compound"
        and doc.tokens[last - 1].head == following.i
    ):
        return following.lower in mention_cues().longer_name
    before = doc.tokens[first - 1].lower if first else ""
    return before in mention_cues().vessels


def _proper(doc: Doc, first: int, last: int) -> bool:
    """Whether the parse takes any of the words for a name: "Most were shot down" names no town in Bohemia."""
    return any(doc.tokens[i].pos == "PROPN" or doc.tokens[i].label in _PLACE_LABELS for i in range(first, last))


def _level(name: str) -> str | None:
    return "region" if _REGION.search(name) else None


def pointed_places(doc: Doc) -> Iterator[Mention]:
    """Names that no list knows but the words point at as places: "Pazigyi village", "the town of X", "at A Nang Pa
    in".
    """
    i = 0
    while i < len(doc.tokens):
        first = i
        while (
            i < len(doc.tokens)
            and _is_name(doc, i)
            and (i == first or doc.tokens[i].sentence == doc.tokens[first].sentence)
        ):
            i += 1
        if i == first:
            i += 1
            continue
        before = doc.tokens[first - 1] if first else None
        after = doc.tokens[i].lower if i < len(doc.tokens) else ""
        kind_before = (
            first > 1
            and before is not None
            and before.lower == "of"
            and doc.tokens[first - 2].lower in mention_cues().kinds_of_place
        )
        where = (
            before is not None
            and before.lower in ("in", "at", "near", "outside")
            and before.sentence == doc.tokens[first].sentence
        )
        if i - first <= 4 and (
            after in mention_cues().kinds_of_place or kind_before or (where and after not in ("'s", "’s"))
        ):
            span = doc.span(first, i)
            yield Mention(
                kind="place",
                span=span,
                first=first,
                last=i,
                name=span.exact,
                level=_level(span.exact),
                found_by="model",
            )


def _is_name(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    word = country_words().get(token.text)
    if word is not None and word.form in ("adjective", "people"):
        return False  # "the Ukrainian city of Vinnytsia"
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and token.text.isalpha()
        and token.label not in ("DATE", "TIME", "NORP", "LANGUAGE")
    )


def model_places(doc: Doc) -> Iterator[Mention]:
    """What the model alone calls a place."""
    for first, last in runs(doc, _PLACE_LABELS):
        span = doc.span(first, last)
        yield Mention(
            kind="place", span=span, first=first, last=last, name=span.exact, level=_level(span.exact), found_by="model"
        )


def reads_as_place(doc: Doc, mention: Mention) -> bool:
    """Whether the words beside a name of one or two words treat it as a place: "near Minova", "seized Minova"."""
    if mention.last - mention.first > 2:
        return False
    before = doc.tokens[mention.first - 1].lower if mention.first else ""
    head = doc.tokens[mention.last - 1]
    return before in mention_cues().locative or (
        head.dep in ("dobj", "nsubjpass") and doc.tokens[head.head].lemma in mention_cues().taken
    )


def is_taken(doc: Doc, mention: Mention) -> bool:
    """Whether a name of one word is what somebody captures: "The M23 seized Minova"."""
    head = doc.tokens[mention.last - 1]
    return (
        mention.last - mention.first == 1
        and head.dep in ("dobj", "nsubjpass")
        and doc.tokens[head.head].lemma in mention_cues().captured
    )


def as_place(mention: Mention) -> Mention:
    """The mention as a place that the gazetteer knows."""
    return msgspec.structs.replace(mention, kind="place", found_by="gazetteer", role=None, country=None, sector=None)
