"""Quotation marks of every style -> quotations: mixed, mismatched, nested and unclosed ones too.

Newsrooms, translators and machines mix marks („so", “so', «so”), so the place of a mark decides what it is and its
shape only helps: a mark after white space opens, a mark after a word closes, a single mark inside a word is an
apostrophe. Paragraphs are read alone; one that ends inside a quotation which the next paragraph opens again runs to
its own end, any other unclosed one ends with its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from dateline.model.document import Doc, Quote, Sentence, Token
from dateline.model.span import Span

MARKS = "\"“”„‟«»'‘’‚‛`´＂"
"""Every character that is read as a quotation mark."""

_MARK = re.compile(r"''|``|[" + re.escape(MARKS) + "]")
_SINGLE = frozenset("'‘’‚‛`´")
_OPENS = frozenset("“„‟«‘‚‛`")
_CLOSES = frozenset("”»’´")

Role = Literal["open", "close", "either"]


class _Mark(NamedTuple):
    start: int
    end: int
    single: bool
    role: Role


class _Pair(NamedTuple):
    start: int
    end: int
    depth: int
    closed: bool


def find_quotes(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """Every quotation of the text with its marks, in order of start; sentences say where paragraphs end."""
    starts = [token.start for token in tokens]
    ends = [token.end for token in tokens]
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph)]
    found: list[Quote] = []
    for n, paragraph in enumerate(paragraphs):
        after = paragraphs[n + 1][0] if n + 1 < len(paragraphs) else None
        reopened = after is not None and text[after.span.start] in "\"“„«‘'"
        for pair in _pairs(text, paragraph, reopened):
            first, last = bisect_right(ends, pair.start), bisect_left(starts, pair.end)
            if last > first:
                span = Span.of(text, pair.start, pair.end)
                found.append(Quote(span=span, first=first, last=last, depth=pair.depth, closed=pair.closed))
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def outermost(doc: Doc) -> list[Quote]:
    """The quotations of a Doc that stand in no other."""
    return [quote for quote in doc.quotes if quote.depth == 1]


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The marks that can open or close a quotation; apostrophes and signs for feet and inches are left out."""
    for hit in _MARK.finditer(text, start, end):
        mark = hit.group()
        before = text[hit.start() - 1] if hit.start() > start else " "
        after = text[hit.end()] if hit.end() < end else " "
        single = len(mark) == 1 and mark in _SINGLE
        if single and before.isalnum() and after.isalnum():
            continue  # don't, Ta'ang
        if single and after.isdigit() and not before.isalnum():
            continue  # the '90s
        free = before.isspace() or before in "([{—–-/:;" + MARKS
        bound = after.isspace() or after in ")]}—–-/.,:;!?…" + MARKS
        if free and not after.isspace() and not (bound and mark in _CLOSES):
            yield _Mark(hit.start(), hit.end(), single, "either" if bound else "open")
        elif not before.isspace() and bound:
            yield _Mark(hit.start(), hit.end(), single, "either" if free else "close")
        elif mark in _OPENS or mark in _CLOSES:
            # Scraped text loses the space on one side: then the shape is all there is.
            yield _Mark(hit.start(), hit.end(), single, "open" if mark in _OPENS else "close")
        elif not single:
            yield _Mark(hit.start(), hit.end(), single, "either")


def _pairs(text: str, paragraph: Sequence[Sentence], reopened: bool) -> Iterator[_Pair]:
    marks = list(_marks(text, paragraph[0].span.start, paragraph[-1].span.end))
    stack: list[_Mark] = []
    for n, mark in enumerate(marks):
        if mark.role == "open" or (mark.role == "either" and not any(m.single == mark.single for m in stack)):
            if stack and stack[-1].single == mark.single:
                yield from _give_up(stack.pop(), paragraph, mark.start, len(stack) + 1)
            stack.append(mark)
            continue
        at = _opener(text, stack, mark, marks[n + 1 :])
        if at is not None:
            opener = stack[at]
            del stack[at:]
            if mark.start > opener.end:
                yield _Pair(opener.start, mark.end, at + 1, True)
    for depth, opener in enumerate(stack, 1):
        limit = paragraph[-1].span.end
        if reopened and not opener.single and depth == 1:
            yield _Pair(opener.start, limit, depth, False)
        else:
            yield from _give_up(opener, paragraph, limit, depth)


def _opener(text: str, stack: Sequence[_Mark], mark: _Mark, later: Sequence[_Mark]) -> int | None:
    """Which open mark this one closes: the nearest of its family, else the outermost if nothing else will."""
    same = [i for i, opener in enumerate(stack) if opener.single == mark.single]
    if same:
        return same[-1]
    if not stack:
        return None
    if mark.single:
        following = text[mark.end : mark.end + 2]
        if text[mark.start - 1 : mark.start] == "s" and re.match(r"\s\w", following):
            return None  # the soldiers' homes
        for other in later:
            if other.role == "open":
                break
            if not other.single:
                return None
    return 0


def _give_up(opener: _Mark, paragraph: Sequence[Sentence], limit: int, depth: int) -> Iterator[_Pair]:
    """An unclosed quotation ends with its sentence; an unclosed single mark was an apostrophe after all."""
    if opener.single:
        return
    home = next(s for s in paragraph if opener.start < s.span.end)
    end = min(limit, home.span.end)
    if end > opener.end:
        yield _Pair(opener.start, end, depth, False)
