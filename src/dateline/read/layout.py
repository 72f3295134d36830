"""The layout of a report: headline, body, caption, list item, and the furniture that is not read.

Nothing is removed: blocks are offsets into the untouched text, in order, without overlap, and every character that is
not white space lies in exactly one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dateline.model.document import Block, BlockKind
from dateline.model.span import Span
from dateline.read.furniture import Inside, inside
from dateline.reference.furniture import furniture
from dateline.values.datelines import dateline
from dateline.values.text import (
    LONGEST_HEADLINE,
    bullet_end,
    ends_sentence,
    is_short_question,
    lines,
    looks_like_headline,
    plain,
)

WIDEST_WRAP = 120
"""Characters. Text whose lines are longer was not broken to fit a width: each line is a paragraph."""


class _Line(msgspec.Struct, frozen=True):
    start: int
    end: int
    gap: bool  # a blank line stands before it
    furniture: bool


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of `text`. A line that repeats `title` is a headline even if it ends with a full stop.

    A paragraph broken to a width is one block; where no blank lines divide paragraphs each line is one. A scraper's
    "Loading" between two sentences is furniture and splits its paragraph. Datelines, entry stamps ("18:40"), list
    marks, bylines, credits and menus are furniture; captions are kept without their credit. Linear in len(text).
    """
    found: list[Block] = []
    heading = plain(title) if title else None
    in_header = True
    for n, (start, end, is_furniture) in enumerate(_paragraphs(text)):
        paragraph = text[start:end]
        if is_furniture or (in_header and furniture().is_outlet(paragraph) and plain(paragraph) != heading):
            _add(found, text, "furniture", start, end)
            continue
        part = inside(paragraph, first=n == 0)
        kind = _kind(paragraph[part.start : part.end], part, heading, in_header=in_header)
        cut = part.start
        if kind == "body" and not part.listed:
            line = dateline(paragraph[part.start : part.start + WIDEST_WRAP * 2], first=in_header)
            cut += line.length if line else 0
        in_header = in_header and kind == "headline"
        _add(found, text, "furniture", start, start + cut)
        at = start + cut
        for hole in part.holes:
            _add(found, text, kind, at, start + hole[0])
            _add(found, text, "furniture", start + hole[0], start + hole[1])
            at = start + hole[1]
        _add(found, text, kind, at, start + part.end)
        _add(found, text, "furniture", start + part.end, end)
    return tuple(found)


def _add(found: list[Block], text: str, kind: BlockKind, start: int, end: int) -> None:
    """Appends text[start:end] without the white space around it, unless nothing is left."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if start < end:
        found.append(Block(kind=kind, span=Span.of(text, start, end)))


def _kind(report: str, part: Inside, heading: str | None, *, in_header: bool) -> BlockKind:
    """What the report part of a paragraph is. A short question is a headline only before the first paragraph."""
    if heading and len(report) <= LONGEST_HEADLINE * 2 and plain(report) == heading:
        return "headline"
    if part.caption:
        return "caption"
    bare = report.strip()
    if part.listed:
        return "headline" if bare.isupper() and len(bare.split()) <= 8 else "list item"
    if looks_like_headline(bare) and (in_header or not is_short_question(bare)):
        return "headline"
    return "body"


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is furniture as a whole) of each paragraph; lines that were broken to a width are joined again."""
    found = _lines(text)
    width = _wrap_width(text, found)
    open_start: int | None = None
    for n, line in enumerate(found):
        if line.furniture:
            yield line.start, line.end, True
            continue
        start = line.start if open_start is None else open_start
        following = found[n + 1] if n + 1 < len(found) else None
        if following and _continues(text, line, following, width):
            open_start = start
        else:
            yield start, line.end, False
            open_start = None


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank."""
    found: list[_Line] = []
    last = 0
    for start, end in lines(text):
        between = text[last:start]
        gap = not found or len(f"{between}.".splitlines()) > 2
        found.append(_Line(start, end, gap, furniture().is_line(text[start:end])))
        last = end
    return found


def _wrap_width(text: str, found: Sequence[_Line]) -> int | None:
    """The width that the text was broken to, or None.

    It was broken if most lines that another follows had no room for that one's first word, and most of these end within
    a sentence: paragraphs of one line each may happen to be of one length.
    """
    follows = [(a, b) for a, b in pairwise(found) if not b.gap and not a.furniture and not b.furniture]
    if len(follows) < 2:
        return None
    lengths = sorted(line.end - line.start for line in found if not line.furniture)
    longest = [length for length in lengths if length <= WIDEST_WRAP]
    if not longest or len(longest) < 0.95 * len(lengths) or longest[-1] < 40:
        return None
    width = longest[-1]
    full = [(a, b) for a, b in follows if _is_full(text, a, b, width)]
    broken = sum(not ends_sentence(text[a.start : a.end]) for a, _ in full)
    return width if len(full) >= 0.6 * len(follows) and broken >= 0.5 * len(full) else None


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the following line had no room on this one. A margin of 2 for ragged breakers."""
    word = text[following.start : following.start + width].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) + 2 > width


def _continues(text: str, line: _Line, following: _Line, width: int | None) -> bool:
    """Whether the following line goes on with this one's paragraph."""
    if following.gap or following.furniture or bullet_end(text[following.start : following.start + 12]):
        return False
    if width is not None:
        return _is_full(text, line, following, width)
    ends = text[max(line.start, line.end - 8) : line.end]
    return line.end - line.start >= 40 and not ends_sentence(ends) and text[following.start].islower()
