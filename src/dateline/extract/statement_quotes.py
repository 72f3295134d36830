"""Quotations that no cue of their sentence explains: they belong to whoever spoke last, or to nobody that is named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from dateline.extract.statement_units import Draft, Unit, words
from dateline.model.document import Doc, Quote

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})


def lone_quotes(doc: Doc, units: Sequence[Unit], drafts: Sequence[Draft]) -> list[Draft]:
    """A draft for every quotation that is a clause and lies in no content yet. drafts: in text order."""
    known = sorted(drafts, key=lambda d: d.start)
    found: list[Draft] = []
    for quote in doc.quotes:
        unit = units[bisect_right(units, quote.first, key=lambda u: u.first) - 1]
        if quote.depth > 1 or not _spoken(doc, unit, quote) or _reported(quote, known):
            continue
        draft = Draft(
            unit=unit, start=quote.span.start, end=quote.span.end, cue=(quote.first, quote.first + 1),
            near=(quote.first, quote.first), speaker=None, entry=None, rank=3,
            same_as=_last_speaker(unit, quote, known),
        )  # fmt: skip
        found.append(draft)
        insort(known, draft, key=lambda d: d.start)
    return found


def _reported(quote: Quote, drafts: Sequence[Draft]) -> bool:
    """Whether a content read before shares characters with the quotation."""
    for draft in reversed(drafts[: bisect_left(drafts, quote.span.end, key=lambda d: d.start)]):
        if draft.end > quote.span.start:
            return True
        if draft.unit.last <= quote.first:
            return False
    return False


def _spoken(doc: Doc, unit: Unit, quote: Quote) -> bool:
    """Whether the quotation is a sentence of its own, also behind a colon, not a name, a title or a word that the
    reporter doubts.
    """
    opens = doc.tokens[quote.first].start <= unit.start + 1 or doc.tokens[quote.first - 1].text == ":"
    alone = opens and quote.last >= unit.last - 2
    verb = any(t.tag in _FINITE for t in doc.tokens[quote.first : quote.last])
    return verb and alone and words(quote.span.exact) >= 2


def _last_speaker(unit: Unit, quote: Quote, drafts: Sequence[Draft]) -> Draft | None:
    """The last statement before the quotation, in its paragraph or the one before."""
    n = bisect_left(drafts, quote.span.start, key=lambda d: d.start) - 1
    if n < 0 or unit.paragraph - drafts[n].unit.paragraph > 1:
        return None
    last = drafts[n]
    while last.speaker is None and last.same_as is not None:
        last = last.same_as
    return last
