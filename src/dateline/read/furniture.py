"""Furniture inside a paragraph: what stands before its first word, after its last, and buttons left in between."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from dateline.reference.furniture import furniture, starting
from dateline.values.text import CLOSERS, bullet_end

TAIL_REACH = 200
"""Characters. Furniture at the end of a paragraph, a credit say, is looked for this far back and no further."""

_GIVEN_DATE = re.compile(r"\s*date:?\s+\d{4}-\d\d-\d\d\b\s*", re.IGNORECASE)
_ENTRY_STAMP = re.compile(
    r"(?:\d{1,2}\.\d{1,2}(?:\.\d{2,4})?,?\s+)?"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|CET|EET|MSK|local time))?"
    r"(?:\s*[–—|:▪•-]\s*|\s+)(?=[^\W\d_a-zа-яіїєґ]|\d+\s\w|[\"'“„‘«])"
)
_AFTER_SENTENCE = rf"(?<=[.!?…{re.escape(CLOSERS)}])\s+"
_OPENERS = (
    "The|A|An|He|She|It|They|We|But|And|In|On|At|As|By|For|From|After|Before|Since|While|When|If|This|That|These|Those|"
    "His|Her|Its|Their|Our|There|Some|Both|Another|Meanwhile|However|Earlier|Later|Also|To|With|Not|No"
)
_SAID = "said|says|told|has|have|had|is|was|were|are|will|would|also|added|wrote|claimed|denied"
_RESUMES = rf"(?=$|[\"“„«‘(]|(?:{_OPENERS})\b|[^\W\d_a-z][\w’'.-]+\s+(?:(?:{_SAID})\b|[^\W\d_a-z]))"
"""How a sentence begins after a button. "Loading Ukrainian grain took a week" is no button and goes on otherwise."""
_SIGN_OFF = re.compile(_AFTER_SENTENCE + r"(?:[A-Z]{2,8}(?:/[A-Za-z]{2,8}){1,3}|\[?(?:ends?|ENDS?)\]?|#{2,3}|-30-)$")
_PICTURE = r"(?i:photos?|pictures?|handout|archive|credit|courtesy|getty images|file|afp|epa)"
_PARENTHESIS = re.compile(rf"\s*[(\[][^()\[\]]{{0,60}}\b{_PICTURE}\b[^()\[\]]{{0,60}}[)\]]\.?[)\]]?$")
_LONE_CREDIT = re.compile(
    _AFTER_SENTENCE
    + r"(?:(?i:file (?:photo|picture|image)|handout|archive(?: photo)?|getty images)|[A-Z]{2,5}/[A-Z]{2,5})\.?[)\]]?$"
)


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """What of a paragraph is report: `start` to `end`, less the `holes` between them (offsets into the paragraph).

    listed: a list mark stood before it. caption: a picture mark stood before it or a credit after it.
    """

    start: int
    end: int
    holes: tuple[tuple[int, int], ...] = ()
    listed: bool = False
    caption: bool = False


def inside(paragraph: str, *, first: bool) -> Inside:
    """Tells report from furniture within one paragraph. first: it begins the text, where a bare date may stand."""
    start, listed = _lead(paragraph, first=first)
    mark = _caption_mark().match(paragraph, start)
    caption = mark is not None and len(paragraph) <= 500
    if mark and caption:
        start = mark.end()
    end = len(paragraph)
    credit = _credit(paragraph, start) if len(paragraph) <= 500 else None
    if credit is not None:
        end, caption = credit, True
    elif caption:
        end = len(paragraph.rstrip("])")) if paragraph[0] in "[(" else end
    end = _tail(paragraph, start, end)
    holes = tuple((found.start(), found.end()) for found in _inline().finditer(paragraph, start, end))
    return Inside(start=start, end=end, holes=holes, listed=listed, caption=caption)


def _lead(paragraph: str, *, first: bool) -> tuple[int, bool]:
    """Length of the date, list mark, stamp and label before the first word, and whether there was a list mark."""
    at, listed = 0, False
    given = _GIVEN_DATE.match(paragraph) if first else None
    if given:
        at = given.end()
    for _ in range(3):
        window = paragraph[at : at + 80]
        bullet = bullet_end(window)
        stamp = _ENTRY_STAMP.match(window)
        label = _label().match(window)
        found = bullet or (stamp.end() if stamp else 0) or (label.end() if label else 0)
        if not found or at + found >= len(paragraph):
            break
        listed = listed or bool(bullet)
        at += found
    return at, listed


def _credit(paragraph: str, start: int) -> int | None:
    """Where the picture credit at the end of the paragraph begins, or None."""
    reach = max(start, len(paragraph) - TAIL_REACH)
    for pattern in (_credit_mark(), _PARENTHESIS, _LONE_CREDIT):
        found = pattern.search(paragraph, reach)
        if found and found.start() > start:
            return found.start()
    return None


def _tail(paragraph: str, start: int, end: int) -> int:
    """`end` less a "Read more: ...", a "Share the post" or a sign-off."""
    reach = max(start, end - TAIL_REACH)
    for pattern in (_tail_mark(), _SIGN_OFF):
        found = pattern.search(paragraph, reach, end)
        if found and found.start() > start:
            end = found.start()
    return end


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, furniture().labels), key=len, reverse=True))
    return re.compile(rf"(?:(?:{labels})(?:\s*[:|–—-]\s*|\s+(?=[^\W\d_a-z][a-z]|\d))|(?i:{labels}):\s+)(?=\S)")


@cache
def _caption_mark() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, furniture().caption_marks), key=len, reverse=True))
    return re.compile(rf"(?:\[?(?i:{marks})(?:\s*\]\s*|\s?:\s+|\s[|–—]\s)|FILE\s[–—-]{{1,2}}\s)(?=\S)")


@cache
def _credit_mark() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, furniture().credit_marks), key=len, reverse=True))
    name = r"[^.!?:]{1,80}(?:\.[^.!?:]{1,60}){0,2}\.?[)\]]*$"
    return re.compile(rf"(?:{_AFTER_SENTENCE}[(\[]?|\s[(\[])(?i:{marks})(?:\s?[:–—/]\s?|(?<=\bby)\s){name}")


@cache
def _tail_mark() -> re.Pattern[str]:
    return re.compile(_AFTER_SENTENCE + starting(furniture().tails).pattern, re.IGNORECASE)


@cache
def _inline() -> re.Pattern[str]:
    phrases = "|".join(sorted((re.escape(each) for each in furniture().inline), key=len, reverse=True))
    return re.compile(_AFTER_SENTENCE + rf"\[?(?i:{phrases})\b(?:\s?…|\.{{3}}|\])*(?:\s+{_RESUMES}|$)")
