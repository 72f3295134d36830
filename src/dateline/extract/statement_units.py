"""The stretches that statements are read in, and the drafts that the readers of statements pass on.

A unit is a sentence, or several that one quotation runs through: the parser cuts at every full stop, also at those
inside quotation marks and at "..., asked the man".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dateline.model.document import BlockKind, Doc, Quote
from dateline.reference.cues import Cue
from dateline.values.datelines import dateline
from dateline.values.text import bullet_end

_STAMP = re.compile(r"\s*date\s+\d{4}-\d\d-\d\d\s+|\s*\d{1,2}[.:]\d\d\s*(?:[–—:-]\s*)?(?=[^\W\d])")
"""The day before a dated text, or the time of day before an entry of a live report."""

_PLACE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ’' -]{3,30}(?:\s?\([^)]*\))?[.:]\s+(?=\S)")
"""A place in capitals before an item: "KURSK (city). "."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens `first` up to `last`; `start` is the character where its text begins, after bullet and dateline."""

    i: int
    first: int
    last: int
    start: int
    end: int
    block: BlockKind
    paragraph: int


class Draft(msgspec.Struct, kw_only=True):
    """A statement being read. Characters `start` up to `end` are its content.

    cue: tokens of the cue, first up to last. near: tokens of cue and source, where channel and day are looked for.
    speaker: the token that heads the source's noun phrase, or None where the words name nobody.
    rank: 0 for the surest reading; where two contents overlap the lower rank stays.
    """

    unit: Unit
    start: int
    end: int
    cue: tuple[int, int]
    near: tuple[int, int]
    speaker: int | None
    entry: Cue | None
    rank: int = 0
    same_as: Draft | None = None
    negated: bool = False


def units(doc: Doc) -> Iterator[Unit]:
    """The doc's units in text order."""
    cuts = _cuts(doc)
    opened: set[int] = set()
    for i, (first, last) in enumerate(pairwise(cuts)):
        sentence = doc.sentences[doc.tokens[first].sentence]
        start, end = doc.tokens[first].start, doc.tokens[last - 1].end
        if sentence.paragraph not in opened:
            start += lead_in(doc.report.text[start:end], opening=not opened)
            opened.add(sentence.paragraph)
        yield Unit(
            i=i, first=first, last=last, start=start, end=end, block=sentence.block, paragraph=sentence.paragraph
        )


def lead_in(text: str, *, opening: bool) -> int:
    """Length of what stands before the first words of a paragraph: stamp, bullet, dateline, place in capitals."""
    at = 0
    for _ in range(3):
        rest = text[at:]
        stamp = _STAMP.match(rest) or _PLACE.match(rest)
        found = dateline(rest, first=opening)
        step = stamp.end() if stamp else bullet_end(rest) or (found.length if found else 0)
        if not step or at + step >= len(text):
            break
        at += step
    return at


def _cuts(doc: Doc) -> list[int]:
    """Token indexes where units begin, and the number of tokens."""
    cuts: list[int] = []
    for sentence in doc.sentences:
        at = sentence.first
        new_paragraph = sentence.i == 0 or sentence.paragraph != doc.sentences[sentence.i - 1].paragraph
        if not new_paragraph:
            inside = _around(doc, at)
            if inside is not None and at == inside.last - 1:
                at += 1  # the closing mark was left to the next sentence
                if at < len(doc.tokens) and doc.tokens[at].sentence != sentence.i:
                    continue
            elif inside is not None and at == inside.first + 1:
                at = inside.first  # the opening mark was left to the sentence before
            elif inside is not None or _goes_on(doc, at):
                continue
            if at < len(doc.tokens) and _goes_on(doc, at):
                continue
        if at < len(doc.tokens) and (not cuts or at > cuts[-1]):
            cuts.append(at)
    return sorted({*cuts, *_quoted_sentences(doc), len(doc.tokens)})


def _quoted_sentences(doc: Doc) -> Iterator[int]:
    """Where a quotation opens a sentence that the parser did not see: "... at 1 p.m. «The enemy came»"."""
    for quote in doc.quotes:
        if quote.depth == 1 and quote.first and quote.last - quote.first > 5 and quote.first + 1 < len(doc.tokens):
            before, opener = doc.tokens[quote.first - 1], doc.tokens[quote.first + 1]
            if before.text[-1] in ".?!" and opener.text[0].isupper():
                yield quote.first


def _around(doc: Doc, at: int) -> Quote | None:
    return next((q for q in quotes_in(doc, at, at + 1) if q.first < at < q.last), None)


def _goes_on(doc: Doc, at: int) -> bool:
    """Whether a "sentence" that begins here is the rest of the one before: lower case, or after an abbreviation."""
    token, before = doc.tokens[at], doc.tokens[at - 1]
    if before.text in {
        "Gen.",
        "Lt.",
        "Col.",
        "Maj.",
        "Capt.",
        "Sgt.",
        "Mr.",
        "Mrs.",
        "Dr.",
        "St.",
        "No.",
        "Brig.",
        "Adm.",
    }:
        return True
    return token.text[0].islower() and not before.text.endswith(":")


def quotes_in(doc: Doc, first: int, last: int) -> Iterator[Quote]:
    """Outermost quotations that share a token with `first` up to `last`, in text order."""
    at = bisect_left(doc.quotes, first, key=lambda q: q.first)
    while at > 0 and (doc.quotes[at - 1].depth > 1 or doc.quotes[at - 1].last > first):
        at -= 1
    for n in range(at, len(doc.quotes)):
        quote = doc.quotes[n]
        if quote.first >= last:
            return
        if quote.depth == 1 and quote.last > first:
            yield quote


def unit_at(read: Sequence[Unit], start: int) -> Unit | None:
    """The unit that holds this character, or None if it stands between units."""
    n = bisect_right(read, start, key=lambda u: u.start) - 1
    return read[n] if n >= 0 and start < read[n].end else None


def token_from(doc: Doc, start: int) -> int:
    """The first token that begins at this character or after it."""
    return bisect_left(doc.tokens, start, key=lambda t: t.start)


def words(text: str) -> int:
    """Number of words."""
    return len(re.findall(r"\w[\w'’-]*", text))
