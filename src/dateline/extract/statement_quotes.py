"""Quotations that no cue of their sentence explains: they belong to whoever spoke last, or to nobody that is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.statement_units import Draft, Unit, words
from dateline.model.document import Doc, Quote

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})


def lone_quotes(doc: Doc, units: Sequence[Unit], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for every quotation that is a clause and lies in no content yet."""
    found: list[Draft] = []
    for quote in doc.quotes:
        if quote.depth > 1 or any(d.start < quote.span.end and quote.span.start < d.end for d in drafts):
            continue
        unit = next(u for u in units if u.first <= quote.first < u.last)
        if not _spoken(doc, unit, quote):
            continue
        speaker = _last_speaker(unit, quote, [*drafts, *found])
        draft = Draft(
            unit=unit, start=quote.span.start, end=quote.span.end, cue=(quote.first, quote.first + 1),
            near=(quote.first, quote.first), speaker=None, entry=None, rank=3, same_as=speaker,
        )  # fmt: skip
        found.append(draft)
        yield draft


def _spoken(doc: Doc, unit: Unit, quote: Quote) -> bool:
    """Whether the quotation is a sentence of its own, not a name, a title or a word that the reporter doubts."""
    alone = doc.tokens[quote.first].start <= unit.start + 1 and quote.last >= unit.last - 2
    verb = any(t.tag in _FINITE for t in doc.tokens[quote.first : quote.last])
    return verb and words(quote.span.exact) >= (2 if alone else 5) and (alone or unit.block != "headline") and alone


def _last_speaker(unit: Unit, quote: Quote, drafts: Sequence[Draft]) -> Draft | None:
    before = [d for d in drafts if d.start < quote.span.start and unit.paragraph - d.unit.paragraph <= 1]
    near = [d for d in before if d.unit.paragraph == unit.paragraph] or before
    last = max(near, key=lambda d: d.start, default=None)
    while last is not None and last.speaker is None and last.same_as is not None:
        last = last.same_as
    return last
