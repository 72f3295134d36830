"""By which channel and on which day something was said, from the words around the cue."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.dating import date_written
from dateline.extract.statement_units import Draft, token_from
from dateline.model.assertion import When
from dateline.model.document import Doc
from dateline.reference.channels import channels

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELAYS = frozenset({"tell", "inform", "quote", "cite"})
_REACH = 16
"""Tokens before the source among which a channel is looked for: "In a recorded message late on Sunday, X said"."""


def channel_of(doc: Doc, draft: Draft) -> str | None:
    """The platform, outlet or format named beside the cue: "wrote on Telegram", "told Interfax", "in a statement"."""
    table = channels()
    for i in _around(doc, draft, _REACH):
        token = doc.tokens[i]
        relays = token.lemma in _RELAYS and token.pos == "VERB"
        if token.lower in table.prepositions or relays:
            found = _after(doc, i + 1, draft.unit.last)
            if found:
                return found
    return _relay(doc, draft)


def said_on(doc: Doc, draft: Draft) -> When | None:
    """The day on which it was said, where a day stands beside the cue and not in the content."""
    near = set(_around(doc, draft, 12))
    if not near:
        return None
    for mention in doc.mentions_in(min(near), max(near) + 1, "date"):
        if mention.date is not None and mention.first in near and mention.last - 1 in near:
            return date_written(mention)
    return None


def _around(doc: Doc, draft: Draft, reach: int) -> Iterator[int]:
    """The tokens of cue and source, then those after them and before them, that are not content."""
    first, last = draft.near[0], min(max(draft.near[1], draft.cue[1]), draft.unit.last)
    yield from (i for i in range(first, last) if not _content(doc, draft, i) or i < draft.near[1])
    if draft.start < doc.tokens[first].start:
        for i in range(last, draft.unit.last):
            token = doc.tokens[i]
            through = draft.end > token.start
            if (
                token.tag in _FINITE
                or token.text == ";"
                or (_content(doc, draft, i) and (token.pos == "PUNCT" or not through))
            ):
                break
            if not _content(doc, draft, i):
                yield i
    else:
        for i in range(token_from(doc, draft.end), draft.unit.last):
            if doc.tokens[i].tag in _FINITE or doc.tokens[i].pos == "PUNCT":
                break
            yield i
        if first - draft.unit.first <= reach:
            yield from (i for i in range(draft.unit.first, first) if not _content(doc, draft, i))


def _content(doc: Doc, draft: Draft, i: int) -> bool:
    return draft.start <= doc.tokens[i].start < draft.end


def _relay(doc: Doc, draft: Draft) -> str | None:
    """As in "RIA reported, citing the ministry", "Interfax quoted him as saying": the agency that passes it on."""
    for i in range(max(draft.unit.first, draft.near[0] - 6), min(draft.near[1], draft.unit.last)):
        token = doc.tokens[i]
        named = next((t for t in _names(doc, i, draft.unit.last) if t in channels().agency), None)
        if named and i != draft.speaker and not _content(doc, draft, i) and token.head != draft.speaker:
            return named
    return None


def _names(doc: Doc, i: int, end: int) -> Iterator[str]:
    for length in (3, 2, 1):
        yield doc.span(i, min(i + length, end)).exact.rstrip(".")


def _after(doc: Doc, first: int, end: int) -> str | None:
    """The channel in the next noun phrase."""
    table = channels()
    for i in range(first, min(first + 7, end)):
        token = doc.tokens[i]
        for length, text in zip((3, 2, 1), _names(doc, i, end), strict=True):
            if text in table.platform or text in table.agency:
                return text
            if text.lower() in table.format and token.pos != "VERB":
                return _format(doc, i, min(i + length, end))
        clause = token.pos in {"VERB", "AUX", "SCONJ", "CCONJ"} and token.tag not in {"VBN", "VBG"}
        if clause or token.text in {",", ".", ":", ";"}:
            return None
    return None


def _format(doc: Doc, first: int, last: int) -> str:
    """The format with its own words ("recorded message"), or the platform that it stands on ("a video on Facebook")."""
    head = last - 1
    while (
        first > 0
        and doc.tokens[first - 1].head == head
        and doc.tokens[first - 1].pos in {"ADJ", "NOUN", "PROPN", "VERB"}
    ):
        first -= 1
    named = next((t.text for t in doc.tokens[last : last + 3] if t.text in channels().platform), None)
    return named or doc.span(first, last).exact.rstrip(".")
