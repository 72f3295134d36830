"""What a report is about, in few: its words, whom and what it names, ages. See `likeness`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

import msgspec
import numpy as np

from dateline.merge.words import fold
from dateline.reference.titles import titles

_READ: Final = 5000
"""Characters of a report that are looked at: who and what it is about stands in its first paragraphs."""

NUMBERS: Final = 1 << 24
"""How many numbers words can have."""

_WORD: Final = re.compile(r"[^\W_]{2,}")
_PIECE: Final = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?|\S|\n")
_AGES: Final = tuple(
    re.compile(each)
    for each in (
        r"(\d(?<=\b\d)\d?)[- ]years?[- ]old\b",
        r", (?<=\w, )(\d{1,2})(?=,|\.|;| of\b)",
        r"aged (?<=\baged )(\d{1,2})\b",
    )
)
"""Each begins with what it is searched by, and looks back from there: so most of a text is passed over at once."""

_NO_NAMES: Final = (
    "a an the in on at of for to by from with after before since until when while where as if and but or it its he she"
    " they we you i his her their our this that these those who what how why related follow copyright"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december"
)
_OPENERS: Final = frozenset(_NO_NAMES.split())
"""Words that have a capital for where they stand, or for what they are, and are no part of a name."""

_LONGEST: Final = 4
"""Words of a person's name; what is longer is a headline in capitals."""


class Marks(msgspec.Struct, frozen=True, array_like=True):
    """The marks of one report.

    names: folded first and last word of each run of two to four words with capitals (people, streets, schools), sorted,
    but for those that the report gives an office: whoever speaks for a force or a town is in many reports, and no sign
    of one story. ages: in years, ascending. words, counts: numbers of its words (uint32, ascending) and how often each
    stands there (uint8).
    """

    names: tuple[str, ...]
    ages: tuple[int, ...]
    words: bytes
    counts: bytes


def marks_of(text: str) -> Marks:
    """The marks of a report's text. Equal on every machine for the same text."""
    read = text[:_READ]
    numbers, counts = np.unique(np.fromiter(map(number_of, words_of(read)), "<u4"), return_counts=True)
    return Marks(
        names=tuple(sorted(_names(read))),
        ages=tuple(sorted({int(age) for pattern in _AGES for age in pattern.findall(read)})),
        words=numbers.tobytes(),
        counts=np.minimum(counts, 255).astype("u1").tobytes(),
    )


def words_of(text: str) -> list[str]:
    """Every word and number of two characters or more, in lower case, in order."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1 << 16)
def number_of(word: str) -> int:
    """The number under which a word is counted. Of half a million words one in thirty shares its own; no harm is done:
    two reports share many words or none.
    """
    return crc32(word.encode("utf-8", "surrogatepass")) % NUMBERS


def _names(text: str) -> Iterator[str]:
    """Names; one in office or rank ("Mayor Ann Lee", "Ann Lee, a spokeswoman") nowhere."""
    found: dict[str, bool] = {}
    pieces = _PIECE.findall(text)
    at = 0
    while at < len(pieces):
        if not pieces[at][0].isupper():
            at += 1
            continue
        end = at
        while end < len(pieces) and _capital(pieces[end]):
            end += 1
        if end > at:
            beside = pieces[end + 1 : end + 4] if pieces[end : end + 1] == [","] else []
            name, in_office = _named(pieces[at:end], [*pieces[max(0, at - 1) : at], *beside])
            if name:
                found[name] = found.get(name, False) or in_office
        at = end + 1
    return (name for name, in_office in found.items() if not in_office)


def _capital(piece: str) -> bool:
    return piece[0].isupper() and (len(piece) < 3 or not piece.isupper()) and piece.lower() not in _OPENERS


def _named(run: list[str], beside: list[str]) -> tuple[str, bool]:
    """The name in a run of words with capitals ("" if it holds none), and whether it is one in office."""
    name = [word for word in run if len(word) > 1 and not _is_office(word)]
    if not 2 <= len(name) <= _LONGEST:
        return "", False
    return f"{fold(name[0])} {fold(name[-1])}", len(name) < len([w for w in run if len(w) > 1]) or any(
        map(_is_office, beside)
    )


def _is_office(word: str) -> bool:
    return word.lower() in _offices()


@cache
def _offices() -> frozenset[str]:
    """Single words of offices and ranks, not the mere courtesies (a victim is Mr and Mrs, too) nor common jobs."""
    known = titles()
    return frozenset(
        word.rstrip(".").lower() for title in (*known.ranks, *known.offices) for word in title.replace("-", " ").split()
    ) - frozenset(("of", "in", "student", "resident", "teacher", "farmer", "worker", "owner", "member", "survivor"))
