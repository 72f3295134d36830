"""By which channel and on which day something was said, from the words around the cue."""

from __future__ import annotations

import re

from dateline.extract.statement_units import Draft
from dateline.model.assertion import When
from dateline.model.document import Doc
from dateline.reference.channels import channels


def channel_of(doc: Doc, draft: Draft) -> str | None:
    """The platform, outlet or format named beside the cue: "wrote on Telegram", "told Interfax", "in a statement"."""
    first, last = draft.near
    last = min(max(last, draft.cue[1]), draft.unit.last)
    first = max(draft.unit.first, first - _reach(doc, draft, first))
    for i in range(first, last):
        token = doc.tokens[i]
        if draft.start <= token.start < draft.end and not (draft.near[0] <= i < draft.near[1]):
            continue
        told = token.lemma in {"tell", "inform", "quote", "cite"}
        if token.lower in channels().prepositions or told:
            found = _after(doc, i + 1, draft.unit.last)
            if found and (not told or _is_name(found)):
                return found
    return None


def _reach(doc: Doc, draft: Draft, first: int) -> int:
    """How far before the source a channel may stand: to the start of the unit, if only a short phrase is there."""
    before = first - draft.unit.first
    content_right = draft.start >= doc.tokens[draft.cue[0]].start
    return before if content_right and before <= 12 else 0


def _after(doc: Doc, first: int, end: int) -> str | None:
    """The channel in the next noun phrase."""
    table = channels()
    for i in range(first, min(first + 7, end)):
        token = doc.tokens[i]
        for length in (3, 2, 1):
            text = doc.span(i, min(i + length, end)).exact
            if text in table.platform or text in table.agency:
                return text
            if text.lower() in table.format and text.lower() not in {"page"}:
                return _format(doc, i, min(i + length, end))
        if (
            token.pos in {"VERB", "AUX", "SCONJ", "CCONJ"}
            and token.tag not in {"VBN", "VBG"}
            or token.text in {",", ".", ":", ";"}
        ):
            return None
    return None


def _format(doc: Doc, first: int, last: int) -> str:
    while (
        first > 0
        and doc.tokens[first - 1].pos in {"ADJ", "NOUN", "PROPN", "VERB"}
        and doc.tokens[first - 1].head < last
    ):
        if doc.tokens[first - 1].tag in {"VBD", "VBZ", "VBP"} or doc.tokens[first - 1].label:
            break
        first -= 1
    named = next((t.text for t in doc.tokens[last : last + 3] if t.text in channels().platform), None)
    return named or doc.span(first, last).exact


def _is_name(text: str) -> bool:
    return (
        text in channels().agency
        or text in channels().platform
        or re.search(r"televis|parliament|assembly|council|deput", text.lower()) is not None
    )


def said_on(doc: Doc, draft: Draft) -> When | None:
    """The day on which it was said, where a day stands beside the cue and not in the content."""
    first, last = draft.near
    spans = [range(first, min(last, draft.unit.last))]
    if draft.start >= doc.tokens[draft.cue[0]].start and first - draft.unit.first <= 12:
        spans.append(range(draft.unit.first, first))
    for each in spans:
        for mention in doc.mentions_in(each.start, each.stop, "date"):
            inside = draft.start <= mention.span.start < draft.end
            if mention.date is not None and not inside:
                return When(
                    earliest=mention.date.earliest,
                    latest=mention.date.latest,
                    precision=mention.date.precision,
                    basis="stated",
                    evidence=mention.span,
                )
    return None
